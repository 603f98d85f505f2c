import { Discard, type Property, type Sample, Unmeasured, unmeasured } from '../law/property.ts';
import type { Topic } from '../law/topic.ts';
import { type Judgement, judge, type Measurement, type Verdict } from '../law/verdict.ts';
import { hasFree, interval } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { dot, type Vector } from '../math/vector.ts';
import { shapeAlong } from '../measure/differences/index.ts';
import { type Effort, type Focus, type Instrument, instrument } from '../measure/instrument.ts';
import { ordinary } from '../measure/ordinary.ts';
import type { Field, Ground } from '../measure/segment.ts';
import { CONTRADICTION } from '../measure/side.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { isExactlyRight } from './exactly-right.ts';

/** What one sample came to. */
export interface Outcome {
  readonly verdict: Verdict | 'discarded';
  readonly reason?: string;
  /** True where the law has nothing to say by its nature, which leaves no doubt. */
  readonly silent?: boolean;
  readonly digits?: number;
  /** How many bars apart the sides are where they are furthest. */
  readonly bars: number;
  /** The same of the side that contradicts least, where some do. */
  readonly leastBars?: number;
  /** How far apart the sides are that contradict, at most. */
  readonly gap?: number;
  readonly measurements: readonly Measurement[];
  /** True of a failure that costs many evaluations to confirm, and was not confirmed yet. */
  readonly pending?: boolean;
  /** True of a sample that is open, and of which the whole line was not looked at yet. */
  readonly left?: boolean;
  /** What it comes to if the noise of a claim, by which alone it fails, turns out to be rounding. */
  readonly granted?: Judgement;
}

/** Whether a law is open: of the samples about which it speaks, most are. */
export function isOpen(seen: readonly Outcome[]): boolean {
  const judged = seen.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
  return judged.length === 0 || judged.length * 2 < seen.filter(({ silent }) => !silent).length;
}

/** A law held to a subject: measures and judges samples at any effort, and tells what an excuse for a failure may rest on. */
export interface Examiner {
  (sample: Sample, effort: Effort, focus?: Focus): Outcome;
  /** A sample that lies on an edge of the domain, moved inside by some roundings; undefined if none of its inputs is that close to an edge, or in double precision. */
  movedInside(sample: Sample): Sample | undefined;
  /** Whether in exact arithmetic the claims of a sample are the derivatives of f, so that a failure of the law is rounding. */
  isExactlyRight(sample: Sample): boolean;
  /** Whether f may add up what is larger than its value, so that fewer digits are left: maps with several outputs, and less than double precision. */
  readonly sums: boolean;
  /** The rounding error of a sum whose terms are no larger than 1. */
  readonly grain: number;
  /** The largest slope that the law measures at other points of the domain, in the directions of the sample, and the largest in any. */
  slopesElsewhere(sample: Sample): { readonly slope: number; readonly size: number };
  /** How far from the sample the claimed slope keeps its shape, in units of the scale. */
  shapeOfClaim(sample: Sample): number;
  /** The functions and claimed slopes on which a failure of the law at a sample rests. */
  fields(sample: Sample): readonly Field[];
  /** The directions from the sample in which the law measures slopes. */
  directions(sample: Sample): readonly Vector[];
  /** Where the subject may be asked. */
  readonly ground: Ground;
  readonly target: Evaluator;
  /** What the law is about. */
  readonly topic: Topic;
  /** Whether the law compares the claims at the point of a sample with each other, or with values or slopes of f. */
  readonly compares: boolean;
}

/** The examiner of a subject and a law; its instruments are kept from one sample to the next. */
export function examiner(target: Evaluator, property: Property): Examiner {
  const { precision = 'float64' } = target.subject;
  const instruments: Partial<Record<string, Instrument>> = {};
  const look = (sample: Sample, effort: Effort, focus: Focus = {}): Outcome => {
    try {
      requireDefined(target, sample);
      const key = `${effort} ${focus.zoom} ${focus.slack} ${focus.span} ${focus.summed} ${focus.enough} ${focus.brief} ${focus.seconded}`;
      instruments[key] ??= instrument(target, effort, { terms: target.inputs, ...focus });
      return worstOf(property.measure(target, sample, instruments[key]), target);
    } catch (error) {
      if (!(error instanceof Discard)) throw error;
      return { verdict: 'discarded', reason: error.message, silent: !(error instanceof Unmeasured), bars: 0, measurements: [] };
    }
  };
  return Object.assign(look, {
    isExactlyRight: (sample: Sample) => isExactlyRight(target, property, sample),
    movedInside: (sample: Sample) => movedInside(target, sample),
    sums: target.outputs > 1 || precision !== 'float64',
    grain: SUM_ROUNDINGS * UNIT[precision],
    slopesElsewhere: (sample: Sample) => slopesElsewhere(target, property, sample),
    shapeOfClaim: (sample: Sample) => shapeOfClaim(target, property, sample),
    fields: (sample: Sample) => property.fields(target, sample),
    directions: (sample: Sample) => directionsOf(target, property, sample),
    ground: { domain: target.domain, inside: target.inside, precision },
    target,
    topic: property.topic,
    compares: property.compares,
  });
}

/** The reasons for which f cannot be asked at a sample. */
export const NOT_FINITE = 'f is not finite';
export const OUTSIDE = 'outside the domain';
export const FIXED = 'no input varies';

/** A law speaks about points of the domain at which f is finite, and about directions in which some input varies. @throws {Unmeasured} elsewhere. */
function requireDefined(target: Evaluator, { x, v }: Sample): void {
  if (!(x instanceof Float64Array)) return;
  if (!target.inside(x)) unmeasured(OUTSIDE);
  if (!hasFree(target.domain)) unmeasured(FIXED);
  if (!target.map(x).every(Number.isFinite)) unmeasured(NOT_FINITE);
  if (v instanceof Float64Array && v.every((vi) => vi === 0)) unmeasured(FIXED);
}

/** The digits of an outcome in which no judgement states any. Why: more than the 15.6 that a judgement may state, so that it never is the least. */
const MOST_DIGITS = 16;

/** The worst of several judgements. */
function worstOf(measurements: readonly Measurement[], { subject: { precision } }: Evaluator): Outcome {
  const judgements = measurements.map((measurement) => withoutScale(measurement, judge(measurement, precision)));
  const worst = (verdict: Verdict): Judgement | undefined =>
    judgements.filter((judgement) => judgement.verdict === verdict).sort((a, b) => b.bars - a.bars)[0];
  const found = worst('fail') ?? worst('inconclusive') ?? worst('pass');
  if (!found) return { verdict: 'discarded', reason: 'there is nothing to measure', silent: true, bars: 0, measurements };
  const leastBars = judgements.reduce(
    (least, { verdict, bars }, k) => (verdict === 'fail' ? Math.min(least, measurements[k]!.underlying?.bars ?? bars) : least),
    Number.POSITIVE_INFINITY,
  );
  const gap = judgements.reduce(
    (most, one, k) => Math.max(most, one.gap === undefined ? 0 : (measurements[k]!.underlying?.gap ?? one.gap)),
    0,
  );
  const digits = judgements.reduce((least, judgement) => Math.min(least, judgement.digits ?? MOST_DIGITS), MOST_DIGITS);
  return {
    ...found,
    ...(found.verdict === 'pass' && digits < MOST_DIGITS && { digits }),
    ...(found.verdict === 'fail' && { leastBars, gap }),
    measurements,
  };
}

/** A judgement that is left open since both sides are 0 within their bars, and its law does not say what that is to be compared with, tells so. */
function withoutScale({ claimed, measured, relation = '=', scale }: Measurement, judgement: Judgement): Judgement {
  const vague = judgement.verdict === 'inconclusive' && Number.isFinite(judgement.bars) && relation === '=' && scale === undefined;
  const sides = [claimed, measured];
  const bar = sides.reduce((sum, { error }) => sum + error, 0);
  const zero = sides.every(({ value, variation = 0 }) => Math.abs(value) <= CONTRADICTION * bar && variation <= bar);
  return vague && zero
    ? { ...judgement, reason: 'both sides are 0 within their error bars, and the law gives no `scale` to compare these with' }
    : judgement;
}

/** How many roundings an input is moved away from an edge. Why: sums and quotients of several inputs round across it; 16 are those of a dozen operations. */
const EDGE_ROUNDINGS = 16;

function movedInside({ domain, subject: { precision = 'float64' } }: Evaluator, sample: Sample): Sample | undefined {
  const { x } = sample;
  if (precision === 'float64' || !(x instanceof Float64Array)) return undefined;
  const moved = x.map((xi, i) => {
    const [low, high] = interval(domain, i);
    const room = EDGE_ROUNDINGS * UNIT[precision] * Math.abs(xi);
    return high - low <= 2 * room ? xi : Math.min(high - room, Math.max(low + room, xi));
  });
  return moved.some((xi, i) => xi !== x[i]) ? { ...sample, x: moved } : undefined;
}

/** Structure that is narrower than the interval from which a slope is read may drown there in the rounding of f. How narrow it is, only the claim tells. */
function shapeOfClaim(target: Evaluator, property: Property, sample: Sample): number {
  const { domain, gradient, inside, subject } = target;
  const slope = property.field?.(target, sample).slope ?? (gradient && ((y: Vector, v: Vector) => dot(gradient(y), v)));
  if (!slope) return Number.POSITIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  const look = instrument(target, 'quick');
  const derivative: Instrument['derivative'] = (f, x, v) => {
    if (x.length === target.inputs)
      least = Math.min(
        least,
        shapeAlong((y) => slope(y, v), x, v, { domain, inside, precision: subject.precision ?? 'float64' }),
      );
    return look.derivative(f, x, v);
  };
  ignoringDiscards(() => property.measure(target, sample, { ...look, derivative }));
  return least;
}

/** How many roundings of 1 may be lost where terms are added that are no larger than 1. Why: those of a dozen additions; hard-cases.test.ts has a softmax and two gelus whose tails are absorbed. */
const SUM_ROUNDINGS = 16;
/** Points at which slopes elsewhere are measured. Why: the largest of 16 is seldom less than half of the largest there is, and a glance at each costs 7 evaluations. */
const ELSEWHERE = 16;
/** The seed from which they are drawn. Why: any; a fixed one, so that the same sample has the same verdict. */
const ELSEWHERE_SEED = 13;

function slopesElsewhere(target: Evaluator, property: Property, sample: Sample): ReturnType<Examiner['slopesElsewhere']> {
  const rng = random(ELSEWHERE_SEED);
  const look = instrument(target, 'quick');
  let [slope, size] = [0, 0];
  const seen = <E extends Estimate & { readonly scale?: number }>(one: E): E => {
    if (Math.abs(one.value) > slope) slope = Math.abs(one.value);
    size = Math.max(size, slope, one.scale ?? 0);
    return one;
  };
  const watching: Instrument = {
    ...look,
    derivative: (...args) => seen(look.derivative(...args)),
    product: (...args) => seen(look.product(...args)),
  };
  for (let k = 0; k < ELSEWHERE; k++)
    ignoringDiscards(() => {
      const there = { ...sample, x: ordinary(target.domain, target.inputs, rng, target.inside) };
      requireDefined(target, there);
      property.measure(target, there, watching);
    });
  return { slope, size };
}

/** Directions from one sample in which claims are held to f, at most. Why: a law measures in a handful; a Jacobian of many rows, in one for each input. */
const MOST_DIRECTIONS = 16;

function directionsOf(target: Evaluator, property: Property, sample: Sample): readonly Vector[] {
  const look = instrument(target, 'thorough');
  const { x } = sample as { readonly x: Vector };
  const seen: Vector[] = [];
  const meet = (y: Vector, v: Vector) => {
    const here = y.length === x.length && y.every((yi, i) => yi === x[i]);
    if (here && v.some((vi) => vi !== 0) && !seen.some((w) => w.every((wi, i) => wi === v[i]))) seen.push(v);
  };
  const watching: Instrument = {
    ...look,
    derivative: (f, y, v) => {
      meet(y, v);
      return look.derivative(f, y, v);
    },
  };
  ignoringDiscards(() => property.measure(target, sample, watching));
  return seen.slice(0, MOST_DIRECTIONS);
}

function ignoringDiscards(measure: () => void): void {
  try {
    measure();
  } catch (error) {
    if (!(error instanceof Discard)) throw error;
  }
}
