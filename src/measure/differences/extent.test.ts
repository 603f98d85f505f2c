import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
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
