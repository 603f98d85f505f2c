import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { type Fit, fit as interpolant } from './chebyshev.ts';
import { line } from './line.ts';
import { noiseOf } from './noise.ts';
import { begin } from './search.ts';
import { secondOpinion } from './second-opinion.ts';

type Scalar = (t: number) => number;

const falling = interpolant(
  line((y) => Math.exp(y[0]!), vector([0]), vector([1])),
  -1,
  1,
  16,
) as Fit;

/** The slope of f at 0 as a search found it: with a value and a bar, from an interval on which the values have a noise. */
interface Found {
  readonly value: number;
  readonly error: number;
  readonly noise?: number;
  readonly interval?: readonly [number, number];
  readonly order?: 1 | 2;
}

function second(f: Scalar, { value, error, noise = 0, interval: [from, to] = [-1, 1], order = 1 }: Found) {
  const of = line((y) => f(y[0]!), vector([0]), vector([1]));
  const best = { value, error, degree: 16, noisePart: 0, fit: { ...falling, from, to, noise }, r: 1 };
  const seen = secondOpinion({ ...begin({ of, side: 'both', order, noises: noiseOf(of, 'float64') }), best });
  expect(seen.value).toBe(value);
  return { bar: seen.error, evaluations: of.counted() };
}

/** A line of slope 3 near 0, and of another slope from there on. */
const bent =
  (until: number): Scalar =>
  (t) =>
    3 * t + 50 * Math.sign(t) * Math.max(0, Math.abs(t) - until);

test('a second opinion that is the same leaves the bar as it is', () => {
  expect(second((t) => 3 * t, { value: 3, error: 0.1 }).bar).toBe(0.1);
  expect(second((t) => 3 * t, { value: 3.05, error: 0.1 }).bar).toBe(0.1);
});

test.each<[string, readonly [number, number]]>([
  ['a central difference', [-1, 1]],
  ['a fit on half of an interval to one side', [0, 1]],
  ['a fit on half of an interval that leans', [-1, 2 ** -20]],
])('one that contradicts makes the bar the whole distance: %s', (_, interval) => {
  expect(second((t) => 3 * t, { value: 4, error: 0.1, interval }).bar).toBeCloseTo(1, 12);
  expect(second((t) => 3 * t, { value: 2, error: 0.1, interval }).bar).toBeCloseTo(1, 12);
  expect(second((t) => -3 * t, { value: -4, error: 0.1, interval }).bar).toBeCloseTo(1, 12);
  expect(second((t) => t * t, { value: 5, error: 0.1, interval, order: 2 }).bar).toBeCloseTo(3, 9);
});

test('one whose own bar covers the distance makes the bar that distance, but at most eight times wider', () => {
  const coarse = (value: number) => second((t) => 3 * t, { value, error: 0.1, noise: 0.1 }).bar;
  expect(coarse(3.5)).toBeCloseTo(0.5, 12);
  expect(coarse(2.3)).toBeCloseTo(0.7, 12);
  expect(coarse(4)).toBe(0.8);
  expect(coarse(2)).toBe(0.8);
});

test('the central difference reaches six eighths of the half-width to either side', () => {
  expect(second(bent(0.75), { value: 4, error: 0.1 })).toEqual({ bar: expect.closeTo(1, 12), evaluations: 13 });
  expect(second(bent(0.7), { value: 4, error: 0.1 }).bar).not.toBeCloseTo(1, 3);
  // Noise of 0.003 is a bar of 0.25 with that step, and one that covers the distance with a step eight times shorter.
  expect(second((t) => 3 * t, { value: 4, error: 0.1, noise: 0.003 }).bar).toBeCloseTo(1, 12);
});

test('the second fit is of the same degree, on half of the interval', () => {
  for (const interval of [
    [0, 1],
    [-1, 0.25],
    [-0.25, 1],
  ] as const)
    expect(second(bent(0.5), { value: 4, error: 0.1, interval })).toEqual({ bar: expect.closeTo(1, 9), evaluations: 17 });
});

test('what disturbs the second fit counts as noise', () => {
  const disturbed: Scalar = (t) => 3 * t + 0.01 * Math.sin(1e9 * t);
  expect(second(disturbed, { value: 23, error: 1, interval: [0, 1] }).bar).toBeGreaterThan(15);
});

test('where the other method meets a hole there is no second opinion', () => {
  const holed: Scalar = (t) => (t > 0.2 ? Number.NaN : 3 * t);
  expect(second(holed, { value: 4, error: 0.1 }).bar).toBe(0.1);
  expect(second(holed, { value: 4, error: 0.1, interval: [0, 1] }).bar).toBe(0.1);
});
