import { algebra, denseDirection, dot, exactMeasurement, fc, outer, point, property, settle, times } from '../src/authoring.ts';

/** The Hessian is what algebra derives from the formula of f. */
export default property({
  name: 'hessian-matches-symbolic',
  law: '⟨u, H(x)v⟩ = ⟨u, ∇²formula(x) v⟩',
  about: ['hessian', 'hvp', 'gradient'],
  tells: 'entries',
  against: 'formula',
  traits: ['formula'],
  scalar: true,
  when: ({ hessian, hvp }) => hessian !== undefined || hvp !== undefined,
  forAll: (target) => fc.record({ x: point(target), u: denseDirection(target), v: denseDirection(target) }),
  measure(target, { x, u, v }, look) {
    const { hessian, hvp } = target;
    const formula = algebra(target.subject);
    const claimed = look.product((y) => (hessian ? times(hessian(y), v) : hvp!(y, v)), x, u);
    const slope = (y: typeof x) => dot(formula.gradient(y, 0), u);
    const { effort } = look;
    const measuredSlope = () => look.derivative(slope, x, v);
    const exact = exactMeasurement(target, { claim: 'hessian', x, weights: outer(u, v), claimed, effort, measured: measuredSlope });
    if (exact) return exact;
    const measured = look.product((y) => times(formula.hessian(y), v), x, u);
    return { claimed, measured: settle(measured, look, { f: slope, formula: slope, x, v }), scale: claimed.scale };
  },
});
