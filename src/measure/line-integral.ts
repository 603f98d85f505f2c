import { type Domain, interval, inward, reach, scaleAlong, unit, widthAlong } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { along, plus, scaled, type Vector } from '../math/vector.ts';
import { isOfClaim, isOfJump, isOnStairs, isWhole } from './artefact.ts';
import { byAxes, inAndOut } from './composite.ts';
import { disturbances, mayBeNoise } from './differences/index.ts';
import { plainGap } from './plain-gap.ts';
import { rippleOf } from './ripple.ts';
import { type Claim, type Field, isGap, isMistake, placed, type Residual, residual, worstPlace } from './segment.ts';
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
/** A direction leads nowhere if the domain ends before this part of its scale, or of its own width where that is less. Why: that of a glance, the shortest interval from which a slope is read by default; far from zero a domain may be narrower than that. */
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
  const rays = raysOf(question);
  return firstOf(rays, plainOn) ?? firstOf(rays, contradictionOn);
}

/** The same where it is so plain that neither the noise of f nor its jumps need be measured. */
export const plainContradiction = (question: Question): Contradiction | undefined => firstOf(raysOf(question), plainOn);

const raysOf = (question: Question): readonly Ray[] => {
  const { x, v, ground } = question;
  return ways(x, v, ground.domain).map((straight): Ray => {
    const scale = scaleAlong(ground.domain, x, straight);
    return { ...question, straight, way: plus(straight, leaning(ground.domain, x), 1 / scale), scale };
  });
};

function firstOf<T>(rays: readonly Ray[], found: (ray: Ray) => T | undefined): T | undefined {
  for (const ray of rays) {
    const one = found(ray);
    if (one) return one;
  }
  return undefined;
}

/** v and −v, or in a corner of the domain the parts of both that lead inwards. */
function ways(x: Vector, v: Vector, domain: Domain): readonly Vector[] {
  const open = (way: Vector) => reach(domain, x, way)[1] >= ROOM * Math.min(scaleAlong(domain, x, way), widthAlong(domain, way));
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

function plainOn(ray: Ray): Contradiction | undefined {
  const plain = plainlyOff(ray, longestOf(ray));
  return plain && !(ray.only && isAside(ray, plain)) ? { a: ray.x, b: plain.b, bars: barsOf(plain) } : undefined;
}

/** A segment from x along a way, at most so long, on which it is plain that the claim is wrong, and not that f has jumps or stands on a stair. */
function plainlyOff(course: Pick<Ray, 'field' | 'ground' | 'x' | 'way' | 'scale'>, longest: number): Residual | undefined {
  const plain = plainGap(course, course.x, course.way, longest);
  return plain && isWhole(course, plain) && !isOnStairs(course, plain) ? plain : undefined;
}

/** The longest segment, as a multiple of the direction of a ray. */
const longestOf = ({ x, way, ground, scale }: Ray): number => Math.min(reach(ground.domain, x, way)[1], LONGEST * scale);

function contradictionOn(ray: Ray): Contradiction | undefined {
  const { field, x, way, ground } = ray;
  const finest = finestOf(ray);
  const { noise } = disturbances(field.f, x, way, ground);
  for (let k = 0, length = longestOf(ray); k < SEGMENTS && length > finest; k++, length *= SHORTER) {
    const b = placed(ground, along(x, way, length));
    if (!ground.inside(b)) continue;
    const silent = residual(ray, { a: x, b, length, ends: [field.f(x), field.f(b)] }, 0);
    if (!isGap(silent)) continue;
    const heard = noise(length);
    const whole = residual(ray, silent, heard);
    if (!isGap(whole)) continue;
    const wary = Math.max(heard, noiseAt(ray, whole.gap));
    if (isMistake(ray, residual(ray, whole, wary), wary) && !(ray.only && isAside(ray, whole)) && isOfClaim(ray, whole, wary))
      return { a: x, b, bars: barsOf(whole) };
  }
  return undefined;
}

const barsOf = ({ gap, ofF, ofClaim }: Residual): number => Math.abs(gap) / (ofF + ofClaim);

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
/** Nor if the straight segment has this part of it. Why: the two segments lie close together, and a mistake of the direction is in both. */
const LEAN_KEPT = 1 / 2;

/** Whether a gap may come from leaning aside: from what f and the claim change between the end of the segment and that of a straight one, which does not have the gap. */
function isAside(ray: Ray, { b, gap, length, ends }: Residual): boolean {
  const { field, x, straight, way, ground } = ray;
  const end = placed(ground, along(x, straight, length));
  const aside = plus(way, straight, -1);
  const slopes = LEAN_PLACES.map((part) => Math.abs(field.slope(along(x, plus(b, x, -1), part), aside))).filter(Number.isFinite);
  if (Math.abs(gap) > LEAN_CLEAR * (length * Math.max(0, ...slopes) + Math.abs(ends[1] - field.f(end)))) return false;
  const plain = residual(ray, { a: x, b: end, length, ends: [ends[0], field.f(end)] }, 0);
  return !ground.inside(end) || !isGap(plain) || plain.gap / gap < LEAN_KEPT;
}

/** How far noise is followed down, in units of the scale. Why: what stands on a stair shows it from the shortest segments on. */
const LENGTHS = Array.from({ length: 14 }, (_, k) => 2 * 8 ** -k);

/** Lines aside move each input by one to two times this part of its unit, or of the width of its interval, if that is less. Why: as far as slopes are read from, and not the same for all. */
const SIDEWAYS = 1 / 4;
/** Up to this many inputs noise is sought along each axis too. Why: each costs a hundred values. */
const MOST_AXES = 16;

/** Noise below this part of a gap does not matter to it. Why: six standard deviations at both ends, three times, are a thirtieth; what the end itself is off by, as where it alone stands on a stair, shows as a fifth of that on a smooth line. */
const UNHEARD = 2 ** -10;

/** Lengths that are announced first, where the others may not be asked for. Why: a smooth f is quiet on the first or the second of them. */
const QUIET_SOON = 2;

/**
 * The standard deviation of the noise of f close to x, as far as it matters to a gap: along v, along axes, and along lines on which every input moves by about half of its unit. f may stand on a stair of its rounding
 * that a line never leaves, or leaves only where it is no longer one.
 */
export function noiseAt({ field, x, v, ground }: Question, gap = 0): number {
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
    const { ahead, noise, tallest, isConstant, isQuiet } = disturbances(field.f, x, way, ground);
    const isLoud = (lengths: readonly number[]) => {
      ahead(lengths);
      return lengths.every((length) => !isQuiet(length, UNHEARD * Math.abs(gap)));
    };
    // What disturbs f further away does not matter where it is quiet as far as one of the lengths.
    const isHeard = isLoud(LENGTHS.slice(0, QUIET_SOON)) && isLoud(LENGTHS.slice(QUIET_SOON));
    const closest = isHeard ? LENGTHS.reduce((_, length) => noise(length), 0) : 0;
    return Math.max(
      most,
      isConstant() && ground.precision === 'float64' ? Math.min(closest, claimedChange(field, x, way)) : closest,
      tallest(),
    );
  }, 0);
}

/** The most that a claim says f changes by along a way, where f does not change at all: its rounding hides no more than that of it. In single precision a claim may be 0 by underflow, and says nothing. */
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
 * gap that the halves of the segment do not share counts as an error of the integral, and one that does not shrink with its segment as a jump of f, as is one that may be noise.
 */
export function balance(claim: Claim, a: Vector, b: Vector, effort: 'glance' | 'care'): Balance {
  const { f } = claim.field;
  const segment = { a, b, length: 1, ends: [f(a), f(b)] as const };
  const glance = residual(claim, segment, 0, 'law');
  if (effort === 'glance' || !isGap(glance)) return sidesOf(glance);
  const jump = (sides: Balance): Balance => ({ ...sides, measured: { ...sides.measured, kind: 'jump' } });
  if (isOfJump(claim, glance)) return jump(sidesOf(glance));
  const way = plus(b, a, -1);
  const scale = scaleAlong(claim.ground.domain, a, way);
  if (isPlain(claim, a, b)) return sidesOf(glance);
  const heard = Math.max(...[[a, way] as const, [b, plus(a, b, -1)] as const].map(([x, to]) => heardOn(claim, x, to)));
  const heeded = residual(claim, segment, heard);
  if (heard > 0 && barsOf(heeded) <= 1) return sidesOf(heeded);
  const silent = heard > 0 ? residual(claim, segment, 0) : heeded;
  if (!isGap(silent)) return sidesOf(silent);
  if (!isMistake(claim, silent, 0)) return jump(sidesOf(silent));
  if (isOfNoise(claim, silent, scale) || !isGap(residual(claim, silent, rippleOf(claim, segment)))) return jump(sidesOf(silent));
  const noise = Math.max(...[a, b].map((x) => noiseAt({ ...claim, x, v: way }, silent.gap)));
  const careful = residual(claim, segment, noise);
  const sides = sidesOf(careful);
  if (!isGap(careful)) return sides;
  const ray = { ...claim, x: a, v: way, straight: way, way, scale: Math.max(1, scale) };
  if (!isMistake(claim, careful, noise) || !isOfClaim(ray, careful, noise)) return jump(sides);
  return sidesOf(residual(claim, segment, noise, 'fine'));
}

/** The parts of a segment, from an end on, on which noise is listened for. Why: a sum of many terms has noise on each; waves that look like noise on the whole are smooth on the last. */
const HEARD_ON = [2 ** -6, 2 ** -12];

/** The standard deviation of the noise of f beside an end of a segment, as far as few values show it. */
function heardOn({ field, ground }: Claim, x: Vector, way: Vector): number {
  const { noise } = disturbances(field.f, x, way, ground);
  return HEARD_ON.reduce((_, part) => noise(part), 0);
}

/** Whether it is plain that the claim is wrong on the segment between two points, or on a part of it from one of them on: neither the noise of f nor its jumps need be measured then. */
const isPlain = (claim: Claim, a: Vector, b: Vector): boolean =>
  [
    [a, b],
    [b, a],
  ].some(([x, end]) => {
    const way = plus(end!, x!, -1);
    return plainlyOff({ ...claim, x: x!, way, scale: scaleAlong(claim.ground.domain, x!, way) }, 1) !== undefined;
  });

/** Whether a segment is so short beside the scale, or the domain where that is narrower, and its gap so small beside f, that it may be noise. */
function isOfNoise({ ground: { domain, precision } }: Claim, { a, b, gap, ends }: Residual, scale: number): boolean {
  const [low, high] = reach(domain, a, plus(b, a, -1));
  return mayBeNoise(gap, 1 / Math.min(scale, high - low), Math.max(...ends.map(Math.abs)), precision);
}

const sidesOf = ({ gap, ends, ofF, ofClaim, size }: Residual): Balance => {
  const rise = ends[1] - ends[0];
  return { claimed: { value: rise - gap, error: ofClaim }, measured: { value: rise, error: ofF, variation: Math.abs(rise) }, scale: size };
};

/** Where on a segment a claim that the gradient theorem contradicts is wrong. */
export function wrongPlace(claim: Claim, a: Vector, b: Vector): Vector {
  const { f } = claim.field;
  const way = plus(b, a, -1);
  const segment = { a, b, length: 1, ends: [f(a), f(b)] } as const;
  const { gap } = residual(claim, segment, 0);
  const noise = isPlain(claim, a, b) ? 0 : Math.max(...[a, b].map((x) => noiseAt({ ...claim, x, v: way }, gap)));
  return worstPlace(claim, residual(claim, segment, noise), noise);
}
