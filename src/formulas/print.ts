import { type Graph, parts, type Term } from './graph.ts';

/** Beyond this many characters a subterm is written as an ellipsis: shared parts would otherwise be repeated without end. */
const LONGEST = 100_000;

// How tightly an operation binds, from the loosest.
const [CHOICE, RELATION, SUM, PRODUCT, SIGN, POWER, ATOM] = [0, 1, 2, 3, 4, 5, 6] as const;

/** The term as a formula in mathjs syntax, which reads back as the same function. */
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
          return { text: numeral(g.value[part]!), binds: g.value[part]! < 0 || Object.is(g.value[part], -0) ? SIGN : ATOM };
        case 'variable':
          return { text: variables[g.value[part]!]!, binds: ATOM };
        case '+':
          return infix(' + ', SUM, SUM, PRODUCT);
        case '-':
          return infix(' - ', SUM, SUM, PRODUCT);
        case '*':
          return infix('*', PRODUCT, PRODUCT, g.operation[b] === '*' || g.operation[b] === '/' ? PRODUCT : SIGN + 1);
        case '/':
          return infix('/', PRODUCT, PRODUCT, SIGN + 1);
        case '^':
          return infix('^', POWER, ATOM, ATOM);
        case 'negate':
          return { text: `-${atLeast(a, POWER)}`, binds: SIGN };
        case 'if':
          return { text: `${atLeast(a, SUM)} ? ${atLeast(b, SUM)} : ${atLeast(c, SUM)}`, binds: CHOICE };
        case '<':
        case '<=':
        case '>':
        case '>=':
        case '==':
        case '!=':
          return infix(` ${operation} `, RELATION, SUM, SUM);
        case 'and':
        case 'or':
        case 'xor':
          return infix(` ${operation} `, RELATION, SUM, SUM);
        default:
          return { text: `${operation}(${g.operands[part]!.map((k) => written.get(k)!.text).join(', ')})`, binds: ATOM };
      }
    };
    const whole = piece();
    written.set(part, whole.text.length > LONGEST ? { text: '…', binds: ATOM } : whole);
  }
  return written.get(root)!.text;
}

const numeral = (value: number): string => (value === Math.PI ? 'pi' : value === Math.E ? 'e' : String(value));
