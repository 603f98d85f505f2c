import { altered, type Mutant } from './mutant.ts';

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
  off(1e-2),
  off(-1e-4),
  off(1e-6),
];
