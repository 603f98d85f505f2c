import type { Interval } from '../math/domain.ts';
import { roundest } from './numeral.ts';

/** Half the width of the visible part of an interval without ends. */
const HALF = 3;
/** Points within so many halves of the middle are made visible. */
const NEAR = 5;

/**
 * The visible part of an interval. A finite interval is visible as a whole. Of an infinite one, a part beside its finite end, about zero,
 * or about the point `at` is visible, widened to hold those of `points` that are near.
 */
export function viewed([low, high]: Interval, points: readonly number[], at?: number): Interval {
  if (Number.isFinite(low) && Number.isFinite(high)) return at === undefined ? [low, high] : [Math.min(low, at), Math.max(high, at)];
  const edge = Number.isFinite(low) ? low : Number.isFinite(high) ? high : 0;
  const half = HALF * Math.max(1, Math.abs(edge));
  const middle = Number.isFinite(low) ? low + half : Number.isFinite(high) ? high - half : 0;
  const far = at !== undefined && Math.abs(at - middle) > half;
  const [centre, reach] = far ? [at, Math.max(HALF, Math.abs(at) / 2)] : [middle, half];
  const near = points.filter((point) => Math.abs(point - centre) <= NEAR * reach);
  return [
    Math.max(low, Math.min(centre - reach, ...near.map((point) => point - 1))),
    Math.min(high, Math.max(centre + reach, ...near.map((point) => point + 1))),
  ];
}

/** The number with the fewest digits near x, within an eightieth of `width`. */
export const roundNear = (x: number, width: number): number =>
  width > 0 && Number.isFinite(width) ? roundest(x - width / 80, x + width / 80) : x;
