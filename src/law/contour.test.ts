import { expect, test } from 'vitest';
import { dot, norm, plus, scaled, vector } from '../math/vector.ts';
import { orthogonal, partsOf, varied } from './contour.ts';

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

test('the part across is to the bit the first of the directions made orthogonal, so that laws share its line', () => {
  const [v, gradient] = [vector([1, 0, 0]), vector([0.3, -0.7, 0.11])];
  const { unit, tangent } = partsOf(v, gradient);
  const across = orthogonal(unit, [v, vector([1, 0, 0]), vector([0, 1, 0]), vector([0, 0, 1])]);
  expect(across[0]).toEqual(tangent);
  expect(across).toHaveLength(2);
  expect(Math.abs(dot(across[0]!, across[1]!))).toBeLessThan(1e-15);
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
