import { expect, test } from 'vitest';
import matches from '../../properties/matches-differences.ts';
import vjp from '../../properties/vjp-matches-differences.ts';
import { layer } from '../adapters/layer.ts';
import { subject } from '../subject/subject.ts';
import { check } from './check.ts';
import { MISSED } from './control.ts';

const options = { seed: 42, runs: 20 };
const box = [[-2, 2]] as const;

test('the pass of a right claim is controlled by the same claim with its sign flipped, and asks f for nothing', () => {
  const square = subject({ name: 'square', domain: box, f: ([x]) => x * x, gradient: ([x]) => [2 * x] });
  const result = check(square, matches, options);
  expect(result).toMatchObject({ verdict: 'pass', control: 'caught' });
  expect(result.warnings).toBeUndefined();
});

test('as that of a claim of 0 where f does not change, by a claim of 1', () => {
  const flat = subject({ name: 'flat', domain: box, f: () => 3, gradient: () => [0] });
  expect(check(flat, matches, options)).toMatchObject({ verdict: 'pass', control: 'caught' });
});

test('and of every claim of a layer', () => {
  const doubled = layer({
    name: 'doubled',
    inputs: { x: [2] },
    forward: ({ x }) => x.map((xi) => 2 * xi),
    backward: (_, dy) => ({ x: dy.map((d) => 2 * d) }),
  });
  expect(check(doubled, vjp, options)).toMatchObject({ verdict: 'pass', control: 'caught' });
});

test('where f hides its slope below its rounding, a flipped sign would pass too, and a warning says what the pass is worth', () => {
  const drowned = subject({ name: 'drowned', domain: box, f: ([x]) => 1e20 + x, gradient: () => [1] });
  expect(check(drowned, matches, options)).toMatchObject({ verdict: 'pass', control: 'missed', warnings: [MISSED] });
});

test('a claim that fails has no control', () => {
  const wrong = subject({ name: 'wrong', domain: box, f: ([x]) => x * x, gradient: ([x]) => [-2 * x] });
  expect(check(wrong, matches, options).control).toBeUndefined();
});
