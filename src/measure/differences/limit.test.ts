import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { type Fit, fit as interpolant } from './chebyshev.ts';
import { limit } from './limit.ts';
import { line } from './line.ts';
import { noiseOf } from './noise.ts';
import { begin, type Search } from './search.ts';

const of = line((y) => Math.exp(y[0]!), vector([0]), vector([1]));
const falling = interpolant(of, -1, 1, 16) as Fit;

interface Footprint {
  readonly value: number;
  readonly noise?: number;
  readonly rounding?: number;
}

/** A search of the right side whose intervals showed these slopes, and whose best view has the slope 0.25 ± 1000. */
const searched = (trail: readonly (number | Footprint)[], error = 1000): Search => ({
  ...begin({ of, side: 'right', order: 1, noises: noiseOf(of, 'float64') }),
  best: { value: 0.25, error, degree: 16, noisePart: 0, fit: falling, r: 1 },
  trail: trail.map((seen) => ({ noise: 0, rounding: 0, variation: 0, ...(typeof seen === 'number' ? { value: seen } : seen) })),
});
const opposite = (trail: readonly (number | Footprint)[]) =>
  trail.map((seen) => (typeof seen === 'number' ? -seen : { ...seen, value: -seen.value }));
/** What slopes tend to, after the same was seen of the opposite slopes. */
function tends(trail: readonly (number | Footprint)[]) {
  const { estimate, tendency } = limit(searched(trail));
  const other = limit(searched(opposite(trail)));
  expect([other.tendency, other.estimate.error]).toEqual([tendency, estimate.error]);
  if (tendency === 'finite') expect(other.estimate.value).toBe(-estimate.value);
  return { tendency, ...estimate };
}

test('where no interval was seen nothing is known', () => {
  expect(limit({ ...searched([]), best: undefined })).toEqual({
    estimate: { value: Number.NaN, error: Number.POSITIVE_INFINITY },
    tendency: 'unknown',
  });
});

test('the limit of a search that is settled is what its second opinion says', () => {
  const { estimate, tendency } = limit({ ...searched([0, 1, 2, 3], 1e-9), settled: true });
  expect(tendency).toBe('finite');
  expect(estimate.error).toBeCloseTo(0.75, 9);
});

test('steps that shrink by a half converge: the bar is twice their sum from the last one on, and a rounding', () => {
  expect(tends([1, 1.5, 1.75, 1.875])).toEqual({ tendency: 'finite', value: 1.875, error: (2 * 0.125) / 0.5 + 1.875 * 2 ** -52 });
});

test('the noise of the last slope counts in the bar', () => {
  expect(tends([1, 1.5, 1.75, { value: 1.875, noise: 2 ** -5 }]).error).toBe(0.5 + 2 ** -5 + 1.875 * 2 ** -52);
});

test('the slowest of all steps tells how fast they shrink, and their signs do not matter', () => {
  expect(tends([0, 8, 10, 11]).error).toBe(4 + 11 * 2 ** -52);
  expect(tends([0, 8, 6, 7]).error).toBe(4 + 7 * 2 ** -52);
  expect(tends([0, 8, 12, 13]).error).toBe(4 + 13 * 2 ** -52);
});

test('where the best of the intervals has a bar that is no wider, that one is taken', () => {
  const bar = 0.5 + 1.875 * 2 ** -52;
  const barred = (error: number) => limit(searched([1, 1.5, 1.75, 1.875], error));
  expect(barred(bar)).toMatchObject({ tendency: 'finite', estimate: { value: 0.25, error: bar } });
  expect(barred(0.1)).toMatchObject({ tendency: 'finite', estimate: { value: 0.25, error: 0.1 } });
  expect(barred(0.6)).toMatchObject({ tendency: 'finite', estimate: { value: 1.875, error: bar } });
});

test('steps of nine tenths of the one before do not converge, of less they do', () => {
  expect(tends([0, 10, 19, 23.5])).toMatchObject({ tendency: 'unknown', value: 0.25, error: Number.POSITIVE_INFINITY });
  expect(tends([0, 100, 189, 233.5])).toMatchObject({ tendency: 'finite', value: 233.5 });
});

test('slopes whose steps all grow by more than eight are those of a jump', () => {
  expect(tends([0, 1, 10, 91])).toEqual({ tendency: 'jump', value: Number.NaN, error: Number.POSITIVE_INFINITY });
  expect(tends([0, 1, 9, 73]).tendency).toBe('grows');
  expect(tends([0, 1, 17, 49]).tendency).toBe('grows');
});

test('slopes whose steps do not shrink have no limit', () => {
  expect(tends([0, 1, 2, 3])).toEqual({ tendency: 'grows', value: Number.NaN, error: Number.POSITIVE_INFINITY });
  expect(tends([0, 25, 49, 73]).tendency).toBe('grows');
  expect(tends([0, 20, 39, 58]).tendency).toBe('unknown');
  expect(tends([0, 2, 3, 6]).tendency).toBe('unknown');
});

test('three slopes tell nothing, and of many the last five count', () => {
  expect(tends([0, 2, 3]).tendency).toBe('unknown');
  expect(tends([0, 1, 9, 13, 15, 16])).toMatchObject({ tendency: 'finite', value: 16 });
  expect(tends([0, 1, 9, 13, 15]).tendency).toBe('unknown');
});

test('a slope that moves by no more than four times what rounding of the inputs moves it ends the trail before it', () => {
  const before = [0, 8, 12, 14];
  expect(tends([...before, { value: 14.5, rounding: 0.125 }])).toEqual({ tendency: 'finite', value: 14, error: 8 + 14 * 2 ** -52 });
  expect(tends([...before, { value: 14.5, rounding: 0.124 }])).toEqual({ tendency: 'finite', value: 14.5, error: 2 + 14.5 * 2 ** -52 });
});

test('noise that is more than 64 times that of the interval before ends the trail, where the slope moved by less', () => {
  const noisy = (value: number, noise: number) => tends([0, 8, 12, { value: 14, noise: 2 ** -10 }, { value, noise: noise / 1024 }]);
  expect(noisy(14 + 1 / 32, 65)).toMatchObject({ value: 14, error: 8 + 2 ** -10 + 14 * 2 ** -52 });
  expect(noisy(14 + 1 / 32, 64).value).toBe(14 + 1 / 32);
  expect(noisy(14.25, 65).value).toBe(14.25);
});

test('the first four slopes are kept however they round', () => {
  const all = [0, 8, 12, 14].map((value) => ({ value, rounding: 100 }));
  expect(tends(all)).toMatchObject({ tendency: 'finite', value: 14 });
  expect(tends([...all, { value: 14.5, rounding: 0 }])).toMatchObject({ tendency: 'finite', value: 14.5 });
});
