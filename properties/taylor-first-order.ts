import { direction, fc, point, property, remainderOrder } from '../src/authoring.ts';

/**
 * What is left of f when its linear model is taken away falls as h²: at the small end of the steps, above the noise, the slope of the remainder
 * in a doubly logarithmic picture is 2 or more. A remainder below the noise everywhere passes. Blind to relative errors below √(2·curvature·noise).
 */
export default property({
  name: 'taylor-first-order',
  law: 'f(x + hv) − f(x) − h⟨∇f(x), v⟩ = O(h²)',
  needs: ['gradient'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  measure(target, { x, v }, look) {
    return remainderOrder(target, look, x, v, { slope: look.product(target.gradient, x, v) });
  },
});
