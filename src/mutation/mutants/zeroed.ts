import { altered, type Mutant } from './mutant.ts';

export const zeroed: readonly Mutant[] = [
  {
    name: 'one entry zero',
    kind: 'zeroed',
    plant:
      ({ largest }) =>
      (right) =>
        altered(right, largest, () => 0),
  },
];
