import { random } from '../math/random.ts';
import { plus, type Vector } from '../math/vector.ts';
import { between, type Claim, isSame, placed, residual, type Segment } from './segment.ts';

/** Short pieces at each end of a segment on which f and its claim are compared. Why: the median of so many is that of noise, and nothing where a mistake or a kink is in a few. */
const PIECES = 16;
/** How long the longest is, as a part of the segment. Why: of a mistake of the claim it holds as small a part; and waves that are longer can be integrated over. */
const PIECE = 2 ** -10;
/** The seed of how long the others are. Why: any; a fixed one, so that the same segment has the same noise, and not multiples of one length, for that may be one of a wave. */
const PIECES_SEED = 31;

/**
 * The standard deviation of what f ripples with at the ends of a segment, far below its length: what f and its claim differ by on short pieces that begin there, in the median. A mistake of
 * the claim grows with the piece, so that it is a thousand times as large on the whole; noise and waves are as high on either.
 */
export function rippleOf(claim: Claim, { a, b, length }: Omit<Segment, 'ends'>): number {
  return Math.max(rippleAt(claim, a, b, length), rippleAt(claim, b, a, length));
}

function rippleAt({ field, ground }: Claim, end: Vector, other: Vector, length: number): number {
  const [way, value] = [plus(other, end, -1), field.f(end)];
  const rng = random(PIECES_SEED);
  const gaps = Array.from({ length: PIECES }, (_, k) => {
    const part = (PIECE * (k + rng.next())) / PIECES;
    const to = placed(ground, between(end, other, plus(end, way, part)));
    if (isSame(end, to) || !ground.inside(to)) return 0;
    const piece = { a: end, b: to, length: length * part, ends: [value, field.f(to)] as const };
    const { gap, ofClaim } = residual({ field, ground }, piece, 0, 'glance');
    return Math.max(0, Math.abs(gap) - ofClaim) || 0;
  });
  return gaps.sort((one, next) => one - next)[PIECES / 2]!;
}
