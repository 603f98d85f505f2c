import { EPSILON } from '../math/estimate.ts';
import { LARGEST, type Precision, SMALLEST, UNIT } from '../math/precision.ts';
import type { Shape } from '../measure/differences/index.ts';
import { CONTRADICTION, type Side } from '../measure/side.ts';

export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** Both sides of a law at one sample, or of one of its parts. Either side may be the wrong one. */
export interface Measurement {
  /** Which part of the law this is, where it has several. */
  readonly what?: string;
  readonly claimed: Side;
  readonly measured: Side;
  /** What should hold between the sides; '=' if omitted: claimed = measured, claimed ≤ measured, claimed ≥ measured. */
  readonly relation?: '=' | '≤' | '≥';
  /** A size that makes an error bar relative, beside the two values themselves: ‖g‖‖v‖/√n. */
  readonly scale?: number;
  /** The verdict, where exact arithmetic has decided it. */
  readonly decided?: Judgement;
  /** What exact arithmetic found, where f is a formula. */
  readonly exact?: ExactFinding;
  /** How far apart the numbers are on which the sides rest, where the sides themselves, as an order of convergence is, say less. */
  readonly underlying?: Pick<Judgement, 'bars' | 'gap'>;
}

/** What exact arithmetic finds of a claim along a direction. */
export interface ExactFinding {
  readonly claim: 'gradient' | 'jacobian' | 'hessian';
  readonly at: ArrayLike<number>;
  /** How the claim compares with the derivative where it is a formula too: the same function here, the same but for the rounding of numbers that are written, or another. */
  readonly agreement?: 'identical' | 'literal' | 'different';
  /** Digits to which it agrees, where only the rounding of numbers that are written is between them. */
  readonly written?: number;
  /** Digits of the claim as it is computed in doubles. */
  readonly digits: number;
  /** The error of the claim as it is computed, in units in the last place of the entries that are added up. */
  readonly ulps: number;
  /** How many times larger than one rounding the error of the formula may be that is evaluated: the claim's, or where that is code the derivative's. */
  readonly condition: number;
  /** The entries that are wrong, and by which part of their size. */
  readonly wrong?: readonly {
    readonly index: number;
    readonly label: string;
    readonly claimed: number;
    readonly exact: number;
    readonly relative: number;
  }[];
}

/** The verdict on one measurement, with what it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Why it is inconclusive, or in which way it fails. */
  readonly reason?: string;
  /** Where it passes, the digits established: −log₁₀ of the larger of bar and gap, relative to what is measured. */
  readonly digits?: number;
  /** How many error bars lie between the two sides; NaN where they could not be compared. */
  readonly bars: number;
  /** The distance between the two sides, where it fails. */
  readonly gap?: number;
  /** Where it fails by the noise of the claim alone, and that is small: the verdict if it turns out that this is rounding. */
  readonly granted?: Judgement;
}

/**
 * The coarsest error bar, relative to what is measured, at which agreement passes. Why: three digits leave no room for the mistakes that people make, as wrong signs, factors and
 * terms, and two hardly any; single precision has no more of a slope where f adds a number that is 10⁵ times as large as its change, and half precisions have three and two digits themselves.
 */
export const RESOLUTION: Record<Precision, number> = { float64: 1e-3, float32: 1e-2, float16: 1e-1, bfloat16: 1e-1 };
/** The bar of a slope, relative to the slope and to the variation of f, above which a missing claim is not blamed, nor one that scatters as f does. Why: with more, it is not known whether f has a slope at all. */
const VAGUE = 1 / 2;
/** Roundings of 1 that a slope hidden by rounding may amount to, where f does not change and a claim other than 0 passes. Why: that of a step of rounding, over an interval of the length of 1. */
const HIDDEN_ROUNDINGS = 64;
/** A claim whose own noise is above this part of its size is unstable. Why: single precision has as many digits, in which layers keep gradients on purpose; a claim with fewer is none of doubles, or loses them. */
const UNSTABLE = 2 ** -20;
/** Above this part it is so even if it is rounding. Why: it does not pass at the resolution above. */
const WORTHLESS = 1e-3;
/** That counts only where the measured slope of f has an error of at most this part of the claim's noise. Why: f itself is then shown to have the digits that the claim loses. */
const STABLE = 1e-2;
/** The most digits that are established. Why: −log₁₀ 2⁻⁵² = 15.65. */
export const DOUBLE_DIGITS = 15.6;

const reasons: Partial<Record<Shape, string>> = {
  jump: 'f jumps here',
  'blow-up': 'the slope has no finite limit here',
  unresolved: 'the slope could not be resolved',
};

/** Said of a claim at a kink whose components are valid slopes one by one, while no subgradient holds them all. */
export const TIE = 'at a kink every component is a valid slope by itself, but together they are no subgradient';

/**
 * The verdict on two sides of a law, in the precision of the subject. Numbers become a verdict here and nowhere else; the thresholds on which it depends are those above,
 * CONTRADICTION, and those that made the bars of the two sides.
 */
export function judge({ claimed, measured, relation = '=', scale = 0, decided }: Measurement, precision: Precision = 'float64'): Judgement {
  return decided ?? unmeasured({ claimed, measured }, precision) ?? compared({ claimed, measured, relation, scale }, precision);
}

/** The verdict on sides of which one has no value, or which no bars can be put between. */
function unmeasured({ claimed, measured }: Measurement, precision: Precision): Judgement | undefined {
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
  if (isOverflow(claimed, measured, precision)) return { verdict: 'pass', bars: 0 };
  const surely = Math.abs(measured.value) - CONTRADICTION * measured.error;
  if (Number.isNaN(claimed.value) && surely > (claimed.beyond ?? LARGEST[precision]))
    return { verdict: 'inconclusive', reason: 'the slope is beyond the largest number, and the claim has no value', bars: Number.NaN };
  if (!Number.isFinite(claimed.value) && (measured.variation ?? 0) > 0 && isVague(measured))
    return { verdict: 'inconclusive', reason: 'whether f has a slope here was not seen, and the claim has no value', bars: Number.NaN };
  if (!Number.isFinite(claimed.value))
    return { verdict: 'fail', reason: 'not finite', bars: Number.POSITIVE_INFINITY, gap: Number.POSITIVE_INFINITY };
  return undefined;
}

/** Whether it is not known that f has a slope. */
const isVague = (measured: Side): boolean => rangeOf(measured).error > VAGUE * Math.max(Math.abs(measured.value), measured.variation ?? 0);

/** The verdict on two sides with values. */
function compared(
  { claimed, measured, relation, scale }: Required<Pick<Measurement, 'claimed' | 'measured' | 'relation' | 'scale'>>,
  precision: Precision,
): Judgement {
  const [c, o] = [rangeOf(claimed), rangeOf(measured)];
  const apart = distance(c, o, relation);
  const size = Math.max(Math.abs(claimed.value), Math.abs(measured.value), scale, claimed.variation ?? 0, measured.variation ?? 0);
  const floor = 2 * EPSILON * Math.max(Math.abs(claimed.value), Math.abs(measured.value)) + SMALLEST[precision];
  const bar = c.error + o.error + floor;
  const bars = apart === 0 ? 0 : apart / bar;
  if (!(bars <= CONTRADICTION)) return { verdict: 'fail', bars, gap: apart };
  if (measured.along && distance(c, rangeOf(measured.along), relation) > CONTRADICTION * bar)
    return { verdict: 'inconclusive', reason: TIE, bars };
  const agreed = agreement();
  const unstable = (part: number) =>
    !(measured.noisy && isVague(measured)) &&
    claimed.kind === undefined &&
    measured.kind !== undefined &&
    isUnstable(part * size, { claimed: c.error, measured: o.error, apart });
  if (!unstable(UNSTABLE)) return agreed;
  return {
    verdict: 'fail',
    reason: 'unstable',
    bars: apart / (o.error + floor),
    gap: apart,
    ...(!unstable(WORTHLESS) && { granted: agreed }),
  };

  /** The verdict on sides that do not contradict each other. */
  function agreement(): Judgement {
    const shown = claimed.value === 0 || (measured.roundingSlope ?? 0) <= HIDDEN_ROUNDINGS * UNIT[precision];
    const hidden = measured.variation === 0 && shown && Math.abs(claimed.value) <= bar;
    const constant = hidden || (apart === 0 && c.error + o.error === 0);
    if (relation !== '=') return { verdict: 'pass', bars };
    const resolution = constant ? 0 : Math.max(bar, apart) / size;
    if (resolution > RESOLUTION[precision])
      return {
        verdict: 'inconclusive',
        reason: measured.noisy || claimed.noisy ? 'noise' : 'the error bar is as large as what it measures',
        bars,
      };
    // What f does not show at all establishes no digits of a claim.
    if (hidden && claimed.value !== 0) return { verdict: 'pass', bars };
    return {
      verdict: 'pass',
      digits: size === 0 || resolution === 0 ? DOUBLE_DIGITS : Math.min(DOUBLE_DIGITS, -Math.log10(resolution)),
      bars,
    };
  }
}

/** Whether a claim is infinite because the slope that is measured, of the same sign, is beyond the largest number of its precision: infinity is then the right rounding of it. */
const isOverflow = ({ value, beyond }: Side, measured: Side, precision: Precision): boolean =>
  value === Math.sign(measured.value) * Number.POSITIVE_INFINITY &&
  Math.abs(measured.value) + measured.error >= (beyond ?? LARGEST[precision]);

/** All numbers that a side allows, and the bar of each. */
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

/** How far two sides are from the relation that should hold between them. */
function distance(claimed: Range, measured: Range, relation: '=' | '≤' | '≥'): number {
  const above = Math.max(0, claimed.low - measured.high);
  const below = Math.max(0, measured.low - claimed.high);
  return relation === '≤' ? above : relation === '≥' ? below : Math.max(above, below);
}

/** Whether a claim with this error, beside a slope measured with that, has noise of this size or more, which f has not, and a gap that its noise alone explains. */
const isUnstable = (
  size: number,
  { claimed, measured, apart }: { readonly claimed: number; readonly measured: number; readonly apart: number },
): boolean => claimed > size && measured <= STABLE * claimed && apart > CONTRADICTION * measured && apart > size;
