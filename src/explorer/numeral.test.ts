import { expect, test } from 'vitest';
import { numeral, pair, rounder, roundest } from './numeral.ts';

test('numbers are short and have a true minus', () => {
  expect([0, -0, 10.63, -2, 1e300, 0.00001994, 1234567, 17612345678901, 0.1 + 0.2].map((value) => numeral(value, 3))).toEqual([
    '0',
    '0',
    '10.6',
    '−2',
    '1e300',
    '1.99e−5',
    '1230000',
    '1.76e13',
    '0.3',
  ]);
  expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => numeral(value))).toEqual(['no number', '∞', '−∞']);
  expect(pair([8, -7])).toBe('(8, −7)');
});

test('a round step is at most the size that is asked for', () => {
  expect([0.11, 0.2, 7, 10, 99, 0.3571, 1e-300, 0, Number.NaN].map(rounder)).toEqual([0.1, 0.2, 5, 10, 50, 0.2, 1e-300, 0, 0]);
});

test('the number with the fewest digits in an interval', () => {
  expect(roundest(-1, 2)).toBe(0);
  expect(roundest(0.93, 1.04)).toBe(1);
  expect(roundest(-1.0316, -1.0281)).toBe(-1.03);
  expect(roundest(487, 512)).toBe(500);
  expect(roundest(123.4561, 123.4562)).toBe(123.4562);
});
