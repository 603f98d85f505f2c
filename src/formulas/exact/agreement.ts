import { Decimal } from 'decimal.js';
import type { Graph, Term } from '../graph.ts';
import { digitsOf, LONG_NUMERAL, lastPlace, OWNER } from '../numeral.ts';
import type { Silence } from './evaluation.ts';
import { constantBounds, HALF_UNIT } from './rounding.ts';
import { EXACT_DIGITS, settled } from './settlement.ts';

/** How a claimed derivative, as a formula, compares with the derivative of its function at a point, both in exact arithmetic. */
export type Agreement =
  | { readonly kind: 'identical' }
  /** They differ by no more than the rounding of the long numbers that are written in them, and agree to so many digits. */
  | { readonly kind: 'literal'; readonly digits: number }
  | { readonly kind: 'different'; readonly relative: number; readonly gap: Decimal }
  | { readonly kind: 'undecided'; readonly because: Silence };

/** A claim and the term that it should equal; the function is watched for kinks. */
export interface Pair {
  readonly claim: Term;
  readonly truth: Term;
}

/** Two values agree that differ by this part of the larger. Why: each is known to EXACT_DIGITS digits, and the difference of two may be twice as far off. */
const IDENTICAL = new Decimal(10).pow(1 - EXACT_DIGITS);
/** The size below which a number does not differ from 0. Why: such a 0 may be what 800 digits have left of a number, as of 1 − tanh²(1000) = 4·10⁻⁸⁶⁹; and the smallest double is 5·10⁻³²⁴. */
const NEAR_ZERO = new Decimal('1e-400');

/** How claims compare with the terms that they should equal. */
export function agreements(g: Graph, pairs: readonly Pair[], watched: readonly Term[], x: ArrayLike<number>): readonly Agreement[] {
  const values = settled({ g, x, roots: pairs.flatMap(({ claim, truth }) => [claim, truth]), watched });
  const silent = watched.map((root) => values.get(root)!).find((value) => typeof value === 'string');
  return pairs.map((pair): Agreement => {
    const [claim, truth] = [values.get(pair.claim)!, values.get(pair.truth)!];
    const because = [silent, claim, truth].find((value) => typeof value === 'string');
    if (because !== undefined) return { kind: 'undecided', because: because as Silence };
    const [a, b] = [claim as Decimal, truth as Decimal];
    const gap = a.minus(b);
    const size = Decimal.max(a.abs(), b.abs());
    if (gap.abs().lte(size.times(IDENTICAL))) return { kind: 'identical' };
    if ((a.isZero() || b.isZero()) && size.lt(NEAR_ZERO)) return { kind: 'undecided', because: 'open' };
    const relative = gap.abs().div(size);
    return gap.abs().lte(unwritten(g, pair, x))
      ? { kind: 'literal', digits: Math.floor(-relative.log(10).toNumber()) }
      : { kind: 'different', relative: relative.toNumber(), gap };
  });
}

/** Roundings by which a long number may be off, whatever its last place. Why: it is a double that was printed, and as a rule was computed from others: by a product, or a short sum. */
const LITERAL_ROUNDINGS = 4;

/** By how much a long number may be off: half a unit in its last place, or LITERAL_ROUNDINGS. */
function offBy(g: Graph, k: Term): number {
  const numeral = /\d/.test(g.name[k]!) ? g.name[k]!.replace(OWNER, '') : '';
  if (digitsOf(numeral) < LONG_NUMERAL) return 0;
  return Math.max(Number(`0.5e${lastPlace(numeral)}`), LITERAL_ROUNDINGS * HALF_UNIT * Math.abs(g.value[k]!));
}

/** By how much the gap between a claim and the derivative changes, at most, if the long numbers that are written in them are off. */
function unwritten(g: Graph, { claim, truth }: Pair, x: ArrayLike<number>): number {
  const [a, b] = constantBounds(g, [claim, truth], x, (k) => offBy(g, k));
  return Number.isFinite(a! + b!) ? a! + b! : 0;
}
