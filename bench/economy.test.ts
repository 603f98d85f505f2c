import { expect, test } from 'vitest';
import { costs, recorded } from './economy.ts';

/** A count may be this many times the one on record. */
const GROWTH = 1.05;

test('no check costs more than is on record, by more than a twentieth, and each passes', () => {
  const [now, before] = [costs(), recorded()];
  expect(Object.keys(now)).toEqual(Object.keys(before));
  const dearer = Object.entries(now).filter(
    ([name, { f, claims }]) => f > GROWTH * before[name]!.f || claims > GROWTH * before[name]!.claims,
  );
  expect(dearer).toEqual([]);
  expect(Object.values(now).every(({ passes }) => passes)).toBe(true);
});
