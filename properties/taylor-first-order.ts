import { direction, fc, gradientFields, point, property, remainderOrder } from '../src/authoring.ts';

/**
 * The Taylor test (P. E. Farrell et al. 2013): the remainder of f beside its linear model falls as h². At the smallest steps at which it stands above the noise, the slope of
 * log remainder over log h is 2 or more. A remainder below the noise everywhere passes. The law is blind to relative errors below √(2·curvature·noise).
 */
export default property({
  name: 'taylor-first-order',
  law: 'f(x + hv) − f(x) − h⟨∇f(x), v⟩ = O(h²)',
  needs: ['gradient'],
  scalar: true,
  compares: true,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  fields: gradientFields,
  measure(target, { x, v }, look) {
    return remainderOrder(target, look, x, v, { slope: look.product(target.gradient, x, v) });
  },
});
