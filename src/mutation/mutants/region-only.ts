import { interval } from '../../math/domain.ts';
import type { Mutant } from './mutant.ts';

/** The factor by which the claim is wrong in the region. Why: it shows wherever a sample meets the region. */
const WRONG_FACTOR = 1.5;
/** The part of an interval that is near its end. Why: a mistake at the edge that plain samples seldom meet: 1.6 % of them. */
const END_PART = 1 / 64;

export const regionOnly: readonly Mutant[] = [
  {
    name: 'wrong below the median of an input',
    kind: 'region-only',
    plant:
      ({ input, median }) =>
      (right, x) =>
        x[input]! < median ? right.map((value) => WRONG_FACTOR * value) : right,
  },
  {
    name: 'wrong near the lower end of an input',
    kind: 'region-only',
    plant({ subject: { domain }, input }) {
      const [low, high] = interval(domain, input);
      const end = Number.isFinite(high - low) ? low + (high - low) * END_PART : undefined;
      return end === undefined ? undefined : (right, x) => (x[input]! < end ? right.map((value) => WRONG_FACTOR * value) : right);
    },
    strike: (x, { subject: { domain }, input }) => x.with(input, interval(domain, input)[0]),
  },
];
