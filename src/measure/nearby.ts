import { interval, inward, unit } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { random } from '../math/random.ts';
import { axis, type Vector } from '../math/vector.ts';
import type { Derivative } from './differences/index.ts';
import type { Side } from './side.ts';
import { FURTHEST, NEAR_RADII, type Neighbourhood, type Spread, sidesOf, spread } from './spread.ts';

/** Nearby points are at least this many units of rounding away. Why: on an interval of that length, noise of a rounding leaves the slope of a well-scaled f some four digits. */
const NEAREST_ROUNDINGS = 2 ** 15;
/** The radius within which points are near is at most this part of the furthest distance. Why: far points must be further than near ones, also in half precision. */
const NEAR_PART = 1 / 8;
/** A glance at a nearby point will do if its bar is at most this many times that of the slope at x. Why: half a digit less; a thorough look costs five times as much. */
const NEARBY_BARS = 4;
/** However much slack there is, slopes nearby are known to this part of the slope at x. Why: five digits tell a kink from curvature within 2⁻¹⁴ of a unit. */
const COARSEST_NEARBY = 2 ** -16;
/** A glance at a nearby point spans this part of how far such points are. Why: wider, it would pass over what is to be seen. */
const NEARBY_GLANCE = 1 / 4;
/** A kink is seen at a scale if the slopes there differ by this part of what they differ by at the widest. Why: those of a kink differ as much at all scales; of curvature, less with each. */
const STILL = 1 / 2;
/** The largest number of inputs whose slopes are measured one by one. Why: each costs a search at all points nearby. */
export const SINGLE_INPUTS = 16;
/** The seed from which nearby points are drawn. Why: any; a fixed one, so that a sample that is looked at again meets the same points. */
const NEARBY_SEED = 11;

/** A point and a direction. */
export interface Ray {
  readonly x: Vector;
  readonly v: Vector;
}

/** The slope of f along a direction at a point. A glance is enough if its bar is no wider than wanted; it spans no more than this part of the scale. */
export type Slope = (x: Vector, v: Vector, wanted: number, span: number) => Derivative;

/**
 * The slope at x along v, seen together with those at random points nearby. Where they differ by less and less as points come closer, f is smooth and the slope at x stands.
 * Where they keep apart, f has a kink at x, and the answer is a range that holds all slopes ⟨g, v⟩ for g in the subdifferential of F. H. Clarke (1983): the range of each input
 * by itself, added up. Where f has a slope along a single input, though points nearby have others, that is the `partial` derivative. Where slopes agree along v and only single
 * inputs have a kink, no subgradient has another slope along v, and `along` says which.
 */
export function subdifferential(here: Derivative, ray: Ray, slope: Slope, region: Neighbourhood): Side {
  if (here.kind !== 'smooth' && here.kind !== 'kink' && here.kind !== 'edge') return here;
  const coarse = region.slack > 1 ? survey(here, ray, slope, region) : undefined;
  return coarse?.certain ? coarse.side : survey(here, ray, slope, { ...region, slack: 1 }).side;
}

/** What nearby points say with the slack of a region, and whether more accurate slopes would say the same. */
function survey(here: Derivative, { x, v }: Ray, slope: Slope, region: Neighbourhood): { readonly side: Side; readonly certain: boolean } {
  const bar = Math.max(...sidesOf(here).map(({ error }) => error));
  const wanted = wantedOf(here, bar, region);
  const rng = random(NEARBY_SEED);
  const scales = NEAR_RADII.map((near) => Math.min(FURTHEST * NEAR_PART, Math.max(near, NEAREST_ROUNDINGS * region.rounding)))
    .filter((radius, k, all) => radius !== all[k - 1])
    .map((radius) => spread({ here, x, region, wanted, rng }, radius, (y) => slope(y, v, wanted, radius * NEARBY_GLANCE)));
  const smooth = here.kind === 'kink' ? -1 : scales.findIndex(({ doubt }) => doubt() < Number.POSITIVE_INFINITY);
  const alike = smooth >= 0 && scales.slice(smooth + 1).every((scale) => scale.rough() === 0 || scale.doubt() < Number.POSITIVE_INFINITY);
  const certain = alike || here.kind === 'kink' || scales.every((scale) => scale.clear());
  const free = Array.from(v.keys()).filter((i) => v[i] !== 0);
  const single = free.length === 1 || free.length > SINGLE_INPUTS;
  const shapes = alike && !single ? free.map((i) => slope(x, axis(x.length, i), wanted, NEAR_RADII[0]!).kind) : [];
  const broken = shapes.find((shape) => shape === 'blow-up' || shape === 'jump');
  if (broken) return { side: { ...here, kind: broken }, certain };
  if (alike && !shapes.includes('kink')) return { side: widened(here, scales[smooth]!.doubt()), certain };
  if (free.length > SINGLE_INPUTS) return { side: { ...here, kind: 'unresolved' }, certain };
  const { near, radius } = finest(scales);
  const parts = free.map((i): Part => {
    const points = [x, ...near, ...beside(x, i, radius, region)];
    const slopes = points.flatMap((y) => sidesOf(slope(y, axis(x.length, i), wanted, radius * NEARBY_GLANCE)));
    return { weight: v[i]!, hull: hull(slopes, wanted) };
  });
  const range = ranged(here, bar, parts);
  const along = alike && here.kind === 'smooth' && { along: here };
  const partial = free.length === 1 && here.kind !== 'kink' && { partial: here };
  return { side: range.kind === 'kink' ? { ...range, ...along, ...partial } : range, certain };
}

/** The bar that is wanted of slopes nearby: a few times that of the slope at x, and with slack more, up to a part of the slope. */
function wantedOf(here: Derivative, bar: number, { rounding, slack }: Neighbourhood): number {
  const size = Math.max(...sidesOf(here).map(({ value }) => Math.abs(value)), here.variation ?? 0);
  const most = Math.max(COARSEST_NEARBY, NEAREST_ROUNDINGS * rounding) * size;
  return NEARBY_BARS * Math.max(bar, Math.min(slack * bar, most));
}

/** The smallest and the largest of some slopes, and the widest of their bars. */
type Hull = readonly [low: number, high: number, bar: number];

/** The slopes along one input, and what v weighs it with. */
interface Part {
  readonly weight: number;
  readonly hull: Hull;
}

/** All slopes along v that the slopes along single inputs allow; the bar is no narrower than that at x. */
function ranged(here: Derivative, bar: number, parts: readonly Part[]): Side {
  let [low, high, error] = [0, 0, bar];
  for (const {
    weight,
    hull: [least, most, widest],
  } of parts) {
    low += Math.min(weight * least, weight * most);
    high += Math.max(weight * least, weight * most);
    error = Math.max(error, widest * Math.abs(weight));
  }
  if (!Number.isFinite(low + high)) return { ...here, kind: 'unresolved' };
  const middle = { value: (low + high) / 2, error: (high - low) / 2 + error };
  const sides = { left: { value: low, error }, right: { value: high, error } };
  return { ...middle, ...sides, kind: 'kink', between: [low, high], noisy: here.noisy };
}

/** A derivative with wider bars. */
export const widened = (seen: Derivative, by: number): Derivative => {
  const wider = (one: Estimate): Estimate => ({ value: one.value, error: one.error + by });
  return by === 0 ? seen : { ...seen, ...wider(seen), left: wider(seen.left), right: wider(seen.right) };
};

/** The finest scale at which a kink is still seen. */
const finest = (scales: readonly Spread[]): Spread =>
  scales.findLast(({ rough }) => rough() > 0 && rough() >= STILL * scales[0]!.rough()) ?? scales[0]!;

/** The hull of slopes. One whose bar is wider than `clear` and than the range of the clear ones, and reaches that range, adds nothing. */
function hull(slopes: readonly Estimate[], clear: number): Hull {
  const [low, high] = rangeOf(slopes.filter(({ error }) => error <= clear));
  return rangeOf(
    slopes.filter(({ value, error }) => !(error > clear && error > high - low && value + error >= low && value - error <= high)),
  );
}

function rangeOf(slopes: readonly Estimate[]): Hull {
  let [low, high, bar] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const { value, error } of slopes) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    bar = Math.max(bar, error);
  }
  return [low, high, bar];
}

/** Points at which input i alone is moved, and at which all others are: where inputs are tied, that takes i to the front of them, and behind. */
function beside(x: Vector, i: number, radius: number, { domain, inside }: Neighbourhood): readonly Vector[] {
  const moved = (sign: number, which: (k: number) => boolean) =>
    x.map((xk, k) => (which(k) ? inward(interval(domain, k), xk, sign * radius * unit(domain, x, k)) : xk));
  return [1, -1].flatMap((sign) => [moved(sign, (k) => k === i), moved(sign, (k) => k !== i)]).filter(inside);
}
