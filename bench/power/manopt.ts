import { type Claim, gaussian, inner, moved, push, type Rule, unit } from './rule.ts';

const steps = Array.from({ length: 51 }, (_, i) => 10 ** (-8 + (8 * i) / 50));
const window = 10;

/** Slope and sum of squared residuals of the line through points (Gauss). */
function lineThrough(points: readonly (readonly [number, number])[]): { slope: number; residual: number } {
  const middle = (pick: 0 | 1) => points.reduce((sum, point) => sum + point[pick], 0) / points.length;
  const [a, b] = [middle(0), middle(1)];
  const slope = points.reduce((sum, [u, w]) => sum + (u - a) * (w - b), 0) / points.reduce((sum, [u]) => sum + (u - a) ** 2, 0);
  return { slope, residual: points.reduce((sum, [u, w]) => sum + (w - b - slope * (u - a)) ** 2, 0) };
}

/** The slope of the straightest window of log error against log step. */
function straightest(errors: readonly number[]): number {
  const points = errors.flatMap((error, i) =>
    error > 0 && error < Number.POSITIVE_INFINITY ? [[Math.log10(steps[i]!), Math.log10(error)] as const] : [],
  );
  const windows = Array.from({ length: Math.max(1, points.length - window + 1) }, (_, i) => lineThrough(points.slice(i, i + window)));
  return windows.reduce((best, one) => (one.residual < best.residual ? one : best)).slope;
}

/** Whether the error of the Taylor model of a degree falls with the next power of the step. */
function slopeIs(expected: 2 | 3, claim: Claim, x: readonly number[], random: () => number): boolean {
  const v = unit(gaussian(claim.n, random));
  const w = claim.m === 1 ? [1] : gaussian(claim.m, random);
  const here = inner(w, claim.f(x));
  const slope = inner(w, push(claim.jacobian(x), v));
  const bend = expected === 3 ? inner(v, push(claim.hessian!(x), v)) / 2 : 0;
  const errors = steps.map((t) => Math.abs(inner(w, claim.f(moved(x, v, t))) - here - t * slope - t * t * bend));
  return errors.every((error) => error < 1e-12) || Math.abs(straightest(errors) - expected) <= 0.1;
}

/** Manopt checkgradient and checkhessian: errors of the Taylor model at 51 steps from 1e-8 to 1; the slope of the straightest window read as 2 ± 0.1, or 3 ± 0.1. */
export const manopt: Rule = {
  name: 'Manopt slope',
  accepts: (claim, x, random) => slopeIs(2, claim, x, random),
  acceptsHessian: (claim, x, random) => slopeIs(3, claim, x, random),
};
