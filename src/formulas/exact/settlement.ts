import { Decimal } from 'decimal.js';
import { type Graph, parts, type Term } from '../graph.ts';
import { agree, decides, type Evaluation, evaluate, evaluation, type Silence, type Value, vanishes } from './evaluation.ts';
import { HALF_UNIT, roundingBounds } from './rounding.ts';

/** The precisions of an evaluation, in digits, each tried if the two before do not agree. Why: 50 are the 40 that are wanted and ten that a few cancellations lose; a formula that has not shown 40 with 800 digits cancels without end. */
const PRECISIONS = [50, 100, 200, 400, 800];
/** Digits to which two results must agree to count as exact. Why: a double has 17; two formulas that agree by accident to 40 digits at a random point are not met. */
export const EXACT_DIGITS = 40;

/** The condition up to which the first evaluation is enough, by its rounding: of its digits as many are lost as this has, and it has ten more than are wanted. Why: a bound to first order holds for a condition that a double bears; four digits are kept for what it leaves out. */
const CONDITIONED = 1e6;

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
  const { evaluations } = placeOf(g, x);
  const bounds = new Map(roundingBounds(g, all, x).map((bound, k) => [all[k]!, bound]));
  let before: Evaluation | undefined;
  for (const digits of PRECISIONS) {
    const open = all.filter((root) => !done.has(root));
    if (open.length === 0) break;
    const order = parts(g, open);
    if (order.length * digits > MOST_WORK) break;
    const last = digits === PRECISIONS.at(-1);
    const now = evaluations.get(digits) ?? evaluation(digits);
    evaluations.set(digits, now);
    evaluate(now, { g, order, x }, { before, last });
    for (const root of open) {
      const result = before
        ? settlement(now, before, root, { wanted: wanted.has(root), last })
        : conditioned(g, now, root, bounds.get(root)!);
      if (result !== undefined) done.set(root, result);
    }
    before = now;
  }
  return new Map(all.map((root) => [root, done.get(root) ?? 'open']));
}

/** The evaluations at a point. */
interface Place {
  readonly x: readonly number[];
  readonly evaluations: Map<number, Evaluation>;
}

/** The last place of each graph. Why: f, its derivatives and what is claimed for them are asked one after the other, and share most of their terms. */
const places = new WeakMap<Graph, Place>();

function placeOf(g: Graph, x: ArrayLike<number>): Place {
  const last = places.get(g);
  if (last?.x.length === x.length && last.x.every((xi, i) => xi === x[i])) return last;
  const place = { x: Array.from(x), evaluations: new Map<number, Evaluation>() };
  places.set(g, place);
  return place;
}

/** What one evaluation comes to for a term on which no decision bears, and whose rounding leaves the digits that are wanted; undefined for another. */
function conditioned(g: Graph, { values, doubles }: Evaluation, root: Term, bound: number): Decimal | undefined {
  const value = values.get(root)!;
  if (typeof value === 'string' || !isUndivided(g, root)) return undefined;
  const exact = value.toNumber();
  const granted = CONDITIONED * HALF_UNIT * Math.abs(exact);
  // Where doubles have underflown on the way, the bound is of other numbers.
  return bound <= granted && Math.abs(doubles.get(root)! - exact) <= granted ? value : undefined;
}

const undivided = new WeakMap<Graph, Map<Term, boolean>>();

/** Whether no decision bears on a term. */
function isUndivided(g: Graph, root: Term): boolean {
  const known = undivided.get(g) ?? new Map<Term, boolean>();
  undivided.set(g, known);
  for (const k of known.has(root) ? [] : parts(g, [root]))
    known.set(k, !decides(g.operation[k]!) && g.operands[k]!.every((part) => known.get(part)));
  return known.get(root)!;
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
