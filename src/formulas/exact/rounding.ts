import { derivative } from '../algebra.ts';
import { apply, type Graph, graph, type Operation, parts, type Term, term, variable } from '../graph.ts';
import { tape } from '../tape.ts';

/** Half the distance from 1 to the next double: the largest relative error of one rounding. Why: IEEE 754, binary64. */
export const HALF_UNIT = 2 ** -53;
/** Roundings of a function's own value. Why: those of JavaScript are right to about a unit in the last place, which is two roundings. */
const FUNCTION_ROUNDINGS = 2;
/** Operations that do not round. */
const exact: ReadonlySet<Operation> = new Set([
  'negate',
  'abs',
  'max',
  'min',
  'if',
  'floor',
  'ceil',
  'fix',
  'round',
  'sign',
  'not',
  'and',
  'or',
  'xor',
]);
/** Operations that round once, by IEEE 754. */
const single: ReadonlySet<Operation> = new Set(['+', '-', '*', '/', 'sqrt', 'mod']);

/** What is off at first: the error of a constant or of a result, beside those that are carried along. */
interface Sources {
  readonly constant: (k: Term, value: number) => number;
  readonly result: (operation: Operation, value: number) => number;
}

/**
 * By how much terms may be off that are evaluated in doubles: the bound of a running error analysis to first order (J. H. Wilkinson 1963; N. J. Higham,
 * Accuracy and Stability of Numerical Algorithms, § 3.3), in which the roundings of all parts, and of constants that no double is, are carried along.
 */
export const roundingBounds = (g: Graph, roots: readonly Term[], x: ArrayLike<number>): readonly number[] =>
  errorBounds(g, roots, x, {
    constant: (k, value) => (g.name[k] === '' ? 0 : HALF_UNIT * Math.abs(value)),
    result: (operation, value) =>
      exact.has(operation) ? 0 : (single.has(operation) ? 1 : FUNCTION_ROUNDINGS) * HALF_UNIT * Math.abs(value),
  });

/** By how much terms change to first order, at most, if constants are off by so much. */
export const constantBounds = (g: Graph, roots: readonly Term[], x: ArrayLike<number>, off: (k: Term) => number): readonly number[] =>
  errorBounds(g, roots, x, { constant: off, result: () => 0 });

function errorBounds(g: Graph, roots: readonly Term[], x: ArrayLike<number>, sources: Sources): readonly number[] {
  const values = new Map<Term, number>();
  const bounds = new Map<Term, number>();
  for (const k of parts(g, roots)) {
    const operands = g.operands[k]!;
    const operation = g.operation[k]!;
    if (operands.length === 0) {
      const value = operation === 'variable' ? x[g.value[k]!]! : g.value[k]!;
      values.set(k, value);
      bounds.set(k, operation === 'variable' ? 0 : sources.constant(k, value));
      continue;
    }
    const [a = 0, b = 0, c = 0] = operands.map((part) => values.get(part)!);
    const value = apply(operation, a, b, c);
    values.set(k, value);
    bounds.set(
      k,
      sources.result(operation, value) +
        carried(
          operation,
          [a, b],
          operands.map((part) => bounds.get(part)!),
        ),
    );
  }
  return roots.map((root) => bounds.get(root)!);
}

/** What the errors of the operands make of the result. */
function carried(operation: Operation, [a, b]: readonly [number, number], [da = 0, db = 0, dc = 0]: readonly number[]): number {
  const times = (slope: number, error: number): number => (error === 0 ? 0 : Math.abs(slope) * error);
  switch (operation) {
    case '+':
    case '-':
      return da + db;
    case '*':
      return times(b, da) + times(a, db);
    case '/':
      // The quotient of the last two may underflow by itself.
      return times(1 / b, da) + times(a / b, db / Math.abs(b));
    case 'negate':
      return da;
    case 'if':
      return a !== 0 ? db : dc;
    default: {
      if (da === 0 && db === 0) return 0;
      const [byA, byB] = slopes(operation)(Float64Array.of(a, b), new Float64Array(2));
      return times(byA!, da) + times(byB!, db);
    }
  }
}

const known = new Map<Operation, ReturnType<typeof tape>>();

/** The partial derivatives of an operation by its operands, as the algebra has them. */
function slopes(operation: Operation): ReturnType<typeof tape> {
  const found = known.get(operation);
  if (found) return found;
  const g = graph();
  const whole = term(g, operation, variable(g, 0), variable(g, 1));
  const made = tape(g, [derivative(g, whole, 0), derivative(g, whole, 1)]);
  known.set(operation, made);
  return made;
}
