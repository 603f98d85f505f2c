import { entryBar } from '../../measure/claimed.ts';
import { evaluator } from '../../subject/evaluator.ts';
import { asFunction } from '../../subject/kind.ts';
import type { Diagnosis } from './diagnosis.ts';
import { fitted, reach } from './fit.ts';

/** Subjects of the run whose gradients are tried. Why: each is asked at a dozen points. */
const OTHERS = 500;

/** The claim is the gradient of another subject of the same run: a name mistaken, a case of a switch that falls through. */
export const otherSubject: Diagnosis = {
  name: 'other-subject',
  explain({ comparison, others }) {
    const { claim, target, entries } = comparison;
    if (claim !== 'gradient') return undefined;
    let tried = 0;
    for (const subject of others) {
      if (tried++ === OTHERS) break;
      try {
        const other = asFunction(subject);
        if (!other.gradient || other.gradient === target.subject.gradient || (other.outputs ?? 1) !== 1) continue;
        const { gradient, inputs } = evaluator(other);
        if (inputs !== entries || !gradient) continue;
        const said = new Map(comparison.points.map((point) => [point, gradient(point.x)]));
        const fit = fitted(comparison, (point, k) => ({
          value: said.get(point)![k]!,
          error: entryBar(said.get(point)!, k, other.precision),
        }));
        if (fit)
          return {
            text: `the gradient of ${JSON.stringify(other.name)}: what that one claims is claimed here ${reach(comparison, fit)}`,
            everywhere: fit.everywhere,
          };
      } catch {
        // Another subject may refuse points that are none of its domain, or throw whatever it is asked.
      }
    }
    return undefined;
  },
};
