import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { curvature, derivative, type LineOptions } from './index.ts';

type Scalar = (t: number) => number;

const of = (f: Scalar, x: number, look: LineOptions = {}) => derivative((y) => f(y[0]!), vector([x]), vector([1]), look);

const words = new Uint32Array(2);
const bits = new Float64Array(words.buffer);

/** Uniform in [−1, 1], the same at the same t, and another at the next double. */
function jitter(t: number): number {
  bits[0] = t;
  let z = Math.imul(words[0]! ^ (words[1]! * 0x9e3779b1), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return ((z ^ (z >>> 16)) >>> 0) / 2 ** 31 - 1;
}

const functions: readonly (readonly [string, Scalar, Scalar])[] = [
  ['eˣ', Math.exp, Math.exp],
  ['sin x', Math.sin, Math.cos],
  ['x³ − x', (t) => t ** 3 - t, (t) => 3 * t * t - 1],
  ['1/(1 + x²)', (t) => 1 / (1 + t * t), (t) => (-2 * t) / (1 + t * t) ** 2],
  ['ln(1 + eˣ)', (t) => Math.log1p(Math.exp(t)), (t) => 1 / (1 + Math.exp(-t))],
];
const points = [-1.7, -0.6, 0.3, 0.9, 1.4, 2.3];

/** Every function at every point, with values disturbed. */
const cases = (disturbed: (f: Scalar) => Scalar, look: LineOptions = {}) =>
  functions.flatMap(([name, f, slope]) => points.map((x) => ({ name, x, truth: slope(x), seen: of(disturbed(f), x, look) })));

const missed = (all: ReturnType<typeof cases>) => all.filter(({ seen, truth }) => !(Math.abs(seen.value - truth) <= seen.error));
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

test.each([1e-12, 1e-10, 1e-9, 1e-8, 1e-7])(
  'values disturbed by %d: the truth is within the bar, and the bar is that of the noise',
  (amplitude) => {
    const all = cases((f) => (t) => f(t) + amplitude * jitter(t));
    expect(missed(all)).toEqual([]);
    expect(median(all.map(({ seen }) => seen.error))).toBeLessThan(300 * amplitude);
    expect(all.filter(({ seen }) => seen.noisy).length).toBeGreaterThan(0.9 * all.length);
    const measured = median(all.map(({ seen }) => seen.noise));
    expect(measured).toBeGreaterThan(amplitude / Math.sqrt(3) / 4);
    expect(measured).toBeLessThan((amplitude / Math.sqrt(3)) * 4);
  },
);

test('noise in proportion to the value', () => {
  expect(missed(cases((f) => (t) => f(t) * (1 + 1e-9 * jitter(t))))).toEqual([]);
});

test.each([1e-8, 1e-10])('values rounded to multiples of %d', (grain) => {
  const all = cases((f) => (t) => Math.round(f(t) / grain) * grain);
  expect(missed(all)).toEqual([]);
  expect(median(all.map(({ seen }) => seen.error))).toBeLessThan(300 * grain);
});

test('single precision in every operation, without a hint', () => {
  const r = Math.fround;
  const single: readonly (readonly [Scalar, Scalar])[] = [
    [(t) => r(Math.exp(r(t))), Math.exp],
    [(t) => r(r(r(t) * r(t)) * r(t)), (t) => 3 * t * t],
    [(t) => r(1 / r(1 + r(r(t) * r(t)))), (t) => (-2 * t) / (1 + t * t) ** 2],
    [(t) => r(Math.log(r(1 + r(Math.exp(r(t)))))), (t) => 1 / (1 + Math.exp(-t))],
  ];
  const errors: number[] = [];
  for (const [f, slope] of single)
    for (const x of points) {
      for (const precision of [{}, { precision: 'float32' }] as const) {
        const { value, error, kind } = of(f, x, precision);
        expect(kind).toBe('smooth');
        expect(Math.abs(value - slope(x)), `${x}: ${value} ± ${error}`).toBeLessThanOrEqual(error);
        errors.push(error / Math.max(1, Math.abs(slope(x))));
      }
    }
  expect(median(errors)).toBeLessThan(1e-4);
});

/** The nearest number of eleven significant bits. */
function half(t: number): number {
  if (t === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(t))) - 10);
  return Math.round(t / unit) * unit;
}

test('half precision, with a hint', () => {
  const all = cases((f) => (t) => half(f(half(t))), { precision: 'float16' });
  expect(missed(all)).toEqual([]);
  expect(median(all.map(({ seen }) => seen.error))).toBeLessThan(0.5);
});

test('structure finer than noise may be belongs to f', () => {
  const ripple = (t: number) => 1e-3 * Math.sin(1e3 * t);
  const seen = of(ripple, 0.4);
  expect(seen.kind).toBe('smooth');
  expect(Math.abs(seen.value - Math.cos(400))).toBeLessThanOrEqual(seen.error);
  expect(seen.error).toBeLessThan(1e-6);
});

test('a ripple of amplitude 10⁻⁸ and wavelength 10⁻⁹ is noise', () => {
  const seen = of((t) => Math.exp(t) + 1e-8 * Math.sin(1e9 * t), 1);
  expect(Math.abs(seen.value - Math.E)).toBeLessThanOrEqual(seen.error);
  expect(seen.error).toBeLessThan(1e-5);
});

test('a kink is told from noise, and noise does not hide a kink', () => {
  for (const [amplitude, at] of [
    [1e-12, 0],
    [1e-12, 1],
    [1e-9, 1],
  ] as const) {
    const seen = of((t) => Math.abs(t - at) + amplitude * jitter(t), at);
    expect(seen.kind).toBe('kink');
    expect(Math.abs(seen.left.value + 1)).toBeLessThanOrEqual(seen.left.error);
    expect(Math.abs(seen.right.value - 1)).toBeLessThanOrEqual(seen.right.error);
    expect(seen.left.error + seen.right.error).toBeLessThan(1e-3);
  }
});

test.each([1e-12, 1e-9, 1e-7])('noise of %d at an edge', (amplitude) => {
  for (const x of [0, 1]) {
    const seen = of((t) => Math.exp(t) + amplitude * jitter(t), x, { domain: [[x, 2]] });
    expect(seen.kind).toBe('edge');
    expect(Math.abs(seen.value - Math.exp(x))).toBeLessThanOrEqual(seen.error);
    expect(seen.error).toBeLessThan(1e5 * amplitude);
  }
});

test('single precision at an edge', () => {
  const seen = of((t) => Math.fround(Math.exp(Math.fround(t))), 1, { domain: [[1, 2]] });
  expect(seen.kind).toBe('edge');
  expect(Math.abs(seen.value - Math.E)).toBeLessThanOrEqual(seen.error);
});

test('a curvature under noise', () => {
  for (const amplitude of [1e-12, 1e-9, 1e-7]) {
    const seen = curvature((y) => Math.exp(y[0]!) + amplitude * jitter(y[0]!), vector([1]), vector([1]));
    expect(Math.abs(seen.value - Math.E)).toBeLessThanOrEqual(seen.error);
    expect(seen.error).toBeLessThan(1e5 * amplitude);
  }
});

test('clean functions are not called noisy', () => {
  expect(cases((f) => f).filter(({ seen }) => seen.noisy)).toEqual([]);
});
