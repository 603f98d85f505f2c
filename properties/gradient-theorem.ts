import {
  along,
  balance,
  cotangent,
  discard,
  type Evaluator,
  fc,
  gradientFields,
  labelOf,
  norm,
  plus,
  point,
  property,
  pullbackField,
  unmeasured,
  type Vector,
  wrongPlace,
} from '../src/authoring.ts';

/** The second point is moved towards the first by one of these numbers of halvings. Why: long segments meet mistakes in regions that no point meets, short ones those that a long one averages away. */
const THEOREM_HALVINGS = [0, 0, 2, 5];

/** And by more where the claim changes too fast to be integrated over so long a segment, at most by these. Why: a wave of a millionth of the domain is integrated over one. */
const MOST_HALVINGS = 24;
/** An integral counts if its bar is at most this part of ∫|⟨g, dx⟩|. Why: five digits leave none of the mistakes that people make unseen, and more would shorten segments that cross a kink. */
const INTEGRATED = 1e-5;

/**
 * The gradient theorem: f gains along a segment what its slopes add up to. Two values of f and some fifteen of the claim speak about a whole segment of the domain. Kinks have measure zero and do not
 * matter, jumps of f do. The law is blind to mistakes at single points, and to those that add up to nothing.
 */
export default property({
  name: 'gradient-theorem',
  law: 'f(b) − f(a) = ∫ ⟨∇f(x), dx⟩ from a to b, ⟨w, F(b) − F(a)⟩ = ∫ ⟨vjp(x, w), dx⟩',
  about: ['gradient', 'vjp'],
  tells: 'consequence',
  when: ({ gradient, vjp, outputs }) => (gradient !== undefined && outputs === 1) || vjp !== undefined,
  forAll: (target) =>
    fc.record({ x: point(target), y: point(target), halvings: fc.constantFrom(...THEOREM_HALVINGS), w: cotangent(target.outputs) }),
  measure(target, { x, y, halvings, w }, { effort }) {
    const claim = claimOf(target, w);
    const care = effort === 'quick' || effort === 'thorough' ? 'glance' : 'care';
    for (let k = halvings; k <= MOST_HALVINGS; k++) {
      const b = along(x, plus(y, x, -1), 2 ** -k);
      if (norm(plus(b, x, -1)) === 0) discard('both ends are the same');
      if (!target.inside(b)) continue;
      const sides = balance(claim, x, b, care);
      if (!Number.isFinite(sides.scale) || sides.claimed.error > INTEGRATED * sides.scale) continue;
      return sides.measured.kind === 'jump' ? discard('f jumps or ripples between the ends') : sides;
    }
    return unmeasured('the claim cannot be integrated along the segment');
  },
  fields: (target, { w }) => [claimOf(target, w).field],
  parts(target, { x, y, halvings, w }) {
    const claim = claimOf(target, w);
    const place = wrongPlace(claim, x, along(x, plus(y, x, -1), 2 ** -halvings));
    const gradient = target.gradient ?? ((at: Vector) => target.vjp!(at, w));
    return [{ target, f: claim.field.f, x: place, gradient: gradient(place), label: (i) => labelOf(target.subject, i) }];
  },
});

/** The gradient and f, or the pullback of w and ⟨w, F⟩, on the domain of a subject. */
function claimOf(target: Evaluator, w: Vector) {
  const { domain, inside, subject, map, vjp } = target;
  const field = gradientFields(target)[0] ?? pullbackField({ map, vjp: vjp! }, w);
  return { field, ground: { domain, inside, precision: subject.precision ?? 'float64' } } as const;
}
