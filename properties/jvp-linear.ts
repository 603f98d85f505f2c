import {
  applied,
  cotangent,
  denseDirection,
  exactly,
  fc,
  norm,
  number,
  plus,
  point,
  property,
  scaled,
  unmeasured,
} from '../src/authoring.ts';

/** A forward-mode product is linear in the tangent, and zero for zero. */
export default property({
  name: 'jvp-linear',
  law: 'jvp(x, au + bv) = a jvp(x, u) + b jvp(x, v), jvp(x, 0) = 0',
  about: ['jvp'],
  needs: ['jvp'],
  forAll: (target) =>
    fc.record({
      x: point(target),
      u: denseDirection(target),
      v: denseDirection(target),
      w: cotangent(target.outputs),
      a: number(-2, 2),
      b: number(-2, 2),
    }),
  measure(target, { x, u, v, w, a, b }, look) {
    const { jvp, inputs } = target;
    const along = (t: typeof u) => applied(target, look, jvp, x, t, w);
    const [whole, first, second] = [along(plus(scaled(u, a), v, b)), along(u), along(v)];
    if (![whole, first, second].every(({ value }) => Number.isFinite(value))) unmeasured('the claim has no value here');
    const sum = { value: a * first.value + b * second.value, error: Math.abs(a) * first.error + Math.abs(b) * second.error };
    const scale = Math.max(norm(jvp(x, u)), norm(jvp(x, v))) * norm(w);
    return [
      { what: 'linear', claimed: whole, measured: sum, scale },
      { what: 'zero for zero', claimed: exactly(norm(jvp(x, new Float64Array(inputs)))), measured: exactly(0), scale },
    ];
  },
});
