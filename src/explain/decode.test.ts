import { expect, test } from 'vitest';
import { located, places } from '../../bench/locating.ts';

// Ten of a million are located by `npm run bench:locating`, at up to 600 evaluations: vectors of so many numbers are dear.
test.each([
  [1, 1_000_000, 60],
  [10, 100_000, 450],
])('%i wrong of %i, off by a thousandth, are located in at most %i evaluations of f beyond detection', (count, n, most) => {
  const wrong = places(n, count, count);
  const { found, evaluations } = located(n, wrong);
  expect(found).toEqual(wrong);
  expect(evaluations).toBeLessThanOrEqual(most);
});
