import { denseDirection, fc, point, property } from '../src/authoring.ts';

/** Of a map to ℝ, the gradient is the one row of the Jacobian, as a vector of the input space. */
export default property({
  name: 'gradient-is-jacobian-transposed',
  law: '∇f(x) = J(x)ᵀ',
  needs: ['gradient', 'jacobian'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target), v: denseDirection(target) }),
  measure({ gradient, jacobian }, { x, v }, { product }) {
    const claimed = product(gradient, x, v);
    return { claimed, measured: product((y) => jacobian(y)[0]!, x, v), scale: claimed.scale };
  },
});
