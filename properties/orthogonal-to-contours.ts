import {
  direction,
  discard,
  EPSILON,
  fc,
  free,
  gradientFields,
  norm,
  partsOf,
  point,
  property,
  unmeasured,
  VALUE_ROUNDINGS,
  varied,
} from '../src/authoring.ts';

/**
 * The gradient is orthogonal to the contour through x: along every direction t with ⟨g, t⟩ = 0, f does not change to first order.
 * The law sees the direction of g; it is blind to its length and sign.
 */
export default property({
  name: 'orthogonal-to-contours',
  law: '⟨∇f(x), t⟩ = 0  ⇒  D_t f(x) = 0',
  needs: ['gradient'],
  scalar: true,
  compares: true,
  when: ({ domain }) => free(domain).length >= 2,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  fields: gradientFields,
  measure({ f, gradient, domain }, { x, v }, { product, derivative }) {
    const g = varied(gradient(x), domain);
    const length = norm(g);
    if (length === 0) discard('the gradient is 0');
    if (!Number.isFinite(length)) unmeasured('the gradient is not finite');
    const { tangent } = partsOf(v, g);
    if (!tangent) discard('the direction is that of g');
    const { error, scale } = product(gradient, x, tangent);
    // The tangent is orthogonal to g as far as its numbers can be.
    const aslant = VALUE_ROUNDINGS * EPSILON * length * norm(tangent);
    return { claimed: { value: 0, error: error + aslant }, measured: derivative(f, x, tangent), scale };
  },
});
