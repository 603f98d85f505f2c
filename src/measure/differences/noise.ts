import type { Precision } from '../../math/precision.ts';
import { type Fit, fit, interpolate } from './chebyshev.ts';
import type { Line } from './line.ts';

/**
 * Noise is structure below this amplitude, relative to |f|, and below this wavelength, relative to the scale; everything larger is f.
 * Half precisions announce themselves: nothing else tells their rounding from a staircase that is meant.
 */
const FINEST_STRUCTURE: Record<Precision, number> = { float64: 4e-6, float32: 4e-6, float16: 2 ** -7, bfloat16: 2 ** -4 };
/** The amplitude may be this much larger than the wavelength: a standard deviation of rounding to steps of that size, and some. */
const AMPLITUDE = 4;
const DEGREE = 8;
/** Noise at both scales agrees within this factor. */
const ALIKE = 8;
/** What is left on the two stretches of a single side agrees within this factor: noise has one size, a power of t has not. */
const STEADY = 4;
/** And the finer scale is finer than the interval of the fit by this much. */
const FINER = 2 ** -10;

/**
 * Tells whether the plateau of a fit is noise: small, and on both sides of 0 still there at wavelengths at which structure no longer counts.
 * A kink or a jump, however near, leaves one side clean; where there is but one side, one of two stretches of it.
 */
export function noiseOf(of: Line, precision: Precision): { isNoise(fit: Fit): boolean; isFineNoise(fit: Fit): boolean } {
  const limit = FINEST_STRUCTURE[precision];
  const isFineNoise = (fit: Fit) => isThroughout(of, fit, Math.min(limit * of.scale, (fit.to - fit.from) * Math.max(limit, FINER)));
  return { isNoise: (fit) => fit.noise <= AMPLITUDE * limit * fit.size && isFineNoise(fit), isFineNoise };
}

/** Whether what disturbs a fit is found on both sides of 0, out to w, and not in one place only as a kink is. */
export function isThroughout(of: Line, { noise, from, to }: Fit, w: number): boolean {
  if (w < of.finest) return false;
  const [left, right] = [from < 0 && -w >= of.low, to > 0 && w <= of.high];
  const [one, other] = [remainder(of, left ? -w : 8 * w), remainder(of, right ? w : -8 * w)];
  const sided = !left || !right;
  return Math.min(one, other) >= noise / ALIKE && (!sided || Math.max(one, other) <= STEADY * Math.min(one, other));
}

/** Standard deviation of what is left between w/8 and w when a parabola is taken away; none where the line cannot be seen there. */
function remainder(of: Line, w: number): number {
  if (w < of.low || w > of.high) return 0;
  const seen = interpolate(of, Math.min(w / 8, w), Math.max(w / 8, w), DEGREE);
  if ('hole' in seen) return 0;
  let squares = 0;
  for (let k = 3; k <= DEGREE; k++) squares += seen.coefficients[k]! ** 2;
  return Math.sqrt((squares / (DEGREE - 2)) * ((DEGREE + 1) / 2));
}

/** Intervals beside x on which the noise of a number is sought. */
const BESIDE = [1 / 4, 1 / 64, 2 ** -10, 2 ** -14];
/** Noise on a shorter interval is at least this part of what it was. */
const STAYS = 1 / 8;

/**
 * Standard deviation of the noise beside 0, from the plateau of Chebyshev coefficients on intervals to one side; what no interval resolves is all noise.
 * Intervals do not overlap: what disturbs two of them alike is noise, or the stairs of rounding, and no single jump. Where neither side is sure of that,
 * the quieter one counts. 0 itself is left out: a value that holds there only is none.
 */
export function noiseBeside(of: Line): number {
  const sides = [1, -1].map((sign) => beside(of, sign));
  const sure = sides.filter((side) => side.sure).map(({ level }) => level);
  const noise = sure.length > 0 ? Math.max(...sure) : Math.min(...sides.map(({ level }) => level));
  return Number.isFinite(noise) ? noise : 0;
}

function beside(of: Line, sign: number): { readonly level: number; readonly sure: boolean } {
  let level = Number.POSITIVE_INFINITY;
  let plateau = Number.POSITIVE_INFINITY;
  for (const part of BESIDE) {
    const r = of.scale * part;
    if (r > (sign > 0 ? of.high : -of.low) || r < of.finest) continue;
    const seen = fit(of, Math.min(sign * r, (sign * r) / 16), Math.max(sign * r, (sign * r) / 16), 12);
    if ('hole' in seen) continue;
    const before = plateau;
    level = seen.tail * Math.sqrt(seen.coefficients.length / 2);
    plateau = seen.ending === 'plateau' ? level : Number.POSITIVE_INFINITY;
    if (seen.ending === 'resolved') break;
    if (seen.ending !== 'falling' && level > STAYS * before) return { level: Math.max(level, before), sure: true };
  }
  return { level, sure: false };
}
