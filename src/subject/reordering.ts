import { EPSILON } from '../math/estimate.ts';
import { type Precision, UNIT } from '../math/precision.ts';

/**
 * Roundings of the largest number of an answer by which sums may differ that are added up in another order. Why: where a million terms of both signs are added up, each partial sum is rounded, and the sum is
 * off by as many roundings as the square root of that; masks and samples that are drawn anew differ by more.
 */
export const REORDERED_ROUNDINGS = 2 ** 10;

/**
 * By which part of the largest of their numbers, or of `others`, two answers to one question differ, where sums that were added up in varying order explain it; undefined where they do not.
 */
export function reordering(
  [a, b]: readonly [ArrayLike<unknown>, ArrayLike<unknown>],
  precision: Precision = 'float64',
  others: ArrayLike<unknown> = [],
): number | undefined {
  if (a.length !== b.length) return undefined;
  let [apart, size, unit] = [0, 0, UNIT.float32];
  for (const list of [a, b, others])
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
      size = Math.max(size, Math.abs(value));
      if (Math.fround(value) !== value) unit = EPSILON;
    }
  for (let i = 0; i < a.length; i++) apart = Math.max(apart, Math.abs((a[i] as number) - (b[i] as number)));
  if (apart === 0) return 0;
  return apart <= REORDERED_ROUNDINGS * Math.max(unit, UNIT[precision]) * size ? apart / size : undefined;
}
