import { type Expression, expression } from '../formulas/expression.ts';
import { FormulaError, quoted } from '../formulas/formula-error.ts';
import { defining } from '../formulas/origin.ts';
import { isName } from '../formulas/syntax.ts';
import { reserved } from '../formulas/vocabulary.ts';
import type { Interval } from '../math/domain.ts';
import { defined, type FunctionSubject, type Invariance, type Traits } from '../subject/subject.ts';

type Rows = readonly (readonly number[])[];

/** A subject as formulas in mathjs syntax: a function of n variables and its claims. */
export interface FormulaDefinition
  extends Omit<Traits, 'formula' | 'variables' | 'energy' | 'invariant' | 'equivariant'>,
    Pick<FunctionSubject, 'name' | 'precision' | 'expect' | 'requirement' | 'requires' | 'source' | 'points'> {
  /** The inputs in their order, each with its interval; null is an infinite end. */
  readonly variables: Readonly<Record<string, readonly [low: number | null, high: number | null]>>;
  /** The function, or its m outputs. */
  readonly f: string | readonly string[];
  /** ∇f, one formula per variable. Without it and `jacobian`, the claim is the derivative that algebra finds. */
  readonly gradient?: readonly string[];
  /** J, one row per output, in it one formula per variable. */
  readonly jacobian?: readonly (readonly string[])[];
  /** H, n rows of n formulas. */
  readonly hessian?: readonly (readonly string[])[];
  /** The function, or its m outputs, written in another way. */
  readonly reference?: string | readonly string[];
  /** E, where f = −∇E. */
  readonly energy?: string;
  /** Symmetries of f: fields of directions along which its derivative is 0, one formula per variable; and matrices A for which f(A x) = f(x). */
  readonly invariant?: readonly { readonly along?: readonly string[]; readonly under?: Rows }[];
  /** Matrices A and B, where F(Ax) = B F(x). */
  readonly equivariant?: readonly { readonly inputs: Rows; readonly outputs: Rows }[];
}

/** The variables of a definition, and how a problem with one of its keys is told. */
interface Context {
  readonly variables: readonly string[];
  readonly domain: readonly Interval[];
  problem(key: string, text: string): FormulaError;
}

type Point = ArrayLike<number>;

/**
 * The subject that formulas describe: f and each claim are compiled, and f is also its `formula`.
 * @throws {FormulaError} in one line, naming the subject and the key.
 */
export function fromFormula(definition: FormulaDefinition): FunctionSubject {
  const { variables: _, f, gradient, jacobian, hessian, reference, energy, invariant, ...rest } = definition;
  const context = contextOf(definition);
  const { variables, domain } = context;
  const scalar = typeof f === 'string';
  const outputs = scalar ? [compiled(context, f, 'f')] : f.map((text, k) => compiled(context, text, `f[${k}]`));
  if (outputs.length === 0) throw context.problem('f', 'at least one output is needed');
  const claims = claimsOf(context, definition, outputs);
  checkTraits(context, definition, outputs.length);
  const symmetries = invariant?.map((symmetry, k) => invarianceOf(context, symmetry, `invariant[${k}]`));
  const potential = energy === undefined ? undefined : compiled(context, energy, 'energy');
  const plain = reference === undefined ? undefined : [reference].flat().map((text) => compiled(context, text, 'reference'));
  if (plain) checkLength(context, plain, outputs.length, 'reference');
  if ((potential || definition.conservative) && outputs.length !== variables.length) {
    const needed = `${variables.length} formula${variables.length === 1 ? '' : 's'} as f, one per variable (${list(variables)})`;
    throw context.problem(potential ? 'energy' : 'conservative', `a force needs ${needed}`);
  }
  const all = (x: Point) => outputs.map((output) => output.evaluate(x));
  try {
    return defined({
      ...rest,
      kind: 'function',
      domain,
      variables,
      formula: f,
      text: [f, gradient ?? [], (jacobian ?? []).flat(), (hessian ?? []).flat()].flat().join('\n'),
      f: defining(f, scalar ? (x: Point) => outputs[0]!.evaluate(x) : all),
      ...(scalar ? {} : { outputs: outputs.length }),
      label: (i) => variables[i]!,
      ...claims,
      ...(symmetries && { invariant: symmetries }),
      ...(potential && { energy: (x: Point) => potential.evaluate(x) }),
      ...(plain && { reference: (x: Point) => plain.map((part) => part.evaluate(x)) }),
    });
  } catch (error) {
    throw error instanceof FormulaError || !(error instanceof Error) ? error : new FormulaError(error.message);
  }
}

/** The context of a definition. @throws {FormulaError} if a variable has no usable name or an empty interval. */
function contextOf(definition: FormulaDefinition): Context {
  const problem = (key: string, text: string): FormulaError =>
    new FormulaError(`subject "${quoted(String(definition.name))}": ${key}: ${text}`);
  const variables = Object.keys(definition.variables);
  if (variables.length === 0) throw problem('variables', 'at least one variable is needed');
  const domain = variables.map((name): Interval => {
    const key = `variables.${quoted(name)}`;
    if (reserved(name)) throw problem(key, `${name} already means something in formulas; choose another name`);
    if (!isName(name)) throw problem(key, 'is not a name that a formula can use: letters, digits and _, not starting with a digit');
    const [from, to] = definition.variables[name]!;
    const [low, high] = [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY];
    if (!(low <= high)) throw problem(key, `low ${low} is above high ${high}`);
    return [low, high];
  });
  return { variables, domain, problem };
}

/** The claimed derivatives; where neither gradient nor Jacobian is given, the claim is the one that algebra finds. */
function claimsOf(
  context: Context,
  { f, gradient, jacobian, hessian }: FormulaDefinition,
  outputs: readonly Expression[],
): Partial<FunctionSubject> {
  const scalar = typeof f === 'string';
  if (gradient && !scalar) throw context.problem('gradient', 'f is a list of formulas, whose derivative is a jacobian: one row per output');
  const square = { rows: context.variables.length, per: 'variable' };
  const claims: Partial<FunctionSubject> = {
    ...(gradient && { gradient: defining(gradient, vectorOf(context, gradient, 'gradient')) }),
    ...(jacobian && { jacobian: defining(jacobian, matrixOf(context, jacobian, { rows: outputs.length, per: 'output' }, 'jacobian')) }),
    ...(hessian && { hessian: defining(hessian, matrixOf(context, hessian, square, 'hessian')) }),
    ...(!gradient && !jacobian && scalar && { gradient: (x: Point) => outputs[0]!.gradient(x) }),
    ...(!gradient && !jacobian && !scalar && { jacobian: (x: Point) => outputs.map((output) => output.gradient(x)) }),
  };
  if (hessian && !scalar) throw context.problem('hessian', 'f is a list of formulas; a hessian belongs to a function with one value');
  return claims;
}

/** Finds declared points, periods, trends and matrices of the wrong size. @throws {FormulaError} naming the first. */
function checkTraits(context: Context, { critical, periods, monotone, equivariant }: FormulaDefinition, outputs: number): void {
  const n = context.variables.length;
  for (const [k, { at }] of (critical ?? []).entries())
    if (at.length !== n)
      throw context.problem(`critical[${k}].at`, `needs ${entries(n)}, one per variable (${list(context.variables)}), has ${at.length}`);
  for (const [k, period] of (periods ?? []).entries()) checkLength(context, period, n, `periods[${k}]`);
  if (Array.isArray(monotone)) checkLength(context, monotone, n, 'monotone');
  for (const [k, map] of (equivariant ?? []).entries()) {
    squareOf(context, map.inputs, n, `equivariant[${k}].inputs`);
    squareOf(context, map.outputs, outputs, `equivariant[${k}].outputs`);
  }
}

function invarianceOf(context: Context, { along, under }: NonNullable<FormulaDefinition['invariant']>[number], key: string): Invariance {
  if (along && under) throw context.problem(key, 'has both "along" and "under"');
  if (along) return { along: vectorOf(context, along, `${key}.along`) };
  if (under) return { under: squareOf(context, under, context.variables.length, `${key}.under`) };
  throw context.problem(key, 'needs "along" or "under"');
}

function compiled({ variables, problem }: Context, text: string, key: string): Expression {
  try {
    return expression(text, variables);
  } catch (error) {
    throw error instanceof FormulaError ? problem(key, error.message) : error;
  }
}

/** A vector of n formulas, one per variable, as a field. */
function vectorOf(context: Context, texts: readonly string[], key: string): (x: Point) => Float64Array {
  const n = context.variables.length;
  if (texts.length !== n)
    throw context.problem(key, `needs ${entries(n)}, one per variable (${list(context.variables)}), has ${texts.length}`);
  const parts = texts.map((text, i) => compiled(context, text, `${key}[${i}]`));
  return (x) => Float64Array.from(parts, (part) => part.evaluate(x));
}

/** A matrix of formulas, with this number of rows, one per output or variable, and n columns. */
function matrixOf(
  context: Context,
  texts: readonly (readonly string[])[],
  { rows, per }: { readonly rows: number; readonly per: string },
  key: string,
): (x: Point) => Float64Array[] {
  if (texts.length !== rows) throw context.problem(key, `needs ${rows} row${rows === 1 ? '' : 's'}, one per ${per}, has ${texts.length}`);
  const parts = texts.map((row, k) => vectorOf(context, row, `${key}[${k}]`));
  return (x) => parts.map((part) => part(x));
}

function checkLength(context: Context, row: readonly unknown[], length: number, key: string): void {
  if (row.length !== length) throw context.problem(key, `needs ${entries(length)}, has ${row.length}`);
}

function squareOf(context: Context, rows: Rows, size: number, key: string): Rows {
  if (rows.length !== size) throw context.problem(key, `needs ${size} row${size === 1 ? '' : 's'}, has ${rows.length}`);
  for (const [k, row] of rows.entries()) checkLength(context, row, size, `${key}[${k}]`);
  return rows;
}

/** Variables that a message lists. Why: it is one line. */
const NAMED_VARIABLES = 8;

const entries = (n: number): string => (n === 1 ? '1 entry' : `${n} entries`);
const list = (names: readonly string[]): string =>
  names.length > NAMED_VARIABLES ? `${names.slice(0, NAMED_VARIABLES).join(', ')}, …` : names.join(', ');
