import { expect, test } from 'vitest';
import { nearest } from './precision.ts';

const wide = [-1e30, 1e30] as const;

test('single precision is that of Math.fround', () => {
  for (const x of [0.2, -0.2, 1 / 3, 1e-7, 12345.678, -1e20, 1.9999999862]) expect(nearest('float32', x, wide)).toBe(Math.fround(x));
});

test('half precisions have 11 and 8 bits', () => {
  expect(nearest('float16', 1 / 3, wide)).toBe(0.333251953125);
  expect(nearest('bfloat16', 1 / 3, wide)).toBe(0.333984375);
});

test('an end of the interval that is no such number is not passed', () => {
  expect(nearest('float32', 0.1, [0, 0.1])).toBe(Math.fround(0.1) - 2 ** -27);
  expect(nearest('float32', 0.3, [0.3, 1])).toBeGreaterThanOrEqual(0.3);
  expect(nearest('float32', 0.1, [0.1, 0.1])).toBe(0.1);
});

test('double precision, zeros of either sign and what is not finite stay', () => {
  for (const x of [0.1, 0, -0, Number.POSITIVE_INFINITY, Number.NaN]) expect(nearest('float64', x, wide)).toBe(x);
  expect(nearest('float32', -0, wide)).toBe(-0);
});
