import { applied, axis, exactly, fc, free, point, property } from '../src/authoring.ts';

/**
 * The Jacobian that forward mode builds, a column for each tangent eᵢ, is the one that reverse mode builds, a row for each cotangent eₖ: entry by entry, each
 * to its own rounding. `adjoint` asks the same along dense directions, where one number speaks for all entries, and small ones are lost beside large ones.
 */
export default property({
  name: 'forward-matches-reverse',
  law: 'jvp(x, eᵢ)ₖ = vjp(x, eₖ)ᵢ',
  about: ['vjp', 'jvp'],
  needs: ['jvp', 'vjp'],
  when: ({ domain }) => free(domain).length > 0,
  forAll: (target) => fc.record({ x: point(target), i: fc.constantFrom(...free(target.domain)), k: fc.nat(target.outputs - 1) }),
  measure(target, { x, i, k }, look) {
    const { jvp, vjp, inputs, outputs } = target;
    const [tangent, cotangent] = [axis(inputs, i), axis(outputs, k)];
    const forward = applied(target, look, jvp, x, tangent, cotangent);
    const reverse = applied(target, look, vjp, x, cotangent, tangent);
    if (forward.value === 0 && reverse.value === 0) return { claimed: exactly(0), measured: exactly(0) };
    return { claimed: forward, measured: reverse, scale: Math.max(forward.scale, reverse.scale) };
  },
});
