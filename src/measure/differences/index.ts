import { type Estimate, scale } from '../../math/estimate.ts';
import type { Vector } from '../../math/vector.ts';
import type { Announced } from '../../subject/announcement.ts';
import { CONTRADICTION, type Shape } from '../side.ts';
import { disturbance, isUnbroken, stepOf, UNBROKEN_HALVINGS, willBeDisturbed } from './disturbance.ts';
import { extent } from './extent.ts';
import { type Aside, type Glance, glance, glanceAside, glanceBend } from './glance.ts';
import { type Limit, limit } from './limit.ts';
import { contextPer, type Line, type LineContext, lineOf, magnitude, per } from './line.ts';
import { noiseBeside, noiseOf } from './noise.ts';
import { advance, begin, degreeAboveNoise, drowned, outcome, type Search, type Side, variationOf } from './search.ts';
import { secondOpinion } from './second-opinion.ts';

export type { Shape } from '../side.ts';
export { unitOf } from './chebyshev.ts';
export { glanceSpan } from './glance.ts';
export { roomAlong } from './line.ts';
export { mayBeNoise } from './noise.ts';

/** D_v f(x) with its error bar, both one-sided derivatives, the shape of the line at x, and the price. */
export interface Derivative extends Estimate {
  /** The derivative from the left, as t tends to 0 from below, in the direction of v; NaN ± ∞ where f is not defined there. */
  readonly left: Estimate;
  /** The derivative from the right. */
  readonly right: Estimate;
  readonly kind: Shape;
  /** How often f was evaluated. */
  readonly evaluations: number;
  /** True if noise coarser than the rounding of f was found. */
  readonly noisy: boolean;
  /** The slope that the variation of f on the interval amounts to; a slope near zero is known relative to this. */
  readonly variation: number;
  /** The standard deviation of the noise of f along the line. */
  readonly noise: number;
  /** The slope that the rounding of f may hide, where f does not change. */
  readonly roundingSlope?: number;
  /** Of a glance, the part of its bar that is the rounding of values: on a line that is shorter by a factor it is larger by that factor. */
  readonly blur?: number;
  /** The half-width, as a multiple of v, of the interval from which the slope was read; at an edge its whole width. */
  readonly step?: number;
}

/** What is known about f beside its values, and how closely a line is looked at. */
export interface LineOptions extends LineContext {
  /** 'quick' takes seven values, where the domain leaves room for them, and gives the bar that they allow; 'thorough' is the default. */
  readonly effort?: 'quick' | 'thorough';
  /** Whether a quick look that shows no slope looks at each side by itself, at seven values more each. */
  readonly aside?: boolean;
  /** Whether another method is heard too, on other points, where a thorough look has a slope; true if omitted. */
  readonly seconded?: boolean;
  /** The part of a derivative that the bar of fewer values may be for them to be enough: of five for a quick look at a slope, and of seven for a second derivative; none if omitted. */
  readonly enough?: number;
  /** The part of a derivative that the bar of three values may be for them to be enough for a quick look at a slope; never if omitted. */
  readonly brief?: number;
}

const unknown: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
const zero: Estimate = { value: 0, error: 0 };

/** Intervals that a search may try: around x before the sides are looked at by themselves; of each side at first; in all; at an edge; and for a second derivative. Why: 14 shrink by 16¹⁴ at most, from the scale past the spacing of doubles; with 7, slopes close to an edge are not found (index.test.ts). The others save evaluations. */
const LEVELS = { first: 2, side: 1, all: 14, edge: 20, curvature: 12 };

/**
 * D_v f(x) = d/dt f(x + t v) at t = 0, from values of f alone; x and v are vectors of n numbers.
 *
 * The line is interpolated at Chebyshev points of a shrinking interval until its coefficients end in a plateau, which is the noise. A central difference of order 12 (B. Fornberg 1988)
 * gives a second opinion, and the bar is the larger of both. Where no interval is resolved, each side is looked at alone, which tells kinks, jumps, edges and slopes without limit.
 * Where f throws or is not finite, the line ends: nothing is thrown.
 */
export function derivative(f: Announced<number>, x: Vector, v: Vector, look: LineOptions = {}): Derivative {
  const size = magnitude(v);
  if (size === 0) return { ...zero, left: zero, right: zero, kind: 'smooth', evaluations: 0, noisy: false, variation: 0, noise: 0 };
  const of = lineOf(f, x, per(v, size), contextPer(look, size));
  const quick = look.effort === 'quick' ? glance(of, look.enough, look.brief) : undefined;
  const aside = quick && look.aside ? glanceAside(of, quick) : undefined;
  const seen = aside ? asideOf(aside, of) : quick ? glanced(quick, of) : slope(of, look);
  return {
    ...seen,
    ...scale(seen, size),
    left: scale(seen.left, size),
    right: scale(seen.right, size),
    variation: seen.variation * size,
    ...(seen.roundingSlope !== undefined && { roundingSlope: seen.roundingSlope * size }),
    ...(seen.blur !== undefined && { blur: seen.blur * size }),
    ...(seen.step !== undefined && { step: seen.step / size }),
    evaluations: of.counted(),
  };
}

/** A glance as a derivative: an edge where the line ends at x on one side. */
function glanced(seen: Glance, { low, high }: Line): Seen {
  const rest = { kind: low < 0 && high > 0 ? ('smooth' as const) : ('edge' as const), noisy: false, noise: 0 };
  return { ...seen, left: low < 0 ? seen : unknown, right: high > 0 ? seen : unknown, ...rest };
}

/** How far to either side f(x + t v) is a polynomial up to noise, in units of its scale; infinite if beyond all that a slope is read from, or if it is one nowhere. */
export const shapeAlong = (f: Announced<number>, x: Vector, v: Vector, look: LineOptions = {}): number => extent(lineOf(f, x, v, look));

/** d²/dt² f(x + t v) at t = 0, by the same means, or at a glance where its bar is at most a part of it; 'unresolved' where no interval around x is resolved. */
export function curvature(
  f: Announced<number>,
  x: Vector,
  v: Vector,
  look: LineOptions = {},
): Estimate & { readonly evaluations: number; readonly kind: Shape; readonly variation: number } {
  const size = magnitude(v);
  if (size === 0) return { ...zero, evaluations: 0, kind: 'smooth', variation: 0 };
  const of = lineOf(f, x, per(v, size), look);
  const { enough = 0 } = look;
  const glanced = enough > 0 ? glanceBend(of) : undefined;
  if (glanced && glanced.error <= enough * Math.abs(glanced.value))
    return { ...scale(glanced, size ** 2), evaluations: of.counted(), kind: 'smooth', variation: 0 };
  const both = advance(begin({ of, side: 'both', order: 2, noises: noiseOf(of, look.precision ?? 'float64') }), LEVELS.curvature);
  const seen = both.best ? scale(look.seconded === false ? outcome(both) : secondOpinion(both), size ** 2) : unknown;
  return {
    ...seen,
    evaluations: of.counted(),
    kind: both.settled ? 'smooth' : 'unresolved',
    variation: (variationOf(both) * size ** 2) / (both.best?.r ?? 1),
  };
}

/** The standard deviation of the noise of f near x, on intervals beside x along v; 0 where none is seen. */
export function noiseAlong(f: Announced<number>, x: Vector, v: Vector, look: LineOptions = {}): number {
  const size = magnitude(v);
  return size === 0 ? 0 : noiseBeside(lineOf(f, x, per(v, size), look));
}

/** Where f is constant along a whole line, the standard deviation of what it may hide. Why: 1 is what formulas add to what vanishes, as log(1 + eˣ) does; it is rounded a few times, each by a third of a unit. */
const CONSTANT_HIDES = 2;

/** What disturbs a line from a point on. */
export interface Disturbances {
  /**
   * The standard deviation of the noise as far as a length: what stands above rounding on an interval of that length, or stood so on a longer one, if this one is not resolved or the line stands on a
   * step of a stair. Lengths that are asked for must become shorter.
   */
  noise(length: number): number;
  /** Announces all lengths for which the noise will be asked. */
  ahead(lengths: readonly number[]): void;
  /** The height of the tallest step that was seen on any of these intervals. */
  tallest(): number;
  /** Whether f was the same on all of these intervals. */
  isConstant(): boolean;
  /** Whether f is smooth as far as a length, to its rounding or to noise of a level. */
  isSmooth(length: number, level: number): boolean;
  /** Whether f is smooth as far as a length, to its rounding or to noise, and to such a level. */
  isQuiet(length: number, level: number): boolean;
  /** Whether f has no jump of a height as far as a length to both sides: on each part of that, which is halved so often at most, it is smooth to its rounding, or to noise far below, or changes by less. */
  isUnbroken(length: number, height: number, halvings?: number): boolean;
}

/** What disturbs f along the line from x along v. */
export function disturbances(f: Announced<number>, x: Vector, v: Vector, look: LineOptions = {}): Disturbances {
  const of = lineOf(f, x, v, look);
  let [heard, rounding, tallest, constant] = [0, 0, 0, true];
  return {
    ahead: (lengths) =>
      willBeDisturbed(
        of,
        lengths.map((length) => [0, Math.min(length, of.high)]),
      ),
    tallest: () => tallest,
    isConstant: () => constant,
    isSmooth(length, most) {
      const { kind, level } = disturbance(of, 0, Math.min(length, of.high));
      return kind === 'rounding' || (kind === 'noise' && level <= most);
    },
    isQuiet(length, most) {
      const { kind, level } = disturbance(of, 0, Math.min(length, of.high));
      return (kind === 'rounding' || kind === 'noise') && level <= most;
    },
    isUnbroken: (length, height, halvings = UNBROKEN_HALVINGS) =>
      isUnbroken({ of, height }, Math.max(of.low, -length), Math.min(of.high, length), halvings),
    noise(length) {
      const seen = disturbance(of, 0, Math.min(length, of.high));
      constant &&= seen.kind === 'constant';
      if (seen.kind === 'noise') heard = seen.level;
      if (constant) return CONSTANT_HIDES * of.unit;
      if (seen.kind === 'noise' || seen.kind === 'unresolved') return heard;
      rounding = Math.max(rounding, seen.level);
      const step = stepOf(of, seen, Math.max(heard, rounding));
      tallest = Math.max(tallest, step);
      return Math.max(seen.level, step);
    },
  };
}

type Seen = Omit<Derivative, 'evaluations'>;

/** The thorough look: around 0, on each side, then both again on narrower intervals. */
function slope(of: Line, { precision = 'float64', seconded = true }: LineOptions): Seen {
  if (!Number.isFinite(of.at(0)))
    return { ...unknown, left: unknown, right: unknown, kind: 'unresolved', noisy: false, variation: 0, noise: 0 };
  const noises = noiseOf(of, precision);
  const start = (side: Side, both?: Search) => begin({ of, side, order: 1, noises }, both);
  const opinion = seconded ? secondOpinion : outcome;
  const smooth = (both: Search): Seen => {
    const seen = opinion(both);
    return { ...seen, left: seen, right: seen, kind: 'smooth', step: both.best!.r, ...background(both) };
  };

  const first = advance(start('both'), LEVELS.first);
  const edgeAt = closed(first) ?? (first.settled && of.coarse ? leansOn(first) : undefined);
  if (edgeAt !== undefined) return edge(start(opposite[edgeAt]));
  if (first.settled && !drowned(first)) return smooth(first);

  const from = first.settled ? undefined : first;
  const left = advance(start('left', from), LEVELS.side);
  const right = advance(start('right', from), LEVELS.side);
  if (left.settled && right.settled) return joint(opinion(left), opinion(right), left, right);

  const both = advance(first, LEVELS.all);
  const missing = closed(both);
  if (missing !== undefined) return edge(start(opposite[missing]));
  if (both.settled && !drowned(both)) return smooth(both);
  const [before, after] = both.settled ? [start('left'), start('right')] : [left, right];
  const sides = [advance(before, LEVELS.all), advance(after, LEVELS.all)] as const;
  return rough(both, limit(sides[0]), limit(sides[1]), background(both, ...sides));
}

const opposite = { left: 'right', right: 'left' } as const;

/** The side on which f is not defined, if there is just one. */
const closed = ({ low, high }: Search): 'left' | 'right' | undefined =>
  low < 0 && high > 0 ? undefined : low < 0 ? 'right' : high > 0 ? 'left' : undefined;

/** The side of a near edge, if f is constant as far as that: it may be the stair of a rounded f, which only the other side can tell. */
function leansOn({ best, low, high }: Search): 'left' | 'right' | undefined {
  if (best === undefined || best.fit.to >= best.r || degreeAboveNoise(best.fit) > 0) return undefined;
  return -low < high ? 'left' : 'right';
}

/** Both sides are resolved and the whole is not: a kink, or a joint at which the slopes meet. */
const joint = (left: Estimate, right: Estimate, ...searches: readonly Search[]): Seen => ({
  ...joined(left, right),
  ...background(...searches),
});

function joined(left: Estimate, right: Estimate): Pick<Seen, 'value' | 'error' | 'left' | 'right' | 'kind'> {
  const apart = Math.abs(left.value - right.value);
  const kind = apart > CONTRADICTION * (left.error + right.error) ? 'kink' : 'smooth';
  return { value: (left.value + right.value) / 2, error: Math.max(left.error, right.error) + apart / 2, left, right, kind };
}

/** Glances at the sides as a derivative. */
function asideOf(aside: Aside, of: Line): Seen {
  if ('clear' in aside) return glanced(aside.clear, of);
  const { left, right } = aside;
  return { ...joined(left, right), variation: Math.max(left.variation, right.variation), noisy: false, noise: 0 };
}

/** What the searches behind a slope say of noise and variation. */
const background = (...searches: readonly Search[]): Pick<Derivative, 'noisy' | 'variation' | 'noise'> => ({
  noisy: searches.some(({ noisy }) => noisy),
  variation: Math.max(...searches.map(variationOf)),
  noise: Math.max(...searches.map(({ best }) => best?.fit.noise ?? 0)),
});

/** The slope at an end of the line, from the one side on which f is defined. */
function edge(start: Search): Seen {
  const side = advance(start, LEVELS.edge);
  const { estimate, tendency } = limit(side);
  const [left, right] = start.side === 'right' ? [unknown, estimate] : [estimate, unknown];
  return {
    ...estimate,
    left,
    right,
    kind: tendency === 'finite' ? 'edge' : tendency === 'jump' ? 'jump' : 'blow-up',
    ...(side.best && { step: side.best.r }),
    ...background(side),
  };
}

/** Nothing was resolved: the shape is what the slopes on ever smaller intervals tend to. */
function rough(both: Search, left: Limit, right: Limit, found: ReturnType<typeof background>): Seen {
  if (left.tendency === 'finite' && right.tendency === 'finite') return { ...joint(left.estimate, right.estimate, both), ...found };
  const either = (tendency: Limit['tendency']) => left.tendency === tendency || right.tendency === tendency;
  const { value, error } = both.best ?? unknown;
  return {
    value,
    error,
    left: left.estimate,
    right: right.estimate,
    kind: either('jump') ? 'jump' : either('grows') ? 'blow-up' : 'unresolved',
    ...found,
  };
}
