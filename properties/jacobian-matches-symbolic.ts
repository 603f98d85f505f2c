import {
  algebra,
  cotangent,
  direction,
  dot,
  exactMeasurement,
  fc,
  outer,
  point,
  projected,
  property,
  settle,
  transposeTimes,
} from '../src/authoring.ts';

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
  measure(target, { x, v, w }, look) {
    const { map, jacobian, inputs, outputs } = target;
    const formulas = algebra(target.subject);
    const rows = (y: typeof x) => Array.from({ length: outputs }, (_, k) => formulas.gradient(y, k));
    const claimed = look.product((y) => transposeTimes(jacobian(y), w, inputs), x, v);
    const { effort } = look;
    const f = projected(map, w);
    const measuredSlope = () => look.derivative(f, x, v);
    const exact = exactMeasurement(target, { claim: 'jacobian', x, weights: outer(w, v), claimed, effort, measured: measuredSlope });
    if (exact) return exact;
    const measured = look.product((y) => transposeTimes(rows(y), w, inputs), x, v);
    const formula = (y: typeof x) =>
      dot(
        Array.from({ length: outputs }, (_, k) => formulas.value(y, k)),
        w,
      );
    return { claimed, measured: settle(measured, look, { f, formula, x, v }), scale: claimed.scale };
  },
});
