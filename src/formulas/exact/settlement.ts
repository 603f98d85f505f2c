import { Decimal } from 'decimal.js';
import { type Graph, parts, type Term } from '../graph.ts';
import { agree, type Evaluation, evaluated, type Silence, type Value, vanishes } from './evaluation.ts';

/** The precisions of an evaluation, in digits, each tried if the two before do not agree. Why: 50 are the 40 that are wanted and ten that a few cancellations lose; a formula that has not shown 40 with 800 digits cancels without end. */
const PRECISIONS = [50, 100, 200, 400, 800];
/** Digits to which two results must agree to count as exact. Why: a double has 17; two formulas that agree by accident to 40 digits at a random point are not met. */
export const EXACT_DIGITS = 40;

/** Digits times terms up to which an evaluation goes on. Why: it takes a second or two; only formulas of more than two thousand terms are left undecided for it. */
const MOST_WORK = 1_600_000;

/** Terms at a point. */
export interface Request {
  readonly g: Graph;
  readonly x: ArrayLike<number>;
  /** Those whose values are wanted. */
  readonly roots: readonly Term[];
  /** Those of which it only matters whether they lie at a kink, or are not finite. */
  readonly watched?: readonly Term[];
}

/** The exact values of some terms: numbers to EXACT_DIGITS digits, 0 where a value vanishes with the precision, or why nothing is said. */
export function settled({ g, x, roots, watched = [] }: Request): Map<Term, Value> {
  const done = new Map<Term, Value>();
  const all = [...new Set([...roots, ...watched])];
  const wanted = new Set(roots);
  let before: Evaluation | undefined;
  for (const digits of PRECISIONS) {
    const open = all.filter((root) => !done.has(root));
    if (open.length === 0) break;
    const order = parts(g, open);
    if (order.length * digits > MOST_WORK) break;
    const last = digits === PRECISIONS.at(-1);
    const now = evaluated({ g, order, x }, digits, { before, last });
    for (const root of before ? open : []) {
      const result = settlement(now, before!, root, { wanted: wanted.has(root), last });
      if (result !== undefined) done.set(root, result);
    }
    before = now;
  }
  return new Map(all.map((root) => [root, done.get(root) ?? 'open']));
}

/** What two evaluations come to for a term; undefined if more digits are needed. */
function settlement(
  now: Evaluation,
  before: Evaluation,
  root: Term,
  { wanted, last }: { readonly wanted: boolean; readonly last: boolean },
): Decimal | Silence | undefined {
  const value = now.values.get(root)!;
  const former = before.values.get(root);
  if (value === 'open') return undefined;
  if (typeof value === 'string' || !wanted) return value;
  if (value.isZero()) return value;
  if (!(former instanceof Decimal)) return undefined;
  if (agree(former, value, EXACT_DIGITS)) return value;
  return last && vanishes(former, value, now.digits / 2) ? value.times(0) : undefined;
}
