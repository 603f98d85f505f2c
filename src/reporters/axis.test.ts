import { expect, test } from 'vitest';
import { toScale } from './axis.ts';

test('both sides to scale, with 0 where the gap is a part of the numbers', () => {
  expect(toScale(3, { value: 2, error: 1e-15 }, 80)).toBe('0                    ●─────────◆   ◆ claimed, 1e15 error bars off');
  expect(toScale(-2, { value: 2, error: 1e-9 }, 80)).toBe('◆──────────────0───────────────●   ◆ claimed, 4e9 error bars off');
  expect(toScale(0, { value: 2, error: 0 }, 80)).toBe('◆──────────────────────────────●   ◆ claimed');
});

test('an error bar that is wide enough is drawn, and a gap beside large numbers has no 0', () => {
  expect(toScale(1.4, { value: 1, error: 0.1 }, 80)).toBe('0                   ├─●─┤──────◆   ◆ claimed, 4.0 error bars off');
  expect(toScale(1000.5, { value: 1000, error: 0.05 }, 80)).toBe('├──●──┤────────────────────────◆   ◆ claimed, 10 error bars off');
});

test('where there is no room for words, or none at all', () => {
  expect(toScale(3, { value: 2, error: 1e-15 }, 30)).toBe('0                  ●─────────◆');
  expect(toScale(3, { value: 2, error: 1e-15 }, 11)).toBeUndefined();
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('nothing for %s', (value) => {
  expect(toScale(value, { value: 2, error: 1 }, 80)).toBeUndefined();
  expect(toScale(2, { value, error: 1 }, 80)).toBeUndefined();
  expect(toScale(2, { value: 2, error: value }, 80)).toBeUndefined();
});

test('the largest and the smallest numbers there are', () => {
  expect(toScale(1.7e308, { value: -1.7e308, error: 1e300 }, 80)).toMatch(/^●─+0─+◆ /);
  expect(toScale(5e-324, { value: 0, error: 0 }, 80)).toMatch(/^●─+◆ {3}◆ claimed$/);
});
