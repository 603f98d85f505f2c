import { type Interval, interval, inward, scaleAlong, unit } from '../math/domain.ts';
import { VALUE_ROUNDINGS } from '../math/estimate.ts';
import { type Precision, UNIT } from '../math/precision.ts';
import { type Random, random } from '../math/random.ts';
import { axis, dot, maxNorm, plus, type Vector } from '../math/vector.ts';
import { byAxes } from './composite.ts';
import type { Claim, Field, Ground } from './segment.ts';

/**
 * How the slope that is claimed at a point stands to those claimed nearby. 'among': it is one of them, or between them, or what they tend to. 'apart': they tend to limits, and it is none of
 * these nor between them. 'unbounded': they grow without bound. 'unknown': they tend to nothing.
 */
export interface Standing {
  readonly kind: 'among' | 'apart' | 'unbounded' | 'unknown';
  /** The smallest and the largest slope claimed next to the point. */
  readonly nearby: readonly [low: number, high: number];
  /** Of one that is apart: whether those next to it tend to several limits, which are not closer to each other than to it. */
  readonly several?: true;
}

/** The largest and the smallest radius within which claims are asked, in units of each input. Why: within the first most functions are straight to three digits; the last is far above the spacing of doubles and far below what people mean by a place. */
const RADII = { first: 2 ** -8, last: 2 ** -34 };
/** And the radii within which it is asked once more whether slopes grow towards a claim that is not finite. Why: near 0 numbers are as close as that, and the pole of a small term stands out only there. */
const CLOSEST = [2 ** -40, 2 ** -60, 2 ** -80, 2 ** -100];
/** The smallest radius is at least this many roundings. Why: nearer, points have too few places to be. */
const CLOSEST_ROUNDINGS = 64;
/** Radii, from the first to the last in equal ratios. Why: three steps tell what shrinks from what stays. */
const STEPS = 4;
/** Claims asked at each radius. Why: of one kink through x, a random point lies on either side with probability one half; of five tied inputs, each is the largest at one of five points, and missed with (4/5)³² < 0.001. */
const POINTS = 32;
/** The power of a uniform number by which the inputs of a point are displaced. Why: then points lie in all proportions to the axes, and behind any kink. */
const UNEVENNESS = 3;
/** The seed from which the points are drawn. Why: any; a fixed one, so that the same sample has the same verdict. */
const SEED = 19;
/** A distance that is this part of what it was two radii before goes to 0. Why: of a slope like √r it falls by the square root of their ratio, 2⁻⁸ in double precision; of a claim that stands apart it does not fall. */
const VANISHES = 1 / 4;
/** Slopes tend to a limit if they differ between the last radii by no more than this part of the distance to the claim. Why: the limit is then still as far from the claim. */
const SETTLED = 1 / 4;
/** Slopes grow without bound if each step to a smaller radius adds at least this part of what the one before added. Why: those of a logarithm add the same at each, of a power more; those that tend to a limit less and less. */
const GROWTH = 1 / 2;
/** Claims that are asked in search of one that is like the claim at x. Why: those of 32 random points miss a cell that fills a fifteenth of all directions once in ten times; a directed search finds thin cells in tens of steps. */
const SEARCHED = 64;

/** The standing of a claim at x along v; where that is not finite, the worst of those along the inputs for which it is not. */
export function standing(field: Field, x: Vector, v: Vector, ground: Ground): Standing {
  if (Number.isFinite(field.slope(x, v))) return standingAlong(field, x, v, ground);
  const broken = byAxes(v).filter((part) => !Number.isFinite(field.slope(x, part)));
  const standings = (broken.length > 0 ? broken : [v]).map((part) => standingAlong(field, x, part, ground));
  return standings.find(({ kind }) => kind === 'apart') ?? standings[0]!;
}

function standingAlong(field: Field, x: Vector, v: Vector, ground: Ground): Standing {
  const claimed = field.slope(x, v);
  const rng = random(SEED);
  const slopes = radiiOf(ground).map((radius) => slopesWithin(field, x, v, { ground, radius, rng }));
  const seen = slopes.map((some): readonly [number, number] => [Math.min(...some), Math.max(...some)]);
  const nearby = seen.at(-1) ?? [Number.NaN, Number.NaN];
  const bounded = seen.every(([low, high]) => Number.isFinite(high - low));
  if (!bounded && !Number.isFinite(claimed)) return { kind: 'apart', nearby };
  if (seen.length < STEPS || !bounded) return { kind: 'unknown', nearby };
  const poles = Number.isFinite(claimed) ? [] : polesAt(field, x, v, ground);
  if (isUnbounded(slopes) || poles.length > 0) {
    const closest = slopesWithin(field, x, v, { ground, radius: CLOSEST.at(-1)!, rng });
    // The sign of an infinite claim at −0 is that of the zero, as that of 1/√−0 is.
    const signed = [claimed, field.slope(x.map(positive), v)];
    const infinite = !Number.isFinite(claimed) && !Number.isNaN(claimed);
    const opposite = infinite && signed.every((one) => !poles.includes(Math.sign(one)) && closest.every((slope) => slope * one < 0));
    return { kind: opposite ? 'apart' : 'unbounded', nearby };
  }
  if (!Number.isFinite(claimed)) return { kind: 'apart', nearby };
  const bar = VALUE_ROUNDINGS * UNIT[ground.precision] * Math.max(Math.abs(claimed), Math.abs(nearby[0]), Math.abs(nearby[1]));
  const distances = seen.map(([low, high]) => Math.max(0, low - claimed, claimed - high));
  const [, before, , last] = distances as [number, number, number, number];
  if (last <= bar || last <= VANISHES * before) return { kind: 'among', nearby };
  const [former] = seen.slice(-2) as [readonly [number, number]];
  const settled = Math.max(Math.abs(former[0] - nearby[0]), Math.abs(former[1] - nearby[1])) <= SETTLED * last;
  if (!settled) return { kind: 'unknown', nearby };
  if (isNearZero(x, ground) && isClose({ field, ground }, x, { v, claimed, within: bar })) return { kind: 'among', nearby };
  if (isLimit({ field, ground }, x, { v, claimed, within: SETTLED * last })) return { kind: 'among', nearby };
  return { kind: 'apart', nearby, ...(nearby[1] - nearby[0] > SETTLED * last && { several: true }) };
}

/** The same number, and 0 for −0. */
const positive = (xi: number): number => xi + 0;

/** The smallest radius in a precision. */
const smallest = (precision: Precision): number => Math.max(RADII.last, CLOSEST_ROUNDINGS * UNIT[precision]);

function radiiOf({ precision }: Ground): readonly number[] {
  const last = smallest(precision);
  if (last >= RADII.first) return [];
  return Array.from({ length: STEPS }, (_, k) => RADII.first * (last / RADII.first) ** (k / (STEPS - 1)));
}

/** A radius around x, in units of each input, or in the sizes of those that are not 0, and where its points come from. */
interface Circle {
  readonly ground: Ground;
  readonly radius: number;
  readonly rng: Random;
  readonly relative?: true;
}

/** Whether an input is nearer to 0, without being 0, than the points at the smallest radius are to it: what is next to it is then no farther off than a part of itself. */
const isNearZero = (x: Vector, { domain, precision }: Ground): boolean =>
  x.some((xi, i) => xi !== 0 && Math.abs(xi) < smallest(precision) * unit(domain, x, i));

/** Whether the claims tend to the one at x as the inputs come closer to those of x, each by parts of its own size. */
function isClose({ field, ground }: Claim, x: Vector, { v, claimed, within }: Wanted): boolean {
  const rng = random(SEED);
  const distances = radiiOf(ground).map((radius) => {
    const slopes = slopesWithin(field, x, v, { ground, radius, rng, relative: true });
    return Math.max(0, Math.min(...slopes) - claimed, claimed - Math.max(...slopes));
  });
  const [, before, , last] = distances as [number, number, number, number];
  return last <= within || last <= VANISHES * before;
}

/** The slopes along v that are claimed at random points within a radius, where they are numbers. */
function slopesWithin(
  field: Field,
  x: Vector,
  v: Vector,
  { ground: { domain, inside, precision }, radius, rng, relative }: Circle,
): readonly number[] {
  return Array.from({ length: POINTS }, () => {
    const y = x.map((xi, i) => {
      const size = relative && xi !== 0 ? Math.abs(xi) : unit(domain, x, i);
      const most = Math.max(radius * size, CLOSEST_ROUNDINGS * UNIT[precision] * Math.abs(xi));
      return inward(interval(domain, i), xi, most * rng.next() ** UNEVENNESS * rng.sign());
    });
    return inside(y) ? field.slope(y, v) : Number.NaN;
  }).filter((slope) => !Number.isNaN(slope));
}

/** The part of the slopes at a radius that are no larger than the one by which growth is told. Why: the largest depends on how near a single point came; behind a kink, half of them may not grow. */
const USUAL = 3 / 4;

/** Whether the sizes of most slopes grow from each radius to the next by no less and no less. */
const isUnbounded = (slopes: readonly (readonly number[])[]): boolean =>
  grows(
    slopes.map((some) => largest(some.map(Math.abs), USUAL)),
    GROWTH * SETTLED,
  );

/** The number that this part of some does not exceed. */
const largest = (some: readonly number[], part: number): number => some.toSorted((a, b) => a - b)[Math.floor(part * some.length)]!;

/** Whether each number is larger than the one before by GROWTH times what that was by, and the second by this part of the first. */
function grows(sizes: readonly number[], part: number): boolean {
  const [first] = sizes as [number];
  const steps = sizes.slice(1).map((size, k) => size - sizes[k]!);
  return steps.every((step, k) => step > (k === 0 ? part * Math.abs(first) : GROWTH * steps[k - 1]!));
}

/** The part of the slopes towards a claim that is not finite that are no larger than the one by which growth is told. Why: in one cell of many they may grow, and the two largest tell one that fills a tenth of all directions. */
const NARROW = 15 / 16;
/** They grow at first by at least this many roundings of their size. Why: at points in the same directions, slopes that do not grow differ by roundings; the pole may be that of a term of weight 10⁻⁸. */
const POLE_ROUNDINGS = 2 ** 20;

/** The signs with which slopes grow without bound towards a claim that is not finite: very close to x, or where only the inputs that v moves come closer, which others may weigh with a number near 0. */
function polesAt(field: Field, x: Vector, v: Vector, ground: Ground): readonly number[] {
  const still = { ...ground, domain: Array.from(x, (xi, i): Interval => (v[i] === 0 ? [xi, xi] : interval(ground.domain, i))) };
  const trails = [ground, still].flatMap((of) =>
    [CLOSEST, radiiOf(ground)].map((radii) => radii.map((radius) => slopesWithin(field, x, v, { ground: of, radius, rng: random(SEED) }))),
  );
  const isPole = (sign: number) => (slopes: (typeof trails)[number]) =>
    grows(
      slopes.map((some) =>
        largest(
          some.map((slope) => sign * slope),
          NARROW,
        ),
      ),
      POLE_ROUNDINGS * UNIT[ground.precision],
    );
  return [1, -1].filter((sign) => trails.some(isPole(sign)));
}

/** The slope along v that is sought, and how near to it. */
interface Wanted {
  readonly v: Vector;
  readonly claimed: number;
  readonly within: number;
}

/**
 * Whether the gradient claimed at x is the limit of those claimed nearby in some direction, however narrow the cell is in which it holds. The direction is that of a perceptron
 * (F. Rosenblatt 1958): the gradient of the piece that is wanted less that of the piece that was met leads towards the one where f is a maximum of pieces, and away where it is a minimum.
 */
function isLimit({ field, ground: { domain, inside, precision } }: Claim, x: Vector, { v, claimed, within }: Wanted): boolean {
  const gradient = (y: Vector): Vector => field.gradient?.(y) ?? y.map((_, i) => field.slope(y, axis(y.length, i)));
  const wanted = gradient(x);
  const radius = smallest(precision);
  const rng = random(SEED);
  for (const sign of [1, -1]) {
    let way: Vector = x.map(() => 0);
    for (let k = 0; k < SEARCHED; k++) {
      const aside = way.map((wi) => wi + (k === 0 ? rng.normal() : maxNorm(way) * STRAY * rng.normal()));
      const step = radius * scaleAlong(domain, x, aside);
      const y = x.map((xi, i) => {
        const [low, high] = interval(domain, i);
        const inside = Math.max(step * INSIDE_PART, 2 * UNIT[precision] * Math.abs(xi));
        return low + inside < high - inside ? Math.min(high - inside, Math.max(low + inside, xi + step * aside[i]!)) : xi;
      });
      if (!inside(y) || y.every((yi, i) => yi === x[i])) continue;
      const met = gradient(y);
      const away = plus(wanted, met, -1);
      const like = dot(away, away) <= LIKE ** 2 * Math.max(dot(wanted, wanted), dot(met, met));
      if (like && Math.abs(field.slope(y, v) - claimed) <= within) return true;
      const size = Math.sqrt(dot(away, away));
      if (Number.isFinite(size)) way = plus(way, away, sign / size);
    }
  }
  return false;
}

/** Points of the search stay inside the domain by this part of a step. Why: what is claimed on a face of the domain only is no limit from inside. */
const INSIDE_PART = 2 ** -10;
/** The random part of a step of the search. Why: inputs that are tied in x must not stay so. */
const STRAY = 2 ** -6;
/** Gradients are alike that differ by no more than this part of their length. Why: the search looks at a distance of 2⁻³⁴ of a unit in double precision, and in single precision at one of 2⁻¹⁷, at which smooth gradients differ by about as much. */
const LIKE = 1e-4;
