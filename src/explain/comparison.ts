import { judge } from '../law/verdict.ts';
import { interval } from '../math/domain.ts';
import { nearest } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { maxNorm, type Vector } from '../math/vector.ts';
import { entryBar } from '../measure/claimed.ts';
import type { Instrument } from '../measure/instrument.ts';
import { ordinary } from '../measure/ordinary.ts';
import type { Scalar } from '../measure/projection.ts';
import type { Side } from '../measure/side.ts';
import type { ClaimName, Evaluator } from '../subject/evaluator.ts';
import { COMPARED_ENTRIES, type Form, formOf } from './form.ts';

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

/** What is measured of some entries, and how far the truth may be from it; NaN and infinite where nothing is. */
export interface Measured {
  readonly measured: Vector;
  readonly bars: Vector;
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
  measured(x: Vector, weights: Vector | undefined, entries: readonly number[]): Measured;
  /** Whether one of these entries is wrong at another point; undefined where nothing can be said. */
  isWrong(x: Vector, weights: Vector | undefined, entries: readonly number[]): boolean | undefined;
  /** A slope, measured as closely as those that the entries are compared with. */
  slope(f: Scalar, x: Vector, v: Vector): Side;
}

/** Evaluations of f after which no further point is taken. Why: an explanation should cost no more than finding the failure did. */
const COMPARISON_COST = 3000;
/** Points that are taken whatever they cost. Why: a relation between two numbers that holds at four points is no chance. */
const LEAST_POINTS = 4;
/** The seed of points and weights. Why: any; a fixed one, so that the same failure has the same explanation. */
const COMPARISON_SEED = 11;
/** Weights of products are whole multiples of one over this, between 1 and 2. Why: they are exact, and two are seldom the same. */
const WEIGHT_STEPS = 16;
/** The bar of a glance, relative to the slope, that settles an entry. Why: rules are told apart by nine digits or fewer. */
const GLANCE_PART = 1e-9;

/** An entry is no smaller, in what settles it, than this part of the largest that is claimed. Why: what is 0 has no size of its own, and a rule is told by entries that are not lost beside the others. */
const LEAST_ENTRY = 2 ** -10;
/** The bars that lie at least between a claim and a glance that settles an entry which is wrong. Why: a glance whose bar is too narrow by a factor of hundreds is none of a smooth line. */
const PLAINLY_WRONG = 2 ** 10;

/** What is measured with: in passing, and with care. */
export interface Instruments {
  readonly quick: Instrument;
  readonly thorough: Instrument;
}

/** Points at which a comparison is made. */
export interface Places {
  /** Points that are given, such as those at which a law failed. */
  readonly given: readonly Vector[];
  /** How many ordinary points of the domain are taken beside them. */
  readonly fresh: number;
}

/** A claim in its form, and what its entries are measured with. */
interface Bench {
  readonly target: Evaluator;
  readonly form: Form;
  readonly look: Instruments;
  readonly looked: readonly number[];
}

/** The claim and what is measured at these points; undefined where the subject has no such claim. */
export function compare(target: Evaluator, claim: ClaimName, look: Instruments, places: Places): Comparison | undefined {
  const form = formOf(target, claim);
  if (!form) return undefined;
  const chosen = Array.from({ length: form.entries }, (_, e) => e).filter(form.free);
  const looked =
    chosen.length <= COMPARED_ENTRIES ? chosen : chosen.filter((_, i) => i % Math.ceil(chosen.length / COMPARED_ENTRIES) === 0);
  const bench: Bench = { target, form, look, looked };
  const points = observations(bench, places);
  return {
    target,
    claim,
    entries: form.entries,
    ...(form.matrix && { matrix: form.matrix }),
    points,
    looked,
    wrong: [...new Set(points.flatMap(({ wrong }) => wrong))].sort((a, b) => a - b),
    label: form.label,
    claimed: (x, weights) => form.claimed(x, weights ?? x),
    slope: (...line) => slopeOf(bench, line),
    measured: (x, weights, entries) => measuredAt(bench, x, weights, entries),
    isWrong: (x, weights, entries) => wrongAt(bench, x, weights, entries),
  };
}

/** A slope at a glance if that settles it, as it does where f does not change, else with care; it need not be known better than one of the size `least`. */
function slopeOf({ look }: Bench, [f, x, v]: Line, least = 0, glance = look.quick.derivative(f, x, v)): Side {
  const settled = glance.variation === 0 || glance.error <= GLANCE_PART * Math.max(Math.abs(glance.value), least);
  return settled ? glance : look.thorough.derivative(f, x, v);
}

/** A function, a point, and a direction. */
type Line = readonly [f: Scalar, x: Vector, v: Vector];

/** An entry of the claim beside its slope, which is measured with care before the two are said to contradict each other, unless they do so plainly. */
function judged(bench: Bench, claimed: Vector, entry: number, line: Line) {
  const { precision } = bench.target.subject;
  const bar = entryBar(claimed, entry, precision);
  const judgementOn = (measured: Side) => judge({ claimed: { value: claimed[entry]!, error: bar }, measured }, precision);
  const seen = slopeOf(bench, line, LEAST_ENTRY * maxNorm(claimed));
  const { verdict, bars } = judgementOn(seen);
  if (verdict !== 'fail' || (bars >= PLAINLY_WRONG && bars < Number.POSITIVE_INFINITY)) return { measured: seen, bar, verdict };
  const measured = bench.look.thorough.derivative(...line);
  return { measured, bar, verdict: judgementOn(measured).verdict };
}

const isSlope = ({ kind }: Side): boolean => kind === undefined || kind === 'smooth' || kind === 'edge';

function observations({ target, form, ...rest }: Bench, { given, fresh }: Places): readonly Observation[] {
  const { subject, domain, inputs, evaluations, inside } = target;
  const rng = random(COMPARISON_SEED);
  const began = evaluations.f;
  const held = (x: Vector) => x.map((xi, i) => nearest(subject.precision ?? 'float64', xi, interval(domain, i)));
  const candidates = [
    ...given.map((x) => ({ x, ordinary: false })),
    ...Array.from({ length: fresh }, () => ({ x: held(ordinary(domain, inputs, rng, inside)), ordinary: true })),
  ];
  const weights = () =>
    form.weights === undefined
      ? undefined
      : Float64Array.from({ length: form.weights }, () => rng.sign() * (1 + rng.below(WEIGHT_STEPS) / WEIGHT_STEPS));
  const points: Observation[] = [];
  for (const candidate of candidates) {
    if (points.length >= LEAST_POINTS && evaluations.f - began > COMPARISON_COST) break;
    if (points.some((other) => other.x.every((xi, i) => xi === candidate.x[i]))) continue;
    const point = observation({ target, form, ...rest }, candidate, weights());
    if (point) points.push(point);
  }
  return points;
}

/** The entries at one point; undefined where f is not finite. */
function observation(
  bench: Bench,
  { x, ordinary }: Pick<Observation, 'x' | 'ordinary'>,
  weights: Vector | undefined,
): Observation | undefined {
  const { target, form, looked } = bench;
  const values = target.map(x);
  if (!target.inside(x) || !values.every(Number.isFinite)) return undefined;
  const claimed = form.claimed(x, weights ?? x);
  const { measured, bars } = nothingOf(form);
  const [wrong, kinks]: [number[], number[]] = [[], []];
  for (const e of looked) {
    const [f, v] = form.slope(e, x, weights ?? x);
    const seen = judged(bench, claimed, e, [f, x, v]);
    if (seen.verdict === 'fail') wrong.push(e);
    if (seen.verdict === 'fail' && seen.measured.kind === 'kink') kinks.push(e);
    if (!isSlope(seen.measured)) continue;
    measured[e] = seen.measured.value;
    bars[e] = seen.measured.error + seen.bar;
  }
  return { x, ordinary, ...(weights && { weights }), values, claimed, measured, bars, wrong, kinks };
}

const nothingOf = ({ entries }: Form): Measured => ({
  measured: new Float64Array(entries).fill(Number.NaN),
  bars: new Float64Array(entries).fill(Number.POSITIVE_INFINITY),
});

function measuredAt(bench: Bench, x: Vector, weights: Vector | undefined, entries: readonly number[]): Measured {
  const { measured, bars } = nothingOf(bench.form);
  const glances = entries.map((e) => {
    const [f, v] = bench.form.slope(e, x, weights ?? x);
    return { e, line: [f, x, v] as const, glance: bench.look.quick.derivative(f, x, v) };
  });
  const least =
    LEAST_ENTRY *
    glances.reduce((most, { glance: { value, error } }) => (error < Math.abs(value) ? Math.max(most, Math.abs(value)) : most), 0);
  for (const { e, line, glance } of glances) {
    const slope = slopeOf(bench, line, least, glance);
    if (!isSlope(slope)) continue;
    measured[e] = slope.value;
    bars[e] = slope.error;
  }
  return { measured, bars };
}

function wrongAt(bench: Bench, x: Vector, weights: Vector | undefined, entries: readonly number[]): boolean | undefined {
  const { target, form } = bench;
  if (!target.inside(x) || !target.map(x).every(Number.isFinite)) return undefined;
  const claimed = form.claimed(x, weights ?? x);
  const verdicts = entries.map((e) => {
    const [f, v] = form.slope(e, x, weights ?? x);
    return judged(bench, claimed, e, [f, x, v]).verdict;
  });
  return verdicts.includes('fail') ? true : verdicts.includes('pass') ? false : undefined;
}
