import { expect, test } from 'vitest';
import { graph } from '../graph.ts';
import { parse } from '../parse.ts';
import { HALF_UNIT, roundingBounds } from './rounding.ts';

/** The bound of the error of a formula in doubles, in half units of 1. */
function roundings(text: string, x: number): number {
  const g = graph('exact');
  return roundingBounds(g, [parse(g, text, ['x']).root], [x])[0]! / HALF_UNIT;
}

test('a variable and a double are exact, and each operation rounds', () => {
  expect(roundings('x', 3)).toBe(0);
  expect(roundings('-abs(x)', 3)).toBe(0);
  expect(roundings('x + 2', 3)).toBe(5);
  expect(roundings('0.1*x', 1)).toBeCloseTo(0.2, 12);
  expect(roundings('sqrt(x)', 4)).toBe(2);
  expect(roundings('exp(x)', 0)).toBe(2);
});

test('errors are carried along by the slopes of what is made of them', () => {
  expect(roundings('(x + 2)^2', 3)).toBeCloseTo(2 * 5 * 5 + 2 * 25, 10);
  expect(roundings('(x + 2)/2', 3)).toBeCloseTo(2.5 + 2.5, 10);
  expect(roundings('x > 0 ? x + 2 : exp(x + 1000)', 3)).toBe(5);
});

test('cancellation shows as a bound far above the value', () => {
  expect(roundings('(1 - cos(x))/x^2', 1e-6)).toBeGreaterThan(1e12);
  expect(roundings('2*sin(x/2)^2/x^2', 1e-6)).toBeLessThan(20);
});
