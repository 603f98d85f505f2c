import { EPSILON } from '../math/estimate.ts';
import { type Precision, SMALLEST, UNIT } from '../math/precision.ts';
import type { Shape } from '../measure/differences/index.ts';
import { CONTRADICTION, type Side } from '../measure/side.ts';

export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** Both sides of a law at one sample; neutral: either side may be wrong. */
export interface Measurement {
  /** Which part of the law this is, where it has several. */
  readonly what?: string;
  readonly claimed: Side;
  readonly measured: Side;
  /** What should hold between the sides; '=' if omitted: claimed = measured, claimed ≤ measured, claimed ≥ measured. */
  readonly relation?: '=' | '≤' | '≥';
  /** A size that makes an error bar relative, beside the two values themselves: ‖g‖‖v‖/√n. */
  readonly scale?: number;
  /** The same as in a judgement of what the sides rest on, where they are an order and say less. */
  readonly underlying?: Pick<Judgement, 'bars' | 'gap'>;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Why it is inconclusive, or in which way it fails. */
  readonly reason?: string;
  /** −log₁₀ of the relative error that is excluded, where it passes. */
  readonly digits?: number;
  /** How many error bars lie between the two sides. */
  readonly bars: number;
  /** How far apart they are, where it fails. */
  readonly gap?: number;
}

/** The coarsest error bar, relative to what it measures, at which agreement still means something. */
const RESOLUTION: Record<Precision, number> = { float64: 1e-3, float32: 1e-3, float16: 1e-1, bfloat16: 1e-1 };
/** With a bar of this part of it or more, and of what f varies by, a slope is hardly known to be one. */
const VAGUE = 1 / 2;
/** Where f does not change, a claim is right if no more than so many roundings of 1 may hide. */
const GRAIN = 64;
/** A claim whose own noise is above this part of it, where f is a hundred times better, is unstable. */
const UNSTABLE = 1e-3;
const STABLE = 1e-2;
/** Double precision gives no more. */
const MOST_DIGITS = 15.6;

const reasons: Partial<Record<Shape, string>> = {
  jump: 'f jumps here',
  'blow-up': 'the slope has no finite limit here',
  unresolved: 'the slope could not be resolved',
};

/** Said of a claim at a kink whose components are valid slopes one by one, while no subgradient holds them all. */
export const TIE = 'at a kink every component is a valid slope by itself, but together they are no subgradient';

/** The only place where numbers become a verdict, and, with the bars of the measurements themselves, the only thresholds. */
export function judge({ claimed, measured, relation = '=', scale = 0 }: Measurement, precision: Precision = 'float64'): Judgement {
  for (const { kind } of [measured, claimed]) {
    const reason = kind && reasons[kind];
    if (reason) return { verdict: 'inconclusive', reason, bars: Number.NaN };
  }
  if (
    !Number.isFinite(measured.value) ||
    !Number.isFinite(measured.error) ||
    (Number.isFinite(claimed.value) && !Number.isFinite(claimed.error))
  )
    return { verdict: 'inconclusive', reason: 'nothing could be measured', bars: Number.NaN };
  const { variation = 0 } = measured;
  if (!Number.isFinite(claimed.value) && variation > 0 && measured.error > VAGUE * Math.max(Math.abs(measured.value), variation))
    return { verdict: 'inconclusive', reason: 'whether f has a slope here was not seen, and the claim has no value', bars: Number.NaN };
  if (!Number.isFinite(claimed.value))
    return measured.kind === 'kink' && !(measured.partial && Number.isNaN(claimed.value))
      ? { verdict: 'inconclusive', reason: 'f has a kink here, and the claim has no value', bars: Number.NaN }
      : { verdict: 'fail', reason: 'not finite', bars: Number.POSITIVE_INFINITY, gap: Number.POSITIVE_INFINITY };

  const [c, o] = [rangeOf(claimed), rangeOf(measured)];
  const apart = distance(c, o, relation);
  const size = Math.max(Math.abs(claimed.value), Math.abs(measured.value), scale, claimed.variation ?? 0, measured.variation ?? 0);
  const floor = 2 * EPSILON * Math.max(Math.abs(claimed.value), Math.abs(measured.value)) + SMALLEST[precision];
  const bar = c.error + o.error + floor;
  const bars = apart === 0 ? 0 : apart / bar;
  if (!(bars <= CONTRADICTION)) return { verdict: 'fail', bars, gap: apart };
  if (measured.along && distance(c, rangeOf(measured.along), relation) > CONTRADICTION * bar)
    return { verdict: 'inconclusive', reason: TIE, bars };
  if (claimed.kind === undefined && measured.kind !== undefined && unstable(c.error, o.error, apart, size))
    return { verdict: 'fail', reason: 'unstable', bars: apart / (o.error + floor), gap: apart };
  const shown = claimed.value === 0 || (measured.roundingSlope ?? 0) <= GRAIN * UNIT[precision];
  const constant = (measured.variation === 0 && shown && Math.abs(claimed.value) <= bar) || (apart === 0 && c.error + o.error === 0);
  if (relation !== '=') return { verdict: 'pass', bars };
  const resolution = constant ? 0 : Math.max(bar, apart) / size;
  if (resolution > RESOLUTION[precision])
    return {
      verdict: 'inconclusive',
      reason: measured.noisy || claimed.noisy ? 'noise' : 'the error bar is as large as what it measures',
      bars,
    };
  return { verdict: 'pass', digits: size === 0 || resolution === 0 ? MOST_DIGITS : Math.min(MOST_DIGITS, -Math.log10(resolution)), bars };
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly error: number;
}

/** A value, or at a kink all slopes between the one-sided ones. */
function rangeOf({ value, error, kind, left, right, between }: Side): Range {
  if (between) return { low: between[0], high: between[1], error: Math.max(left?.error ?? 0, right?.error ?? 0) };
  if (kind !== 'kink' || !left || !right) return { low: value, high: value, error };
  return { low: Math.min(left.value, right.value), high: Math.max(left.value, right.value), error: Math.max(left.error, right.error) };
}

function distance(claimed: Range, measured: Range, relation: '=' | '≤' | '≥'): number {
  const above = Math.max(0, claimed.low - measured.high);
  const below = Math.max(0, measured.low - claimed.high);
  return relation === '≤' ? above : relation === '≥' ? below : Math.max(above, below);
}

const unstable = (claimed: number, measured: number, apart: number, size: number): boolean =>
  claimed > UNSTABLE * size && measured <= STABLE * claimed && apart > CONTRADICTION * measured && apart > UNSTABLE * size;
