import { EPSILON } from '../math/estimate.ts';
import { dot, dotSizes, type Vector } from '../math/vector.ts';
import { unitOf } from './differences/index.ts';

/** A function of which more is known than its values: what they are rounded to. */
export interface Scalar {
  (x: Vector): number;
  /** The rounding of the values so far. */
  rounded?(): number;
}

/**
 * ⟨w, F(x)⟩ as a function of x. Its values are rounded as the outputs of F are, however much these cancel;
 * outputs are those of single precision if it holds all that were seen.
 */
export function projected(map: (x: Vector) => Vector, w: Vector): Scalar {
  let [size, coarsest, double] = [0, EPSILON, false];
  const f: Scalar = (x) => {
    const outputs = map(x);
    size = Math.max(size, dotSizes(outputs, w));
    coarsest = Math.max(coarsest, unitOf(outputs));
    double ||= outputs.some((y) => Math.fround(y) !== y);
    return dot(outputs, w);
  };
  f.rounded = () => (Number.isFinite(size) ? size * (double ? EPSILON : coarsest) : 0);
  return f;
}

/** A function whose values are rounded to a part of their size, which a subject says of its arithmetic. */
export function roundedTo(f: Scalar, unit: number): Scalar {
  let size = 0;
  const tracked: Scalar = (x) => {
    const value = f(x);
    if (Number.isFinite(value)) size = Math.max(size, Math.abs(value));
    return value;
  };
  tracked.rounded = () => Math.max(unit * size, f.rounded?.() ?? 0);
  return tracked;
}
