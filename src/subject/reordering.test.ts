import { describe, expect, test } from 'vitest';
import { REORDERED_ROUNDINGS, reordering } from './reordering.ts';

describe('two answers to one question', () => {
  const one = 2 ** -52;
  test('differ by what another order of sums explains, relative to the largest number', () => {
    expect(
      reordering([
        [1, 0.1],
        [1, 0.1],
      ]),
    ).toBe(0);
    expect(
      reordering([
        [4, 0.1],
        [4, 0.1 + 8 * one],
      ]),
    ).toBeCloseTo(2 * one, 20);
    expect(reordering([[4 / 3], [4 / 3 + 2 * REORDERED_ROUNDINGS * one]])).toBeUndefined();
  });
  test('are as coarse as their precision, or as single precision where all their numbers are', () => {
    expect(reordering([[0.1], [0.1 + 1e-5]], 'float32')).toBeCloseTo(1e-4, 6);
    expect(reordering([[0.1], [0.1 + 1e-5]])).toBeUndefined();
    expect(reordering([[1], [1 + 2 ** -20]])).toBeCloseTo(2 ** -20, 10);
  });
  test('may cancel where others do not', () => {
    expect(reordering([[one], [0]])).toBeUndefined();
    expect(reordering([[one], [0]], 'float64', [3])).toBeCloseTo(one / 3, 20);
  });
  test('are not explained where their numbers are not as many, or not finite, or none', () => {
    expect(reordering([[1], [1, 2]])).toBeUndefined();
    expect(reordering([[Number.NaN], [1]])).toBeUndefined();
    expect(reordering([['a'], ['b']])).toBeUndefined();
  });
});
