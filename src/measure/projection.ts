import { EPSILON } from '../math/estimate.ts';
import { dot, dotSizes, type Vector } from '../math/vector.ts';
import type { Announced } from '../subject/announcement.ts';
import { unitOf } from './differences/index.ts';

/** A function ℝⁿ → ℝ, of which more may be known than its values. */
export interface Scalar extends Announced<number> {
  /** The rounding error that the values so far may have, where that is more than their own size says. */
  rounded?(): number;
}

/**
 * x ↦ ⟨w, F(x)⟩ for a map F: ℝⁿ → ℝᵐ and a covector w of m numbers. Its values are rounded as the outputs of F are, however much these cancel: relative to the largest
 * Σ |wₖ Fₖ(x)| so far, by the unit of single precision if all outputs so far are numbers of that format and not just simple ones, else by that of double precision.
 */
export function projected(map: Announced<Vector>, w: Vector): Scalar {
  let [size, coarsest, double] = [0, EPSILON, false];
  const f: Scalar = (x) => {
    const outputs = map(x);
    size = Math.max(size, dotSizes(outputs, w));
    coarsest = Math.max(coarsest, unitOf(outputs));
    double ||= outputs.some((y) => Math.fround(y) !== y);
    return dot(outputs, w);
  };
  f.ahead = map.ahead;
  f.rounded = () => (Number.isFinite(size) ? size * (double ? EPSILON : coarsest) : 0);
  return f;
}

/** The same function with values that are rounded by `unit` relative to the largest so far, as a subject declares of its arithmetic. */
export function roundedTo(f: Scalar, unit: number): Scalar {
  let size = 0;
  const tracked: Scalar = (x) => {
    const value = f(x);
    if (Number.isFinite(value)) size = Math.max(size, Math.abs(value));
    return value;
  };
  tracked.ahead = f.ahead;
  tracked.rounded = () => Math.max(unit * size, f.rounded?.() ?? 0);
  return tracked;
}
