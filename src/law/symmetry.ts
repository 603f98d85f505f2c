import { EPSILON, type Estimate } from '../math/estimate.ts';
import { type Precision, UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { axis, dot, dotSizes, maxNorm, plus, times, transposeTimes, type Vector, vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import { usualSize } from '../measure/ordinary.ts';
import { projected } from '../measure/projection.ts';
import type { Side } from '../measure/side.ts';
import { type Evaluator, Fault } from '../subject/evaluator.ts';
import { guardedCall, pullbacks } from '../subject/pullback.ts';
import type { LinearMap } from '../subject/subject.ts';
import { judge, type Measurement } from './verdict.ts';

/** What a declared trait says at a sample. */
export interface Sides {
  /** Of f itself. */
  readonly ofF: readonly Measurement[];
  /** Of its claimed derivatives. */
  readonly ofClaims: readonly Measurement[];
  /** Of the measured slopes of f, which tell where the claims break the law whether f does too; none where f is not smooth, and claims are free to choose. */
  readonly slopes?: () => readonly Measurement[] | undefined;
}

/**
 * Both sides of a declared trait. Where f itself contradicts it, the trait is false and nothing is said about the claims;
 * so a failure tells which of the two breaks the law.
 */
export function declared(
  { subject: { precision } }: Pick<Evaluator, 'subject'>,
  { effort }: Pick<Instrument, 'effort'>,
  { ofF, ofClaims, slopes }: Sides,
): readonly Measurement[] {
  const broken = (measurements: readonly Measurement[]) =>
    measurements.filter((measurement) => judge(measurement, precision).verdict === 'fail');
  if (broken(ofF).length > 0) return broken(ofF);
  if (effort === 'quick' || !slopes || broken(ofClaims).length === 0) return [...ofF, ...ofClaims];
  const measured = slopes();
  if (!measured) return ofF;
  return broken(measured).length > 0 ? broken(measured) : [...ofF, ...ofClaims];
}

/** Roundings of each number that a value is granted, beside its own noise. */
const ROUNDINGS = 4;
const PATTERNS = 8;

/** What f(x) changes by, at most, when every number of x is off by a few roundings of so large a number; where f is not finite does not count. */
function jolted(f: (x: Vector) => number, x: Vector, sizes: Vector, precision: Precision = 'float64'): number {
  const rng = random(3);
  const here = f(x);
  let change = 0;
  for (let k = 0; k < PATTERNS; k++) {
    const apart = Math.abs(f(x.map((xi, i) => xi + rng.sign() * ROUNDINGS * UNIT[precision] * Math.abs(sizes[i]!))) - here);
    if (apart > change) change = apart;
  }
  return change;
}

/**
 * ⟨claim(x, c), v⟩ for a claim that is linear in c. It may add up numbers of c that cancel: at a careful look it is also granted what it changes by when all of c
 * are off by a few roundings of the largest, and these roundings themselves, which may be all that is left of a difference, as far as the claim passes them
 * on elsewhere; its errors are relative to those numbers, then.
 */
export function applied(
  target: Pick<Evaluator, 'subject' | 'domain' | 'inputs' | 'inside'>,
  look: Pick<Instrument, 'effort' | 'product'>,
  claim: (x: Vector, c: Vector) => Vector,
  x: Vector,
  c: Vector,
  v: Vector,
): Estimate & { readonly scale: number } {
  const own = () => look.product((y) => claim(y, c), x, v);
  if (look.effort === 'quick' || look.effort === 'thorough') return own();
  const { precision = 'float64' } = target.subject;
  const largest = maxNorm(c);
  const rng = random(17);
  const other = c.map(() => (largest * rng.sign() * (1 + rng.next())) / 2);
  const passed = usualSize(target, (y) => claim(y, other));
  const lost = Math.min(largest, passed) * v.reduce((sum, vi) => sum + Math.abs(vi), 0);
  const sizes = c.map((ci) => (ci === 0 ? 0 : largest));
  // The last point before the law's own is x again: a layer may keep what it saw last, which is for another law to tell.
  const change = jolted((d) => dot(claim(x, d), v), c, sizes, precision);
  const seen = own();
  return { ...seen, error: seen.error + change + ROUNDINGS * UNIT[precision] * lost, scale: Math.max(seen.scale, lost) };
}

/**
 * ⟨field(x), v⟩ with its noise and, at a careful look, with what it becomes when every input is off by a few roundings:
 * a symmetry leads to x by another way, and a jump may lie between. `sizes` are those that the inputs were rounded at.
 */
export function withInputRounding(
  { inside, subject }: Evaluator,
  look: Instrument,
  field: (x: Vector) => Vector,
  x: Vector,
  v: Vector,
  sizes: Vector = x,
): Estimate & { readonly scale: number } {
  const seen = look.product(field, x, v);
  if (look.effort === 'quick') return seen;
  const change = jolted((y) => (inside(y) ? dot(field(y), v) : Number.NaN), x, sizes, subject.precision);
  return { ...seen, error: seen.error + change };
}

/** A point with a direction and a covector, and the sizes of the terms that were summed to get them, where these are larger. */
export interface Place {
  readonly x: Vector;
  readonly v: Vector;
  readonly w: Vector;
  readonly sizes?: { readonly x: Vector; readonly v: Vector; readonly w: Vector };
}

/**
 * What a symmetry says of F at two places: ⟨w, F(x)⟩ at one is a factor times that at the other, and so is ⟨w, DF(x)v⟩, measured and claimed.
 * Where a measured slope is none of a smooth function, claims may choose differently at the two places, and only values are held to the law.
 */
export function alike(target: Evaluator, look: Instrument, there: Place, here: Place, factor = 1): Sides {
  const { map, inside } = target;
  if (!inside(there.x) || !map(there.x).every(Number.isFinite)) return { ofF: [], ofClaims: [] };

  const sides = (of: (place: Place) => Estimate & { readonly scale?: number }): Omit<Measurement, 'what'> => {
    const [a, b] = [of(there), of(here)];
    const measured = { ...b, value: factor * b.value, error: Math.abs(factor) * b.error };
    return { claimed: a, measured, scale: Math.max(a.scale ?? 0, Math.abs(factor) * (b.scale ?? 0)) };
  };
  const values = sides(({ x, w, sizes }) => widened(withInputRounding(target, look, map, x, w, sizes?.x), map(x), sizes?.w));
  const atThere = pullbacks(target, there.w);
  const ofClaims = pullbacks(target, here.w).map(({ what, field }, k) => ({
    what,
    ...sides((place) => {
      const own = place === there ? atThere[k]!.field : field;
      return widened(withInputRounding(target, look, own, place.x, place.v, place.sizes?.x), own(place.x), place.sizes?.v);
    }),
  }));
  return {
    ofF: [{ what: 'values of f itself', ...values }],
    ofClaims,
    slopes() {
      const [a, b] = [there, here].map(({ x, v, w }) => look.derivative(projected(map, w), x, v)) as [Side, Side];
      if (!isSmooth(a) || !isSmooth(b)) return undefined;
      const error = Math.abs(factor) * b.error + ROUNDINGS * EPSILON * ((a.variation ?? 0) + Math.abs(factor) * (b.variation ?? 0));
      return [{ what: 'slopes of f itself', claimed: a, measured: { ...b, value: factor * b.value, error } }];
    },
  };
}

/** The bar of ⟨a, v⟩, where v is itself a sum of terms of these sizes. */
const widened = <E extends Estimate>(seen: E, a: Vector, sizes: Vector | undefined): E =>
  sizes ? { ...seen, error: seen.error + ROUNDINGS * EPSILON * dotSizes(a, sizes) } : seen;

/** Whether f has one slope along a line, and no kink there. */
export const isSmooth = ({ kind }: Side): boolean => kind === 'smooth' || kind === 'edge';

/** A declared linear map, and |A||v|: the sizes of the terms that are summed in A v. */
export interface Linear {
  apply(v: Vector): Vector;
  transposed(w: Vector): Vector;
  sizes(v: Vector): Vector;
  transposedSizes(w: Vector): Vector;
}

/**
 * A declared linear map ℝⁿ → ℝⁿ.
 * @throws {Fault} where it has not n rows of n numbers.
 */
export function linear(target: Evaluator, what: string, map: LinearMap, n: number): Linear {
  const rows = typeof map === 'function' ? columnsOf(guardedCall(target, what, map, n), n) : map.map((row) => vector(row));
  if (rows.length !== n || rows.some((row) => row.length !== n))
    throw new Fault('wrong-length', `${what} is no matrix of ${n} rows of ${n} numbers`);
  const absolute = rows.map((row) => row.map(Math.abs));
  return {
    apply: (v) => times(rows, v),
    transposed: (w) => transposeTimes(rows, w, n),
    sizes: (v) => times(absolute, v.map(Math.abs)),
    transposedSizes: (w) => transposeTimes(absolute, w.map(Math.abs), n),
  };
}

/** The rows of the matrix of a linear function, from what it makes of the axes. */
function columnsOf(apply: (v: Vector) => Vector, n: number): Vector[] {
  const columns = Array.from({ length: n }, (_, j) => apply(axis(n, j)));
  return Array.from({ length: n }, (_, i) => Float64Array.from(columns, (column) => column[i]!));
}

/** Where a linear map leads: A x, with the sizes that A x and A v were rounded at. */
export const image = ({ apply, sizes }: Linear, { x, v, w }: Place): Place => ({
  x: apply(x),
  v: apply(v),
  w,
  sizes: { x: sizes(x), v: sizes(v), w: w.map(Math.abs) },
});

/** A point shifted by a vector. */
export const shifted = ({ x, v, w }: Place, by: Vector, times: number): Place => {
  const sizes = x.map((xi, i) => Math.abs(xi) + Math.abs(times * by[i]!));
  return { x: plus(x, by, times), v, w, sizes: { x: sizes, v: v.map(Math.abs), w: w.map(Math.abs) } };
};
