import { derivative } from '../formulas/algebra.ts';
import { expression } from '../formulas/expression.ts';
import { FormulaError } from '../formulas/formula-error.ts';
import { type Graph, graph, parts, type Term } from '../formulas/graph.ts';
import { parse } from '../formulas/parse.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { defaultVariables } from '../subject/label.ts';
import type { FunctionSubject } from '../subject/subject.ts';

/**
 * A function of n inputs, its gradient by algebra and, if it has one in formulas, its claimed gradient, as terms of one graph in which
 * parts stand before wholes.
 */
export interface Trees {
  readonly operations: readonly string[];
  readonly operands: readonly (readonly number[])[];
  /** The number of a constant (as text if JSON lacks it), and the index of the input of a variable. */
  readonly values: readonly (number | string)[];
  readonly f: number;
  readonly gradient: readonly number[];
  readonly claims?: readonly number[];
}

/** Formulas with more terms or inputs are sampled instead. */
const MOST_TERMS = 4000;
const MOST_INPUTS = 12;
const COMPARED_POINTS = 64;

/**
 * The trees of a subject with a formula. Undefined if the formula differs from f at one of the points `tried`, if the domain has a
 * condition, or if there is no single formula.
 */
export function trees(
  subject: FunctionSubject,
  target: Evaluator,
  tried: readonly Float64Array[],
  claims?: readonly string[],
): Trees | undefined {
  const [text, ...more] = [subject.formula ?? []].flat();
  const variables = subject.variables ?? defaultVariables(target.inputs);
  if (text === undefined || more.length > 0 || subject.where || target.inputs > MOST_INPUTS) return undefined;
  try {
    const { evaluate } = expression(text, variables);
    const same = (x: Float64Array): boolean => agree(target.f(x), evaluate(x));
    if (!tried.slice(0, COMPARED_POINTS).every(same)) return undefined;
    const g = graph();
    const f = parse(g, text, variables).root;
    const gradient = variables.map((_, i) => derivative(g, f, i));
    const claimed = claims?.map((claim) => parse(g, claim, variables).root);
    return g.operation.length > MOST_TERMS ? undefined : plainTrees(g, f, gradient, claimed);
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

const agree = (a: number, b: number): boolean => Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

function plainTrees(g: Graph, f: Term, gradient: readonly Term[], claims: readonly Term[] | undefined): Trees {
  const order = parts(g, [f, ...gradient, ...(claims ?? [])]);
  const place = new Map(order.map((term, k) => [term, k]));
  const placed = (terms: readonly Term[]): readonly number[] => terms.map((term) => place.get(term)!);
  return {
    operations: order.map((term) => g.operation[term]!),
    operands: order.map((term) => placed(g.operands[term]!)),
    values: order.map((term) => plainNumber(g.value[term]!)),
    f: place.get(f)!,
    gradient: placed(gradient),
    ...(claims && { claims: placed(claims) }),
  };
}

/** The number, or its text if JSON lacks it. */
const plainNumber = (value: number): number | string =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);
