import { free } from '../../math/domain.ts';
import { axis } from '../../math/vector.ts';
import { entryBar } from '../../measure/claimed.ts';
import { contradict } from '../../measure/side.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Points at which the gradient is measured. Why: that it is right was seen by other laws; three confirm it. */
const GRADIENT_POINTS = 3;
/** Inputs that are measured at each. Why: as above. */
const GRADIENT_INPUTS = 8;

/** The gradient is right and its derivative is not. */
export const secondOrder: Diagnosis = {
  name: 'second-order',
  explain({ comparison: { claim, target, points, slope } }) {
    const { gradient, f, domain, inputs, subject } = target;
    if ((claim !== 'hessian' && claim !== 'hvp') || !gradient) return undefined;
    const failing = points.filter(({ wrong }) => wrong.length > 0).slice(0, GRADIENT_POINTS);
    const right = failing.every(({ x }) => {
      const claimed = gradient(x);
      return free(domain)
        .slice(0, GRADIENT_INPUTS)
        .every((i) => !contradict({ value: claimed[i]!, error: entryBar(claimed, i, subject.precision) }, slope(f, x, axis(inputs, i))));
    });
    return failing.length > 0 && right
      ? {
          text: `of second order only: the gradient is right at the ${failing.length} points that were looked at, and the claimed ${claim === 'hvp' ? 'product H v' : 'Hessian'} is not its derivative`,
          everywhere: true,
        }
      : undefined;
  },
};
