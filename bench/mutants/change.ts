/** Changes that a careless hand might make to a source file, each at one place: planted one by one, they show which rules no test holds. */
import { parseSync } from 'oxc-parser';

/** One change of a source file. */
export interface Change {
  /** The function, method or constant in which it lies. */
  readonly place: string;
  readonly line: number;
  /** The part of the source that is replaced, and by what. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The change as one line: `place: before → after`, numbered where there are several alike. It tells one change of a file from another, whatever line it has come to stand on. */
  readonly title: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** What a node may be replaced by, given the text of each node. */
type Replacements = (node: Node, textOf: (node: Node) => string) => readonly string[];

const ARITHMETIC: Readonly<Record<string, readonly string[]>> = { '+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'], '**': ['*'] };
const COMPARISON: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
};
const ASSIGNMENT: Readonly<Record<string, string>> = { '+=': '-=', '-=': '+=', '*=': '/=', '/=': '*=' };
const METHOD: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  max: 'min',
  min: 'max',
  floor: 'ceil',
  ceil: 'floor',
};
/** Functions of one number that may be left out. */
const DROPPED: readonly string[] = ['abs', 'sqrt'];

const isNumber = ({ type, value }: Node): boolean => type === 'Literal' && typeof value === 'number';
const isText = ({ type, value }: Node): boolean => type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string');
const child = (node: Node, key: string): Node => node[key] as Node;

const binary: Replacements = (node, textOf) => {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (isText(left) || isText(right)) return [];
  const operator = node.operator as string;
  const terms = operator === '+' ? [textOf(left), textOf(right)] : operator === '-' ? [textOf(left)] : [];
  const others = [...(ARITHMETIC[operator] ?? []), ...(COMPARISON[operator] ?? [])];
  return [...others.map((other) => `${textOf(left)} ${other} ${textOf(right)}`), ...terms];
};

const logical: Replacements = (node, textOf) =>
  node.operator === '??' ? [textOf(child(node, 'left'))] : [textOf(child(node, 'left')), textOf(child(node, 'right'))];

const call: Replacements = (node, textOf) => {
  const callee = child(node, 'callee');
  if (callee.type !== 'MemberExpression') return [];
  const [object, name] = [textOf(child(callee, 'object')), textOf(child(callee, 'property'))];
  const given = node.arguments as readonly Node[];
  const told = (method: string, all: readonly Node[]) => `${object}.${method}(${all.map(textOf).join(', ')})`;
  if (object === 'Math' && DROPPED.includes(name)) return [textOf(given[0]!)];
  if (name === 'filter') return [object];
  const other = METHOD[name];
  const fewer = object === 'Math' && given.length > 1 ? given.map((_, k) => told(name, given.toSpliced(k, 1))) : [];
  return other === undefined ? [] : [told(other, given), ...fewer];
};

const expressions: Readonly<Record<string, Replacements>> = {
  BinaryExpression: binary,
  LogicalExpression: logical,
  CallExpression: call,
  ConditionalExpression: (node, textOf) => [textOf(child(node, 'consequent')), textOf(child(node, 'alternate'))],
  UnaryExpression: (node, textOf) =>
    (node.operator === '-' && !isNumber(child(node, 'argument'))) || node.operator === '!' ? [textOf(child(node, 'argument'))] : [],
  AssignmentExpression: (node, textOf) => {
    const other = ASSIGNMENT[node.operator as string];
    return other === undefined ? [] : [`${textOf(child(node, 'left'))} ${other} ${textOf(child(node, 'right'))}`];
  },
  Literal: ({ value }) => (typeof value === 'boolean' ? [String(!value)] : []),
};

const statements: Readonly<Record<string, Replacements>> = {
  ExpressionStatement: () => [';'],
  BreakStatement: () => [';'],
  ContinueStatement: () => [';'],
  IfStatement: (node, textOf) => (node.alternate ? [textOf(child(node, 'consequent')), textOf(child(node, 'alternate'))] : [';']),
  ReturnStatement: ({ argument }) => {
    const { type, value } = (argument ?? {}) as Node;
    return type === 'Literal' && typeof value === 'number' ? [`return ${value === 0 ? 1 : 0};`] : [];
  },
};

/** The factor by which a number that decides is made larger and smaller. */
const FACTOR = 8;

const CONSTANT = /^(Number\.\w+|Math\.[A-Z0-9_]+|[A-Z][A-Z0-9_]*(\.\w+)*)$/;

/** Whether an expression is made of written numbers, and of constants. */
function isNumeric(node: Node, textOf: (node: Node) => string): boolean {
  if (node.type === 'BinaryExpression') return isNumeric(child(node, 'left'), textOf) && isNumeric(child(node, 'right'), textOf);
  if (node.type === 'UnaryExpression') return isNumeric(child(node, 'argument'), textOf);
  return isNumber(node) || CONSTANT.test(textOf(node));
}

/** A number that decides, larger and smaller by the factor; a whole number stays one. */
const threshold: Replacements = (node, textOf) => {
  const { value } = node;
  if (!Number.isInteger(value)) return [`(${textOf(node)}) * ${FACTOR}`, `(${textOf(node)}) / ${FACTOR}`];
  const whole = value as number;
  const less = Math.max(1, Math.round(whole / FACTOR));
  return less < whole ? [String(whole * FACTOR), String(less)] : [String(whole * FACTOR)];
};

const CAPITALS = /^[A-Z][A-Z0-9_]*$/;
/** The name that a declaration gives; that of the first part of a pattern. */
const nameOf = (node: Node): string => {
  const id = child(node, 'id');
  return id.type === 'Identifier' ? (id.name as string) : '';
};

/** The nodes right below one in which something may be changed: no names, and no types. The one statement of an `if` is dropped with it. */
const childrenOf = (node: Node): readonly Node[] =>
  Object.entries(node)
    .filter(([key]) => key !== 'id' && (key !== 'key' || node.computed === true))
    .flatMap(([key, value]) => {
      const only = node.type === 'IfStatement' && key === 'consequent' && !node.alternate ? (value as Node) : undefined;
      return only?.type === 'ExpressionStatement' ? [only.expression] : value;
    })
    .filter((value): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string')
    .filter(({ type }) => !type.startsWith('TS') || /^TS(NonNull|As|Satisfies)/.test(type));

/** The length at which a text is cut in a title. */
const SHOWN = 110;

const brief = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
};

/** All changes of a source text, from its top to its end. @throws {Error} if it cannot be parsed. */
export function changesOf(file: string, source: string): readonly Change[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const textOf = ({ start, end }: Node) => source.slice(start, end);
  const found = new Map<string, Change>();
  const plant = (node: Node, place: string, texts: readonly string[], [open, close]: readonly [string, string]) => {
    for (const text of texts) {
      const { start, end } = node;
      const change = `${place}: ${brief(textOf(node))} → ${text === ';' ? 'nothing' : brief(text)}`;
      const before = [...found.values()].filter(({ title }) => title.replace(/ \(\d+\)$/, '') === change).length;
      const title = before === 0 ? change : `${change} (${before + 1})`;
      const line = source.slice(0, start).split('\n').length;
      if (!found.has(`${start} ${end} ${text}`))
        found.set(`${start} ${end} ${text}`, { place, line, start, end, text: `${open}${text}${close}`, title });
    }
  };
  /** Looks through a node; `deciding` is true in the value of a constant in capitals, outside of functions. */
  const visit = (node: Node, place: string, deciding: boolean): void => {
    if (/^(Import|TS(TypeAlias|Interface))/.test(node.type)) return;
    if (deciding && isNumeric(node, textOf)) {
      plant(node, place, threshold(node, textOf), ['(', ')']);
      return;
    }
    plant(node, place, expressions[node.type]?.(node, textOf) ?? [], ['(', ')']);
    plant(node, place, statements[node.type]?.(node, textOf) ?? [], ['', '']);
    const name = place === '' && /^(FunctionDeclaration|VariableDeclarator)$/.test(node.type) ? nameOf(node) : undefined;
    const decides = name === undefined ? deciding && !/Function/.test(node.type) : CAPITALS.test(name);
    const part = deciding && node.type === 'Property' ? `${place}.${textOf(child(node, 'key'))}` : place;
    for (const next of childrenOf(node)) visit(next, name ?? part, decides);
  };
  visit(program as unknown as Node, '', false);
  return [...found.values()];
}
