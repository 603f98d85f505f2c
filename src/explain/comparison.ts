import { judge } from '../law/verdict.ts';
import { free, interval } from '../math/domain.ts';
import { nearest, UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { axis, type Vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import { ordinary } from '../measure/ordinary.ts';
import { projected, type Scalar } from '../measure/projection.ts';
import type { Side } from '../measure/side.ts';
import type { ClaimName, Evaluator } from '../subject/evaluator.ts';
import { labelOf } from '../subject/subject.ts';

/** A claim and what is measured at one point, entry by entry. */
export interface Observation {
  readonly x: Vector;
  /** True if the point was chosen for being nothing special. */
  readonly ordinary: boolean;
  /** The cotangent or the tangent of a product. */
  readonly weights?: Vector;
  /** F(x). */
  readonly values: Vector;
  readonly claimed: Vector;
  readonly measured: Vector;
  /** How far the truth may be from what is measured, and a rounded claim from what it stands for; infinite where nothing could be measured. */
  readonly bars: Vector;
  /** Entries at which the two sides contradict each other. */
  readonly wrong: readonly number[];
  /** Those of them at which f has a kink. */
  readonly kinks: readonly number[];
}

/** A claim beside what is measured, at several points: what diagnoses are made from. */
export interface Comparison {
  readonly target: Evaluator;
  readonly claim: ClaimName;
  /** Entries of the claim, m·n of a matrix in row-major order. */
  readonly entries: number;
  /** The sizes of a claim that is compared as a matrix. */
  readonly matrix?: readonly [rows: number, columns: number];
  readonly points: readonly Observation[];
  /** Entries that were looked at, and those of them that are wrong at some point. */
  readonly looked: readonly number[];
  readonly wrong: readonly number[];
  label(entry: number): string;
  /** The claim at another point. */
  claimed(x: Vector, weights: Vector | undefined): Vector;
  /** What is measured for these entries at another point. */
  measured(x: Vector, weights: Vector | undefined, entries: readonly number[]): { readonly measured: Vector; readonly bars: Vector };
  /** Whether one of these entries is wrong at another point; undefined where nothing can be said. */
  isWrong(x: Vector, weights: Vector | undefined, entries: readonly number[]): boolean | undefined;
  /** A slope, as closely looked at as those that the entries are compared with. */
  slope(f: Scalar, x: Vector, v: Vector): Side;
}

/** Entries that are measured at a point. */
const ENTRIES = 64;
/** Evaluations of f after which no further point is taken. */
const COST = 10_000;
/** A glance settles an entry if it leaves this part of it open. */
const GLANCE = 1e-9;

/** What is measured with: in passing, and with care. */
export interface Instruments {
  readonly quick: Instrument;
  readonly thorough: Instrument;
}

interface Form {
  readonly entries: number;
  readonly matrix?: readonly [number, number];
  /** How many numbers the cotangent or the tangent has, if there is one. */
  readonly weights?: number;
  readonly claimed: (x: Vector, weights: Vector) => Vector;
  /** The entry as a slope: of which function, along which direction. */
  readonly slope: (entry: number, x: Vector, weights: Vector) => readonly [Scalar, Vector];
  readonly label: (entry: number) => string;
  /** Whether the domain lets the entry be seen. */
  readonly free: (entry: number) => boolean;
}

function formOf(target: Evaluator, claim: ClaimName): Form | undefined {
  const { inputs: n, outputs: m, subject, f, map, gradient, jacobian, vjp, jvp, hessian, hvp, domain } = target;
  const varied = new Set(free(domain));
  const input = (i: number) => labelOf(subject, i);
  const output = (k: number) => subject.outputLabel?.(k) ?? `F[${k}]`;
  const own = { free: (i: number) => varied.has(i), label: (i: number) => (m === 1 ? `∂f/∂${input(i)}` : `∂/∂${input(i)}`) };
  const flat = (rows: readonly Vector[]) => Float64Array.from(rows.flatMap((row) => Array.from(row)));
  const g: Scalar = f;
  const pullback = (row: (x: Vector, w: Vector) => Vector): Form => ({
    ...own,
    entries: n,
    weights: m,
    claimed: row,
    slope: (i, _, w) => [m === 1 ? (x: Vector) => w[0]! * f(x) : projected(map, w), axis(n, i)],
  });
  const field = (of: (x: Vector) => Vector, rows: number, row: (k: number) => string, product: (x: Vector, v: Vector) => Vector): Form => ({
    entries: rows,
    weights: n,
    claimed: product,
    slope: (k, _, v) => [(x: Vector) => of(x)[k]!, v],
    label: row,
    free: () => true,
  });
  const table = (
    of: (x: Vector) => Vector,
    rows: number,
    name: (k: number, i: number) => string,
    read: (x: Vector) => readonly Vector[],
  ): Form => ({
    entries: rows * n,
    matrix: [rows, n],
    claimed: (x) => flat(read(x)),
    slope: (e) => [(x: Vector) => of(x)[Math.floor(e / n)]!, axis(n, e % n)],
    label: (e) => name(Math.floor(e / n), e % n),
    free: (e) => varied.has(e % n),
  });
  const second = (j: number, i: number) => `∂²f/∂${input(j)}∂${input(i)}`;
  if (claim === 'gradient' && gradient && m === 1) return { ...own, entries: n, claimed: gradient, slope: (i) => [g, axis(n, i)] };
  if (claim === 'jacobian' && jacobian)
    return m * n <= ENTRIES
      ? table(map, m, (k, i) => `∂${output(k)}/∂${input(i)}`, jacobian)
      : pullback((x, w) => jacobian(x).reduce((sum, row, k) => sum.map((s, i) => s + w[k]! * row[i]!), new Float64Array(n)));
  if (claim === 'vjp' && vjp) return pullback(vjp);
  if (claim === 'jvp' && jvp) return field(map, m, (k) => `D${output(k)}`, jvp);
  if (!gradient || m !== 1) return undefined;
  if (claim === 'hessian' && hessian && n * n <= ENTRIES) return table(gradient, n, second, hessian);
  const times =
    hvp ?? (hessian && ((x: Vector, v: Vector) => Float64Array.from(hessian(x), (row) => row.reduce((s, h, i) => s + h * v[i]!, 0))));
  if ((claim === 'hvp' || claim === 'hessian') && times) return field(gradient, n, (i) => `entry ${input(i)} of H v`, times);
  return undefined;
}

/** The claim and what is measured at these points, and at a few of the domain chosen for being nothing special; undefined where the subject has no such claim. */
export function compare(
  target: Evaluator,
  claim: ClaimName,
  look: Instruments,
  given: readonly Vector[],
  fresh: number,
): Comparison | undefined {
  const form = formOf(target, claim);
  if (!form) return undefined;
  const { subject, domain, inputs: n, evaluations } = target;
  const rounding = UNIT[subject.precision ?? 'float64'];
  const rng = random(11);
  const began = evaluations.f;
  const chosen = Array.from({ length: form.entries }, (_, e) => e).filter(form.free);
  const seen = chosen.length <= ENTRIES ? chosen : chosen.filter((_, i) => i % Math.ceil(chosen.length / ENTRIES) === 0);
  const reading = (f: Scalar, x: Vector, v: Vector): Side => {
    const glance = look.quick.derivative(f, x, v);
    return glance.error <= GLANCE * Math.abs(glance.value) ? glance : look.thorough.derivative(f, x, v);
  };
  const weighted = () =>
    form.weights === undefined ? undefined : Float64Array.from({ length: form.weights }, () => rng.sign() * (1 + rng.below(16) / 16));

  const at = (x: Vector, ordinary: boolean, weights: Vector | undefined): Observation | undefined => {
    const values = target.map(x);
    if (!target.inside(x) || !values.every(Number.isFinite)) return undefined;
    const claimed = form.claimed(x, weights ?? x);
    const size = claimed.reduce((most, c) => (Number.isFinite(c) ? Math.max(most, Math.abs(c)) : most), 0);
    const measured = new Float64Array(form.entries).fill(Number.NaN);
    const bars = new Float64Array(form.entries).fill(Number.POSITIVE_INFINITY);
    const [wrong, kinks]: [number[], number[]] = [[], []];
    for (const e of seen) {
      const [f, v] = form.slope(e, x, weights ?? x);
      const bar = 8 * rounding * (Math.abs(claimed[e]!) + size / 8);
      const verdictOn = (seen: Side) => judge({ claimed: { value: claimed[e]!, error: bar }, measured: seen }, subject.precision).verdict;
      let slope = reading(f, x, v);
      if (verdictOn(slope) === 'fail') slope = look.thorough.derivative(f, x, v);
      const verdict = verdictOn(slope);
      if (verdict === 'fail') wrong.push(e);
      if (verdict === 'fail' && slope.kind === 'kink') kinks.push(e);
      if (slope.kind !== undefined && slope.kind !== 'smooth' && slope.kind !== 'edge') continue;
      measured[e] = slope.value;
      bars[e] = slope.error + bar;
    }
    return { x, ordinary, ...(weights && { weights }), values, claimed, measured, bars, wrong, kinks };
  };

  const held = (x: Vector) => x.map((xi, i) => nearest(subject.precision ?? 'float64', xi, interval(domain, i)));
  const candidates = [
    ...given.map((x) => ({ x, chosen: false })),
    ...Array.from({ length: fresh }, () => ({ x: held(ordinary(domain, n, rng, target.inside)), chosen: true })),
  ];
  const points: Observation[] = [];
  for (const { x, chosen } of candidates) {
    if (points.length > 3 && evaluations.f - began > COST) break;
    if (points.some((other) => other.x.every((xi, i) => xi === x[i]))) continue;
    const point = at(x, chosen, weighted());
    if (point) points.push(point);
  }
  const entryAt = (e: number, x: Vector, weights: Vector | undefined): Side => {
    const [f, v] = form.slope(e, x, weights ?? x);
    return reading(f, x, v);
  };
  return {
    target,
    claim,
    entries: form.entries,
    ...(form.matrix && { matrix: form.matrix }),
    points,
    looked: seen,
    wrong: [...new Set(points.flatMap(({ wrong }) => wrong))].sort((a, b) => a - b),
    label: form.label,
    claimed: (x, weights) => form.claimed(x, weights ?? x),
    slope: reading,
    measured(x, weights, entries) {
      const measured = new Float64Array(form.entries).fill(Number.NaN);
      const bars = new Float64Array(form.entries).fill(Number.POSITIVE_INFINITY);
      for (const e of entries) {
        const slope = entryAt(e, x, weights);
        if (slope.kind !== 'smooth' && slope.kind !== 'edge') continue;
        measured[e] = slope.value;
        bars[e] = slope.error;
      }
      return { measured, bars };
    },
    isWrong(x, weights, entries) {
      if (!target.inside(x) || !target.map(x).every(Number.isFinite)) return undefined;
      const claimed = form.claimed(x, weights ?? x);
      const verdicts = entries.map((e) => {
        const bar = 8 * rounding * (Math.abs(claimed[e]!) || 0);
        const verdictOn = (seen: Side) => judge({ claimed: { value: claimed[e]!, error: bar }, measured: seen }, subject.precision).verdict;
        const [f, v] = form.slope(e, x, weights ?? x);
        const verdict = verdictOn(reading(f, x, v));
        return verdict === 'fail' ? verdictOn(look.thorough.derivative(f, x, v)) : verdict;
      });
      return verdicts.includes('fail') ? true : verdicts.includes('pass') ? false : undefined;
    },
  };
}
