import { expected, type Fit, fit, valueAt } from './chebyshev.ts';
import type { Line } from './line.ts';

/** Degree of the fits by which disturbances are told. Why: that of the one-sided fits of slopes. */
const DEGREE = 12;

/** What disturbs a line on an interval: a standard deviation, and whether what is left of a fit is rounding, noise, or a shape that the fit does not resolve; 'constant' where all values are the same. */
export interface Disturbance {
  readonly level: number;
  readonly kind: 'rounding' | 'noise' | 'unresolved' | 'constant';
  readonly fit?: Fit;
}

/** The disturbance of a line on an interval, from the plateau of its Chebyshev coefficients. */
export function disturbance(of: Line, from: number, to: number): Disturbance {
  const seen = fit(of, from, to, DEGREE);
  if ('hole' in seen) return { level: 0, kind: 'unresolved' };
  if (seen.coefficients.every((c, k) => k === 0 || c === 0)) return { level: 0, kind: 'constant', fit: seen };
  const kind = seen.ending === 'resolved' ? 'rounding' : seen.ending === 'plateau' ? 'noise' : 'unresolved';
  return { level: kind === 'unresolved' ? seen.tail * Math.sqrt(DEGREE / 2) : seen.noise, kind, fit: seen };
}

/** Announces to a line on which intervals its disturbance will be asked for. */
export const willBeDisturbed = (of: Line, intervals: readonly (readonly [from: number, to: number])[]): void =>
  expected(of, intervals, DEGREE);

/** The places at which a line is asked whether it still goes on as on an interval, in lengths of the interval beyond its end: none is a round number. Why: each is twice as far as the one before, and the last further than any interval is short. */
const PLACES = Array.from({ length: 52 }, (_, k) => 2 ** k / 3);
/** So many of these places are announced at once. Why: some three of them are then asked in vain, at the last. */
const ANNOUNCED_PLACES = 6;
/** A line has left its shape where it is this many standard deviations of its rounding away from it, for each length of the interval. Why: the slope of a shape is known to the rounding over the interval, and the shape is continued beside it. */
const OFF_SHAPE = 8;
/** A step is at most this many standard deviations of the noise high. Why: steps of height 1, seen as noise, have a deviation of 0.3; what is much higher is no rounding. */
const TALLEST = 16;
/** Or this many roundings of 1, of the inputs, or of f beside the step or at the ends of the line. Why: 1 − tanh² and the like lose some twenty; what f is multiplied by shows where it is large. */
const STAIR_ROUNDINGS = 64;
/** Halvings of the distance between a place before the step and one behind it. Why: 2⁻⁵² of an interval is a step, whatever the line looks like. */
const STEP_HALVINGS = 52;
/**
 * The height of the steps of a stair on which a line stands, where it is smooth on an interval as one step of many: beside the interval it leaves its shape, a straight line at most, at once and by no more
 * than wider intervals show as noise of a level, or than rounding explains. 0 where it goes on, or leaves gradually, as structure does that is merely finer than those intervals.
 */
export function stepOf(of: Line, { fit: shape }: Disturbance, level: number): number {
  if (!shape) return 0;
  const beyond = shape.to > 0 ? 1 : -1;
  const [origin, length] = [beyond > 0 ? shape.to : shape.from, shape.to - shape.from];
  const off = (t: number) => of.at(t) - valueAt(shape, t, 1);
  const left = (t: number) => Math.abs(off(t)) > (OFF_SHAPE * shape.noise * Math.abs(t)) / length;
  const place = (k: number) => Math.max(of.low, Math.min(of.high, origin + beyond * PLACES[k]! * length));
  let before = origin;
  for (let k = 0; k < PLACES.length; k++) {
    if (k % ANNOUNCED_PLACES === 0) of.ask(Math.min(ANNOUNCED_PLACES, PLACES.length - k), (j) => place(k + j));
    const t = place(k);
    if (Number.isNaN(off(t))) return 0;
    if (left(t)) {
      const step = stepBetween(off, left, before, t);
      return step <= Math.max(TALLEST * level, STAIR_ROUNDINGS * of.unit * Math.max(1, of.input, sizeOf(of, t))) ? step : 0;
    }
    if (t === of.low || t === of.high) return 0;
    before = t;
  }
  return 0;
}

/** The largest size of the values of a line at a place and at its ends. */
const sizeOf = (of: Line, t: number): number =>
  [t, ...[of.low, of.high].filter(Number.isFinite)]
    .map((at) => Math.abs(of.at(at)))
    .reduce((most, size) => (size > most && size < Number.POSITIVE_INFINITY ? size : most), 0);

/** By how much what a line is off by changes at once where it leaves its shape, somewhere between two places. */
function stepBetween(off: (t: number) => number, left: (t: number) => boolean, before: number, behind: number): number {
  let [from, to] = [before, behind];
  for (let k = 0; k < STEP_HALVINGS; k++) {
    const middle = (from + to) / 2;
    if (middle === from || middle === to) break;
    if (left(middle)) to = middle;
    else from = middle;
  }
  return Math.abs(off(to) - off(from));
}

/** How often an interval is halved on which f is not resolved. Why: f changes by some 2⁻¹² of what it did on the whole, at a kink too; where it has many, as many intervals are looked at as their slopes are worth. */
export const UNBROKEN_HALVINGS = 12;
/** The part of the height of a jump that f may change by on an interval without one. Why: a jump may go against the slope, which hides less than half of it on an interval so short. */
const UNBROKEN_PART = 1 / 2;
/** The part of the height of a jump that noise may have on an interval without one. Why: a jump leaves a tenth of it as noise; a sum of thousands of terms has more noise than one rounding, and no jumps. */
const UNBROKEN_NOISE = 2 ** -6;

/** A line on which jumps of a height are sought. */
interface Jumping {
  readonly of: Line;
  readonly height: number;
}

/** Whether a line has no jump of a height between two places: on each part, which is halved so often at most, it is smooth to its rounding, or to noise far below, or changes by less. */
export function isUnbroken(line: Jumping, from: number, to: number, halvings: number): boolean {
  const { of, height } = line;
  const middle = (from + to) / 2;
  const [a, b, c] = [of.at(from), of.at(middle), of.at(to)];
  if (Math.max(Math.abs(b - a), Math.abs(c - b)) < UNBROKEN_PART * height) return true;
  const { kind, level } = disturbance(of, from, to);
  if (kind === 'rounding' || (kind === 'noise' && level <= UNBROKEN_NOISE * height)) return true;
  return halvings > 0 && isUnbroken(line, from, middle, halvings - 1) && isUnbroken(line, middle, to, halvings - 1);
}
