import { applied, denseDirection, fc, number, plus, point, property, scaled, times } from '../src/authoring.ts';

/** hvp(x, v) is H v, and linear in v. */
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
    if (!hessian) return linear;
    return [
      linear,
      { what: 'hvp(x, v) = Hv', claimed: second, measured: look.product((y) => times(hessian(y), v), x, w), scale: second.scale },
    ];
  },
});
