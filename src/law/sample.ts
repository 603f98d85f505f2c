import fc from 'fast-check';
import { type Domain, dimension, free, type Interval, interval, intervals, ofEach, scaleAlong } from '../math/domain.ts';
import { nearest } from '../math/precision.ts';
import { type Random, random, SEEDS } from '../math/random.ts';
import { axis, norm, type Vector, vector, withoutRounding, zeros } from '../math/vector.ts';
import { POINT_DRAWS, type Region } from '../measure/ordinary.ts';

/** Whatever a stream of random numbers can be turned into. fast-check chooses the seed; a sample is found again by its place in the run. */
const drawn = <T>(draw: (rng: Random, seed: number) => T): fc.Arbitrary<T> =>
  fc.noBias(fc.noShrink(fc.integer({ min: 0, max: SEEDS - 1 }))).map((seed) => draw(random(seed), seed));

/** Vectors that were drawn in a region, by their seeds, for each way to draw them, and how many numbers they have. */
interface Kept {
  readonly point: Map<number, Vector>;
  readonly direction: Map<number, Vector>;
  readonly dense: Map<number, Vector>;
  numbers: number;
}

const keptIn = new WeakMap<Region, Kept>();
/** Numbers of vectors that are kept of a region. Why: of one seed all laws draw the same vectors, one law after the other; these 4 MB are a hundred samples of a thousand inputs. */
const KEPT_NUMBERS = 2 ** 19;

/** A vector of a region, drawn once for each seed. Who gets it may change it. */
const vectorIn = (region: Region, way: 'point' | 'direction' | 'dense', draw: (rng: Random) => Vector): fc.Arbitrary<Vector> =>
  drawn((rng, seed) => {
    const kept = keptIn.get(region) ?? { point: new Map(), direction: new Map(), dense: new Map(), numbers: 0 };
    keptIn.set(region, kept);
    const known = kept[way].get(seed);
    if (known) return vector(known);
    const drew = draw(rng);
    kept.numbers += drew.length;
    if (kept.numbers <= KEPT_NUMBERS) kept[way].set(seed, vector(drew));
    return drew;
  });

/**
 * A point of the domain, n numbers of the subject's precision. Half of all points are uniform in the box; the others are what breaks gradients: zeros and other special numbers,
 * very small and very large ones, whole numbers, ties, and points near an edge.
 */
export const point = (region: Region): fc.Arbitrary<Vector> =>
  vectorIn(region, 'point', (rng) => {
    const { domain, inside, subject: { precision = 'float64' } = {} } = region;
    const draw = () => {
      const x = drawPoint(domain, rng);
      return precision === 'float64' ? x : x.map((xi, i) => nearest(precision, xi, interval(domain, i)));
    };
    let x = draw();
    for (let i = 0; i < POINT_DRAWS && !inside(x); i++) x = draw();
    return x;
  });

/** A direction of ℝⁿ: an axis, signs, or a few bits of a Gaussian vector; scaled to the domain, and 0 for fixed inputs. */
export const direction = (region: Region): fc.Arbitrary<Vector> => vectorIn(region, 'direction', (rng) => aim(region.domain, rng));

/** A direction of ℝⁿ that moves every input which is not fixed: a few bits of a Gaussian vector, scaled to the domain. */
export const denseDirection = (region: Region): fc.Arbitrary<Vector> =>
  vectorIn(region, 'dense', (rng) => fill(region.domain, gaussian(region.domain, rng)));

/**
 * Bounds on a uniform random number, below which a direction is an axis and a vector of signs; above the second it is a Gaussian vector.
 * Why: with these shares, a sample misses an error of 16 bars and more with a probability below 0.58, whatever the error is (docs/method.md).
 */
const DIRECTION_SHARES = { axis: 0.4, signs: 0.7 };
/** The same for covectors. Why: an error of a Jacobian is annihilated by a covector with a probability below 0.48, whatever the error is (docs/method.md). */
const COVECTOR_SHARES = { axis: 0.3, signs: 0.6 };
/** Gaussian components are rounded to multiples of 1/8. Why: directions of few bits leave x + t v exact; none is 0, and each value has a probability of 0.075 at most. */
const DIRECTION_PARTS = 8;
/** Numbers are rounded to multiples of 1/64. Why: as above; products with a few of them are exact. */
const NUMBER_PARTS = 64;

/** A covector of ℝᵐ: an axis, signs, or a few bits of a Gaussian vector. Components have either sign, so that errors in many components do not average out, as they may for positive ones. */
export const cotangent = (m: number): fc.Arbitrary<Vector> =>
  drawn((rng) => {
    const chance = rng.next();
    if (m > 1 && chance < COVECTOR_SHARES.axis) return axis(m, rng.below(m));
    return Float64Array.from({ length: m }, () => (chance < COVECTOR_SHARES.signs ? rng.sign() : roughly(rng)));
  });

/** A number in [low, high] that is a multiple of 1/64. */
export const number = (low: number, high: number): fc.Arbitrary<number> =>
  drawn((rng) => Math.round((low + (high - low) * rng.next()) * NUMBER_PARTS) / NUMBER_PARTS);

/** Column i, Qeᵢ, of a dense orthogonal n×n matrix: the reflection Q = I − 2wwᵀ/‖w‖² of A. S. Householder (1958), for a vector w ≠ 0 of n numbers. What rounding leaves of 0 in it is 0. */
export function frameColumn(w: Vector, i: number): Vector {
  const length = norm(w);
  return withoutRounding(
    w.map((wk, k) => (k === i ? 1 : 0) - (2 * (wk / length) * w[i]!) / length),
    1,
  );
}

/** A Gaussian number in multiples of 1/8; where that would be 0, ±1/8. */
const roughly = (rng: Random): number => Math.round(rng.normal() * DIRECTION_PARTS) / DIRECTION_PARTS || rng.sign() / DIRECTION_PARTS;

/** Inputs from which on a point has one close to an edge as a rule: directions are then led inwards, and made of numbers from a table. Why: of 256, one in two lies within a sixteenth of its unit of one; of fewer, signs that are drawn without a look at the point say more. */
const MANY = 256;
/** Gaussian numbers in multiples of 1/8, equally probable; made when they are first asked for. */
let table: Float64Array | undefined;
/** How many these are. Why: the largest is drawn once in as many, and is then 3½. */
const TABLED = 2 ** 12;

/** Components of a dense direction. Of many inputs they come from a table, as the numbers of each took longer to draw than to use. */
function gaussian(domain: Domain, rng: Random): () => number {
  if (dimension(domain) <= MANY) return () => roughly(rng);
  const numbers = gaussians();
  return () => numbers[rng.below(TABLED)]!;
}

/** The table: the quantiles of the normal distribution in the middles of as many parts, found by adding up its density. */
function gaussians(): Float64Array {
  if (table) return table;
  const step = 1 / TABLED;
  let [z, below] = [-DIRECTION_PARTS, 0];
  table = Float64Array.from({ length: TABLED }, (_, k) => {
    for (; below < (k + 1 / 2) * step; z += step) below += (step * Math.exp(-((z + step / 2) ** 2) / 2)) / Math.sqrt(2 * Math.PI);
    return Math.round(z * DIRECTION_PARTS) / DIRECTION_PARTS || Math.sign(z) / DIRECTION_PARTS;
  });
  return table;
}

/** How much room a direction is given on its side, in units of its scale. Why: four times as much as a glance takes. */
const LED_ROOM = 1 / 16;

/**
 * A direction v at x, of many inputs one with the signs of those components changed that lead out of the domain at once: no direction leads inwards else, and slopes along both of its parts cost as many
 * values each.
 */
export function ledInwards(domain: Domain, x: Vector, v: Vector): Vector {
  if (v.length <= MANY) return v;
  const range = intervals(domain);
  const scale = LED_ROOM * scaleAlong(domain, x, v);
  const led = zeros(v.length);
  for (let i = 0; i < v.length; i++) {
    const [low, high] = range(i);
    const [below, above] = [x[i]! - low, high - x[i]!];
    const vi = v[i]!;
    const ahead = vi > 0 ? above : below;
    led[i] = ahead < scale * Math.abs(vi) && (vi > 0 ? below : above) > ahead ? -vi : vi;
  }
  return led;
}

/** What a component of a direction is scaled by, so that no input is lost beside the others: the power of two below the width of its interval, and 1 at most. */
function widthOf([low, high]: Interval): number {
  const width = high - low;
  if (width === 0) return 0;
  return Number.isFinite(width) ? 2 ** Math.floor(Math.log2(Math.min(1, width))) : 1;
}

function fill(domain: Domain, component: () => number): Vector {
  const v = zeros(dimension(domain));
  const width = ofEach(domain, widthOf);
  for (let i = 0; i < v.length; i++) v[i] = width(i) * component();
  return v;
}

/** An input that can vary; undefined where none can. */
function anyFree(domain: Domain, rng: Random): number | undefined {
  if ('dimension' in domain) return domain.low < domain.high ? rng.below(domain.dimension) : undefined;
  const inputs = free(domain);
  return inputs.length > 0 ? rng.pick(inputs) : undefined;
}

function aim(domain: Domain, rng: Random): Vector {
  const chance = rng.next();
  if (chance < DIRECTION_SHARES.axis) {
    const v = zeros(dimension(domain));
    const i = anyFree(domain, rng);
    if (i !== undefined) v[i] = widthOf(interval(domain, i)) * rng.sign();
    return v;
  }
  return fill(domain, chance < DIRECTION_SHARES.signs ? () => rng.sign() : gaussian(domain, rng));
}

/**
 * Bounds on a uniform random number, below which a point is uniform, has special numbers, small or large ones, whole ones, or ties; above the last it is near an edge.
 * Why: half of the points are for mistakes everywhere; the others are divided among special places, with most for zeros and small whole numbers. No experiment is on record for the single shares.
 */
const POINT_SHARES = { uniform: 0.5, special: 0.65, magnitude: 0.75, whole: 0.85, tied: 0.93 };
/** Inputs that are changed on average, where not all are. Why: one, and now and then two, so that the others keep what they were. */
const FEW_INPUTS = 1.5;

function drawPoint(domain: Domain, rng: Random): Vector {
  const n = dimension(domain);
  const range = intervals(domain);
  const chance = rng.next();
  const x = zeros(n);
  for (let i = 0; i < n; i++) x[i] = plain(range(i), rng);
  const some = (change: (i: number) => number) => {
    const share = rng.next() < 1 / 2 ? 1 : FEW_INPUTS / n;
    for (let i = 0; i < n; i++) if (n === 1 || rng.next() < share) x[i] = into(range(i), change(i));
  };
  if (chance < POINT_SHARES.uniform) return x;
  const [ends, largest] = [ofEach(domain, endsOf), ofEach(domain, largestExponent)];
  if (chance < POINT_SHARES.special) some((i) => special(range(i), ends(i), rng));
  else if (chance < POINT_SHARES.magnitude) some((i) => magnitude(largest(i), rng));
  else if (chance < POINT_SHARES.whole) some((i) => Math.round(x[i]!));
  else if (chance < POINT_SHARES.tied) tie(x, domain, rng);
  else some((i) => (ends(i).length === 0 ? magnitude(largest(i), rng) : nearEdge(range(i), ends(i), rng)));
  return x;
}

/** The nearest point of an interval. */
const into = (range: Interval, value: number): number => Math.min(range[1], Math.max(range[0], value));

const bounded = (range: Interval): boolean => Number.isFinite(range[0]) && Number.isFinite(range[1]);

/** The ends that an interval has. */
const endsOf = (range: Interval): readonly number[] => range.filter(Number.isFinite);

/** Where an interval has no end: the standard deviation of a number, a factor by which one is larger now and then, and the probability of that. Why: most functions show what they are about 0; a few branch further out. */
const OPEN_INTERVAL = { deviation: 2, larger: 10, chance: 1 / 4 };

/** Uniform in a bounded interval; else Gaussian around 0, or beyond the end there is. */
function plain(range: Interval, rng: Random): number {
  const low = range[0];
  const high = range[1];
  if (low === high) return low;
  if (bounded(range)) return into(range, low + (high - low) * rng.next());
  const size = OPEN_INTERVAL.deviation * rng.normal() * (rng.next() < OPEN_INTERVAL.chance ? OPEN_INTERVAL.larger : 1);
  if (Number.isFinite(low)) return low + Math.abs(size);
  return Number.isFinite(high) ? high - Math.abs(size) : size;
}

/** Numbers at which functions have their special cases. Why: 0 is the most frequent one, and so is here four times. */
const SPECIAL_NUMBERS = [0, 0, 0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 10, -10, Math.PI, -Math.PI];
/** The probability that a special number is an end of the interval, where that has one. Why: a third, as ends are special, too. */
const END_CHANCE = 0.3;
/** Draws of a special number until one lies in the interval; then a uniform one is taken. Why: half of them lie in [0, ∞), and a quarter are 0. */
const SPECIAL_DRAWS = 8;

function special(range: Interval, ends: readonly number[], rng: Random): number {
  if (ends.length > 0 && rng.next() < END_CHANCE) return rng.pick(ends);
  for (let i = 0; i < SPECIAL_DRAWS; i++) {
    const value = rng.pick(SPECIAL_NUMBERS);
    if (value >= range[0] && value <= range[1]) return value;
  }
  return plain(range, rng);
}

/** The smallest of the log-uniform numbers and distances, as a power of ten. Why: below 10⁻¹², 1 + x² is 1 and x itself hardly seen beside 1. */
const SMALLEST_EXPONENT = -12;
/** The largest of the log-uniform numbers, and the end that stands for an infinite one. Why: squares of larger numbers lose all digits of what is added to them. */
const LARGEST_NUMBER = { bounded: 1e8, open: 1e6 };

/** The exponent of the largest log-uniform number: as far as the interval goes. */
function largestExponent(range: Interval): number {
  const ends = range.map((end) => (Number.isFinite(end) ? Math.abs(end) : LARGEST_NUMBER.open));
  return Math.log10(Math.min(LARGEST_NUMBER.bounded, Math.max(...ends)));
}

/** Log-uniform: a small or a large number, which may lie outside the interval. */
function magnitude(largest: number, rng: Random): number {
  const exponent = SMALLEST_EXPONENT + rng.next() * (largest - SMALLEST_EXPONENT);
  return rng.sign() * 10 ** exponent;
}

/** Log-uniform distance from an end of the interval. */
function nearEdge(range: Interval, ends: readonly number[], rng: Random): number {
  const width = bounded(range) ? range[1] - range[0] : 1;
  const end = rng.pick(ends);
  const distance = width * 10 ** (SMALLEST_EXPONENT * rng.next());
  return end === range[0] ? end + distance : end - distance;
}

/** Of ties, the share in which all inputs are tied and not two, and in which they are equal and not opposite. Why: maxima and norms of all inputs break at the former, differences at the latter. */
const TIES = { all: 0.3, equal: 0.75 };

/** Equal or opposite coordinates. */
function tie(x: Vector, domain: Domain, rng: Random): void {
  if (x.length === 1) {
    const range = interval(domain, 0);
    x[0] = special(range, endsOf(range), rng);
    return;
  }
  const all = rng.next() < TIES.all;
  const from = rng.below(x.length);
  const to = (from + 1 + rng.below(x.length - 1)) % x.length;
  const sign = rng.next() < TIES.equal ? 1 : -1;
  const range = intervals(domain);
  for (let i = 0; i < x.length; i++) if (i !== from && (all || i === to)) x[i] = into(range(i), sign * x[from]!);
}
