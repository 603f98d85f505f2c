import { applied, cotangent, direction, dot, fc, point, projected, property } from '../src/authoring.ts';

/** jvp(x, v) is the slope of F along v. */
export default property({
  name: 'jvp-matches-differences',
  law: '⟨w, jvp(x, v)⟩ = D_v⟨w, F⟩(x)',
  about: ['jvp'],
  tells: 'entries',
  needs: ['jvp'],
  forAll: (target) => fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs) }),
  measure(target, { x, v, w }, look) {
    const { map, jvp, inputs, outputs } = target;
    const claimed = applied(target, look, jvp, x, v, w);
    return { claimed, measured: look.derivative(projected(map, w), x, v), scale: claimed.scale * Math.sqrt(inputs / outputs) };
  },
  field: ({ map, jvp }, { w }) => ({ f: (x) => dot(map(x), w), slope: (x, v) => dot(jvp(x, v), w) }),
});
