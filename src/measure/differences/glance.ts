import { EPSILON, type Estimate } from '../../math/estimate.ts';
import { interpolate, SIGMAS, slopes } from './chebyshev.ts';
import type { Line } from './line.ts';

const DEGREE = 6;
/** The part of the line's scale that a glance spans to either side. */
export const SPAN = 1 / 64;
/** With less than this part of the span to the narrower side, a glance is to the other one alone. */
const NARROW = 1 / 8;
const SHORTEST = 2 ** -10;

/**
 * The slope at 0 at the price of seven values: the derivative of the interpolant at Chebyshev points, to both sides or, beside the end of the line,
 * to one, with a bar from how fast its coefficients fall. Undefined where the line is not finite, or has no room.
 */
export function glance(of: Line): (Estimate & { readonly variation: number }) | undefined {
  const span = of.scale * SPAN;
  const [low, high] = [Math.min(span, -of.low), Math.min(span, of.high)];
  const narrow = Math.min(low, high);
  const [from, to] = narrow >= NARROW * span ? [-narrow, narrow] : high > low ? [0, high] : [-low, 0];
  const half = (to - from) / 2;
  if (half < span * SHORTEST || half < of.finest) return undefined;
  const seen = interpolate(of, from, to, DEGREE);
  if ('hole' in seen) return undefined;
  const c = Array.from(seen.coefficients, Math.abs);
  const [head, body] = [Math.max(c[1]!, c[2]!), Math.max(c[3]!, c[4]!)];
  const tail = Math.max(c[5]!, c[6]!, body === 0 ? 0 : body * (body / head));
  const fall = tail === 0 ? 0 : Math.min(1, tail / body);
  const at = -(from + to) / (to - from);
  const [first, second, next] = [slopes(at, DEGREE, 1), slopes(at, DEGREE, 2), slopes(at, DEGREE + 1, 1)];
  const value = first.reduce((sum, weight, k) => sum + weight * seen.coefficients[k]!, 0) / half;
  const amplified = Math.hypot(...first) * Math.sqrt(2 / (DEGREE + 1));
  const noise = SIGMAS * seen.rounding * amplified;
  const bend = second.reduce((sum, weight, k) => sum + Math.abs(weight) * c[k]!, 0) / half ** 2;
  return {
    value,
    error: (3 * Math.abs(next[DEGREE + 1]!) * tail * fall + noise) / half + EPSILON * Math.abs(value) + 4 * of.rounding * bend,
    variation: Math.max(...c.slice(1)) / half,
  };
}
