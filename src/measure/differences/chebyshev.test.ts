import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { central } from './central.ts';
import { bend, derivativeOf, type Fit, fit as interpolant, interpolate, slopes } from './chebyshev.ts';
import { glance } from './glance.ts';
import { line } from './line.ts';

const lineOf = (f: (t: number) => number) => line((y) => f(y[0]!), vector([0]), vector([1]));
const fitted = (f: (t: number) => number, from = -1, to = 1, n = 16): Fit => {
  const seen = interpolant(lineOf(f), from, to, n);
  if ('hole' in seen) throw new Error(`a hole at ${seen.hole}`);
  return seen;
};

test('a Chebyshev polynomial has one coefficient', () => {
  const { coefficients, ending } = fitted((t) => 4 * t ** 3 - 3 * t);
  coefficients.forEach((c, k) => {
    expect(c).toBeCloseTo(k === 3 ? 1 : 0, 14);
  });
  expect(ending).toBe('resolved');
});

test('on another interval too', () => {
  const { coefficients } = fitted((t) => 5 + 2 * ((t - 3) / 4), -1, 7);
  expect(Array.from(coefficients.slice(0, 3), (c) => Math.round(c * 1e12) / 1e12 + 0)).toEqual([5, 2, 0]);
});

test('how coefficients end: in rounding, on a plateau, still falling, not at all', () => {
  expect(fitted(Math.exp, -0.25, 0.25).ending).toBe('resolved');
  expect(fitted(Math.exp).ending).toBe('falling');
  expect(fitted((t) => Math.exp(t) + 1e-7 * Math.sin(1e9 * t)).ending).toBe('plateau');
  expect(fitted((t) => Math.sin(1e5 * t)).ending).toBe('unresolved');
});

test('noise is measured on the plateau, and is never below rounding', () => {
  const { noise } = fitted((t) => Math.exp(t) + 1e-7 * Math.sin(1e9 * t));
  expect(noise).toBeGreaterThan(1e-8);
  expect(noise).toBeLessThan(1e-6);
  expect(fitted((t) => 1e6 + t).noise).toBeGreaterThanOrEqual(1e6 * 2 ** -53);
});

test('derivatives of the polynomials', () => {
  const s = 0.3;
  const [first, second] = [slopes(s, 4, 1), slopes(s, 4, 2)];
  expect(first[0]).toBe(0);
  expect(first[2]).toBeCloseTo(4 * s, 15);
  expect(first[4]).toBeCloseTo(32 * s ** 3 - 16 * s, 14);
  expect(second[3]).toBeCloseTo(24 * s, 14);
  expect(second[4]).toBeCloseTo(96 * s * s - 16, 14);
});

test.each<[1 | 2, number, number]>([
  [1, 0, 1],
  [1, 0.5, Math.exp(0.5)],
  [1, -1, Math.exp(-1)],
  [2, 0, 1],
  [2, 0.5, Math.exp(0.5)],
])('the derivative of order %d at %d, within its bar', (order, t, truth) => {
  const { value, error } = derivativeOf(fitted(Math.exp), t, order, true);
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-9);
});

test('a value that is not finite is told as a hole, where it is', () => {
  expect(interpolate(lineOf(Math.sqrt), -1, 1, 8)).toEqual({ hole: expect.any(Number) });
  expect(
    interpolant(
      lineOf((t) => (t > 0.99 ? Number.NaN : t)),
      -1,
      1,
      16,
    ),
  ).toEqual({ hole: 1 });
});

test('the bend is the second derivative', () => {
  expect(
    bend(
      fitted((t) => 3 * t * t),
      0,
    ),
  ).toBeCloseTo(6, 10);
  expect(
    bend(
      fitted((t) => t),
      0,
    ),
  ).toBeLessThan(1e-10);
});

test.each<[string, (t: number) => number, number, number]>([
  ['eˣ', Math.exp, 1, 1],
  ['sin 3x', (t) => Math.sin(3 * t), 3, 0],
  ['cos x', Math.cos, 0, -1],
  ['x⁵ + 2x² + x', (t) => t ** 5 + 2 * t * t + t, 1, 4],
])('central differences of order twelve, within their bars: %s', (_, f, first, second) => {
  const noise = 2 ** -53;
  for (const h of [1 / 8, 1 / 32]) {
    const [slope, curve] = [central(lineOf(f), h, 1, noise), central(lineOf(f), h, 2, noise)];
    expect(Math.abs(slope.value - first)).toBeLessThanOrEqual(slope.error);
    expect(Math.abs(curve.value - second)).toBeLessThanOrEqual(curve.error);
    expect(slope.error).toBeLessThan(1e-5);
  }
});

test('a central difference covers the noise it is told of', () => {
  const seen = central(
    lineOf((t) => t + 1e-6 * Math.sin(1e9 * t)),
    1 / 16,
    1,
    1e-6,
  );
  expect(Math.abs(seen.value - 1)).toBeLessThanOrEqual(seen.error);
  expect(seen.error).toBeLessThan(1e-3);
});

test('a glance costs seven values, and knows polynomials of degree six', () => {
  const of = lineOf((t) => t ** 6 - 2 * t ** 3 + 3 * t + 1);
  const seen = glance(of)!;
  expect(of.counted()).toBe(7);
  expect(Math.abs(seen.value - 3)).toBeLessThanOrEqual(seen.error);
  expect(seen.error).toBeLessThan(1e-9);
});

test('beside the end of a line a glance is to one side, and costs no more', () => {
  for (const [x, domain] of [
    [0, [0, 1]],
    [2 ** -20, [0, 1]],
    [1, [0, 1]],
  ] as const) {
    const of = line((y) => Math.exp(3 * y[0]!), vector([x]), vector([1]), { domain: [domain] });
    const seen = glance(of)!;
    expect(of.counted()).toBe(7);
    expect(Math.abs(seen.value - 3 * Math.exp(3 * x))).toBeLessThanOrEqual(seen.error);
    expect(seen.error).toBeLessThan(1e-6);
  }
});

test('a glance to one side at a slope without limit, or a kink beside the end, says so by its bar', () => {
  const root = line((y) => Math.sqrt(y[0]!), vector([0]), vector([1]), { domain: [[0, 1]] });
  expect(glance(root)!.error).toBeGreaterThan(1);
  const kink = line((y) => Math.abs(y[0]! - 2 ** -12), vector([0]), vector([1]), { domain: [[0, 1]] });
  expect(glance(kink)!.error).toBeGreaterThan(0.1);
});

test('there is no glance where the line has no room, or no value', () => {
  expect(glance(line((y) => y[0]!, vector([0]), vector([1]), { domain: [[0, 0]] }))).toBeUndefined();
  expect(glance(lineOf(Math.sqrt))).toBeUndefined();
});

test('a glance at what it does not resolve says so by its bar', () => {
  const seen = glance(lineOf((t) => Math.abs(t)))!;
  expect(seen.error).toBeGreaterThan(0.1);
});
