import { expect, test } from 'vitest';
import { dot, norm, plus, scaled, vector } from '../math/vector.ts';
import { partsOf, varied } from './contour.ts';

test('a direction is the sum of its part along a gradient and its part across', () => {
  const [v, gradient] = [vector([1, -2, 0.5]), vector([3, 4, 12])];
  const { unit, along, tangent } = partsOf(v, gradient);
  expect(norm(unit)).toBeCloseTo(1, 15);
  expect(Math.abs(dot(unit, tangent!))).toBeLessThan(1e-16 * 8);
  expect(norm(plus(plus(scaled(unit, along), tangent!), v, -1))).toBeLessThan(1e-15);
});

test('across the gradient there is nothing of a direction that is parallel to it', () => {
  expect(partsOf(vector([2, 4]), vector([1, 2])).tangent).toBeUndefined();
  expect(partsOf(vector([2, 4 + 1e-7]), vector([1, 2])).tangent).toBeUndefined();
  expect(partsOf(vector([2, 4 + 1e-4]), vector([1, 2])).tangent).toBeDefined();
});

test('the part across does not move an input by what rounding leaves of 0', () => {
  const { tangent } = partsOf(vector([0, 1, 0]), vector([0.3, -0.7, 1e-17]));
  expect(tangent![2]).toBe(0);
  expect(partsOf(vector([1, 0, 0]), vector([1, 1, 0.001])).tangent!.every((ti) => ti !== 0)).toBe(true);
});

test('fixed inputs have no part in a gradient', () => {
  expect([
    ...varied(vector([1, 2, 3]), [
      [0, 1],
      [5, 5],
      [0, 1],
    ]),
  ]).toEqual([1, 0, 3]);
});
