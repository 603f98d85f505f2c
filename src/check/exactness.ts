import type { MatrixClaim } from '../law/oracle.ts';
import { DOUBLE_DIGITS, type ExactFinding } from '../law/verdict.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { labelOf } from '../subject/label.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import type { Outcome } from './examiner.ts';

/** What exact arithmetic says of a claim over all samples of a law. */
export interface Exactness {
  readonly claim: MatrixClaim;
  /** Points at which it decided. */
  readonly points: number;
  /** How the claim compares with the derivative, where it is a formula too: the same function by a test at these points, the same to `digits`, or another. */
  readonly agreement?: 'identical' | 'literal' | 'different';
  /** Digits to which it agrees, where only the rounding of numbers that are written is between them. */
  readonly digits?: number;
  /** The error of the claim as it is computed in doubles, in units in the last place. */
  readonly ulps: { readonly worst: number; readonly median: number };
  /** Digits of the claim as it is computed in doubles. */
  readonly doubles: { readonly worst: number; readonly median: number };
  /** The point at which the claim as it is computed loses most digits, and the condition number of its formula there, if it loses many. */
  readonly loss?: { readonly digits: number; readonly at: Readonly<Record<string, number>>; readonly condition: number };
}

/** Digits that a claim must lose to be told so. Why: a sum of a hundred terms loses two, and nobody misses these. */
const TOLD_LOSS = 3;
/** The longest point that is told. Why: a longer one fills more than a line. */
const LONGEST_POINT = 8;

/** What the findings at the samples come to; undefined where exact arithmetic decided nothing. */
export function exactnessOf({ subject }: Evaluator, seen: readonly Outcome[]): Exactness | undefined {
  const all = seen.flatMap(({ measurements }) => measurements.flatMap(({ exact }) => exact ?? []));
  const [first] = all;
  if (!first) return undefined;
  const compared = all.filter(({ agreement }) => agreement !== undefined);
  const found = compared.length > 0 ? compared : all;
  const agreement = worstOf(compared);
  const ulps = found.map((finding) => finding.ulps).sort((a, b) => a - b);
  const doubles = found.map((finding) => finding.digits).sort((a, b) => a - b);
  const least = found.reduce((a, b) => (b.digits < a.digits ? b : a));
  const lost = DOUBLE_DIGITS - least.digits;
  return {
    claim: first.claim,
    points: new Set(found.map(({ at }) => Array.from(at).join(' '))).size,
    ...(agreement !== undefined && { agreement }),
    ...(agreement === 'literal' && { digits: Math.min(...compared.map(({ written = Number.POSITIVE_INFINITY }) => written)) }),
    ulps: { worst: rounded(ulps.at(-1)!), median: rounded(ulps[ulps.length >> 1]!) },
    doubles: { worst: toTenths(doubles[0]!), median: toTenths(doubles[doubles.length >> 1]!) },
    ...(lost >= TOLD_LOSS &&
      least.at.length <= LONGEST_POINT && {
        loss: { digits: Math.round(lost), at: named(subject, least.at), condition: rounded(least.condition) },
      }),
  };
}

function worstOf(compared: readonly ExactFinding[]): ExactFinding['agreement'] {
  const has = (kind: ExactFinding['agreement']): boolean => compared.some(({ agreement }) => agreement === kind);
  return has('different') ? 'different' : has('literal') ? 'literal' : has('identical') ? 'identical' : undefined;
}

/** A point by the names of its inputs. */
const named = (subject: FunctionSubject, x: ArrayLike<number>): Readonly<Record<string, number>> =>
  Object.fromEntries(Array.from(x, (xi, i) => [labelOf(subject, i), xi]));

const rounded = (value: number): number => Number(value.toPrecision(2));
const toTenths = (digits: number): number => Math.round(digits * 10) / 10;
