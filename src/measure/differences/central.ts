import { EPSILON, type Estimate } from '../../math/estimate.ts';
import { SLOPE_SIGMAS } from './chebyshev.ts';
import type { Line } from './line.ts';

/** Pairs of points ±h, ±2h, … of the wider of two central differences, whose order is twice that. Why: six are accurate to 16 digits for polynomials of degree 12 and nearly so for sin 3x; three are not (chebyshev.test.ts). */
const CENTRAL_PAIRS = 6;

/** Weights of the central difference of order 2p for the pairs 1 … p (B. Fornberg 1988, closed form): of the first derivative 2(−1)ᵏ⁺¹(p!)²/(k (p−k)! (p+k)!), of the second the same over k. */
function weights(p: number, order: 1 | 2): number[] {
  let ratio = 1;
  return Array.from({ length: p }, (_, i) => {
    const k = i + 1;
    ratio *= (p - k + 1) / (p + k);
    const sign = k % 2 === 1 ? 1 : -1;
    return (2 * sign * ratio) / (order === 1 ? k : k * k);
  });
}

const table = {
  1: [weights(CENTRAL_PAIRS, 1), weights(CENTRAL_PAIRS - 1, 1)],
  2: [weights(CENTRAL_PAIRS, 2), weights(CENTRAL_PAIRS - 1, 2)],
} as const;

/** The variance of the noise of (f(h) − f(−h))/2 and of f(h) − 2f(0) + f(−h), in units of that of one value. */
const variance = { 1: 1 / 2, 2: 6 } as const;

/**
 * The first or second derivative at 0 by the central difference of order 12 with step h. Its bar is the distance to the difference of order 10 and SLOPE_SIGMAS standard
 * deviations of what it makes of noise (`noise` is the standard deviation of one value). It shares neither nodes nor method with a Chebyshev fit, and so is a second opinion on one.
 */
export function central(of: Line, h: number, order: 1 | 2, noise: number): Estimate {
  const [wide, narrow] = table[order];
  of.ask(2 * CENTRAL_PAIRS + 1, (k) => (k - CENTRAL_PAIRS) * h);
  const middle = of.at(0);
  let [high, low, squares] = [0, 0, 0];
  for (let k = 1; k <= CENTRAL_PAIRS; k++) {
    const [right, left] = [of.at(k * h), of.at(-k * h)];
    const difference = order === 1 ? (right - left) / 2 : right - middle + (left - middle);
    high += wide![k - 1]! * difference;
    if (k < CENTRAL_PAIRS) low += narrow![k - 1]! * difference;
    squares += wide![k - 1]! ** 2;
  }
  const unit = h ** order;
  const amplified = SLOPE_SIGMAS * noise * Math.sqrt(squares * variance[order]);
  return { value: high / unit, error: (Math.abs(high - low) + amplified) / unit + EPSILON * Math.abs(high / unit) };
}
