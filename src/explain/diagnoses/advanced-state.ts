import { askedTwice, type Twice } from '../../subject/twice.ts';
import type { Comparison, Observation } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Points at which backward is called twice. Why: a mask that is drawn anew is the same one now and then; at four points it is not. */
const TWICE_CALLED = 4;

/** A backward pass that changes the state which the layer declares, and depends on it: it draws a mask anew, or adds to what it keeps, so that called twice it gives different things. */
export const advancedState: Diagnosis = {
  name: 'advanced-state',
  explain({ comparison }) {
    const seen = comparison.points.slice(0, TWICE_CALLED).map((point) => calledAt(comparison, point));
    const differing = seen.find((twice) => twice !== undefined && twice.apart >= 0);
    if (!differing) return undefined;
    const { first, second, changed, apart } = differing;
    return {
      text: `backward changes the declared state (${changed.join(', ')}) and depends on it: called twice after one forward pass, it gives ${first[apart]} and then ${second[apart]} for ${comparison.label(apart)}`,
      everywhere: true,
    };
  },
};

function calledAt({ target, claim }: Comparison, { x, weights }: Observation): Twice | undefined {
  try {
    return claim === 'vjp' && weights ? askedTwice(target.subject.vjp, x, weights) : undefined;
  } catch {
    return undefined;
  }
}
