import { Decimal } from 'decimal.js';
import { derivative } from '../algebra.ts';
import { type Graph, graph, parts, type Term } from '../graph.ts';
import { parse } from '../parse.ts';
import { type Agreement, agreements } from './agreement.ts';
import { roundingBounds } from './rounding.ts';
import { settled } from './settlement.ts';

/** Characters of formulas that are evaluated exactly. Why: some thousand terms take a second; longer formulas are data. */
const LONGEST_EXACT = 20_000;
/** Terms that are evaluated exactly, with those of all derivatives. Why: each takes some 20 microseconds, and the derivatives of a hundred variables have a hundred times those of f. */
const MOST_TERMS = 4000;

/** A number that is known exactly, as the double next to it. */
export interface Exact {
  readonly value: number;
  readonly decimal: Decimal;
  /** By how much its formula may be off, evaluated in doubles. */
  readonly rounding: number;
}

/** Formulas of m outputs in n variables, and their derivatives, in exact arithmetic. */
export interface ExactFormulas {
  /** Terms of the outputs and of their first derivatives. */
  readonly size: number;
  /** The m values at x; undefined where nothing is said. */
  values(x: ArrayLike<number>): readonly (Exact | undefined)[];
  /** The derivatives at x, row by row: of order 1 the m·n of the Jacobian, of order 2 the n·n of the Hessian of the first output; undefined where nothing is said. */
  derivatives(x: ArrayLike<number>, order: 1 | 2): readonly (Exact | undefined)[];
  /** How formulas that are claimed for all these derivatives compare with them at x, and by how much they may be off, evaluated in doubles. */
  compared(
    x: ArrayLike<number>,
    order: 1 | 2,
    claims: readonly string[],
  ): { readonly agreements: readonly Agreement[]; readonly roundings: readonly number[] };
}

/**
 * Formulas in exact arithmetic; undefined if they are too long for it.
 * @throws {FormulaError} if a text is no formula.
 */
export function exactFormulas(texts: readonly string[], variables: readonly string[]): ExactFormulas | undefined {
  if (length(texts) > LONGEST_EXACT) return undefined;
  const g = graph('exact');
  const outputs = texts.map((text) => parse(g, text, variables).root);
  const first = outputs.flatMap((output) => variables.map((_, i) => derivative(g, output, i)));
  const size = parts(g, [...outputs, ...first]).length;
  if (size > MOST_TERMS) return undefined;
  const second = once(() => first.slice(0, variables.length).flatMap((slope) => variables.map((_, i) => derivative(g, slope, i))));
  const termsOf = (order: 1 | 2): readonly Term[] => (order === 1 ? first : second());
  const claimed = new Map<string, readonly Term[]>();
  return {
    size,
    values: (x) => numbers(g, outputs, outputs, x),
    derivatives: (x, order) => numbers(g, termsOf(order), outputs, x),
    compared(x, order, claims) {
      const key = claims.join('\n');
      const terms = claimed.get(key) ?? claims.map((text) => parse(g, text, variables, 'claim').root);
      claimed.set(key, terms);
      const truths = termsOf(order);
      const pairs = terms.map((claim, k) => ({ claim, truth: truths[k]! }));
      return { agreements: agreements(g, pairs, outputs, x), roundings: roundingBounds(g, terms, x) };
    },
  };
}

const length = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

function numbers(g: Graph, roots: readonly Term[], watched: readonly Term[], x: ArrayLike<number>): readonly (Exact | undefined)[] {
  const values = settled({ g, x, roots, watched });
  if (watched.some((root) => typeof values.get(root) === 'string')) return roots.map(() => undefined);
  const roundings = roundingBounds(g, roots, x);
  return roots.map((root, k) => {
    const decimal = values.get(root);
    return decimal instanceof Decimal ? { decimal, value: decimal.toNumber(), rounding: roundings[k]! } : undefined;
  });
}
