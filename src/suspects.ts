import type { Estimate } from './estimate.ts';
import { random } from './random.ts';
import type { Vector } from './vector.ts';
import { contradict } from './verdict.ts';

/** Wrong components that are sought, at most. */
const SOUGHT = 32;
/** Places are read off in digits of a base between these. */
const BASE = { least: 8, most: 1024 };
/** The part of what the bars would allow that is used: a digit must be clear. */
const CLEAR = 1 / 8;
/** A digit is read if it is this close to a whole number. */
const WHOLE = 1 / 4;

const none: Estimate = { value: 0, error: 0 };

/**
 * The inputs at which a claimed gradient is wrong, from few slopes: `gap` is what is claimed less what is measured along a direction.
 * With random weights aᵢ on a set, its gap is Σ aᵢ eᵢ. If only one eᵢ is not zero, the gap with weights aᵢ·(a digit of i's place) has to it the ratio of
 * that digit, and a few digits are the place. What was found is taken away from the gaps of every set; a set in which more than one is wrong is halved.
 */
export function suspects(columns: readonly number[], gap: (v: Vector) => Estimate, n: number): number[] {
  const rng = random(5);
  const weights = new Float64Array(n);
  for (const i of columns) weights[i] = rng.sign() * (1 + rng.below(8) / 8);
  const found = new Map<number, Estimate>();

  const along = (among: readonly number[], part: (place: number) => number): Estimate => {
    const v = new Float64Array(n);
    for (const [place, i] of among.entries()) v[i] = weights[i]! * part(place);
    let { value, error } = gap(v);
    for (const [i, known] of found) {
      value -= v[i]! * known.value;
      error += Math.abs(v[i]!) * known.error;
    }
    return { value, error };
  };

  /** Finds one, if there is just one; true if nothing is left in the set then. */
  const decoded = (among: readonly number[], all: Estimate): boolean => {
    const clear = (CLEAR * Math.abs(all.value)) / all.error;
    const base = Math.min(BASE.most, 2 ** Math.floor(Math.log2(clear)));
    if (base < BASE.least && among.length > 1) return false;
    let place = 0;
    for (let power = 1; power < among.length; power *= base) {
      const digit = (along(among, (at) => (Math.floor(at / power) % base) / base).value / all.value) * base;
      if (!(Math.abs(digit - Math.round(digit)) <= WHOLE) || digit < -WHOLE || digit > base - 1 + WHOLE) return false;
      place += Math.round(digit) * power;
    }
    const i = among[place];
    if (i === undefined) return false;
    const own = gap(new Float64Array(n).with(i, weights[i]!));
    if (!contradict(own, none)) return false;
    found.set(i, { value: own.value / weights[i]!, error: own.error / Math.abs(weights[i]!) });
    return !contradict(all, own);
  };

  const search = (among: readonly number[], all: Estimate): void => {
    if (found.size >= SOUGHT || !contradict(all, none)) return;
    const before = found.size;
    if (decoded(among, all) || among.length === 1) return;
    const half = among.length >> 1;
    const rest = found.size === before ? all : along(among, () => 1);
    if (!contradict(rest, none)) return;
    const [left, right] = [among.slice(0, half), among.slice(half)];
    const one = along(left, () => 1);
    search(left, one);
    search(right, { value: rest.value - one.value, error: rest.error + one.error });
  };
  search(
    columns,
    along(columns, () => 1),
  );
  return [...found.keys()];
}
