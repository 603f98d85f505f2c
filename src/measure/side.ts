import type { Estimate } from '../math/estimate.ts';

/** What a line looks like at its point. 'edge': f is defined on one side only. 'blow-up': the slope has no finite limit. */
export type Shape = 'smooth' | 'kink' | 'jump' | 'edge' | 'blow-up' | 'unresolved';

/** One side of a law: a number with its error bar, and, where it was measured as a slope, what the line looked like. */
export interface Side extends Estimate {
  readonly kind?: Shape;
  /** The one-sided derivative from the left. */
  readonly left?: Estimate;
  /** The one-sided derivative from the right. */
  readonly right?: Estimate;
  /** At a kink, the smallest and the largest slope nearby: every number between them is a valid slope. */
  readonly between?: readonly [number, number];
  /** At a kink of single inputs, the slope along this one direction, where it is the same at all points nearby. */
  readonly along?: Estimate;
  /** At a kink of points nearby, the partial derivative at x, where the line along the one input that was varied has one. */
  readonly partial?: Estimate;
  /** True if noise coarser than rounding was found. */
  readonly noisy?: boolean;
  /** The slope that the variation of f on the interval amounts to. */
  readonly variation?: number;
  /** The slope that the rounding of the values may hide, where they do not change. */
  readonly roundingSlope?: number;
  /** Of a glance, the part of its bar that is the rounding of values: on a line that is shorter by a factor it is larger by that factor. */
  readonly blur?: number;
  /** The standard deviation of the noise of the values along the line. */
  readonly noise?: number;
  /** The least size of a true value that is claimed to be infinite because its entries are beyond the largest number of their precision; that number itself, if omitted. */
  readonly beyond?: number;
}

/**
 * Two estimates contradict each other if they differ by more than this many times the sum of their error bars.
 * Why: a bar is meant to hold the truth by itself; three leave room for bars that are too narrow by a factor, as one can be whose noise is measured from three coefficients.
 */
export const CONTRADICTION = 3;

/** How many error bars lie between two estimates of one number. */
export const barsBetween = (a: Estimate, b: Estimate): number => Math.abs(a.value - b.value) / (a.error + b.error);

/** Whether two estimates of one number cannot both be right. */
export const contradict = (a: Estimate, b: Estimate): boolean => barsBetween(a, b) > CONTRADICTION;
