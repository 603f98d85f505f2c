import { constant, type Graph, type Term, term, variable } from './graph.ts';
import { digitsOf, LONG_NUMERAL, numeralsOf, OWNER } from './numeral.ts';
import { examine } from './refusal.ts';
import { children, nodes, type Tree, tree } from './syntax.ts';
import { callables, constants, operators } from './vocabulary.ts';

/**
 * Enters a formula into a graph: its term, and the numbers that are written in it, with their signs. In an exact graph the long numbers of a claim are
 * other constants than those of the function.
 * @throws {FormulaError} if the text is no formula.
 */
export function parse(
  g: Graph,
  text: string,
  variables: readonly string[],
  owner: 'function' | 'claim' = 'function',
): { readonly root: Term; readonly literals: readonly number[] } {
  const whole = tree(text);
  const order = nodes(whole);
  const index = new Map(variables.map((name, i) => [name, i]));
  for (const node of order) examine(node, text, index);

  const made = new Map<Tree, Term>();
  const numerals = g.folds ? undefined : numeralsOf(text, order);
  for (const node of order.reverse()) {
    const operands = children(node).map((part) => made.get(part)!);
    made.set(node, build(g, node, operands, { index, owner, ...(numerals && { numerals }) }));
  }

  const literals = new Set<number>();
  const negated = new Set<Tree>();
  for (const node of order.reverse()) {
    const [part] = children(node);
    if (node.fn === 'unaryMinus' && part?.type === 'ConstantNode') {
      literals.add(-(part.value as number));
      negated.add(part);
    } else if (typeof node.value === 'number' && !negated.has(node)) literals.add(node.value);
  }
  return { root: made.get(whole)!, literals: [...literals] };
}

/** The places of the variables, and what the constants are exactly, where no double is. */
interface Names {
  readonly index: ReadonlyMap<string, number>;
  readonly owner: 'function' | 'claim';
  readonly numerals?: ReadonlyMap<Tree, string>;
}

function build(g: Graph, node: Tree, operands: readonly Term[], { index, owner, numerals }: Names): Term {
  switch (node.type) {
    case 'ConstantNode': {
      const numeral = numerals?.get(node) ?? '';
      return constant(g, Number(node.value), owner === 'claim' && digitsOf(numeral) >= LONG_NUMERAL ? OWNER + numeral : numeral);
    }
    case 'SymbolNode': {
      const i = index.get(node.name!);
      return i === undefined ? constants.get(node.name!)!(g) : variable(g, i);
    }
    case 'ParenthesisNode':
      return operands[0]!;
    case 'ConditionalNode':
      return term(g, 'if', ...operands);
    case 'RelationalNode':
      return node
        .conditionals!.map((name, i) => term(g, operators.get(name)!, operands[i]!, operands[i + 1]!))
        .reduce((left, right) => term(g, 'and', left, right));
    case 'OperatorNode':
      return node.fn === 'unaryPlus' ? operands[0]! : term(g, operators.get(node.fn as string)!, ...operands);
    default:
      return callables.get((node.fn as Tree).name!)!.build(g, operands);
  }
}
