import { altered, type Mutant } from './mutant.ts';

export const sign: readonly Mutant[] = [
  { name: 'sign of all entries', kind: 'sign', plant: () => (right) => right.map((value) => -value) },
  {
    name: 'sign of one entry',
    kind: 'sign',
    plant: ({ entries, largest }) => (entries > 1 ? (right) => altered(right, largest, (value) => -value) : undefined),
  },
];
