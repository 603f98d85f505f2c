import { binary, unary } from './functions.ts';
import { type Graph, parts, type Term } from './graph.ts';

const ADD = 0;
const SUBTRACT = 1;
const MULTIPLY = 2;
const DIVIDE = 3;
const POWER = 4;
const NEGATE = 5;
const IF = 6;
const UNARY = 7;
const BINARY = 8;
const codes = new Map<string, number>([
  ['+', ADD],
  ['-', SUBTRACT],
  ['*', MULTIPLY],
  ['/', DIVIDE],
  ['^', POWER],
  ['negate', NEGATE],
  ['if', IF],
]);

/**
 * Turns terms into a function from the variables' values to theirs: straight-line code in which each subterm is computed once.
 * It neither recurses nor makes source text, so depth is no limit and nothing is evaluated that the graph does not hold.
 */
export function tape(g: Graph, roots: readonly Term[]): (x: ArrayLike<number>, out: Float64Array) => Float64Array {
  const order = parts(g, roots);
  const slot = new Map<Term, number>(order.map((term, k) => [term, k]));
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
      if (known === POWER && g.operation[order[b]!] === 'constant' && memory[b] === 2) code.push(MULTIPLY, k, a, a, 0);
      else if (known !== undefined) code.push(known, k, a, b, c);
      else if (operation in unary) code.push(UNARY, k, a, 0, unaries.push(unary[operation as keyof typeof unary]) - 1);
      else code.push(BINARY, k, a, b, binaries.push(binary[operation as keyof typeof binary]) - 1);
    }
  });

  const load = Int32Array.from(loads);
  const program = Int32Array.from(code);
  const results = Int32Array.from(roots, (root) => slot.get(root)!);
  return (x, out) => {
    for (let i = 0; i < load.length; i += 2) memory[load[i]!] = x[load[i + 1]!]!;
    for (let i = 0; i < program.length; i += 5) {
      const a = memory[program[i + 2]!]!;
      const b = memory[program[i + 3]!]!;
      const last = program[i + 4]!;
      let value: number;
      switch (program[i]) {
        case ADD:
          value = a + b;
          break;
        case SUBTRACT:
          value = a - b;
          break;
        case MULTIPLY:
          value = a * b;
          break;
        case DIVIDE:
          value = a / b;
          break;
        case POWER:
          value = a ** b;
          break;
        case NEGATE:
          value = -a;
          break;
        case IF:
          value = Number.isNaN(a) ? a : a !== 0 ? b : memory[last]!;
          break;
        case UNARY:
          value = unaries[last]!(a);
          break;
        default:
          value = binaries[last]!(a, b);
      }
      memory[program[i + 1]!] = value;
    }
    for (let k = 0; k < results.length; k++) out[k] = memory[results[k]!]!;
    return out;
  };
}
