import { FormulaError, quoted } from './formula-error.ts';
import { parser } from './parser.ts';
import { reserved } from './vocabulary.ts';

/** The part of mathjs' syntax trees that is read. */
export interface Tree {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly op?: string;
  readonly fn?: string | Tree;
  readonly args?: readonly Tree[];
  readonly content?: Tree;
  readonly condition?: Tree;
  readonly trueExpr?: Tree;
  readonly falseExpr?: Tree;
  readonly conditionals?: readonly string[];
  readonly params?: readonly Tree[];
}

let known: ((text: string) => Tree) | undefined;
/** Reads a text with mathjs' parser, which is loaded for the first formula. */
function parse(text: string): Tree {
  known ??= parser();
  return known(text);
}

/** The longest formula that is read, in characters. Why: a check of so many takes a minute; formulas that people write are a hundred times shorter. */
const LONGEST_FORMULA = 200_000;

/** The syntax tree of a formula. @throws {FormulaError} if the text is empty, too long, or not one expression. */
export function tree(text: string): Tree {
  if (text.trim() === '') throw new FormulaError('the formula is empty');
  if (text.length > LONGEST_FORMULA)
    throw new FormulaError(`the formula has ${text.length} characters; at most ${LONGEST_FORMULA} are read`);
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw new FormulaError(`"${quoted(text)}" is nested too deeply`);
    const said = error instanceof Error ? error.message : String(error);
    const hint = text.includes('**') ? '; a power is written ^' : /&&|\|\|/.test(text) ? '; logic is written and, or, not' : '';
    throw new FormulaError(`syntax of "${quoted(text)}": ${quoted(said)}${hint}`);
  }
}

/** The nodes directly below a node, from left to right. */
export const children = (node: Tree): readonly Tree[] => {
  switch (node.type) {
    case 'ParenthesisNode':
      return [node.content!];
    case 'ConditionalNode':
      return [node.condition!, node.trueExpr!, node.falseExpr!];
    case 'RelationalNode':
      return node.params!;
    case 'OperatorNode':
    case 'FunctionNode':
      return node.args!;
    default:
      return [];
  }
};

/** All nodes of a tree, each before those below it and from left to right; without recursion, for sums of thousands of terms nest as deep. */
export function nodes(root: Tree): Tree[] {
  const found: Tree[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i--) open.push(below[i]!);
  }
  return found;
}

/** Whether mathjs reads a text as the name of one symbol. */
export function isName(name: string): boolean {
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,99}$/u.test(name) || name === '__proto__') return false;
  try {
    const tree = parse(name);
    return tree.type === 'SymbolNode' && tree.name === name;
  } catch {
    return false;
  }
}

/** The names in a formula that are neither functions nor constants, in alphabetical order. @throws {FormulaError} if it cannot be read. */
export function freeVariables(text: string): readonly string[] {
  const names = new Set<string>();
  for (const node of nodes(tree(text))) if (node.type === 'SymbolNode' && !reserved(node.name!)) names.add(node.name!);
  return [...names].sort();
}
