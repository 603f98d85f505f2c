import { direction, dot, fc, point, property, remainderOrder, times } from '../src/index.ts';

/** What is left of f when its quadratic model is taken away falls as h³: the slope of the remainder is 3 or more above the noise. */
export default property({
  name: 'taylor-second-order',
  law: 'f(x + hv) − f(x) − h⟨∇f(x), v⟩ − ½h²⟨v, H(x)v⟩ = O(h³)',
  needs: ['gradient'],
  scalar: true,
  when: ({ hessian, hvp }) => hessian !== undefined || hvp !== undefined,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  measure(target, { x, v }, look) {
    const slope = dot(target.gradient(x), v);
    const bend = dot(target.hessian ? times(target.hessian(x), v) : target.hvp!(x, v), v);
    return remainderOrder(target, look, x, v, (h) => h * slope + (h * h * bend) / 2, 3);
  },
});
