import { fit } from './chebyshev.ts';
import type { Line } from './line.ts';
import { WIDEST } from './search.ts';

const DEGREE = 16;
const SHRINK = 1 / 4;
/** Shapes are sought down to this part of the finest interval: a line may be finer in one input than the rounding of another. */
const FINER = 2 ** -20;

/**
 * How far to either side of 0 the line is a polynomial up to noise, in units of its scale. 0 is a node of every interval: what is narrow is seen.
 * Infinite if that is as far as slopes are read from, and where the line has no such shape: what differs at a single point has no width, and is
 * no wider if values are the same within the rounding of inputs.
 */
export function extent(of: Line): number {
  for (let part = WIDEST; part * of.scale >= of.finest * FINER; part *= SHRINK) {
    const r = part * of.scale;
    const [low, high] = [Math.max(-r, of.low), Math.min(r, of.high)];
    const [from, to] = Math.min(-low, high) === r ? [low, high] : high >= -low ? [0, high] : [low, 0];
    const seen = fit(of, from, to, DEGREE);
    if ('hole' in seen || seen.ending === 'unresolved') continue;
    const shaped = r >= of.finest || seen.coefficients.some((c, k) => k > 0 && Math.abs(c) > seen.tail && Math.abs(c) > 4 * seen.rounding);
    return part < WIDEST && shaped ? part : Number.POSITIVE_INFINITY;
  }
  return Number.POSITIVE_INFINITY;
}
