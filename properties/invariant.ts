import {
  alike,
  cotangent,
  declared,
  direction,
  discard,
  fc,
  guardedCall,
  image,
  linear,
  norm,
  point,
  projected,
  property,
  pullbacks,
  unmeasured,
  withInputRounding,
} from '../src/authoring.ts';

/**
 * Where f does not change along a field d of directions, as under rotations and shifts, ∇f is orthogonal to d.
 * Where it does not change under a linear map A, as under exchanges of inputs and reflections, Aᵀ∇f(Ax) = ∇f(x).
 * The law is blind to errors that have the same symmetry.
 */
export default property({
  name: 'invariant',
  law: '⟨∇f(x), d(x)⟩ = 0; f(Ax) = f(x), Aᵀ∇f(Ax) = ∇f(x)',
  traits: ['invariant'],
  forAll: (target) =>
    fc.record({
      x: point(target),
      v: direction(target),
      w: cotangent(target.outputs),
      which: fc.nat(target.subject.invariant.length - 1),
    }),
  measure(target, { x, v, w, which }, look) {
    const symmetry = target.subject.invariant[which]!;
    if ('under' in symmetry) {
      const there = image(linear(target, `invariant[${which}].under`, symmetry.under, target.inputs), { x, v, w });
      if (!target.inside(there.x)) unmeasured('Ax is outside the domain');
      return declared(target, look, alike(target, look, there, { x, v, w }));
    }
    const along = guardedCall(target, `invariant[${which}].along`, symmetry.along, target.inputs)(x);
    if (norm(along) === 0) discard('x itself is left as it is');
    const zero = { value: 0, error: 0 };
    const ofClaims = pullbacks(target, w).map(({ what, field }) => {
      const claimed = withInputRounding(target, look, field, x, along);
      return { what: `${what}, along d`, claimed, measured: zero, scale: claimed.scale };
    });
    const slope = look.derivative(projected(target.map, w), x, along);
    const scale = Math.max(0, ...ofClaims.map((claimed) => claimed.scale));
    return declared(target, look, { ofF: [{ what: 'slope of f itself along d', claimed: zero, measured: slope, scale }], ofClaims });
  },
});
