import { allclose, central, inner, ofGradient, push, type Rule, unit } from './rule.ts';

const positive = (n: number, random: () => number) => unit(Array.from({ length: n }, random));
const sum = (a: readonly number[]) => a.reduce((total, value) => total + value, 0);

const accepts: Rule['accepts'] = (claim, x, random) => {
  const [u, v] = [positive(claim.n, random), positive(claim.m, random)];
  const numeric = inner(v, central(claim, x, u, 1e-6));
  return allclose(inner(v, push(claim.jacobian(x), u)), numeric, 1e-5 * sum(u) * sum(v), 1e-3);
};

/** torch.autograd.gradcheck(fast_mode=True): one number vᵀJu, u and v uniform, positive and normalised; atol widened by Σu Σv. */
export const pytorchFast: Rule = {
  name: 'PyTorch fast mode',
  accepts,
  acceptsHessian: (claim, x, random) => accepts(ofGradient(claim), x, random),
};
