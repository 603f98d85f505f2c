import { expect, test } from 'vitest';
import matchesDifferences from '../../properties/matches-differences.ts';
import { evaluator } from '../subject/evaluator.ts';
import { subject } from '../subject/subject.ts';
import { visits } from './visits.ts';

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
