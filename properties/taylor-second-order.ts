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
    const { hessian, hvp } = target;
    const slope = dot(target.gradient(x), v);
    const bends = [
      hessian && { what: 'with the Hessian', bend: dot(times(hessian(x), v), v) },
      hvp && { what: 'with hvp', bend: dot(hvp(x, v), v) },
    ];
    return bends
      .filter((each) => each !== undefined)
      .map(({ what, bend }) => ({ what, ...remainderOrder(target, look, x, v, (h) => h * slope + (h * h * bend) / 2, 3) }));
  },
});
