import { expect, test } from 'vitest';
import { subject } from '../subject/subject.ts';
import { weighted } from './weighted.ts';

type Two = readonly [number, number];
const claims = {
  jacobian: ([x, y]: Two) => [
    [2 * x, 0],
    [y, x],
    [0, 1],
  ],
  vjp: ([x, y]: Two, [a, b, c]: readonly number[]) => [2 * x * a! + y * b!, x * b! + c!],
  jvp: ([x, y]: Two, [u, v]: Two) => [2 * x * u, y * u + x * v, v],
};
const map = (claim: Partial<typeof claims>) =>
  subject({
    name: 'map',
    domain: [
      [-2, 2],
      [-2, 2],
    ],
    outputs: 3,
    f: ([x, y]: Two) => [x * x, x * y, y],
    formula: ['x^2', 'x*y', 'y'],
    ...claim,
  } as never);
const called = (f: unknown, x: readonly number[]) => Array.from((f as (x: readonly number[]) => ArrayLike<number>)(x));

test.each(['vjp', 'jacobian', 'jvp'] as const)('a sum of outputs has the gradient that a %s gives', (claim) => {
  const sum = weighted(map({ [claim]: claims[claim] }), [1, -2, 0], 'sum');
  expect(called((x: readonly number[]) => [(sum.f as (x: never) => number)(x as never)], [1.5, 1])).toEqual([2.25 - 3]);
  expect(called(sum.gradient, [1.5, 1])).toEqual([3 - 2, -3]);
  expect(sum).toMatchObject({ name: 'sum', formula: '(x^2) + (-2)*(x*y)' });
});

test('an output without a value that has no weight does not spoil the sum', () => {
  const holes = subject({ name: 'holes', domain: [[-2, 2]], outputs: 2, f: ([x]) => [x, Math.log(x)] });
  expect((weighted(holes, [1, 0], 'first').f as (x: readonly number[]) => number)([-1])).toBe(-1);
});

test('without a claim there is no gradient, and a scalar is scaled', () => {
  expect(weighted(map({}), [1, 0, 0], 'x').gradient).toBeUndefined();
  const square = subject({ name: 'square', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [2 * x] });
  expect(called(weighted(square, [3], 'three').gradient, [2])).toEqual([12]);
});
