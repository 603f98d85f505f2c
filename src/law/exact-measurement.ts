import type { Decimal } from 'decimal.js';
import type { Agreement } from '../formulas/exact/agreement.ts';
import { HALF_UNIT } from '../formulas/exact/rounding.ts';
import { exactText } from '../formulas/numeral.ts';
import { EPSILON, type Estimate } from '../math/estimate.ts';
import type { Vector } from '../math/vector.ts';
import type { Effort } from '../measure/instrument.ts';
import { contradict, type Side } from '../measure/side.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { labelOf, outputLabelOf } from '../subject/label.ts';
import { type ExactEntry, type MatrixClaim, oracle } from './oracle.ts';
import { DOUBLE_DIGITS, type ExactFinding, type Measurement } from './verdict.ts';

/** A claim along a direction: Σ weightₖ claimₖ, as it is computed, and what is compared with it. */
export interface Along {
  readonly claim: MatrixClaim;
  readonly x: Vector;
  /** The weight of each entry, row by row. */
  readonly weights: ArrayLike<number>;
  readonly claimed: Estimate & { readonly scale: number };
  readonly effort: Effort;
  /** The slope of f, or of its gradient, that this is. */
  readonly measured: () => Side;
}

/** Terms of formulas that are evaluated exactly at every sample. Why: these take a few milliseconds; larger ones are left to the samples that are looked at with care. */
const GLANCED_TERMS = 150;

/**
 * The measurement of a claim against the exact derivative; undefined where exact arithmetic says nothing, and slopes of f decide: f is not its formula, lies at
 * a kink, or has no finite derivative; or the formula spells out noise, and the claim is what is measured without it.
 */
export function exactMeasurement(target: Evaluator, along: Along): Measurement | undefined {
  const { claim, x, weights, claimed, effort } = along;
  const exact = oracle(target.subject);
  if (!exact || (effort === 'quick' && exact.size > GLANCED_TERMS) || !exact.isFormula(target, x)) return undefined;
  const entries = exact.entries(claim, x);
  const parts: Part[] = [];
  for (let k = 0; k < weights.length; k++) {
    const entry = entries[k];
    if (weights[k] === 0) continue;
    if (entry === undefined) return undefined;
    parts.push({ index: k, weight: weights[k]!, entry });
  }
  if (parts.length === 0) return undefined;
  const sum = parts.map(({ weight, entry }) => entry.decimal.times(exactText(weight))).reduce((a, b) => a.plus(b));
  const value = sum.toNumber();
  const rounding = parts.reduce((total, { weight, entry }) => total + Math.abs(weight) * (entry.claimRounding ?? entry.rounding), 0);
  // The sum may vanish: its entries say what size it has.
  const size = parts.reduce((total, { weight, entry }) => total + Math.abs(weight * entry.value), 0);
  const finding = findingOf(parts, along, { size: Math.max(size, claimed.scale), rounding, sum });
  const measured = { value, error: rounding + GRANTED * size };
  const plain: Measurement = { claimed, measured, scale: claimed.scale, exact: finding };
  if (!Number.isFinite(claimed.value)) return { ...plain, measured: { value, error: Math.abs(value) * EPSILON } };
  const agree = finding.agreement === undefined ? !contradict(claimed, measured) : finding.agreement !== 'different';
  if (agree && finding.agreement === undefined && finding.digits < FEWEST_DIGITS) return Number.isFinite(rounding) ? plain : undefined;
  if (agree) return { ...plain, decided: { verdict: 'pass', digits: finding.digits, bars: 0 } };
  if (finding.agreement === 'different' && apartAlong(parts).isZero()) return undefined;
  if (effort !== 'quick' && spellsNoise(along.measured(), claimed, { value, error: rounding })) return undefined;
  return finding.agreement === 'different' ? different(target, plain, parts, along) : plain;
}

/** The part of its size by which a claim in code may be off. Why: slopes of a smooth f are seen to about as many digits; a claim that iterates to a tolerance is held no closer. */
const GRANTED = 2 ** -40;
/** Digits that a claim in code must have to agree. Why: those at which agreement of slopes passes. */
const FEWEST_DIGITS = 3;

interface Part {
  readonly index: number;
  readonly weight: number;
  readonly entry: ExactEntry;
}

/** How far claim and derivative are apart along the direction: not at all where wrong entries cancel, as those of noise do along its waves. */
const apartAlong = (parts: readonly Part[]): Decimal =>
  parts
    .map(({ weight, entry: { agreement, decimal } }) =>
      agreement?.kind === 'different' ? agreement.gap.times(exactText(weight)) : decimal.times(0),
    )
    .reduce((a, b) => a.plus(b));

/** Whether f, as it is computed, has the claimed slope and not that of its formula: then this spells out what is too small or too fast to count. */
const spellsNoise = (measured: Side, claimed: Estimate, exact: Estimate): boolean =>
  measured.kind !== undefined &&
  measured.kind !== 'unresolved' &&
  !contradict(measured, claimed) &&
  (measured.noisy === true || contradict(measured, exact));

/** What is found in exact arithmetic of a claim along a direction, where the exact value is `sum`, its entries have this size, and its formula may be off by `rounding`. */
function findingOf(
  parts: readonly Part[],
  { claim, claimed, x }: Along,
  { size, rounding, sum }: { readonly size: number; readonly rounding: number; readonly sum: Decimal },
): ExactFinding {
  const off = Math.abs(sum.minus(exactText(Number.isFinite(claimed.value) ? claimed.value : 0)).toNumber());
  const agreements = parts.flatMap(({ entry: { agreement } }) => agreement ?? []);
  const agreement = agreements.length < parts.length ? undefined : together(agreements);
  const written = agreements.reduce(
    (least, one) => (one.kind === 'literal' ? Math.min(least, one.digits) : least),
    Number.POSITIVE_INFINITY,
  );
  return {
    claim,
    at: x,
    ...(agreement !== undefined && { agreement }),
    ...(agreement === 'literal' && { written }),
    digits: off === 0 || size === 0 ? DOUBLE_DIGITS : Math.max(0, Math.min(DOUBLE_DIGITS, -Math.log10(off / size))),
    ulps: off === 0 ? 0 : off / unitIn(size),
    condition: size === 0 ? 1 : Math.max(1, rounding / (HALF_UNIT * size)),
  };
}

/** What the agreements of several entries come to; undefined where one is undecided and none is wrong. */
function together(agreements: readonly Agreement[]): ExactFinding['agreement'] {
  const has = (kind: Agreement['kind']): boolean => agreements.some((one) => one.kind === kind);
  if (has('different')) return 'different';
  if (has('undecided')) return undefined;
  return has('literal') ? 'literal' : 'identical';
}

/** The distance from a number to the next double. */
const unitIn = (value: number): number =>
  Math.max(Number.MIN_VALUE, value === 0 ? 0 : EPSILON * 2 ** Math.floor(Math.log2(Math.abs(value))));

/** The failure of a formula that is another function than the derivative, with its wrong entries. */
function different(target: Evaluator, plain: Measurement, parts: readonly Part[], { claim, claimed }: Along): Measurement {
  const wrong = parts.flatMap(({ index, entry: { agreement, decimal, value: exact } }) =>
    agreement?.kind === 'different'
      ? [
          {
            index,
            label: entryLabel(target, claim, index),
            claimed: decimal.plus(agreement.gap).toNumber(),
            exact,
            relative: agreement.relative,
          },
        ]
      : [],
  );
  const relative = Math.max(...wrong.map((one) => one.relative));
  return {
    ...plain,
    exact: { ...plain.exact!, wrong: wrong.sort((a, b) => b.relative - a.relative).slice(0, LISTED_ENTRIES) },
    decided: {
      verdict: 'fail',
      reason: `in exact arithmetic the claim is not the derivative: they differ by ${relative.toExponential(1)} of their size`,
      bars: relative / HALF_UNIT,
      gap: Math.abs(claimed.value - plain.measured.value),
    },
  };
}

/** Wrong entries that a finding lists. Why: as many as a failure that is located by measuring. */
const LISTED_ENTRIES = 32;

/** What a report calls an entry of a claim. */
function entryLabel({ subject, inputs }: Evaluator, claim: MatrixClaim, index: number): string {
  const [row, column] = [Math.floor(index / inputs), labelOf(subject, index % inputs)];
  if (claim === 'gradient') return column;
  return claim === 'hessian' ? `∂²/∂${labelOf(subject, row)}∂${column}` : `∂${outputLabelOf(subject, row)}/∂${column}`;
}
