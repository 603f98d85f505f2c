import { expect, test } from 'vitest';
import {
  along,
  axis,
  dot,
  dotSizes,
  norm,
  normalized,
  plus,
  scaled,
  times,
  transposeTimes,
  vector,
  withoutRounding,
  zeros,
} from './vector.ts';

const rows = [vector([1, 2, 3]), vector([4, 5, 6])];

test('inner product, and the size that its rounding is a part of', () => {
  expect(dot([1, 2, 3], [4, -5, 6])).toBe(12);
  expect(dotSizes([1, 2, 3], [4, -5, 6])).toBe(32);
});

test('a zero in the second factor hides what is not finite in the first, and nothing else does', () => {
  expect(dot([Number.NaN, 2, Number.POSITIVE_INFINITY], [0, 3, 0])).toBe(6);
  expect(dotSizes([Number.NaN, 2], [0, 3])).toBe(6);
  expect(dot([Number.NaN, 2], [1, 3])).toBeNaN();
  expect(dot([1], [1, 1])).toBeNaN();
});

test('the norm neither overflows nor underflows on the way', () => {
  expect(norm([3, -4])).toBe(5);
  expect(norm([3e200, 4e200]) / 5e200).toBeCloseTo(1, 15);
  expect(norm([3e-200, 4e-200]) / 5e-200).toBeCloseTo(1, 15);
  expect(norm([0, -0])).toBe(0);
  expect(norm([])).toBe(0);
});

test('the norm of what is not finite is not finite', () => {
  expect(norm([1, Number.NEGATIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  expect(norm([1, Number.NaN])).toBeNaN();
  expect(norm([Number.NaN, 1])).toBeNaN();
});

test('sums and multiples are new vectors', () => {
  const a = vector([1, 2]);
  expect(scaled(a, -2)).toEqual(vector([-2, -4]));
  expect(plus(a, [10, 20], 0.5)).toEqual(vector([6, 12]));
  expect(along(a, vector([1, 0]), 3)).toEqual(vector([4, 2]));
  expect(a).toEqual(vector([1, 2]));
});

test('a step along a direction leaves alone what the direction does not move', () => {
  expect(along([1, -0], vector([1, 0]), Number.POSITIVE_INFINITY)).toEqual(vector([Number.POSITIVE_INFINITY, -0]));
});

test('axes, A v and Aᵀ w', () => {
  expect(axis(3, 1)).toEqual(vector([0, 1, 0]));
  expect(times(rows, [1, 0, -1])).toEqual(vector([-2, -2]));
  expect(transposeTimes(rows, [1, -1], 3)).toEqual(vector([-3, -3, -3]));
  expect(transposeTimes([], [], 2)).toEqual(vector([0, 0]));
});

test('a direction of length 1, from vectors of any length', () => {
  expect(normalized([3, -4])).toEqual(vector([0.6, -0.8]));
  for (const size of [1e300, 1e-300, 1e-310]) expect(norm(normalized([size, size]))).toBeCloseTo(1, 8);
});

test('what rounding leaves of 0 is 0, relative to what a vector was made of, and nothing larger', () => {
  expect(withoutRounding(vector([1, 2 ** -51, -(2 ** -50), 2 ** -48]), 1)).toEqual(vector([1, 0, 0, 2 ** -48]));
  expect(withoutRounding(vector([1e-20, 1]), 1e-20)).toEqual(vector([1e-20, 1]));
});

test('vectors that share memory are zero at first, and none overlaps another', () => {
  const lengths = [0, 1, 8, 9, 10, 500, 1024, 1025, 9, 1000, 1024, 1023, 77, 1024, 1024, 1024, 1024, 1024, 9];
  const all = lengths.map((n) => zeros(n));
  expect(all.map(({ length }) => length)).toEqual(lengths);
  for (const v of all) expect(v.every((value) => Object.is(value, 0))).toBe(true);
  all.forEach((v, k) => void v.fill(k + 1));
  all.forEach((v, k) => void expect(v.every((value) => value === k + 1)).toBe(true));
});

test('a copy is no view of what it was made of', () => {
  for (const n of [3, 30]) {
    const list = Array.from({ length: n }, (_, i) => i);
    const copy = vector(list);
    const again = vector(copy);
    copy[0] = 7;
    expect([list[0], again[0], again.length]).toEqual([0, 0, n]);
  }
});
