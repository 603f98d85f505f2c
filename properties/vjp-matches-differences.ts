import { applied, cotangent, direction, fc, point, projected, property, pullbackField } from '../src/authoring.ts';

/** vjp(x, w) is the gradient of ⟨w, F⟩: what a backward pass returns for an upstream gradient w. */
export default property({
  name: 'vjp-matches-differences',
  law: '⟨vjp(x, w), v⟩ = ⟨w, D_v F(x)⟩',
  about: ['vjp'],
  tells: 'entries',
  needs: ['vjp'],
  forAll: (target) => fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs) }),
  measure(target, { x, v, w }, look) {
    const { map, vjp } = target;
    const claimed = applied(target, look, vjp, x, w, v);
    return { claimed, measured: look.derivative(projected(map, w), x, v), scale: claimed.scale };
  },
  field: (target, { w }) => pullbackField(target, w),
});
