import type { Mutant } from './mutant.ts';

export const singlePrecision: readonly Mutant[] = [
  {
    name: 'rounded to single precision',
    kind: 'single-precision',
    plant: ({ subject: { precision = 'float64' } }) => (precision === 'float64' ? (right) => right.map(Math.fround) : undefined),
  },
];
