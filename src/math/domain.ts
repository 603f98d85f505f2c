import type { Vector } from './vector.ts';

/** A closed interval; its ends may be infinite, and low = high fixes the input. */
export type Interval = readonly [low: number, high: number];

/** Where a claim is made: one interval per input, or, for many inputs, one interval for all of them. */
export type Domain = readonly Interval[] | { readonly dimension: number; readonly low: number; readonly high: number };

const isList = (domain: Domain): domain is readonly Interval[] => Array.isArray(domain);

/** n, the number of inputs. */
export const dimension = (domain: Domain): number => (isList(domain) ? domain.length : domain.dimension);

/** The interval of input i. */
export const interval = (domain: Domain, i: number): Interval => (isList(domain) ? domain[i]! : [domain.low, domain.high]);

/** What is made of the interval of each input, for all inputs of a point in a row: once, where all have the same. */
export function ofEach<T>(domain: Domain, made: (interval: Interval) => T): (i: number) => T {
  if (isList(domain)) return (i) => made(domain[i]!);
  const all = made(interval(domain, 0));
  return () => all;
}

/** The interval of each input, for all inputs of a point in a row. */
export const intervals = (domain: Domain): ((i: number) => Interval) => ofEach(domain, (range) => range);

/** ℝⁿ. */
export const everywhere = (n: number): Domain => ({ dimension: n, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });

/** The inputs that can vary, by their indices: those whose interval holds more than one point. */
export function free(domain: Domain): number[] {
  const inputs: number[] = [];
  for (let i = 0; i < dimension(domain); i++) {
    const [low, high] = interval(domain, i);
    if (low < high) inputs.push(i);
  }
  return inputs;
}

/** Whether some input can vary. */
export const hasFree = (domain: Domain): boolean => (isList(domain) ? domain.some(([low, high]) => low < high) : domain.low < domain.high);

/** Whether every coordinate of x lies in its closed interval; false where one is NaN. */
export function contains(domain: Domain, x: ArrayLike<number>): boolean {
  if (!isList(domain)) {
    for (let i = 0; i < x.length; i++) if (!(x[i]! >= domain.low && x[i]! <= domain.high)) return false;
    return true;
  }
  for (let i = 0; i < x.length; i++) {
    const [low, high] = interval(domain, i);
    if (!(x[i]! >= low && x[i]! <= high)) return false;
  }
  return true;
}

/** A factor by which a product is more than what it is rounded to. Why: a product is rounded by 2⁻⁵³; quotients that cannot be the least are told by products, which take less time. */
export const PRODUCT_ROUNDED = 1 + 2 ** -50;

/** The largest interval of t, with 0 in it, for which x + t v stays in the box. */
export function reach(domain: Domain, x: Vector, v: Vector): Interval {
  const range = intervals(domain);
  let [back, forth] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(v[i]!);
    if (size === 0) continue;
    const ends = range(i);
    const [below, above] = [x[i]! - ends[0], ends[1] - x[i]!];
    const ahead = v[i]! > 0 ? above : below;
    const behind = v[i]! > 0 ? below : above;
    if (ahead < forth * size * PRODUCT_ROUNDED) forth = Math.min(forth, ahead / size);
    if (behind < back * size * PRODUCT_ROUNDED) back = Math.min(back, behind / size);
  }
  return [back > 0 ? -back : 0, Math.max(forth, 0)];
}

/**
 * Natural units of an input that fit at least into the width of its interval, where that is narrower than 16.
 * Why: a function that is asked for on a narrow box only is expected to change its shape within the box; its first interval of interpolation, a quarter of a unit
 * to either side, then spans a thirty-second of the box.
 */
const UNITS_PER_WIDTH = 16;

/** The natural unit of input i, the length over which f is expected to change its shape: |xᵢ|, and near zero 1 or a sixteenth of the width of its interval, whichever is less. */
export const unit = (domain: Domain, x: ArrayLike<number>, i: number): number => Math.max(Math.abs(x[i]!), leastUnit(interval(domain, i)));

/** The unit of an input near zero. */
const leastUnit = (ends: Interval): number => Math.min(1, (ends[1] - ends[0]) / UNITS_PER_WIDTH);

/** The t over which a well-scaled f changes its shape along x + t v: the smallest of unitᵢ/|vᵢ|, rounded down to a power of two; 1 where v moves no input. */
export function scaleAlong(domain: Domain, x: ArrayLike<number>, v: ArrayLike<number>): number {
  const least = ofEach(domain, leastUnit);
  let scale = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    if (v[i] === 0) continue;
    const size = Math.max(Math.abs(x[i]!), least(i));
    if (size > 0 && size < scale * Math.abs(v[i]!) * PRODUCT_ROUNDED) scale = Math.min(scale, size / Math.abs(v[i]!));
  }
  return Number.isFinite(scale) ? 2 ** Math.floor(Math.log2(scale)) : 1;
}

/** The t over which x + t v crosses the narrowest interval from end to end, in units of v; infinite where no input is bounded that moves. */
export function widthAlong(domain: Domain, v: ArrayLike<number>): number {
  const width = ofEach(domain, ([low, high]) => high - low);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < v.length; i++) if (v[i] !== 0) least = Math.min(least, width(i) / Math.abs(v[i]!));
  return least;
}

/** x + step, or x − step where that would leave the interval; x itself where both do. */
export function inward([low, high]: Interval, x: number, step: number): number {
  if (x + step >= low && x + step <= high) return x + step;
  return x - step >= low && x - step <= high ? x - step : x;
}
