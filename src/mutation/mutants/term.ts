import { altered, type Mutant } from './mutant.ts';

export const term: readonly Mutant[] = [
  {
    name: 'a constant added to one entry',
    kind: 'term',
    plant:
      ({ largest, size }) =>
      (right) =>
        altered(right, largest, (value) => value + size / 8),
  },
  {
    name: 'one entry taken from another',
    kind: 'term',
    plant: ({ entries, largest, next }) => (entries > 1 ? (right) => altered(right, next, (value) => value - right[largest]!) : undefined),
  },
  {
    name: 'the input added to one entry',
    kind: 'term',
    plant:
      ({ largest, input }) =>
      (right, x) =>
        altered(right, largest, (value) => value + x[input]!),
  },
];
