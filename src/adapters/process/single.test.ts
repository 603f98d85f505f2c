import { expect, test } from 'vitest';
import { type Vector, vector } from '../../math/vector.ts';
import { inSingle } from './single.ts';

/** The cube of a number in single precision, times what goes with it, and what it was asked; -1 is where it throws. */
function cube() {
  const asked: (readonly number[])[] = [];
  const at = (x: Vector, along = vector([1])) => vector([Math.fround(x[0]!) ** 3 * along[0]!]);
  const one = (x: Vector, along?: Vector) => {
    asked.push([...x]);
    return at(x, along);
  };
  const many = (xs: readonly Vector[], ...along: readonly Vector[]) => {
    asked.push(xs.map(([x]) => x!));
    return xs.map((x) => (x[0] === -1 ? undefined : at(x, ...along)));
  };
  return { asked, of: inSingle(Object.assign(one, { many })) };
}

/** A number that is not 1, and is 1 in single precision. */
const NEAR = 1 + 2 ** -30;

test('a question that is another only beyond single precision is not asked, and the same to the bit is asked again', () => {
  const { asked, of } = cube();
  const first = of(vector([1]));
  first.fill(7);
  expect([of(vector([NEAR])), of(vector([1])), of(vector([2])), of(vector([NEAR]), vector([3]))]).toEqual(
    [1, 1, 8, 3].map((value) => vector([value])),
  );
  expect(asked).toEqual([[1], [1], [2], [NEAR]]);
});

test('many are asked without those that are known or the same, and each has its answer; what was thrown has none', () => {
  const { asked, of } = cube();
  of(vector([1]));
  const values = of.many([3, NEAR, 2, -1, 2 + 2 ** -29, 2].map((x) => vector([x])));
  expect(values).toEqual([27, 1, 8, undefined, 8, 8].map((value) => value && vector([value])));
  expect(asked).toEqual([[1], [3, 2, -1]]);
  expect(of.many([NEAR, 3 + 2 ** -29].map((x) => vector([x])))).toEqual([vector([1]), vector([27])]);
  expect(asked).toHaveLength(2);
});

test('the sign of 0 makes another question', () => {
  const { asked, of } = cube();
  for (const x of [0, -0]) of(vector([x]));
  expect(asked).toEqual([[0], [-0]]);
});
