import { type Claim, gaussian, inner, moved, push, type Rule } from './rule.ts';

/** Whether the Taylor remainder of an order falls with nearly the next power of the step. */
function rateAbove(order: 1 | 2, claim: Claim, x: readonly number[], random: () => number): boolean {
  const v = gaussian(claim.n, random);
  const w = claim.m === 1 ? [1] : gaussian(claim.m, random);
  const here = inner(w, claim.f(x));
  const slope = inner(w, push(claim.jacobian(x), v));
  const bend = order === 2 ? inner(v, push(claim.hessian!(x), v)) / 2 : 0;
  const residuals = [1e-2, 5e-3, 2.5e-3, 1.25e-3].map((t) => Math.abs(inner(w, claim.f(moved(x, v, t))) - here - t * slope - t * t * bend));
  return residuals.slice(1).every((residual, i) => Math.log2(residuals[i]! / residual) > order + 0.9);
}

/** pyadjoint taylor_test: the least rate of the Taylor remainder over steps 1e-2 / 2ⁱ, i < 4, above 1.9; for the Hessian above 2.9. */
export const pyadjoint: Rule = {
  name: 'pyadjoint rate',
  accepts: (claim, x, random) => rateAbove(1, claim, x, random),
  acceptsHessian: (claim, x, random) => rateAbove(2, claim, x, random),
};
