import { EPSILON, type Estimate, VALUE_ROUNDINGS } from '../math/estimate.ts';
import { type Precision, UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { axis, dot, dotSizes, maxNorm, plus, times, transposeTimes, type Vector, vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import { usualSize } from '../measure/ordinary.ts';
import { projected } from '../measure/projection.ts';
import type { Side } from '../measure/side.ts';
import type { Announced } from '../subject/announcement.ts';
import { type Claims, type Evaluator, Fault } from '../subject/evaluator.ts';
import { alongOf, guardedCall, pullbacks } from '../subject/pullback.ts';
import type { LinearMap } from '../subject/subject.ts';
import { judge, type Measurement } from './verdict.ts';

/** The equations that a declared trait makes at a sample. */
export interface Sides {
  /** Those about values of f itself. */
  readonly ofF: readonly Measurement[];
  /** Those about its claimed derivatives. */
  readonly ofClaims: readonly Measurement[];
  /** Those about measured slopes of f, which tell, where the claims break the law, whether f does too; undefined where f is not smooth, and claims are free to choose. */
  readonly slopes?: () => readonly Measurement[] | undefined;
}

/** The measurements of a declared trait. Where f itself contradicts it, the trait is false and nothing is said about the claims; so a failure tells which of the two breaks the law. */
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

/** Patterns of signs with which all inputs are moved by a few roundings. Why: a change of f that needs two inputs to move in one of four ways is missed by eight patterns once in ten. */
const SIGN_PATTERNS = 8;
/** The seed of these patterns. Why: any; a fixed one, so that a sample has one bar. */
const PATTERN_SEED = 3;
/** The seed of the covector with which it is seen what a linear claim passes on. Why: as above. */
const COVECTOR_SEED = 17;

/** The largest change of f(x) when every number xᵢ is off by VALUE_ROUNDINGS roundings of `sizes[i]`, with random signs; points where f is not finite do not count. */
function perturbed(f: Announced<number>, x: Vector, sizes: Vector, precision: Precision = 'float64'): number {
  const rng = random(PATTERN_SEED);
  const places = Array.from({ length: SIGN_PATTERNS }, () =>
    x.map((xi, i) => xi + rng.sign() * VALUE_ROUNDINGS * UNIT[precision] * Math.abs(sizes[i]!)),
  );
  f.ahead?.(places);
  const here = f(x);
  let change = 0;
  for (const place of places) {
    const apart = Math.abs(f(place) - here);
    if (apart > change) change = apart;
  }
  return change;
}

/**
 * ⟨claim(x, c), v⟩ for a claim that is linear in c, as a vjp is in its cotangent. It may add up numbers of c that cancel. So at an effort above 'thorough' its bar also covers the
 * change when all of c are off by a few roundings of the largest, and these roundings themselves, which may be all that is left of a difference, as far as the claim passes them
 * on at ordinary points; its errors are relative to those numbers then.
 */
export function applied(
  target: Pick<Evaluator, 'subject' | 'domain' | 'inputs' | 'inside'>,
  look: Pick<Instrument, 'effort' | 'product'>,
  claim: Claims['vjp'],
  ...[x, c, v]: readonly [x: Vector, c: Vector, v: Vector]
): Estimate & { readonly scale: number } {
  const own = () => look.product(alongOf(claim, c), x, v);
  if (look.effort === 'quick' || look.effort === 'thorough') return own();
  const { precision = 'float64' } = target.subject;
  const largest = maxNorm(c);
  const rng = random(COVECTOR_SEED);
  const other = c.map(() => (largest * rng.sign() * (1 + rng.next())) / 2);
  const passed = usualSize(target, alongOf(claim, other));
  const lost = Math.min(largest, passed) * v.reduce((sum, vi) => sum + Math.abs(vi), 0);
  const sizes = c.map((ci) => (ci === 0 ? 0 : largest));
  // The last point before the law's own is x again: a layer may keep what it saw last, which is for another law to tell.
  const change = perturbed((d) => dot(claim(x, d), v), c, sizes, precision);
  const seen = own();
  return { ...seen, error: seen.error + change + VALUE_ROUNDINGS * UNIT[precision] * lost, scale: Math.max(seen.scale, lost) };
}

/**
 * ⟨field(x), v⟩ with its noise and, at an effort above 'quick', with its change when every input is off by a few roundings: where a symmetry leads to x on another way, inputs are
 * rounded differently, and a jump may lie between. `sizes`, those of x if omitted, are the sizes of the numbers at which the inputs were rounded.
 */
export function withInputRounding(
  { inside, subject }: Evaluator,
  look: Instrument,
  field: Announced<Vector>,
  ...[x, v, sizes = x]: readonly [x: Vector, v: Vector, sizes?: Vector | undefined]
): Estimate & { readonly scale: number } {
  const seen = look.product(field, x, v);
  if (look.effort === 'quick') return seen;
  const ahead = field.ahead && ((ys: readonly Vector[]) => field.ahead?.(ys.filter(inside)));
  const change = perturbed(
    Object.assign((y: Vector) => (inside(y) ? dot(field(y), v) : Number.NaN), { ahead }),
    x,
    sizes,
    subject.precision,
  );
  return { ...seen, error: seen.error + change };
}

/** A point and a direction of n numbers and a covector of m, with the sizes of the terms that were summed to get them, where these are larger than the results. */
export interface Place {
  readonly x: Vector;
  readonly v: Vector;
  readonly w: Vector;
  readonly sizes?: { readonly x: Vector; readonly v: Vector; readonly w: Vector };
}

/**
 * The equations of a symmetry of F between two places: ⟨w, F(x)⟩ there is `factor` times that here, and so is ⟨w, DF(x)v⟩, claimed and measured.
 * Where F is not smooth along one of the two lines, claims may choose different subgradients, and only values are held to the law. There are no equations where `there` is outside
 * the domain, or F is not finite there.
 */
export function alike(
  target: Evaluator,
  look: Instrument,
  ...[there, here, factor = 1]: readonly [there: Place, here: Place, factor?: number]
): Sides {
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
      const error = Math.abs(factor) * b.error + VALUE_ROUNDINGS * EPSILON * ((a.variation ?? 0) + Math.abs(factor) * (b.variation ?? 0));
      return [{ what: 'slopes of f itself', claimed: a, measured: { ...b, value: factor * b.value, error } }];
    },
  };
}

/** ⟨a, v⟩ with a bar that also covers the rounding of v, where that is a sum of terms of these sizes. */
const widened = <E extends Estimate>(seen: E, a: Vector, sizes: Vector | undefined): E =>
  sizes ? { ...seen, error: seen.error + VALUE_ROUNDINGS * EPSILON * dotSizes(a, sizes) } : seen;

/** Whether a measured side is the one slope of a line that has no kink, jump or blow-up there; an edge of the domain counts as smooth. */
export const isSmooth = ({ kind }: Side): boolean => kind === 'smooth' || kind === 'edge';

/** A linear map A: ℝⁿ → ℝⁿ. */
export interface Linear {
  /** A v. */
  apply(v: Vector): Vector;
  /** Aᵀ w. */
  transposed(w: Vector): Vector;
  /** |A||v|, the sizes of the terms that are summed in A v. */
  sizes(v: Vector): Vector;
  /** |A|ᵀ|w|. */
  transposedSizes(w: Vector): Vector;
}

/**
 * A linear map ℝⁿ → ℝⁿ as a subject declares it, by its rows or as a function; `what` names it in faults.
 * @throws {Fault} 'wrong-length' where it has not n rows of n numbers.
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

/** The rows of the n×n matrix of a linear function, whose columns are the images of the axes. */
function columnsOf(apply: (v: Vector) => Vector, n: number): Vector[] {
  const columns = Array.from({ length: n }, (_, j) => apply(axis(n, j)));
  return Array.from({ length: n }, (_, i) => Float64Array.from(columns, (column) => column[i]!));
}

/** The place to which a linear map leads: A x and A v, with the sizes at which they were rounded. */
export const image = ({ apply, sizes }: Linear, { x, v, w }: Place): Place => ({
  x: apply(x),
  v: apply(v),
  w,
  sizes: { x: sizes(x), v: sizes(v), w: w.map(Math.abs) },
});

/** The place at x + times · by, with the sizes at which its coordinates were rounded. */
export const shifted = ({ x, v, w }: Place, by: Vector, times: number): Place => {
  const sizes = x.map((xi, i) => Math.abs(xi) + Math.abs(times * by[i]!));
  return { x: plus(x, by, times), v, w, sizes: { x: sizes, v: v.map(Math.abs), w: w.map(Math.abs) } };
};
