import { expect, test } from 'vitest';
import type { Sides } from '../check/counterexample.ts';
import { widest } from './gap.ts';

const sides = (what: string, claimed: number, observed: number, error: number): Sides => ({
  what,
  claimed: { value: claimed, error: 0 },
  observed: { value: observed, error },
});

test('the gap is counted in error bars, not in size', () => {
  expect(widest([sides('large', 100, 110, 5), sides('far', 1, 1.1, 0.01), sides('near', 1, 1.01, 1)])?.what).toBe('far');
});

test('what is not finite lies furthest apart', () => {
  expect(widest([sides('far', 1, 2, 1e-9), sides('none', Number.NaN, 1, 1e-9)])?.what).toBe('none');
});

test('of no measurement none is the widest', () => {
  expect(widest([])).toBeUndefined();
});
