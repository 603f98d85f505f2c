import type { Interval } from '../domain.ts';
import { defined, type FunctionSubject, type Traits } from '../subject.ts';
import { type Expression, expression } from './expression.ts';
import { FormulaError, quoted } from './formula-error.ts';
import { isName } from './syntax.ts';
import { reserved } from './vocabulary.ts';

/** A function and its claims as formulas in mathjs syntax. */
export interface FormulaDefinition
  extends Omit<Traits, 'formula' | 'variables'>,
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
}

/**
 * The subject that formulas describe: f and each claim are compiled, and f is also its `formula`.
 * @throws {FormulaError} in one line, naming the subject and the key.
 */
export function fromFormula(definition: FormulaDefinition): FunctionSubject {
  const { variables: intervals, f, gradient, jacobian, hessian, ...rest } = definition;
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

  try {
    return defined({
      ...rest,
      kind: 'function',
      domain,
      variables,
      formula: f,
      f: scalar ? (x: ArrayLike<number>) => outputs[0]!.evaluate(x) : (x: ArrayLike<number>) => outputs.map((output) => output.evaluate(x)),
      ...(scalar ? {} : { outputs: outputs.length }),
      label: (i) => variables[i]!,
      ...traits,
    });
  } catch (error) {
    throw error instanceof FormulaError || !(error instanceof Error) ? error : new FormulaError(error.message);
  }
}

const entries = (n: number): string => (n === 1 ? '1 entry' : `${n} entries`);
const list = (names: readonly string[]): string => (names.length > 8 ? `${names.slice(0, 8).join(', ')}, …` : names.join(', '));
