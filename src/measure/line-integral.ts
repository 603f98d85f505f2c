import { type Domain, interval, inward, reach, scaleAlong, unit } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { along, plus, scaled, type Vector } from '../math/vector.ts';
import { byAxes, inAndOut } from './composite.ts';
import { disturbances } from './differences/index.ts';
import { plainGap } from './plain-gap.ts';
import { type Claim, type Field, hasStep, isGap, isMistake, jumpOf, placed, type Residual, residual, worstPlace } from './segment.ts';
import type { Side } from './side.ts';

/** The longest segment from x, in units of the scale of its direction. Why: over a whole unit a slope that would change f by a few of its roundings is just seen. */
const LONGEST = 1;
/** Each segment is this part of the one before. Why: what a mistake in a region of width w adds up to is seen best on a segment of about w. */
const SHORTER = 1 / 4;
/** Segments on each side, at most. Why: 4⁻²⁴ is 2⁻⁴⁸ of the unit: over the last any double changes a few times only. */
const SEGMENTS = 24;
/** The shortest segment moves the input that moves most, relative to its size, by this many roundings. Why: on fewer there are not enough points to integrate over. */
const SHORTEST_ROUNDINGS = 64;
/**
 * How far segments lean aside of the line, in units of each input. Why: where inputs are tied along all of a line, a claim that is a valid slope of one piece need not be one of the
 * line; beside it the tie is gone, and the slope is that of the line to within a hundredth.
 */
const LEAN = 2 ** -7;
/** The seed of that. Why: any; a fixed one, so that the same sample has the same verdict. */
const LEAN_SEED = 17;
/** A direction leads nowhere if the domain ends before this part of its scale. Why: that of a glance, the shortest interval from which a slope is read by default. */
const ROOM = 1 / 64;

/** A segment on which the gradient theorem contradicts a claim, and by how many bars. */
export interface Contradiction {
  readonly a: Vector;
  readonly b: Vector;
  readonly bars: number;
}

/** What is said about a claim at a point. */
export interface Question extends Claim {
  readonly x: Vector;
  readonly v: Vector;
  /** Whether the law is about this one direction, and no other: what segments lean aside then counts for nothing. */
  readonly only?: boolean;
}

/**
 * The first segment from x, along v or −v, on which f(b) − f(a) = ∫ ⟨g, dx⟩ is contradicted, the longest first. For every f that is absolutely continuous the equation holds: kinks, joints
 * and infinite slopes have measure zero or integrate, and what f hides below its rounding is below the rounding of f(b) − f(a). A gap that stays as large while its segment is halved is
 * a jump of f, and no contradiction.
 */
export function contradiction(question: Question): Contradiction | undefined {
  const { x, v, ground } = question;
  const rays = ways(x, v, ground.domain).map((straight): Ray => {
    const scale = scaleAlong(ground.domain, x, straight);
    return { ...question, straight, way: plus(straight, leaning(ground.domain, x), 1 / scale), scale };
  });
  return firstOf(rays, plainOn) ?? firstOf(rays, contradictionOn);
}

function firstOf<T>(rays: readonly Ray[], found: (ray: Ray) => T | undefined): T | undefined {
  for (const ray of rays) {
    const one = found(ray);
    if (one) return one;
  }
  return undefined;
}

/** v and −v, or in a corner of the domain the parts of both that lead inwards. */
function ways(x: Vector, v: Vector, domain: Domain): readonly Vector[] {
  const open = (way: Vector) => reach(domain, x, way)[1] >= ROOM * scaleAlong(domain, x, way);
  const both = (way: Vector) => [way, way.map((vi) => -vi)].filter(open);
  const straight = both(v);
  return straight.length > 0 ? straight : inAndOut(domain, x, v).flatMap(both);
}

/** By how much segments as long as the unit lean aside, in each input. */
function leaning(domain: Domain, x: Vector): Vector {
  const rng = random(LEAN_SEED);
  return x.map((xi, i) => {
    const [low, high] = interval(domain, i);
    const lean = (LEAN * unit(domain, x, i) * (1 + rng.next())) / 2;
    const sign = rng.sign();
    return low < high ? lean * (high - xi < lean ? -1 : xi - low < lean ? 1 : sign) : 0;
  });
}

/** A direction from x in which claims are held to f, straight and leaning. */
interface Ray extends Question {
  readonly straight: Vector;
  readonly way: Vector;
  readonly scale: number;
}

/** A contradiction that is plain, so that neither the noise of f nor its jumps need be measured. */
function plainOn(ray: Ray): Contradiction | undefined {
  const plain = plainGap(ray, ray.x, ray.way, longestOf(ray));
  return plain && isWhole(ray, plain) && !(ray.only && isAside(ray, plain)) ? { a: ray.x, b: plain.b, bars: barsOf(plain) } : undefined;
}

/** The longest segment, as a multiple of the direction of a ray. */
const longestOf = ({ x, way, ground, scale }: Ray): number => Math.min(reach(ground.domain, x, way)[1], LONGEST * scale);

function contradictionOn(ray: Ray): Contradiction | undefined {
  const { field, x, way, ground } = ray;
  const finest = finestOf(ray);
  const { noise } = disturbances(field.f, x, way, ground);
  let close: number | undefined;
  for (let k = 0, length = longestOf(ray); k < SEGMENTS && length > finest; k++, length *= SHORTER) {
    const b = placed(ground, along(x, way, length));
    if (!ground.inside(b)) continue;
    const silent = residual(ray, { a: x, b, length, ends: [field.f(x), field.f(b)] }, 0);
    if (!isGap(silent)) continue;
    const heard = noise(length);
    const whole = residual(ray, silent, heard);
    if (!isGap(whole)) continue;
    close ??= noiseAt(ray);
    const wary = Math.max(heard, close);
    if (isMistake(ray, residual(ray, whole, wary), wary) && !(ray.only && isAside(ray, whole)) && isOfClaim(ray, whole, wary))
      return { a: x, b, bars: barsOf(whole) };
  }
  return undefined;
}

const barsOf = ({ gap, ofF, ofClaim }: Residual): number => Math.abs(gap) / (ofF + ofClaim);

/** A jump is low if it is at most this part of |f|. Why: an iteration that ends at a tolerance of 10⁻⁵ or less jumps where it takes a step more; steps that are meant are taller. */
const LOW_JUMP = 2 ** -13;
/** Stretches on each side in which a jump is sought, each half as long as the one before. Why: an iteration takes a step more where its input is doubled, or what is left of it. */
const STRETCHES = 16;
/** How far to both sides it is sought, in units. Why: the pieces are as long as those of one input, and the unit of a direction is that of its narrowest. */
const PIECES_REACH = 16;
/** A gap of this many jumps is none of theirs. Why: between two jumps f drifts as far off as these are high, on either side of what is right. */
const JUMPS_OFF = 4;

/** Whether no low jumps of f can make a gap: they are lower, or f has none that are high enough on the whole line. */
const isWhole = ({ field, x, way, ground, scale }: Ray, { gap, ends }: Residual): boolean =>
  Math.abs(gap) > JUMPS_OFF * LOW_JUMP * Math.max(Math.abs(ends[0]), Math.abs(ends[1])) ||
  disturbances(field.f, x, way, ground).isUnbroken(LONGEST * scale, Math.abs(gap) / JUMPS_OFF);

/** Whether a gap may be the work of low jumps of f, on the same line or along one of its inputs: f is then made of pieces, each as far off as the jumps are high, as iterations are that end at a tolerance. */
function isOfPieces(ray: Ray, { gap, ends }: Residual, noise: number): boolean {
  const highest = LOW_JUMP * Math.max(Math.abs(ends[0]), Math.abs(ends[1]));
  if (Math.abs(gap) > JUMPS_OFF * highest) return false;
  const axes = ray.x.length <= MOST_AXES ? byAxes(ray.way) : [];
  return [ray.way, ...axes].some((way) => {
    for (const stretch of stretchesOf(ray, way, noise)) {
      const jump = Math.abs(jumpOf(ray, stretch, noise));
      if (jump <= highest && jump * JUMPS_OFF >= Math.abs(gap)) return true;
    }
    return false;
  });
}

/** The residuals of the stretches in which jumps of f are sought along a way, to both sides, the farthest first. */
function* stretchesOf({ field, x, ground }: Ray, way: Vector, noise: number): Generator<Residual> {
  const [[low, high], scale] = [reach(ground.domain, x, way), scaleAlong(ground.domain, x, way)];
  for (const end of [Math.min(high, PIECES_REACH * scale), Math.max(low, -PIECES_REACH * scale)])
    for (let k = 0; k < STRETCHES; k++) {
      const [a, b] = [end * 2 ** -(k + 1), end * 2 ** -k].map((t) => placed(ground, along(x, way, t))) as [Vector, Vector];
      if (!ground.inside(a) || !ground.inside(b)) continue;
      yield residual({ field, ground }, { a, b, length: end * 2 ** -(k + 1), ends: [field.f(a), field.f(b)] }, noise, 'glance');
    }
}

/** Whether a gap is the claim's: f makes it neither by low jumps nor by standing on a stair, nor by what one end is off by. */
const isOfClaim = (ray: Ray, whole: Residual, noise: number): boolean =>
  !isOfPieces(ray, whole, noise) && isLasting(ray, whole, noise) && !isOnStairs(ray, whole);

/** Where the jumps of a stair are sought, in lengths of a segment from its start. Why: a segment may be shorter than a step, and the further it is followed the longer a stretch need be. */
const STAIR_STRETCHES = [0, 1, 2, 4, 8, 16].flatMap((to, k, all) =>
  k === 0 ? [] : [[all[k - 1]!, to] as const, [-to, -all[k - 1]!] as const],
);
/** So many stretches hold a jump where f stands on a stair. Why: a stair has one in each that is longer than its steps; f that jumps here and there has one in one or two. */
const STAIRS_SEEN = 3;

/**
 * Whether f stands on a stair whose steps are some segments long at most, so that a gap of a few of them is its rounding, however high they are: as where f is a wave of a number that is large beside its rounding.
 * In double precision numbers are seldom so large, and stairs are meant.
 */
function isOnStairs({ field, ground }: Claim, { a, b, gap }: Residual): boolean {
  if (ground.precision === 'float64') return false;
  const way = plus(b, a, -1);
  const jumps = STAIR_STRETCHES.filter((ends) => {
    const [from, to] = ends.map((t) => placed(ground, along(a, way, t))) as [Vector, Vector];
    return ground.inside(from) && ground.inside(to) && hasStep({ field, ground }, from, to, Math.abs(gap) / JUMPS_OFF);
  });
  return jumps.length >= STAIRS_SEEN;
}

/** The shortest segment, as a multiple of the direction of a ray. */
const finestOf = ({ x, way, ground, scale }: Ray): number =>
  x.reduce(
    (least, xi, i) =>
      way[i] === 0 ? least : Math.min(least, (SHORTEST_ROUNDINGS * UNIT[ground.precision] * Math.abs(xi)) / Math.abs(way[i]!)),
    scale,
  );

/** Places at which it is asked what a claim says of leaning aside. Why: the largest of a few slopes. */
const LEAN_PLACES = [0, 1 / 4, 1 / 2, 3 / 4, 1];
/** A gap is not that of leaning aside if it is this many times what f and the claim change by that. Why: each of the two may be wrong by all of it. */
const LEAN_CLEAR = 2;

/** Whether a gap may come from leaning aside: from what f and the claim change between the end of the segment and that of a straight one. */
function isAside({ field, x, straight, way, ground }: Ray, { b, gap, length, ends }: Residual): boolean {
  const end = placed(ground, along(x, straight, length));
  const aside = plus(way, straight, -1);
  const slopes = LEAN_PLACES.map((part) => Math.abs(field.slope(along(x, plus(b, x, -1), part), aside))).filter(Number.isFinite);
  return Math.abs(gap) <= LEAN_CLEAR * (length * Math.max(0, ...slopes) + Math.abs(ends[1] - field.f(end)));
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

/** How far noise is followed down, in units of the scale. Why: what stands on a stair shows it from the shortest segments on. */
const LENGTHS = Array.from({ length: 14 }, (_, k) => 2 * 8 ** -k);

/** Lines aside move each input by one to two times this part of its unit, or of the width of its interval, if that is less. Why: as far as slopes are read from, and not the same for all. */
const SIDEWAYS = 1 / 4;
/** Up to this many inputs noise is sought along each axis too. Why: each costs a hundred values. */
const MOST_AXES = 16;

/**
 * The standard deviation of the noise of f close to x: along v, along axes, and along lines on which every input moves by about half of its unit. f may stand on a stair of its rounding
 * that a line never leaves, or leaves only where it is no longer one.
 */
export function noiseAt({ field, x, v, ground }: Question): number {
  const rng = random(LEAN_SEED);
  const aside = x.map((xi, i) => {
    const [low, high] = interval(ground.domain, i);
    const step = Math.min(unit(ground.domain, x, i), high - low) * SIDEWAYS * (1 + rng.next()) * rng.sign();
    return inward([low, high], xi, step) - xi;
  });
  const line = scaled(v, scaleAlong(ground.domain, x, v));
  const axes = x.length <= MOST_AXES ? byAxes(aside) : [];
  const lines = [line, scaled(line, -1), ...[aside, ...axes].flatMap((part) => [part, scaled(part, -1)])];
  return lines.reduce((most, way) => {
    const { noise, tallest, isConstant } = disturbances(field.f, x, way, ground);
    const closest = LENGTHS.reduce((_, length) => noise(length), 0);
    return Math.max(most, isConstant() ? Math.min(closest, claimedChange(field, x, way)) : closest, tallest());
  }, 0);
}

/** The most that a claim says f changes by along a way, where f does not change at all: its rounding hides no more than that of it. */
const claimedChange = (field: Field, x: Vector, way: Vector): number => {
  const slopes = LEAN_PLACES.map((part) => Math.abs(field.slope(along(x, way, part), way)));
  return slopes.every(Number.isFinite) ? Math.max(...slopes) : Number.POSITIVE_INFINITY;
};

/** Both sides of the gradient theorem on one segment: ∫ ⟨g, dx⟩ as it is claimed, and f(b) − f(a) as it is measured. */
export interface Balance {
  readonly claimed: Estimate;
  readonly measured: Side;
  /** ∫ |⟨g, dx⟩|. */
  readonly scale: number;
}

/**
 * The gradient theorem on the segment from a to b, at a glance (two values of f, and 15 of the claim where that is smooth), or with care: then the noise of f at both ends is measured, a
 * gap that the halves of the segment do not share counts as an error of the integral, and one that does not shrink with its segment as a jump of f.
 */
export function balance(claim: Claim, a: Vector, b: Vector, effort: 'glance' | 'care'): Balance {
  const { f } = claim.field;
  const segment = { a, b, length: 1, ends: [f(a), f(b)] as const };
  const glance = residual(claim, segment, 0, 'glance');
  if (effort === 'glance' || !isGap(glance)) return sidesOf(glance);
  const jump = (sides: Balance): Balance => ({ ...sides, measured: { ...sides.measured, kind: 'jump' } });
  const silent = residual(claim, segment, 0);
  if (!isGap(silent)) return sidesOf(silent);
  if (!isMistake(claim, silent, 0)) return jump(sidesOf(silent));
  const noise = Math.max(...[a, b].map((x) => noiseAt({ ...claim, x, v: plus(b, a, -1) })));
  const careful = residual(claim, segment, noise);
  const sides = sidesOf(careful);
  if (!isGap(careful)) return sides;
  const way = plus(b, a, -1);
  const ray = { ...claim, x: a, v: way, straight: way, way, scale: Math.max(1, scaleAlong(claim.ground.domain, a, way)) };
  return isMistake(claim, careful, noise) && isOfClaim(ray, careful, noise) ? sides : jump(sides);
}

const sidesOf = ({ gap, ends, ofF, ofClaim, size }: Residual): Balance => {
  const rise = ends[1] - ends[0];
  return { claimed: { value: rise - gap, error: ofClaim }, measured: { value: rise, error: ofF, variation: Math.abs(rise) }, scale: size };
};

/** Where on a segment a claim that the gradient theorem contradicts is wrong. */
export function wrongPlace(claim: Claim, a: Vector, b: Vector): Vector {
  const { f } = claim.field;
  const noise = Math.max(...[a, b].map((x) => noiseAt({ ...claim, x, v: plus(b, a, -1) })));
  return worstPlace(claim, residual(claim, { a, b, length: 1, ends: [f(a), f(b)] }, noise), noise);
}
