import { cotangent, direction, dot, fc, point, projected, property, times, transposeTimes } from '../src/authoring.ts';

/** Jv, for the Jacobian J with a row per output and a column per input, is the slope of F along v; the two are compared by their products with a random covector w. */
export default property({
  name: 'jacobian-matches-differences',
  law: '⟨w, J(x)v⟩ = D_v⟨w, F⟩(x)',
  about: ['jacobian'],
  tells: 'entries',
  needs: ['jacobian'],
  forAll: (target) => fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs) }),
  measure({ map, jacobian, inputs }, { x, v, w }, { product, derivative }) {
    const claimed = product((y) => transposeTimes(jacobian(y), w, inputs), x, v);
    return { claimed, measured: derivative(projected(map, w), x, v), scale: claimed.scale };
  },
  field: ({ map, jacobian }, { w }) => ({ f: projected(map, w), slope: (x, v) => dot(times(jacobian(x), v), w) }),
});
