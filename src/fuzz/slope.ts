/** What a function of one number does at 0: the interval in which a slope lies that agrees with it. */
export interface SlopeRange {
  readonly low: number;
  readonly high: number;
  /** What rounding, and terms of higher order, may add on either side. */
  readonly bar: number;
  /** True where the slopes on both sides differ, or have no limit: the interval is the hull of all slopes seen. */
  readonly kinked: boolean;
}

/** The part of a difference of slopes on both sides that is left at half the distance, from which on it does not go away. Why: ½ where a function is smooth, 1 at a kink, 2 at a jump. */
const KINK_PART = 0.75;
/** How many times as steep a function is at half the distance, at least, where its slope has no limit. Why: 2 at a jump, √2 at a root of 0, and 1 where a function is smooth. */
const ENDLESS_GROWTH = 1.3;
/** Roundings of a value, in terms of the step, by which a slope may be off. Why: two values of two differences, each of a few roundings. */
const DIFFERENCE_ROUNDINGS = 16;
/** The part of what the last extrapolation changed that the slope may be off by. Why: where differences of order two are resolved, the next order is a small part of that. */
const HIGHER_ORDER = 1 / 2;

/** A function of one number: its value at t, and the size of what it is a sum of. */
export type Line = (t: number) => readonly [value: number, size: number];

/**
 * The slopes of g around 0, from differences of step h and h / 2 and their extrapolation (L. F. Richardson 1911). `unit` is the relative error of the terms of which values are sums, and `noise` what values
 * are off by beside that. Undefined where g is not finite or throws, or its slope has no limit.
 */
export function slopeRange(g: Line, h: number, unit: number, noise: number): SlopeRange | undefined {
  let largest = 0;
  const value = (t: number): number => {
    const [sum, size] = g(t);
    largest = Math.max(largest, size);
    return sum;
  };
  try {
    const at0 = value(0);
    const side = (t: number): number => (value(t) - at0) / t;
    const [right, left, rightHalf, leftHalf] = [side(h), side(-h), side(h / 2), side(-h / 2)];
    const all = [right, left, rightHalf, leftHalf];
    if (!all.every(Number.isFinite)) return undefined;
    const rounding = (DIFFERENCE_ROUNDINGS * (unit * largest + noise)) / h;
    const [wide, close] = [(right + left) / 2, (rightHalf + leftHalf) / 2];
    if (Math.abs(close) > ENDLESS_GROWTH * Math.abs(wide) + rounding) return undefined;
    const apart = Math.abs(rightHalf - leftHalf);
    if (apart > rounding && apart > KINK_PART * Math.abs(right - left))
      return { low: Math.min(...all), high: Math.max(...all), bar: rounding + Math.abs(close - wide), kinked: true };
    const slope = close + (close - wide) / 3;
    return { low: slope, high: slope, bar: rounding + HIGHER_ORDER * Math.abs(close - wide), kinked: false };
  } catch {
    return undefined;
  }
}

/** Whether a claimed slope agrees with a range. */
export const agrees = (claimed: number, { low, high, bar }: SlopeRange): boolean => claimed >= low - bar && claimed <= high + bar;
