import { LONGEST_GUESSED, nearest } from '../subject/nearest.ts';
import { FormulaError, quoted } from './formula-error.ts';
import { children, type Tree } from './syntax.ts';
import { callables, constants, elsewhere, operators } from './vocabulary.ts';

/** Nodes of mathjs' syntax trees that are no function of real numbers, each with its message. */
const refused = new Map([
  ['AssignmentNode', 'an assignment with = is not supported (equality is ==)'],
  ['FunctionAssignmentNode', 'the definition of a function is not supported'],
  ['BlockNode', 'several statements are not supported: a formula is one expression'],
  ['ArrayNode', 'arrays and matrices are not supported: a formula has one value'],
  ['AccessorNode', 'indexing with [ ] or . is not supported'],
  ['IndexNode', 'indexing with [ ] or . is not supported'],
  ['RangeNode', 'ranges are not supported (a : b belongs to a ? b : c)'],
  ['ObjectNode', 'objects are not supported'],
]);

/** Variables that a message lists. Why: more are not read, and the list is cut to the length of a quotation. */
const LISTED_VARIABLES = 12;

/** Lets pass a node that is a function of real numbers, of the variables in `index`. @throws {FormulaError} if it is none, with what may have been meant. */
export function examine(node: Tree, text: string, index: ReadonlyMap<string, number>): void {
  const listed = [...index.keys()].slice(0, LISTED_VARIABLES).join(', ');
  const known = `(variables: ${quoted(listed) || 'none'}${index.size > LISTED_VARIABLES ? ', …' : ''})`;
  if (node.type === 'ConstantNode') {
    if (typeof node.value === 'number' || typeof node.value === 'boolean') return;
    throw new FormulaError(`${typeof node.value === 'string' ? `text "${quoted(node.value)}"` : `${node.value}`} is not a number`);
  }
  if (node.type === 'SymbolNode') {
    const name = node.name!;
    if (index.has(name) || constants.has(name)) return;
    if (callables.has(name)) throw new FormulaError(`${name} is a function; did you mean ${name}(…)?`);
    const meant = meantBySymbol(name, text, index);
    throw new FormulaError(`unknown variable ${quoted(name)}${meant ? `; did you mean ${quoted(meant)}?` : ''} ${known}`);
  }
  if (node.type === 'OperatorNode') {
    if (operators.has(node.fn as string) || node.fn === 'unaryPlus') return;
    throw new FormulaError(`operator ${node.op} is not supported`);
  }
  if (node.type === 'FunctionNode') {
    const name = (node.fn as Tree).type === 'SymbolNode' ? (node.fn as Tree).name! : '';
    const callable = callables.get(name);
    const count = node.args!.length;
    if (callable && count >= callable.least && count <= callable.most) return;
    if (callable) {
      const wanted = callable.most === callable.least ? callable.least : callable.most === 2 ? '1 or 2' : 'one or more';
      throw new FormulaError(`${name} takes ${wanted} argument${wanted === 1 ? '' : 's'}, not ${count}`);
    }
    if (index.has(name)) throw new FormulaError(`${name} is a variable, not a function; did you mean ${name}*(…)?`);
    const product = meantByCall(name, index);
    const meant = elsewhere.get(name) ?? (product || nearest(name, callables.keys()));
    throw new FormulaError(`unknown function ${quoted(name) || '(…)'}${meant ? `; did you mean ${quoted(meant)}?` : ''} ${known}`);
  }
  const reason = refused.get(node.type);
  if (reason) throw new FormulaError(reason);
  if (children(node).length === 0) throw new FormulaError(`${node.type.replace('Node', '')} is no function of real numbers`);
}

/** What an unknown symbol may have meant: x*y for xy, 3*x*y where the text says 3xy, or the variable with nearly that name. */
function meantBySymbol(name: string, text: string, index: ReadonlyMap<string, number>): string | undefined {
  const factors = split(name, index);
  if (!factors)
    return nearest(
      name,
      [...index.keys(), ...constants.keys()].filter((other) => other.length > 1 || other.toLowerCase() === name.toLowerCase()),
    );
  const before = new RegExp(`(?<![\\p{L}\\p{N}_.])(\\d+(?:\\.\\d*)?)\\s*${name}(?![\\p{L}\\p{N}_])`, 'u').exec(text);
  return [...(before ? [before[1]!] : []), ...factors].join('*');
}

/** What a call of an unknown function may have meant: x*sin for xsin. */
function meantByCall(name: string, index: ReadonlyMap<string, number>): string | undefined {
  for (const known of callables.keys()) {
    const factors = name.endsWith(known) ? split(name.slice(0, -known.length), index) : undefined;
    if (factors) return [...factors, `${known}(…)`].join('*');
  }
  return undefined;
}

/** The name as a product of variables, the longest first. */
function split(name: string, index: ReadonlyMap<string, number>): readonly string[] | undefined {
  if (name.length > LONGEST_GUESSED) return undefined;
  const names = [...index.keys()].filter((other) => other !== '' && name.includes(other)).sort((a, b) => b.length - a.length);
  const from: (readonly string[] | undefined)[] = Array.from({ length: name.length + 1 });
  from[name.length] = [];
  for (let at = name.length - 1; at >= 0; at--) {
    const first = names.find((other) => name.startsWith(other, at) && from[at + other.length]);
    if (first !== undefined) from[at] = [first, ...from[at + first.length]!];
  }
  return name === '' ? undefined : from[0];
}
