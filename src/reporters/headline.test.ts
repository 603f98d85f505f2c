import { expect, test } from 'vitest';
import type { Result } from '../check/check.ts';
import { headline, partial } from './headline.ts';

const result: Result = {
  subject: 'f',
  property: 'matches-differences',
  law: '⟨g, v⟩ = D_v f',
  verdict: 'fail',
  runs: 3,
  discarded: 0,
  evaluations: { f: 10, claims: 3 },
};
const wrong = (...labels: readonly string[]): Result => ({
  ...result,
  wrong: labels.map((label, index) => ({ index, label, claimed: 1, observed: 2, error: 0 })),
});

test.each([
  ['throws', 'throws'],
  ['wrong-length', 'returns a result of the wrong shape'],
  ['not-finite', 'is finite nowhere'],
  ['mutates-input', 'changes its input'],
  ['reuses-buffer', 'returns a buffer that it overwrites later'],
  ['not-deterministic', 'gives different results at the same input'],
  ['timed-out', 'does not come to an end'],
  ['crashed', 'crashed'],
] as const)('of the fault %s it says: %s', (fault, words) => {
  expect(headline({ ...result, fault }, 'law')).toBe(words);
});

test('a claim that is not finite at one sample only is told so', () => {
  const simplest = { sample: { x: [1] }, measurements: [] };
  expect(headline({ ...result, fault: 'not-finite', simplest }, 'law')).toBe('claims what is not finite where f is');
});

test('three wrong components are named, and the others counted', () => {
  expect(headline(wrong('x'), 'law')).toBe('∂f/∂x is wrong');
  expect(headline(wrong('x', 'y', 'z', 'u', 'v'), 'law')).toBe('∂f/∂x, ∂f/∂y, ∂f/∂z and 2 more are wrong');
});

test('a component of a layer in a stack is no input of f, in a terminal or on a page', () => {
  expect(headline(wrong('layer 3 size: x[0]'), 'law')).toBe('layer 3 size: x[0] is wrong');
  expect(headline(wrong('layer 3 size: x[0]'), 'property')).toBe('layer 3 size: x[0] is wrong');
  expect(partial('∂y[1]/∂x[0]')).toBe('∂y[1]/∂x[0]');
});

test('a law that does not hold is written out or called by its name', () => {
  const simplest = { sample: { x: [1] }, measurements: [] };
  expect(headline({ ...result, simplest }, 'law')).toBe('⟨g, v⟩ = D_v f does not hold');
  expect(headline({ ...result, simplest }, 'property')).toBe('matches-differences does not hold');
  expect(headline({ ...result, reason: 'expected to fail but passes' }, 'law')).toBe('expected to fail but passes');
});
