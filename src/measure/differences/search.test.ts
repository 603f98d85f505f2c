import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { type LineContext, line } from './line.ts';
import { noiseOf } from './noise.ts';
import { advance, begin, degreeAboveNoise, drowned, outcome, type Search, type Side, variationOf } from './search.ts';

type Scalar = (t: number) => number;

/** A search at its start, for f at x. */
const started = (f: Scalar, x: number, context: LineContext = {}, side: Side = 'both', order: 1 | 2 = 1): Search => {
  const of = line((y) => f(y[0]!), vector([x]), vector([1]), context);
  return begin({ of, side, order, noises: noiseOf(of, context.precision ?? 'float64') });
};
const interval = ({ best }: Search) => best && [best.fit.from, best.fit.to];
const box = (low: number, high: number): LineContext => ({ domain: [[low, high]] });
/** A number in [−1/2, 1/2) that is another for every t. */
function hashed(t: number): number {
  const [low, high] = new Uint32Array(Float64Array.of(t).buffer) as unknown as [number, number];
  let bits = (low ^ Math.imul(high, 0x9e3779b1)) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32 - 1 / 2;
}
const noisy =
  (size: number): Scalar =>
  (t) =>
    t + size * hashed(t);

test('a search begins with a quarter of the scale to either side, or to one', () => {
  const at = (side: Side) => started(Math.exp, 0.5, box(0, 2), side);
  expect(at('both')).toMatchObject({ r: 0.125, low: -0.5, high: 1.5, best: undefined, disturbed: [], settled: false, trail: [] });
  expect(at('left')).toMatchObject({ low: -0.5, high: 0 });
  expect(at('right')).toMatchObject({ low: 0, high: 1.5 });
});

test('a search of one side goes on from where that of both came to', () => {
  const both = advance(started(Math.abs, 0), 2);
  const right = begin({ ...both, side: 'right' }, both);
  expect([right.r, right.disturbed.length, right.trail, right.best]).toEqual([2 ** -10, 2, [], undefined]);
});

test.each<[Side, readonly [number, number]]>([
  ['both', [-0.25, 0.25]],
  ['left', [-0.25, 0]],
  ['right', [0, 0.25]],
])('sin is resolved on the first interval (%s)', (side, ends) => {
  const found = advance(started(Math.sin, 0.5, {}, side), 14);
  expect([found.settled, found.noisy, found.trail.length, interval(found)]).toEqual([true, false, 1, ends]);
  const { value, error } = outcome(found);
  expect(Math.abs(value - Math.cos(0.5))).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-12);
});

test('of order 2, the second derivative', () => {
  const { value, error } = outcome(advance(started(Math.sin, 0.5, {}, 'both', 2), 14));
  expect(Math.abs(value + Math.sin(0.5))).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-11);
});

test('where coefficients fall, the next interval is smaller by the power of two that brings them down to rounding', () => {
  const peak: Scalar = (t) => 1 / (1e-4 + t * t);
  const once = advance(started(peak, 0.5), 1);
  expect([once.settled, once.r, once.trail.length, once.disturbed.length]).toEqual([false, 2 ** -5, 1, 0]);
  expect(
    advance(
      started((t) => Math.cos(5 * (t - 0.5)), 0.5),
      1,
    ).r,
  ).toBe(2 ** -3);
  const twice = advance(once, 1);
  expect([twice.settled, twice.trail.length, interval(twice)]).toEqual([true, 2, [-(2 ** -5), 2 ** -5]]);
});

test('where they do not fall, the next interval is smaller by sixteen, and what was seen is kept as if it were noise', () => {
  const found = advance(started(Math.abs, 1e-3), 14);
  expect(found.trail.map(({ value }) => value)).toEqual([expect.closeTo(0.028, 2), expect.closeTo(0.45, 2), expect.closeTo(1, 12)]);
  expect(found.disturbed.map(({ r }) => r)).toEqual([2 ** -2, 2 ** -6]);
  expect(interval(found)).toEqual([-(2 ** -10), 2 ** -10]);
});

test('so many intervals are tried and no more, down to the finest of the line', () => {
  expect(advance(started(Math.abs, 0), 5).trail.length).toBe(5);
  const all = advance(
    started((t) => Math.abs(t - 1), 1),
    100,
  );
  expect([all.settled, all.r < all.of.finest, all.trail.length]).toEqual([false, true, 12]);
});

test('the best view is the one with the smallest bar, until one settles the search', () => {
  const near = started(Math.abs, 1e-3);
  expect([1, 2, 3].map((levels) => advance(near, levels).best!.r)).toEqual([2 ** -2, 2 ** -6, 2 ** -10]);
  expect(
    advance(
      started((t) => Math.abs(t) + 100 * t ** 2, 0),
      4,
    ).best!.r,
  ).toBe(2 ** -14);
  expect(advance(started(Math.cbrt, 0), 4).best!.r).toBe(2 ** -2);
});

test('accuracy that no law asks for ends the search though coefficients still fall', () => {
  const found = advance(
    started((t) => Math.sin(3.4 * t), 0),
    14,
  );
  expect([found.best!.fit.ending, found.settled, found.trail.length]).toEqual(['falling', true, 1]);
});

test('near an edge the interval is as long as there is room; where there is next to none, it leans on the edge', () => {
  expect(interval(advance(started(Math.exp, 0.5, box(0.2, 2)), 14))).toEqual([-0.125, 0.125]);
  expect(interval(advance(started(Math.exp, 0.5, box(0, 0.625 - 2 ** -4)), 14))).toEqual([-(2 ** -4), 2 ** -4]);
  expect(interval(advance(started(Math.exp, 0.5, box(0, 0.5 + 2 ** -20)), 14))).toEqual([-(2 ** -3), 2 ** -20]);
  expect(interval(advance(started(Math.exp, 0.5, box(0.5 - 2 ** -4, 2), 'left'), 14))).toEqual([-(2 ** -4), 0]);
  expect(advance(started(Math.exp, 0.5, box(0.5, 2), 'left'), 14).trail).toEqual([]);
});

test.each<[string, Scalar, readonly [number, number], readonly [number, number]]>([
  ['right', (t) => (t > 0.6 ? Number.NaN : Math.exp(t)), [Number.NEGATIVE_INFINITY, 0.0694], [-0.0694, 0.0694]],
  ['left', (t) => (t < 0.4 ? Number.NaN : Math.exp(t)), [-0.0694, Number.POSITIVE_INFINITY], [-0.0694, 0.0694]],
  ['right, soon', (t) => (t > 0.51 ? Number.NaN : Math.exp(t)), [Number.NEGATIVE_INFINITY, 0.0061], [-0.0061, 0.0061]],
  ['right, at once', (t) => (t > 0.5 ? Number.NaN : Math.exp(t)), [Number.NEGATIVE_INFINITY, 0], [-0.25, 0]],
])('where f is not finite to the %s, the line ends, and the interval does not count', (_, f, ends, seen) => {
  const found = advance(started(f, 0.5), 1);
  const close = (numbers: readonly number[]) => numbers.map((x) => (Number.isFinite(x) && x !== 0 ? expect.closeTo(x, 4) : x));
  expect([found.low, found.high]).toEqual(close(ends));
  expect(interval(found)).toEqual(close(seen));
  expect([found.settled, found.trail.length]).toEqual([true, 1]);
});

test('at a point where f is not finite nothing is tried', () => {
  expect(
    advance(
      started(() => Number.NaN, 0.5),
      14,
    ),
  ).toMatchObject({ r: 0, settled: false, trail: [], best: undefined });
});

test('small noise settles a search, and intervals are widened by four as long as that makes the bar smaller', () => {
  const found = advance(started(noisy(1e-9), 0.5), 14);
  expect([found.settled, found.noisy, found.trail.length, interval(found)]).toEqual([true, true, 1, [-16, 16]]);
  expect(Math.abs(outcome(found).value - 1)).toBeLessThanOrEqual(outcome(found).error);
  expect(
    interval(
      advance(
        started((t) => t + 1e-3, 0.5),
        14,
      ),
    ),
  ).toEqual([-0.25, 0.25]);
  const single = (f: Scalar) =>
    interval(
      advance(
        started((t) => Math.fround(f(t)), 1, { precision: 'float32' }),
        14,
      ),
    );
  expect(single((t) => 1e3 + Math.fround(1e-3 * t))).toEqual([-64, 64]);
  expect(single((t) => t ** 6)).toEqual([-0.25, 0.25]);
});

test('they are widened to the side that is looked at, within the domain, and not where an edge cut the first one short', () => {
  expect(interval(advance(started(noisy(1e-9), 0.5, {}, 'right'), 14))).toEqual([0, 4]);
  expect(interval(advance(started(noisy(1e-9), 0.5, {}, 'left'), 14))![1]).toBe(0);
  expect(interval(advance(started(noisy(1e-9), 0.5, box(-3, 3)), 14))).toEqual([-2, 2]);
  expect(interval(advance(started(noisy(1e-9), 0.5, box(0.4375, 0.5625)), 14))).toEqual([-0.0625, 0.0625]);
});

test('nor where many coefficients stand above the noise, where f is not finite, or where noise grows', () => {
  expect(
    interval(
      advance(
        started((t) => Math.sin(20 * t) + 1e-9 * hashed(t), 0.5),
        14,
      ),
    ),
  ).toEqual([-(2 ** -5), 2 ** -5]);
  expect(
    interval(
      advance(
        started((t) => (t > 1.2 ? Number.NaN : noisy(1e-9)(t)), 0.5),
        14,
      ),
    ),
  ).toEqual([-0.25, 0.25]);
  const louder: Scalar = (t) => t + (Math.abs(t - 0.5) > 0.25 ? 1e-7 : 1e-9) * hashed(t);
  expect(interval(advance(started(louder, 0.5), 14))).toEqual([-0.25, 0.25]);
});

test('noise that is louder settles a search of more than three intervals, at the view with the smallest bar', () => {
  const after = (levels: number) => advance(started(noisy(1e-3), 0.5), levels);
  expect(after(3)).toMatchObject({ settled: false, noisy: false });
  expect(after(4)).toMatchObject({ settled: true, noisy: true, best: { r: 0.25 } });
  const { value, error } = outcome(after(4));
  expect(Math.abs(value - 1)).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(0.02);
});

test('a bar below the noise of the next interval ends the search', () => {
  const step: Scalar = (t) => t + (t > 0.5 ? 1e-6 : 0);
  expect(advance(started(step, 0.5), 14)).toMatchObject({ settled: false, trail: { length: 10 } });
});

test('the bar covers that f rounds its inputs', () => {
  const f: Scalar = (t) => Math.sin(1e4 * t);
  const found = advance(started(f, 1000), 14);
  const bend = 1e8 * Math.abs(f(1000));
  expect(outcome(found).error - found.best!.error).toBeGreaterThan(4 * 1000 * 2 ** -53 * bend);
  expect(found.trail.at(-1)!.rounding).toBeCloseTo(outcome(found).error - found.best!.error, 12);
});

test('on a stair of rounding the bar covers what the step may hide', () => {
  const softplus: Scalar = (t) => Math.log(1 + Math.exp(t));
  const far = outcome(advance(started(softplus, -50), 14));
  expect([far.value, far.error === far.roundingSlope]).toEqual([0, true]);
  expect(far.error).toBeGreaterThan(Math.exp(-50));
  expect(far.error).toBeLessThan(1e-16);
});

test('on a stair of rounding the bar covers what is seen from afar', () => {
  const softplus: Scalar = (t) => Math.log(1 + Math.exp(t));
  const found = advance(started(softplus, -33), 14);
  expect([found.best!.value, found.disturbed.length]).toEqual([0, 2]);
  const [afar] = found.disturbed;
  expect(outcome(found).error).toBeGreaterThanOrEqual(Math.abs(afar!.value) + afar!.error);
});

test('the slope that the variation on the best interval amounts to', () => {
  expect(variationOf(started(Math.sin, 0))).toBe(0);
  expect(
    variationOf(
      advance(
        started((t) => 100 + 3 * t, 0),
        14,
      ),
    ),
  ).toBeCloseTo(3, 12);
  expect(
    variationOf(
      advance(
        started((t) => t * t, 0),
        14,
      ),
    ),
  ).toBeCloseTo(0.25 / 2, 12);
});

test('a line drowns where its bar leaves open what the next wider interval shows', () => {
  const found = advance(started(Math.abs, 1e-3), 14);
  const before = (variation: number) => [{ ...found.trail[0]!, variation }, found.trail[0]!];
  const barred = (error: number, variation: number): Search => ({ ...found, best: { ...found.best!, error }, trail: before(variation) });
  expect([drowned(barred(0.6, 1)), drowned(barred(0.4, 1)), drowned(barred(0.6, 2))]).toEqual([true, false, false]);
  expect(drowned({ ...barred(0.6, 1), trail: [found.trail[0]!] })).toBe(false);
  expect(drowned(started(Math.abs, 0))).toBe(false);
});

test('the highest degree that stands above the noise', () => {
  const { fit } = advance(started(Math.sin, 0.5), 14).best!;
  const degree = (noise: number, ...coefficients: readonly number[]) =>
    degreeAboveNoise({ ...fit, coefficients: vector(coefficients), noise });
  expect(degree(1e-16, 1, 0.5, 1e-3, 1e-17)).toBe(2);
  expect(degree(1e-3, 1, 0.5, 1e-3, 1e-17)).toBe(1);
  expect(degree(1, 1, 0.5, 1e-3, 1e-17)).toBe(0);
  expect(degree(0.1, 1, 0.29, 0, 0)).toBe(1);
  expect(degree(0.1, 1, 0.28, 0, 0)).toBe(0);
});

test('a search that is settled is not gone on with', () => {
  const settled = advance(started(Math.sin, 0.5), 14);
  expect(advance(settled, 14)).toEqual(settled);
});

test('the next interval is a sixteenth at least', () => {
  const T = (k: number, s: number) => Math.cos(k * Math.acos(Math.max(-1, Math.min(1, s))));
  const high: Scalar = (t) => T(9, 8 * t - 1) + T(12, 8 * t - 1) / 9;
  expect(advance(started(high, 0, {}, 'right'), 1)).toMatchObject({ best: { fit: { ending: 'falling' } }, r: 2 ** -6 });
});

test('accuracy counts relative to the size of a slope, whatever its sign, and to 10⁻¹²', () => {
  const after = (k: number, sign: number) =>
    advance(
      started((t) => sign * Math.sin(k * t), 0),
      14,
    );
  for (const sign of [1, -1]) {
    expect(after(3.4, sign).trail.length).toBe(1);
    expect(after(4.5, sign).trail.length).toBe(2);
  }
});

test.each<[string, number, number, LineContext, number]>([
  ['2⁻⁴⁰ of the interval that was asked for', 0, 3e-13, {}, 8.87e-14],
  ['nearer than that, which closes the side', 0, 2e-14, {}, 0],
  ['to the resolution of the line', 1, 1e-5, { precision: 'float32' }, 5.95e-6],
  ['nearer than that, which closes it too', 1, 1e-6, { precision: 'float32' }, 0],
])('f may end right beside the point: %s', (_, x, end, context, found) => {
  const until: Scalar = (t) => (t - x > end ? Number.NaN : t);
  const [right, left] = [
    advance(started(until, x, context), 1),
    advance(
      started((t) => until(2 * x - t), x, context),
      1,
    ),
  ];
  for (const seen of [right.high, -left.low]) expect(Math.abs(seen - found)).toBeLessThanOrEqual(0.01 * found);
});

test('beyond a hole the line is left alone, though f has values there', () => {
  const holed: Scalar = (t) => (t > 0.2 && t < 0.3 ? Number.NaN : t);
  expect(advance(started(holed, 0), 1)).toMatchObject({
    low: Number.NEGATIVE_INFINITY,
    high: expect.closeTo(0.104, 3),
    trail: { length: 1 },
  });
});

test('near an edge the interval leans on it only where less than 2⁻¹² of the half-width is left', () => {
  const leaning = (room: number) => interval(advance(started(Math.exp, 0.5, box(-64, 0.5 + room * 2 ** -14)), 14));
  expect(leaning(1.25)).toEqual([-1.25 * 2 ** -14, 1.25 * 2 ** -14]);
  expect(leaning(0.875)).toEqual([-0.25, 0.875 * 2 ** -14]);
  expect(interval(advance(started(Math.exp, 0.5, box(0.5, 64)), 14))).toEqual([0, 0.25]);
  expect(advance(started(Math.exp, 0.5, box(0.5, 0.5)), 14).trail).toEqual([]);
});

test('intervals are widened within the domain on either side', () => {
  const widest = (low: number, high: number, side: Side = 'both') => interval(advance(started(noisy(1e-9), 0.5, box(low, high), side), 14));
  expect(widest(-3, 100)).toEqual([-1, 1]);
  expect(widest(-100, 3)).toEqual([-1, 1]);
  expect(widest(-100, 100, 'left')![1]).toBe(0);
  expect(widest(-100, 100, 'left')![0]).toBeLessThan(-0.25);
  expect(widest(0.5 - 4, 100, 'left')).toEqual([-4, 0]);
});

test('variation is that of a falling line too', () => {
  const falling = advance(
    started((t) => 100 - 3 * t, 0),
    14,
  );
  expect(variationOf(falling)).toBeCloseTo(3, 12);
});
