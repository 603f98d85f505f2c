import { algebra, direction, exactMeasurement, fc, point, property, settle } from '../src/authoring.ts';

/**
 * The gradient is what algebra derives from the formula of f, decided in exact arithmetic where f is the formula.
 * Where algebra and the values of f disagree, as they do for noise that the formula spells out, neither counts.
 */
export default property({
  name: 'matches-symbolic',
  law: '⟨∇f(x), v⟩ = ⟨∇formula(x), v⟩',
  tells: 'entries',
  against: 'formula',
  needs: ['gradient'],
  traits: ['formula'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  measure(target, { x, v }, look) {
    const { f, gradient } = target;
    const formula = algebra(target.subject);
    const claimed = look.product(gradient, x, v);
    const { effort } = look;
    const exact = exactMeasurement(target, { claim: 'gradient', x, weights: v, claimed, effort, measured: () => look.derivative(f, x, v) });
    if (exact) return exact;
    const measured = look.product((y) => formula.gradient(y, 0), x, v);
    return { claimed, measured: settle(measured, look, { f, formula: (y) => formula.value(y, 0), x, v }), scale: claimed.scale };
  },
});
