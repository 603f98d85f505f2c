import { EPSILON, type Estimate } from '../estimate.ts';
import { interpolate, SIGMAS } from './chebyshev.ts';
import type { Line } from './line.ts';

const DEGREE = 6;
/** The part of the line's scale that a glance spans to either side. */
export const SPAN = 1 / 64;

/**
 * The slope at 0 at the price of seven values: the derivative of the interpolant at Chebyshev points,
 * with a bar from how fast its coefficients fall. Undefined where the line is not finite or ends too close.
 */
export function glance(of: Line): (Estimate & { readonly natural: number }) | undefined {
  const half = Math.min(of.scale * SPAN, -of.low, of.high);
  if (half < of.scale * SPAN * 2 ** -10 || half < of.finest) return undefined;
  const seen = interpolate(of, -half, half, DEGREE);
  if ('hole' in seen) return undefined;
  const c = Array.from(seen.coefficients, Math.abs);
  const [head, body] = [Math.max(c[1]!, c[2]!), Math.max(c[3]!, c[4]!)];
  const tail = Math.max(c[5]!, c[6]!, body === 0 ? 0 : body * (body / head));
  const fall = tail === 0 ? 0 : Math.min(1, tail / body);
  const [, first, , third, , fifth] = seen.coefficients;
  const value = (first! - 3 * third! + 5 * fifth!) / half;
  const noise = SIGMAS * seen.rounding * 3;
  const bend = (4 * c[2]! + 16 * c[4]! + 36 * c[6]!) / half ** 2;
  return {
    value,
    error: (3 * 7 * tail * fall + noise) / half + EPSILON * Math.abs(value) + 4 * of.rounding * bend,
    natural: Math.max(...c.slice(1)) / half,
  };
}
