import { interval } from '../../math/domain.ts';
import type { Mutant } from './mutant.ts';

export const regionOnly: readonly Mutant[] = [
  {
    name: 'wrong below the median of an input',
    kind: 'region-only',
    plant:
      ({ input, median }) =>
      (right, x) =>
        x[input]! < median ? right.map((value) => 1.5 * value) : right,
  },
  {
    name: 'wrong near the lower end of an input',
    kind: 'region-only',
    plant({ subject: { domain }, input }) {
      const [low, high] = interval(domain, input);
      const end = Number.isFinite(high - low) ? low + (high - low) / 64 : undefined;
      return end === undefined ? undefined : (right, x) => (x[input]! < end ? right.map((value) => 1.5 * value) : right);
    },
    strike: (x, { subject: { domain }, input }) => x.with(input, interval(domain, input)[0]),
  },
];
