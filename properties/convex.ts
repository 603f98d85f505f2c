import {
  along,
  declared,
  discard,
  fc,
  isSmooth,
  norm,
  plus,
  point,
  property,
  type Side,
  type Vector,
  withInputRounding,
} from '../src/authoring.ts';

/** Parts of the segment between two points that have to be in the domain. */
const PARTS = 8;

/**
 * A convex f lies above each of its tangents and below each of its chords, and its gradient is monotone. Holds for every subgradient.
 * Between close points f bends little, and errors of the claim show. Blind to errors below the noise of f between two points.
 */
export default property({
  name: 'convex',
  law: 'f(y) ≥ f(x) + ⟨∇f(x), y − x⟩, ⟨∇f(x) − ∇f(y), x − y⟩ ≥ 0, f((x + y)/2) ≤ (f(x) + f(y))/2',
  traits: ['convex'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target), other: point(target), halvings: fc.constantFrom(0, 3, 8, 14) }),
  measure(target, { x, other, halvings }, look) {
    const { f, map, gradient, inside } = target;
    const y = along(x, plus(other, x, -1), 2 ** -halvings);
    const way = plus(y, x, -1);
    if (norm(way) === 0) discard('x = y');
    for (let k = 1; k <= PARTS; k++) if (!inside(along(x, way, k / PARTS))) discard('the segment leaves the domain');
    const value = (z: Vector) => withInputRounding(target, look, map, z, Float64Array.of(1));
    const [atX, atY, amid] = [value(x), value(y), value(along(x, way, 0.5))];
    if (!Number.isFinite(atY.value + amid.value)) discard('f is not finite on the segment');
    const rise = { value: atY.value - atX.value, error: atX.error + atY.error };
    const chord = { value: (atX.value + atY.value) / 2, error: (atX.error + atY.error) / 2 };
    const below = { relation: '≤' } as const;
    return declared(target, look, {
      ofF: [{ what: 'f itself below its chord', claimed: amid, measured: chord, ...below }],
      ofClaims: gradient
        ? [
            { what: 'f above its claimed tangent', claimed: look.product(gradient, x, way), measured: rise, ...below },
            { what: 'claimed slopes', claimed: look.product(gradient, x, way), measured: look.product(gradient, y, way), ...below },
          ]
        : [],
      slopes() {
        const [from, to] = [x, y].map((z) => look.derivative(f, z, way)) as [Side, Side];
        return [
          ...(isSmooth(from) ? [{ what: 'f itself above its measured tangent', claimed: from, measured: rise, ...below }] : []),
          ...(isSmooth(from) && isSmooth(to) ? [{ what: 'measured slopes of f itself', claimed: from, measured: to, ...below }] : []),
        ];
      },
    });
  },
});
