/** What an expression of a source says, as far as it says it itself: its own words, and holes that are filled when the program runs. */
import { type Expression, type Node, type Program, Visitor } from 'oxc-parser';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text with holes: words, and between them the names of what fills the holes. */
export type Text = readonly (string | { readonly hole: string })[];

/** What a name stands for: the value of a constant, what a function returns, or, of a parameter, nothing that is known. */
interface Declaration {
  readonly name: string;
  /** The part of the file in which the name means this. */
  readonly scope: Span;
  readonly value?: Expression;
  readonly returned?: readonly Expression[];
  /** What it returns, and what the functions return that are written in it. */
  readonly within?: readonly Expression[];
}

/** What names stand for in a file. */
export type Names = readonly Declaration[];

/** The declarations of a file. */
export function namesOf(program: Program): Names {
  const found: Declaration[] = [];
  const scopes: Span[] = [program];
  const returns: { readonly own: Expression[]; readonly within: Expression[] }[] = [];
  const scope = (): Span => scopes.at(-1)!;
  const declare = (name: string, rest: Omit<Declaration, 'name' | 'scope'> = {}, at: Span = scope()): number =>
    found.push({ name, scope: at, ...rest });
  const opened = (node: Span): number => scopes.push(node);
  const closed = (): unknown => scopes.pop();
  const entered = (node: Span & { readonly params: readonly Node[]; readonly id?: { readonly name: string } | null }): void => {
    const found = { own: [], within: [] };
    if (node.id) declare(node.id.name, { returned: found.own, within: found.within });
    scopes.push(node);
    returns.push(found);
    for (const parameter of node.params.flatMap(boundBy)) declare(parameter);
  };
  const left = (): void => {
    scopes.pop();
    returns.pop();
  };
  new Visitor({
    BlockStatement: opened,
    'BlockStatement:exit': closed,
    ForOfStatement: opened,
    'ForOfStatement:exit': closed,
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || !init) for (const name of boundBy(id)) declare(name);
      else if (init.type !== 'ArrowFunctionExpression') declare(id.name, { value: init });
      else declare(id.name, init.body.type === 'BlockStatement' ? {} : { returned: [init.body] });
    },
    FunctionDeclaration: entered,
    'FunctionDeclaration:exit': left,
    FunctionExpression: entered,
    'FunctionExpression:exit': left,
    ArrowFunctionExpression: entered,
    'ArrowFunctionExpression:exit': left,
    ReturnStatement({ argument }) {
      if (!argument) return;
      returns.at(-1)?.own.push(argument);
      for (const { within } of returns) within.push(argument);
    },
  }).visit(program);
  return found;
}

/** The names that a parameter or a pattern binds. */
function boundBy(node: Node | null): readonly string[] {
  switch (node?.type) {
    case 'Identifier':
      return [node.name];
    case 'AssignmentPattern':
      return boundBy(node.left);
    case 'RestElement':
      return boundBy(node.argument);
    case 'ArrayPattern':
      return node.elements.flatMap(boundBy);
    case 'ObjectPattern':
      return node.properties.flatMap((property) => boundBy(property.type === 'Property' ? property.value : property.argument));
    default:
      return [];
  }
}

/** What a name stands for where it is used: the declaration of the smallest scope around it. */
function meantBy(names: Names, { name, start }: { readonly name: string; readonly start: number }): Declaration | undefined {
  const around = names.filter((one) => one.name === name && one.scope.start <= start && start < one.scope.end);
  return around.reduce<Declaration | undefined>(
    (best, one) => (best && best.scope.end - best.scope.start <= one.scope.end - one.scope.start ? best : one),
    undefined,
  );
}

/** The words of a text, line by line. */
export const wordsOf = (text: Text): readonly string[] => text.flatMap((part) => (typeof part === 'string' ? part.split('\n') : []));

/** The fewest letters of a text that says something itself. Why: `: ` and `s` only join what others say. */
const FEWEST_LETTERS = 6;

/** A text that only says of whom another says something. */
const FRAME = /^(subject "…": |…: )*…$/;

/** The text with holes that have no names. */
export const unnamed = (text: Text): string => text.map((part) => (typeof part === 'string' ? part : HOLE.hole)).join('');

/** Whether a text says something itself. */
export const speaks = (text: Text): boolean =>
  (wordsOf(text).join('').match(/\p{L}/gu) ?? []).length >= FEWEST_LETTERS && !FRAME.test(unnamed(text));

/** The fewest characters of a part that is told in full where it may be one of several. Why: shorter ones are endings of words, and hints. */
const SHORTEST_ALTERNATIVE = 12;
/** How far names are followed. Why: two steps lead from a message to its words; functions that call themselves have no end. */
const DEEPEST = 6;

const CONSTANT = /^[A-Z][A-Z0-9_]*$/;
const HOLE = { hole: '…' } as const;

/** Functions that give back their argument, made fit for a message. */
const WRAPPERS = [
  'quoted',
  'escaped',
  'String',
  'firstLine',
  'shortened',
  'shown',
  'messageOf',
  'codeOf',
  'list',
  'entries',
  'count',
  'displayed',
];

const named = (name: string): { readonly hole: string } => ({
  hole: name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toUpperCase(),
});

/** All texts that an expression may be. */
export function textsOf(node: Node, names: Names, depth = 0): readonly Text[] {
  const inner = (part: Node): readonly Text[] => textsOf(part, names, depth + 1);
  if (depth > DEEPEST) return [[HOLE]];
  switch (node.type) {
    case 'Literal':
      return [[typeof node.value === 'string' ? node.value : String(node.value)]];
    case 'TemplateLiteral':
      return node.quasis.reduce<readonly Text[]>(
        (texts, quasi, k) => {
          const own: Text = [quasi.value.cooked ?? quasi.value.raw];
          const hole = node.expressions[k];
          return joined(joined(texts, [own]), hole ? filling(inner(hole)) : [[]]);
        },
        [[]],
      );
    case 'ConditionalExpression':
      return [...inner(node.consequent), ...inner(node.alternate)];
    case 'LogicalExpression':
      return [...inner(node.left), ...inner(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? joined(inner(node.left), inner(node.right)) : [[HOLE]];
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return inner(node.expression);
    case 'Identifier': {
      const value = meantBy(names, node)?.value;
      if (CONSTANT.test(node.name) && value?.type === 'Literal') return inner(value);
      const texts = value ? inner(value).filter((text) => /\p{L}/u.test(wordsOf(text).join(''))) : [];
      return texts.length > 0 ? texts : [[named(node.name)]];
    }
    case 'MemberExpression':
      return [[node.property.type === 'Identifier' && !node.computed ? named(node.property.name) : HOLE]];
    case 'ArrowFunctionExpression':
      return node.body.type === 'BlockStatement' ? [[HOLE]] : inner(node.body);
    case 'CallExpression':
      return textsOfCall(node, names, depth);
    default:
      return [[HOLE]];
  }
}

/** What a function of a file may return, or what a table of pairs holds. @throws {Error} if the file has neither under this name. */
export function saidBy(names: Names, name: string): readonly Text[] {
  const declared = names.find((one) => one.name === name);
  const returned = declared?.within ?? declared?.returned;
  if (returned) return returned.flatMap((value) => textsOf(value, names));
  const table = declared?.value?.type === 'NewExpression' ? declared.value.arguments[0] : undefined;
  if (table?.type !== 'ArrayExpression') throw new Error(`no function and no table is called ${name}`);
  return table.elements.flatMap((pair) => (pair?.type === 'ArrayExpression' && pair.elements[1] ? textsOf(pair.elements[1], names) : []));
}

function textsOfCall({ callee, arguments: args }: Extract<Node, { type: 'CallExpression' }>, names: Names, depth: number): readonly Text[] {
  const first = args[0];
  if (callee.type === 'Identifier') {
    const said = (meantBy(names, callee)?.returned ?? []).flatMap((value) => textsOf(value, names, depth + 1));
    if (said.some(speaks)) return said;
    return first && WRAPPERS.includes(callee.name) ? textsOf(first, names, depth + 1) : [[HOLE]];
  }
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return [[HOLE]];
  const { object, property } = callee;
  if (property.name === 'stringify' && first) {
    const [text] = textsOf(first, names, depth + 1);
    return [['"', ...(text && !speaks(text) ? text : [HOLE]), '"']];
  }
  const second = args[1];
  if (property.name === 'replace' && second) {
    const [text] = textsOf(second, names, depth + 1);
    return [text && speaks(text) ? [...text, HOLE] : [HOLE]];
  }
  if (['join', 'slice', 'trim', 'toLowerCase'].includes(property.name)) {
    const texts = textsOf(object, names, depth + 1);
    return texts.some(speaks) ? [[HOLE]] : texts;
  }
  return [[HOLE]];
}

/** What fills a hole of a template: the texts that it may be if each has something to say, else a hole. */
function filling(texts: readonly Text[]): readonly Text[] {
  if (texts.length === 1) return texts;
  return texts.every((text) => speaks(text) && wordsOf(text).join('').length >= SHORTEST_ALTERNATIVE) ? texts : [[HOLE]];
}

const joined = (before: readonly Text[], after: readonly Text[]): readonly Text[] =>
  before.flatMap((left) => after.map((right) => merged([...left, ...right])));

/** The text with neighbouring words, and neighbouring holes, made one. */
function merged(text: Text): Text {
  const parts: (string | { readonly hole: string })[] = [];
  for (const part of text) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (typeof part !== 'string' && typeof last === 'object') parts[parts.length - 1] = HOLE;
    else if (part !== '') parts.push(part);
  }
  return parts;
}

/** A text as it is shown, with the names of its holes in capitals, or … where a word goes on. */
export const shownText = (text: Text): string =>
  text
    .map((part, k) => {
      if (typeof part === 'string') return part;
      const after = text[k + 1];
      return typeof after === 'string' && /^\p{L}/u.test(after) ? HOLE.hole : part.hole;
    })
    .join('');
