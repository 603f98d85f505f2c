import { expect, test } from 'vitest';
import { patternOf } from './pattern.ts';

const among = (count: number) => Array.from({ length: count }, (_, k) => k);
const gradient = (count: number) => ({ entries: among(count), columns: count, tensors: [], label: (k: number) => `x[${k}]` });
const tensors = [
  { name: 'x', shape: [2, 3], offset: 0 },
  { name: 'W', shape: [3, 4], offset: 6 },
  { name: 'b', shape: [4], offset: 18 },
];
const layer = { ...gradient(22), tensors };
const square = { ...gradient(9), columns: 3, matrix: 'the Jacobian' };

test.each([
  ['every component', [0, 1, 2, 3], gradient(4)],
  ['all but x[0]', [1, 2, 3, 4], gradient(5)],
  ['all but x[0] and x[6]', [1, 2, 3, 4, 5], gradient(7)],
  ['x[2] to x[5]', [2, 3, 4, 5], gradient(12)],
  ['every second component from x[1] on', [1, 3, 5, 7, 9], gradient(10)],
  ['every entry of W', among(12).map((k) => k + 6), layer],
  ['every entry of row 2 of W', [14, 15, 16, 17], layer],
  ['every entry of columns 0 and 2 of W', [6, 8, 10, 12, 14, 16], layer],
  ['every entry of x, and every entry of b', [0, 1, 2, 3, 4, 5, 18, 19, 20, 21], layer],
  ['the diagonal of the Jacobian', [0, 4, 8], square],
  ['all of the Jacobian but its diagonal', [1, 2, 3, 5, 6, 7], square],
  ['the Jacobian above its diagonal', [1, 2, 5], square],
  ['every entry of row 1 of the Jacobian', [3, 4, 5], square],
])('%s', (told, wrong, layout) => {
  expect(patternOf(wrong, layout)).toBe(told);
});

test('entries that are no pattern are not told as one, nor is a single entry', () => {
  expect(patternOf([1, 2, 7], gradient(12))).toBeUndefined();
  expect(patternOf([1, 3, 5], gradient(12))).toBeUndefined();
  expect(patternOf([7, 13], layer)).toBeUndefined();
  expect(patternOf([3], gradient(4))).toBeUndefined();
});

test('inputs that the domain fixes are left out of account', () => {
  expect(patternOf([1, 2, 3], { ...gradient(4), entries: [1, 2, 3] })).toBe('every component');
});
