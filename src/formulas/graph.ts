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
  readonly known: Map<string, Term>;
}

export const graph = (): Graph => ({ operation: [], operands: [], value: [], known: new Map() });

function enter(g: Graph, operation: Operation, operands: readonly Term[], value: number): Term {
  const key = `${operation} ${Object.is(value, -0) ? '-0' : value} ${operands.join(' ')}`;
  const found = g.known.get(key);
  if (found !== undefined) return found;
  const term = g.operation.push(operation) - 1;
  g.operands.push(operands);
  g.value.push(value);
  g.known.set(key, term);
  return term;
}

export const constant = (g: Graph, value: number): Term => enter(g, 'constant', [], value);
export const variable = (g: Graph, index: number): Term => enter(g, 'variable', [], index);

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

/** The term of an operation on operands; where all of these are constants, their result as a constant. */
export function term(g: Graph, operation: Operation, ...operands: readonly Term[]): Term {
  if (operands.every((k) => g.operation[k] === 'constant')) {
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = operands.map((k) => g.value[k]!);
    return constant(g, apply(operation, a, b, c));
  }
  return enter(g, operation, operands, 0);
}

const is = (g: Graph, k: Term, value: number): boolean => g.operation[k] === 'constant' && g.value[k] === value;
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
  return rest !== undefined && g.operation[first!] === 'constant' ? [g.value[first!]!, rest] : [1, a];
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
  const [factorA, restA] = g.operation[a] === 'constant' ? [g.value[a]!, undefined] : coefficient(g, a);
  const [factorB, restB] = coefficient(g, b);
  const factor = factorA * factorB;
  if ((factorA === 1 && factorB === 1) || !Number.isFinite(factor) || factor === 0) return term(g, '*', a, b);
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
  if (g.operation[condition] === 'constant' && !Number.isNaN(g.value[condition])) return is(g, condition, 0) ? no : yes;
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
