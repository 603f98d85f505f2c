import type { Estimate } from '../../math/estimate.ts';
import { bend, DROWNED_SIGMAS, derivativeOf, type Fit, type FitDerivative, fit } from './chebyshev.ts';
import { INPUT_ROUNDINGS, type Line } from './line.ts';
import { isThroughout, type NoiseTest } from './noise.ts';
import { hiddenSlope, isGrain, isStair } from './stair.ts';

/** From which side of 0 a derivative is taken. */
export type Side = 'both' | 'left' | 'right';

/** What a search is after: the derivative at 0, of an order and from a side, of a line whose noise is told by a test. */
export interface Task {
  readonly of: Line;
  readonly side: Side;
  readonly order: 1 | 2;
  readonly noises: NoiseTest;
}

/** The derivative as one interval shows it; `r` is the half-width that the interval would have had with room enough. */
interface View extends FitDerivative {
  readonly fit: Fit;
  readonly r: number;
}

/** How far a search for an interval on which the line is resolved has come. */
export interface Search extends Task {
  /** Half-width of the next interval. */
  readonly r: number;
  /** The part of the line on which f was found to be finite; an end is 0 where it is not finite just beyond 0. */
  readonly low: number;
  readonly high: number;
  /** The view with the smallest bar, or the one that settled the search. */
  readonly best: View | undefined;
  /** Views of the intervals whose coefficients do not fall to rounding, from wide to narrow, taken as if all that disturbs them were noise. */
  readonly disturbed: readonly View[];
  /** The view with the smallest bar of those whose disturbance is noise by its wavelength. */
  readonly plateau: View | undefined;
  /** True once an interval was found on which the line is a polynomial up to noise. */
  readonly settled: boolean;
  /** True if that noise is coarser than rounding. */
  readonly noisy: boolean;
  readonly trail: readonly Footprint[];
}

/** What one of the intervals showed, from wide to narrow: its slope and the noise in its bar, how far the rounding of inputs may have moved the slope, and the slope that its largest coefficient amounts to. */
interface Footprint {
  readonly value: number;
  readonly noise: number;
  readonly rounding: number;
  readonly variation: number;
}

/** Degree of the polynomial on an interval to both sides of 0, and on one to one side. Why: 17 and 13 values; a well-scaled analytic f is resolved on its first or second interval then. With 9, noise of 10⁻¹² makes wrong bars (noise.test.ts); with 33 and 25, the median costs more than 40 values (calibration.test.ts). */
const SLOPE_DEGREE = { both: 16, one: 12 };
/** The part of the line's scale that the first interval spans to either side. Why: f has its own shape on an interval of the scale; the coefficients of 1/(1 + t²) on a quarter of it fall by 8 each, by 10¹⁴ to degree 16. Halved, half precision is not resolved (noise.test.ts); doubled, the bar of x³ at 10⁻⁵ is wider than it need be (index.test.ts). */
const FIRST_PART = 1 / 4;
/** Where noise is what limits a slope, wider intervals are tried, this many times at most, each wider by this factor. Why: up to 64 scales; noise in the slope falls by the factor each time, and a polynomial of low degree is one everywhere. With half of either, the extent of a bump is not found (extent.test.ts). */
const WIDER = { times: 4, by: 4 };
/** The part of the line's scale that the widest interval spans to either side. Why: the first one, widened as often as intervals are. */
export const WIDEST_PART = FIRST_PART * WIDER.by ** WIDER.times;
/** Without a hint from the coefficients, the next interval is smaller by this factor. Why: the ladder from the scale down to the spacing of doubles has a dozen rungs then. At 1/32, the slopes of ∛x grow as those of a jump do; at 1/8, those of a jump grow too slowly to tell (index.test.ts). */
const SHRINK = 1 / 16;
/** The last coefficient is to come down to this part of the rounding of the values. Why: the noise of a coefficient is that of a value divided by √8.5. */
const SHRINK_AIM = 0.25;
/** Room on the narrower side, relative to the half-width wanted, below which the interval leans on the edge. Why: a symmetric interval, however short, is the more accurate one; shorter than 2⁻¹² of it noise has eaten that. */
const LEAST_ROOM = 2 ** -12;
/** Accuracy, relative to the slope, at which no narrower interval is tried although coefficients still fall. Why: no law asks for more, and noise is near. */
const NARROW_ENOUGH = 1e-12;
/** Accuracy, relative to the variation of the line, at which no wider interval is tried. Why: as above; widening costs 17 values each time. */
const WIDE_ENOUGH = 1e-10;
/** After this many intervals, a bar below the noise of the next one ends the search. Why: the first few may be too wide to tell. */
const TRIED_ENOUGH = 3;
/** Intervals that a search must be allowed for a plateau that is noise by its wavelength, whatever its amplitude, to settle it. Why: after fewer, another interval may still resolve what looks like noise. */
const PATIENCE = 3;
/** Noise on a wider interval may be louder than on the one before by this factor. Why: it is measured from three or four coefficients. */
const WIDER_NOISE = 4;
/** Where f is not finite, the line is followed to this part of the distance to the place. Why: 2⁻⁴⁰ of the interval is nothing that could hold a slope. */
const BESIDE_HOLE = 2 ** -40;
/** The line is cut to a quarter as long, again and again, until f is finite there. Why: an end of the range of finite values is not needed to more than its exponent. */
const RETREAT = 1 / 4;

/** A search at its start. That of one side goes on from where that of both sides came to, if it is given. */
export const begin = (task: Task, both?: Search): Search => ({
  ...task,
  r: both?.r ?? task.of.scale * FIRST_PART,
  low: task.side === 'right' ? 0 : task.of.low,
  high: task.side === 'left' ? 0 : task.of.high,
  best: undefined,
  disturbed: both ? [...both.disturbed] : [],
  plateau: undefined,
  settled: false,
  noisy: false,
  trail: [],
});

/** The search gone on from wide intervals to narrow ones until the line is resolved, by this many intervals at most. */
export function advance(start: Search, levels: number): Search {
  let search: Search = { ...start, plateau: undefined };
  for (let level = 0; level < levels && !search.settled && search.r >= search.of.finest; ) {
    const interval = around(search);
    if (interval === undefined) return search;
    const fitted = fit(search.of, ...interval, degreeOf(search.side));
    if ('hole' in fitted) {
      search = retreated(search, fitted.hole);
      continue;
    }
    level++;
    search = looked(search, fitted);
    if (search.settled) return widened(search);
    const floor = (derivativeOf(fitted, 0, search.order, true).noisePart * fitted.rounding) / fitted.noise;
    if (search.best!.error < floor && search.trail.length > TRIED_ENOUGH) break;
  }
  if (search.settled || !search.plateau || levels <= PATIENCE) return search;
  return { ...search, best: search.plateau, settled: true, noisy: true };
}

const degreeOf = (side: Side): number => (side === 'both' ? SLOPE_DEGREE.both : SLOPE_DEGREE.one);

/** The search after a look at the interval of a fit. */
function looked(search: Search, fitted: Fit): Search {
  const { of, order, noises, r } = search;
  const view = (plateauIsNoise: boolean): View => ({ ...derivativeOf(fitted, 0, order, plateauIsNoise), fit: fitted, r });
  const isPolynomial = fitted.ending === 'resolved' || (fitted.ending === 'plateau' && noises.isNoise(fitted));
  const seen = view(isPolynomial);
  const rounding = INPUT_ROUNDINGS * of.rounding * bend(fitted, 0);
  const trail = [...search.trail, { value: seen.value, noise: seen.noisePart, rounding, variation: variation(fitted) }];
  if (isPolynomial || (fitted.ending === 'falling' && seen.error <= NARROW_ENOUGH * Math.abs(seen.value)))
    return { ...search, trail, best: seen, settled: true, noisy: fitted.ending === 'plateau' };
  const best = !search.best || seen.error < search.best.error ? seen : search.best;
  if (fitted.ending === 'falling') return { ...search, trail, best, r: r * shrinkage(fitted) };
  const asNoise = view(true);
  const { plateau } = search;
  const quieter = (!plateau || asNoise.error < plateau.error) && noises.isFineNoise(fitted);
  return {
    ...search,
    trail,
    best,
    disturbed: [...search.disturbed, asNoise],
    plateau: quieter ? asNoise : plateau,
    r: r * SHRINK,
  };
}

/**
 * Below this part of the scale, and of this amplitude relative to |f|, what disturbs a line everywhere may be the stairs of its rounding.
 * Why: a stair in double precision is wide only where f hardly changes; differences of numbers of less precision have stairs as tall and wide as a hundredth.
 */
const FINE = { double: { width: 1e-5, amplitude: 1e-4 }, less: { width: 2 ** -6, amplitude: 2 ** -6 } };

/**
 * The estimate of a search, and the slope that a stair of rounding may hide, which its bar covers. The bar also covers that f rounds its inputs, or products of them, before all
 * else, and, for a line that was resolved only where it may stand on such a stair, what is seen from afar.
 */
export function outcome({ best, disturbed, of }: Search): Estimate & { readonly roundingSlope: number } {
  const { value, error, fit, r } = best!;
  const rounding = INPUT_ROUNDINGS * of.rounding * bend(fit, 0);
  const { width, amplitude } = FINE[of.coarse ? 'less' : 'double'];
  const degree = degreeAboveNoise(fit);
  const allOver = (view: View) => isAllOver(of, view.fit);
  const afar = of.coarse ? disturbed.find(allOver) : disturbed.slice(0, 1).find(allOver);
  const onStair = afar && (degree === 0 || (r < width * of.scale && afar.fit.noise <= amplitude * afar.fit.size));
  const cover = (view: Estimate) => Math.abs(view.value - value) + view.error;
  const grain = isStair(degree) && disturbed.findLast((view) => isGrain(of, view.fit.noise) && allOver(view));
  const covered = [...(onStair ? [cover(afar)] : []), ...(grain ? [cover(grain)] : [])];
  const roundingSlope =
    fit.ending === 'resolved' && isStair(degree) && (degree === 0 || disturbed.length > 0)
      ? hiddenSlope(of, fit, degree, disturbed.at(-1)?.fit.noise)
      : 0;
  return { value, error: Math.max(error + rounding, roundingSlope, ...covered), roundingSlope };
}

/** Whether the disturbance of a fit is found in the middle half of its interval too. */
function isAllOver(of: Line, fit: Fit): boolean {
  const half = (fit.to - fit.from) / 2;
  return isThroughout(of, fit, half / 2);
}

/** The interval to look at: symmetric about 0 where there is room, else up to the edge that is near. */
function around({ r, low, high }: Search): readonly [number, number] | undefined {
  const room = Math.min(-low, high);
  if (room >= r) return [-r, r];
  if (room >= r * LEAST_ROOM) return [-room, room];
  const wide: [number, number] = [Math.max(-r, low), Math.min(r, high)];
  return wide[0] < wide[1] ? wide : undefined;
}

/** Coefficient k shrinks by qᵏ on an interval shrunk by q: the q, a power of two so that x + t v stays exact, that brings the last ones down to rounding; 1/2 at most, for they are above it. */
function shrinkage({ coefficients, tail, rounding }: Fit): number {
  const q = ((rounding * SHRINK_AIM) / tail) ** (1 / (coefficients.length - 2));
  const power = 2 ** Math.floor(Math.log2(q));
  return Math.max(SHRINK, power);
}

/** The search where f is not finite at t: what lies beyond is left alone, and if f is not finite right beside 0 either, that side is closed. */
function retreated(search: Search, t: number): Search {
  if (t === 0) return { ...search, r: 0 };
  const { of, low, high } = search;
  const sign = Math.sign(t);
  const reach = Math.abs(t);
  const beside = Math.max(of.finest, reach * BESIDE_HOLE);
  const hasValue = (distance: number) => Number.isFinite(of.at(sign * distance));
  let limit = 0;
  if (hasValue(beside)) for (limit = reach / 2; limit > beside && !hasValue(limit); ) limit *= RETREAT;
  return sign > 0 ? { ...search, high: Math.min(high, limit) } : { ...search, low: Math.max(low, -limit) };
}

/** A settled search with the view of a wider interval, where noise is what limits the slope and few coefficients stand above it. */
function widened(search: Search): Search {
  const { of, side, order, low, high } = search;
  const degree = degreeOf(side);
  let best = search.best!;
  for (let times = 0; times < WIDER.times; times++) {
    if (best.error <= WIDE_ENOUGH * variation(best.fit) || degreeAboveNoise(best.fit) > degree / 2) break;
    const r = best.r * WIDER.by;
    const [from, to] = [side === 'right' ? 0 : -r, side === 'left' ? 0 : r];
    if (from < low || to > high) break;
    const fitted = fit(of, from, to, degree);
    if ('hole' in fitted) break;
    if (fitted.ending !== 'resolved' && !(fitted.ending === 'plateau' && fitted.noise <= WIDER_NOISE * best.fit.noise)) break;
    const seen = { ...derivativeOf(fitted, 0, order, true), fit: fitted, r };
    if (!(seen.error < best.error)) break;
    best = seen;
  }
  return { ...search, best };
}

/** The slope that the variation of f on the best interval amounts to; 0 if there is none. */
export const variationOf = ({ best }: Pick<Search, 'best'>): number => (best ? variation(best.fit) : 0);

/** The largest coefficient over the half-width. */
const variation = ({ coefficients, from, to }: Fit): number =>
  (2 * coefficients.reduce((most, c, k) => (k === 0 ? most : Math.max(most, Math.abs(c))), 0)) / (to - from);

/** The coarsest bar, relative to the slope that the variation on the next wider interval amounts to, of a line that is resolved. Why: with more, not even the first digit of the slope is known. */
const COARSEST_BAR = 1 / 2;

/** Whether a line was settled only where it drowns in its rounding: the bar of its slope leaves open what the next wider interval shows, which did not settle. */
export function drowned({ best, trail }: Search): boolean {
  const before = trail.at(-2);
  return best !== undefined && before !== undefined && best.error > COARSEST_BAR * before.variation;
}

/** The highest degree whose coefficient stands above the noise. */
export function degreeAboveNoise({ coefficients, noise }: Fit): number {
  let k = coefficients.length - 1;
  while (k > 0 && Math.abs(coefficients[k]!) <= DROWNED_SIGMAS * noise * Math.sqrt(2 / coefficients.length)) k--;
  return k;
}
