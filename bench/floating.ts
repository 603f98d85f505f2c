import { erf } from 'mathjs';
import type { Arithmetic } from './tape.ts';

const truth = (holds: boolean): number => (holds ? 1 : 0);

/** Arithmetic of doubles, each result passed through `rounded`. */
const floating = (rounded: (exact: number) => number): Arithmetic<number> => ({
  of: rounded,
  operations: {
    add: (a, b) => rounded(a! + b!),
    subtract: (a, b) => rounded(a! - b!),
    multiply: (a, b) => rounded(a! * b!),
    divide: (a, b) => rounded(a! / b!),
    pow: (a, b) => rounded(a! ** b!),
    unaryMinus: (a) => -a!,
    abs: (a) => Math.abs(a!),
    exp: (a) => rounded(Math.exp(a!)),
    log: (a) => rounded(Math.log(a!)),
    sqrt: (a) => rounded(Math.sqrt(a!)),
    sin: (a) => rounded(Math.sin(a!)),
    cos: (a) => rounded(Math.cos(a!)),
    tanh: (a) => rounded(Math.tanh(a!)),
    erf: (a) => rounded(erf(a!)),
    round: (a) => rounded(Math.round(a!)),
    mod: (a, b) => rounded(a! - b! * Math.floor(a! / b!)),
    larger: (a, b) => truth(a! > b!),
    largerEq: (a, b) => truth(a! >= b!),
    smaller: (a, b) => truth(a! < b!),
    smallerEq: (a, b) => truth(a! <= b!),
    equal: (a, b) => truth(a! === b!),
    and: (a, b) => truth(a !== 0 && b !== 0),
    or: (a, b) => truth(a !== 0 || b !== 0),
    select: (condition, a, b) => (condition === 0 ? b! : a!),
  },
});

export const double: Arithmetic<number> = floating((exact) => exact);

/** Doubles of which every result, input and constant is rounded to the nearest number of single precision. */
export const single: Arithmetic<number> = floating(Math.fround);
