import type { Estimate } from '../../math/estimate.ts';
import { bend, derivativeOf, type Fit, fit } from './chebyshev.ts';
import type { Line } from './line.ts';
import { isThroughout, type noiseOf } from './noise.ts';
import { hiddenSlope, isGrain, isStair } from './stair.ts';

export type Side = 'both' | 'left' | 'right';

/** How far a search for a resolved interval has come. */
export interface Search {
  readonly side: Side;
  /** Half-width of the next interval. */
  r: number;
  /** Where f is found to be finite; 0 at an end where it is not beyond. */
  low: number;
  high: number;
  best: (Estimate & { readonly fit: Fit; readonly r: number }) | undefined;
  /** What those intervals say whose coefficients do not fall to rounding, from wide to narrow, if all that disturbs them is noise. */
  readonly disturbed: (Estimate & { readonly fit: Fit })[];
  /** True once an interval was found on which the line is a polynomial up to noise. */
  settled: boolean;
  /** True if the noise is coarser than rounding. */
  noisy: boolean;
  /** The slope on each interval that was tried, from wide to narrow; `rounding` is how far the rounding of inputs may have moved it. */
  readonly trail: { readonly value: number; readonly noise: number; readonly rounding: number; readonly variation: number }[];
}

/** The part of the line's scale that the first interval spans to either side. */
const FIRST = 1 / 4;
/** Where noise is what limits a slope, intervals so many times become so much wider. */
const WIDER = { times: 4, by: 4 };
/** The part of the line's scale that the widest interval spans to either side. */
export const WIDEST = FIRST * WIDER.by ** WIDER.times;
/** Without any hint, the next interval is this much smaller. */
const SHRINK = 1 / 16;
/** A neighbouring edge this much closer than the interval's half-width is leaned on, not shrunk to. */
const CLOSE = 2 ** -12;
/** Accuracy, relative to the slope, beyond which no further interval is tried. */
const ENOUGH = 1e-12;
/** Accuracy, relative to the slope, beyond which no wider interval is tried. */
const WIDE_ENOUGH = 1e-10;

/** Roundings of the inputs inside f that a bar covers: f may well be the exact value at a point so far from x. */
const INPUT_ROUNDINGS = 4;

/** A search of one side goes on from where one of both sides came to, if that is given. */
export const begin = (of: Line, side: Side, both?: Search): Search => ({
  side,
  r: both?.r ?? of.scale * FIRST,
  low: side === 'right' ? 0 : of.low,
  high: side === 'left' ? 0 : of.high,
  best: undefined,
  disturbed: both ? [...both.disturbed] : [],
  settled: false,
  noisy: false,
  trail: [],
});

/** Goes from wide intervals to narrow ones until the line is resolved, at most so many intervals further. */
export function advance(search: Search, of: Line, order: 1 | 2, noises: ReturnType<typeof noiseOf>, levels: number): void {
  const degree = search.side === 'both' ? 16 : 12;
  let plateau: (Estimate & { fit: Fit; r: number }) | undefined;
  for (let level = 0; level < levels && !search.settled && search.r >= of.finest; level++) {
    const interval = around(search);
    if (interval === undefined) return;
    const [from, to] = interval;
    const fitted = fit(of, from, to, degree);
    if ('hole' in fitted) {
      retreat(search, of, fitted.hole);
      level--;
      continue;
    }
    const settles = fitted.ending === 'resolved' || (fitted.ending === 'plateau' && noises.isNoise(fitted));
    const seen = { ...derivativeOf(fitted, 0, order, settles), fit: fitted, r: search.r };
    const rounding = INPUT_ROUNDINGS * of.rounding * bend(fitted, 0);
    search.trail.push({ value: seen.value, noise: seen.noisePart, rounding, variation: variation(fitted) });
    if (!search.best || seen.error < search.best.error) search.best = seen;
    if (settles || (fitted.ending === 'falling' && seen.error <= ENOUGH * Math.abs(seen.value))) {
      search.settled = true;
      search.noisy = fitted.ending === 'plateau';
      search.best = seen;
      if (to - from === (search.side === 'both' ? 2 : 1) * search.r) widen(search, of, order, degree);
      return;
    }
    if (fitted.ending !== 'falling') {
      const asNoise = { ...derivativeOf(fitted, 0, order, true), fit: fitted, r: search.r };
      search.disturbed.push(asNoise);
      if ((!plateau || asNoise.error < plateau.error) && noises.isFineNoise(fitted)) plateau = asNoise;
    }
    const floor = (derivativeOf(fitted, 0, order, true).noisePart * fitted.rounding) / fitted.noise;
    search.r *= fitted.ending === 'falling' ? shrinkage(fitted) : SHRINK;
    if (search.best.error < floor && search.trail.length > 3) break;
  }
  if (!search.settled && plateau && levels > 3) {
    search.best = plateau;
    search.settled = true;
    search.noisy = true;
  }
}

/** Below this part of the scale, and this amplitude relative to |f|, what disturbs a line everywhere may be the stairs of its rounding; differences of rounded numbers have tall ones. */
const FINE = { double: { width: 1e-5, amplitude: 1e-4 }, less: { width: 2 ** -6, amplitude: 2 ** -6 } };

/**
 * The estimate of a search; its bar also covers that f rounds its inputs, or products of them, before all else.
 * A line that is only resolved on a stair of its rounding has a bar that covers what is seen from afar, and what the stair itself may hide.
 */
export function outcome({ best, disturbed }: Search, of: Line): Estimate & { readonly roundingSlope: number } {
  const { value, error, fit, r } = best!;
  const rounding = INPUT_ROUNDINGS * of.rounding * bend(fit, 0);
  const { width, amplitude } = FINE[of.coarse ? 'less' : 'double'];
  const degree = degreeAboveNoise(fit);
  const allOver = (view: { fit: Fit }) => isAllOver(of, view.fit);
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

/** Whether what disturbs a fit is found in the middle half of its interval too. */
const isAllOver = (of: Line, fit: Fit): boolean => isThroughout(of, fit, (fit.to - fit.from) / 4);

/** The interval to look at: symmetric about 0 where there is room, else up to the edge that is near. */
function around({ side, r, low, high }: Search): readonly [number, number] | undefined {
  if (side === 'right') return high > 0 ? [0, Math.min(r, high)] : undefined;
  if (side === 'left') return low < 0 ? [Math.max(-r, low), 0] : undefined;
  const room = Math.min(-low, high);
  if (room >= r) return [-r, r];
  if (room >= r * CLOSE) return [-room, room];
  const wide: [number, number] = [Math.max(-r, low), Math.min(r, high)];
  return wide[0] < wide[1] ? wide : undefined;
}

/** Coefficients of degree k shrink by qᵏ on an interval shrunk by q: the q that brings the last ones down to rounding. */
function shrinkage({ coefficients, tail, rounding }: Fit): number {
  const q = ((rounding * 0.25) / tail) ** (1 / (coefficients.length - 2));
  const power = 2 ** Math.floor(Math.log2(q));
  return Math.min(0.5, Math.max(SHRINK, power));
}

/** f is not finite at t: what lies beyond is left alone, and if f is not finite right beside 0 either, that side is closed. */
function retreat(search: Search, of: Line, t: number): void {
  if (t === 0) {
    search.r = 0;
    return;
  }
  const sign = Math.sign(t);
  const reach = Math.abs(t);
  const beside = Math.max(of.finest, reach * 2 ** -40);
  let limit = 0;
  if (Number.isFinite(of.at(sign * beside))) for (limit = reach / 2; limit > beside && !Number.isFinite(of.at(sign * limit)); ) limit /= 4;
  if (sign > 0) search.high = Math.min(search.high, limit);
  else search.low = Math.max(search.low, -limit);
}

/** Where noise is what limits the slope, and few coefficients stand above it, a wider interval sees better. */
function widen(search: Search, of: Line, order: 1 | 2, degree: number): void {
  for (let times = 0; times < WIDER.times; times++) {
    const best = search.best!;
    if (best.error <= WIDE_ENOUGH * variationOf(search) || degreeAboveNoise(best.fit) > degree / 2) return;
    const r = best.r * WIDER.by;
    const [from, to] = [search.side === 'right' ? 0 : -r, search.side === 'left' ? 0 : r];
    if (from < search.low || to > search.high) return;
    const fitted = fit(of, from, to, degree);
    if ('hole' in fitted) return;
    if (fitted.ending !== 'resolved' && !(fitted.ending === 'plateau' && fitted.noise <= 4 * best.fit.noise)) return;
    const seen = { ...derivativeOf(fitted, 0, order, true), fit: fitted, r };
    if (!(seen.error < best.error)) return;
    search.best = seen;
  }
}

/** The slope that the variation on the best interval amounts to. */
export const variationOf = ({ best }: Pick<Search, 'best'>): number => (best ? variation(best.fit) : 0);

const variation = ({ coefficients, from, to }: Fit): number =>
  (2 * coefficients.reduce((most, c, k) => (k === 0 ? most : Math.max(most, Math.abs(c))), 0)) / (to - from);

/** The coarsest bar, relative to the slopes that the next wider interval shows, of a line that is resolved. */
const COARSE = 1 / 2;

/** Whether a line was settled only where it drowns in its rounding: the bar of its slope leaves open what the next wider interval shows, which did not settle. */
export function drowned({ best, trail }: Search): boolean {
  const before = trail.at(-2);
  return best !== undefined && before !== undefined && best.error > COARSE * before.variation;
}

/** The highest degree whose coefficient stands above the noise. */
export function degreeAboveNoise({ coefficients, noise }: Fit): number {
  let k = coefficients.length - 1;
  while (k > 0 && Math.abs(coefficients[k]!) <= 4 * noise * Math.sqrt(2 / coefficients.length)) k--;
  return k;
}
