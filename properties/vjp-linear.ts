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

/** A backward pass is linear in the upstream gradient, and returns zero for zero. */
export default property({
  name: 'vjp-linear',
  law: 'vjp(x, aw + bz) = a vjp(x, w) + b vjp(x, z), vjp(x, 0) = 0',
  about: ['vjp'],
  needs: ['vjp'],
  forAll: (target) =>
    fc.record({
      x: point(target),
      v: denseDirection(target),
      w: cotangent(target.outputs),
      z: cotangent(target.outputs),
      a: number(-2, 2),
      b: number(-2, 2),
    }),
  measure(target, { x, v, w, z, a, b }, look) {
    const { vjp, outputs } = target;
    const along = (c: typeof w) => applied(target, look, vjp, x, c, v);
    const [whole, first, second] = [along(plus(scaled(w, a), z, b)), along(w), along(z)];
    if (![whole, first, second].every(({ value }) => Number.isFinite(value))) unmeasured('the claim has no value here');
    const sum = { value: a * first.value + b * second.value, error: Math.abs(a) * first.error + Math.abs(b) * second.error };
    const scale = Math.max(whole.scale, first.scale, second.scale);
    return [
      { what: 'linear', claimed: whole, measured: sum, scale },
      { what: 'zero for zero', claimed: exactly(norm(vjp(x, new Float64Array(outputs)))), measured: exactly(0), scale },
    ];
  },
});
