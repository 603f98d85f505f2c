import { type Graph, parts, type Term } from './graph.ts';

/** The longest text of a subterm, in characters; a longer one is written as an ellipsis. Why: parts that are shared in the graph are repeated in the text, which grows exponentially. */
const LONGEST_PRINTED = 100_000;

// How tightly an operation binds, from the loosest.
const choice = 0;
const relation = 1;
const sum = 2;
const product = 3;
const sign = 4;
const power = 5;
const atom = 6;

/** A term as a formula in mathjs syntax, which reads back as the same function. */
export function print(g: Graph, root: Term, variables: readonly string[]): string {
  const written = new Map<Term, { readonly text: string; readonly binds: number }>();
  const atLeast = (part: Term, binds: number): string => {
    const known = written.get(part)!;
    return known.binds >= binds ? known.text : `(${known.text})`;
  };
  for (const part of parts(g, [root])) {
    const operation = g.operation[part]!;
    const [a = 0, b = 0, c = 0] = g.operands[part]!;
    const infix = (symbol: string, binds: number, left: number, right: number) => ({
      text: `${atLeast(a, left)}${symbol}${atLeast(b, right)}`,
      binds,
    });
    const piece = (): { text: string; binds: number } => {
      switch (operation) {
        case 'constant':
          return { text: numeral(g.value[part]!), binds: g.value[part]! < 0 || Object.is(g.value[part], -0) ? sign : atom };
        case 'variable':
          return { text: variables[g.value[part]!]!, binds: atom };
        case '+':
          return infix(' + ', sum, sum, product);
        case '-':
          return infix(' - ', sum, sum, product);
        case '*':
          return infix('*', product, product, g.operation[b] === '*' || g.operation[b] === '/' ? product : sign + 1);
        case '/':
          return infix('/', product, product, sign + 1);
        case '^':
          return infix('^', power, atom, atom);
        case 'negate':
          return { text: `-${atLeast(a, power)}`, binds: sign };
        case 'if':
          return { text: `${atLeast(a, sum)} ? ${atLeast(b, sum)} : ${atLeast(c, sum)}`, binds: choice };
        case '<':
        case '<=':
        case '>':
        case '>=':
        case '==':
        case '!=':
          return infix(` ${operation} `, relation, sum, sum);
        case 'and':
        case 'or':
        case 'xor':
          return infix(` ${operation} `, relation, sum, sum);
        default:
          return { text: `${operation}(${g.operands[part]!.map((k) => written.get(k)!.text).join(', ')})`, binds: atom };
      }
    };
    const whole = piece();
    written.set(part, whole.text.length > LONGEST_PRINTED ? { text: '…', binds: atom } : whole);
  }
  return written.get(root)!.text;
}

const numeral = (value: number): string => (value === Math.PI ? 'pi' : value === Math.E ? 'e' : String(value));
