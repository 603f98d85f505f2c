import { type Binary, binary, type Unary, unary } from './functions.ts';

/** A term of a graph, by its position; its operands have smaller positions. */
export type Term = number;

/** The operation that a term is, on its operands. */
export type Operation = 'constant' | 'variable' | '+' | '-' | '*' | '/' | '^' | 'negate' | 'if' | Unary | Binary;

/** A directed acyclic graph of expressions over common variables, in which equal terms are one: a derivative shares what it repeats. */
export interface Graph {
  readonly operation: Operation[];
  readonly operands: (readonly Term[])[];
  /** The value of a constant, or the index of a variable. */
  readonly value: number[];
  /** What a constant is exactly, where its value is only the double next to that: 'pi', 'e', or a decimal number as it is written; else ''. */
  readonly name: string[];
  /** Whether operations on constants are computed in doubles at once. A graph that is evaluated exactly keeps them, and the names of its constants. */
  readonly folds: boolean;
  readonly known: Map<string, Term>;
}

/** A graph without terms. */
export const graph = (kind: 'folded' | 'exact' = 'folded'): Graph => ({
  operation: [],
  operands: [],
  value: [],
  name: [],
  folds: kind === 'folded',
  known: new Map(),
});

function enter(g: Graph, operation: Operation, operands: readonly Term[], { value = 0, name = '' } = {}): Term {
  const key = `${operation} ${Object.is(value, -0) ? '-0' : value} ${operands.join(' ')} ${name}`;
  const found = g.known.get(key);
  if (found !== undefined) return found;
  const term = g.operation.push(operation) - 1;
  g.operands.push(operands);
  g.value.push(value);
  g.name.push(name);
  g.known.set(key, term);
  return term;
}

/** A constant: the double `value`, or the number that `name` says, to which that is the nearest. */
export const constant = (g: Graph, value: number, name = ''): Term => enter(g, 'constant', [], { value, name: g.folds ? '' : name });
export const variable = (g: Graph, index: number): Term => enter(g, 'variable', [], { value: index });

/** Whether a term is a constant that is a double. */
const isDouble = (g: Graph, k: Term): boolean => g.operation[k] === 'constant' && g.name[k] === '';

/** The result of an operation on numbers. A condition that is NaN takes no branch: the result is NaN. */
export function apply(operation: Operation, a: number, b: number, c: number): number {
  switch (operation) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '^':
      return a ** b;
    case 'negate':
      return -a;
    case 'if':
      return Number.isNaN(a) ? a : a !== 0 ? b : c;
    case 'constant':
    case 'variable':
      return Number.NaN;
    default:
      return operation in unary ? unary[operation as Unary](a) : binary[operation as Binary](a, b);
  }
}

/** The term of an operation on operands; where all of these are constants, their result as a constant, which in an exact graph must be exact. */
export function term(g: Graph, operation: Operation, ...operands: readonly Term[]): Term {
  if (operands.every((k) => isDouble(g, k))) {
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = operands.map((k) => g.value[k]!);
    const value = apply(operation, a, b, c);
    if (g.folds || isExact(operation, a, b, value)) return constant(g, value);
  }
  return enter(g, operation, operands);
}

/** The operations on whole numbers whose results are whole. */
const wholes: ReadonlySet<Operation> = new Set(['+', '-', '*', 'negate']);

/** Whether the result of an operation on doubles is known to be free of rounding: a negative, or whole numbers that are safe. */
const isExact = (operation: Operation, a: number, b: number, value: number): boolean =>
  operation === 'negate' || (wholes.has(operation) && [a, b, value].every(Number.isSafeInteger));

/** Whether a term is this number. */
export const is = (g: Graph, k: Term, value: number): boolean => isDouble(g, k) && g.value[k] === value;
const inner = (g: Graph, k: Term, operation: Operation): Term | undefined => (g.operation[k] === operation ? g.operands[k]![0] : undefined);

// The operations below apply rules of algebra that shorten the results of differentiation: 0 + a, 0 · a, 1 · a, a / 1, a⁰, a¹, − − a.

/** a + b. */
export function plus(g: Graph, a: Term, b: Term): Term {
  if (is(g, a, 0)) return b;
  if (is(g, b, 0)) return a;
  if (a === b) return product(g, constant(g, 2), a);
  const minusA = inner(g, a, 'negate');
  if (inner(g, b, 'negate') !== undefined || coefficient(g, b)[0] < 0) return minus(g, a, negative(g, b));
  if (minusA !== undefined) return minus(g, b, minusA);
  return term(g, '+', a, b);
}

/** a − b. */
export function minus(g: Graph, a: Term, b: Term): Term {
  if (is(g, b, 0)) return a;
  if (is(g, a, 0)) return negative(g, b);
  if (a === b) return constant(g, 0);
  const negated = inner(g, b, 'negate') !== undefined || coefficient(g, b)[0] < 0;
  return negated ? plus(g, a, negative(g, b)) : term(g, '-', a, b);
}

/** −a. */
export function negative(g: Graph, a: Term): Term {
  if (is(g, a, 0)) return a;
  const [factor, rest] = coefficient(g, a);
  return factor === 1 ? (inner(g, a, 'negate') ?? term(g, 'negate', a)) : product(g, constant(g, -factor), rest);
}

/** c and r, where a term is c r with a constant c; else 1 and the term. */
function coefficient(g: Graph, a: Term): readonly [number, Term] {
  const [first, rest] = g.operation[a] === '*' ? g.operands[a]! : [];
  return rest !== undefined && isDouble(g, first!) ? [g.value[first!]!, rest] : [1, a];
}

/** a b, with constants in front. */
export function product(g: Graph, a: Term, b: Term): Term {
  if (is(g, a, 0) || is(g, b, 0)) return constant(g, 0);
  if (is(g, a, 1)) return b;
  if (is(g, b, 1)) return a;
  if (g.operation[b] === 'constant' && g.operation[a] !== 'constant') return product(g, b, a);
  if (is(g, a, -1)) return negative(g, b);
  const [minusA, minusB] = [inner(g, a, 'negate'), inner(g, b, 'negate')];
  if (minusA !== undefined) return negative(g, product(g, minusA, b));
  if (minusB !== undefined) return negative(g, product(g, a, minusB));
  const [over, under] = g.operation[b] === '/' ? g.operands[b]! : [];
  if (over !== undefined && g.operation[over] === 'constant') return quotient(g, product(g, over, a), under!);
  const [factorA, restA] = isDouble(g, a) ? [g.value[a]!, undefined] : coefficient(g, a);
  const [factorB, restB] = coefficient(g, b);
  const factor = factorA * factorB;
  if ((factorA === 1 && factorB === 1) || !Number.isFinite(factor) || factor === 0) return term(g, '*', a, b);
  if (!g.folds && !isExact('*', factorA, factorB, factor) && Math.abs(factorA) !== 1 && Math.abs(factorB) !== 1) return term(g, '*', a, b);
  const rest = restA === undefined ? restB : term(g, '*', restA, restB);
  return factor === 1 ? rest : term(g, '*', constant(g, factor), rest);
}

/** a/b. */
export function quotient(g: Graph, a: Term, b: Term): Term {
  if (is(g, a, 0)) return a;
  if (is(g, b, 1)) return a;
  const minusA = inner(g, a, 'negate');
  return minusA === undefined ? term(g, '/', a, b) : negative(g, quotient(g, minusA, b));
}

/** aᵇ. */
export function power(g: Graph, a: Term, b: Term): Term {
  if (is(g, b, 0)) return constant(g, 1);
  return is(g, b, 1) ? a : term(g, '^', a, b);
}

/** `yes` where the condition is not 0, `no` where it is, NaN where it is NaN. */
export function choice(g: Graph, condition: Term, yes: Term, no: Term): Term {
  if (yes === no) return yes;
  if (isDouble(g, condition) && !Number.isNaN(g.value[condition])) return is(g, condition, 0) ? no : yes;
  return term(g, 'if', condition, yes, no);
}

/** All terms of which some are made, these included, operands before their operations. */
export function parts(g: Graph, roots: readonly Term[]): Term[] {
  const seen = new Uint8Array(g.operation.length);
  const open = [...roots];
  for (const root of roots) seen[root] = 1;
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const operand of g.operands[next]!)
      if (seen[operand] === 0) {
        seen[operand] = 1;
        open.push(operand);
      }
  const found: Term[] = [];
  for (let k = 0; k < seen.length; k++) if (seen[k] === 1) found.push(k);
  return found;
}
