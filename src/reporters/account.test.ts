import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import type { Result } from '../check/check.ts';
import { type Account, accounts, tally } from './account.ts';

const result = (subject: string, property: string, verdict: Result['verdict'], more: Partial<Result> = {}): Result => ({
  subject,
  property,
  law: 'a law',
  verdict,
  runs: 3,
  discarded: 0,
  evaluations: { f: 10, claims: 3 },
  ...more,
});
const laws = Object.fromEntries(properties.map(({ name, topic }) => [name, topic]));
const provenance = { command: '', date: '2026-01-01T00:00:00.000Z', node: '', engines: {}, laws };
const accountsOf = (...results: readonly Result[]): readonly Account[] => accounts({ results, provenance });
const digits = (worst: number): Partial<Result> => ({ digits: { worst, median: worst + 1 } });

test('subjects stand as the worst of their results, the worst first, and otherwise in the order of the report', () => {
  const all = accountsOf(
    result('a', 'taylor-first-order', 'pass'),
    result('b', 'taylor-first-order', 'fail', { expected: 'known' }),
    result('c', 'taylor-first-order', 'pass'),
    result('d', 'taylor-first-order', 'inconclusive'),
    result('c', 'matches-differences', 'fail'),
    result('e', 'taylor-first-order', 'pass'),
  );
  expect(all.map(({ name, standing }) => `${name} ${standing}`)).toEqual(['c wrong', 'd unsure', 'b known', 'a right', 'e right']);
  expect(tally(all)).toEqual({ wrong: 1, unsure: 1, known: 1, right: 2 });
});

test('of failures the new ones come first, then those that name components, then those with a sample', () => {
  const simplest = { sample: { x: [1] }, measurements: [] };
  const wrong = [{ index: 0, label: 'x', claimed: 1, observed: 2, error: 0 }];
  const [account] = accountsOf(
    result('f', 'known', 'fail', { expected: 'known', simplest, wrong }),
    result('f', 'without-sample', 'fail'),
    result('f', 'with-sample', 'fail', { simplest }),
    result('f', 'passes', 'pass'),
    result('f', 'with-components', 'fail', { simplest, wrong }),
  );
  expect(account!.failing.map(({ property }) => property)).toEqual(['with-components', 'with-sample', 'without-sample', 'known']);
});

test('digits are those of the most telling law that holds and counts them', () => {
  const others = [result('f', 'homogeneous', 'pass', digits(3)), result('f', 'descent-decreases', 'pass')];
  expect(accountsOf(...others, result('f', 'matches-differences', 'pass', digits(9)))[0]!.digits).toBe(9);
  expect(accountsOf(...others, result('f', 'matches-differences', 'fail', digits(9)))[0]!.digits).toBe(3);
  expect(accountsOf(...others, result('f', 'matches-differences', 'pass'))[0]!.digits).toBe(3);
  expect(accountsOf(result('f', 'descent-decreases', 'pass'))[0]!.digits).toBeUndefined();
});
