import { derivative } from './algebra.ts';
import { FormulaError } from './formula-error.ts';
import { type Graph, graph, type Term } from './graph.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';
import { tape } from './tape.ts';

export { FormulaError };

/** A real-valued function of named variables, given by a formula. */
export interface Expression {
  readonly text: string;
  /** The value at x, one number per variable; NaN where it is not a real number. */
  evaluate(x: ArrayLike<number>): number;
  /** All partial derivatives at x. */
  gradient(x: ArrayLike<number>): Float64Array;
  /** The partial derivative with respect to variable number i, by the rules of calculus. */
  derivative(variable: number): Expression;
  toString(): string;
  /** The numbers that are written in the formula, with their signs. */
  constants(): readonly number[];
}

function make(g: Graph, root: Term, variables: readonly string[], literals: readonly number[], given?: string): Expression {
  let values: ReturnType<typeof tape> | undefined;
  let slopes: ReturnType<typeof tape> | undefined;
  let text = given;
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
      const known = partial.get(variable) ?? make(g, derivative(g, root, variable), variables, literals);
      partial.set(variable, known);
      return known;
    },
    toString: () => self.text,
    constants: () => literals,
  };
  return self;
}

const HELD = 100;
const LONGEST_HELD = 50_000;
const held = new Map<string, Expression>();

/**
 * The expression that a formula in mathjs syntax is, in these variables (whose values it takes in that order).
 * @throws {FormulaError} in one line, if it is none: which symbol, which variables there are, and what may have been meant.
 */
export function expression(text: string, variables: readonly string[]): Expression {
  const key = JSON.stringify([text, variables]);
  const known = held.get(key);
  if (known) return known;
  const g = graph();
  const { root, literals } = parse(g, text, variables);
  const made = make(g, root, variables, literals, text.trim());
  if (key.length <= LONGEST_HELD) {
    const [oldest] = held.keys();
    if (held.size >= HELD && oldest !== undefined) held.delete(oldest);
    held.set(key, made);
  }
  return made;
}
