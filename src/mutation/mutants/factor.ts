import { altered, type Mutant } from './mutant.ts';

/** Relative errors of one entry. Why: from what everybody sees to what is below the tolerance of most checkers. */
const RELATIVE_ERRORS = [1e-2, -1e-4, 1e-6];

const off = (part: number): Mutant => ({
  name: `one entry off by ${part.toExponential()}`,
  kind: 'factor',
  plant:
    ({ largest }) =>
    (right) =>
      altered(right, largest, (value) => value * (1 + part)),
});

export const factor: readonly Mutant[] = [
  { name: 'doubled', kind: 'factor', plant: () => (right) => right.map((value) => 2 * value) },
  {
    name: 'divided by the number of inputs',
    kind: 'factor',
    plant: ({ inputs }) => (inputs > 1 ? (right) => right.map((value) => value / inputs) : undefined),
  },
  ...RELATIVE_ERRORS.map(off),
];
