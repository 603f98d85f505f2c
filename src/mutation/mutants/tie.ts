import { interval } from '../../math/domain.ts';
import type { Mutant } from './mutant.ts';

export const tie: readonly Mutant[] = [
  {
    name: 'wrong where an input is 0',
    kind: 'tie',
    plant({ subject: { domain }, input, size }) {
      const [low, high] = interval(domain, input);
      return low <= 0 && high >= 0 ? (right, x) => (x[input] === 0 ? right.map((value) => value + size) : right) : undefined;
    },
    strike: (x, { input }) => x.with(input, 0),
  },
];
