import { roundest } from './numeral.ts';

export type Interval = readonly [low: number, high: number];

/** Half the width of what is shown of an interval without ends. */
const HALF = 3;

/** The part of an interval that is shown: all of it, or, where an end is infinite, some of it with these points in sight. */
export function viewed([low, high]: Interval, points: readonly number[]): Interval {
  const [least, most] = [Math.min(...points, Number.POSITIVE_INFINITY), Math.max(...points, Number.NEGATIVE_INFINITY)];
  const room = (edge: number): number => 2 * HALF * Math.max(1, Math.abs(edge));
  if (Number.isFinite(low) && Number.isFinite(high)) return [Math.min(low, least), Math.max(high, most)];
  if (Number.isFinite(low)) return [Math.min(low, least), Math.max(low + room(low), most + HALF)];
  if (Number.isFinite(high)) return [Math.min(high - room(high), least - HALF), Math.max(high, most)];
  return [Math.min(-HALF, least - HALF), Math.max(HALF, most + HALF)];
}

/** The number with the fewest digits near x, where `width` is what is shown. */
export const round = (x: number, width: number): number =>
  width > 0 && Number.isFinite(width) ? roundest(x - width / 80, x + width / 80) : x;
