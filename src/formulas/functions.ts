import { erf } from './erf.ts';

/** The nearest whole number; of two, the one further from zero, as in mathjs. */
const round = (x: number): number => Math.sign(x) * Math.round(Math.abs(x));

/** x − y⌊x/y⌋, which has the sign of y; x where y is 0. */
function mod(x: number, y: number): number {
  if (y === 0) return x;
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}

/** 1 or 0, and NaN if either side is not a number. */
const truth =
  (test: (a: number, b: number) => boolean) =>
  (a: number, b: number): number =>
    Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : test(a, b) ? 1 : 0;

/** The functions of one number by their names. Where a value would be complex it is NaN. */
export const unary = {
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  erf,
  floor: Math.floor,
  ceil: Math.ceil,
  fix: Math.trunc,
  round,
  not: (a: number): number => (Number.isNaN(a) ? a : a === 0 ? 1 : 0),
} satisfies Record<string, (a: number) => number>;

/** The functions of two numbers by their names. Comparisons are 0 or 1, and exact; `and` and `or` depend on their second operand only where the first does not decide. */
export const binary = {
  max: (a: number, b: number): number => Math.max(a, b),
  min: (a: number, b: number): number => Math.min(a, b),
  atan2: Math.atan2,
  hypot: (a: number, b: number): number => Math.hypot(a, b),
  mod,
  '<': truth((a, b) => a < b),
  '<=': truth((a, b) => a <= b),
  '>': truth((a, b) => a > b),
  '>=': truth((a, b) => a >= b),
  '==': truth((a, b) => a === b),
  '!=': truth((a, b) => a !== b),
  and: (a: number, b: number): number => (a === 0 || Number.isNaN(a) ? a : truth((_, y) => y !== 0)(a, b)),
  or: (a: number, b: number): number => (Number.isNaN(a) ? a : a !== 0 ? 1 : truth((_, y) => y !== 0)(a, b)),
  xor: truth((a, b) => (a !== 0) !== (b !== 0)),
} satisfies Record<string, (a: number, b: number) => number>;

export type Unary = keyof typeof unary;
export type Binary = keyof typeof binary;
