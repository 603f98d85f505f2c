import { expect, test } from 'vitest';
import { located, places } from '../../bench/locating.ts';

test.each([
  [1, 60],
  [10, 600],
])('%i wrong of a million, off by a thousandth, are located in at most %i evaluations of f beyond detection', (count, most) => {
  const wrong = places(1_000_000, count, count);
  const { found, evaluations } = located(1_000_000, wrong);
  expect(found).toEqual(wrong);
  expect(evaluations).toBeLessThanOrEqual(most);
});
