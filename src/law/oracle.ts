import type { Agreement } from '../formulas/exact/agreement.ts';
import { type Exact, type ExactFormulas, exactFormulas } from '../formulas/exact/formulas.ts';
import { originOf } from '../formulas/origin.ts';
import { dimension } from '../math/domain.ts';
import { UNIT } from '../math/precision.ts';
import type { Vector } from '../math/vector.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { defaultVariables } from '../subject/label.ts';
import type { FunctionSubject } from '../subject/subject.ts';

/** A derivative of a subject at a point in exact arithmetic, and what is claimed for it where the claim is a formula too. */
export interface ExactEntry extends Exact {
  readonly agreement?: Agreement;
  /** By how much the formula of the claim may be off, evaluated in doubles. */
  readonly claimRounding?: number;
}

/** A claim that has an entry for each derivative, row by row. */
export type MatrixClaim = 'gradient' | 'jacobian' | 'hessian';

/** What exact arithmetic says of a subject whose f is a formula, or agrees with the formula that it has. */
export interface Oracle {
  /** Terms of the formula and its first derivatives: what a point costs. */
  readonly size: number;
  /** Whether f is made of its formula. */
  readonly isWritten: boolean;
  /** Whether f is its formula at x: it is made of it, or has its value to within rounding. */
  isFormula(target: Evaluator, x: Vector): boolean;
  /** The exact derivatives at x, row by row: the Jacobian, or of order 2 the Hessian of the only output; undefined where nothing is said. */
  derivatives(x: Vector, order: 1 | 2): readonly (Exact | undefined)[];
  /** The same, with how the formulas of a claim compare, if it is made of such. */
  entries(claim: MatrixClaim, x: Vector): readonly (ExactEntry | undefined)[];
}

const known = new WeakMap<FunctionSubject, Oracle | null>();

/**
 * The oracle of a subject; undefined if it has no formula, or one that is too long.
 * @throws {FormulaError} if the formula cannot be read.
 */
export function oracle(subject: FunctionSubject): Oracle | undefined {
  const found = known.get(subject);
  if (found !== undefined) return found ?? undefined;
  const { formula, domain, variables = defaultVariables(dimension(domain)) } = subject;
  const exact = formula === undefined ? undefined : exactFormulas([formula].flat(), variables);
  const made = exact && oracleOf(subject, exact);
  known.set(subject, made ?? null);
  return made;
}

/** Roundings of f and of its formula by which the values of code may differ from that. Why: the code may add up in another order; a dozen operations round as often. */
const SAME_ROUNDINGS = 16;
/** Points whose derivatives are kept. Why: a sample is looked at several times in a row, by the efforts and the laws. */
const KEPT_POINTS = 32;

function oracleOf(subject: FunctionSubject, exact: ExactFormulas): Oracle {
  const written = originOf(subject.f) !== undefined;
  const derivatives = remembering((x, order) => exact.derivatives(x, order === '1' ? 1 : 2));
  const unit = UNIT[subject.precision ?? 'float64'];
  const near = (value: number, formula: Exact): boolean =>
    Math.abs(value - formula.value) <= SAME_ROUNDINGS * (unit * Math.abs(formula.value) + (unit / UNIT.float64) * formula.rounding);
  const compared = remembering((x, claim): readonly (ExactEntry | undefined)[] => {
    const order = claim === 'hessian' ? 2 : 1;
    const entries = derivatives(x, String(order));
    const texts = originOf(subject[claim as MatrixClaim]);
    if (!texts || entries.every((entry) => entry === undefined)) return entries;
    const { agreements, roundings } = exact.compared(x, order, texts);
    return entries.map((entry, k) => entry && { ...entry, agreement: agreements[k]!, claimRounding: roundings[k]! });
  });
  return {
    size: exact.size,
    isWritten: written,
    isFormula(target, x) {
      if (written) return true;
      const values = target.map(x);
      return exact.values(x).every((formula, k) => formula !== undefined && near(values[k]!, formula));
    },
    derivatives: (x, order) => derivatives(x, String(order)),
    entries: (claim, x) => compared(x, claim),
  };
}

/** A function of a point and a word whose last results are kept. */
function remembering<T>(compute: (x: Vector, word: string) => T): (x: Vector, word: string) => T {
  const kept = new Map<string, T>();
  return (x, word) => {
    const key = `${word} ${x.join(' ')}`;
    const result = kept.get(key) ?? compute(x, word);
    const [oldest] = kept.keys();
    if (kept.size >= KEPT_POINTS && oldest !== undefined && !kept.has(key)) kept.delete(oldest);
    kept.set(key, result);
    return result;
  };
}
