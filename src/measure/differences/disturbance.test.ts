import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import type { Fit } from './chebyshev.ts';
import { type Disturbance, disturbance, stepOf } from './disturbance.ts';
import { disturbances, type LineOptions } from './index.ts';
import { type LineContext, line } from './line.ts';

type Scalar = (t: number) => number;

const EPSILON = 2 ** -52;
const lineOf = (f: Scalar, context: LineContext = {}) => line((y) => f(y[0]!), vector([0]), vector([1]), context);
const T = (k: number, s: number) => Math.cos(k * Math.acos(Math.max(-1, Math.min(1, s))));

test('of a smooth line rounding is left, of one value nothing', () => {
  expect(disturbance(lineOf(Math.exp), 0, 1 / 4)).toMatchObject({ kind: 'rounding', level: expect.closeTo(0, 12) });
  expect(disturbance(lineOf(Math.exp), 0, 1 / 4).level).toBeGreaterThanOrEqual(0.75 * Math.exp(1 / 4) * EPSILON);
  expect(
    disturbance(
      lineOf(() => 7),
      0,
      1,
    ),
  ).toMatchObject({ kind: 'constant', level: 0 });
  expect(
    disturbance(
      lineOf((t) => 7 + t),
      0,
      1,
    ).kind,
  ).toBe('rounding');
});

test('a plateau is noise of its deviation, and what does not fall is not resolved', () => {
  const waves =
    (head: number): Scalar =>
    (t) =>
      head * T(1, 2 * t - 1) + T(9, 2 * t - 1) + T(12, 2 * t - 1);
  // One coefficient of the last three is 1, of thirteen.
  expect(disturbance(lineOf(waves(100)), 0, 1)).toMatchObject({ kind: 'noise', level: expect.closeTo(Math.sqrt(13 / 2 / 3), 9) });
  expect(disturbance(lineOf(waves(1)), 0, 1)).toMatchObject({ kind: 'unresolved', level: expect.closeTo(Math.sqrt(12 / 2), 9) });
  expect(
    disturbance(
      lineOf((t) => (t > 0.5 ? Number.NaN : t)),
      0,
      1,
    ),
  ).toEqual({ level: 0, kind: 'unresolved' });
});

/** A fit with these coefficients on an interval, with a deviation of rounding. */
const fitted = (coefficients: readonly number[], from: number, to: number, noise = 1e-9): Disturbance => ({
  level: noise,
  kind: 'rounding',
  fit: { coefficients: vector(coefficients), from, to, noise } as Fit,
});
/** 1 from 0 to 1. */
const one = fitted([1, 0], 0, 1);
const step =
  (at: number, height: number): Scalar =>
  (t) =>
    t >= at ? 1 + height : 1;

test('a line stands on a stair where it leaves its shape at once, by no more than sixteen deviations of noise', () => {
  for (const at of [1.1, 2, 7.3, 100]) {
    expect(stepOf(lineOf(step(at, 1e-3)), one, 1e-4)).toBeCloseTo(1e-3, 12);
    expect(stepOf(lineOf(step(at, -1e-3)), one, 1e-4)).toBeCloseTo(1e-3, 12);
  }
  expect([stepOf(lineOf(step(2, 1.5e-3)), one, 1e-4), stepOf(lineOf(step(2, 1.7e-3)), one, 1e-4)]).toEqual([expect.closeTo(1.5e-3, 12), 0]);
});

test('to the other side where the interval ends at 0', () => {
  const left = fitted([1, 0], -1, 0);
  expect(
    stepOf(
      lineOf((t) => step(2, 1e-3)(-t)),
      left,
      1e-4,
    ),
  ).toBeCloseTo(1e-3, 12);
  expect(stepOf(lineOf(step(2, 1e-3)), left, 1e-4)).toBe(0);
});

test('or by no more than 64 roundings of 1, of the inputs, or of what f is behind the step', () => {
  const fine = fitted([1, 0], 0, 1, EPSILON);
  expect([stepOf(lineOf(step(1.2, 60 * EPSILON)), fine, 0) > 0, stepOf(lineOf(step(1.2, 70 * EPSILON)), fine, 0)]).toEqual([true, 0]);
  const large = (height: number) =>
    stepOf(
      line((y) => step(1.2, height)(y[0]!), vector([0, 1e6]), vector([1, 0])),
      fine,
      0,
    ) > 0;
  expect([large(60e6 * EPSILON), large(70e6 * EPSILON)]).toEqual([true, false]);
  const tall = (height: number) =>
    stepOf(
      lineOf((t) => -1e6 * step(1.2, height)(t)),
      fitted([-1e6, 0], 0, 1, 1e6 * EPSILON),
      0,
    ) > 0;
  expect([tall(60 * EPSILON), tall(70 * EPSILON)]).toEqual([true, false]);
});

test('a line that goes on as it was, leaves gradually, or ends has no step', () => {
  expect(
    stepOf(
      lineOf(() => 1),
      one,
      1e-4,
    ),
  ).toBe(0);
  expect(
    stepOf(
      lineOf((t) => 1 + Math.max(0, t - 2)),
      one,
      1e-4,
    ),
  ).toBeLessThan(1e-8);
  expect(
    stepOf(
      lineOf((t) => (t > 1.5 ? Number.NaN : 1)),
      one,
      1e-4,
    ),
  ).toBe(0);
  expect(stepOf(lineOf(step(20, 1e-3), { domain: [[0, 16]] }), one, 1e-4)).toBe(0);
  expect(stepOf(lineOf(step(14, 1e-3), { domain: [[0, 16]] }), one, 1e-4)).toBeCloseTo(1e-3, 12);
  expect(stepOf(lineOf(step(2, 1e-3)), { level: 0, kind: 'unresolved' }, 1e-4)).toBe(0);
});

test('it has left its shape, a straight line, where it is eight deviations away for each length of the interval', () => {
  const sloped = fitted([1, 0.5, 0.25], 0, 1, 1e-5);
  const left = (height: number) =>
    stepOf(
      lineOf((t) => 0.5 + t + (t >= 1.3 ? height : 0)),
      sloped,
      1,
    ) > 0;
  // Of 1 + (2t − 1)/2 = 1/2 + t, at 4/3: 8 · 10⁻⁵ · 4/3.
  expect([left(1.2e-4), left(0.9e-4)]).toEqual([true, false]);
});

/** The disturbances of f beside 0 on intervals of a quarter each. */
const heard = (f: Scalar, look: LineOptions = {}, count = 4) => {
  const of = disturbances((y) => f(y[0]!), vector([0]), vector([1]), look);
  return Array.from({ length: count }, (_, k) => of.noise(4 ** -k));
};

test('along a line that is constant two roundings of 1 may be hidden', () => {
  expect(heard(() => 7)).toEqual(new Array(4).fill(2 * EPSILON));
  expect(heard(() => 7, { precision: 'float32' })).toEqual(new Array(4).fill(2 * 2 ** -23));
});

test('noise that was heard on a longer interval is there on a shorter one that is not resolved', () => {
  const waves: Scalar = (t) => 100 * T(1, 2 * t - 1) + T(9, 2 * t - 1) + T(12, 2 * t - 1);
  const torn: Scalar = (t) => (t > 0.25 ? waves(t) : Math.sin(1e9 * t));
  const noise = heard(waves, {}, 1)[0]!;
  expect(noise).toBeCloseTo(Math.sqrt(13 / 2 / 3), 9);
  expect(heard(torn, {}, 2)[1]).toBe(heard(torn, {}, 2)[0]);
  expect(
    heard(Math.exp)
      .slice(1)
      .every((level) => level > 0 && level < 1e-14),
  ).toBe(true);
});

test('of noise that is quieter on a shorter interval that level counts, and there while an interval is not resolved', () => {
  const torn: Scalar = (t) => (t > 1 / 16 ? 1000 * t + (t > 1 / 4 ? 1 : 1 / 8) * Math.sin(1e9 * t) : 62.5 + Math.sin(1e3 / (t + 1e-3)));
  const quieter: Scalar = (t) => 1000 * t + (t > 1 / 4 ? 1 : 1 / 8) * Math.sin(1e9 * t);
  const level = disturbance(lineOf(quieter), 0, 1 / 4).level;
  const [long, short] = heard(quieter, {}, 2);
  expect(long).toBeGreaterThan(4 * short!);
  expect(short).toBe(level);
  expect(disturbance(lineOf(torn), 0, 1 / 16).kind).toBe('unresolved');
  expect(heard(torn, {}, 3)[2]).toBe(heard(torn, {}, 3)[1]);
});

test('on a stair the height of its steps is the disturbance', () => {
  const levels = heard((t) => Math.floor(t * 2 ** 8) * 2 ** -20 + 1, {}, 7);
  expect(levels[6]).toBeCloseTo(2 ** -20, 10);
});

test('the tallest of the steps that were seen is kept', () => {
  // Beyond 0.3 there is noise of 10⁻³, which is what steps are held against.
  const two: Scalar = (t) => 1 + t + (t > 0.3 ? 1e-3 * Math.sin(1e9 * t) : 0) + (t > 1e-2 ? 1e-5 : 0) + (t > 1e-4 ? 20 * EPSILON : 0);
  const of = disturbances((y) => two(y[0]!), vector([0]), vector([1]));
  const seen = Array.from({ length: 9 }, (_, k) => [of.noise(4 ** -k), of.tallest()]);
  expect(seen[0]![1]).toBe(0);
  expect(seen[4]).toEqual([expect.closeTo(1e-5, 9), expect.closeTo(1e-5, 9)]);
  expect(seen[7]).toEqual([expect.closeTo(20 * EPSILON, 14), expect.closeTo(1e-5, 9)]);
  expect(seen[7]![0]).toBeGreaterThan(15 * EPSILON);
});

test('the height is that at the very step, whatever the line does before and behind', () => {
  const steep: Scalar = (t) => 1 + 1e-9 * t + (t >= 2.1 ? 1e-3 + 5 * (t - 2.1) : 0);
  expect(stepOf(lineOf(steep), one, 1e-4)).toBeCloseTo(1e-3, 9);
  expect(
    stepOf(
      lineOf((t) => steep(-t)),
      fitted([1, 0], -1, 0),
      1e-4,
    ),
  ).toBeCloseTo(1e-3, 9);
});

test('a line is asked at thirds of its interval beyond the end, and twice, four times as far', () => {
  const strip =
    (from: number, to: number): Scalar =>
    (t) =>
      Math.abs(t) > from && Math.abs(t) < to ? 1.001 : 1;
  for (const place of [1 + 1 / 3, 1 + 2 / 3, 1 + 4 / 3, 1 + 8 / 3]) {
    const blip = lineOf(strip(place - 0.02, place + 0.02));
    expect(stepOf(blip, one, 1e-4)).toBeCloseTo(1e-3, 12);
    expect(stepOf(blip, fitted([1, 0], -1, 0), 1e-4)).toBeCloseTo(1e-3, 12);
  }
  expect(stepOf(lineOf(strip(1.4, 1.6)), one, 1e-4)).toBe(0);
  expect(stepOf(lineOf(strip(0.5 + 1 / 6 - 0.02, 0.5 + 1 / 6 + 0.02)), fitted([1, 0], 0, 0.5), 1e-4)).toBeCloseTo(1e-3, 12);
});

test('the shorter the interval, the further a line must be away from it to have left', () => {
  const left = (height: number) => stepOf(lineOf(step(0.6, height)), fitted([1, 0], 0, 0.5, 1e-5), 1) > 0;
  // Asked at 2/3: 8 · 10⁻⁵ · (2/3)/(1/2).
  expect([left(1.1e-4), left(1.0e-4)]).toEqual([true, false]);
});

test('on 0 a step of 64 roundings of 1 is rounding, and the line is followed to its lower end', () => {
  const zero = fitted([0, 0], 0, 1, 1e-30);
  expect(
    stepOf(
      lineOf((t) => (t >= 1.2 ? 60 * EPSILON : 0)),
      zero,
      0,
    ),
  ).toBeCloseTo(60 * EPSILON, 25);
  const left = fitted([1, 0], -1, 0);
  expect(
    stepOf(
      lineOf((t) => step(14, 1e-3)(-t), { domain: [[-16, 0]] }),
      left,
      1e-4,
    ),
  ).toBeCloseTo(1e-3, 12);
  expect(
    stepOf(
      lineOf((t) => step(20, 1e-3)(-t), { domain: [[-16, 0]] }),
      left,
      1e-4,
    ),
  ).toBe(0);
});

test('a line is followed no further than it goes', () => {
  const asked: number[] = [];
  const f: Scalar = (t) => {
    asked.push(t);
    return Math.exp(t);
  };
  heard(f, { span: 1 / 2 });
  expect(Math.max(...asked)).toBe(1 / 2);
});

test('a line has no jump of a height where it is smooth to noise far below; of noise as high as a part of it nothing is said', () => {
  const noisy =
    (jump: number): Scalar =>
    (t) =>
      1 + t * t + 1e-12 * Math.sin(1e9 * t) + (t > 0.3 ? jump : 0);
  const unbroken = (jump: number, height: number) =>
    disturbances((y) => noisy(jump)(y[0]!), vector([0]), vector([1])).isUnbroken(1, height);
  expect(disturbance(lineOf(noisy(0)), -1, 1).kind).toBe('noise');
  expect(unbroken(0, 1e-9)).toBe(true);
  expect([unbroken(1e-9, 1e-9), unbroken(0, 1e-12)]).toEqual([false, false]);
});
