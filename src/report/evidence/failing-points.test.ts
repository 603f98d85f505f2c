import { expect, test } from 'vitest';
import type { Result } from '../../check/check.ts';
import { failingPoints } from './failing-points.ts';

const result = (verdict: Result['verdict'], property: string, ...points: readonly unknown[]): Result => ({
  subject: 's',
  property,
  law: '',
  verdict,
  runs: 1,
  discarded: 0,
  evaluations: { f: 0, claims: 0 },
  ...(points[0] !== undefined && { simplest: { sample: { x: points[0] }, measurements: [] } }),
  ...(points[1] !== undefined && { starkest: { sample: { x: points[1] }, measurements: [] } }),
});

test('the simplest and the starkest failing samples, each point once', () => {
  expect(
    failingPoints([result('fail', 'a', [1, 0], Float64Array.of(2.5, -1)), result('fail', 'b', [1, 0]), result('pass', 'c', [9, 9])], 2),
  ).toEqual([
    { at: [1, 0], text: 'a fails here' },
    { at: [2.5, -1], text: 'a fails here' },
  ]);
});

test('samples that are no points of the plane are left out', () => {
  expect(failingPoints([result('fail', 'a', [1], [1, Number.NaN]), result('fail', 'b', 'x', [1, '2'])], 2)).toEqual([]);
});
