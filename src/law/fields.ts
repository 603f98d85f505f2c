import { dot, times, type Vector } from '../math/vector.ts';
import { projected } from '../measure/projection.ts';
import type { Field } from '../measure/segment.ts';
import type { Evaluator } from '../subject/evaluator.ts';

/** f and its claimed gradient, on which most laws of a scalar function rest. */
export const gradientFields = ({ f, gradient }: Evaluator): readonly Field[] =>
  gradient ? [{ f, gradient, slope: (x, v) => dot(gradient(x), v) }] : [];

/** ⟨g, u⟩ for a claimed gradient g, and the slopes ⟨Hv, u⟩ that a claimed Hessian or Hessian-vector product gives it. */
export const bendFields = ({ gradient, hessian, hvp }: Evaluator, u: Vector): readonly Field[] => {
  if (!gradient) return [];
  const f = (x: Vector) => dot(gradient(x), u);
  return [
    ...(hessian ? [{ f, slope: (x: Vector, v: Vector) => dot(times(hessian(x), v), u) }] : []),
    ...(hvp ? [{ f, slope: (x: Vector, v: Vector) => dot(hvp(x, v), u) }] : []),
  ];
};

/** All claims of a map, each with the function that it is about: ⟨w, F⟩, and for second derivatives ⟨∇f, v⟩. */
export const claimedFields = (target: Evaluator, v: Vector, w: Vector): readonly Field[] => {
  const { map, jacobian, vjp, jvp } = target;
  const f = projected(map, w);
  return [
    ...gradientFields(target),
    ...(vjp ? [{ f, gradient: (x: Vector) => vjp(x, w), slope: (x: Vector, u: Vector) => dot(vjp(x, w), u) }] : []),
    ...(jacobian ? [{ f, slope: (x: Vector, u: Vector) => dot(times(jacobian(x), u), w) }] : []),
    ...(jvp ? [{ f, slope: (x: Vector, u: Vector) => dot(jvp(x, u), w) }] : []),
    ...bendFields(target, v),
  ];
};
