import { fit } from './chebyshev.ts';
import type { Line } from './line.ts';
import { WIDEST_PART } from './search.ts';

/** Degree of the polynomial that a claim is fitted with. Why: that of the fits from which slopes are read, so that a claim has a shape where f would have one. Of degree 32, the extent of a bump is too wide (extent.test.ts). */
const EXTENT_DEGREE = 16;
/** Factor from one interval to the next narrower one. Why: the extent is then known to within a factor 4, which is how much wider an interval is tried where noise limits a slope. */
const EXTENT_SHRINK = 1 / 4;
/**
 * The narrowest interval that is tried, relative to the narrowest one that slopes are read from.
 * Why: of two inputs of very different size, the larger one makes that interval wide, while the line may have a narrower shape in the smaller one.
 */
const EXTENT_FINEST = 2 ** -20;
/** A shape is one if a coefficient other than the mean stands this many roundings above 0. Why: below that the values are constant up to rounding, which is no shape that would have a width. */
const SHAPED = 4;

/**
 * How far to either side of 0 a line is a polynomial up to noise, in units of its scale: half the width of the widest interval on which a Chebyshev fit is more than 'unresolved'.
 * 0 is a node of every interval, so that what stands out at 0 alone is seen on each. The extent is infinite if it is that of the widest interval that slopes are read from;
 * if no interval has a shape, as where a value at 0 alone is wrong; and if one below the resolution of slopes is constant up to rounding.
 */
export function extent(of: Line): number {
  for (let part = WIDEST_PART; part * of.scale >= of.finest * EXTENT_FINEST; part *= EXTENT_SHRINK) {
    const r = part * of.scale;
    const [low, high] = [Math.max(-r, of.low), Math.min(r, of.high)];
    const [from, to] = Math.min(-low, high) === r ? [low, high] : high >= -low ? [0, high] : [low, 0];
    const seen = fit(of, from, to, EXTENT_DEGREE);
    if ('hole' in seen || seen.ending === 'unresolved') continue;
    const shaped = r >= of.finest || seen.coefficients.some((c, k) => k > 0 && Math.abs(c) > SHAPED * seen.rounding);
    return part < WIDEST_PART && shaped ? part : Number.POSITIVE_INFINITY;
  }
  return Number.POSITIVE_INFINITY;
}
