import { expect, test } from 'vitest';
import type { Result } from '../check/check.ts';
import { changes, regressed } from './changes.ts';
import { type Report, summarize } from './report.ts';

const pass: Result = {
  subject: 'f',
  property: 'law',
  law: 'a = b',
  verdict: 'pass',
  runs: 100,
  discarded: 0,
  evaluations: { f: 4000, claims: 1000 },
  digits: { worst: 9, median: 12 },
};
const fail: Result = { ...pass, verdict: 'fail' };
const open: Result = { ...pass, verdict: 'inconclusive', reason: 'noise' };
const known: Result = { ...fail, expected: 'ISSUE-1' };
const report = (results: readonly Result[], seed = 1): Report => ({
  version: 1,
  tool: { name: 'gradcheck', version: '1.0.0' },
  seed,
  provenance: { command: '', date: '2026-01-02T03:04:05.678Z', node: 'v20', engines: {} },
  results,
  summary: summarize(results),
});
const between = (before: readonly Result[], after: readonly Result[], seed = 1) => changes(report(before), report(after, seed));
const kindsOf = (before: readonly Result[], after: readonly Result[]): readonly string[] =>
  between(before, after).changes.map(({ kind }) => kind);

test.each([
  [[pass], [fail], ['broke'], true],
  [[open], [fail], ['broke'], true],
  [[known], [fail], ['broke'], true],
  [[], [fail], ['broke'], true],
  [[pass], [open], ['undecided'], true],
  [[pass], [known], ['known'], false],
  [[fail], [known], ['known'], false],
  [[fail], [pass], ['better'], false],
  [[known], [pass], ['better'], false],
  [[open], [pass], ['better'], false],
  [[fail], [open], ['better'], false],
  [[], [pass], ['new'], false],
  [[], [open], ['new'], false],
  [[pass], [], ['gone'], false],
  [[fail], [], ['gone'], false],
  [[pass], [pass], [], false],
  [[fail], [fail], [], false],
  [[known], [known], [], false],
])('%#: what a law said before and says now', (before, after, expected, worse) => {
  const found = between(before, after);
  expect(found.changes.map(({ kind }) => kind)).toEqual(expected);
  expect(regressed(found)).toBe(worse);
});

test('digits: more than one lost is told, at the worst of the same samples, else in the median', () => {
  const digits = (worst: number, median: number): readonly Result[] => [{ ...pass, digits: { worst, median } }];
  expect(kindsOf(digits(9, 12), digits(8, 12))).toEqual([]);
  expect(kindsOf(digits(9, 12), digits(7.9, 12))).toEqual(['fewer-digits']);
  expect(kindsOf(digits(9, 12), digits(15, 1))).toEqual([]);
  expect(between(digits(9, 12), digits(5, 12), 2).changes).toEqual([]);
  expect(between(digits(9, 12), digits(9, 10), 2).changes.map(({ from, to }) => [from, to])).toEqual([['12.0 digits', '10.0 digits']]);
  expect(between([], [], 2).notes).toEqual(['the seeds differ (1, then 2): digits are compared in the median']);
  expect(kindsOf([{ ...pass, runs: 50 }], digits(5, 12))).toEqual([]);
});

test('evaluations: more than twice as many for as many samples', () => {
  const cost = (f: number, runs = 100): readonly Result[] => [{ ...pass, runs, evaluations: { f, claims: 0 } }];
  expect(kindsOf(cost(5000), cost(10_000))).toEqual([]);
  expect(kindsOf(cost(5000), cost(10_001))).toEqual(['dearer']);
  expect(kindsOf(cost(5000), cost(15_000, 300))).toEqual([]);
  expect(kindsOf(cost(10), cost(900))).toEqual([]);
  expect(kindsOf(cost(0, 0), cost(0, 0))).toEqual([]);
});

test('the worst come first, and names are not mixed up', () => {
  const other = { ...pass, subject: 'f","law', property: '' };
  const found = between([pass, other], [fail, { ...pass, subject: 'new' }]);
  expect(found.changes.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['broke', 'f'],
    ['new', 'new'],
    ['gone', 'f","law'],
  ]);
  expect(found.common).toBe(1);
});
