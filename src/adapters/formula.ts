import { type Expression, expression } from '../formulas/expression.ts';
import { FormulaError, quoted } from '../formulas/formula-error.ts';
import { isName } from '../formulas/syntax.ts';
import { reserved } from '../formulas/vocabulary.ts';
import type { Interval } from '../math/domain.ts';
import { defined, type FunctionSubject, type Invariance, type Traits } from '../subject/subject.ts';

type Rows = readonly (readonly number[])[];

/** A function and its claims as formulas in mathjs syntax. */
export interface FormulaDefinition
  extends Omit<Traits, 'formula' | 'variables' | 'energy' | 'invariant' | 'equivariant'>,
    Pick<FunctionSubject, 'name' | 'precision' | 'expect' | 'requirement' | 'source'> {
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
  /** f in other words. */
  readonly reference?: string | readonly string[];
  /** E, where f = −∇E. */
  readonly energy?: string;
  /** Fields along which f stands still, one formula per variable, and matrices under which it stays the same. */
  readonly invariant?: readonly { readonly along?: readonly string[]; readonly under?: Rows }[];
  /** Matrices A and B, where F(Ax) = B F(x). */
  readonly equivariant?: readonly { readonly inputs: Rows; readonly outputs: Rows }[];
}

/**
 * The subject that formulas describe: f and each claim are compiled, and f is also its `formula`.
 * @throws {FormulaError} in one line, naming the subject and the key.
 */
export function fromFormula(definition: FormulaDefinition): FunctionSubject {
  const { variables: intervals, f, gradient, jacobian, hessian, reference, energy, invariant, ...rest } = definition;
  const at = (key: string, problem: string): FormulaError =>
    new FormulaError(`subject "${quoted(String(definition.name))}": ${key}: ${problem}`);

  const variables = Object.keys(intervals);
  const n = variables.length;
  if (n === 0) throw at('variables', 'at least one variable is needed');
  const domain = variables.map((name): Interval => {
    const key = `variables.${quoted(name)}`;
    if (reserved(name)) throw at(key, `${name} already means something in formulas; choose another name`);
    if (!isName(name)) throw at(key, 'is not a name that a formula can use: letters, digits and _, not starting with a digit');
    const [low, high] = [intervals[name]![0] ?? Number.NEGATIVE_INFINITY, intervals[name]![1] ?? Number.POSITIVE_INFINITY];
    if (!(low <= high)) throw at(key, `low ${low} is above high ${high}`);
    return [low, high];
  });

  const compiled = (text: string, key: string): Expression => {
    try {
      return expression(text, variables);
    } catch (error) {
      throw error instanceof FormulaError ? at(key, error.message) : error;
    }
  };
  const vector = (texts: readonly string[], key: string): ((x: ArrayLike<number>) => Float64Array) => {
    if (texts.length !== n) throw at(key, `needs ${entries(n)}, one per variable (${list(variables)}), has ${texts.length}`);
    const parts = texts.map((text, i) => compiled(text, `${key}[${i}]`));
    return (x) => Float64Array.from(parts, (part) => part.evaluate(x));
  };
  const matrix = (
    rows: readonly (readonly string[])[],
    height: number,
    per: string,
    key: string,
  ): ((x: ArrayLike<number>) => Float64Array[]) => {
    if (rows.length !== height) throw at(key, `needs ${height} row${height === 1 ? '' : 's'}, one per ${per}, has ${rows.length}`);
    const parts = rows.map((row, k) => vector(row, `${key}[${k}]`));
    return (x) => parts.map((part) => part(x));
  };

  const scalar = typeof f === 'string';
  const outputs = scalar ? [compiled(f, 'f')] : f.map((text, k) => compiled(text, `f[${k}]`));
  if (outputs.length === 0) throw at('f', 'at least one output is needed');
  if (gradient && !scalar) throw at('gradient', 'f is a list of formulas, whose derivative is a jacobian: one row per output');

  const traits: Partial<FunctionSubject> = {
    ...(gradient && { gradient: vector(gradient, 'gradient') }),
    ...(jacobian && { jacobian: matrix(jacobian, outputs.length, 'output', 'jacobian') }),
    ...(hessian && { hessian: matrix(hessian, n, 'variable', 'hessian') }),
    ...(!gradient && !jacobian && scalar && { gradient: (x: ArrayLike<number>) => outputs[0]!.gradient(x) }),
    ...(!gradient && !jacobian && !scalar && { jacobian: (x: ArrayLike<number>) => outputs.map((output) => output.gradient(x)) }),
  };
  if (hessian && !scalar) throw at('hessian', 'f is a list of formulas; a hessian belongs to a function with one value');
  for (const [k, { at: point }] of (definition.critical ?? []).entries())
    if (point.length !== n)
      throw at(`critical[${k}].at`, `needs ${entries(n)}, one per variable (${list(variables)}), has ${point.length}`);

  const sized = (row: readonly unknown[], length: number, key: string): void => {
    if (row.length !== length) throw at(key, `needs ${entries(length)}, has ${row.length}`);
  };
  const square = (rows: Rows, size: number, key: string): Rows => {
    if (rows.length !== size) throw at(key, `needs ${size} row${size === 1 ? '' : 's'}, has ${rows.length}`);
    for (const [k, row] of rows.entries()) sized(row, size, `${key}[${k}]`);
    return rows;
  };
  for (const [k, period] of (definition.periods ?? []).entries()) sized(period, n, `periods[${k}]`);
  if (Array.isArray(definition.monotone)) sized(definition.monotone, n, 'monotone');
  for (const [k, map] of (definition.equivariant ?? []).entries()) {
    square(map.inputs, n, `equivariant[${k}].inputs`);
    square(map.outputs, outputs.length, `equivariant[${k}].outputs`);
  }
  const symmetries = invariant?.map(({ along, under }, k): Invariance => {
    if (along && under) throw at(`invariant[${k}]`, 'has both "along" and "under"');
    if (along) return { along: vector(along, `invariant[${k}].along`) };
    if (under) return { under: square(under, n, `invariant[${k}].under`) };
    throw at(`invariant[${k}]`, 'needs "along" or "under"');
  });
  const potential = energy === undefined ? undefined : compiled(energy, 'energy');
  const plain =
    reference === undefined
      ? undefined
      : (typeof reference === 'string' ? [reference] : reference).map((text) => compiled(text, 'reference'));
  if (plain) sized(plain, outputs.length, 'reference');
  if ((potential || definition.conservative) && outputs.length !== n)
    throw at(
      potential ? 'energy' : 'conservative',
      `a force needs ${n} formula${n === 1 ? '' : 's'} as f, one per variable (${list(variables)})`,
    );

  try {
    return defined({
      ...rest,
      kind: 'function',
      domain,
      variables,
      formula: f,
      text: [f, gradient ?? [], jacobian ?? [], hessian ?? []].flat(3).join('\n'),
      f: scalar ? (x: ArrayLike<number>) => outputs[0]!.evaluate(x) : (x: ArrayLike<number>) => outputs.map((output) => output.evaluate(x)),
      ...(scalar ? {} : { outputs: outputs.length }),
      label: (i) => variables[i]!,
      ...traits,
      ...(symmetries && { invariant: symmetries }),
      ...(potential && { energy: (x: ArrayLike<number>) => potential.evaluate(x) }),
      ...(plain && { reference: (x: ArrayLike<number>) => plain.map((part) => part.evaluate(x)) }),
    });
  } catch (error) {
    throw error instanceof FormulaError || !(error instanceof Error) ? error : new FormulaError(error.message);
  }
}

const entries = (n: number): string => (n === 1 ? '1 entry' : `${n} entries`);
const list = (names: readonly string[]): string => (names.length > 8 ? `${names.slice(0, 8).join(', ')}, …` : names.join(', '));
