import { interval, reach, scaleAlong, widthAlong } from '../math/domain.ts';
import { VALUE_ROUNDINGS } from '../math/estimate.ts';
import { type Precision, UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { along, plus, scaled, type Vector } from '../math/vector.ts';
import { byAxes } from './composite.ts';
import { disturbances } from './differences/index.ts';
import { SINGLE_INPUTS } from './nearby.ts';
import { type Claim, concentrated, type Ground, hasJump, hasStep, jumpOf, placed, type Residual, residual } from './segment.ts';

/** A way from x on which a claim is held to f, and its unit, as a multiple of it. */
interface Course extends Claim {
  readonly x: Vector;
  readonly way: Vector;
  readonly scale: number;
}

/** A jump is low if it is at most this part of |f|. Why: an iteration that ends at a tolerance of 10⁻⁵ or less jumps where it takes a step more; steps that are meant are taller. */
const LOW_JUMP = 2 ** -13;
/** Stretches on each side in which a jump is sought, each half as long as the one before. Why: an iteration takes a step more where its input is doubled, or what is left of it. */
const STRETCHES = 16;
/** How far to both sides it is sought, in units. Why: the pieces are as long as those of one input, and the unit of a direction is that of its narrowest. */
const PIECES_REACH = 16;
/** Jumps are sought along single inputs too if they are at most this part of |f|. Why: each input costs thousands of claims, and a mistake that is plain would pay them for nothing; iterations that end at more coarse a tolerance jump on the line itself. */
const LOW_BESIDE = 2 ** -26;
/** How often a line is halved on which no jumps are sought if its parts are smooth. Why: a smooth one is after a few, and to find that one is not costs no more than the search. */
const SMOOTH_HALVINGS = 3;
/** A gap of this many jumps is none of theirs. Why: between two jumps f drifts as far off as these are high, on either side of what is right. */
const JUMPS_OFF = 4;

/** Whether a gap is taller than low jumps make. */
const isTall = ({ gap, ends }: Residual): boolean => Math.abs(gap) > JUMPS_OFF * LOW_JUMP * Math.max(Math.abs(ends[0]), Math.abs(ends[1]));

/** Whether no low jumps of f can make a gap: they are lower, or f has none that are high enough on the whole line. */
export const isWhole = ({ field, x, way, ground, scale }: Course, whole: Residual): boolean =>
  isTall(whole) || disturbances(field.f, x, way, ground).isUnbroken(scale, Math.abs(whole.gap) / JUMPS_OFF);

/** Whether f jumps by next to all of a gap, and by so much that it is neither noise nor a stair. */
export const isOfJump = (claim: Claim, whole: Residual): boolean => isTall(whole) && hasJump(claim, whole);

/** Whether a gap may be the work of low jumps of f, on the same line or along one of its inputs: f is then made of pieces, each as far off as the jumps are high, as iterations are that end at a tolerance. */
function isOfPieces(ray: Course, { gap, ends }: Residual, noise: number): boolean {
  const size = Math.max(Math.abs(ends[0]), Math.abs(ends[1]));
  const [highest, height] = [LOW_JUMP * size, Math.abs(gap) / JUMPS_OFF];
  if (height > highest) return false;
  const axes = ray.x.length <= SINGLE_INPUTS && Math.abs(gap) <= JUMPS_OFF * LOW_BESIDE * size ? byAxes(ray.way) : [];
  return [ray.way, ...axes].some((way) => {
    const reached = PIECES_REACH * scaleAlong(ray.ground.domain, ray.x, way);
    if (disturbances(ray.field.f, ray.x, way, ray.ground).isUnbroken(reached, height, SMOOTH_HALVINGS)) return false;
    for (const stretch of stretchesOf(ray, way, { noise, height })) {
      const jump = Math.abs(jumpOf(ray, stretch, noise));
      if (jump <= highest && jump >= height) return true;
    }
    return false;
  });
}

/** The residuals of the stretches along a way in which f may have jumps of a height, to both sides, the farthest first. */
function* stretchesOf(
  { field, x, ground }: Course,
  way: Vector,
  { noise, height }: { readonly noise: number; readonly height: number },
): Generator<Residual> {
  const [[low, high], scale] = [reach(ground.domain, x, way), scaleAlong(ground.domain, x, way)];
  for (const end of [Math.min(high, PIECES_REACH * scale), Math.max(low, -PIECES_REACH * scale)])
    for (let k = 0; k < STRETCHES; k++) {
      const [a, b] = [end * 2 ** -(k + 1), end * 2 ** -k].map((t) => placed(ground, along(x, way, t))) as [Vector, Vector];
      if (!ground.inside(a) || !ground.inside(b)) continue;
      const half = scaled(plus(b, a, -1), 1 / 2);
      if (disturbances(field.f, plus(a, half), half, ground).isUnbroken(1, height, 0)) continue;
      yield residual({ field, ground }, { a, b, length: end * 2 ** -(k + 1), ends: [field.f(a), field.f(b)] }, noise, 'glance');
    }
}

/** Whether a gap is the claim's: f makes it neither by low jumps nor by standing on a stair, nor by what one end is off by. */
export const isOfClaim = (ray: Course, whole: Residual, noise: number): boolean =>
  isLasting(ray, whole, noise) && !isOnStairs(ray, shortened(ray, concentrated(ray, whole, noise))) && !isOfPieces(ray, whole, noise);

/** Where the jumps of a stair are sought, in lengths of a segment from its start. Why: a segment may be shorter than a step, and the further it is followed the longer a stretch need be. */
const STAIR_STRETCHES = [0, 1, 2, 4, 8, 16];
/** They are followed on, each time so many times as far. Why: each stretch is searched in parts as long as the one before. */
const STAIR_GROWTH = 4;
/** And this often at most. Why: from the shortest segment to the width of the domain. */
const STAIR_LENGTHENED = 24;
/** And each is looked at in so many pieces. Why: over a piece with many steps, up and down, f may come back to where it was. */
const STAIR_PIECES = 4;
/** So many of them hold a jump where f stands on a stair. Why: a stair has one in each that is longer than its steps; f that jumps here and there has one in one or two. */
const STAIRS_SEEN = 3;
/** Steps are those of rounding if they are sought within this part of the unit, or of the width of the domain where that is less. Why: nothing is meant to be as fine as a millionth, or in lower precisions as half of the digits of the inputs. */
const NARROW_STAIR: Readonly<Record<Precision, number>> = { float64: 2 ** -20, float32: 2 ** -11, float16: 2 ** -5, bfloat16: 2 ** -4 };
/** Or, in double precision, if they are at most this part of the largest |f| seen on the domain, or of 1. Why: what is computed from numbers as large, or from 1, and cancels, has steps of 2⁻⁵³ of them; steps that are meant are taller. */
const LOW_STAIR = 2 ** -40;

/** How far stairs are narrow, in lengths of a way from a point. */
const narrowAlong = ({ domain, precision }: Ground, a: Vector, way: Vector): number =>
  NARROW_STAIR[precision] * Math.min(widthAlong(domain, way), scaleAlong(domain, a, way));

/** A segment, or in double precision, where it is longer than all stretches in which steps are those of rounding, the beginning of it. */
function shortened({ ground }: Claim, segment: Residual): Residual {
  const way = plus(segment.b, segment.a, -1);
  const part = narrowAlong(ground, segment.a, way) / STAIR_STRETCHES.at(-1)!;
  return part < 1 && ground.precision === 'float64' ? { ...segment, b: placed(ground, along(segment.a, way, part)) } : segment;
}

/**
 * Whether f stands on a stair, so that a gap of a few of its steps is its rounding, however high they are: as where f is a wave of a number that is large beside its rounding.
 * In lower precisions steps some segments long are enough; longer ones, and all in double precision, are meant, unless they are too narrow or too low for that: as where 1 − cos x is divided by x², or where 1 + exp x is 1 but for some roundings.
 */
export function isOnStairs(claim: Claim, segment: Residual): boolean {
  const { field, ground } = claim;
  const { a, b, gap } = segment;
  const isDouble = ground.precision === 'float64';
  const way = plus(b, a, -1);
  const height = Math.abs(gap) / JUMPS_OFF;
  const narrow = narrowAlong(ground, a, way);
  const fine = isDouble ? narrow : Math.max(STAIR_STRETCHES.at(-1)!, narrow);
  const furthest = isDouble && height <= LOW_STAIR * Math.max(1, sizeOver(claim, segment)) ? Number.POSITIVE_INFINITY : fine;
  const steps = (from: number, to: number): boolean => {
    const [near, far] = [from, to].map((t) => placed(ground, along(a, way, t))) as [Vector, Vector];
    if (!ground.inside(near) || !ground.inside(far)) return false;
    // A step is taller than the roundings of f where it is, which every f has, and further away may be as high as the gap.
    const rounding = VALUE_ROUNDINGS * UNIT[ground.precision] * Math.max(Math.abs(field.f(near)), Math.abs(field.f(far)));
    return (Math.max(-from, to) <= fine || height > rounding) && hasStep({ field, ground }, near, far, Math.max(height, rounding));
  };
  const { isUnbroken } = disturbances(field.f, a, way, ground);
  let seen = 0;
  for (const [from, to] of stairStretches(furthest)) {
    if (isUnbroken(Math.max(-from, to), height, SMOOTH_HALVINGS)) continue;
    const length = (to - from) / STAIR_PIECES;
    for (let k = 0; k < STAIR_PIECES; k++) if (steps(from + k * length, from + (k + 1) * length) && ++seen === STAIRS_SEEN) return true;
  }
  return false;
}

/** The stretches in which jumps are sought, no further than some lengths. */
function* stairStretches(furthest: number): Generator<readonly [number, number]> {
  const last = STAIR_STRETCHES.at(-1)!;
  const ends = [...STAIR_STRETCHES, ...Array.from({ length: STAIR_LENGTHENED }, (_, k) => last * STAIR_GROWTH ** (k + 1))];
  for (let k = 1; k < ends.length && ends[k]! <= furthest; k++) {
    yield [ends[k - 1]!, ends[k]!];
    yield [-ends[k]!, -ends[k - 1]!];
  }
}

/** Places of the domain at which it is asked how large f is. Why: its order of magnitude is wanted. */
const SIZES = 4;
/** The seed of these. Why: any; a fixed one, so that the same sample has the same verdict. */
const SIZES_SEED = 29;

/** The largest |f| at the ends of a segment and at some places of the domain. */
function sizeOver({ field, ground: { domain, inside } }: Claim, { a, ends }: Residual): number {
  const rng = random(SIZES_SEED);
  const places = Array.from({ length: SIZES }, () =>
    a.map((ai, i) => {
      const [low, high] = interval(domain, i);
      const part = rng.next();
      return high - low < Number.POSITIVE_INFINITY ? low + part * (high - low) : ai;
    }),
  );
  return Math.max(...[...ends, ...places.filter(inside).map(field.f)].filter(Number.isFinite).map(Math.abs));
}

/** A gap of at most this many roundings of f may be a bias of these, which are no noise where all go the same way. Why: a product of a thousand factors close to 1 is off by some hundred; mistakes are larger on some segment. */
const BIASED_ROUNDINGS = 2 ** 12;
/** How many times as long a segment is that is extended beyond one of its ends. Why: the roundings of f go all the same way only where its terms change by less than some of them. */
const EXTENDED = [16, 256, 4096];
/** What is left of a gap where it lasts. Why: that of a mistake stays as it is, or grows; some of it may be compensated elsewhere. */
const LASTS = 1 / 2;

/**
 * Whether a small gap lasts where its segment is extended, as what a claim is off by does: it adds to the gap of every segment about it. What the value of f at one end is off by, as a bias of
 * roundings, is gone beyond that end. True where no extension has room, or bars that say anything.
 */
function isLasting(claim: Claim, { a, b, gap, ends, length }: Residual, noise: number): boolean {
  const { ground, field } = claim;
  if (Math.abs(gap) > BIASED_ROUNDINGS * UNIT[ground.precision] * Math.max(Math.abs(ends[0]), Math.abs(ends[1]))) return true;
  const beyond = (from: Vector, to: Vector): readonly number[] =>
    EXTENDED.map((times) => along(from, plus(to, from, -1), times))
      .filter(ground.inside)
      .map((end) => residual(claim, { a: from, b: end, length, ends: [field.f(from), field.f(end)] }, noise, 'glance'))
      .filter(({ ofF, ofClaim }) => ofF + ofClaim < Math.abs(gap))
      .map((longer) => Math.abs(longer.gap));
  return [beyond(a, b), beyond(b, a)].every((gaps) => gaps.length === 0 || gaps.some((longer) => longer >= LASTS * Math.abs(gap)));
}
