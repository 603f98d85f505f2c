import type { Mutant } from './mutant.ts';

export const permuted: readonly Mutant[] = [
  {
    name: 'two entries exchanged',
    kind: 'permuted',
    plant: ({ entries, largest, next }) =>
      entries > 1 ? (right) => right.with(largest, right[next]!).with(next, right[largest]!) : undefined,
  },
  {
    name: 'entries shifted by one',
    kind: 'permuted',
    plant: ({ entries }) => (entries > 2 ? (right) => right.map((_, i) => right[(i + 1) % entries]!) : undefined),
  },
];
