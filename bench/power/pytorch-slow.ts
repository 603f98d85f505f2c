import { allclose, central, everyEntry, ofGradient, type Rule } from './rule.ts';

const accepts: Rule['accepts'] = (claim, x) =>
  everyEntry(
    claim,
    x,
    (i) => central(claim, x, i, 1e-6),
    (claimed, numeric) => allclose(claimed, numeric, 1e-5, 1e-3),
  );

/** torch.autograd.gradcheck: central differences with the absolute step 1e-6 in every input; atol 1e-5, rtol 1e-3 in every entry. */
export const pytorchSlow: Rule = {
  name: 'PyTorch gradcheck',
  accepts,
  acceptsHessian: (claim, x, random) => accepts(ofGradient(claim), x, random),
};
