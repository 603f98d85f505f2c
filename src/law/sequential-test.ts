import { norm, scaled, type Vector } from '../math/vector.ts';

/** How draws of a random vector of n numbers are held against their expected value. */
export interface Trial {
  /** The largest number of draws. */
  readonly trials: number;
  /** The probability of a false alarm, for all components together, that the test may have. */
  readonly alarm: number;
  /** A bound on the size of each component of a draw. Without it, no draw is supposed to deviate from the mean by more than three times the largest deviation of the first 64, which then count for nothing else. */
  readonly bound?: Vector;
  /** The error that rounding alone may make in each component. */
  readonly rounding: Vector;
}

/** How far draws are from their expected value, in one component or in the projection on that value. */
export interface Bias {
  /** The mean deviation. */
  readonly mean: number;
  /** The standard deviation of a draw. */
  readonly deviation: number;
  /** The bias lies between `low` and `high` with a probability of at least 1 − alarm, for all components at once and however many draws are taken. */
  readonly low: number;
  readonly high: number;
}

/** The outcome of a sequential test. */
export interface Drift {
  readonly draws: number;
  /** The bias of each component and, where the mean is not 0 and has several components, of the projection on the mean. */
  readonly biases: readonly Bias[];
  /** The index of the bias that is shown to be beyond rounding; undefined if none is. */
  readonly biased: number | undefined;
  /** The first draw that was further away than the bound allows, and its component. */
  readonly beyond: { readonly draw: number; readonly component: number; readonly value: number } | undefined;
}

/** Draws from which a bound is taken where none is declared. Why: the largest of 64 draws of most distributions is within a factor of 3 of the largest of 1000. */
const BOUND_DRAWS = 64;
/** The bound, in units of the largest deviation among these. Why: as above; where a later draw exceeds it after all, that is told and nothing is said about a bias. */
const BOUND_FACTOR = 3;
/** Bets, as parts of the largest that the bound allows: 0.8 · 2⁻ʲ. Why: a bet near 1 loses everything at a single draw at the bound; halving twelve times reaches the best bet, about bias/variance, for biases down to 10⁻⁴ of the bound. */
const BETS = Array.from({ length: 12 }, (_, j) => 0.8 * 2 ** -j);
/** The evidence is looked at whenever the number of draws has grown by this factor. Why: the test holds at any draw, so that looking seldom loses a tenth of the draws at most and no validity. */
const LOOK_GROWTH = 1.1;
/** The evidence is first looked at after this many draws. Why: fewer say nothing at the alarm rates that are asked for. */
const FIRST_LOOK = 8;
/** Halvings of the range in which an end of the interval for the bias is sought. Why: 2⁻⁴⁰ of the range is beyond all digits that are printed. */
const LIMIT_BISECTIONS = 40;

/** Deviations from an expected value: their number, sum and sum of squares, and the largest size that they can have. */
interface Sums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  readonly reach: number;
}

/**
 * The logarithm of the evidence against "the expected deviation is at most `offset`": the mean, over several bets λ, of exp(λS − ψ(λ)V) with ψ(λ) = (−log(1 − cλ) − cλ)/c², where S and
 * V are the sums of the deviations from `offset` and of their squares. Each is a supermartingale that starts at 1 if no deviation is below −c (X. Fan, I. Grama, Q. Liu 2015), and
 * so ever exceeds 1/α with a probability of α at most (J. Ville 1939). A mixture over λ stays close to the law of the iterated logarithm at all times (S. R. Howard, A. Ramdas,
 * J. McAuliffe, J. Sekhon 2021).
 */
function earned({ count, sum, squares, reach }: Sums, offset: number): number {
  const c = reach + Math.abs(offset);
  if (c === 0) return 0;
  const s = (sum - count * offset) / c;
  const v = Math.max(0, squares - 2 * offset * sum + count * offset * offset) / (c * c);
  return logMean(BETS.map((bet) => bet * s + (Math.log1p(-bet) + bet) * v));
}

/** log((e^l₁ + … + e^lₙ)/n), without overflow. */
function logMean(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}

const opposite = (sums: Sums): Sums => ({ ...sums, sum: -sums.sum });

/**
 * A sequential test of whether the expected value of draws is `mean`, a vector of n numbers: draws are taken until a bias is shown or the trials are used up, whichever is first, and
 * the probability of a false alarm is at most `alarm` however often the evidence is looked at. A bias is sought in each component and in the projection on `mean`, where a wrong
 * factor shows. One that is within rounding is none. `draw(k)` returns draw k = 0, 1, … as n numbers.
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
  const { reach, start } = bound ? declared(bound, mean, way) : supposed(deviation, Math.min(BOUND_DRAWS, trials), places);
  let count = 0;
  const at = (i: number): Sums => ({ count, sum: sums[i]!, squares: squares[i]!, reach: reach[i]! });
  const enough = Math.log(places / alarm);
  const found = (): number | undefined => {
    for (let i = 0; i < places; i++)
      if (logMean([earned(at(i), roundings[i]!), earned(opposite(at(i)), roundings[i]!)]) >= enough) return i;
    return undefined;
  };
  let next = FIRST_LOOK;
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
      next = Math.ceil(count * LOOK_GROWTH);
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

/** The smallest expected deviation that these draws rule out from above, at the logarithm of evidence `enough`; ∞ if none below the bound is. */
function limit(sums: Sums, enough: number): number {
  if (sums.count === 0) return Number.POSITIVE_INFINITY;
  const against = (offset: number): boolean => logMean([earned(opposite(sums), -offset), earned(sums, offset)]) >= enough;
  let low = sums.sum / sums.count;
  let high = low + 2 * sums.reach;
  if (sums.reach === 0) return low;
  if (!against(high)) return Number.POSITIVE_INFINITY;
  for (let k = 0; k < LIMIT_BISECTIONS; k++) {
    const middle = (low + high) / 2;
    if (against(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The largest deviations from the mean of components with a declared bound, and of their projection on the mean. */
function declared(bound: Vector, mean: Vector, way: Vector | undefined): { readonly reach: Vector; readonly start: number } {
  const own = bound.map((b, i) => b + Math.abs(mean[i]!));
  return { reach: way ? Float64Array.from([...own, own.reduce((sum, r, i) => sum + r * Math.abs(way[i]!), 0)]) : own, start: 0 };
}

/** The largest deviations that are supposed from the first draws; a component that none of these moves is supposed to deviate as much as the one that they move most. */
function supposed(deviation: (k: number) => Vector, first: number, places: number): { readonly reach: Vector; readonly start: number } {
  const reach = new Float64Array(places);
  for (let k = 0; k < first; k++) {
    const all = deviation(k);
    for (let i = 0; i < places; i++) reach[i] = Math.max(reach[i]!, Math.abs(all[i]!));
  }
  const most = Math.max(...reach);
  return { reach: reach.map((r) => BOUND_FACTOR * (r === 0 ? most : r)), start: first };
}
