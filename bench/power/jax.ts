import { allclose, central, gaussian, inner, ofGradient, push, type Rule } from './rule.ts';

const [step, tolerance] = [1e-4, 1e-5];

const accepts: Rule['accepts'] = (claim, x, random) => {
  const { n, m } = claim;
  const rows = claim.jacobian(x);
  const tangent = gaussian(n, random);
  const forward = push(rows, tangent);
  const numeric = central(claim, x, tangent, step);
  if (!forward.every((value, k) => allclose(value, numeric[k]!, tolerance * m, tolerance * m))) return false;
  const [u, w] = [gaussian(n, random), gaussian(m, random)];
  return allclose(inner(w, push(rows, u)), inner(w, central(claim, x, u, step)), tolerance, tolerance);
};

/** jax.test_util.check_grads in float64, modes fwd and rev: a Gaussian direction each, step 1e-4; both tolerances 1e-5, times the size of the output. */
export const jax: Rule = {
  name: 'JAX check_grads',
  accepts,
  acceptsHessian: (claim, x, random) => accepts(ofGradient(claim), x, random),
};
