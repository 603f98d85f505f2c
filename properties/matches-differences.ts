import { direction, fc, gradientFields, point, property } from '../src/authoring.ts';

/** The gradient is the vector whose inner product with v is the slope along v: the definition, along one direction at a time. The law is blind to no error. */
export default property({
  name: 'matches-differences',
  law: '⟨∇f(x), v⟩ = D_v f(x)',
  tells: 'entries',
  needs: ['gradient'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  measure({ f, gradient }, { x, v }, { product, derivative }) {
    const claimed = product(gradient, x, v);
    return { claimed, measured: derivative(f, x, v), scale: claimed.scale };
  },
  field: (target) => gradientFields(target)[0]!,
});
