import { expect, test } from 'vitest';
import { labelCondition } from './label-condition.ts';

const outputs = (t: readonly (readonly number[])[], more = '') =>
  t.flatMap((values) => values.flatMap((_, i) => [0, 1].map((k) => `h[${i},${k}] for t = [${values.join(',')}]${more}`)));
const all = outputs([
  [2, 0, 1],
  [1, 2, 0],
]);
const [first, second] = [all.slice(0, 6), all.slice(6)];

test('the value that the label of each row has, and of other rows has not', () => {
  expect(labelCondition([first[0]!, first[1]!, second[2]!, second[3]!], all)).toBe('t = 2');
  expect(labelCondition([first[0]!, first[1]!, second[3]!], all)).toBe('t = 2');
  const two = outputs([[2, 0, 1]], ', mode = 3');
  expect(labelCondition([two[2]!, two[3]!, 'h[1,0] for t = [1,0,2], mode = 4'], two)).toBe('t = 0');
  expect(labelCondition(two.slice(0, 4), [...two, ...outputs([[2, 0, 1]], ', mode = 4')])).toBe('mode = 3');
});

test('nothing is said where labels differ, of few outputs, where all have the label, and without labels', () => {
  expect(labelCondition([first[0]!, first[1]!, second[0]!], all)).toBeUndefined();
  expect(labelCondition([first[0]!, first[1]!], all)).toBeUndefined();
  expect(labelCondition(first.slice(0, 4), first.slice(0, 0).concat(first[0]!, first[1]!))).toBeUndefined();
  expect(labelCondition(['y[0]', 'y[1]', 'y[2]'], ['y[0]', 'y[1]', 'y[2]', 'y[3]'])).toBeUndefined();
});
