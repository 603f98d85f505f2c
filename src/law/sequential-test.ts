import { norm, scaled, type Vector } from '../math/vector.ts';

/** How draws of a random vector are held against what they should be on average. */
export interface Trial {
  /** Draws, at most. */
  readonly trials: number;
  /** The probability of a false alarm that is allowed for. */
  readonly alarm: number;
  /** What each component of a draw does not exceed in size. Without it, no draw is supposed to be further from the mean than three times the farthest of the first 64, which are then only looked at for this. */
  readonly bound?: Vector;
  /** What each component may be wrong by for rounding alone. */
  readonly rounding: Vector;
}

/** One component, or all of them along the mean: how far the draws are from what they should be. */
export interface Bias {
  readonly mean: number;
  /** The standard deviation of a draw. */
  readonly deviation: number;
  /** The bias lies between these with a probability of at least 1 − alarm, for all components at once and however many draws are taken. */
  readonly low: number;
  readonly high: number;
}

/** What came of the draws. */
export interface Drift {
  readonly draws: number;
  /** Of each component and, where the mean is not 0 and has several, along the mean. */
  readonly biases: readonly Bias[];
  /** Which of these is beyond rounding. */
  readonly biased: number | undefined;
  /** The first draw that was further away than the bound allows, and its component. */
  readonly beyond: { readonly draw: number; readonly component: number; readonly value: number } | undefined;
}

const FIRST = 64;
const REACH = 3;
/** Bets are these parts of the largest that the bound allows: 0.8 · 2⁻ʲ. */
const BETS = Array.from({ length: 12 }, (_, j) => 0.8 * 2 ** -j);
/** The evidence is looked at whenever the number of draws has grown by this factor. */
const GROWTH = 1.1;
/** And first after so many. */
const START = 8;
const BISECTIONS = 40;

/** A stream of deviations from a mean: their number, sum and sum of squares, and how far they can reach. */
interface Sums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  readonly reach: number;
}

/**
 * The logarithm of the mean of what several bets against "the mean deviation is at most `offset`" have earned: exp(λS − ψ(λ)V) with ψ(λ) = (−log(1 − cλ) − cλ)/c², a
 * supermartingale from 1 if no deviation is below −c (X. Fan, I. Grama, Q. Liu 2015), so that it ever exceeds 1/α with probability α at most (J. Ville 1939). A mixture
 * over λ stays close to the law of the iterated logarithm at all times (S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon 2021).
 */
function earned({ count, sum, squares, reach }: Sums, offset: number): number {
  const c = reach + Math.abs(offset);
  if (c === 0) return 0;
  const s = (sum - count * offset) / c;
  const v = Math.max(0, squares - 2 * offset * sum + count * offset * offset) / (c * c);
  return logMean(BETS.map((bet) => bet * s + (Math.log1p(-bet) + bet) * v));
}

/** The logarithm of the mean of exponentials. */
function logMean(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}

const opposite = (sums: Sums): Sums => ({ ...sums, sum: -sums.sum });

/**
 * Draws until a bias shows or the trials are used up, whichever is first: a test that may be looked at after every draw. It looks at each component, and along `mean` itself,
 * where a wrong factor shows. A bias that is within rounding is none.
 */
export function drift(mean: Vector, draw: (k: number) => Vector, { trials, alarm, bound, rounding }: Trial): Drift {
  const n = mean.length;
  const size = norm(mean);
  const way = size > 0 && Number.isFinite(size) && n > 1 ? scaled(mean, 1 / size) : undefined;
  const places = way ? n + 1 : n;
  const roundings = Float64Array.from(
    { length: places },
    (_, i) => rounding[i] ?? rounding.reduce((sum, r, k) => sum + r * Math.abs(way![k]!), 0),
  );
  const [sums, squares] = [new Float64Array(places), new Float64Array(places)];
  const all = new Float64Array(places);
  const deviation = (k: number): Vector => {
    const drawn = draw(k);
    let along = 0;
    for (let i = 0; i < n; i++) {
      const d = drawn[i]! - mean[i]!;
      all[i] = d;
      if (way) along += d * way[i]!;
    }
    if (way) all[n] = along;
    return all;
  };
  const { reach, start } = bound ? declared(bound, mean, way) : supposed(deviation, Math.min(FIRST, trials), places);
  let count = 0;
  const at = (i: number): Sums => ({ count, sum: sums[i]!, squares: squares[i]!, reach: reach[i]! });
  const enough = Math.log(places / alarm);
  const found = (): number | undefined => {
    for (let i = 0; i < places; i++)
      if (logMean([earned(at(i), roundings[i]!), earned(opposite(at(i)), roundings[i]!)]) >= enough) return i;
    return undefined;
  };
  let next = START;
  let biased: number | undefined;
  let beyond: Drift['beyond'];
  for (let k = start; k < trials && biased === undefined && !beyond; k++) {
    const deviations = deviation(k);
    for (let i = 0; i < places; i++) {
      const d = deviations[i]!;
      if (!(Math.abs(d) <= reach[i]! + roundings[i]!)) beyond ??= { draw: k, component: i, value: d + (mean[i] ?? size) };
      sums[i]! += d;
      squares[i]! += d * d;
    }
    count++;
    if (count >= next || k + 1 === trials) {
      next = Math.ceil(count * GROWTH);
      biased = found();
    }
  }
  const biases = Array.from({ length: places }, (_, i): Bias => {
    const [average, spread] = count === 0 ? [Number.NaN, Number.NaN] : [sums[i]! / count, squares[i]! / count];
    const deviation = Math.sqrt(Math.max(0, spread - average ** 2));
    return { mean: average, deviation, low: -limit(opposite(at(i)), enough), high: limit(at(i), enough) };
  });
  return { draws: start + count, biases, biased, beyond };
}

/** The least mean deviation that these draws speak against from above, strongly enough. */
function limit(sums: Sums, enough: number): number {
  if (sums.count === 0) return Number.POSITIVE_INFINITY;
  const against = (offset: number): boolean => logMean([earned(opposite(sums), -offset), earned(sums, offset)]) >= enough;
  let low = sums.sum / sums.count;
  let high = low + 2 * sums.reach;
  if (sums.reach === 0) return low;
  if (!against(high)) return Number.POSITIVE_INFINITY;
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = (low + high) / 2;
    if (against(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** How far from the mean components that are bounded can be, and so the combination of them along the mean. */
function declared(bound: Vector, mean: Vector, way: Vector | undefined): { readonly reach: Vector; readonly start: number } {
  const own = bound.map((b, i) => b + Math.abs(mean[i]!));
  return { reach: way ? Float64Array.from([...own, own.reduce((sum, r, i) => sum + r * Math.abs(way[i]!), 0)]) : own, start: 0 };
}

/** How far they are supposed to be, from the first draws; a component that none of these moves is supposed to be as far as the farthest. */
function supposed(deviation: (k: number) => Vector, first: number, places: number): { readonly reach: Vector; readonly start: number } {
  const reach = new Float64Array(places);
  for (let k = 0; k < first; k++) {
    const all = deviation(k);
    for (let i = 0; i < places; i++) reach[i] = Math.max(reach[i]!, Math.abs(all[i]!));
  }
  const most = Math.max(...reach);
  return { reach: reach.map((r) => REACH * (r === 0 ? most : r)), start: first };
}
