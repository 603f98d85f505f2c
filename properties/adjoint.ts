import { applied, cotangent, denseDirection, fc, norm, point, property } from '../src/authoring.ts';

/** Forward and reverse mode are two independent claims about one Jacobian, each other's transpose. No step is taken, so that no error but rounding is granted. */
export default property({
  name: 'adjoint',
  law: '⟨jvp(x, v), w⟩ = ⟨v, vjp(x, w)⟩',
  about: ['vjp', 'jvp'],
  needs: ['jvp', 'vjp'],
  forAll: (target) => fc.record({ x: point(target), v: denseDirection(target), w: cotangent(target.outputs) }),
  measure(target, { x, v, w }, look) {
    const { jvp, vjp } = target;
    const forward = applied(target, look, jvp, x, v, w);
    const reverse = applied(target, look, vjp, x, w, v);
    return { claimed: forward, measured: reverse, scale: Math.max(norm(jvp(x, v)) * norm(w), norm(vjp(x, w)) * norm(v)) };
  },
});
