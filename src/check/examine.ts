import { Discard, discard, type Property, type Sample } from '../law/property.ts';
import { type Judgement, judge, type Measurement, type Verdict } from '../law/verdict.ts';
import { interval } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { dot, type Vector } from '../math/vector.ts';
import { shapeAlong } from '../measure/differences/index.ts';
import { type Effort, type Focus, type Instrument, instrument } from '../measure/instrument.ts';
import { ordinary } from '../measure/ordinary.ts';
import { contradict, type Side } from '../measure/side.ts';
import type { Evaluator } from '../subject/evaluator.ts';

/** A glance settles a sample if it establishes so many digits. */
const GLANCE_DIGITS = 8;

/** What one sample came to. */
export interface Outcome {
  readonly verdict: Verdict | 'discarded';
  readonly reason?: string;
  readonly digits?: number;
  /** How many bars apart the sides are where they are furthest. */
  readonly bars: number;
  /** The same of the side that contradicts least, where some do. */
  readonly leastBars?: number;
  /** How far apart the sides are that contradict, at most. */
  readonly gap?: number;
  readonly measurements: readonly Measurement[];
  /** True of a failure that is dear to confirm, and was not. */
  readonly pending?: boolean;
}

/** Measures and judges a sample at one effort. */
export interface Examiner {
  (sample: Sample, effort: Effort, focus?: Focus): Outcome;
  /** A sample on an edge of the domain some roundings further inside, where the arithmetic of f is coarser than that of the samples. */
  within(sample: Sample): Sample | undefined;
  /** Whether f may add up what is larger than its value: outputs share what they come from, and fewer digits drown sooner. */
  readonly sums: boolean;
  /** A few roundings of 1. */
  readonly grain: number;
  /** The largest slope that the law looks at elsewhere in the domain, in the directions of the sample, and the largest in any. */
  elsewhere(sample: Sample): { readonly slope: number; readonly size: number };
  /** How far from the sample the claim keeps its shape, in units of the scale. */
  shape(sample: Sample): number;
}

export function examiner(target: Evaluator, property: Property): Examiner {
  const instruments: Partial<Record<string, Instrument>> = {};
  const look = (sample: Sample, effort: Effort, focus: Focus = {}): Outcome => {
    try {
      requireDefined(target, sample);
      const measured = property.measure(
        target,
        sample,
        (instruments[`${effort} ${focus.zoom} ${focus.slack} ${focus.span} ${focus.summed}`] ??= instrument(target, effort, focus)),
      );
      return worstOf(measured, target);
    } catch (error) {
      if (!(error instanceof Discard)) throw error;
      return { verdict: 'discarded', reason: error.message, bars: 0, measurements: [] };
    }
  };
  return Object.assign(look, {
    within: (sample: Sample) => movedInside(target, sample),
    sums: target.outputs > 1 || (target.subject.precision ?? 'float64') !== 'float64',
    grain: GRAIN * UNIT[target.subject.precision ?? 'float64'],
    elsewhere: (sample: Sample) => slopesElsewhere(target, property, sample),
    shape: (sample: Sample) => shapeOfClaim(target, property, sample),
  });
}

/** So many roundings an input is moved away from an edge: sums and quotients of several inputs round across it. */
const ROUNDINGS = 16;

function movedInside({ domain, subject: { precision = 'float64' } }: Evaluator, sample: Sample): Sample | undefined {
  const { x } = sample;
  if (precision === 'float64' || !(x instanceof Float64Array)) return undefined;
  const moved = x.map((xi, i) => {
    const [low, high] = interval(domain, i);
    const room = ROUNDINGS * UNIT[precision] * Math.abs(xi);
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
  try {
    property.measure(target, sample, { ...look, derivative });
  } catch (error) {
    if (!(error instanceof Discard)) throw error;
  }
  return least;
}

/** So many roundings may be lost where terms are added that are no larger than 1. */
const GRAIN = 16;
/** At so many points a law is looked at elsewhere. */
const POINTS = 16;

function slopesElsewhere(target: Evaluator, property: Property, sample: Sample): ReturnType<Examiner['elsewhere']> {
  const rng = random(13);
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
  for (let k = 0; k < POINTS; k++) {
    try {
      const there = { ...sample, x: ordinary(target.domain, target.inputs, rng, target.inside) };
      requireDefined(target, there);
      property.measure(target, there, watching);
    } catch (error) {
      if (!(error instanceof Discard)) throw error;
    }
  }
  return { slope, size };
}

/** A law speaks about points of the domain at which f is finite, and about directions. */
function requireDefined(target: Evaluator, { x, v }: Sample): void {
  if (!(x instanceof Float64Array)) return;
  if (!target.inside(x)) discard(OUTSIDE);
  if (!target.map(x).every(Number.isFinite)) discard(NOT_FINITE);
  if (v instanceof Float64Array && v.every((vi) => vi === 0)) discard('no input varies');
}

/**
 * At a glance if that settles it, else with care; a failure only stands when nearby points confirm it. Where the gap is so narrow that these must be seen as
 * clearly as can be, that may wait: another sample may show the mistake more plainly.
 */
export function examine(look: Examiner, sample: Sample, effort: 'quick' | 'thorough', narrow: 'waits' | 'now' = 'now'): Outcome {
  if (effort === 'quick') {
    const glance = look(sample, 'quick');
    if (glance.verdict === 'discarded' || (glance.verdict === 'pass' && (glance.digits ?? MOST) >= GLANCE_DIGITS)) return glance;
  }
  const careful = look(sample, 'thorough');
  return careful.verdict === 'fail' ? confirmed(look, sample, narrow) : careful;
}

/** Parts of the natural scale at which a failure is looked at again. */
const ZOOMS = [2 ** -8, 2 ** -16, 2 ** -24, 2 ** -32, 2 ** -40];

/**
 * The outcome with nearby points, and where a failure stands up to all that may excuse it: that the claim is right just inside an edge, for a value rounded across
 * it; that f adds up larger numbers; that the rounding of f hides what the claim says; and that f has structure near x that is finer than any interval that was
 * looked at, so that on some finer scale the measured slope is another one, and the claim agrees with that.
 */
function confirmed(look: Examiner, sample: Sample, narrow: 'waits' | 'now' = 'now'): Outcome {
  const weighed = look(sample, 'weighed');
  if (weighed.verdict !== 'fail') return weighed;
  if (narrow === 'waits' && slackOf(weighed) < PLAIN) return { ...weighed, verdict: 'discarded', reason: PENDING, pending: true };
  const nearby = look(sample, 'nearby', { slack: slackOf(weighed) });
  if (nearby.verdict !== 'fail') return nearby;
  const inside = look.within(sample);
  if (inside && look(inside, 'nearby').verdict !== 'fail')
    return { ...nearby, verdict: 'inconclusive', reason: 'f may round its way across an edge of the domain here' };
  if (look.sums && look(sample, 'thorough', { summed: true }).verdict !== 'fail')
    return { ...nearby, verdict: 'inconclusive', reason: 'the rounding of larger numbers, inside f, may hide this' };
  if (isRounding(look, sample, nearby))
    return {
      ...nearby,
      verdict: 'inconclusive',
      reason: 'the gap is less than what numbers of the size that these have elsewhere are rounded to',
    };
  const span = look.shape(sample);
  if (Number.isFinite(span) && look(sample, 'thorough', { span }).verdict !== 'fail')
    return { ...nearby, verdict: 'inconclusive', reason: 'the rounding of f would hide what the claim says here' };
  for (const zoom of ZOOMS) {
    const closer = look(sample, 'thorough', { zoom });
    if (
      closer.verdict === 'pass' &&
      closer.measurements.some(
        (m, k) => differs(m.measured, nearby.measurements[k]?.measured) || differs(m.claimed, nearby.measurements[k]?.claimed),
      )
    )
      return { ...closer, verdict: 'inconclusive', reason: 'f has structure here that is finer than its scale' };
  }
  return nearby;
}

/** Whether the sides are only as far apart as the slopes that the law looks at elsewhere are rounded: those up to 1, as terms that are added to such, or all, if the claim itself scatters as much. What is claimed to be 0 has no size of its own. */
function isRounding(look: Examiner, sample: Sample, { reason, gap = 0, measurements }: Outcome): boolean {
  const scatters = reason === 'unstable';
  if (gap > look.grain && !scatters) return false;
  const { slope, size } = look.elsewhere(sample);
  const usual = measurements.every(({ claimed }) => claimed.value === 0) ? size : slope;
  return gap <= look.grain * (scatters ? size : Math.min(1, usual));
}

/** What is too small by this factor to close the gap between two sides need not be seen at nearby points; the gap may be infinite. */
const NEGLIGIBLE = 1 / 64;
const WIDEST = 2 ** 52;
/** A gap that leaves less slack is narrow: glances at nearby points will hardly do. */
const PLAIN = 2 ** 16;

/** How many bars need not be seen for the gap between the sides to stand: a power of two, of which there are few. */
const slackOf = ({ leastBars = 1 }: Outcome): number => Math.max(1, Math.min(WIDEST, 2 ** Math.floor(Math.log2(leastBars * NEGLIGIBLE))));

/** Whether a slope is not the one that was seen, or at a kink in the range of those. */
function differs(a: Side, b: Side | undefined): boolean {
  if (b === undefined) return false;
  const { between, left, right } = b;
  if (!between) return contradict(a, b);
  const error = Math.max(left?.error ?? 0, right?.error ?? 0);
  return contradict(a, { value: Math.min(Math.max(a.value, between[0]), between[1]), error });
}

/** The failure of a sample that simplification tries, not yet confirmed; a fault there is another story. */
export function unconfirmed(look: Examiner, sample: Sample): Outcome | undefined {
  try {
    const outcome = look(sample, 'thorough');
    return outcome.verdict === 'fail' ? outcome : undefined;
  } catch {
    return undefined;
  }
}

export function stillFailing(look: Examiner, sample: Sample): (Outcome & { readonly sample: Sample }) | undefined {
  const outcome = confirmed(look, sample);
  return outcome.verdict === 'fail' ? { ...outcome, sample } : undefined;
}

const MOST = 16;

/** The worst of several judgements. */
function worstOf(measurements: readonly Measurement[], { subject: { precision } }: Evaluator): Outcome {
  const judgements = measurements.map((measurement) => judge(measurement, precision));
  const worst = (verdict: Verdict): Judgement | undefined =>
    judgements.filter((judgement) => judgement.verdict === verdict).sort((a, b) => b.bars - a.bars)[0];
  const found = worst('fail') ?? worst('inconclusive') ?? worst('pass');
  if (!found) return { verdict: 'discarded', reason: 'nothing to measure', bars: 0, measurements };
  const leastBars = judgements.reduce(
    (least, { verdict, bars }, k) => (verdict === 'fail' ? Math.min(least, measurements[k]!.underlying?.bars ?? bars) : least),
    Number.POSITIVE_INFINITY,
  );
  const gap = judgements.reduce(
    (most, one, k) => Math.max(most, one.gap === undefined ? 0 : (measurements[k]!.underlying?.gap ?? one.gap)),
    0,
  );
  const digits = judgements.reduce((least, judgement) => Math.min(least, judgement.digits ?? MOST), MOST);
  return {
    ...found,
    ...(found.verdict === 'pass' && digits < MOST && { digits }),
    ...(found.verdict === 'fail' && { leastBars, gap }),
    measurements,
  };
}

const PENDING = 'the gap is narrow here, and wide elsewhere';
/** The reasons for which f cannot be asked at a sample. */
export const NOT_FINITE = 'f is not finite';
export const OUTSIDE = 'outside the domain';
