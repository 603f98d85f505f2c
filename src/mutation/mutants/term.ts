import { altered, type Mutant } from './mutant.ts';

/** The added constant, relative to the size of the entry. Why: a power of two below it, as a bias that is left over. */
const ADDED_PART = 1 / 8;

export const term: readonly Mutant[] = [
  {
    name: 'a constant added to one entry',
    kind: 'term',
    plant:
      ({ largest, size }) =>
      (right) =>
        altered(right, largest, (value) => value + size * ADDED_PART),
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
