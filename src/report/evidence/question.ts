import type { Wrong } from '../../explain/locate.ts';
import { dimension, scaleAlong } from '../../math/domain.ts';
import { EPSILON, type Estimate } from '../../math/estimate.ts';
import { along, axis, dot, times, type Vector } from '../../math/vector.ts';
import { derivative } from '../../measure/differences/index.ts';
import type { Evaluator } from '../../subject/evaluator.ts';
import { labelOf } from '../../subject/label.ts';

/** One directional derivative of one number: what a failing result comes down to where its two sides differ most. */
export interface Question {
  /** The derivative in mathematical notation: `∂y[1]/∂x[0,3]`. */
  readonly label: string;
  /** t ↦ the number at x + t v; NaN outside the domain. */
  readonly at: (t: number) => number;
  readonly claimed: number;
  readonly observed: Estimate;
  /** Standard deviation of the noise of the number. */
  readonly noise: number;
  /** Half the width, in t, of the interval on which the slope was measured. */
  readonly step: number | undefined;
  /** The t over which a well-scaled function changes its shape. */
  readonly scale: number;
  /** ⟨v, H v⟩ as claimed, where the number is f itself and there is such a claim. */
  readonly curvature: number | undefined;
}

/** The point and direction of a question, as far as a sample gives them. */
export interface Case {
  readonly x: Vector;
  /** The direction of the sample, if it has one. */
  readonly v: Vector | undefined;
  /** The cotangent of the sample, if it has one. */
  readonly w: Vector | undefined;
  /** The worst component, if one was found. */
  readonly worst: Wrong | undefined;
  /** True if the law is about second derivatives. */
  readonly second: boolean;
}

/**
 * The question of a case with its claimed and its measured answer; undefined if the subject claims nothing from which an answer follows.
 */
export function question(target: Evaluator, { x, v: along_, w, worst, second }: Case): Question | undefined {
  const { subject, inputs: n, outputs: m, gradient, hessian, hvp } = target;
  const j = worst && worst.index % n;
  const k = worst && Math.floor(worst.index / n);
  if (second && gradient && (hessian ?? hvp)) {
    const [i, column] = [k ?? 0, j ?? 0];
    const v = axis(n, column);
    const claimed = worst?.claimed ?? (hessian ? hessian(x)[i]![column]! : hvp!(x, v)[i]!);
    const label = `∂²f/∂${labelOf(subject, i)}∂${labelOf(subject, column)}`;
    return asked(target, { label, number: (y) => gradient(y)[i]!, x, v, claimed, curvature: undefined });
  }
  const v = j === undefined ? (along_ ?? slanted(target)) : axis(n, j);
  const weights = k === undefined ? (w?.length === m ? w : new Float64Array(m).fill(1)) : axis(m, k);
  const claimed = worst?.claimed ?? slope(target, x, v, weights);
  if (claimed === undefined) return undefined;
  const number = (y: Vector): number => (m === 1 ? target.f(y) * weights[0]! : dot(target.map(y), weights));
  const bend = m === 1 && (hessian ?? hvp) ? dot(hessian ? times(hessian(x), v) : hvp!(x, v), v) * weights[0]! : undefined;
  const label = worst ? named(target, worst, j!) : along_ ? 'D_v f' : 'D_v f, all inputs moving';
  return asked(target, { label, number, x, v, claimed, curvature: bend });
}

const named = ({ subject }: Evaluator, { label }: Wrong, j: number): string =>
  label.startsWith('∂') ? label : `∂f/∂${labelOf(subject, j)}`;

/** A direction with no zero component, and whose components differ. */
const slanted = ({ domain }: Evaluator): Vector =>
  Float64Array.from({ length: dimension(domain) }, (_, i) => (i % 2 === 0 ? 1 : -1) / (1 + (i % 5) / 4));

/** ⟨w, J v⟩ as claimed. */
function slope({ gradient, jacobian, vjp, jvp }: Evaluator, x: Vector, v: Vector, w: Vector): number | undefined {
  if (gradient && w.length === 1) return dot(gradient(x), v) * w[0]!;
  if (vjp) return dot(vjp(x, w), v);
  if (jvp) return dot(jvp(x, v), w);
  return jacobian && dot(times(jacobian(x), v), w);
}

/** The slope of a number along a line, and what is claimed for it. */
interface Slope extends Pick<Question, 'label' | 'claimed' | 'curvature'> {
  readonly number: (y: Vector) => number;
  readonly x: Vector;
  readonly v: Vector;
}

function asked({ domain, where, inside, subject: { precision } }: Evaluator, { label, number, x, v, claimed, curvature }: Slope): Question {
  const measured = derivative(number, x, v, { domain, ...(where && { inside: where }), ...(precision && { precision }) });
  const at = (t: number): number => {
    const y = along(x, v, t);
    return inside(y) ? number(y) : Number.NaN;
  };
  return {
    label,
    at,
    claimed,
    observed: { value: measured.value, error: measured.error },
    noise: Math.max(measured.noise, (EPSILON / 4) * Math.abs(at(0))),
    step: measured.step,
    scale: scaleAlong(domain, x, v),
    curvature,
  };
}
