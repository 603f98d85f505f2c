import type { Estimate } from '../math/estimate.ts';
import { random } from '../math/random.ts';
import type { Vector } from '../math/vector.ts';
import { contradict } from '../measure/side.ts';

/** Wrong components that are sought, at most. */
const SOUGHT = 32;
/** Places are read off in digits of a base between these. */
const BASE = { least: 8, most: 1024 };
/** The part of what the bars would allow that is used: a digit must be clear. */
const CLEAR = 1 / 2;
/** A digit is read if it is this close to a whole number. */
const WHOLE = 1 / 4;
/** Where more than one is wrong, all inputs are looked at in so many parts, and each of these in two. */
const PARTS = 16;
/** A sum over many inputs rounds more than its size says: seen on long intervals, and by how far two of them differ. If they say nothing, on a short one. */
const LONG = [16, 12] as const;
const SHORT = 1;

const none: Estimate = { value: 0, error: 0 };

/** What is claimed less what is measured along a direction, on an interval that is a part of the natural one. */
export type Gap = (v: Vector, zoom: number) => Estimate;

/**
 * The inputs at which a claimed gradient is wrong, from few slopes.
 * With random weights aᵢ on a set, its gap is Σ aᵢ eᵢ. If only one eᵢ is not zero, the gap with weights aᵢ·(a digit of i's place) has to it the ratio of
 * that digit, and a few digits are the place. What was found is taken away from the gaps of every set; a set in which more than one is wrong is parted.
 */
export function decode(columns: readonly number[], gapAt: Gap, n: number): number[] {
  const rng = random(5);
  const weights = new Float64Array(n);
  for (const i of columns) weights[i] = rng.sign() * (1 + rng.below(8) / 8);
  const found = new Map<number, Estimate>();
  const weighted = (among: readonly number[], part: (place: number) => number): Vector => {
    const v = new Float64Array(n);
    for (const [place, i] of among.entries()) v[i] = weights[i]! * part(place);
    return v;
  };
  const { zoom, all, floor } = view(
    gapAt,
    weighted(columns, () => 1),
  );
  const gap = (v: Vector): Estimate => {
    const { value, error } = gapAt(v, zoom);
    return { value, error: Math.max(error, floor) };
  };
  const along = (among: readonly number[], part: (place: number) => number): Estimate => {
    const v = weighted(among, part);
    const seen = gap(v);
    let { value } = seen;
    let variance = seen.error ** 2;
    for (const [i, known] of found) {
      value -= v[i]! * known.value;
      variance += (v[i]! * known.error) ** 2;
    }
    return { value, error: Math.sqrt(variance) };
  };

  /** Finds one, if there is just one; true if nothing is left in the set then. */
  const decoded = (among: readonly number[], all: Estimate): boolean => {
    const clear = Math.min(BASE.most, (CLEAR * Math.abs(all.value)) / all.error);
    if (clear < BASE.least && among.length > 1) return false;
    const digits = Math.ceil(Math.log(among.length) / Math.log(clear) - 1e-9);
    const base = Math.ceil(among.length ** (1 / digits) - 1e-9);
    let place = 0;
    for (let power = 1; power < among.length; power *= base) {
      // Digits are spread over [−1, 1], twice as far apart as over [0, 1].
      const spread = along(among, (at) => (2 * (Math.floor(at / power) % base) + 1) / base - 1);
      const digit = ((spread.value / all.value + 1) * base - 1) / 2;
      if (!(Math.abs(digit - Math.round(digit)) <= WHOLE) || digit < -WHOLE || digit > base - 1 + WHOLE) return false;
      place += Math.round(digit) * power;
    }
    const i = among[place];
    if (i === undefined || found.has(i)) return false;
    const own = gap(new Float64Array(n).with(i, weights[i]!));
    if (!contradict(own, none)) return false;
    found.set(i, { value: own.value / weights[i]!, error: own.error / Math.abs(weights[i]!) });
    return !contradict(all, own);
  };

  const search = (among: readonly number[], all: Estimate, parts: number): void => {
    if (found.size >= SOUGHT || !contradict(all, none)) return;
    const before = found.size;
    if (decoded(among, all) || among.length === 1) return;
    let rest = found.size === before ? all : along(among, () => 1);
    if (!contradict(rest, none)) return;
    const size = Math.ceil(among.length / parts);
    for (let start = 0; start < among.length; start += size) {
      const part = among.slice(start, start + size);
      const own = start + size < among.length ? along(part, () => 1) : rest;
      rest = { value: rest.value - own.value, error: Math.hypot(rest.error, own.error) };
      search(part, own, 2);
    }
  };
  search(columns, all, PARTS);
  return [...found.keys()];
}

/** The interval on which the gap along a direction is seen best, and how far it may be off there. */
function view(gapAt: Gap, v: Vector): { readonly zoom: number; readonly all: Estimate; readonly floor: number } {
  const [one, other] = [gapAt(v, LONG[0]), gapAt(v, LONG[1])];
  // Where the domain leaves no room for either, both are the same.
  const differ = one.value !== other.value;
  const floor = Math.max(one.error, other.error, 2 * Math.abs(one.value - other.value));
  const long = { zoom: LONG[0], all: { value: one.value, error: floor }, floor };
  if (differ && contradict(long.all, none)) return long;
  const short = gapAt(v, SHORT);
  return !differ || short.error < floor ? { zoom: SHORT, all: short, floor: 0 } : long;
}
