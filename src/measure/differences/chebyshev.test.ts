import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { central } from './central.ts';
import { bend, derivativeOf, type Fit, grid, fit as interpolant, interpolate, slopes, unitOf, valueAt } from './chebyshev.ts';
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
  expect(interpolate(lineOf(Math.sqrt), -1, 1, grid(8))).toEqual({ hole: expect.any(Number) });
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

/** A fit with these coefficients on an interval, 'resolved' and with noise and decay that add nothing, unless told otherwise. */
const made = (coefficients: readonly number[], more: Partial<Fit> = {}): Fit => ({
  from: -1,
  to: 1,
  coefficients: vector(coefficients),
  ending: 'resolved',
  noise: 0,
  size: 1,
  rounding: 2 ** -52,
  decay: 16,
  tail: 0,
  ...more,
});
/** Coefficients that are 0 but for some, up to degree eight. */
const sparse = (some: Readonly<Record<number, number>>) => Array.from({ length: 9 }, (_, k) => some[k] ?? 0);

test('nodes are multiples of 2⁻²⁶ of the half-width, and the ends of an interval are the ends', () => {
  const asked: number[] = [];
  const f = (t: number) => {
    asked.push(t);
    return t;
  };
  interpolate(lineOf(f), -1, 1, grid(8));
  expect(asked.map((t) => t * 2 ** 26)).toEqual(
    [4, 5, 3, 6, 2, 7, 1, 8, 0].map((j) => Math.round(2 ** 26 * Math.cos((Math.PI * j) / 8))).map((t) => t + 0),
  );
  expect(asked.some((t) => !Number.isInteger(t * 2 ** 25))).toBe(true);
  asked.length = 0;
  interpolate(lineOf(f), 0.1, 0.7, grid(4));
  expect([Math.min(...asked), Math.max(...asked)]).toEqual([0.1, 0.7]);
});

test('the size of a fit is the largest value of either sign, and its rounding that of the size or what the line says', () => {
  const told = (f: (t: number) => number, rounded = 0) => {
    const seen = interpolate(
      line((y) => f(y[0]!), vector([0]), vector([1]), { rounded: () => rounded }),
      -1,
      1,
      grid(8),
    );
    return 'hole' in seen ? undefined : [seen.size, seen.rounding];
  };
  expect(told((t) => t - 2)).toEqual([3, 3 * 2 ** -52]);
  expect(told((t) => 0.5 - 0.3 * t * t)).toEqual([0.5, 0.5 * 2 ** -52]);
  expect(told((t) => t, 1e-3)).toEqual([1, 1e-3]);
  expect(told((t) => Math.fround(t / 3))).toEqual([Math.fround(1 / 3), Math.fround(1 / 3) * 2 ** -23]);
});

test('values are of single precision if all are numbers of it, and one has more than twenty bits', () => {
  const [single, double] = [2 ** -23, 2 ** -52];
  expect(unitOf([])).toBe(double);
  expect(unitOf([Math.fround(0.1), Math.fround(-0.3)])).toBe(single);
  expect(unitOf([Math.fround(-0.3), 1, 0])).toBe(single);
  expect(unitOf([Math.fround(0.1), 0.1])).toBe(double);
  expect(unitOf([0.1, Math.fround(0.1)])).toBe(double);
  expect(unitOf([0, 1, -3, 0.375])).toBe(double);
  expect([unitOf([1 + 2 ** -20]), unitOf([1 + 2 ** -21]), unitOf([-1 - 2 ** -21])]).toEqual([double, single, single]);
  expect([unitOf([2 ** 40 * (1 + 2 ** -20)]), unitOf([2 ** -40 * (1 + 2 ** -21)])]).toEqual([double, single]);
  expect([unitOf([2 - 2 ** -20]), unitOf([2 - 2 ** -19])]).toEqual([double, double]);
});

test('slopes are the same when they are asked for again, at whatever place', () => {
  for (let round = 0; round < 2; round++)
    for (const s of [-1, -0.875, -0.125, 0, 0.125, 1, 0.3, 1.125, -1.125]) {
      expect(Array.from(slopes(s, 2, 1))).toEqual([0, 1, 4 * s]);
      expect(Array.from(slopes(s, 2, 2))).toEqual([0, 0, 4]);
      expect(Array.from(slopes(s, 3, 1))).toEqual([0, 1, 4 * s, 12 * s * s - 3]);
      expect(Array.from(slopes(s, 3, 2))).toEqual([0, 0, 4, 24 * s]);
    }
  expect(Array.from(slopes(0.5, 0, 1))).toEqual([0]);
});

test('they are the same by name at multiples of an eighth, and computed anew elsewhere', () => {
  for (const s of [-1, -0.875, 0, 0.125, 1]) expect(slopes(s, 7, 1)).toBe(slopes(s, 7, 1));
  for (const s of [0.3, 1 / 16, 1.125, -1.125]) expect(slopes(s, 7, 1)).not.toBe(slopes(s, 7, 1));
  const all = [-1, 1].flatMap((s) => [6, 7, 8].flatMap((n) => [slopes(s, n, 1), slopes(s, n, 2)]));
  expect(new Set(all).size).toBe(all.length);
});

/** How a sum of Chebyshev polynomials up to degree 16 ends, whose values are rounded to a thousandth. */
function ended(coefficients: readonly number[], rounding = 1e-3) {
  const f = (t: number) => coefficients.reduce((sum, c, k) => sum + c * Math.cos(k * Math.acos(t)), 0);
  const seen = interpolant(
    line((y) => f(y[0]!), vector([0]), vector([1]), { rounded: () => rounding }),
    -1,
    1,
    16,
  );
  if ('hole' in seen) throw new Error('a hole');
  return seen;
}
/** Coefficients of the levels of the head (1 … 8), the body (9 … 12) and the tail (13 … 16). */
const levels = (head: number, body: number, tail: number) =>
  Array.from({ length: 17 }, (_, k) => (k === 0 ? 1 : k <= 8 ? head : k <= 12 ? body : tail));

test('coefficients are resolved where the last quarter is within eight deviations of rounding', () => {
  // A rounding of 10⁻³ is a deviation of 0.75 · 10⁻³ of a value and of that over √8.5 of a coefficient.
  const level = (8 * 0.75e-3) / Math.sqrt(8.5);
  expect(ended(levels(1, 1, 0.99 * level)).ending).toBe('resolved');
  expect(ended(levels(1, 1, 1.01 * level)).ending).not.toBe('resolved');
  expect(ended([...levels(1, 1, 0).slice(0, 16), 1.01 * level]).ending).not.toBe('resolved');
  expect(ended([...levels(1, 1, 0).slice(0, 13), -1.01 * level, 0, 0, 0]).ending).not.toBe('resolved');
  expect(ended([...levels(1, 0, 0).slice(0, 12), 1, 0, 0, 0, 0])).toMatchObject({ ending: 'resolved', decay: 16 });
});

test('they fall where the third quarter stands more than eight times above the last one', () => {
  expect(ended(levels(1, 0.81, 0.1)).ending).toBe('falling');
  expect(ended(levels(1, 0.79, 0.1)).ending).not.toBe('falling');
  const one = (place: number, c: number) => ended(levels(1, 0.1, 0.1).with(place, c)).ending;
  expect([one(8, 5), one(9, 0.81), one(12, -0.81), one(13, 0.81)]).toEqual(['unresolved', 'falling', 'falling', 'unresolved']);
});

test('they are on a plateau where the first half stands more than 64 times above it', () => {
  expect(ended(levels(6.5, 0.1, 0.1)).ending).toBe('plateau');
  expect(ended(levels(6.3, 0.1, 0.1)).ending).toBe('unresolved');
  const one = (place: number) => ended(levels(0, 0.1, 0.1).with(place, -6.5)).ending;
  expect([one(0), one(1), one(8)]).toEqual(['unresolved', 'plateau', 'plateau']);
});

test('the decay is the ratio of the last two quarters from one degree to the next, between 1.05 and 16', () => {
  const decay = (body: number, tail: number) => ended(levels(1, body, tail)).decay;
  expect(decay(1.6, 0.1)).toBeCloseTo(2, 12);
  expect(decay(8.1, 0.1)).toBeCloseTo(3, 12);
  expect(decay(1, 2)).toBeCloseTo(1.05 ** (1 / 4), 12);
  expect(decay(0.11, 0.1)).toBeCloseTo(1.1 ** (1 / 4), 12);
  expect(ended(levels(1e6, 1e6, 10)).decay).toBe(16);
  expect(ended(levels(1, 1, 1e-9)).decay).toBe(16);
});

test('noise is the deviation of values that makes coefficients such as the last quarter', () => {
  const level = (...tail: readonly number[]) => ended([...levels(100, 1, 0).slice(0, 13), ...tail]).noise;
  expect(level(0.1, 0.1, 0.1, 0.1)).toBeCloseTo(0.75e-3, 12);
  const plateau = (...tail: readonly number[]) => ended([...levels(100, 0.1, 0).slice(0, 13), ...tail]).noise;
  expect(plateau(0.1, -0.1, 0.1, 0.1)).toBeCloseTo(0.1 * Math.sqrt(8.5), 10);
  expect(plateau(0, 0.2, 0, 0)).toBeCloseTo(0.1 * Math.sqrt(8.5), 10);
  expect(plateau(0.2, 0, 0, 0)).toBeCloseTo(0.1 * Math.sqrt(8.5), 10);
  expect(plateau(0, 0, 0, -0.2)).toBeCloseTo(0.1 * Math.sqrt(8.5), 10);
  expect(ended(levels(100, 0.1, 1e-6)).noise).toBeCloseTo(0.75e-3, 12);
  expect(ended([1], 1e-3).noise).toBeCloseTo(0.75e-3, 12);
  const still = interpolant(
    lineOf(() => 0),
    -1,
    1,
    16,
  );
  expect(still).toMatchObject({ ending: 'resolved', noise: 0, tail: 0 });
});

test('a derivative is the sum of the coefficients times the derivatives of their polynomials, on the interval of the fit', () => {
  const at = (t: number, order: 1 | 2, from: number, to: number) =>
    derivativeOf(made(sparse({ 0: 9, 1: 5, 2: 3, 3: 2 }), { from, to }), t, order, true);
  expect(at(0.5, 1, -1, 1).value).toBe(5 + 3 * 4 * 0.5 + 2 * (12 / 4 - 3));
  expect(at(0.5, 2, -1, 1).value).toBe(3 * 4 + 2 * 24 * 0.5);
  expect(at(1, 1, 0, 4).value).toBe((5 + 3 * 4 * -0.5) / 2);
  expect(at(1, 2, 0, 4).value).toBe((3 * 4 - 2 * 24 * 0.5) / 4);
  expect(at(0.5, 1, -1, 1)).toMatchObject({ error: 11 * 2 ** -52, noisePart: 0, degree: 8 });
  expect(derivativeOf(made(sparse({ 8: 2 })), 1, 1, true).value).toBe(128);
  expect(derivativeOf(made(sparse({ 1: -5 })), 0, 1, true)).toMatchObject({ value: -5, error: 5 * 2 ** -52 });
});

/** The deviation of a coefficient of a fit of degree eight whose values have the deviation 1. */
const each = Math.sqrt(2 / 9);
/** The noise in the slope at 0 of a fit whose coefficients drown beyond a degree; T₁′, T₃′, T₅′, T₇′ are 1, −3, 5, −7 there. */
const amplified = (...weights: readonly number[]) => 8 * each * Math.hypot(...weights);

test('coefficients within four deviations of noise are left out, from the last one on', () => {
  const noisy = (some: Readonly<Record<number, number>>, more: Partial<Fit> = {}) =>
    derivativeOf(made(sparse(some), { noise: 1, ...more }), 0, 1, true);
  expect(noisy({ 1: 100, 3: 3.9 * each }).value).toBe(100);
  expect(noisy({ 1: 100, 3: 3.9 * each })).toMatchObject({ degree: 1 });
  expect(noisy({ 1: 100, 3: -4.1 * each })).toMatchObject({ degree: 3, value: 100 + 3 * 4.1 * each });
  expect(noisy({ 1: 100, 3: 4.1 * each })).toMatchObject({ degree: 3 });
  expect(noisy({ 1: 0, 3: 0 })).toMatchObject({ degree: 1 });
  expect(derivativeOf(made(sparse({ 1: 1 }), { noise: 1 }), 0, 2, true).degree).toBe(2);
});

test('so they are on a plateau that counts as noise, and on no other, and not where they fall', () => {
  const degree = (ending: Fit['ending'], plateauIsNoise: boolean) =>
    derivativeOf(made(sparse({ 1: 100 }), { noise: 1, ending }), 0, 1, plateauIsNoise).degree;
  expect([degree('resolved', true), degree('resolved', false)]).toEqual([1, 1]);
  expect([degree('plateau', true), degree('plateau', false)]).toEqual([1, 8]);
  expect([degree('falling', true), degree('unresolved', true)]).toEqual([8, 8]);
});

test('the bar covers eight deviations of noise in the coefficients used and in three more', () => {
  const noisy = (some: Readonly<Record<number, number>>) => derivativeOf(made(sparse(some), { noise: 1 }), 0, 1, true);
  expect(noisy({ 1: 100 }).noisePart).toBeCloseTo(amplified(1, 3), 12);
  expect(noisy({ 1: 100, 2: 100 }).noisePart).toBeCloseTo(amplified(1, 3, 5), 12);
  expect(noisy({ 1: 100, 4: 100 }).noisePart).toBeCloseTo(amplified(1, 3, 5, 7), 12);
  expect(noisy({ 1: 100 }).error).toBeCloseTo(amplified(1, 3), 11);
  const wide = derivativeOf(made(sparse({ 1: 100 }), { noise: 1, from: -4, to: 4 }), 0, 1, true);
  expect([wide.noisePart, wide.error]).toEqual([expect.closeTo(amplified(1, 3) / 4, 12), expect.closeTo(amplified(1, 3) / 4, 12)]);
});

test('where the coefficients left out are larger than the noise, so is the bar', () => {
  const { noisePart, degree } = derivativeOf(made(sparse({ 1: 100, 5: 3 * each, 7: -3 * each }), { noise: 1 }), 0, 1, true);
  expect(degree).toBe(1);
  expect(noisePart).toBeCloseTo(amplified(1, 3) * Math.sqrt((9 + 9) / 7), 12);
  expect(derivativeOf(made(sparse({ 1: 100, 5: each }), { noise: 1 }), 0, 1, true).noisePart).toBeCloseTo(amplified(1, 3), 12);
});

test('the bar covers four times the coefficients left out: the last one, as its derivative, in a geometric series', () => {
  const cut = (more: Partial<Fit>, t = 0) => derivativeOf(made(sparse({}), { ending: 'falling', tail: 0.5, ...more }), t, 1, true).error;
  // The largest of |T₈′|, |T₇′| and 8 is 8 at 0 and 64 at an end; the sum of a series of ratio 1/4 is 4/3.
  expect(cut({ decay: 4 })).toBeCloseTo(4 * 8 * 0.5 * (4 / 3), 12);
  expect(cut({ decay: 4 }, 1)).toBeCloseTo(4 * 64 * 0.5 * (4 / 3), 12);
  expect(cut({ decay: 4 }, -1)).toBeCloseTo(4 * 64 * 0.5 * (4 / 3), 12);
  expect(cut({ decay: 4, from: -4, to: 4 })).toBeCloseTo((4 * 8 * 0.5 * (4 / 3)) / 4, 12);
  expect(cut({ decay: 2.1 })).toBeCloseTo(4 * 8 * 0.5 * (2.1 / 1.1), 12);
  // Coefficients that hardly fall may go on for as many degrees as there are.
  expect(cut({ decay: 2 })).toBeCloseTo(4 * 8 * 0.5 * 8, 12);
  expect(cut({ decay: 1.9 })).toBeCloseTo(4 * 8 * 0.5 * 8, 12);
  expect(cut({ decay: 4, ending: 'resolved' })).toBe(0);
  expect(cut({ decay: 4, ending: 'falling', noise: 1 })).toBeCloseTo(4 * 8 * 0.5 * (4 / 3) + amplified(1, 3, 5, 7), 11);
});

test('of the last two derivatives the larger one counts, whatever its sign', () => {
  const cut = (n: number, s: number, order: 1 | 2 = 1) =>
    derivativeOf(made(new Array(n + 1).fill(0), { ending: 'falling', tail: 1, decay: 4 }), s, order, true).error / 4 / (4 / 3);
  // T₃′(s) = 12s² − 3 and T₄′(s) = 32s³ − 16s.
  expect(cut(4, 0.75)).toBeCloseTo(4, 12);
  expect(cut(4, 1)).toBeCloseTo(16, 12);
  expect(cut(4, -1)).toBeCloseTo(16, 12);
  // T₃″(s) = 24s and T₄″(s) = 96s² − 16.
  expect(cut(4, 0, 2)).toBeCloseTo(16, 12);
  expect(cut(4, 0.375, 2)).toBeCloseTo(9, 12);
  expect(cut(4, -0.375, 2)).toBeCloseTo(9, 12);
});

test('the value of a part of a fit, within its interval and beside it', () => {
  const seen = made(sparse({ 0: 9, 1: 5, 2: 3, 3: 2 }), { from: 1, to: 5 });
  expect(valueAt(seen, 4, 3)).toBe(9 + 5 * 0.5 + 3 * -0.5 + 2 * -1);
  expect(valueAt(seen, 4, 1)).toBe(9 + 5 * 0.5);
  expect(valueAt(seen, 4, 0)).toBe(9);
  expect(valueAt(seen, 7, 2)).toBe(9 + 5 * 2 + 3 * 7);
});

test('the bend is the largest second derivative at the place and an eighth of the half-width to either side, within the interval', () => {
  // T₃″(s) = 24s.
  const cubic = (t: number, from = -1, to = 1) => bend(made(sparse({ 3: 1 }), { from, to }), t);
  expect(cubic(0)).toBe(3);
  expect(cubic(0.5)).toBe(15);
  expect(cubic(-0.5)).toBe(15);
  expect([cubic(1), cubic(-1)]).toEqual([24, 24]);
  expect(cubic(5, 1, 9)).toBe(3 / 16);
  expect(cubic(7, 1, 9)).toBe(15 / 16);
  expect(bend(made(sparse({ 2: -3 })), 0.3)).toBe(12);
  // T₄″(s) = 96s² − 16 is largest in the middle, where it is alone, and T₈″(0) is 64 with the opposite sign of T₄″(0).
  expect(bend(made(sparse({ 4: 1 })), 0)).toBe(16);
  expect(bend(made(sparse({ 2: 1, 4: 1 })), 0)).toBe(12);
  expect(bend(made([0, 0, 1]), 0)).toBe(4);
});
