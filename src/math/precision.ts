import type { Interval } from './domain.ts';

/** The arithmetic behind the values of a subject. */
export type Precision = 'float64' | 'float32' | 'bfloat16' | 'float16';

/** Distance from 1 to the next number (IEEE 754; bfloat16: eight bits of float32). */
export const UNIT: Record<Precision, number> = { float64: 2 ** -52, float32: 2 ** -23, float16: 2 ** -10, bfloat16: 2 ** -7 };
/** The smallest normal number: gaps below it cannot be seen. In half precision, the smallest number at all. */
export const SMALLEST: Record<Precision, number> = { float64: 2 ** -1022, float32: 2 ** -126, bfloat16: 2 ** -126, float16: 2 ** -24 };

/** The number of a precision that is nearest to x within an interval; x itself where the interval holds none. */
export function nearest(precision: Precision, x: number, [low, high]: Interval): number {
  if (precision === 'float64' || x === 0 || !Number.isFinite(x)) return x;
  const gap = Math.max(2 ** Math.floor(Math.log2(Math.abs(x))) * UNIT[precision], SMALLEST[precision] * UNIT[precision]);
  const y = Math.round(x / gap) * gap;
  const inside = y < low ? y + gap : y > high ? y - gap : y;
  return inside >= low && inside <= high ? inside : x;
}
