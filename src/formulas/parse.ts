import { constant, type Graph, type Term, term, variable } from './graph.ts';
import { examine } from './refusal.ts';
import { children, nodes, type Tree, tree } from './syntax.ts';
import { callables, constants, operators } from './vocabulary.ts';

/** Enters a formula into a graph: its term, and the numbers that are written in it, with their signs. @throws {FormulaError} if the text is no formula. */
export function parse(g: Graph, text: string, variables: readonly string[]): { readonly root: Term; readonly literals: readonly number[] } {
  const whole = tree(text);
  const order = nodes(whole);
  const index = new Map(variables.map((name, i) => [name, i]));
  for (const node of order) examine(node, text, index);

  const made = new Map<Tree, Term>();
  for (const node of order.reverse()) {
    const operands = children(node).map((part) => made.get(part)!);
    made.set(node, build(g, node, operands, index));
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

function build(g: Graph, node: Tree, operands: readonly Term[], index: ReadonlyMap<string, number>): Term {
  switch (node.type) {
    case 'ConstantNode':
      return constant(g, Number(node.value));
    case 'SymbolNode': {
      const i = index.get(node.name!);
      return i === undefined ? constant(g, constants.get(node.name!)!) : variable(g, i);
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
