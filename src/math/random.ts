/** Seeds are whole numbers below this. Why: what generators of random numbers in other languages take, too. */
export const SEEDS = 2 ** 31;

/** A stream of pseudo-random numbers, the same for the same seed. */
export interface Random {
  /** Uniform in [0, 1), with 53 random bits. */
  next(): number;
  /** A whole number, uniform in 0 … n − 1. */
  below(n: number): number;
  /** Standard normal (G. E. P. Box, M. E. Muller 1958). */
  normal(): number;
  /** Either sign with probability ½. */
  sign(): 1 | -1;
  /** One element of a list, each with the same probability. */
  pick<T>(from: readonly T[]): T;
}

/** The stream of a seed: SplitMix of G. L. Steele, D. Lea, C. H. Flood (2014), in its 32-bit form. */
export function random(seed: number): Random {
  // In an array, the state is a plain word; as a variable of a closure it would be a new object for each number.
  const state = Int32Array.of(seed ^ 0x9e3779b9);
  const word = () => {
    let z = (state[0]! + 0x9e3779b9) | 0;
    state[0] = z;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  const next = () => (word() * 2 ** 21 + (word() >>> 11)) / 2 ** 53;
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    sign: () => (word() & 1 ? 1 : -1),
    pick: (from) => from[below(from.length)]!,
  };
}
