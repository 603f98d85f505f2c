import {
  about,
  descends,
  discard,
  dot,
  type Evaluator,
  eigenvalues,
  exactly,
  fc,
  type Measurement,
  norm,
  plus,
  point,
  property,
  UNIT,
  type UpdateEvaluator,
  unmeasured,
  VALUE_ROUNDINGS,
  type Vector,
} from '../src/authoring.ts';

/** The number of parameters, where no loss says how many. Why: enough to tell components from each other. */
const DESCENT_PARAMETERS = 4;
/** The largest size of a component of a gradient. Why: twice that of parameters. */
const DESCENT_GRADIENT = 4;
/** A decrease of less than this many bars is lost in the rounding of θ. Why: with fewer, a right step could be judged to go nowhere. */
const SEEN_BARS = 8;

/** Whether the Hessian of a loss is positive definite at θ: only there does Newton's rule go to a minimum. */
function positive(loss: Evaluator, theta: Vector): boolean {
  const rows = loss.hessian!(theta).map((row) =>
    Array.from(row, (value) => about(value, VALUE_ROUNDINGS * Number.EPSILON * Math.abs(value))),
  );
  const { values, error } = eigenvalues(rows);
  return values[0]! > error;
}

/** The change of the loss to first order, ⟨g, θ′ − θ⟩, with the rounding of θ′. */
function downhill({ subject, step, fresh }: UpdateEvaluator, theta: Vector, g: Vector): Measurement {
  const n = theta.length;
  const next = step(theta, g, fresh(n)).theta;
  const change = plus(next, theta, -1);
  const unit = UNIT[subject.precision ?? 'float64'];
  const lost = unit * g.reduce((sum, gi, i) => sum + Math.abs(gi) * (theta[i] === 0 ? 0 : Math.abs(theta[i]!) + Math.abs(next[i]!)), 0);
  const value = dot(change, g);
  const bar = lost + VALUE_ROUNDINGS * n * Number.EPSILON * change.reduce((sum, d, i) => sum + Math.abs(d * g[i]!), 0);
  if (lost > 0 && Math.abs(value) < SEEN_BARS * bar) unmeasured('the step is lost in the rounding of θ');
  if (change.every((d) => d === 0)) return { what: 'the length of a step', claimed: exactly(0), measured: exactly(norm(g)), relation: '≥' };
  return { what: 'the loss', claimed: about(value, bar), measured: exactly(0), relation: '≤' };
}

/** θ′ = θ, component by component, for a gradient of 0. */
function still({ subject, step, fresh }: UpdateEvaluator, theta: Vector): readonly Measurement[] {
  const unit = UNIT[subject.precision ?? 'float64'];
  const next = step(theta, new Float64Array(theta.length), fresh(theta.length)).theta;
  return Array.from(theta, (value, i) => ({
    what: `θ′[${i}] where g = 0`,
    claimed: about(next[i]!, unit * Math.abs(value)),
    measured: exactly(value),
  }));
}

/**
 * The first step goes downhill: ⟨g, θ′ − θ⟩ < 0, so that the loss falls if the step is small enough. Where the gradient is 0, θ does not change. Rules with weight decay are left
 * out, for they may raise the loss for smaller parameters, and so is Newton's where the Hessian is not positive definite.
 */
export default property({
  name: 'update-descends',
  law: '⟨g, θ′ − θ⟩ < 0 from a fresh state, and θ′ = θ where g = 0',
  kind: 'update',
  when: ({ update: { rule } }) => rule !== undefined && descends(rule),
  forAll: ({ loss }) => {
    const n = loss?.inputs ?? DESCENT_PARAMETERS;
    const region = { domain: loss?.domain ?? { dimension: n, low: -2, high: 2 }, inside: loss?.inside ?? (() => true) };
    const gradient = point({ domain: { dimension: n, low: -DESCENT_GRADIENT, high: DESCENT_GRADIENT }, inside: () => true });
    return fc.record({ theta: loss ? point(region) : fc.oneof(point(region), fc.constant(new Float64Array(n))), g: gradient });
  },
  measure(target, { theta, g: drawn }) {
    const { loss } = target;
    if (loss && target.update.rule?.name === 'newton' && !positive(loss, theta)) discard('the Hessian is not positive definite');
    const g = loss?.gradient?.(theta) ?? drawn;
    const moves = g.some((gi) => gi !== 0) ? [downhill(target, theta, g)] : [];
    return [...moves, ...still(target, theta)];
  },
});
