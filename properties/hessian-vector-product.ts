import {
  applied,
  contradict,
  denseDirection,
  discard,
  fc,
  isRough,
  number,
  plus,
  point,
  property,
  ROUGH,
  scaled,
  times,
} from '../src/authoring.ts';

/** hvp(x, v) is H v, and linear in v. Where f is not twice continuously differentiable, the law says nothing. */
export default property({
  name: 'hessian-vector-product',
  law: 'hvp(x, v) = H(x)v, hvp(x, au + bv) = a hvp(x, u) + b hvp(x, v)',
  about: ['hvp', 'hessian'],
  tells: 'entries',
  needs: ['hvp'],
  scalar: true,
  forAll: (target) =>
    fc.record({
      x: point(target),
      u: denseDirection(target),
      v: denseDirection(target),
      w: denseDirection(target),
      a: number(-2, 2),
      b: number(-2, 2),
    }),
  measure(target, { x, u, v, w, a, b }, look) {
    const { hvp, hessian } = target;
    const along = (t: typeof v) => applied(target, look, hvp, x, t, w);
    const [whole, first, second] = [along(plus(scaled(u, a), v, b)), along(u), along(v)];
    const sum = { value: a * first.value + b * second.value, error: Math.abs(a) * first.error + Math.abs(b) * second.error };
    const linear = { what: 'linear in v', claimed: whole, measured: sum, scale: Math.max(whole.scale, first.scale, second.scale) };
    const product = hessian && {
      what: 'hvp(x, v) = Hv',
      claimed: second,
      measured: look.product((y) => times(hessian(y), v), x, w),
      scale: second.scale,
    };
    const both = product ? [linear, product] : [linear];
    if (both.some((one) => contradict(one.claimed, one.measured)) && isRough(target, x, [u, v, w], look)) discard(ROUGH);
    return both;
  },
});
