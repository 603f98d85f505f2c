import type { Estimate } from '../math/estimate.ts';
import { random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';
import { contradict } from '../measure/side.ts';

/** Wrong components that are sought, at most. */
const SOUGHT = 32;
/** Places are read off in digits of a base between these. */
const BASE = { least: 8, most: 1024 };
/** The part of what the bars would allow that is used: a digit must be clear. */
const CLEAR_PART = 1 / 2;
/** A digit is read if it is this close to a whole number. */
const WHOLE_NUMBER = 1 / 4;
/** Where more than one is wrong, all inputs are looked at in so many parts, and each of these in two. */
const FIRST_PARTS = 16;
/** A sum over many inputs rounds more than its size says: seen on long intervals, and by how far two of them differ. If they say nothing, on a short one. */
const LONG_ZOOMS = [16, 12] as const;
const SHORT_ZOOM = 1;

/** The next whole number; one that is missed by the rounding of a logarithm or a root is that number. */
const ceiling = (value: number): number => Math.ceil(value - 1e-9);

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
  const rng = random(5);
  const weights = new Float64Array(n);
  for (const i of columns) weights[i] = rng.sign() * (1 + rng.below(8) / 8);
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
