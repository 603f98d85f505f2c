import type { Vector } from '../../math/vector.ts';
import type { Mutant } from './mutant.ts';

export const hiddenState: readonly Mutant[] = [
  {
    name: 'the values of the call before',
    kind: 'hidden-state',
    plant() {
      let before: Vector | undefined;
      return (right) => {
        const stale = before ?? right;
        before = right;
        return stale;
      };
    },
  },
];
