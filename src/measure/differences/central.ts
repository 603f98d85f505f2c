import { EPSILON, type Estimate } from '../../math/estimate.ts';
import { SIGMAS } from './chebyshev.ts';
import type { Line } from './line.ts';

/** Pairs ±h, ±2h, … of the widest formula. */
const PAIRS = 6;

/** Weights of the central difference of order 2p: (p!)²-weights of Fornberg (1988), for pairs 1 … p. */
function weights(p: number, order: 1 | 2): number[] {
  let ratio = 1;
  return Array.from({ length: p }, (_, i) => {
    const k = i + 1;
    ratio *= (p - k + 1) / (p + k);
    const sign = k % 2 === 1 ? 1 : -1;
    return (2 * sign * ratio) / (order === 1 ? k : k * k);
  });
}

const table = { 1: [weights(PAIRS, 1), weights(PAIRS - 1, 1)], 2: [weights(PAIRS, 2), weights(PAIRS - 1, 2)] } as const;

/**
 * A second opinion that shares neither nodes nor method with a Chebyshev fit: the central difference of order 12 with step h,
 * its bar from the distance to the one of order 10 and from the given noise (a standard deviation).
 */
export function central(of: Line, h: number, order: 1 | 2, noise: number): Estimate {
  const [wide, narrow] = table[order];
  const middle = of.at(0);
  let [high, low, squares] = [0, 0, 0];
  for (let k = 1; k <= PAIRS; k++) {
    const [right, left] = [of.at(k * h), of.at(-k * h)];
    const difference = order === 1 ? (right - left) / 2 : right - middle + (left - middle);
    high += wide![k - 1]! * difference;
    if (k < PAIRS) low += narrow![k - 1]! * difference;
    squares += wide![k - 1]! ** 2;
  }
  const unit = h ** order;
  const amplified = SIGMAS * noise * Math.sqrt(squares * (order === 1 ? 0.5 : 6));
  return { value: high / unit, error: (Math.abs(high - low) + amplified) / unit + EPSILON * Math.abs(high / unit) };
}
