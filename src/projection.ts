import { unitOf } from './differences/index.ts';
import { dot, dotSizes, type Vector } from './vector.ts';

/** A function of which more is known than its values: what they are rounded to. */
export interface Scalar {
  (x: Vector): number;
  /** The rounding of the values so far. */
  rounded?(): number;
}

/** ⟨w, F(x)⟩ as a function of x. Its values are rounded as the outputs of F are, however much these cancel. */
export function projected(map: (x: Vector) => Vector, w: Vector): Scalar {
  let rounding = 0;
  const f: Scalar = (x) => {
    const outputs = map(x);
    rounding = Math.max(rounding, unitOf(outputs) * dotSizes(outputs, w));
    return dot(outputs, w);
  };
  f.rounded = () => (Number.isFinite(rounding) ? rounding : 0);
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
