import { erf } from '../../src/formulas/erf.ts';
import type { Arithmetic } from './arithmetic.ts';
import { type Field, polygamma } from './polygamma.ts';

/** The precisions in which programs run. */
export const PRECISIONS = ['float64', 'float32', 'float16', 'bfloat16'] as const;
export type Format = (typeof PRECISIONS)[number];

/** Half the distance from 1 to the next number: the largest relative error of an operation. */
export const ROUNDOFF: Record<Format, number> = { float64: 2 ** -53, float32: 2 ** -24, float16: 2 ** -11, bfloat16: 2 ** -8 };
/** The step at which an iteration of a program ends, relative to its result. */
export const TOLERANCE: Record<Format, number> = { float64: 1e-10, float32: 1e-5, float16: 4e-3, bfloat16: 3e-2 };

/** Rounding to a format of 16 bits: to so many significant bits by T. J. Dekker's (1971) split, and below its normal numbers to multiples of the smallest number. */
function short(bits: number, exponents: { readonly smallest: number; readonly largest: number }): (x: number) => number {
  const split = 2 ** (53 - bits) + 1;
  const normal = 2 ** exponents.smallest;
  const aligned = 1.5 * 2 ** (exponents.smallest - bits + 53);
  const overflow = 2 ** (exponents.largest + 1) - 2 ** (exponents.largest - bits);
  return (x) => {
    const size = Math.abs(x);
    if (size >= overflow) return x > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    if (size < normal) return x + aligned - aligned;
    const scaled = split * x;
    return scaled - (scaled - x);
  };
}

/** The number nearest to x of half precision (IEEE 754 binary16), and of the first 16 bits of single precision. */
const half = short(11, { smallest: -14, largest: 15 });
const brain = short(8, { smallest: -126, largest: 127 });

/** Doubles, as polygamma functions are computed with them. */
const DOUBLES: Field<number> = {
  of: (x) => x,
  number: (x) => x,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  log: Math.log,
  fraction: (numerator, denominator) => Number(numerator) / Number(denominator),
  constant: Math.log(2 * Math.PI) / 2,
  from: 8,
  negligible: 2 ** -55,
};

/** A branch that a function took: a comparison, or the whole number below a value. */
export type Decision = boolean | number;

/** Arithmetic of a precision: every result is rounded to it, as that of an operation in doubles. */
function rounded(round: (x: number) => number, tolerance: number): Arithmetic<number> {
  const by = (f: (x: number) => number) => (x: number) => round(f(x));
  return {
    of: round,
    number: (x) => x,
    isZero: (x) => x === 0,
    slopeOfErf: round(2 / Math.sqrt(Math.PI)),
    add: (a, b) => round(a + b),
    subtract: (a, b) => round(a - b),
    multiply: (a, b) => round(a * b),
    divide: (a, b) => round(a / b),
    power: (a, exponent) => round(a ** exponent),
    polygamma: (order, a) => round(polygamma(DOUBLES, order, a)),
    functions: {
      exp: by(Math.exp),
      expm1: by(Math.expm1),
      log: by(Math.log),
      log1p: by(Math.log1p),
      sqrt: by(Math.sqrt),
      cbrt: by(Math.cbrt),
      sin: by(Math.sin),
      cos: by(Math.cos),
      tan: by(Math.tan),
      asin: by(Math.asin),
      acos: by(Math.acos),
      atan: by(Math.atan),
      sinh: by(Math.sinh),
      cosh: by(Math.cosh),
      tanh: by(Math.tanh),
      asinh: by(Math.asinh),
      erf: by(erf),
    },
    less: (a, b) => a < b,
    floor: Math.floor,
    settled: (a, b) => !(Math.abs(a - b) > tolerance * Math.abs(a)),
  };
}

export const FLOATS: Record<Format, Arithmetic<number>> = {
  float64: rounded((x) => x, TOLERANCE.float64),
  float32: rounded(Math.fround, TOLERANCE.float32),
  float16: rounded(half, TOLERANCE.float16),
  bfloat16: rounded(brain, TOLERANCE.bfloat16),
};

/** The same arithmetic, which writes down the branches that are taken. */
export const noting = <T>(a: Arithmetic<T>, taken: Decision[]): Arithmetic<T> => ({
  ...a,
  less: (x, y) => noted(taken, a.less(x, y)),
  floor: (x) => noted(taken, a.floor(x)),
});

function noted<D extends Decision>(taken: Decision[], decision: D): D {
  taken.push(decision);
  return decision;
}
