import { expect, test } from 'vitest';
import matchesDifferences from '../../properties/matches-differences.ts';
import matchesReference from '../../properties/matches-reference.ts';
import { evaluator } from '../subject/evaluator.ts';
import { subject } from '../subject/subject.ts';
import { isSpent, visits } from './visits.ts';

const square = (slope: (x: number) => number) =>
  subject({ name: 'square', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [slope(x)] });

test('samples that pass are not kept, and those that fail are', () => {
  const seen = (of: ReturnType<typeof square>) =>
    visits(of, evaluator(of), matchesDifferences, { seed: 42, runs: 12, hunting: false }).seen.map(({ verdict, sample }) => [
      verdict,
      'x' in sample,
    ]);
  expect(seen(square((x) => 2 * x))).toEqual(Array(12).fill(['pass', false]));
  expect(seen(square((x) => 3 * x)).filter(([verdict]) => verdict === 'fail')).toEqual(Array(3).fill(['fail', true]));
});

test('calls of f, of claims and of a reference count towards the budget, each by itself', () => {
  const spent = (evaluations: { readonly f: number; readonly claims: number; readonly references?: number }) =>
    isSpent({ ...evaluator(square((x) => 2 * x)), evaluations }, 10);
  expect([spent({ f: 9, claims: 9, references: 9 }), spent({ f: 9, claims: 9 })]).toEqual([false, false]);
  expect([spent({ f: 10, claims: 0 }), spent({ f: 0, claims: 10 }), spent({ f: 0, claims: 0, references: 10 })]).toEqual([
    true,
    true,
    true,
  ]);
});

test('a reference that is asked too often ends a check', () => {
  const of = { ...square((x) => 2 * x), reference: (([x]: [number]) => Math.abs(x) ** 2) as never };
  const cost = (budget: number) => {
    const target = evaluator(of);
    visits(of, target, matchesReference, { seed: 42, runs: 100, hunting: false, budget });
    return target.evaluations;
  };
  const { f, claims, references } = cost(200);
  expect(Math.max(f, claims)).toBeLessThan(200);
  expect(references).toBeGreaterThanOrEqual(200);
  expect(references).toBeLessThan(cost(100_000).references!);
});

/** The verdicts of the samples of a law within a budget. */
const verdictsOf = (of: ReturnType<typeof square>, budget: number, effort: 'quick' | 'normal') =>
  visits(of, evaluator(of), matchesDifferences, { seed: 42, runs: 100, hunting: false, budget, effort }).seen.map(({ verdict }) => verdict);

test.each(['quick', 'normal'] as const)('a narrow gap that waited is looked at where the budget is spent, at %s effort', (effort) => {
  const off = square((x) => 2 * x * (1 + 1e-7));
  expect(verdictsOf(off, 100, effort).filter((verdict) => verdict === 'fail')).toHaveLength(1);
  expect(
    verdictsOf(
      square((x) => 2 * x),
      100,
      effort,
    ),
  ).not.toContain('fail');
});

test('where the budget is small, the search leaves laws that come later their samples', () => {
  const of = square((x) => 2 * x);
  const searching = (budget: number) => {
    const [whole, samples] = [true, false].map((hunting) => {
      const target = evaluator(of);
      visits(of, target, matchesDifferences, { seed: 42, runs: 100, hunting, budget });
      return target.evaluations.f + target.evaluations.claims;
    });
    return whole! / samples!;
  };
  expect(searching(2800)).toBeLessThan(1.7);
  expect(searching(1_000_000)).toBeGreaterThan(2.5);
});

test('in single precision, where every gap is narrow, the widest of the first that wait is looked at', () => {
  const single = Math.fround;
  const of = (factor: number) =>
    subject({
      name: 'square',
      precision: 'float32',
      domain: [[1, 2]],
      f: ([x]) => single(single(x) * single(x)),
      gradient: ([x]) => [single(factor * x)],
    });
  const seen = (factor: number) =>
    visits(of(factor), evaluator(of(factor)), matchesDifferences, { seed: 42, runs: 100, hunting: false }).seen;
  const wrong = seen(2.02);
  expect(wrong.filter(({ verdict }) => verdict === 'fail')).toHaveLength(1);
  expect(wrong.filter(({ pending }) => pending)).toHaveLength(3);
  expect(wrong.length).toBeLessThan(20);
  expect(seen(2).map(({ verdict }) => verdict)).toEqual(Array(100).fill('pass'));
});
