import type { Interval } from './domain.ts';

/** The floating-point format in which the values of a subject are computed: double, single, the first 16 bits of single, and half precision. */
export type Precision = 'float64' | 'float32' | 'bfloat16' | 'float16';

/** The distance from 1 to the next larger number of each format, by which one rounding may be off. Why: IEEE 754; bfloat16 has the eight leading significant bits of float32. */
export const UNIT: Record<Precision, number> = { float64: 2 ** -52, float32: 2 ** -23, float16: 2 ** -10, bfloat16: 2 ** -7 };
/**
 * A size below which two numbers of a format are not told apart. Why: below the smallest normal number, accuracy is no longer relative; of float16, whose normal numbers end at
 * 6 · 10⁻⁵ already, it is the smallest subnormal one.
 */
export const SMALLEST: Record<Precision, number> = { float64: 2 ** -1022, float32: 2 ** -126, bfloat16: 2 ** -126, float16: 2 ** -24 };

/** The largest number of each format; what is larger by more than a rounding is infinite. Why: IEEE 754; all leading bits of the largest power of two. */
export const LARGEST: Record<Precision, number> = {
  float64: Number.MAX_VALUE,
  float32: (2 - 2 ** -23) * 2 ** 127,
  bfloat16: (2 - 2 ** -7) * 2 ** 127,
  float16: (2 - 2 ** -10) * 2 ** 15,
};

/** The number of a format that is nearest to x within an interval; x itself where the interval holds none of its neighbours. */
export function nearest(precision: Precision, x: number, [low, high]: Interval): number {
  if (precision === 'float64' || x === 0 || !Number.isFinite(x)) return x;
  const gap = Math.max(2 ** Math.floor(Math.log2(Math.abs(x))) * UNIT[precision], SMALLEST[precision] * UNIT[precision]);
  const y = Math.round(x / gap) * gap;
  const inside = y < low ? y + gap : y > high ? y - gap : y;
  return inside >= low && inside <= high ? inside : x;
}
