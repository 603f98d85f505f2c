import { type Domain, interval, inward, unit } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { type Random, random } from '../math/random.ts';
import { axis, plus, type Vector } from '../math/vector.ts';
import type { Derivative } from './differences/index.ts';
import { contradict, type Side } from './side.ts';

/**
 * Distances of near points, relative to the scale of each input, and in units of rounding where that is more; far ones are further by a factor.
 * Structure within the first two is coarser than what counts as noise; the last is for f that changes faster than that.
 */
const NEAR = [2 ** -8, 2 ** -14, 2 ** -22];
const ROUNDINGS = 2 ** 15;
const FURTHER = 2 ** 10;
const FURTHEST = 1 / 8;
const POINTS = 32;
/** Roughness that falls from far to near by more than this part of their ratio is curvature: of one point linearly, of two opposite ones quadratically. */
const FALLS = 1 / 16;
/** Roughness falls as the distance does, give or take what random points do. */
const LINEAR = 4;
/** A glance at a nearby point will do if its bar is at most so many times that of the slope at x, and more where there is slack, up to a part of the slope. */
const CLEAR = 4;
const COARSEST = 2 ** -16;
/** A glance at a point nearby spans this part of how far such points are: wider, it would pass over what is to be seen. */
const INNER = 1 / 4;
/** Slopes that nothing tells apart may differ by so many bars that were wanted: the bar of the slope at x grows by what they may differ by. */
const UNSEEN = 4;
/** What is beyond doubt of a roughness, where clearer slopes would say no less. */
const CLEARLY = 1 / 2;
/** A kink is seen at a scale if the slopes there differ by this part of what they differ by at the widest. */
const STILL = 1 / 2;
/** Above so many inputs a kink is not surveyed axis by axis. */
const AXES = 16;

/**
 * How points are spread: at all distances up to the radius; the same with inputs held that have no room to both sides, so that the opposite point
 * is in the domain too; or at distances of the size of the radius, with every other input held, which is what values of few digits can tell apart.
 */
type Manner = 'graded' | 'paired' | 'plain';
const MANNERS: readonly Manner[] = ['paired', 'graded', 'plain', 'plain'];

/** Where nearby points may lie, and how far apart they must be to be told apart. */
interface Neighbourhood {
  /** The unit of rounding of f. */
  readonly rounding: number;
  readonly domain: Domain;
  inside(x: Vector): boolean;
  /** How many bars may stay unseen. */
  readonly slack: number;
}

/** The slope of f along a direction at a point, with a bar no wider than wanted if a glance shows that which spans no more than this part of the scale. */
export type Slope = (x: Vector, v: Vector, wanted: number, span: number) => Derivative;

/**
 * The slope at x seen together with those at random points nearby. Where they come to differ by less and less, f is smooth and the slope at x stands.
 * Where they keep apart, f has a kink at x, and the answer is a range that holds Clarke's subdifferential (Clarke 1983): that of each input by itself.
 * Where f has a slope along a single input, though points nearby have others, that is the `partial` derivative.
 * Where they agree along v and only single inputs have a kink, no subgradient has another slope along v, and `along` says which.
 */
export function subdifferential(here: Derivative, x: Vector, v: Vector, slope: Slope, region: Neighbourhood): Side {
  if (here.kind !== 'smooth' && here.kind !== 'kink' && here.kind !== 'edge') return here;
  const coarse = region.slack > 1 ? survey(here, x, v, slope, region) : undefined;
  return coarse?.certain ? coarse.reading : survey(here, x, v, slope, { ...region, slack: 1 }).reading;
}

/** What nearby points say at a slack, and whether less of it could say anything else. */
function survey(
  here: Derivative,
  x: Vector,
  v: Vector,
  slope: Slope,
  region: Neighbourhood,
): { readonly reading: Side; readonly certain: boolean } {
  const bar = Math.max(...sidesOf(here).map(({ error }) => error));
  const most =
    Math.max(COARSEST, ROUNDINGS * region.rounding) * Math.max(...sidesOf(here).map(({ value }) => Math.abs(value)), here.variation ?? 0);
  const wanted = CLEAR * Math.max(bar, Math.min(region.slack * bar, most));
  const rng = random(11);
  const scales = NEAR.map((near) => Math.min(FURTHEST / 8, Math.max(near, ROUNDINGS * region.rounding)))
    .filter((radius, k, all) => radius !== all[k - 1])
    .map((radius) => spread(here, x, radius, rng, { ...region, wanted }, (y) => slope(y, v, wanted, radius * INNER)));
  const smooth = here.kind === 'kink' ? -1 : scales.findIndex(({ doubt }) => doubt() < Number.POSITIVE_INFINITY);
  const alike = smooth >= 0 && scales.slice(smooth + 1).every(({ rough, doubt }) => rough() === 0 || doubt() < Number.POSITIVE_INFINITY);
  const certain = alike || here.kind === 'kink' || scales.every(({ clear }) => clear());
  const free = Array.from(v.keys()).filter((i) => v[i] !== 0);
  const single = free.length === 1 || free.length > AXES;
  const shapes = alike && !single ? free.map((i) => slope(x, axis(x.length, i), wanted, NEAR[0]!).kind) : [];
  const broken = shapes.find((kind) => kind === 'blow-up' || kind === 'jump');
  if (broken) return { reading: { ...here, kind: broken }, certain };
  if (alike && !shapes.includes('kink')) return { reading: widened(here, scales[smooth]!.doubt()), certain };
  if (free.length > AXES) return { reading: { ...here, kind: 'unresolved' }, certain };
  const { near, radius } = finest(scales);
  const hulls = free.map((i) =>
    hull(
      [x, ...near, ...apart(x, i, radius, region)].flatMap((y) => sidesOf(slope(y, axis(x.length, i), wanted, radius * INNER))),
      wanted,
    ),
  );
  const range = ranged(here, v, free, hulls, bar);
  const along = alike && here.kind === 'smooth' && { along: here };
  const partial = free.length === 1 && here.kind !== 'kink' && { partial: here };
  return { reading: range.kind === 'kink' ? { ...range, ...along, ...partial } : range, certain };
}

/** All slopes along v that the slopes along single inputs allow. */
function ranged(here: Derivative, v: Vector, free: readonly number[], hulls: readonly [number, number, number][], bar: number): Side {
  let [low, high, error] = [0, 0, bar];
  for (const [k, [least, most, widest]] of hulls.entries()) {
    const part = v[free[k]!]!;
    low += Math.min(part * least, part * most);
    high += Math.max(part * least, part * most);
    error = Math.max(error, widest * Math.abs(part));
  }
  if (!Number.isFinite(low + high)) return { ...here, kind: 'unresolved' };
  const middle = { value: (low + high) / 2, error: (high - low) / 2 + error };
  const sides = { left: { value: low, error }, right: { value: high, error } };
  return { ...middle, ...sides, kind: 'kink', between: [low, high], noisy: here.noisy };
}

/** A slope with wider bars. */
export const widened = (seen: Derivative, by: number): Derivative => {
  const wider = (one: Estimate): Estimate => ({ value: one.value, error: one.error + by });
  return by === 0 ? seen : { ...seen, ...wider(seen), left: wider(seen.left), right: wider(seen.right) };
};

/** The points within a radius of x, and what the slopes there say. */
interface Spread {
  readonly radius: number;
  readonly near: readonly Vector[];
  /** How far slopes within the radius are from that at x, beyond doubt. */
  rough(): number;
  /** Whether they would be no less far apart if they were seen more clearly. */
  clear(): boolean;
  /** What the slopes may still differ by at x itself: nothing if they come to differ by less and less, no end of it if they do not. */
  doubt(): number;
}

/** The finest scale at which a kink is still seen. */
const finest = (scales: readonly Spread[]): Spread =>
  scales.findLast(({ rough }) => rough() > 0 && rough() >= STILL * scales[0]!.rough()) ?? scales[0]!;

function spread(
  here: Derivative,
  x: Vector,
  radius: number,
  rng: Random,
  region: Neighbourhood & { readonly wanted: number },
  slope: (y: Vector) => Derivative,
): Spread {
  const furthest = Math.min(FURTHEST, FURTHER * radius);
  const falls = Math.max(2, (furthest / radius) * FALLS);
  const points = (radius: number) =>
    Array.from({ length: POINTS }, (_, k) => around(x, radius, rng, region, MANNERS[k % MANNERS.length]!)).filter((y) =>
      y.some((yi, i) => yi !== x[i]),
    );
  const [far, near] = [points(furthest), points(radius)];
  const slopes = new Map<Vector, Derivative>();
  const look = (y: Vector): Derivative => {
    const known = slopes.get(y) ?? slope(y);
    slopes.set(y, known);
    return known;
  };
  const at = (y: Vector) => sidesOf(look(y));
  const memo = new Map<readonly Vector[], readonly Roughness[]>();
  const roughnesses = (of: readonly Vector[]): readonly Roughness[] => {
    const known = memo.get(of) ?? of.map((y) => roughness(here, at(y), mirrored(x, y, region, at)));
    memo.set(of, known);
    return known;
  };
  const most = (of: readonly Vector[], end: 'least' | 'most', paired: boolean) =>
    roughnesses(of).reduce((sum, seen) => (seen.paired === paired ? Math.max(sum, seen[end]) : sum), 0);
  /** Where a quiet line has noise beside x, that is structure too fine to be seen. */
  const sharp = () => radius >= NEAR[1]! || here.noisy || near.every((y) => !look(y).noisy);
  const doubtOf = (paired: boolean): number => {
    const [wide, least, still] = [most(far, 'least', paired), most(near, 'least', paired), most(near, 'most', paired)];
    const fallen = wide / falls;
    if ((least === 0 && wide === 0) || still < (paired ? fallen / falls : fallen)) return 0;
    return least <= (LINEAR * wide * radius) / furthest && still <= UNSEEN * region.wanted ? still : Number.POSITIVE_INFINITY;
  };
  const doubt = () => (sharp() ? Math.max(doubtOf(true), doubtOf(false)) : Number.POSITIVE_INFINITY);
  const rough = () => (sharp() ? Math.max(most(near, 'least', true), most(near, 'least', false)) : 0);
  const clear = () => rough() > CLEARLY * Math.max(most(near, 'most', true), most(near, 'most', false));
  return { radius, near, rough, clear, doubt };
}

/** The slopes that a line has at its point: one, two at a kink, none where it has no limit. */
const sidesOf = (seen: Derivative): readonly Estimate[] =>
  seen.kind === 'kink' ? [seen.left, seen.right] : seen.kind === 'smooth' || seen.kind === 'edge' ? [seen] : [];

/** The slopes at the point opposite y, seen from x; none where it is outside. */
function mirrored(x: Vector, y: Vector, { inside }: Neighbourhood, at: (y: Vector) => readonly Estimate[]): readonly Estimate[] {
  const opposite = plus(plus(x, x), y, -1);
  return inside(opposite) ? at(opposite) : [];
}

interface Roughness {
  readonly paired: boolean;
  readonly least: number;
  readonly most: number;
}

/** How far the slopes at two opposite points are, in their mean, from the one between; with one point only, how far that one is: at least, and at most. */
function roughness(here: Estimate, first: readonly Estimate[], second: readonly Estimate[]): Roughness {
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

/**
 * The smallest and the largest of slopes, and the widest bar. A slope whose bar is wider than the range of the clear ones, and reaches it, adds nothing.
 */
function hull(slopes: readonly Estimate[], clear: number): [number, number, number] {
  const known = range(slopes.filter(({ error }) => error <= clear));
  const [low, high] = known;
  return range(
    slopes.filter(({ value, error }) => !(error > clear && error > high - low && value + error >= low && value - error <= high)),
  );
}

function range(slopes: readonly Estimate[]): [number, number, number] {
  let [low, high, bar] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const { value, error } of slopes) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    bar = Math.max(bar, error);
  }
  return [low, high, bar];
}

/** Points at which input i alone is moved, and at which all others are: where inputs are tied, that takes i to the front of them, and behind. */
function apart(x: Vector, i: number, radius: number, { domain, inside }: Neighbourhood): readonly Vector[] {
  const moved = (sign: number, which: (k: number) => boolean) =>
    x.map((xk, k) => (which(k) ? inward(interval(domain, k), xk, sign * radius * unit(domain, x, k)) : xk));
  return [1, -1].flatMap((sign) => [moved(sign, (k) => k === i), moved(sign, (k) => k !== i)]).filter(inside);
}

/** A random point of the domain near x, further away in some inputs than in others, so that it may come to lie behind any kink that passes x. */
function around(x: Vector, radius: number, rng: Random, { domain, inside }: Neighbourhood, manner: Manner): Vector {
  for (let attempt = 0; attempt < 8; attempt++) {
    const y = x.map((xi, i) => {
      const most = radius * unit(domain, x, i);
      const [low, high] = interval(domain, i);
      if (manner === 'paired' && (xi - most < low || xi + most > high)) return xi;
      if (manner === 'plain' && rng.next() < 1 / 2) return xi;
      return inward([low, high], xi, most * rng.next() ** (manner === 'plain' ? 1 : 3) * rng.sign());
    });
    if (inside(y)) return y;
  }
  return x;
}
