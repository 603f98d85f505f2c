import type { Diagnosis } from './diagnosis.ts';

/** A formula that loses its digits: the claim scatters where f does not. */
export const unstable: Diagnosis = {
  name: 'unstable',
  explain: ({ reason }) =>
    reason === 'unstable'
      ? {
          text: 'an unstable formula: the claim scatters from one nearby point to the next, and f does not (cancellation, overflow)',
          everywhere: true,
        }
      : undefined,
};
