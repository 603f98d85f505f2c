import { bendFields, direction, dot, fc, gradientFields, point, property, remainderOrder, times } from '../src/authoring.ts';

/** The Taylor test of second order: the remainder of f beside its quadratic model falls as h³, so that the slope of log remainder over log h is 3 or more above the noise. */
export default property({
  name: 'taylor-second-order',
  law: 'f(x + hv) − f(x) − h⟨∇f(x), v⟩ − ½h²⟨v, H(x)v⟩ = O(h³)',
  about: ['hessian', 'hvp', 'gradient'],
  needs: ['gradient'],
  scalar: true,
  compares: true,
  when: ({ hessian, hvp }) => hessian !== undefined || hvp !== undefined,
  forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
  fields: (target, { v }) => [...gradientFields(target), ...bendFields(target, v)],
  measure(target, { x, v }, look) {
    const { gradient, hessian, hvp } = target;
    const slope = look.product(gradient, x, v);
    const bends = [
      hessian && { what: 'with the Hessian', bend: look.value((y) => dot(times(hessian(y), v), v), x) },
      hvp && { what: 'with hvp', bend: look.value((y) => dot(hvp(y, v), v), x) },
    ];
    return bends
      .filter((each) => each !== undefined)
      .map(({ what, bend }) => ({ what, ...remainderOrder(target, look, x, v, { slope, bend }) }));
  },
});
