import { EPSILON, type Estimate } from '../../math/estimate.ts';
import { inverse } from '../../math/matrix.ts';
import type { Line } from './line.ts';

/**
 * What a line looks like on one interval: its Chebyshev coefficients, and how they end.
 * 'resolved': they fall to the level of rounding. 'plateau': they stop falling above it, in what is noise or structure too fine for the interval.
 * 'falling': they still fall at the last one. 'unresolved': they do not fall.
 */
export interface Fit {
  readonly from: number;
  readonly to: number;
  readonly coefficients: Float64Array;
  readonly ending: 'resolved' | 'plateau' | 'falling' | 'unresolved';
  /** Standard deviation of the noise of the values, measured on the plateau, never below rounding. */
  readonly noise: number;
  /** The largest |f| on the interval. */
  readonly size: number;
  /** What the values are rounded to: a part of their size, or what the line says. */
  readonly rounding: number;
  /** The ratio by which coefficients fall. */
  readonly decay: number;
  /** The level of the last coefficients. */
  readonly tail: number;
}

/** A node of a fit where f is not finite. */
export interface Hole {
  readonly hole: number;
}

/**
 * Nodes cos(πj/N), rounded to 2⁻²⁶ so that x + t v is exact for t = 2ᵏ times a node and directions of few bits,
 * and the matrix that takes values there to Chebyshev coefficients (close to a discrete cosine transform).
 */
interface Grid {
  readonly nodes: Float64Array;
  readonly toCoefficients: readonly Float64Array[];
}

const SNAP = 2 ** 26;
const grids = new Map<number, Grid>();

function grid(n: number): Grid {
  const known = grids.get(n);
  if (known) return known;
  const nodes = Float64Array.from({ length: n + 1 }, (_, j) => Math.round(Math.cos((Math.PI * j) / n) * SNAP) / SNAP);
  const made = { nodes, toCoefficients: inverse(Array.from(nodes, (s) => polynomials(s, n)))! };
  grids.set(n, made);
  return made;
}

/** T₀(s) … T_n(s). */
function polynomials(s: number, n: number): Float64Array {
  const T = new Float64Array(n + 1);
  T[0] = 1;
  if (n > 0) T[1] = s;
  for (let k = 2; k <= n; k++) T[k] = 2 * s * T[k - 1]! - T[k - 2]!;
  return T;
}

/** Places that are asked for again and again: the middle, the ends and the eighths of an interval. */
const EIGHTHS = 8;
const known = new Map<number, Float64Array>();

/** The first or second derivatives of T₀ … T_n at s. */
export function slopes(s: number, n: number, order: 1 | 2): Float64Array {
  const place = s * EIGHTHS;
  if (!Number.isInteger(place) || Math.abs(place) > EIGHTHS) return slopesAt(s, n, order);
  const key = (2 * n + order) * 32 + place;
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

/** The noise of a value that went through several operations, in units of rounding, at least. */
const LEAST = 0.75;
/** Coefficients at rounding level may stand this many times above ε max|f|. */
const ROUNDING = 8;
/** Coefficients that fall by less than this over a quarter of the degrees do not fall. */
const FLAT = 8;

/** The line's values at the n + 1 nodes of [from, to], n even, as Chebyshev coefficients. */
export function interpolate(of: Line, from: number, to: number, n: number): Pick<Fit, 'coefficients' | 'size' | 'rounding'> | Hole {
  const { nodes, toCoefficients } = grid(n);
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const values = new Float64Array(n + 1);
  let size = 0;
  for (let j = n / 2, step = 0; j >= 0 && j <= n; step++, j += step % 2 ? step : -step) {
    const t = j === 0 ? to : j === n ? from : middle + half * nodes[j]!;
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

/** Bits of a number that single precision holds and that are too many to be there by chance. */
const SHORT = 20;

/** Values that are all of single precision, and not just simple numbers, were rounded to it. */
export function unitOf(values: ArrayLike<number>): number {
  let long = false;
  for (let j = 0; j < values.length; j++) {
    const value = values[j]!;
    if (Math.fround(value) !== value) return EPSILON;
    long ||= value !== 0 && !Number.isInteger(value / 2 ** (Math.floor(Math.log2(Math.abs(value))) - SHORT));
  }
  return long ? 2 ** -23 : EPSILON;
}

/** Interpolates the line on [from, to] to degree n, a multiple of four, and looks at how the coefficients end. */
export function fit(of: Line, from: number, to: number, n: number): Fit | Hole {
  const seen = interpolate(of, from, to, n);
  return 'hole' in seen ? seen : { from, to, ...seen, ...ending(seen.coefficients, seen.rounding, n) };
}

/** How coefficients end, for values that are rounded to so much. */
function ending(coefficients: Float64Array, rounding: number, n: number): Pick<Fit, 'ending' | 'noise' | 'decay' | 'tail'> {
  const level = (from: number, to: number) => {
    let largest = 0;
    for (let k = Math.ceil(from); k <= to; k++) largest = Math.max(largest, Math.abs(coefficients[k]!));
    return largest;
  };
  const [head, body, last] = [level(1, n / 2), level(n / 2 + 1, (3 * n) / 4), level((3 * n) / 4 + 1, n)];
  const spread = Math.sqrt((n + 1) / 2);
  const floor = rounding * LEAST;
  let squares = 0;
  for (let k = (3 * n) / 4 + 1; k <= n; k++) squares += last === 0 ? 0 : (coefficients[k]! / last) ** 2;
  const measured = last * Math.sqrt(squares / (n / 4)) * spread;
  const noise = Math.max(measured, floor);
  const fall = body / last;
  const decay = Math.min(Math.max(fall, 1.05) ** (4 / n), 16);
  const tail = last;
  if (last <= (ROUNDING * floor) / spread) return { ending: 'resolved', noise, decay: 16, tail };
  if (fall > FLAT) return { ending: 'falling', noise: floor, decay, tail };
  if (head > FLAT * FLAT * last) return { ending: 'plateau', noise, decay, tail };
  return { ending: 'unresolved', noise, decay, tail };
}

/** Coefficients that fall more slowly may fall like a power of the degree, and their sum has as many terms as the fit. */
const GEOMETRIC = 2;

/** Standard deviations of noise that a bar covers. */
export const SIGMAS = 8;

/**
 * The derivative of the given order at t, read off a fit: the polynomial's own, up to the degree at which its coefficients drown in noise.
 * The bar covers the noise that differentiation amplifies and the coefficients left out; `plateauIsNoise` says whether a plateau counts as noise or as structure.
 */
export function derivativeOf(
  fitted: Fit,
  t: number,
  order: 1 | 2,
  plateauIsNoise: boolean,
): Estimate & { degree: number; noisePart: number } {
  const { from, to, coefficients, noise, decay, tail } = fitted;
  const n = coefficients.length - 1;
  const half = (to - from) / 2;
  const weights = slopes((t - (from + to) / 2) / half, n, order);
  const drowned = fitted.ending === 'resolved' || (fitted.ending === 'plateau' && plateauIsNoise);
  const each = noise * Math.sqrt(2 / (n + 1));
  let degree = n;
  let squares = 0;
  if (drowned && each > 0)
    while (degree > order && Math.abs(coefficients[degree]!) <= 4 * each) squares += (coefficients[degree--]! / each) ** 2;
  const spread = Math.max(1, Math.sqrt(squares / Math.max(1, n - degree)));
  let value = 0;
  let amplified = 0;
  for (let k = 0; k <= n; k++) {
    if (k <= degree) value += weights[k]! * coefficients[k]!;
    if (k <= degree + 3) amplified += weights[k]! ** 2;
  }
  const noisePart = SIGMAS * spread * each * Math.sqrt(amplified);
  const reach = Math.max(Math.abs(weights[n]!), Math.abs(weights[n - 1]!), n);
  const rest = decay > GEOMETRIC ? 1 / (1 - 1 / decay) : n;
  const truncated = drowned ? 0 : 4 * reach * tail * rest;
  const unit = half ** order;
  return {
    value: value / unit,
    error: (noisePart + truncated) / unit + EPSILON * Math.abs(value / unit),
    degree,
    noisePart: noisePart / unit,
  };
}

/** The value at t, within the interval or beside it, of the polynomial up to a degree. */
export function valueAt({ from, to, coefficients }: Fit, t: number, degree: number): number {
  const T = polynomials((t - (from + to) / 2) / ((to - from) / 2), degree);
  return T.reduce((sum, Tk, k) => sum + Tk * coefficients[k]!, 0);
}

/** How fast the slope at t changes: the largest second derivative of a fit at t and an eighth of the half-width to either side. */
export function bend({ from, to, coefficients }: Fit, t: number): number {
  const half = (to - from) / 2;
  const s = (t - (from + to) / 2) / half;
  let largest = 0;
  for (const at of [s, Math.max(-1, s - 1 / 8), Math.min(1, s + 1 / 8)]) {
    const weights = slopes(at, coefficients.length - 1, 2);
    let second = 0;
    for (let k = 2; k < coefficients.length; k++) second += weights[k]! * coefficients[k]!;
    largest = Math.max(largest, Math.abs(second));
  }
  return largest / half ** 2;
}
