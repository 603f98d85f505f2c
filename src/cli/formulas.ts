import { fromFormula } from '../adapters/formula.ts';
import { expression } from '../formulas/expression.ts';
import { freeVariables } from '../formulas/syntax.ts';
import type { Interval } from '../math/domain.ts';
import { SHOWN_NAME } from '../subject/shape.ts';
import { type FunctionSubject, LONGEST_NAME } from '../subject/subject.ts';
import { suggestion } from './suggestion.ts';
import { firstLine, UsageError } from './usage-error.ts';

const DEFAULT_INTERVAL: Interval = [-2, 2];

/**
 * The subject of formulas given on the command line, its variables sorted by name. Without gradients it claims the gradient that algebra
 * finds.
 * @throws {UsageError} in one line.
 */
export function fromFormulas(f: string, gradient: readonly string[] | undefined, domains: readonly string[]): FunctionSubject {
  const variables = attempt('the formula', () => freeVariables(f));
  const intervals = domainsOf(domains, variables);
  if (variables.length === 0) throw new UsageError(`${JSON.stringify(shortened(f, SHOWN_NAME))} has no variable`);
  if (gradient && gradient.length !== variables.length) throw new UsageError(mismatch(f, gradient, variables));
  const entries = variables.map((name) => [name, intervals.get(name) ?? DEFAULT_INTERVAL] as const);
  const hints = glued(f, variables).map((hint) => `; ${hint}`);
  return attempt(
    '',
    () => fromFormula({ name: shortened(f, LONGEST_NAME), variables: Object.fromEntries(entries), f, ...(gradient && { gradient }) }),
    hints.join(''),
  );
}

/** The formula in at most so many characters, as a name or part of a message. */
const shortened = (f: string, length: number): string => (f.length <= length ? f : `${f.slice(0, length - 1)}…`);

/** For each variable such as xy that follows a number, as in 3xy: a note that a product is written with *. */
export const glued = (f: string, variables: readonly string[]): readonly string[] =>
  variables.flatMap((name) => {
    const number = new RegExp(`(?<![\\p{L}\\p{N}_.])(\\d+(?:\\.\\d*)?)\\s*${name}(?![\\p{L}\\p{N}_])`, 'u').exec(f)?.[1];
    return number === undefined || !/^\p{L}{2,4}$/u.test(name)
      ? []
      : [`${name} is one variable; a product is written ${[number, ...name].join('*')}`];
  });

/** Characters of the list of variables in a message. */
const SHOWN_VARIABLES = 200;

function mismatch(f: string, gradient: readonly string[], variables: readonly string[]): string {
  const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
  const names = shortened(variables.join(', '), SHOWN_VARIABLES);
  const told = `${JSON.stringify(shortened(f, SHOWN_NAME))} has ${count(variables.length, 'variable')} (${names}) but ${count(gradient.length, '--gradient')} given`;
  const hint = glued(f, variables)[0] ?? meant(f, gradient);
  return hint ? `${told}; ${hint}` : `${told}: one for each, in this order`;
}

/** The error of the formula if it has only the variables of the gradients, where that error suggests another spelling. */
function meant(f: string, gradient: readonly string[]): string | undefined {
  try {
    expression(f, [...new Set(gradient.flatMap(freeVariables))]);
  } catch (error) {
    const message = firstLine(error);
    return message.includes('did you mean') ? message : undefined;
  }
  return undefined;
}

function domainsOf(texts: readonly string[], variables: readonly string[]): ReadonlyMap<string, Interval> {
  const intervals = new Map<string, Interval>();
  for (const text of texts) {
    const [, name, low, high] = /^\s*([^=\s]+)\s*=([^:]*):([^:]*)$/.exec(text) ?? [];
    const interval = [endOf(low, Number.NEGATIVE_INFINITY), endOf(high, Number.POSITIVE_INFINITY)] as const;
    const told = `--domain ${JSON.stringify(text)}`;
    if (name === undefined) throw new UsageError(`${told}: write it as NAME=LOW:HIGH, such as x=-2:2`);
    if (!variables.includes(name))
      throw new UsageError(
        `${told}: the formula has no variable ${JSON.stringify(name)}${suggestion(name, variables) || ` (variables: ${variables.join(', ')})`}`,
      );
    if (intervals.has(name)) throw new UsageError(`${told}: ${name} already has an interval`);
    if (!(interval[0] <= interval[1]) || interval[0] === Number.POSITIVE_INFINITY || interval[1] === Number.NEGATIVE_INFINITY)
      throw new UsageError(`${told}: LOW and HIGH are numbers (or infinite: inf), LOW ≤ HIGH`);
    intervals.set(name, interval);
  }
  return intervals;
}

const endOf = (text: string | undefined, open: number): number => (text?.trim() === '' ? open : numberOf(text));

/** The value of a decimal number or of inf; NaN for any other text. */
export function numberOf(text: string | undefined): number {
  const [, sign, infinite] = /^([+-]?)(inf(?:inity)?|∞)$/i.exec(text?.trim() ?? '') ?? [];
  if (infinite !== undefined) return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text?.trim() ?? '') ? Number(text) : Number.NaN;
}

/** The point that `x=1,y=2` names. @throws {UsageError} unless it gives each variable one finite number. */
export function pointOf(text: string, variables: readonly string[]): readonly number[] {
  const told = `--at ${JSON.stringify(text)}`;
  const given = new Map<string, number>();
  for (const part of text.split(',')) {
    const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/.exec(part) ?? [];
    if (name === undefined || !Number.isFinite(numberOf(value)))
      throw new UsageError(`${told}: write it as NAME=NUMBER,…, such as x=1,y=2`);
    if (!variables.includes(name))
      throw new UsageError(
        `${told}: the formula has no variable ${JSON.stringify(name)}${suggestion(name, variables) || ` (variables: ${variables.join(', ')})`}`,
      );
    if (given.has(name)) throw new UsageError(`${told}: ${name} is given twice`);
    given.set(name, numberOf(value));
  }
  return variables.map((name) => {
    const value = given.get(name);
    if (value === undefined) throw new UsageError(`${told}: ${name} is missing`);
    return value;
  });
}

function attempt<T>(what: string, action: () => T, hint = ''): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && error.name === 'FormulaError') throw new UsageError(`${what ? `${what}: ` : ''}${error.message}${hint}`);
    throw error;
  }
}
