import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import type { Fit } from './chebyshev.ts';
import { type LineContext, line } from './line.ts';
import { hiddenSlope, isGrain, isStair } from './stair.ts';

type Scalar = (t: number) => number;

const EPSILON = 2 ** -52;
const lineOf = (f: Scalar, context: LineContext = {}) => line((y) => f(y[0]!), vector([0]), vector([1]), context);

test('the rounding of numbers inside f makes shapes up to degree four', () => {
  expect([0, 1, 4, 5].map(isStair)).toEqual([true, true, true, false]);
});

test('64 roundings of 1 may be grain of numbers inside f, whatever f is', () => {
  const still = lineOf(() => 0);
  expect([isGrain(still, 64 * EPSILON), isGrain(still, 65 * EPSILON)]).toEqual([true, false]);
  const single = lineOf(() => 0, { precision: 'float32' });
  expect([isGrain(single, 64 * 2 ** -23), isGrain(single, 65 * 2 ** -23)]).toEqual([true, false]);
});

/** A line that has values at some places only, and is 0 elsewhere. */
const spiked = (values: Readonly<Record<number, number>>, context: LineContext = {}) => lineOf((t) => values[t] ?? 0, context);

test('so may 64 roundings of the size that f has 64 scales, or 64 distances, off, at either end or at the end of the line', () => {
  const grain = (of: ReturnType<typeof lineOf>, roundings: number, distance?: number) => isGrain(of, roundings * EPSILON, distance);
  expect([grain(spiked({ 64: 100 }), 6400), grain(spiked({ 64: 100 }), 6401)]).toEqual([true, false]);
  expect([grain(spiked({ [-64]: -100 }), 6400), grain(spiked({ [-64]: -100 }), 6401)]).toEqual([true, false]);
  expect([grain(spiked({ 128: 100 }), 6400, 2), grain(spiked({ 64: 100 }), 6400, 2)]).toEqual([true, false]);
  expect([grain(spiked({ 64: 100 }), 6400, 0.5), grain(spiked({ 32: 100 }), 6400, 0.5)]).toEqual([true, false]);
  expect([grain(spiked({ 10: 100 }, { span: 10 }), 6400), grain(spiked({ [-10]: 100 }, { span: 10 }), 6400)]).toEqual([true, true]);
  expect(grain(spiked({ 100: 100, [-100]: 100 }, { span: 100 }), 6400)).toBe(false);
  expect(grain(spiked({ 128: 100 }, { zoom: 2 }), 6400)).toBe(true);
});

/** What a constant, or a polynomial, was fitted with. */
const fitted = (coefficients: readonly number[], more: Partial<Fit> = {}): Fit => ({
  from: -1,
  to: 1,
  coefficients: vector(coefficients),
  ending: 'resolved',
  noise: 0,
  size: 1,
  rounding: EPSILON,
  decay: 16,
  tail: 0,
  ...more,
});
const one = fitted([1]);
/** A line with a step of a height at a distance to the right. */
const step =
  (distance: number, height: number): Scalar =>
  (t) =>
    t >= distance ? 1 + height : 1;

test('a constant hides the height of the step at which it ends, over the distance to it', () => {
  for (const distance of [3, 8, 1e3, 1e50])
    for (const height of [50 * EPSILON, -50 * EPSILON]) {
      expect(hiddenSlope(lineOf(step(distance, height)), one, 0) / (50 * EPSILON)).toBeCloseTo(1 / distance, 12);
      expect(
        hiddenSlope(
          lineOf((t) => step(distance, height)(-t)),
          one,
          0,
        ) /
          (50 * EPSILON),
      ).toBeCloseTo(1 / distance, 12);
    }
});

test('of two steps the one that may hide more counts', () => {
  const both: Scalar = (t) => (t > 8 ? 1 + 50 * EPSILON : t < -4 ? 1 - 40 * EPSILON : 1);
  expect(hiddenSlope(lineOf(both), one, 0) / EPSILON).toBeCloseTo(10, 10);
  expect(
    hiddenSlope(
      lineOf((t) => both(-t)),
      one,
      0,
    ) / EPSILON,
  ).toBeCloseTo(10, 10);
});

test('only the side counts on which the line was fitted', () => {
  const both: Scalar = (t) => (t > 8 ? 1 + 48 * EPSILON : t < -4 ? 1 - 40 * EPSILON : 1);
  expect(hiddenSlope(lineOf(both), fitted([1], { from: 0 }), 0) / EPSILON).toBeCloseTo(6, 10);
  expect(hiddenSlope(lineOf(both), fitted([1], { to: 0 }), 0) / EPSILON).toBeCloseTo(10, 10);
});

test('a step far off is found in few evaluations', () => {
  const of = lineOf(step(1e100, 50 * EPSILON));
  expect(hiddenSlope(of, one, 0)).toBeGreaterThan(0);
  expect(of.counted()).toBeLessThan(100);
});

test('of a constant that goes on to the end of the line, the height is a rounding of 1', () => {
  // Places are the end of the interval times √2 · 2, 2², 2⁴, 2⁸, …
  const slope = (low: number, high: number, more: Partial<Fit> = {}) =>
    hiddenSlope(
      lineOf(() => 1, { domain: [[low, high]] }),
      fitted([1], more),
      0,
    );
  expect(slope(-10, 100)).toBeCloseTo(EPSILON / (Math.SQRT2 * 2 ** 2), 25);
  expect(slope(-100, 10)).toBeCloseTo(EPSILON / (Math.SQRT2 * 2 ** 2), 25);
  expect(slope(-10, 100, { from: 0 }) / EPSILON).toBeCloseTo(1 / (Math.SQRT2 * 2 ** 4), 12);
  expect(slope(-10, 100, { from: -0.5, to: 0.5 }) / EPSILON).toBeCloseTo(1 / (Math.SQRT2 * 2), 12);
  expect(slope(-10, 400) / EPSILON).toBeCloseTo(1 / (Math.SQRT2 * 2 ** 2), 12);
  expect(slope(-400, 400) / EPSILON).toBeCloseTo(1 / (Math.SQRT2 * 2 ** 8), 12);
  expect(
    hiddenSlope(
      lineOf(() => 1),
      one,
      0,
    ) /
      EPSILON /
      2 ** -512,
  ).toBeCloseTo(Math.SQRT1_2, 12);
  expect(
    hiddenSlope(
      lineOf(() => 1, { precision: 'float32', domain: [[-10, 10]] }),
      one,
      0,
    ) *
      2 ** 23,
  ).toBeCloseTo(1 / (Math.SQRT2 * 2 ** 2), 12);
});

test('of one that ends on one side the other side counts no more', () => {
  expect(hiddenSlope(lineOf(step(8, 1)), one, 0)).toBe(0);
});

/** What a line of slope 1 hides that is off by a height from a distance on, as far as the other. */
const strip =
  (from: number, to: number, height: number): Scalar =>
  (t) =>
    1 + t + (Math.abs(t) >= from && Math.abs(t) <= to ? height : 0);

test('a constant is followed over places that are squares of each other', () => {
  for (const k of [1, 2, 4, 8, 16, 32]) {
    const place = Math.SQRT2 * 2 ** k;
    const blip: Scalar = (t) => (Math.abs(t) > place * 0.99 && Math.abs(t) < place * 1.01 ? 1 + 50 * EPSILON : 1);
    expect((hiddenSlope(lineOf(blip), one, 0) / EPSILON) * place).toBeCloseTo(50 / 0.99, 8);
  }
});

test('another shape is followed to sixteen times its interval', () => {
  const line1 = fitted([1, 1], { size: 10 });
  for (const place of [1.25, 1.5, 2, 3, 4, 6, 8, 12, 16]) {
    const found = hiddenSlope(lineOf(strip(place - 0.05, place + 0.05, 1e-4)), line1, 1);
    expect(found * (place - 0.05)).toBeCloseTo(1e-4, 9);
  }
  for (const place of [1.1, 1.35, 1.75, 2.5, 3.5, 5, 7, 10, 14])
    expect(hiddenSlope(lineOf(strip(place - 0.05, place + 0.05, 1e-4)), line1, 1)).toBe(0);
  expect(hiddenSlope(lineOf(strip(16.5, 1e9, 1e-4)), line1, 1)).toBe(0);
  expect(hiddenSlope(lineOf(strip(16.5, 1e9, 1e-4), { domain: [[-9, 9]] }), line1, 1)).toBe(0);
  expect(hiddenSlope(lineOf(strip(8.5, 1e9, 1e-4), { domain: [[-9, 9]] }), line1, 1) * 8.5).toBeCloseTo(1e-4, 9);
});

test('the line has left its shape where it is eight roundings of its values away from it', () => {
  const left = (height: number, rounding: number) => hiddenSlope(lineOf(step(8, height)), fitted([1], { rounding }), 0) > 1e-9;
  expect([left(0.7e-5, 1e-6), left(0.9e-5, 1e-6)]).toEqual([false, true]);
  // At ±8 a line of slope 10⁶ has values of 8 · 10⁶.
  const steep = (height: number, side: 1 | -1) => {
    const f: Scalar = (t) => 1e6 * t + (side * t >= 8 ? height : 0);
    return (
      hiddenSlope(
        lineOf(f),
        fitted([0, 1e6], {
          rounding: 0,
          size: 1e9,
          ...(side > 0 ? { from: 0, coefficients: vector([0.5e6, 0.5e6]) } : { to: 0, coefficients: vector([-0.5e6, 0.5e6]) }),
        }),
        1,
      ) > 0
    );
  };
  const bound = 8 * EPSILON * 8e6;
  for (const side of [1, -1] as const) expect([steep(0.8 * bound, side), steep(1.3 * bound, side)]).toEqual([false, true]);
});

test('or an eighth of the noise of a wider interval, where it is no constant', () => {
  const noisy = (height: number, degree: 0 | 1) =>
    hiddenSlope(
      lineOf(degree === 0 ? step(8, height) : strip(8, 1e9, height)),
      fitted(degree === 0 ? [1] : [1, 1], { size: 1e6 }),
      degree,
      0.8,
    ) > 0;
  expect([noisy(0.09, 1), noisy(0.11, 1), noisy(0.09, 0)]).toEqual([false, true, true]);
});

test('a step of no more than a ten thousandth of f is rounding, or of 64 roundings of the inputs, or of the size that f has far off', () => {
  const hides = (height: number, more: Partial<Fit> = {}, f = step(8, height), context: LineContext = {}) =>
    hiddenSlope(lineOf(f, context), fitted([1], more), 0) > 0;
  expect([hides(0.9e-4), hides(1.1e-4), hides(1.9e-4, { size: 2 })]).toEqual([true, false, true]);
  const large = (height: number) => {
    const of = line((y) => step(8, height)(y[0]!), vector([0, 2 ** 44]), vector([1, 0]));
    return hiddenSlope(of, one, 0) > 0;
  };
  // 64 roundings of 2⁴⁴ are 1/4.
  expect([large(0.24), large(0.26)]).toEqual([true, false]);
  const afar =
    (height: number): Scalar =>
    (t) =>
      Math.abs(t) > 400 ? 1e12 : step(8, height)(t);
  // 64 roundings of 10¹² are 0.0142.
  expect([hides(0.014, {}, afar(0.014)), hides(0.0143, {}, afar(0.0143))]).toEqual([true, false]);
});

test('a line that leaves gradually has no step: one is four times as tall as what follows over the same length', () => {
  expect(
    hiddenSlope(
      lineOf((t) => 1 + Math.max(0, t - 8)),
      one,
      0,
    ),
  ).toBe(0);
  // The step at 8 is bracketed to 2.4 · 10⁻¹³.
  const ramp =
    (part: number): Scalar =>
    (t) =>
      t >= 8 ? 1 + 1e-5 + ((1e-5 * part) / 2.4e-13) * (t - 8) : 1;
  expect(hiddenSlope(lineOf(ramp(1 / 2.5)), one, 0)).toBe(0);
  expect(hiddenSlope(lineOf(ramp(1 / 6)), one, 0)).toBeGreaterThan(1e-5 / 8.001);
});

test('where f ends there is no step', () => {
  expect(
    hiddenSlope(
      lineOf((t) => (t > 8 ? Number.NaN : 1)),
      one,
      0,
    ),
  ).toBe(0);
});
