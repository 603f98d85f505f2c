import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { extent } from './extent.ts';
import { shapeAlong } from './index.ts';
import { type LineContext, line } from './line.ts';

type Scalar = (t: number) => number;

const along = (f: Scalar, x = 0) => shapeAlong((y) => f(y[0]!), vector([x]), vector([1]));

test('a bump keeps its shape over its own width, also beside 0 and at an edge of the domain', () => {
  for (const width of [1, 1e-2, 1e-5]) {
    const bump: Scalar = (t) => 1 / (1 + (t / width) ** 2);
    for (const x of [0, width / 3]) {
      expect(along(bump, x)).toBeLessThan(4 * width);
      expect(along(bump, x)).toBeGreaterThan(width / 64);
    }
    const atEdge = shapeAlong((y) => bump(y[0]!), vector([0]), vector([1]), { domain: [[0, 64]] });
    expect(atEdge).toBeLessThan(32 * width);
  }
});

test('what never changes its shape has no end, and neither has what is different at one point only', () => {
  expect(along((t) => 3 * t + 1)).toBe(Number.POSITIVE_INFINITY);
  expect(along((t) => (t === 0 ? 2 : 1))).toBe(Number.POSITIVE_INFINITY);
  expect(along((t) => (Math.abs(t - 1) < 1e-16 ? 2 : 1), 1)).toBe(Number.POSITIVE_INFINITY);
});

test('in single precision inputs are rounded: no interval is finer, of many inputs perhaps as the largest of them', () => {
  const of = (look: LineContext) => line((y) => y[0]!, vector([1, 1000]), vector([1, 0]), look);
  expect(of({ precision: 'float32' }).rounding).toBe(2 ** -23);
  expect(of({ precision: 'float32' }).finest).toBeGreaterThan(of({}).finest);
  expect(of({ precision: 'float32', summed: true }).rounding).toBe(1000 * 2 ** -23);
  const { low, high, scale } = of({ span: 1 / 8 });
  expect([low, high]).toEqual([-scale / 8, scale / 8]);
});

/** The extent of f at x, in units of the scale, and the ends of the intervals that were looked at. */
function extended(f: Scalar, x: number, context: LineContext = {}) {
  const asked: number[] = [];
  const of = line(
    ([t]) => {
      asked.push(t! - x);
      return f(t!);
    },
    vector([x]),
    vector([1]),
    context,
  );
  const part = extent(of);
  return { part, low: Math.min(...asked), high: Math.max(...asked), count: of.counted() };
}

test('the extent is the half-width of the widest of the intervals 64, 16, 4, … on which f is a polynomial, in units of the scale', () => {
  const torn =
    (width: number): Scalar =>
    (t) =>
      t + (Math.abs(t) > width ? 1e3 * Math.sign(t) : 0);
  expect(extended(torn(0.3), 0)).toMatchObject({ part: 1 / 4, low: -64, high: 64 });
  expect(extended(torn(1.1), 0).part).toBe(1);
  expect(extended(torn(20), 0).part).toBe(16);
  expect(extended(torn(65), 0).part).toBe(Number.POSITIVE_INFINITY);
  expect(extended((t) => torn(20)(t - 8), 8).part).toBe(1);
  expect(extended((t) => torn(20)(t - 8), 8, { zoom: 2 }).part).toBe(1);
  expect(extended((t) => torn(20)(t - 8), 8, { zoom: 1 / 4 }).part).toBe(4);
});

test('where an edge is near the interval is to the side on which there is more room', () => {
  const ends = (low: number, high: number) => {
    const seen = extended((t) => 3 * t, 0, { domain: [[low, high]] });
    expect(seen.part).toBe(Number.POSITIVE_INFINITY);
    return [seen.low, seen.high];
  };
  expect(ends(-100, 100)).toEqual([-64, 64]);
  expect(ends(-1, 100)).toEqual([0, 64]);
  expect(ends(-100, 1)).toEqual([-64, 0]);
  expect(ends(-3, 1)).toEqual([-3, 0]);
  expect(ends(-1, 3)).toEqual([0, 3]);
  expect(ends(-16, 16)).toEqual([0, 16]);
});

test('what is constant near 0 and jumps further off keeps its shape up to there', () => {
  expect(extended((t) => (Math.abs(t) > 20 ? 1 : 0), 0).part).toBe(16);
  expect(extended((t) => (Math.abs(t - 2 ** 30) > 2 ** 11 ? 1 : 0), 2 ** 30).part).toBe(2 ** -20);
});

test('a hole is gone around by narrower intervals', () => {
  expect(extended((t) => (t > 0.9 ? Number.NaN : 3 * t), 0).part).toBe(1 / 4);
});

/** The extent of f in the first input, where the second is 2³⁰: its rounding lets no slope be read from intervals narrower than 2⁻¹⁶. */
const besideLarge = (f: Scalar) => extent(line((y) => f(y[0]!), vector([0, 2 ** 30]), vector([1, 1])));
/** A ramp to either side up to so many roundings of 1 at a distance, where f jumps to twenty times as much. */
const ramp =
  (distance: number, roundings: number): Scalar =>
  (t) =>
    1 + roundings * 2 ** -52 * (Math.abs(t) > distance ? 20 * Math.sign(t) : t / distance);

test('intervals down to 2⁻²⁰ of the narrowest one that slopes are read from are tried', () => {
  expect(besideLarge(ramp(2 ** -19, 2 ** 50))).toBe(2 ** -20);
  expect(besideLarge(ramp(2 ** -36, 2 ** 50))).toBe(2 ** -36);
  expect(besideLarge(ramp(2 ** -37, 2 ** 50))).toBe(Number.POSITIVE_INFINITY);
});

test('on those a shape must stand four roundings above 0, and above the last coefficients', () => {
  expect(besideLarge(ramp(2 ** -19, 12))).toBe(2 ** -20);
  expect(besideLarge(ramp(2 ** -19, -12))).toBe(2 ** -20);
  expect(besideLarge(ramp(2 ** -19, 6))).toBe(Number.POSITIVE_INFINITY);
  expect(besideLarge((t) => (Math.abs(t) > 2 ** -19 ? 1 : 2))).toBe(Number.POSITIVE_INFINITY);
});
