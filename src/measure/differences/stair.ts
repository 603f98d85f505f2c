import { type Fit, valueAt } from './chebyshev.ts';
import type { Line } from './line.ts';

/**
 * A step of no more than this many roundings of 1, or of the size that f has elsewhere, may be the rounding of a number inside f. Why: 1 − tanh² and the
 * like lose some twenty roundings.
 */
const STEP_ROUNDINGS = 64;
/** The line has left a fit where it is this many roundings away from it, or this part of the noise of a wider interval. Why: a fit is good to a few roundings within its interval, and extrapolated beside it. */
const LEAVES = 8;
/** A step of no more than this part of |f| may be a rounding. Why: steps that are meant, as of counts and prices, are taller; those of −log(1 − σ(x)) are lower up to x = 28. */
const LOW_STEP = 1e-4;
/** A step is this many times as tall as the change of the line over the same length behind it. Why: a line that leaves its constant gradually, as a ramp does, goes on at the same rate. */
const AT_ONCE = 4;
/** The places before and after a step are sought to this relative distance. Why: 256 units in the last place of a double, the closest at which x + t v can be told apart for all but the smallest t. */
const STEP_DISTANCE = 2 ** -44;
/** Bisection is of the exponent while its ends differ by more than this factor. Why: the places are looked for over many powers of two. */
const BISECT_EXPONENT = 4;
/**
 * Where a constant is sought to end, in units of the interval. Why: each is about the square of the one before, so that ten reach through all exponents of a double; none is a round number,
 * at which f may happen to be what it is here.
 */
const CONSTANT_PLACES = Array.from({ length: 10 }, (_, k) => Math.SQRT2 * 2 ** (2 ** k));
/** Where other shapes are sought to end. Why: the fit of a polynomial is not known far from where it was made. */
const SHAPE_PLACES = [1.25, 1.5, 2, 3, 4, 6, 8, 12, 16];
/** The highest degree of a shape that may stand on a stair. Why: a stair of rounding is a constant, or a constant times a low power outside; higher degrees are f itself. */
const STAIR_DEGREE = 4;
/** How far off a line is asked for the size that f has, in units of its scale, or of the distance to what is looked at. Why: far enough that an f that is absorbed here is not, and near enough not to overflow. */
const SIZE_DISTANCE = 64;

/** Whether a polynomial of this degree may stand on a stair of rounding. */
export const isStair = (degree: number): boolean => degree <= STAIR_DEGREE;

/**
 * Whether a change of f, at a distance along the line, is so small that numbers inside f may have been rounded so: numbers of the size that f has at both ends of a wide
 * interval, or of 1, because formulas add 1 to what they like.
 */
export function isGrain(of: Line, change: number, distance = 0): boolean {
  if (change <= STEP_ROUNDINGS * of.unit) return true;
  const far = SIZE_DISTANCE * Math.max(of.scale, distance);
  const ends = [Math.max(of.low, -far), Math.min(of.high, far)].map((end) => Math.abs(of.at(end)));
  return ends.some((size) => change <= STEP_ROUNDINGS * of.unit * size);
}

/**
 * The slope that a line may hide where it stands on a stair of its rounding, as log(1 + eˣ) does far below 0, where 1 + eˣ is 1: the height of the step at which it leaves a
 * fitted polynomial of a degree, over the distance to the step. Of a constant that goes on to the end of the line, the height is a rounding of 1. The slope is 0 where the line
 * goes on, leaves gradually, or jumps by more than rounding explains. `noise` is the disturbance of a wider interval (a standard deviation).
 */
export function hiddenSlope(of: Line, fit: Fit, degree: number, noise = 0): number {
  const ends = [...(fit.to > 0 ? [fit.to] : []), ...(fit.from < 0 ? [fit.from] : [])];
  const steps = ends.map((end) => step({ of, fit, degree, noise: degree === 0 ? 0 : noise }, end));
  if (degree === 0 && steps.every(({ height }) => height === undefined))
    return of.unit / Math.min(...steps.map(({ distance }) => distance));
  const slopes = steps.map(({ height = 0, distance }) => (isRounding(of, fit, height, distance) ? height / distance : 0));
  return Math.max(...slopes);
}

/** Whether a step is a rounding: of f, of numbers inside f, or of inputs that f takes from each other. */
const isRounding = (of: Line, { size }: Fit, height: number, distance: number): boolean =>
  height <= Math.max(LOW_STEP * size, STEP_ROUNDINGS * of.unit * of.input) || isGrain(of, height, distance);

/** A line with what was fitted to it, up to a degree, and the disturbance of a wider interval. */
interface Fitted {
  readonly of: Line;
  readonly fit: Fit;
  readonly degree: number;
  readonly noise: number;
}

interface Step {
  readonly distance: number;
  /** 0 where the line leaves gradually; undefined where it goes on as far as it was followed. */
  readonly height?: number;
}

/** Where the line first leaves its fit beyond one end of the interval, and by how much it jumps there. */
function step({ of, fit, degree, noise }: Fitted, end: number): Step {
  const sign = Math.sign(end);
  const last = Math.abs(sign > 0 ? of.high : of.low);
  const apart = (t: number) => of.at(sign * t) - valueAt(fit, sign * t, degree);
  const bound = (t: number) =>
    Math.max(noise / LEAVES, LEAVES * Math.max(fit.rounding, of.unit * Math.abs(valueAt(fit, sign * t, degree))));
  const hasLeft = (t: number) => !(Math.abs(apart(t)) <= bound(t));
  let before = Math.abs(end);
  let after = 0;
  for (const factor of degree === 0 ? CONSTANT_PLACES : SHAPE_PLACES) {
    const t = Math.min(Math.abs(end) * factor, last);
    if (hasLeft(t)) after = t;
    if (after > 0 || t === last) break;
    before = t;
  }
  if (!(after > before)) return { distance: before };
  while (after - before > STEP_DISTANCE * after) {
    const t = after > BISECT_EXPONENT * before ? Math.sqrt(after) * Math.sqrt(before) : (before + after) / 2;
    if (hasLeft(t)) after = t;
    else before = t;
  }
  const [height, next] = [apart(after) - apart(before), apart(2 * after - before) - apart(after)].map(Math.abs) as [number, number];
  return { distance: after, height: height > AT_ONCE * next ? height : 0 };
}
