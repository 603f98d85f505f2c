import { binary, unary } from './functions.ts';
import { type Graph, parts, type Term } from './graph.ts';

// Codes of the operations. Functions are called by their index in a list.
const add = 0;
const subtract = 1;
const multiply = 2;
const divide = 3;
const raise = 4;
const negate = 5;
const choose = 6;
const callUnary = 7;
const callBinary = 8;
const codes = new Map<string, number>([
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', divide],
  ['^', raise],
  ['negate', negate],
  ['if', choose],
]);

/** Straight-line code over a memory with one slot for each term. */
interface Program {
  /** The values of all terms; those of constants are set. */
  readonly memory: Float64Array;
  /** Pairs: a slot, and the variable whose value it takes. */
  readonly loads: Int32Array;
  /** Five numbers each: the code, the slot of the result, the slots of two operands, and the slot of a third or the index of a function. */
  readonly instructions: Int32Array;
  readonly unaries: readonly ((a: number) => number)[];
  readonly binaries: readonly ((a: number, b: number) => number)[];
}

/** Numbers that an instruction takes. */
const width = 5;

/** The program that computes some terms of a graph, each part once and before what is made of it. */
function compiled(g: Graph, order: readonly Term[], slot: ReadonlyMap<Term, number>): Program {
  const memory = new Float64Array(order.length);
  const loads: number[] = [];
  const code: number[] = [];
  const unaries: ((a: number) => number)[] = [];
  const binaries: ((a: number, b: number) => number)[] = [];
  order.forEach((term, k) => {
    const operation = g.operation[term]!;
    if (operation === 'constant') memory[k] = g.value[term]!;
    else if (operation === 'variable') loads.push(k, g.value[term]!);
    else {
      const [a = 0, b = 0, c = 0] = g.operands[term]!.map((operand) => slot.get(operand)!);
      const known = codes.get(operation);
      if (known === raise && g.operation[order[b]!] === 'constant' && memory[b] === 2) code.push(multiply, k, a, a, 0);
      else if (known !== undefined) code.push(known, k, a, b, c);
      else if (operation in unary) code.push(callUnary, k, a, 0, unaries.push(unary[operation as keyof typeof unary]) - 1);
      else code.push(callBinary, k, a, b, binaries.push(binary[operation as keyof typeof binary]) - 1);
    }
  });
  return { memory, loads: Int32Array.from(loads), instructions: Int32Array.from(code), unaries, binaries };
}

/** Fills the memory from the values of the variables. */
function run({ memory, loads, instructions, unaries, binaries }: Program, x: ArrayLike<number>): void {
  for (let i = 0; i < loads.length; i += 2) memory[loads[i]!] = x[loads[i + 1]!]!;
  for (let i = 0; i < instructions.length; i += width) {
    const a = memory[instructions[i + 2]!]!;
    const b = memory[instructions[i + 3]!]!;
    const last = instructions[i + 4]!;
    let value: number;
    switch (instructions[i]) {
      case add:
        value = a + b;
        break;
      case subtract:
        value = a - b;
        break;
      case multiply:
        value = a * b;
        break;
      case divide:
        value = a / b;
        break;
      case raise:
        value = a ** b;
        break;
      case negate:
        value = -a;
        break;
      case choose:
        value = Number.isNaN(a) ? a : a !== 0 ? b : memory[last]!;
        break;
      case callUnary:
        value = unaries[last]!(a);
        break;
      default:
        value = binaries[last]!(a, b);
    }
    memory[instructions[i + 1]!] = value;
  }
}

/**
 * The function from the values of the variables to those of some terms, which it writes into `out` and returns. Each part of the terms is computed once.
 * It neither recurses nor makes source text, so that depth is no limit and nothing is evaluated that the graph does not hold.
 */
export function tape(g: Graph, roots: readonly Term[]): (x: ArrayLike<number>, out: Float64Array) => Float64Array {
  const order = parts(g, roots);
  const slot = new Map<Term, number>(order.map((term, k) => [term, k]));
  const program = compiled(g, order, slot);
  const results = Int32Array.from(roots, (root) => slot.get(root)!);
  return (x, out) => {
    run(program, x);
    for (let k = 0; k < results.length; k++) out[k] = program.memory[results[k]!]!;
    return out;
  };
}
