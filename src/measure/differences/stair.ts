import { type Fit, valueAt } from './chebyshev.ts';
import type { Line } from './line.ts';

/** What is no more than so many roundings of what f is elsewhere, or of 1, may be a rounding of numbers inside f. */
const GRAIN = 64;
/** The line has left a fit when it is so many roundings away from it, or this part of the noise of a wider interval. */
const LEFT = 8;
/** A step of this part of |f| is none that is meant. */
const LOW = 1e-4;
/** A step is so much taller than what follows over the same length: what is left gradually has none. */
const AT_ONCE = 4;
/** How near to each other the places before and after a step are sought. */
const CLOSE = 2 ** -44;
/** Where a constant is sought to end, in units of the interval: each is about the square of the one before, and none a round number, where f may be what it is here. */
const FURTHER = Array.from({ length: 10 }, (_, k) => Math.SQRT2 * 2 ** (2 ** k));
/** The same for other shapes, which are not known far from where they were seen. */
const NEARBY = [1.25, 1.5, 2, 3, 4, 6, 8, 12, 16];
/** A stair is hardly bent: shapes of a higher degree are none. */
const SIMPLE = 4;
export const isStair = (degree: number): boolean => degree <= SIMPLE;

/** How far a line tells of what size f is, in units of its scale, or of the distance to what is looked at. */
const FAR = 64;

/** Whether a change of f along the line, so far away, is so small that numbers inside f, of the size that f has elsewhere or of 1, may have been rounded so: formulas add 1 to what they like. */
export function isGrain(of: Line, change: number, distance = 0): boolean {
  if (change <= GRAIN * of.unit) return true;
  const far = FAR * Math.max(of.scale, distance);
  const ends = [Math.max(of.low, -far), Math.min(of.high, far)].map((end) => Math.abs(of.at(end)));
  return ends.some((size) => change <= GRAIN * of.unit * size);
}

/**
 * The slope that a line may hide where it stands on a stair of its rounding, as log(1 + eˣ) does far below 0, where 1 + eˣ is 1: the height of the step at which
 * it leaves what was fitted, over the distance to it. Of a constant that ends with the line, that of a rounding of 1. 0 where the line goes on, or leaves gradually,
 * or by a jump of another size, which is its own. `noise` is what disturbs a wider interval.
 */
export function hiddenSlope(of: Line, fit: Fit, degree: number, noise = 0): number {
  const ends = [...(fit.to > 0 ? [fit.to] : []), ...(fit.from < 0 ? [fit.from] : [])];
  const steps = ends.map((end) => step(of, fit, degree, degree === 0 ? 0 : noise, end));
  if (degree === 0 && steps.every(({ height }) => height === undefined))
    return of.unit / Math.min(...steps.map(({ distance }) => distance));
  const slopes = steps.map(({ height = 0, distance }) => (isRounding(of, fit, height, distance) ? height / distance : 0));
  return Math.max(...slopes);
}

/** Whether a step is a rounding: of f, of numbers inside f, or of inputs that f takes from each other. */
const isRounding = (of: Line, { size }: Fit, height: number, distance: number): boolean =>
  height <= Math.max(LOW * size, GRAIN * of.unit * of.input) || isGrain(of, height, distance);

interface Step {
  readonly distance: number;
  /** 0 where the line leaves gradually; none where it goes on as far as it was followed. */
  readonly height?: number;
}

/** Where the line first leaves a fit beyond one of its ends, and by how much it jumps there. */
function step(of: Line, fit: Fit, degree: number, noise: number, end: number): Step {
  const sign = Math.sign(end);
  const last = Math.abs(sign > 0 ? of.high : of.low);
  const apart = (t: number) => of.at(sign * t) - valueAt(fit, sign * t, degree);
  const bound = (t: number) => Math.max(noise / LEFT, LEFT * Math.max(fit.rounding, of.unit * Math.abs(valueAt(fit, sign * t, degree))));
  const hasLeft = (t: number) => !(Math.abs(apart(t)) <= bound(t));
  let before = Math.abs(end);
  let after = 0;
  for (const factor of degree === 0 ? FURTHER : NEARBY) {
    const t = Math.min(Math.abs(end) * factor, last);
    if (hasLeft(t)) after = t;
    if (after > 0 || t === last) break;
    before = t;
  }
  if (!(after > before)) return { distance: before };
  while (after - before > CLOSE * after) {
    const t = after > 4 * before ? Math.sqrt(after) * Math.sqrt(before) : (before + after) / 2;
    if (hasLeft(t)) after = t;
    else before = t;
  }
  const [height, next] = [apart(after) - apart(before), apart(2 * after - before) - apart(after)].map(Math.abs) as [number, number];
  return { distance: after, height: height > AT_ONCE * next ? height : 0 };
}
