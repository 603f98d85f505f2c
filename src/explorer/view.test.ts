import { expect, test } from 'vitest';
import { roundNear, viewed } from './view.ts';

const [LOW, HIGH] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

test('a finite interval is shown whole, and with the point that is looked at', () => {
  expect(viewed([-2, 5], [])).toEqual([-2, 5]);
  expect(viewed([-2, 5], [], 6)).toEqual([-2, 6]);
});

test('of an infinite one, what is about zero or beside its end', () => {
  expect(viewed([LOW, HIGH], [])).toEqual([-3, 3]);
  expect(viewed([0, HIGH], [])).toEqual([0, 6]);
  expect(viewed([LOW, 10], [])).toEqual([-50, 10]);
});

test('critical points come into sight unless they are far away, and a point far away has its own surroundings', () => {
  expect(viewed([LOW, HIGH], [4, 1e6])).toEqual([-3, 5]);
  expect(viewed([LOW, HIGH], [], 1)).toEqual([-3, 3]);
  expect(viewed([LOW, HIGH], [], 1000)).toEqual([500, 1500]);
  expect(viewed([0, HIGH], [], 100)).toEqual([50, 150]);
});

test('a round point nearby', () => {
  expect(roundNear(0.4999, 4)).toBe(0.5);
  expect(roundNear(3, 0)).toBe(3);
});
