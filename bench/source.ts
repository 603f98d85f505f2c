/** Source files as their syntax shows them: constants with their comments, numbers, and the sizes of functions. */
import { type Program, parseSync, Visitor } from 'oxc-parser';

/** A constant at the top of a file: its name, the text of its value, and the comment before it. */
export interface Constant {
  readonly name: string;
  readonly value: string;
  readonly comment: string;
  /** Whether its value is made of numbers, or of other constants that are. */
  readonly numeric: boolean;
}

/** A number that is written outside of such constants. */
export interface Literal {
  readonly number: string;
  readonly line: number;
}

/** A function, or the type of one, with the number of its lines and parameters. */
export interface FunctionSize {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  readonly parameters: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const CONSTANT = /^[A-Z][A-Z0-9_]*$/;

const within = ({ start, end }: Span, outer: Span): boolean => start >= outer.start && end <= outer.end;

/** The constants, numbers and functions of a source text. @throws {Error} if it cannot be parsed. */
export function sourceOf(
  file: string,
  text: string,
): { readonly constants: readonly Constant[]; readonly literals: readonly Literal[]; readonly functions: readonly FunctionSize[] } {
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const numbers: Span[] = [];
  const names: Span[] = [];
  const types: Span[] = [];
  const titles = new Map<number, string>();
  const found: (Span & { readonly own?: string; readonly parameters: number })[] = [];
  const titled = (key: Span & { readonly type: string }, value: Span | null): void => {
    if (value && key.type === 'Identifier') titles.set(value.start, text.slice(key.start, key.end));
  };
  const sized = (node: Span & { readonly id?: { readonly name: string } | null; readonly params: readonly unknown[] }): void => {
    found.push({ start: node.start, end: node.end, ...(node.id && { own: node.id.name }), parameters: node.params.length });
  };
  new Visitor({
    Literal: (node) => typeof node.value === 'number' && numbers.push(node),
    Identifier: (node) => CONSTANT.test(node.name) && names.push(node),
    MemberExpression: (node) => text.slice(node.start, node.end).startsWith('Number.') && names.push(node),
    TSLiteralType: (node) => types.push(node),
    VariableDeclarator: (node) => titled(node.id, node.init),
    Property: (node) => titled(node.key, node.value),
    MethodDefinition: (node) => titled(node.key, node.value),
    FunctionDeclaration: sized,
    FunctionExpression: sized,
    ArrowFunctionExpression: sized,
    TSFunctionType: sized,
    TSMethodSignature: sized,
  }).visit(program);

  const declared = declarators(program);
  const constants = declared.map(({ name, value, start }): Constant => {
    const before = comments.findLast((comment) => comment.end <= start && text.slice(comment.end, start).trim() === '');
    return {
      name,
      value: text.slice(value.start, value.end),
      comment: before?.value ?? '',
      numeric: [...numbers, ...names].some((number) => within(number, value)),
    };
  });
  const named = [...declared.map(({ value }) => value), ...types];
  const outside = numbers.filter((number) => !named.some((span) => within(number, span)));
  return {
    constants,
    literals: outside.map(({ start, end }) => ({ number: text.slice(start, end), line: lineOf(start) })),
    functions: found.map(({ start, end, own, parameters }) => ({
      name: own ?? titles.get(start) ?? '',
      line: lineOf(start),
      lines: lineOf(end) - lineOf(start) + 1,
      parameters,
    })),
  };
}

/** The constants in capitals that a program declares at its top, each where its declaration starts and with the place of its value. */
function declarators({ body }: Program): readonly { readonly name: string; readonly start: number; readonly value: Span }[] {
  return body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' && init && CONSTANT.test(id.name) ? [{ name: id.name, start: statement.start, value: init }] : [],
    );
  });
}
