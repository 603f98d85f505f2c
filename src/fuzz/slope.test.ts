import { expect, test } from 'vitest';
import { agrees, slopeRange } from './slope.ts';

const range = (f: (t: number) => number) => slopeRange((t) => [f(t), Math.abs(f(t))], 2 ** -12, 2 ** -52, 0);

test.each([
  ['smooth', (t: number) => Math.sin(1 + t), Math.cos(1)],
  ['flat', () => 3, 0],
  ['curved around a slope of 0', (t: number) => t ** 3, 0],
])('a %s function has one slope', (_, f, slope) => {
  const found = range(f)!;
  expect(found.kinked).toBe(false);
  expect(agrees(slope, found)).toBe(true);
  expect(agrees(slope + 1e-6, found)).toBe(false);
  expect(agrees(Number.NaN, found)).toBe(false);
});

test('at a kink all slopes between those on both sides agree', () => {
  const found = range((t) => Math.max(t, 3 * t))!;
  expect(found.kinked).toBe(true);
  expect([1, 2, 3, 0.9, 3.1].map((slope) => agrees(slope, found))).toEqual([true, true, true, false, false]);
});

test.each([
  ['a jump', Math.sign],
  ['a root of 0', (t: number) => Math.sign(t) * Math.sqrt(Math.abs(t))],
  ['an end', (t: number) => Math.log(t + 1e-5)],
])('at %s there is no slope', (_, f) => {
  expect(range(f)).toBeUndefined();
});

test('what throws has no slope', () => {
  const thrower = (): never => {
    throw new Error('no');
  };
  expect(slopeRange(thrower, 1, 1, 0)).toBeUndefined();
});

test('the bar grows with the terms of a sum that cancels', () => {
  const bar = (size: number): number => slopeRange((t) => [t, size], 2 ** -12, 2 ** -52, 0)!.bar;
  expect(bar(1e6)).toBeGreaterThan(1e5 * bar(1));
});
