import { dot, times, type Vector } from '../math/vector.ts';
import { projected } from '../measure/projection.ts';
import type { Field } from '../measure/segment.ts';
import type { Announced } from '../subject/announcement.ts';
import type { Claims, Evaluator } from '../subject/evaluator.ts';

/** f and its claimed gradient, on which most laws of a scalar function rest. */
export const gradientFields = ({ f, gradient }: Evaluator): readonly Field[] =>
  gradient ? [{ f, gradient, slope: (x, v) => dot(gradient(x), v), ahead: gradient.ahead }] : [];

/** ⟨w, F⟩ and the gradient that a claimed vjp gives it. */
export const pullbackField = ({ map, vjp }: Pick<Evaluator, 'map'> & Pick<Claims, 'vjp'>, w: Vector): Required<Field> => ({
  f: projected(map, w),
  gradient: (x) => vjp(x, w),
  slope: (x, v) => dot(vjp(x, w), v),
  ahead: vjp.ahead && ((xs) => vjp.ahead?.(xs, w)),
});

/** x ↦ ⟨g(x), u⟩ for a claimed gradient g. */
export const alongGradient = (gradient: Claims['gradient'], u: Vector): Announced<number> =>
  Object.assign((x: Vector) => dot(gradient(x), u), { ahead: gradient.ahead });

/** ⟨g, u⟩ for a claimed gradient g, and the slopes ⟨Hv, u⟩ that a claimed Hessian or Hessian-vector product gives it. */
export const bendFields = ({ gradient, hessian, hvp }: Evaluator, u: Vector): readonly Field[] => {
  if (!gradient) return [];
  const f = alongGradient(gradient, u);
  return [
    ...(hessian ? [{ f, slope: (x: Vector, v: Vector) => dot(times(hessian(x), v), u) }] : []),
    ...(hvp ? [{ f, slope: (x: Vector, v: Vector) => dot(hvp(x, v), u) }] : []),
  ];
};

/** All claims of first derivatives of a map, each with ⟨w, F⟩, which it is about. */
export const slopeFields = (target: Evaluator, w: Vector): readonly Field[] => {
  const { map, jacobian, vjp, jvp } = target;
  const f = projected(map, w);
  return [
    ...gradientFields(target),
    ...(vjp ? [pullbackField({ map, vjp }, w)] : []),
    ...(jacobian ? [{ f, slope: (x: Vector, u: Vector) => dot(times(jacobian(x), u), w) }] : []),
    ...(jvp ? [{ f, slope: (x: Vector, u: Vector) => dot(jvp(x, u), w) }] : []),
  ];
};

/** All claims of a map, each with the function that it is about: ⟨w, F⟩, and for second derivatives ⟨∇f, v⟩. */
export const claimedFields = (target: Evaluator, v: Vector, w: Vector): readonly Field[] => [
  ...slopeFields(target, w),
  ...bendFields(target, v),
];
