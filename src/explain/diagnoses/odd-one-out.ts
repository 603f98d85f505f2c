import { originOf } from '../../formulas/origin.ts';
import { algebra } from '../../law/symbolic.ts';
import { EPSILON } from '../../math/estimate.ts';
import { axis, transposeTimes, type Vector } from '../../math/vector.ts';
import { projected } from '../../measure/projection.ts';
import type { Diagnosis, Evidence } from './diagnosis.ts';
import { fitted, reach } from './fit.ts';

/** Points at which the reference is measured. Why: it may be slow. */
const REFERENCE_POINTS = 6;
/** Entries that are measured at each. Why: it may be slow. */
const REFERENCE_ENTRIES = 8;

/** Points at which two of the three must agree. Why: fewer may be points at which nothing shows. */
const AGREEING = 3;

/** Of three that should say the same, two do: formula or reference and the claim agree and f does not, or claim and f agree and these do not. */
export const oddOneOut: Diagnosis = {
  name: 'odd-one-out',
  explain(evidence) {
    const { comparison, topic } = evidence;
    const { subject } = comparison.target;
    // Where f is made of its formula, neither of the two can be odd.
    const formed = originOf(subject.f) !== undefined;
    const right = comparison.points.filter(({ wrong, bars }) => wrong.length === 0 && bars.some(Number.isFinite)).length;
    if (comparison.wrong.length === 0) {
      return topic.against !== 'values' && right >= AGREEING && !(formed && topic.against === 'formula')
        ? { text: `the ${topic.against} is the odd one out: the claim is what is measured from f at ${right} points`, everywhere: true }
        : undefined;
    }
    return (formed ? undefined : byFormula(evidence)) ?? byReference(evidence);
  },
};

/** Roundings that the derivative of the formula is granted. Why: it has been through algebra, and may have grown; 64 are those of a formula of some fifty operations. */
const FORMULA_ROUNDINGS = 64;

function byFormula({ comparison }: Evidence) {
  const { claim, target } = comparison;
  const { subject, inputs } = target;
  if (subject.formula === undefined || (claim !== 'gradient' && claim !== 'vjp' && claim !== 'jacobian')) return undefined;
  try {
    const written = algebra(subject);
    const rows = (x: Vector) => Array.from({ length: target.outputs }, (_, k) => written.gradient(x, k));
    const fit = fitted(comparison, ({ x, weights }, k) => {
      const value =
        claim === 'gradient'
          ? rows(x)[0]![k]!
          : claim === 'vjp' || weights
            ? transposeTimes(rows(x), weights!, inputs)[k]!
            : rows(x)[Math.floor(k / inputs)]![k % inputs]!;
      return { value, error: FORMULA_ROUNDINGS * EPSILON * Math.abs(value) };
    });
    return (
      fit && {
        text: `f is the odd one out: the claim is the derivative of the formula ${reach(comparison, fit)}`,
        everywhere: fit.everywhere,
      }
    );
  } catch {
    return undefined;
  }
}

function byReference({ comparison }: Evidence) {
  const { claim, target, points, wrong } = comparison;
  const { inputs, reference } = target;
  if (!reference || (claim !== 'gradient' && claim !== 'vjp')) return undefined;
  try {
    const fit = fitted(
      { ...comparison, points: points.slice(0, REFERENCE_POINTS) },
      ({ x, weights }, k) => comparison.slope(projected(reference, weights ?? axis(1, 0)), x, axis(inputs, k)),
      0,
      wrong.slice(0, REFERENCE_ENTRIES),
    );
    return (
      fit && {
        text: `f is the odd one out: the claim is the derivative of the reference ${reach(comparison, fit)}`,
        everywhere: fit.everywhere,
      }
    );
  } catch {
    return undefined;
  }
}
