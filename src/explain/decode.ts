import type { Estimate } from '../math/estimate.ts';
import { random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';
import { contradict } from '../measure/side.ts';

/** The most wrong components that are decoded. Why: as many as a result lists. */
const SOUGHT = 32;
/** The base in which places are read off, at least and at most. Why: below 8 parting the set is cheaper than reading; above 1024 the digits are finer than what the weights, of three bits, and the slopes leave clear. */
const BASE = { least: 8, most: 1024 };
/** The part of the digits that the bars allow which is used. Why: a digit must be clear by as much as the bars of both slopes leave open. */
const CLEAR_PART = 1 / 2;
/** How close to a whole number a digit must be. Why: half of what would still be the nearest: a second wrong component in the set shows. */
const WHOLE_NUMBER = 1 / 4;
/** The parts in which all inputs are looked at where more than one is wrong; each of these is parted in two. Why: several wrong components, as those of a row, lie together; in 16 parts most are alone at once. */
const FIRST_PARTS = 16;
/** Intervals on which the gap is seen first, relative to the natural one. Why: a sum over many inputs rounds more than its size says; a longer interval rounds less, and how far two that are no multiples of each other differ is what truncation does. */
const LONG_ZOOMS = [16, 12] as const;
/** The interval that is taken where the long ones say nothing. Why: the natural one, on which a well-scaled function is resolved. */
const SHORT_ZOOM = 1;

/** The seed of the weights. Why: any; a fixed one, so that the same failure is located the same. */
const DECODING_SEED = 5;
/** Weights are whole multiples of one over this, between 1 and 2. Why: they are exact, and errors of several inputs do not cancel. */
const INPUT_WEIGHT_STEPS = 8;
/** By how much a number may be above a whole one and still be that. Why: a logarithm and a root round. */
const ROUNDED_UP = 1e-9;

/** The next whole number. */
const ceiling = (value: number): number => Math.ceil(value - ROUNDED_UP);

const none: Estimate = { value: 0, error: 0 };

/** What is claimed less what is measured along a direction, on an interval that is a part of the natural one. */
export type Gap = (v: Vector, zoom: number) => Estimate;

/** What is known while the wrong inputs of a gradient are decoded. */
interface Decoding {
  /** The random weight of each input. */
  readonly weights: Vector;
  /** The gaps of the inputs that were found to be wrong. */
  readonly found: Map<number, Estimate>;
  readonly gap: (v: Vector) => Estimate;
}

/**
 * The inputs at which a claimed gradient is wrong, from few slopes.
 * With random weights aᵢ on a set, its gap is Σ aᵢ eᵢ. If only one eᵢ is not zero, the gap with weights aᵢ·(a digit of i's place) has to it the ratio of
 * that digit, and a few digits are the place. What was found is taken away from the gaps of every set; a set in which more than one is wrong is parted.
 */
export function decode(columns: readonly number[], gapAt: Gap, n: number): number[] {
  const rng = random(DECODING_SEED);
  const weights = new Float64Array(n);
  for (const i of columns) weights[i] = rng.sign() * (1 + rng.below(INPUT_WEIGHT_STEPS) / INPUT_WEIGHT_STEPS);
  const { zoom, all, floor } = view(gapAt, weighted(weights, columns, whole));
  const gap = (v: Vector): Estimate => {
    const { value, error } = gapAt(v, zoom);
    return { value, error: Math.max(error, floor) };
  };
  const decoding: Decoding = { weights, found: new Map(), gap };
  search(decoding, columns, all, FIRST_PARTS);
  return [...decoding.found.keys()];
}

/** All of an input's weight. */
const whole = (): number => 1;

/** The direction in which each input of a set moves by a part of its weight, which depends on its place in the set. */
function weighted(weights: Vector, among: readonly number[], part: (place: number) => number): Vector {
  const v = new Float64Array(weights.length);
  for (const [place, i] of among.entries()) v[i] = weights[i]! * part(place);
  return v;
}

/** The gap along such a direction, without those of the inputs that were found. */
function remaining({ weights, found, gap }: Decoding, among: readonly number[], part: (place: number) => number): Estimate {
  const v = weighted(weights, among, part);
  const seen = gap(v);
  let { value } = seen;
  let variance = seen.error ** 2;
  for (const [i, known] of found) {
    value -= v[i]! * known.value;
    variance += (v[i]! * known.error) ** 2;
  }
  return { value, error: Math.sqrt(variance) };
}

/** Finds the wrong input of a set, if there is just one; true if nothing is left in the set then. */
function findOne(decoding: Decoding, among: readonly number[], all: Estimate): boolean {
  const { weights, found, gap } = decoding;
  const place = placeOf(decoding, among, all);
  const i = place === undefined ? undefined : among[place];
  if (i === undefined || found.has(i)) return false;
  const own = gap(new Float64Array(weights.length).with(i, weights[i]!));
  if (!contradict(own, none)) return false;
  found.set(i, { value: own.value / weights[i]!, error: own.error / Math.abs(weights[i]!) });
  return !contradict(all, own);
}

/** The place in a set at which its only wrong input stands, read off digit by digit; undefined if a digit is unclear. */
function placeOf(decoding: Decoding, among: readonly number[], all: Estimate): number | undefined {
  const clear = Math.min(BASE.most, (CLEAR_PART * Math.abs(all.value)) / all.error);
  if (clear < BASE.least && among.length > 1) return undefined;
  const digits = ceiling(Math.log(among.length) / Math.log(clear));
  const base = ceiling(among.length ** (1 / digits));
  let place = 0;
  for (let power = 1; power < among.length; power *= base) {
    // Digits are spread over [−1, 1], twice as far apart as over [0, 1].
    const spread = remaining(decoding, among, (at) => (2 * (Math.floor(at / power) % base) + 1) / base - 1);
    const digit = ((spread.value / all.value + 1) * base - 1) / 2;
    const unclear = !(Math.abs(digit - Math.round(digit)) <= WHOLE_NUMBER);
    if (unclear || digit < -WHOLE_NUMBER || digit > base - 1 + WHOLE_NUMBER) return undefined;
    place += Math.round(digit) * power;
  }
  return place;
}

/** Finds the wrong inputs of a set whose gap is known: the only one, or those of its parts. */
function search(decoding: Decoding, among: readonly number[], all: Estimate, parts: number): void {
  const { found } = decoding;
  if (found.size >= SOUGHT || !contradict(all, none)) return;
  const before = found.size;
  if (findOne(decoding, among, all) || among.length === 1) return;
  let rest = found.size === before ? all : remaining(decoding, among, whole);
  if (!contradict(rest, none)) return;
  const size = Math.ceil(among.length / parts);
  for (let start = 0; start < among.length; start += size) {
    const part = among.slice(start, start + size);
    const own = start + size < among.length ? remaining(decoding, part, whole) : rest;
    rest = { value: rest.value - own.value, error: Math.hypot(rest.error, own.error) };
    search(decoding, part, own, 2);
  }
}

/** The interval on which the gap along a direction is seen best, and how far it may be off there. */
function view(gapAt: Gap, v: Vector): { readonly zoom: number; readonly all: Estimate; readonly floor: number } {
  const [one, other] = [gapAt(v, LONG_ZOOMS[0]), gapAt(v, LONG_ZOOMS[1])];
  // Where the domain leaves no room for either, both are the same.
  const differ = one.value !== other.value;
  const floor = Math.max(one.error, other.error, 2 * Math.abs(one.value - other.value));
  const long = { zoom: LONG_ZOOMS[0], all: { value: one.value, error: floor }, floor };
  if (differ && contradict(long.all, none)) return long;
  const short = gapAt(v, SHORT_ZOOM);
  return !differ || short.error < floor ? { zoom: SHORT_ZOOM, all: short, floor: 0 } : long;
}
