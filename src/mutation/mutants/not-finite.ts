import { free, interval } from '../../math/domain.ts';
import { altered, type Mutant } from './mutant.ts';

export const notFinite: readonly Mutant[] = [
  {
    name: 'NaN where two inputs are equal',
    kind: 'not-finite',
    plant({ subject: { domain }, largest }) {
      const [i, j] = free(domain);
      if (i === undefined || j === undefined) return undefined;
      const [a, b] = [interval(domain, i), interval(domain, j)];
      return Math.max(a[0], b[0]) < Math.min(a[1], b[1])
        ? (right, x) => (x[i] === x[j] ? altered(right, largest, () => Number.NaN) : right)
        : undefined;
    },
    strike(x, { subject: { domain } }) {
      const [i, j] = free(domain) as [number, number];
      const [a, b] = [interval(domain, i), interval(domain, j)];
      const at = Math.min(Math.max(x[i]!, a[0], b[0]), a[1], b[1]);
      return x.with(i, at).with(j, at);
    },
  },
];
