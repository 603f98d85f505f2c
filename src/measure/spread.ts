import { type Domain, interval, inward, unit } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import type { Random } from '../math/random.ts';
import { plus, type Vector } from '../math/vector.ts';
import type { Derivative } from './differences/index.ts';
import { contradict } from './side.ts';

/** Where nearby points may lie, and how far apart they must be to be told apart. */
export interface Neighbourhood {
  /** The unit of rounding of f, relative to its values. */
  readonly rounding: number;
  readonly domain: Domain;
  inside(x: Vector): boolean;
  /** Slopes nearby may have error bars this many times wider than the one at x. */
  readonly slack: number;
}

/** A point and a direction, with the slope there, for which nearby points are asked. */
export interface Survey {
  readonly here: Derivative;
  readonly x: Vector;
  readonly region: Neighbourhood;
  /** The bar that is wanted of slopes nearby. */
  readonly wanted: number;
  readonly rng: Random;
}

/** The points within a radius of x, and what the slopes there say. */
export interface Spread {
  readonly radius: number;
  readonly near: readonly Vector[];
  /** How far slopes within the radius are from that at x, beyond their bars. */
  rough(): number;
  /** Whether they would be no less far apart if they were measured more accurately. */
  clear(): boolean;
  /** By how much the slopes may still differ at x itself: 0 if they differ by less and less as points come closer, ∞ if they do not. */
  doubt(): number;
}

/**
 * Radii within which nearby points are drawn, relative to the unit of each input.
 * Why: structure within the first two is coarser than what counts as noise; the third is for f that changes faster than that. Points may lie closer than that, and mostly do not.
 */
export const NEAR_RADII = [2 ** -8, 2 ** -14, 2 ** -22];
/** Far points are drawn within this many times the radius. Why: a smooth f differs there by as much more, so that the mean of the slopes at opposite points tells curvature from kinks. */
const FAR_RATIO = 2 ** 10;
/** No point is further than this part of the unit of an input. Why: a half of the interval from which the slope at x was read, at most. */
export const FURTHEST = 1 / 8;
/** Points drawn within each radius. Why: of one kink through x, a random point lies on either side with probability one half; of five tied inputs, each is the largest at one of five points, and missed with (4/5)³² < 0.001. */
const NEARBY_POINTS = 32;
/** Draws until a point lies inside the domain; then x itself is taken, and left out. Why: half of the points around an edge are inside, a quarter around a corner of two. */
const NEARBY_DRAWS = 8;
/** The power of a uniform number by which distances are graded. Why: half of the points are then closer than an eighth of the radius, and some than a thousandth. */
const GRADING = 3;

/**
 * How points are spread. 'graded': at all distances up to the radius. 'paired': the same, with inputs held that have no room to both sides, so that the opposite point is in the
 * domain too. 'plain': uniformly up to the radius, with every other input held, which is what values of few digits can tell apart.
 */
type Manner = 'graded' | 'paired' | 'plain';
/** The manners, by turns. */
const manners: readonly Manner[] = ['paired', 'graded', 'plain', 'plain'];

/** Differences of slopes that fall from far to near by more than this part of the ratio of the distances are curvature: linearly of one point, quadratically of two opposite ones. Why: random points of one radius differ in distance by a factor of 10 and more. */
const FALLS = 1 / 16;
/** Differences of slopes fall as the distance does, to within this factor. Why: give or take what random points do. */
const LINEAR = 4;
/** Slopes that nothing tells apart may differ by this many of the bars that were wanted. Why: each has a bar of its own, opposite ones two, and the one at x another. */
const UNSEEN_BARS = 4;
/** The part of the largest difference that is seen beyond all bars, above which more accurate slopes would say no less. Why: bars are then at most as large as what they leave. */
const CLEARLY = 1 / 2;

/** The points within a radius of x, and `slope` at each of them, which is asked for when something depends on it. */
export function spread({ here, x, region, wanted, rng }: Survey, radius: number, slope: (y: Vector) => Derivative): Spread {
  const furthest = Math.min(FURTHEST, FAR_RATIO * radius);
  const falls = Math.max(2, (furthest / radius) * FALLS);
  const [far, near] = [furthest, radius].map((within) => pointsAround({ x, region, rng }, within)) as [Vector[], Vector[]];
  const look = memo(slope);
  const at = (y: Vector) => sidesOf(look(y));
  const differencesOf = memo((points: readonly Vector[]) => points.map((y) => difference(here, at(y), mirrored(x, y, region, at))));
  const most = (points: readonly Vector[], end: 'least' | 'most', paired: boolean) =>
    differencesOf(points).reduce((sum, seen) => (seen.paired === paired ? Math.max(sum, seen[end]) : sum), 0);
  /** False where a line without noise at x has noise beside x: that is structure too fine to be seen. */
  const sharp = () => radius >= NEAR_RADII[1]! || here.noisy || near.every((y) => !look(y).noisy);
  const doubtOf = (paired: boolean): number => {
    const [wide, least, still] = [most(far, 'least', paired), most(near, 'least', paired), most(near, 'most', paired)];
    const fallen = wide / falls;
    if ((least === 0 && wide === 0) || still < (paired ? fallen / falls : fallen)) return 0;
    return least <= (LINEAR * wide * radius) / furthest && still <= UNSEEN_BARS * wanted ? still : Number.POSITIVE_INFINITY;
  };
  const rough = () => (sharp() ? Math.max(most(near, 'least', true), most(near, 'least', false)) : 0);
  const clear = () => rough() > CLEARLY * Math.max(most(near, 'most', true), most(near, 'most', false));
  const doubt = () => (sharp() ? Math.max(doubtOf(true), doubtOf(false)) : Number.POSITIVE_INFINITY);
  return { radius, near, rough, clear, doubt };
}

/** A function that asks only once for each argument. */
function memo<A extends object, B>(of: (argument: A) => B): (argument: A) => B {
  const known = new Map<A, B>();
  return (argument) => {
    const result = known.get(argument) ?? of(argument);
    known.set(argument, result);
    return result;
  };
}

/** The slopes that a line has at its point: one, two at a kink, none where it has no limit. */
export const sidesOf = (seen: Derivative): readonly Estimate[] =>
  seen.kind === 'kink' ? [seen.left, seen.right] : seen.kind === 'smooth' || seen.kind === 'edge' ? [seen] : [];

/** The slopes at the point opposite y, seen from x; none where it is outside. */
function mirrored(x: Vector, y: Vector, { inside }: Neighbourhood, at: (y: Vector) => readonly Estimate[]): readonly Estimate[] {
  const opposite = plus(plus(x, x), y, -1);
  return inside(opposite) ? at(opposite) : [];
}

/** How far the slopes at a point, or in their mean those at two opposite ones, are from the slope at x: at least, beyond the bars, and at most. */
interface Difference {
  readonly paired: boolean;
  readonly least: number;
  readonly most: number;
}

function difference(here: Estimate, first: readonly Estimate[], second: readonly Estimate[]): Difference {
  const paired = second.length > 0;
  const means = paired
    ? first.flatMap((a) => second.map((b) => ({ value: (a.value + b.value) / 2, error: (a.error + b.error) / 2 })))
    : first;
  let [least, most] = [0, 0];
  for (const mean of means) {
    const apart = Math.abs(mean.value - here.value);
    if (contradict(here, mean)) least = Math.max(least, apart);
    most = Math.max(most, apart + mean.error + here.error);
  }
  return { paired, least, most };
}

/** Random points within a radius of x, other than x. */
const pointsAround = (center: Pick<Survey, 'x' | 'region' | 'rng'>, radius: number): Vector[] =>
  Array.from({ length: NEARBY_POINTS }, (_, k) => around(center, radius, manners[k % manners.length]!)).filter((y) =>
    y.some((yi, i) => yi !== center.x[i]),
  );

/** A random point of the domain near x, further away in some inputs than in others, so that it may come to lie behind any kink that passes x. */
function around({ x, region: { domain, inside }, rng }: Pick<Survey, 'x' | 'region' | 'rng'>, radius: number, manner: Manner): Vector {
  for (let draw = 0; draw < NEARBY_DRAWS; draw++) {
    const y = x.map((xi, i) => {
      const most = radius * unit(domain, x, i);
      const [low, high] = interval(domain, i);
      if (manner === 'paired' && (xi - most < low || xi + most > high)) return xi;
      if (manner === 'plain' && rng.next() < 1 / 2) return xi;
      return inward([low, high], xi, most * rng.next() ** (manner === 'plain' ? 1 : GRADING) * rng.sign());
    });
    if (inside(y)) return y;
  }
  return x;
}
