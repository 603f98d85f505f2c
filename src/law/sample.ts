import fc from 'fast-check';
import { type Domain, dimension, free, type Interval, interval } from '../math/domain.ts';
import { nearest } from '../math/precision.ts';
import { type Random, random } from '../math/random.ts';
import { axis, norm, type Vector } from '../math/vector.ts';
import type { Region } from '../measure/ordinary.ts';

/** Anything that a stream of random numbers can be turned into. fast-check chooses the seed; a sample is found again by its place in the run. */
const drawn = <T>(draw: (rng: Random) => T): fc.Arbitrary<T> =>
  fc.noBias(fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 }))).map((seed) => draw(random(seed)));

const ATTEMPTS = 64;

/**
 * A point of the domain, with a bias to what breaks gradients: zeros, ties, whole numbers, edges, very small and very large coordinates.
 * Half of all points are plain ones.
 */
export const point = ({ domain, inside, subject: { precision = 'float64' } = {} }: Region): fc.Arbitrary<Vector> =>
  drawn((rng) => {
    const draw = () => drawPoint(domain, rng).map((xi, i) => nearest(precision, xi, interval(domain, i)));
    let x = draw();
    for (let i = 0; i < ATTEMPTS && !inside(x); i++) x = draw();
    return x;
  });

/** A direction: an axis, signs, or a few bits of a Gaussian vector; scaled to the domain, and 0 for fixed inputs. */
export const direction = ({ domain }: Region): fc.Arbitrary<Vector> => drawn((rng) => aim(domain, rng));

/** A direction along many inputs at once. */
export const denseDirection = ({ domain }: Region): fc.Arbitrary<Vector> => drawn((rng) => fill(domain, () => roughly(rng)));

/** A covector of ℝᵐ: signs or a few bits of a Gaussian one, of either sign in every component so that errors cannot hide (PyTorch's positive ones let them). */
export const cotangent = (m: number): fc.Arbitrary<Vector> =>
  drawn((rng) => {
    const kind = rng.next();
    if (m > 1 && kind < 0.3) return axis(m, rng.below(m));
    return Float64Array.from({ length: m }, () => (kind < 0.6 ? rng.sign() : roughly(rng)));
  });

/** A number of a few bits in [low, high]. */
export const number = (low: number, high: number): fc.Arbitrary<number> =>
  drawn((rng) => Math.round((low + (high - low) * rng.next()) * 64) / 64);

/** A dense orthonormal frame of ℝⁿ as one Householder reflection: column i is Qeᵢ. */
export function frameColumn(w: Vector, i: number): Vector {
  const length = norm(w);
  return w.map((wk, k) => (k === i ? 1 : 0) - (2 * (wk / length) * w[i]!) / length);
}

const few = (z: number): number => Math.round(z * 8) / 8;
const roughly = (rng: Random): number => few(rng.normal()) || rng.sign() / 8;

/** Directions are scaled by the power of two below each input's width, so that none is lost beside the others. */
function widthOf([low, high]: Interval): number {
  const width = high - low;
  if (width === 0) return 0;
  return Number.isFinite(width) ? 2 ** Math.floor(Math.log2(Math.min(1, width))) : 1;
}

function fill(domain: Domain, component: () => number): Vector {
  const v = new Float64Array(dimension(domain));
  for (let i = 0; i < v.length; i++) v[i] = widthOf(interval(domain, i)) * component();
  return v;
}

function aim(domain: Domain, rng: Random): Vector {
  const kind = rng.next();
  if (kind < 0.4) {
    const inputs = free(domain);
    const v = new Float64Array(dimension(domain));
    if (inputs.length > 0) {
      const i = rng.pick(inputs);
      v[i] = widthOf(interval(domain, i)) * rng.sign();
    }
    return v;
  }
  return fill(domain, kind < 0.7 ? () => rng.sign() : () => roughly(rng));
}

function drawPoint(domain: Domain, rng: Random): Vector {
  const n = dimension(domain);
  const kind = rng.next();
  const x = Float64Array.from({ length: n }, (_, i) => plain(interval(domain, i), rng));
  const some = (change: (i: number) => number) => {
    const share = rng.next() < 0.5 ? 1 : 1.5 / n;
    for (let i = 0; i < n; i++) if (n === 1 || rng.next() < share) x[i] = into(interval(domain, i), change(i));
  };
  if (kind < 0.5) return x;
  if (kind < 0.65) some((i) => special(interval(domain, i), rng));
  else if (kind < 0.75) some((i) => magnitude(interval(domain, i), rng));
  else if (kind < 0.85) some((i) => Math.round(x[i]!));
  else if (kind < 0.93) tie(x, domain, rng);
  else some((i) => nearEdge(interval(domain, i), rng));
  return x;
}

/** The nearest point of an interval. */
const into = ([low, high]: Interval, value: number): number => Math.min(high, Math.max(low, value));

const bounded = ([low, high]: Interval): boolean => Number.isFinite(low) && Number.isFinite(high);

/** Uniform in a bounded interval; else around 0, or beyond the end there is. */
function plain(range: Interval, rng: Random): number {
  const [low, high] = range;
  if (low === high) return low;
  if (bounded(range)) return into(range, low + (high - low) * rng.next());
  const size = 2 * rng.normal() * (rng.next() < 0.25 ? 10 : 1);
  if (Number.isFinite(low)) return low + Math.abs(size);
  return Number.isFinite(high) ? high - Math.abs(size) : size;
}

const SPECIAL = [0, 0, 0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 10, -10, Math.PI, -Math.PI];

function special(range: Interval, rng: Random): number {
  const [low, high] = range;
  const ends = range.filter(Number.isFinite);
  if (ends.length > 0 && rng.next() < 0.3) return rng.pick(ends);
  for (let i = 0; i < 8; i++) {
    const value = rng.pick(SPECIAL);
    if (value >= low && value <= high) return value;
  }
  return plain(range, rng);
}

/** Log-uniform: a small or a large number, as far as the interval goes. */
function magnitude(range: Interval, rng: Random): number {
  const largest = Math.min(1e8, Math.max(...range.map((end) => (Number.isFinite(end) ? Math.abs(end) : 1e6))));
  const exponent = -12 + rng.next() * (Math.log10(largest) + 12);
  return into(range, rng.sign() * 10 ** exponent);
}

/** Log-uniform distance from an end of the interval. */
function nearEdge(range: Interval, rng: Random): number {
  const ends = range.filter(Number.isFinite);
  if (ends.length === 0) return magnitude(range, rng);
  const width = bounded(range) ? range[1] - range[0] : 1;
  const end = rng.pick(ends);
  const distance = width * 10 ** (-12 * rng.next());
  return into(range, end === range[0] ? end + distance : end - distance);
}

/** Equal and opposite coordinates. */
function tie(x: Vector, domain: Domain, rng: Random): void {
  if (x.length === 1) {
    x[0] = special(interval(domain, 0), rng);
    return;
  }
  const all = rng.next() < 0.3;
  const from = rng.below(x.length);
  const to = (from + 1 + rng.below(x.length - 1)) % x.length;
  const sign = rng.next() < 0.75 ? 1 : -1;
  for (let i = 0; i < x.length; i++) if (i !== from && (all || i === to)) x[i] = into(interval(domain, i), sign * x[from]!);
}
