import {
  alike,
  cotangent,
  declared,
  direction,
  fc,
  isSmooth,
  type Place,
  point,
  projected,
  property,
  pullbacks,
  scaled,
  withInputRounding,
} from '../src/authoring.ts';

/**
 * Euler's theorem: ⟨∇f(x), x⟩ = k f(x). And f(tx) = tᵏ f(x), differentiated: ∇f has degree k − 1. Factors t are powers of two, so that nothing is rounded.
 * The law holds for every subgradient. It is blind to errors orthogonal to x that are homogeneous themselves.
 */
export default property({
  name: 'homogeneous',
  law: '⟨∇f(x), x⟩ = k f(x), f(tx) = tᵏ f(x) and ∇f(tx) = tᵏ⁻¹ ∇f(x) for t > 0',
  traits: ['degree'],
  forAll: (target) =>
    fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs), doublings: fc.constantFrom(1, -1, 2, -2) }),
  measure(target, { x, v, w, doublings }, look) {
    const { degree } = target.subject;
    const t = 2 ** doublings;
    const there: Place = { x: scaled(x, t), v: scaled(v, t), w };
    const scaling = alike(target, look, there, { x, v, w }, t ** degree);
    const value = withInputRounding(target, look, target.map, x, w);
    const measured = { value: degree * value.value, error: Math.abs(degree) * value.error };
    const along = pullbacks(target, w).map(({ what, field }) => {
      const claimed = withInputRounding(target, look, field, x, x);
      return { what: `${what}, along x`, claimed, measured, scale: claimed.scale };
    });
    return declared(target, look, {
      ofF: scaling.ofF,
      ofClaims: [...along, ...scaling.ofClaims],
      slopes() {
        const slopes = scaling.slopes?.() ?? [];
        const slope = look.derivative(projected(target.map, w), x, x);
        return isSmooth(slope) ? [...slopes, { what: 'slope of f itself along x', claimed: slope, measured }] : slopes;
      },
    });
  },
});
