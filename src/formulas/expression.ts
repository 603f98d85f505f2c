import { derivative } from './algebra.ts';
import { FormulaError } from './formula-error.ts';
import { type Graph, graph, type Term } from './graph.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';
import { tape } from './tape.ts';

export { FormulaError };

/** A real-valued function of n named variables, given by a formula. */
export interface Expression {
  /** The formula, or that of a derivative as it is printed. */
  readonly text: string;
  /** The value at x, one number per variable; NaN where it is not a real number. */
  evaluate(x: ArrayLike<number>): number;
  /** All n partial derivatives at x. */
  gradient(x: ArrayLike<number>): Float64Array;
  /** The partial derivative with respect to variable i = 0 … n − 1, by the rules of calculus. @throws {FormulaError} if there is no such variable. */
  derivative(variable: number): Expression;
  toString(): string;
  /** The numbers that are written in the formula, with their signs. */
  constants(): readonly number[];
}

/** A term of a graph over named variables, the numbers written in its formula, and the formula if there is one. */
interface Formula {
  readonly root: Term;
  readonly variables: readonly string[];
  readonly literals: readonly number[];
  readonly text?: string;
}

function make(g: Graph, formula: Formula): Expression {
  const { root, variables, literals } = formula;
  let values: ReturnType<typeof tape> | undefined;
  let slopes: ReturnType<typeof tape> | undefined;
  let { text } = formula;
  const partial = new Map<number, Expression>();
  const one = new Float64Array(1);
  const self: Expression = {
    get text() {
      return (text ??= print(g, root, variables));
    },
    evaluate: (x) => (values ??= tape(g, [root]))(x, one)[0]!,
    gradient(x) {
      slopes ??= tape(
        g,
        Array.from(variables, (_, i) => derivative(g, root, i)),
      );
      return slopes(x, new Float64Array(variables.length));
    },
    derivative(variable) {
      if (!(variable in variables)) throw new FormulaError(`there is no variable number ${variable}; there are ${variables.length}`);
      const known = partial.get(variable) ?? make(g, { root: derivative(g, root, variable), variables, literals });
      partial.set(variable, known);
      return known;
    },
    toString: () => self.text,
    constants: () => literals,
  };
  return self;
}

/** Expressions that are kept, so that a formula which is asked for again is not read again. Why: some tens of formulas are in use at a time. */
const HELD_EXPRESSIONS = 100;
/** The longest formula with its variables that is kept, in characters. Why: a hundred of these are a few megabytes. */
const LONGEST_HELD = 50_000;
const held = new Map<string, Expression>();

/**
 * The function that a formula in mathjs syntax describes, in these variables, whose values it takes in that order.
 * @throws {FormulaError} in one line, if the text is no formula: which symbol, which variables there are, and what may have been meant.
 */
export function expression(text: string, variables: readonly string[]): Expression {
  const key = JSON.stringify([text, variables]);
  const known = held.get(key);
  if (known) return known;
  const g = graph();
  const { root, literals } = parse(g, text, variables);
  const made = make(g, { root, variables, literals, text: text.trim() });
  if (key.length <= LONGEST_HELD) {
    const [oldest] = held.keys();
    if (held.size >= HELD_EXPRESSIONS && oldest !== undefined) held.delete(oldest);
    held.set(key, made);
  }
  return made;
}
