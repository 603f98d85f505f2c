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
  unmeasured,
  type Vector,
  withInputRounding,
} from '../src/authoring.ts';

/** Parts into which the segment between two points is divided; their ends have to be in the domain. Why: a condition may cut a segment of a box; eight places see all but narrow cuts. */
const SEGMENT_PARTS = 8;
/** The second point is moved towards the first by one of these numbers of halvings. Why: between far points f bends, and the inequality is slack; between close ones it is tight, and small errors of a claim break it. */
const SEGMENT_HALVINGS = [0, 3, 8, 14];

/**
 * A convex f lies above each of its tangents and below each of its chords, and its gradient is monotone. The law holds for every subgradient.
 * Between close points f bends little, and errors of the claim show. It is blind to errors below the noise of f between two points.
 */
export default property({
  name: 'convex',
  law: 'f(y) ≥ f(x) + ⟨∇f(x), y − x⟩, ⟨∇f(x) − ∇f(y), x − y⟩ ≥ 0, f((x + y)/2) ≤ (f(x) + f(y))/2',
  traits: ['convex'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target), other: point(target), halvings: fc.constantFrom(...SEGMENT_HALVINGS) }),
  measure(target, { x, other, halvings }, look) {
    const { f, map, gradient, inside } = target;
    const y = along(x, plus(other, x, -1), 2 ** -halvings);
    const way = plus(y, x, -1);
    if (norm(way) === 0) discard('x = y');
    for (let k = 1; k <= SEGMENT_PARTS; k++) if (!inside(along(x, way, k / SEGMENT_PARTS))) unmeasured('the segment leaves the domain');
    const value = (z: Vector) => withInputRounding(target, look, map, z, Float64Array.of(1));
    const [atX, atY, amid] = [value(x), value(y), value(along(x, way, 1 / 2))];
    if (!Number.isFinite(atY.value + amid.value)) unmeasured('f is not finite on the segment');
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
