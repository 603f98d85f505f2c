import type { Precision } from '../../math/precision.ts';
import { type Fit, fit, grid, interpolate } from './chebyshev.ts';
import type { Line } from './line.ts';

/**
 * The wavelength, relative to the scale of the line, below which structure is noise if its amplitude is small as well; everything larger belongs to f.
 * Why: a definition. 10⁻³ sin(10³x) has a gradient that is meant, 10⁻⁸ sin(10⁹x) has not; single precision, which is recognised and not declared, must fall below the line.
 * Half precisions are declared, and their rounding is coarser: nothing else tells it from a staircase that is meant.
 */
const FINEST_STRUCTURE: Record<Precision, number> = { float64: 4e-6, float32: 4e-6, float16: 2 ** -7, bfloat16: 2 ** -4 };
/** Noise may have a standard deviation, relative to |f|, of this many times the finest wavelength. Why: rounding to steps of that size has a third of it as its standard deviation, and passes through a few operations. */
const NOISE_AMPLITUDE = 4;
/** Degree of the fits on the short stretches on which noise is looked for. Why: of nine coefficients, six are left when the parabola is taken away, enough for a standard deviation to within a half. Of degree 4, a kink is taken for noise (noise.test.ts). */
const STRETCH_DEGREE = 8;
/** A stretch at distance w from 0 goes from w/8 to w. Why: it leaves 0 out, where a single value may be wrong, and is as long as w nearly. */
const STRETCH_RATIO = 8;
/** The disturbance of a short stretch is that of the fit if it is no less than this part of it. Why: a standard deviation from six numbers is off by a factor 2 or 3 at times; a line that is smooth there is cleaner by orders. */
const ALIKE = 8;
/** The disturbances of two stretches of one side are alike within this factor. Why: noise has one size; the remainder of x^1.5 grows by 8^1.5 = 23 from one to the other. */
const STEADY = 4;
/** The short stretches are shorter than the interval of the fit by this factor. Why: what is structure of the fit's interval, resolved on a thousandth of it, is gone there. */
const NOISE_FINER = 2 ** -10;

/** Whether what f changes by over a part of the scale of a line may be noise by definition: of a size of f, and in a precision. */
export const mayBeNoise = (change: number, part: number, size: number, precision: Precision): boolean =>
  part <= FINEST_STRUCTURE[precision] && Math.abs(change) <= NOISE_AMPLITUDE * FINEST_STRUCTURE[precision] * size;

/** Tells whether the plateau of a fit on a line is noise: small, and still there, on both sides of 0, at wavelengths at which structure no longer counts. */
export interface NoiseTest {
  isNoise(fit: Fit): boolean;
  /** The same whatever the amplitude is. */
  isFineNoise(fit: Fit): boolean;
}

/** The test for a line whose values are of a precision. A kink or a jump, however near to 0, leaves one side clean, and is none; where there is but one side, one of two stretches of it. */
export function noiseOf(of: Line, precision: Precision): NoiseTest {
  const limit = FINEST_STRUCTURE[precision];
  const isFineNoise = (fit: Fit) => isThroughout(of, fit, Math.min(limit * of.scale, (fit.to - fit.from) * Math.max(limit, NOISE_FINER)));
  return { isNoise: (fit) => fit.noise <= NOISE_AMPLITUDE * limit * fit.size && isFineNoise(fit), isFineNoise };
}

/** Whether the disturbance of a fit is found within a distance w of 0 on both sides, and not on one only, as a kink is. */
export function isThroughout(of: Line, { noise, from, to }: Fit, w: number): boolean {
  if (w < of.finest) return false;
  const [left, right] = [from < 0 && -w >= of.low, to > 0 && w <= of.high];
  const [one, other] = [disturbance(of, left ? -w : STRETCH_RATIO * w), disturbance(of, right ? w : -STRETCH_RATIO * w)];
  const sided = !left || !right;
  return Math.min(one, other) >= noise / ALIKE && (!sided || Math.max(one, other) <= STEADY * Math.min(one, other));
}

/** The standard deviation of what is left of the line between w/8 and w when a parabola is taken away; 0 where the line cannot be seen there. */
function disturbance(of: Line, w: number): number {
  if (w < of.low || w > of.high) return 0;
  const seen = interpolate(of, Math.min(w / STRETCH_RATIO, w), Math.max(w / STRETCH_RATIO, w), grid(STRETCH_DEGREE));
  if ('hole' in seen) return 0;
  let squares = 0;
  for (let k = 3; k <= STRETCH_DEGREE; k++) squares += seen.coefficients[k]! ** 2;
  return Math.sqrt((squares / (STRETCH_DEGREE - 2)) * ((STRETCH_DEGREE + 1) / 2));
}

/** Far ends of the intervals beside x on which the noise of a number is sought, relative to the scale, from wide to narrow. Why: the last is still a hundred times wider than the wavelength of noise. */
const NOISE_INTERVALS = [1 / 4, 1 / 64, 2 ** -10, 2 ** -14];
/** Such an interval goes from a sixteenth of its far end to that end. Why: intervals then do not overlap, so that what disturbs two of them alike is no single jump. */
const NOISE_INTERVAL_RATIO = 16;
/** Degree of the fits on these intervals. Why: that of the one-sided fits of slopes. */
const NOISE_DEGREE = 12;
/** Noise on a shorter interval is at least this part of what it was on the one before. Why: structure that is not resolved falls by 16 or more from interval to interval, noise does not fall. */
const NOISE_STAYS = 1 / 8;

/**
 * The standard deviation of the noise beside 0, from the plateau of Chebyshev coefficients on intervals to one side; what no interval resolves counts as noise.
 * What disturbs two intervals alike is noise, or the stairs of rounding, and not a single jump. Where neither side has two such intervals, the quieter side counts.
 * 0 itself is left out: a value that holds there alone is no noise but a mistake.
 */
export function noiseBeside(of: Line): number {
  const sides = [1, -1].map((sign) => beside(of, sign));
  const sure = sides.filter((side) => side.sure).map(({ level }) => level);
  const noise = sure.length > 0 ? Math.max(...sure) : Math.min(...sides.map(({ level }) => level));
  return Number.isFinite(noise) ? noise : 0;
}

/** The noise on one side (sign 1: to the right), and whether two intervals agree on it. */
function beside(of: Line, sign: number): { readonly level: number; readonly sure: boolean } {
  let level = Number.POSITIVE_INFINITY;
  let plateau = Number.POSITIVE_INFINITY;
  for (const part of NOISE_INTERVALS) {
    const r = of.scale * part;
    if (r > (sign > 0 ? of.high : -of.low) || r < of.finest) continue;
    const [far, near] = [sign * r, (sign * r) / NOISE_INTERVAL_RATIO];
    const seen = fit(of, Math.min(far, near), Math.max(far, near), NOISE_DEGREE);
    if ('hole' in seen) continue;
    const before = plateau;
    level = seen.tail * Math.sqrt(seen.coefficients.length / 2);
    plateau = seen.ending === 'plateau' ? level : Number.POSITIVE_INFINITY;
    if (seen.ending === 'resolved') break;
    if (seen.ending !== 'falling' && level > NOISE_STAYS * before) return { level: Math.max(level, before), sure: true };
  }
  return { level, sure: false };
}
