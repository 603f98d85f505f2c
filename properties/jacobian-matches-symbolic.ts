import { algebra, cotangent, direction, dot, fc, point, projected, property, settle, transposeTimes } from '../src/authoring.ts';

/** The rows of J are what algebra derives from the formulas of the outputs. */
export default property({
  name: 'jacobian-matches-symbolic',
  law: '⟨w, J(x)v⟩ = ⟨w, ∂formulas(x) v⟩',
  about: ['jacobian'],
  tells: 'entries',
  against: 'formula',
  needs: ['jacobian'],
  traits: ['formula'],
  forAll: (target) => fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs) }),
  measure({ map, jacobian, inputs, outputs, subject }, { x, v, w }, look) {
    const formulas = algebra(subject);
    const rows = (y: typeof x) => Array.from({ length: outputs }, (_, k) => formulas.gradient(y, k));
    const claimed = look.product((y) => transposeTimes(jacobian(y), w, inputs), x, v);
    const measured = look.product((y) => transposeTimes(rows(y), w, inputs), x, v);
    const formula = (y: typeof x) =>
      dot(
        Array.from({ length: outputs }, (_, k) => formulas.value(y, k)),
        w,
      );
    return { claimed, measured: settle(measured, look, { f: projected(map, w), formula, x, v }), scale: claimed.scale };
  },
});
