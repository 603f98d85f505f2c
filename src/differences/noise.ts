import type { Precision } from '../subject.ts';
import { type Fit, interpolate } from './chebyshev.ts';
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
export function isThroughout(of: Line, { noise }: Fit, w: number): boolean {
  const sides = [-w, w].map((end) => (end < of.low || end > of.high ? -end * 8 : end));
  return w >= of.finest && sides.every((end) => remainder(of, end) >= noise / ALIKE);
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
