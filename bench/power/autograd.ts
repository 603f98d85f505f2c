import { central, gaussian, inner, ofGradient, push, type Rule } from './rule.ts';

const close = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6 || Math.abs(a - b) / Math.abs(a + b) < 1e-6;

const accepts: Rule['accepts'] = (claim, x, random) => {
  const rows = claim.jacobian(x);
  return ['reverse', 'forward'].every(() => {
    const [v, w] = [gaussian(claim.n, random), gaussian(claim.m, random)];
    return close(inner(w, push(rows, v)), inner(w, central(claim, x, v, 1e-6)));
  });
};

/** autograd.test_util.check_grads of HIPS: Gaussian direction and cotangent, step 1e-6; absolute error below 1e-6 or relative below 1e-6. */
export const autograd: Rule = {
  name: 'HIPS autograd',
  accepts,
  acceptsHessian: (claim, x, random) => accepts(ofGradient(claim), x, random),
};
