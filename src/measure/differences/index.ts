import { type Domain, everywhere } from '../../math/domain.ts';
import { EPSILON, type Estimate, scale } from '../../math/estimate.ts';
import { maxNorm, scaled, type Vector, vector } from '../../math/vector.ts';
import { central } from './central.ts';
import { derivativeOf, type Fit, fit } from './chebyshev.ts';

export { unitOf } from './chebyshev.ts';
export { SPAN } from './glance.ts';

import type { Precision } from '../../math/precision.ts';
import { extent } from './extent.ts';
import { glance } from './glance.ts';
import { type Line, line } from './line.ts';
import { noiseBeside, noiseOf } from './noise.ts';
import { advance, begin, degreeAboveNoise, drowned, outcome, type Search, variationOf } from './search.ts';

/** What a line looks like at its point. 'edge': f is defined on one side only. 'blow-up': the slope has no finite limit. */
export type Shape = 'smooth' | 'kink' | 'jump' | 'edge' | 'blow-up' | 'unresolved';

/** D_v f(x) with its error bar, both one-sided derivatives, and the price. */
export interface Derivative extends Estimate {
  readonly left: Estimate;
  readonly right: Estimate;
  readonly kind: Shape;
  /** How often f was evaluated. */
  readonly evaluations: number;
  /** True if noise coarser than the rounding of f was found. */
  readonly noisy: boolean;
  /** The slope that the variation of f on the interval amounts to: what makes the bar of a slope near zero relative. */
  readonly variation: number;
  /** Standard deviation of the noise of f along the line. */
  readonly noise: number;
  /** The slope that the rounding of f may hide, where f does not change. */
  readonly roundingSlope?: number;
  /** How far the interval reaches that the slope was read from: to either side where f is smooth, to one at an edge. */
  readonly step?: number;
}

export interface LineOptions {
  /** Where f may be evaluated; ℝⁿ if omitted. */
  readonly domain?: Domain;
  /** A further condition on where. */
  readonly inside?: (x: Vector) => boolean;
  /** A part of the natural scale to start from; 1 if omitted. */
  readonly zoom?: number;
  /** How far to either side f is looked at, in units of its scale; without end if omitted. */
  readonly span?: number;
  /** What the values of f that were asked for so far are rounded to, where that is more than their own size says. */
  readonly rounded?: () => number;
  /** The precision in which f is computed: its inputs are rounded to it too. */
  readonly precision?: Precision;
  /** Whether f may add inputs up before all else, so that each is rounded as the largest of all is. */
  readonly summed?: boolean;
  /** 'quick' takes seven values, where the domain leaves room for them, and gives the bar that they allow; 'thorough' is the default. */
  readonly effort?: 'quick' | 'thorough';
}

const blind: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
/** One-sided slopes that differ by this many bars differ. */
const APART = 3;

/**
 * D_v f(x) = d/dt f(x + t v) at t = 0, from values of f alone.
 *
 * The line is interpolated at Chebyshev points of a shrinking interval until its coefficients end in a plateau, which is the noise;
 * a central difference of order 12 gives a second opinion, and the bar is the larger of both. Where no interval is resolved, each side is
 * looked at alone, which tells kinks, jumps, edges and slopes without limit. Values that are not finite, and points where f throws, bound the line.
 */
export function derivative(f: (x: Vector) => number, x: Vector, v: Vector, look: LineOptions = {}): Derivative {
  const size = magnitude(v);
  if (size === 0) return { ...still, left: still, right: still, kind: 'smooth', evaluations: 0, noisy: false, variation: 0, noise: 0 };
  const of = lineOf(f, x, scaled(v, 1 / size), look);
  const quick = look.effort === 'quick' ? glance(of) : undefined;
  const seen = quick ? glanced(quick, of) : slope(of, look.precision ?? 'float64');
  return {
    ...seen,
    ...scale(seen, size),
    left: scale(seen.left, size),
    right: scale(seen.right, size),
    variation: seen.variation * size,
    ...(seen.roundingSlope !== undefined && { roundingSlope: seen.roundingSlope * size }),
    ...(seen.step !== undefined && { step: seen.step / size }),
    evaluations: of.counted(),
  };
}

/** What a glance shows, where the line ends at its point on one side. */
function glanced(seen: Estimate & { readonly variation: number }, { low, high }: Line): Seen {
  const rest = { kind: low < 0 && high > 0 ? ('smooth' as const) : ('edge' as const), noisy: false, noise: 0 };
  return { ...seen, left: low < 0 ? seen : blind, right: high > 0 ? seen : blind, ...rest };
}

const still: Estimate = { value: 0, error: 0 };

/** The power of two below the largest component. */
const magnitude = (v: Vector): number => {
  const largest = maxNorm(v);
  return largest === 0 ? 0 : 2 ** Math.max(-1021, Math.min(1021, Math.floor(Math.log2(largest))));
};

const lineOf = (f: (x: Vector) => number, x: Vector, v: Vector, { domain, inside, ...look }: LineOptions): Line =>
  line(caught(f), vector(x), v, domain ?? everywhere(x.length), inside, look);

/** How far to either side f(x + t v) keeps its shape, in units of its scale; infinite if beyond all that a slope is read from, or if it has no shape at all. */
export const shapeAlong = (f: (x: Vector) => number, x: Vector, v: Vector, look: LineOptions = {}): number => extent(lineOf(f, x, v, look));

/** d²/dt² f(x + t v) at t = 0, from values of f alone, by the same means. */
export function curvature(
  f: (x: Vector) => number,
  x: Vector,
  v: Vector,
  look: LineOptions = {},
): Estimate & { readonly evaluations: number; readonly kind: Shape; readonly variation: number } {
  const size = magnitude(v);
  if (size === 0) return { ...still, evaluations: 0, kind: 'smooth', variation: 0 };
  const of = lineOf(f, x, scaled(v, 1 / size), look);
  const both = begin(of, 'both');
  advance(both, of, 2, noiseOf(of, look.precision ?? 'float64'), 12);
  const seen = both.best ? scale(secondOpinion(both, of, 2), size ** 2) : blind;
  return {
    ...seen,
    evaluations: of.counted(),
    kind: both.settled ? 'smooth' : 'unresolved',
    variation: (variationOf(both) * size ** 2) / (both.best?.r ?? 1),
  };
}

/** Standard deviation of the noise of f near x, beside x along v; 0 where none is seen. */
export function noiseAlong(f: (x: Vector) => number, x: Vector, v: Vector, look: LineOptions = {}): number {
  const size = magnitude(v);
  return size === 0 ? 0 : noiseBeside(lineOf(f, x, scaled(v, 1 / size), look));
}

const caught = (f: (x: Vector) => number) => (x: Vector) => {
  try {
    return f(x);
  } catch {
    return Number.NaN;
  }
};

type Seen = Omit<Derivative, 'evaluations'>;

function slope(of: Line, precision: Precision): Seen {
  if (!Number.isFinite(of.at(0))) return { ...blind, left: blind, right: blind, kind: 'unresolved', noisy: false, variation: 0, noise: 0 };
  const noises = noiseOf(of, precision);
  const both = begin(of, 'both');
  advance(both, of, 1, noises, 2);
  if (closed(both) !== undefined) return edge(of, noises, closed(both)!);
  if (both.settled && of.coarse && leansOn(both)) return edge(of, noises, leansOn(both)!);
  if (both.settled && !drowned(both)) return smooth(both, of);

  const from = both.settled ? undefined : both;
  const [left, right] = [begin(of, 'left', from), begin(of, 'right', from)];
  for (const side of [left, right]) advance(side, of, 1, noises, 1);
  if (left.settled && right.settled) return joint(secondOpinion(left, of, 1), secondOpinion(right, of, 1), left, right);

  advance(both, of, 1, noises, 14);
  if (closed(both) !== undefined) return edge(of, noises, closed(both)!);
  if (both.settled && !drowned(both)) return smooth(both, of);
  const [before, after] = both.settled ? [begin(of, 'left'), begin(of, 'right')] : [left, right];
  for (const side of [before, after]) advance(side, of, 1, noises, 14);
  return rough(both, limit(before, of), limit(after, of), background(both, before, after));
}

/** The side on which f is not defined, if there is just one. */
const closed = ({ low, high }: Search): 'left' | 'right' | undefined =>
  low < 0 && high > 0 ? undefined : low < 0 ? 'right' : high > 0 ? 'left' : undefined;

/** The side of a near edge, if f is constant as far as that: it may be the stair of a rounded f, which only the other side can tell. */
function leansOn({ best, low, high }: Search): 'left' | 'right' | undefined {
  if (best === undefined || best.fit.to >= best.r || degreeAboveNoise(best.fit) > 0) return undefined;
  return -low < high ? 'left' : 'right';
}

function smooth(both: Search, of: Line): Seen {
  const seen = secondOpinion(both, of, 1);
  return { ...seen, left: seen, right: seen, kind: 'smooth', step: both.best!.r, ...background(both) };
}

/** The estimate of a search, with a bar that also covers what another method says on other points. */
function secondOpinion(search: Search, of: Line, order: 1 | 2): Estimate & { readonly roundingSlope: number } {
  const { fit: fitted } = search.best!;
  const { value, error, roundingSlope } = outcome(search, of);
  const symmetric = fitted.from === -fitted.to;
  const other = symmetric ? central(of, fitted.to / 8, order, fitted.noise) : again(fitted, of, order);
  if (!Number.isFinite(other.value)) return { value, error, roundingSlope };
  const apart = Math.abs(value - other.value);
  return { value, error: Math.max(error, apart <= other.error ? Math.min(apart, 8 * error) : apart), roundingSlope };
}

/** The same fit on a part of its interval. */
function again({ from, to, coefficients }: Fit, of: Line, order: 1 | 2): Estimate {
  const half = fit(of, from / 2, to / 2, coefficients.length - 1);
  return 'hole' in half ? blind : derivativeOf(half, 0, order, true);
}

/** Both sides are resolved and the whole is not: a kink, or a joint at which the slopes meet. */
function joint(left: Estimate, right: Estimate, ...searches: readonly Search[]): Seen {
  const apart = Math.abs(left.value - right.value);
  const kind = apart > APART * (left.error + right.error) ? 'kink' : 'smooth';
  return {
    value: (left.value + right.value) / 2,
    error: Math.max(left.error, right.error) + apart / 2,
    left,
    right,
    kind,
    ...background(...searches),
  };
}

/** What the searches behind a slope say of noise and variation. */
const background = (...searches: readonly Search[]): Pick<Derivative, 'noisy' | 'variation' | 'noise'> => ({
  noisy: searches.some(({ noisy }) => noisy),
  variation: Math.max(...searches.map(variationOf)),
  noise: Math.max(...searches.map(({ best }) => best?.fit.noise ?? 0)),
});

function edge(of: Line, noises: ReturnType<typeof noiseOf>, missing: 'left' | 'right'): Seen {
  const side = begin(of, missing === 'left' ? 'right' : 'left');
  advance(side, of, 1, noises, 20);
  const { estimate, kind } = limit(side, of);
  const [left, right] = missing === 'left' ? [blind, estimate] : [estimate, blind];
  return {
    ...estimate,
    left,
    right,
    kind: kind === 'finite' ? 'edge' : kind === 'jump' ? 'jump' : 'blow-up',
    ...(side.best && { step: side.best.r }),
    ...background(side),
  };
}

/** Nothing was resolved: what the slopes on ever smaller intervals tend to. */
function rough(both: Search, left: Limit, right: Limit, found: ReturnType<typeof background>): Seen {
  if (left.kind === 'finite' && right.kind === 'finite') return { ...joint(left.estimate, right.estimate, both), ...found };
  const either = (kind: Limit['kind']) => left.kind === kind || right.kind === kind;
  const { value, error } = both.best ?? blind;
  return {
    value,
    error,
    left: left.estimate,
    right: right.estimate,
    kind: either('jump') ? 'jump' : either('grows') ? 'blow-up' : 'unresolved',
    ...found,
  };
}

interface Limit {
  readonly estimate: Estimate;
  readonly kind: 'finite' | 'grows' | 'jump' | 'unknown';
}

/** What the rounding of inputs explains so many times, or noise that all at once is so much louder, ends what can be read from narrower intervals. */
const ROUNDED = 4;
const LOUDER = 64;

function seenThroughRounding(trail: Search['trail']): Search['trail'] {
  const end = trail.findIndex(({ value, noise, rounding }, k) => {
    const before = trail[k - 1];
    return k > 3 && before && Math.abs(value - before.value) <= Math.max(ROUNDED * rounding, noise > LOUDER * before.noise ? noise : 0);
  });
  return end < 0 ? trail : trail.slice(0, end);
}

/** What the slopes of one side tend to as its interval shrinks: a number, or none. */
function limit(search: Search, of: Line): Limit {
  const { settled, best } = search;
  if (!best) return { estimate: blind, kind: 'unknown' };
  const estimate = settled ? secondOpinion(search, of, 1) : outcome(search, of);
  if (settled) return { estimate, kind: 'finite' };
  const last = seenThroughRounding(search.trail).slice(-5);
  if (last.length < 4) return { estimate: { ...estimate, error: Number.POSITIVE_INFINITY }, kind: 'unknown' };
  const steps = last.slice(1).map(({ value }, i) => Math.abs(value - last[i]!.value));
  const ratios = steps.slice(1).map((step, i) => step / steps[i]!);
  const [worst, mildest] = [Math.max(...ratios), Math.min(...ratios)];
  const final = last.at(-1)!;
  const step = steps.at(-1)!;
  if (worst < 0.9) {
    const error = (2 * step) / (1 - worst) + final.noise + EPSILON * Math.abs(final.value);
    return { estimate: error < estimate.error ? { value: final.value, error } : estimate, kind: 'finite' };
  }
  if (mildest > 8) return { estimate: blind, kind: 'jump' };
  if (mildest > 0.95) return { estimate: blind, kind: 'grows' };
  return { estimate: { ...estimate, error: Number.POSITIVE_INFINITY }, kind: 'unknown' };
}
