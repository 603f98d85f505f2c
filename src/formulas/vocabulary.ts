import { unary } from './functions.ts';
import { constant, type Graph, type Operation, type Term, term } from './graph.ts';

const pi = (g: Graph): Term => constant(g, Math.PI, 'pi');
const e = (g: Graph): Term => constant(g, Math.E, 'e');

/** The constants that formulas may name, with their terms. */
export const constants = new Map<string, (g: Graph) => Term>([
  ['pi', pi],
  ['PI', pi],
  ['e', e],
  ['E', e],
  ['tau', (g) => term(g, '*', constant(g, 2), pi(g))],
  ['Infinity', (g) => constant(g, Number.POSITIVE_INFINITY)],
  ['NaN', (g) => constant(g, Number.NaN)],
]);

type Build = (g: Graph, operands: readonly Term[]) => Term;
/** A function that formulas may call: the least and the largest number of its arguments, and the term of a call. */
interface Callable {
  readonly least: number;
  readonly most: number;
  readonly build: Build;
}

const chain =
  (operation: Operation): Build =>
  (g, [first, ...rest]) =>
    rest.reduce((left, right) => term(g, operation, left, right), first!);
const reciprocal =
  (operation: Operation): Build =>
  (g, [u]) =>
    term(g, '/', constant(g, 1), term(g, operation, u!));

/** The functions that formulas may call, by their names. */
export const callables = new Map<string, Callable>([
  ...Object.keys(unary).map((name): [string, Callable] => [name, { least: 1, most: 1, build: (g, [u]) => term(g, name as Operation, u!) }]),
  ...['atan2', 'mod'].map((name): [string, Callable] => [
    name,
    { least: 2, most: 2, build: (g, [u, v]) => term(g, name as Operation, u!, v!) },
  ]),
  ...['max', 'min'].map((name): [string, Callable] => [
    name,
    { least: 1, most: Number.POSITIVE_INFINITY, build: chain(name as Operation) },
  ]),
  [
    'hypot',
    {
      least: 1,
      most: Number.POSITIVE_INFINITY,
      build: (g, [u, ...rest]) => (rest.length ? chain('hypot')(g, [u!, ...rest]) : term(g, 'abs', u!)),
    },
  ],
  ['pow', { least: 2, most: 2, build: (g, [u, v]) => term(g, '^', u!, v!) }],
  ['square', { least: 1, most: 1, build: (g, [u]) => term(g, '^', u!, constant(g, 2)) }],
  ['cube', { least: 1, most: 1, build: (g, [u]) => term(g, '^', u!, constant(g, 3)) }],
  ['sec', { least: 1, most: 1, build: reciprocal('cos') }],
  ['csc', { least: 1, most: 1, build: reciprocal('sin') }],
  ['cot', { least: 1, most: 1, build: reciprocal('tan') }],
  ['sech', { least: 1, most: 1, build: reciprocal('cosh') }],
  ['csch', { least: 1, most: 1, build: reciprocal('sinh') }],
  ['coth', { least: 1, most: 1, build: reciprocal('tanh') }],
  [
    'log',
    {
      least: 1,
      most: 2,
      build: (g, [u, base]) => (base === undefined ? term(g, 'log', u!) : term(g, '/', term(g, 'log', u!), term(g, 'log', base))),
    },
  ],
]);

/** Names of functions in other languages, with those that they have here. */
export const elsewhere = new Map([
  ['ln', 'log'],
  ['arcsin', 'asin'],
  ['arccos', 'acos'],
  ['arctan', 'atan'],
  ['arctan2', 'atan2'],
  ['arcsinh', 'asinh'],
  ['arccosh', 'acosh'],
  ['arctanh', 'atanh'],
  ['sgn', 'sign'],
  ['fabs', 'abs'],
  ['power', 'pow'],
  ['sqr', 'square'],
  ['trunc', 'fix'],
  ['maximum', 'max'],
  ['minimum', 'min'],
]);

/** The operators of formulas, by mathjs' names. */
export const operators = new Map<string, Operation>([
  ['add', '+'],
  ['subtract', '-'],
  ['multiply', '*'],
  ['divide', '/'],
  ['pow', '^'],
  ['mod', 'mod'],
  ['unaryMinus', 'negate'],
  ['not', 'not'],
  ['and', 'and'],
  ['or', 'or'],
  ['xor', 'xor'],
  ['smaller', '<'],
  ['smallerEq', '<='],
  ['larger', '>'],
  ['largerEq', '>='],
  ['equal', '=='],
  ['unequal', '!='],
]);

/** Words that mathjs reads as operators or values. */
const words = new Set(['and', 'or', 'xor', 'not', 'mod', 'to', 'in', 'end', 'true', 'false', 'null', 'undefined']);

/** Whether a name has a meaning of its own in formulas, so that no variable can have it. */
export const reserved = (name: string): boolean => callables.has(name) || constants.has(name) || words.has(name);
