import type { Estimate } from '../math/estimate.ts';
import type { Shape } from './differences/index.ts';

/** One side of a law: a number with its error bar, and, where it was measured as a slope, what the line looked like. */
export interface Side extends Estimate {
  readonly kind?: Shape;
  readonly left?: Estimate;
  readonly right?: Estimate;
  /** At a kink, the range of slopes nearby: every number in it is a valid one. */
  readonly between?: readonly [number, number];
  /** At a kink, the slope along this one direction, where it is the same at all points nearby. */
  readonly along?: Estimate;
  /** At a kink, the slope along the one input that was varied, where the line has one. */
  readonly partial?: Estimate;
  readonly noisy?: boolean;
  readonly variation?: number;
  /** The slope that the rounding of the values may hide, where they do not change. */
  readonly roundingSlope?: number;
  /** Standard deviation of the noise of the values along the line. */
  readonly noise?: number;
}

/** A gap is a contradiction beyond this many error bars. */
export const CONTRADICTION = 3;

/** How many error bars lie between two estimates of one number. */
export const barsBetween = (a: Estimate, b: Estimate): number => Math.abs(a.value - b.value) / (a.error + b.error);

/** Whether two estimates of one number cannot both be right. */
export const contradict = (a: Estimate, b: Estimate): boolean => barsBetween(a, b) > CONTRADICTION;
