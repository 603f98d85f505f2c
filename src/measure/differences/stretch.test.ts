import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import type { Fit } from './chebyshev.ts';
import { type LineContext, line } from './line.ts';
import { isThroughout, noiseBeside, noiseOf } from './noise.ts';

type Scalar = (t: number) => number;

const lineOf = (f: Scalar, context: LineContext = {}, x = 0) => line((y) => f(y[0]! - x), vector([x]), vector([1]), context);
/** A domain that is wide to one side at least, so that the scale stays 1. */
const box = (low: number, high: number): LineContext => ({ domain: [[low, high]] });
const T = (k: number, s: number) => Math.cos(k * Math.acos(Math.max(-1, Math.min(1, s))));
const fitted = (noise: number, from = -1, to = 1): Fit => ({ noise, from, to, size: 1 }) as Fit;

/** The distance that stretches have here. */
const w = 2 ** -10;
/** The deviation that is left when a parabola is taken away of a stretch on which one Chebyshev coefficient of nine is 1: of six that are left, with squares of 9/2 of those of a value. */
const DEVIATION = Math.sqrt(9 / 2 / 6);
/** The place in [−1, 1] of a distance on the stretch from d/8 to d. */
const place = (d: number, t: number) => (t - (9 * d) / 16) / ((7 * d) / 16);
/** A wave on that stretch, which is 0 at its ends and beyond, and leaves so much deviation. */
const wave = (d: number, t: number, deviation: number) =>
  t > d / 8 && t < d ? (deviation / DEVIATION / Math.SQRT2) * (T(8, place(d, t)) - T(6, place(d, t))) : 0;
/** The amplitudes of waves from w/8 to w, and from w to 8w, to the right and to the left. */
interface Waves {
  readonly right?: number;
  readonly farRight?: number;
  readonly left?: number;
  readonly farLeft?: number;
}
const waving =
  ({ right = 0, farRight = 0, left = 0, farLeft = 0 }: Waves): Scalar =>
  (t) =>
    t > 0 ? wave(w, t, right) + wave(8 * w, t, farRight) : wave(w, -t, left) + wave(8 * w, -t, farLeft);

const pure =
  (degree: number): Scalar =>
  (t) =>
    T(degree, place(w, Math.abs(t)));

test('a disturbance is what is left beside x when a parabola is taken away, as a deviation of the values', () => {
  for (const degree of [3, 5, 8]) {
    expect(isThroughout(lineOf(pure(degree)), fitted(8 * DEVIATION * 0.999), w)).toBe(true);
    expect(isThroughout(lineOf(pure(degree)), fitted(8 * DEVIATION * 1.001), w)).toBe(false);
  }
  expect(isThroughout(lineOf(pure(2)), fitted(1e-9), w)).toBe(false);
  expect(
    isThroughout(
      lineOf((t) => pure(3)(t) + pure(6)(t)),
      fitted(8 * 0.999 * DEVIATION * Math.SQRT2),
      w,
    ),
  ).toBe(true);
});

test('noise is on both sides, each with an eighth of it or more, however different they are', () => {
  expect(isThroughout(lineOf(waving({ right: 1, left: 1 })), fitted(1), w)).toBe(true);
  expect(isThroughout(lineOf(waving({ right: 1, left: 100 })), fitted(1), w)).toBe(true);
  expect(isThroughout(lineOf(waving({ right: 100, left: 1 })), fitted(1), w)).toBe(true);
  expect(isThroughout(lineOf(waving({ right: 1 })), fitted(1), w)).toBe(false);
  expect(isThroughout(lineOf(waving({ left: 1 })), fitted(1), w)).toBe(false);
  expect(isThroughout(lineOf(waving({ farRight: 1, farLeft: 1 })), fitted(1), w)).toBe(false);
});

test.each<[string, number, number, (near: number, far: number) => Waves]>([
  ['right', 0, 1, (near, far) => ({ right: near, farRight: far })],
  ['left', -1, 0, (near, far) => ({ left: near, farLeft: far })],
])('to the %s alone, two stretches are disturbed alike, within a factor of four', (_, from, to, waves) => {
  const seen = (near: number, far: number) => isThroughout(lineOf(waving(waves(near, far))), fitted(0.5, from, to), w);
  expect([seen(1, 1), seen(1, 3.99), seen(3.99, 1)]).toEqual([true, true, true]);
  expect([seen(1, 4.01), seen(4.01, 1), seen(1, 0), seen(0, 1)]).toEqual([false, false, false, false]);
});

test('where the line ends within the stretch, its other side has two', () => {
  const seen = (waves: Waves, low: number, high: number) => isThroughout(lineOf(waving(waves), box(low, high)), fitted(0.5), w);
  const loudRight = { left: 1, right: 1, farRight: 100 };
  expect([seen(loudRight, -w, 1), seen(loudRight, -w * 0.99, 1)]).toEqual([true, false]);
  expect(seen({ left: 1, right: 1, farRight: 1 }, -w * 0.99, 1)).toBe(true);
  const loudLeft = { left: 1, right: 1, farLeft: 100 };
  expect([seen(loudLeft, -1, w), seen(loudLeft, -1, w * 0.99)]).toEqual([true, false]);
  expect(seen({ left: 1, right: 1, farLeft: 1 }, -1, w * 0.99)).toBe(true);
});

test('what cannot be seen is not disturbed', () => {
  const everywhere = waving({ right: 1, farRight: 1, left: 1, farLeft: 1 });
  const seen = (f: Scalar, low: number, high: number, from = -1) => isThroughout(lineOf(f, box(low, high)), fitted(0.5, from), w);
  expect([seen(everywhere, 0, 8 * w, 0), seen(everywhere, 0, 7.9 * w, 0)]).toEqual([true, false]);
  expect([seen(everywhere, -8 * w, 0), seen(everywhere, -7.9 * w, 0)]).toEqual([true, false]);
  expect([seen(everywhere, 0, 0), seen(everywhere, -w / 2, w / 2)]).toEqual([false, false]);
  const holed: Scalar = (t) => (t > w / 2 && t < w ? Number.NaN : everywhere(t));
  expect(seen(holed, -1, 1)).toBe(false);
});

test('nothing is noise below the resolution of the line', () => {
  const of = (x: number) => lineOf(waving({ right: 1, left: 1 }), {}, x);
  // Numbers of 2³⁶ are rounded to 2⁻¹⁶, and 64 units are 2⁻¹⁰.
  expect([isThroughout(of(2 ** 36), fitted(0.5), w), isThroughout(of(2 ** 37), fitted(0.5), w)]).toEqual([true, false]);
});

/** The distance, of some, at which disturbances make noise of what a fit shows. */
function finest(precision: 'float64' | 'float32' | 'float16' | 'bfloat16', from: number, to: number, x = 0) {
  const distances = [4e-6, 32e-6, 2 ** -29, 2 ** -8, 2 ** -5].filter((d) => {
    const f: Scalar = (t) => wave(d, Math.abs(t), 1);
    return noiseOf(lineOf(f, { precision }, x), precision).isFineNoise(fitted(0.5, from, to));
  });
  return distances;
}

test('noise is looked for at the finest wavelength of structure, in parts of the scale', () => {
  expect(finest('float64', -1 / 4, 1 / 4)).toEqual([4e-6]);
  expect(finest('float64', -2, 2, 8)).toEqual([32e-6]);
  expect(finest('float32', -1 / 4, 1 / 4)).toEqual([4e-6]);
});

test('and no further than a thousandth of the interval of the fit, or than that wavelength in parts of the interval', () => {
  expect(finest('float64', -(2 ** -20), 2 ** -20)).toEqual([2 ** -29]);
  expect(finest('float16', -1 / 4, 1 / 4)).toEqual([2 ** -8]);
  expect(finest('bfloat16', -1 / 4, 1 / 4)).toEqual([2 ** -5]);
});

test('noise has four times that wavelength as its amplitude, relative to f, or less', () => {
  const of = lineOf((t) => wave(4e-6, Math.abs(t), 1));
  const isNoise = (noise: number, size: number) => noiseOf(of, 'float64').isNoise({ ...fitted(noise, -1 / 4, 1 / 4), size });
  expect([isNoise(31e-6, 2), isNoise(33e-6, 2)]).toEqual([true, false]);
  expect([isNoise(31e-7, 0.2), isNoise(33e-7, 0.2)]).toEqual([true, false]);
  const silent = noiseOf(
    lineOf((t) => t),
    'float64',
  );
  expect(silent.isNoise(fitted(1e-9, -1 / 4, 1 / 4))).toBe(false);
});

/** What f is on an interval from r/16 to r beside x: smooth, with noise of an amplitude that stands on it or is all that there is, with coefficients that fall, or missing. */
type Piece = readonly ['smooth' | 'plateau' | 'unresolved' | 'falling' | 'hole', number?];

/** All pieces are 100 at their ends, so that f has no jump between them. */
const shapes: Readonly<Record<Piece[0], (s: number, a: number) => number>> = {
  smooth: (s) => 100 * T(2, s),
  plateau: (s, a) => 100 * T(2, s) + a * (T(8, s) - T(12, s)),
  unresolved: (s, a) => 100 + a * (T(8, s) - T(12, s)),
  falling: (s, a) => 100 * T(2, s) + 20 * a * (T(8, s) - T(4, s)) + a * (T(10, s) - T(12, s)),
  hole: (s) => (Math.abs(s) < 1 ? Number.NaN : 100),
};
const ends = [1 / 4, 1 / 64, 2 ** -10, 2 ** -14];
const smooth: readonly Piece[] = [];

/** The noise beside x, in units of what one coefficient of noise amounts to, where f is made of pieces from the outermost inwards; and how near to x f was looked at. */
function beside(right: readonly Piece[], left: readonly Piece[] = smooth, context: LineContext = {}, x = 0) {
  const asked: number[] = [];
  const unit = Math.max(1, x);
  const f: Scalar = (t) => {
    asked.push(t / unit);
    const distance = Math.abs(t) / unit;
    const k = ends.findIndex((end) => distance <= end && distance >= end / 16);
    if (k < 0) return distance > 1 / 4 ? 1e6 * distance : 100;
    const [shape, a = 0] = (t > 0 ? right : left)[k] ?? (['smooth'] as const);
    return shapes[shape]((distance - (17 * ends[k]!) / 32) / ((15 * ends[k]!) / 32), a);
  };
  const noise = noiseBeside(lineOf(f, context, x)) / Math.sqrt(13 / 2);
  return { noise, low: Math.min(...asked), high: Math.max(...asked), nearest: Math.min(...asked.map(Math.abs)) };
}
/** The noise to four digits. */
const noiseOfPieces = (...all: Parameters<typeof beside>) => Number(beside(...all).noise.toFixed(4));

test('what is smooth has no noise but its rounding, and one interval is enough to tell', () => {
  expect(beside(smooth)).toMatchObject({ low: -1 / 4, high: 1 / 4, nearest: 1 / 64 });
  expect(beside(smooth).noise).toBeLessThan(1e-12);
  expect(noiseOfPieces([['smooth'], ['plateau', 1], ['plateau', 1]])).toBe(0);
});

test('a plateau on two successive intervals is noise, of the larger of both amplitudes', () => {
  expect(
    noiseOfPieces([
      ['plateau', 1],
      ['plateau', 1],
    ]),
  ).toBe(1);
  expect(
    noiseOfPieces([
      ['plateau', 1],
      ['plateau', 0.13],
    ]),
  ).toBe(1);
  expect(
    noiseOfPieces([
      ['plateau', 0.3],
      ['plateau', 1],
    ]),
  ).toBe(1);
  expect(
    noiseOfPieces([
      ['plateau', 1],
      ['unresolved', 0.5],
    ]),
  ).toBe(1);
  expect(
    noiseOfPieces(smooth, [
      ['plateau', 1],
      ['plateau', 0.5],
    ]),
  ).toBe(1);
});

test('what falls by more than eight from one to the next is structure', () => {
  expect(
    noiseOfPieces([
      ['plateau', 1],
      ['plateau', 0.12],
    ]),
  ).toBe(0);
  expect(
    noiseOfPieces([
      ['plateau', 1],
      ['plateau', 0.12],
      ['plateau', 0.1],
    ]),
  ).toBe(0.12);
});

test('an interval that is not resolved, or on which coefficients fall, does not agree with the next one', () => {
  expect(
    noiseOfPieces([
      ['unresolved', 1],
      ['plateau', 1],
    ]),
  ).toBe(0);
  expect(
    noiseOfPieces([
      ['plateau', 1],
      ['falling', 1],
    ]),
  ).toBe(0);
  expect(
    noiseOfPieces([
      ['plateau', 1],
      ['falling', 1],
      ['plateau', 1],
    ]),
  ).toBe(0);
  expect(
    noiseOfPieces([
      ['unresolved', 1],
      ['plateau', 1],
      ['plateau', 1],
    ]),
  ).toBe(1);
  expect(
    noiseOfPieces([
      ['unresolved', 1],
      ['unresolved', 1],
      ['plateau', 1],
      ['plateau', 1],
    ]),
  ).toBe(1);
});

test('of two sides on which intervals agree the louder one counts, and before any other', () => {
  const loud: readonly Piece[] = [
    ['plateau', 1],
    ['plateau', 1],
  ];
  const quiet: readonly Piece[] = [
    ['plateau', 0.5],
    ['plateau', 0.5],
  ];
  expect([noiseOfPieces(loud, quiet), noiseOfPieces(quiet, loud)]).toEqual([1, 1]);
  const torn: readonly Piece[] = [1, 2, 3, 4].map(() => ['unresolved', 5] as const);
  expect([noiseOfPieces(quiet, torn), noiseOfPieces(torn, quiet)]).toEqual([0.5, 0.5]);
});

test('where none agree, the quieter side counts, as its narrowest interval shows it', () => {
  const torn = (last: number): readonly Piece[] => [
    ['unresolved', 7],
    ['unresolved', 7],
    ['unresolved', 7],
    ['unresolved', last],
  ];
  expect(noiseOfPieces(torn(5), torn(2))).toBe(2);
  expect(noiseOfPieces(torn(2), torn(5))).toBe(2);
  expect(noiseOfPieces(torn(5), smooth, box(0, 64))).toBe(5);
  expect(noiseOfPieces(smooth, torn(5), box(-64, 0))).toBe(5);
  expect(noiseOfPieces(torn(5), torn(5), box(0, 0))).toBe(0);
});

test('intervals that do not lie in the domain are left out, and those around holes', () => {
  const pieces: readonly Piece[] = [
    ['unresolved', 9],
    ['plateau', 1],
    ['plateau', 1],
  ];
  expect(beside(pieces, pieces, { span: 1 / 64 })).toMatchObject({ low: -1 / 64, high: 1 / 64, noise: expect.closeTo(1, 6) });
  expect(beside(pieces, smooth, box(-64, 1 / 64)).high).toBe(1 / 64);
  expect(beside([['unresolved', 1], ['unresolved', 2], ['smooth']], [], { span: 1 / 65 })).toMatchObject({ high: 2 ** -10 });
  expect(noiseOfPieces([['plateau', 1], ['hole'], ['plateau', 1]])).toBe(1);
});

test('intervals are parts of the scale, down to the resolution of the line', () => {
  const torn: readonly Piece[] = [
    ['unresolved', 4],
    ['unresolved', 3],
    ['unresolved', 2],
    ['unresolved', 1],
  ];
  expect(beside(torn, torn, {}, 8)).toMatchObject({ low: -1 / 4, high: 1 / 4, nearest: 2 ** -18, noise: expect.closeTo(1, 6) });
  // Half precision resolves 2⁻⁶ of an input, and bfloat16 an eighth.
  expect(beside(torn, torn, { precision: 'float16' }, 8)).toMatchObject({ nearest: 2 ** -10, noise: expect.closeTo(3, 6) });
  expect(beside(torn, torn, { precision: 'bfloat16' }, 8)).toMatchObject({ nearest: 1 / 64, noise: expect.closeTo(4, 6) });
});
