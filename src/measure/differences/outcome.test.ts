import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import type { Fit } from './chebyshev.ts';
import { type LineContext, line } from './line.ts';
import { noiseOf } from './noise.ts';
import { begin, outcome, type Search } from './search.ts';

type Scalar = (t: number) => number;
type View = NonNullable<Search['best']>;

const EPSILON = 2 ** -52;
const T = (k: number, s: number) => Math.cos(k * Math.acos(Math.max(-1, Math.min(1, s))));

/** A wave of deviation 1 on both sides of 0 from 1/16 to 1/2, where disturbances of an interval from −1 to 1 are looked for. */
const waves: Scalar = (t) => {
  const s = (Math.abs(t) - 9 / 32) / (7 / 32);
  return Math.abs(s) < 1 ? Math.sqrt(2 / 3) * (T(8, s) - T(6, s)) : 0;
};

/** A fit whose coefficients stand above the noise up to a degree. */
const fitted = (degree: number, more: Partial<Fit> = {}): Fit => ({
  from: -1,
  to: 1,
  coefficients: vector(Array.from({ length: 17 }, (_, k) => (k === degree ? 1 : 0))),
  ending: 'falling',
  noise: 0,
  size: 1,
  rounding: EPSILON,
  decay: 16,
  tail: 0,
  ...more,
});
const view = (value: number, error: number, fit: Fit, r = 1): View => ({ value, error, degree: 16, noisePart: 0, fit, r });
/** A wider view, of slope and bar, with a noise that the waves explain. */
const wider = (value: number, error: number, more: Partial<Fit> = {}) => view(value, error, fitted(1, { noise: 1e-3, ...more }));
/** Noise that nothing explains. */
const loud = { noise: 1e9 };

/** The bar of a search that came to a view after others, of f near x. */
function bar(best: View, disturbed: readonly View[], f: Scalar = waves, context: LineContext = {}, x = 0) {
  const of = line((y) => f(y[0]! - x), vector([x]), vector([1]), context);
  const seen = outcome({ ...begin({ of, side: 'both', order: 1, noises: noiseOf(of, 'float64') }), best, disturbed });
  expect(seen.value).toBe(best.value);
  return seen.error;
}
const coarse: LineContext = { precision: 'float32' };

test('on a constant the bar reaches as far as what was seen from afar, with its bar', () => {
  const constant = (value: number) => view(value, 0.1, fitted(0));
  expect(bar(constant(2), [wider(5, 1)])).toBe(4);
  expect(bar(constant(-1), [wider(-5, 1)])).toBe(5);
  expect(bar(constant(2), [wider(2.01, 0.01)])).toBe(0.1);
  expect(bar(constant(2), [])).toBe(0.1);
  expect(bar(view(2, 0.1, fitted(0), 1), [wider(5, 1)])).toBe(4);
});

test('what was seen from afar must be disturbed all over, in the middle half of its interval too', () => {
  const constant = view(2, 0.1, fitted(0));
  expect(bar(constant, [wider(5, 1, loud)])).toBe(0.1);
  expect(bar(constant, [wider(5, 1, { from: -0.5, to: 1.5 })])).toBe(4);
  expect(bar(constant, [wider(5, 1, { from: -16, to: 16 })])).toBe(0.1);
  for (const ends of [{}, { from: -0.5, to: 1.5 }, { from: -1.5, to: 0.5 }]) {
    expect(bar(constant, [wider(5, 1, { noise: 7.9, ...ends })])).toBe(4);
    expect(bar(constant, [wider(5, 1, { noise: 8.1, ...ends })])).toBe(0.1);
  }
  expect(bar(constant, [wider(5, 1)], (t) => (t > 0 ? waves(t) : 0))).toBe(0.1);
});

test('in double precision that is the widest view, in less the widest that is disturbed all over', () => {
  const constant = view(2, 0.1, fitted(0));
  expect(bar(constant, [wider(5, 1), wider(9, 1)])).toBe(4);
  expect(bar(constant, [wider(5, 1, loud), wider(9, 1)])).toBe(0.1);
  expect(bar(constant, [wider(5, 1, loud), wider(9, 1), wider(20, 1)], waves, coarse)).toBe(8);
});

test('a shape may stand on a stair below 10⁻⁵ of the scale, where the disturbance is no more than 10⁻⁴ of f', () => {
  const shape = (r: number) => view(2, 0.1, fitted(1), r);
  const noisy = (part: number, size = 1) => [wider(5, 1, { noise: part * size, size })];
  expect([bar(shape(0.9e-5), noisy(0.9e-4)), bar(shape(1.1e-5), noisy(0.9e-4))]).toEqual([4, 0.1]);
  expect([bar(shape(0.9e-5), noisy(1.1e-4)), bar(shape(0.9e-5), noisy(0.9e-4, 8))]).toEqual([0.1, 4]);
  expect([bar(shape(7e-5), noisy(0.9e-4), waves, {}, 8), bar(shape(9e-5), noisy(0.9e-4), waves, {}, 8)]).toEqual([4, 0.1]);
});

test('in less precision below a sixty-fourth of both', () => {
  const shape = (r: number) => view(2, 0.1, fitted(1), r);
  const noisy = (part: number) => [wider(5, 1, { noise: part })];
  const seen = (r: number, part: number) => bar(shape(r), noisy(part), waves, coarse);
  expect([seen(0.9 / 64, 0.9 / 64), seen(1.1 / 64, 0.9 / 64), seen(0.9 / 64, 1.1 / 64)]).toEqual([4, 0.1, 0.1]);
});

/** A wider view with so many roundings of 1 as its noise, which numbers inside f may explain. */
const grain = (value: number, roundings: number, more: Partial<Fit> = {}) => wider(value, 1, { noise: roundings * EPSILON, ...more });

test('a low degree may stand on stairs whose height numbers inside f explain: the bar reaches as far as the narrowest such view', () => {
  const low = view(2, 0.1, fitted(4));
  expect(bar(low, [grain(5, 60)])).toBe(4);
  expect(bar(low, [grain(5, 60), grain(9, 60), wider(20, 1)])).toBe(8);
  expect(bar(low, [grain(5, 66)])).toBe(0.1);
  expect(bar(low, [grain(5, 60, { from: -16, to: 16 })])).toBe(0.1);
  expect(bar(view(2, 0.1, fitted(5)), [grain(5, 60)])).toBe(0.1);
});

test('where the line is resolved on a low degree, the bar covers the step that it may hide', () => {
  const step =
    (height: number): Scalar =>
    (t) =>
      1 + t + (t >= 8 ? height : 0);
  const resolved = (degree: number, more: Partial<Fit> = {}) =>
    view(
      0,
      0,
      fitted(degree, { ending: 'resolved', coefficients: vector([1, degree === 0 ? 0 : 1, ...new Array(15).fill(0)]), size: 1e3, ...more }),
    );
  const constant: Scalar = (t) => (t >= 8 ? 1 + 48 * EPSILON : 1);
  expect(bar(resolved(0), [], constant) / EPSILON).toBeCloseTo(6, 9);
  expect(bar(resolved(0, { ending: 'falling' }), [], constant)).toBe(0);
  expect(bar(resolved(1), [], step(0.01))).toBe(0);
  const quiet = wider(0, 0, { noise: 0.04, from: -64, to: 64 });
  expect(bar(resolved(1), [quiet], step(0.01)) * 8).toBeCloseTo(0.01, 9);
  expect(bar(resolved(1), [quiet], step(0.004))).toBe(0);
  expect(bar(resolved(1), [wider(0, 0, { ...loud }), quiet], step(0.01)) * 8).toBeCloseTo(0.01, 9);
  expect(bar(resolved(1, { ending: 'falling' }), [quiet], step(0.01))).toBe(0);
  const fifth = view(
    0,
    0,
    fitted(5, { ending: 'resolved', coefficients: vector([1, 1, 0, 0, 0, 1e-3, ...new Array(11).fill(0)]), size: 1e9 }),
  );
  expect(bar(fifth, [quiet], (t) => 1 + t + 1e-3 * (16 * t ** 5 - 20 * t ** 3 + 5 * t) + (t >= 8 ? 1e3 : 0))).toBe(0);
});

test('the bar covers four roundings of the inputs, as far as the line is bent', () => {
  // T₂″ is 4.
  expect(bar(view(0, 0, fitted(2)), [], () => 0, {}, 1000) / EPSILON).toBeCloseTo(4 * 1000 * 4, 6);
  expect(bar(view(0, 0.5, fitted(2)), [], () => 0, {}, 1000)).toBe(0.5 + 4 * 1000 * EPSILON * 4);
});
