import { EPSILON, type Estimate } from '../../math/estimate.ts';
import { inverse } from '../../math/matrix.ts';
import { UNIT } from '../../math/precision.ts';
import type { Line } from './line.ts';

/**
 * What a line looks like on one interval: the Chebyshev coefficients c₀ … c_n of its interpolant, and how they end (Z. Battles, L. N. Trefethen 2004; J. L. Aurentz, L. N. Trefethen 2017).
 * 'resolved': they fall to the level of rounding. 'plateau': they stop falling above it, at the level of noise or of structure that is too fine for the interval.
 * 'falling': the last ones still fall. 'unresolved': they do not fall.
 */
export interface Fit {
  readonly from: number;
  readonly to: number;
  readonly coefficients: Float64Array;
  readonly ending: 'resolved' | 'plateau' | 'falling' | 'unresolved';
  /** The standard deviation of the noise of the values, measured on the last quarter of the coefficients, and never below rounding. */
  readonly noise: number;
  /** The largest |f| on the interval. */
  readonly size: number;
  /** The rounding error of the values: UNIT of the format that they are found to have, times `size`, or what the line says, whichever is more. */
  readonly rounding: number;
  /** The ratio |cₖ|/|cₖ₊₁| at which coefficients fall, as a mean over the third quarter of them. */
  readonly decay: number;
  /** The largest |cₖ| of the last quarter. */
  readonly tail: number;
}

/** What there is in place of a fit where f is not finite at a node. */
export interface Hole {
  /** The t of that node. */
  readonly hole: number;
}

/** Some of the Chebyshev points cos(πj/n) of [−1, 1], rounded, and the matrix that takes values there to coefficients: the inverse of Tₖ(sⱼ), of all points nearly a discrete cosine transform. */
export interface Grid {
  readonly n: number;
  /** The j of the points, 0 … n of all. */
  readonly places: readonly number[];
  readonly nodes: Float64Array;
  readonly toCoefficients: readonly Float64Array[];
}

/** Nodes are rounded to multiples of 2⁻²⁶. Why: half of the bits of a double, so that x + t v is exact for t = 2ᵏ times a node and directions of few bits, and t is what was really taken. */
const NODE_PARTS = 2 ** 26;
const grids = new Map<number, Grid>();

/** Those Chebyshev points of degree n, n even, that are at some places, the middle among them. */
export function gridOf(n: number, places: readonly number[] = Array.from({ length: n + 1 }, (_, j) => j)): Grid {
  const nodes = Float64Array.from(places, (j) => Math.round(Math.cos((Math.PI * j) / n) * NODE_PARTS) / NODE_PARTS);
  return { n, places, nodes, toCoefficients: inverse(Array.from(nodes, (s) => polynomials(s, places.length - 1)))! };
}

/** All Chebyshev points of a degree. */
export function grid(n: number): Grid {
  const known = grids.get(n) ?? gridOf(n);
  grids.set(n, known);
  return known;
}

/** The Chebyshev polynomials T₀ … T_n at s, by their recursion. */
function polynomials(s: number, n: number): Float64Array {
  const T = new Float64Array(n + 1);
  T[0] = 1;
  if (n > 0) T[1] = s;
  for (let k = 2; k <= n; k++) T[k] = 2 * s * T[k - 1]! - T[k - 2]!;
  return T;
}

/** Derivatives are kept at the multiples of 1/8 of an interval. Why: slopes are asked for at its middle and its ends, and curvature an eighth beside these as well. */
const EIGHTHS = 8;
const known = new Map<number, Float64Array>();

/** The first or second derivatives of T₀ … T_n at s. */
export function slopes(s: number, n: number, order: 1 | 2): Float64Array {
  const place = s * EIGHTHS;
  if (!Number.isInteger(place) || Math.abs(place) > EIGHTHS) return slopesAt(s, n, order);
  const key = (2 * n + order) * (2 * EIGHTHS + 1) + place;
  const weights = known.get(key) ?? slopesAt(s, n, order);
  known.set(key, weights);
  return weights;
}

function slopesAt(s: number, n: number, order: 1 | 2): Float64Array {
  const T = polynomials(s, n);
  const first = new Float64Array(n + 1);
  const second = new Float64Array(n + 1);
  if (n > 0) first[1] = 1;
  for (let k = 2; k <= n; k++) {
    first[k] = 2 * T[k - 1]! + 2 * s * first[k - 1]! - first[k - 2]!;
    second[k] = 4 * first[k - 1]! + 2 * s * second[k - 1]! - second[k - 2]!;
  }
  return order === 1 ? first : second;
}

/**
 * The least standard deviation of noise, in units of rounding. Why: one rounding has 0.29; a value that went through some six operations has 0.75.
 * Halved, plateaus of rounding are taken for noise (chebyshev.test.ts); doubled, the bar of x³ at 10⁻⁵ is wider than it need be (index.test.ts).
 */
const LEAST_NOISE = 0.75;
/** The last coefficients of a resolved line stand at most this many times above the noise of one that is rounded only. Why: the largest of four to five Gaussian ones practically never exceeds eight deviations. */
const RESOLVED = 8;
/** Parts into which the coefficients are divided by degree to see how they end. Why: the last two quarters, of three or four coefficients each, show level and fall. */
const QUARTERS = 4;
/** Coefficients that fall by less than this factor over a quarter of the degrees do not fall. Why: a factor 8 over four degrees is a ratio of 1.7, and what falls more slowly falls as a power of the degree, as beside a kink. Halved, a bump loses its shape (extent.test.ts). */
const FLAT = 8;
/** The least and the largest ratio at which coefficients are taken to fall. Why: a sum of a geometric series needs a ratio above 1; above 16, sums do not depend on it. */
const DECAY = { least: 1.05, most: 16 };

/** The n + 1 Chebyshev points of [from, to]. */
function placeOn(from: number, to: number, n: number): (j: number) => number {
  const { nodes } = grid(n);
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  return (j) => (j === 0 ? to : j === n ? from : middle + half * nodes[j]!);
}

/** Announces to a line that it will be interpolated to degree n on all of these intervals. */
export function expected(of: Line, intervals: readonly (readonly [from: number, to: number])[], n: number): void {
  const places = intervals.map(([from, to]) => placeOn(from, to, n));
  of.ask(places.length * (n + 1), (k) => places[Math.floor(k / (n + 1))]!(k % (n + 1)));
}

/** The values of a line at Chebyshev points of [from, to] as Chebyshev coefficients; the middle is asked for first, then points by their distance from it. */
export function interpolate(
  of: Line,
  from: number,
  to: number,
  { n: degree, places, toCoefficients }: Grid,
): Pick<Fit, 'coefficients' | 'size' | 'rounding'> | Hole {
  const n = places.length - 1;
  const values = new Float64Array(n + 1);
  let size = 0;
  const placeOf = placeOn(from, to, degree);
  const place = (j: number) => placeOf(places[j]!);
  of.ask(n + 1, place);
  for (let j = n / 2, step = 0; j >= 0 && j <= n; step++, j += step % 2 ? step : -step) {
    const t = place(j);
    const value = of.at(t);
    if (!Number.isFinite(value)) return { hole: t };
    values[j] = value;
    size = Math.max(size, Math.abs(value));
  }
  const rounding = Math.max(size * unitOf(values), of.rounded());
  const centre = values[n / 2]!;
  const coefficients = new Float64Array(n + 1);
  for (let j = 0; j <= n; j++) values[j]! -= centre;
  for (let k = 0; k <= n; k++) {
    const row = toCoefficients[k]!;
    let sum = 0;
    for (let j = 0; j <= n; j++) sum += row[j]! * values[j]!;
    coefficients[k] = sum;
  }
  coefficients[0]! += centre;
  return { coefficients, size, rounding };
}

/** A number with more bits than this is not a simple one. Why: whole numbers below a million and fractions of few bits are numbers of single precision too, without having been rounded to it. With half as many, values that are simple are taken for single precision (symmetry.test.ts). */
const SIMPLE_BITS = 20;

/** The unit of rounding of values: that of single precision, 2⁻²³, if all are numbers of that format and one at least is no simple number; else that of double precision. */
export function unitOf(values: ArrayLike<number>): number {
  let long = false;
  for (let j = 0; j < values.length; j++) {
    const value = values[j]!;
    if (Math.fround(value) !== value) return EPSILON;
    long ||= value !== 0 && !Number.isInteger(value / 2 ** (Math.floor(Math.log2(Math.abs(value))) - SIMPLE_BITS));
  }
  return long ? UNIT.float32 : EPSILON;
}

/** Interpolates the line on [from, to] to degree n, a multiple of four, and tells how the coefficients end. */
export function fit(of: Line, from: number, to: number, n: number): Fit | Hole {
  const seen = interpolate(of, from, to, grid(n));
  return 'hole' in seen ? seen : { from, to, ...seen, ...ending(seen.coefficients, seen.rounding, n) };
}

/** How coefficients end, for values with such a rounding error. */
function ending(coefficients: Float64Array, rounding: number, n: number): Pick<Fit, 'ending' | 'noise' | 'decay' | 'tail'> {
  const level = (from: number, to: number) => {
    let largest = 0;
    for (let k = Math.ceil(from); k <= to; k++) largest = Math.max(largest, Math.abs(coefficients[k]!));
    return largest;
  };
  const quarter = n / QUARTERS;
  const [head, body, tail] = [level(1, n / 2), level(n / 2 + 1, n - quarter), level(n - quarter + 1, n)];
  // White noise of deviation σ at the nodes is noise of deviation σ/√((n + 1)/2) in each coefficient.
  const spread = Math.sqrt((n + 1) / 2);
  const floor = rounding * LEAST_NOISE;
  let squares = 0;
  for (let k = n - quarter + 1; k <= n; k++) squares += tail === 0 ? 0 : (coefficients[k]! / tail) ** 2;
  const measured = tail * Math.sqrt(squares / quarter) * spread;
  const noise = Math.max(measured, floor);
  const fall = body / tail;
  const decay = Math.min(Math.max(fall, DECAY.least) ** (1 / quarter), DECAY.most);
  if (tail <= (RESOLVED * floor) / spread) return { ending: 'resolved', noise, decay: DECAY.most, tail };
  if (fall > FLAT) return { ending: 'falling', noise: floor, decay, tail };
  if (head > FLAT * FLAT * tail) return { ending: 'plateau', noise, decay, tail };
  return { ending: 'unresolved', noise, decay, tail };
}

/** The least ratio at which the coefficients left out are summed as a geometric series. Why: those that fall more slowly may fall like a power of the degree; their sum is taken for as many terms as the fit has. Halved, half precision is not resolved (noise.test.ts). */
const GEOMETRIC = 2;
/** A factor on the sum of the coefficients left out. Why: it is judged from the largest of the last ones, which a sign pattern may make small by chance. Doubled, half precision is not resolved (noise.test.ts). */
const TRUNCATION_SAFETY = 4;
/** A coefficient of no more than this many standard deviations of its noise counts as noise. Why: a Gaussian one exceeds four once in 16 000. */
export const DROWNED_SIGMAS = 4;
/** The noise of this many coefficients above the last one that is used counts in the bar. Why: which one is the last depends on the noise; the bar of a slope must not. Doubled, the bar of x³ at 10⁻⁵ is wider than it need be (index.test.ts). */
const NOISY_BEYOND = 3;

/**
 * Standard deviations of noise that the bar of a slope covers.
 * Why: the noise is measured from as few as three coefficients and may be twice what it seems; the verdict asks for three bars in addition. Doubled, the bar of x³ at 10⁻⁵ is wider than it need be (index.test.ts).
 */
export const SLOPE_SIGMAS = 8;

/** A derivative read off a fit: with the degree up to which its coefficients were used, and the part of its bar that is noise. */
export interface FitDerivative extends Estimate {
  readonly degree: number;
  readonly noisePart: number;
}

/**
 * The derivative of the given order at t, read off a fit: that of its polynomial, up to the degree at which coefficients drown in noise. The bar is the noise as differentiation
 * amplifies it, the coefficients left out, and the rounding of the result; `plateauIsNoise` says whether a plateau counts as noise or as structure.
 */
export function derivativeOf(fitted: Fit, t: number, order: 1 | 2, plateauIsNoise: boolean): FitDerivative {
  const { from, to, coefficients, noise, decay, tail } = fitted;
  const n = coefficients.length - 1;
  const half = (to - from) / 2;
  const weights = slopes((t - (from + to) / 2) / half, n, order);
  const drowned = fitted.ending === 'resolved' || (fitted.ending === 'plateau' && plateauIsNoise);
  const each = noise * Math.sqrt(2 / (n + 1));
  let degree = n;
  let squares = 0;
  if (drowned && each > 0)
    while (degree > order && Math.abs(coefficients[degree]!) <= DROWNED_SIGMAS * each) squares += (coefficients[degree--]! / each) ** 2;
  const spread = Math.max(1, Math.sqrt(squares / Math.max(1, n - degree)));
  let value = 0;
  let amplified = 0;
  for (let k = 0; k <= n; k++) {
    if (k <= degree) value += weights[k]! * coefficients[k]!;
    if (k <= degree + NOISY_BEYOND) amplified += weights[k]! ** 2;
  }
  const noisePart = SLOPE_SIGMAS * spread * each * Math.sqrt(amplified);
  const reach = Math.max(Math.abs(weights[n]!), Math.abs(weights[n - 1]!), n);
  const rest = decay > GEOMETRIC ? 1 / (1 - 1 / decay) : n;
  const truncated = drowned ? 0 : TRUNCATION_SAFETY * reach * tail * rest;
  const unit = half ** order;
  return {
    value: value / unit,
    error: (noisePart + truncated) / unit + EPSILON * Math.abs(value / unit),
    degree,
    noisePart: noisePart / unit,
  };
}

/** The value at t, within the interval or beside it, of the part of a fit up to a degree. */
export function valueAt({ from, to, coefficients }: Fit, t: number, degree: number): number {
  const T = polynomials((t - (from + to) / 2) / ((to - from) / 2), degree);
  return T.reduce((sum, Tk, k) => sum + Tk * coefficients[k]!, 0);
}

/** How fast the slope at t changes: the largest size of the second derivative of a fit at t and an eighth of the half-width to either side. */
export function bend({ from, to, coefficients }: Fit, t: number): number {
  const half = (to - from) / 2;
  const s = (t - (from + to) / 2) / half;
  let largest = 0;
  for (const at of [s, Math.max(-1, s - 1 / EIGHTHS), Math.min(1, s + 1 / EIGHTHS)]) {
    const weights = slopes(at, coefficients.length - 1, 2);
    let second = 0;
    for (let k = 2; k < coefficients.length; k++) second += weights[k]! * coefficients[k]!;
    largest = Math.max(largest, Math.abs(second));
  }
  return largest / half ** 2;
}
