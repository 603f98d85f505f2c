import { properties, run, type Sweep } from 'gradcheck';
import { expect, test } from 'vitest';

/** What is known to be wrong in engines, and the operation of a table by which a sweep finds it, at its own effort and in the natural domain. */
const KNOWN: Readonly<Record<string, readonly (readonly [wrong: string, subject: string])[]>> = {
  'js-pytorch.ts': [
    ['sum over dim 1 of 3-D tensors', 'sum [2,3,2] over 1'],
    ['mean over dim 1 of 3-D tensors', 'mean [2,3,2] over 1'],
    ['sum over dim 2 of 3-D tensors', 'sum [2,2,2] over 2'],
    ['mean over dim 2 of 3-D tensors', 'mean [2,2,2] over 2'],
    ['variance over dim 0 of 3-D tensors', 'variance [2,2,2] over 0'],
    ['variance over dim 1 of 3-D tensors', 'variance [2,3,2] over 1'],
    ['variance over dim 2 of 3-D tensors', 'variance [2,2,2] over 2'],
    ['pow of 3', 'pow 3 []'],
    ['matmul of a batch that is broadcast', 'matmul [1,2,3] [2,3,1]'],
    ['softmax of as many rows as columns', 'nn.Softmax [2,2]'],
    ['layer norm of as many rows as columns', 'nn.LayerNorm [2,2]'],
    ['attention', 'nn.MultiHeadSelfAttention'],
    ['block of a transformer', 'nn.Block'],
  ],
  'adnn.ts': [
    ['max', 'max [] []'],
    ['min', 'min [] []'],
    ['pow at 0', 'pow [] []'],
    ['max of tensors', 'tensor max [2,3] [2,3]'],
    ['min of tensors', 'tensor min [2,3] [2,3]'],
    ['dot', 'tensor dot [2,3] [3,2]'],
    ['determinant of what has no inverse', 'tensor determinant [2,2]'],
  ],
  'layers.ts': [
    ['relu of ml-fnn', 'ml-fnn relu'],
    ...'logistic arctan softsign softplus bent sinusoid sinc gaussian exponential-elu soft-exponential'
      .split(' ')
      .map((name) => [`${name} of ml-fnn`, `ml-fnn ${name}`] as const),
    ['leaky relu of toygrad', 'toygrad LeakyRelu'],
  ],
  'formulas.ts': [
    ['acoth of mathjs', 'mathjs acoth []'],
    ['cbrt of mathjs below 0', 'mathjs cbrt []'],
    ['asech of nerdamer', 'nerdamer asech []'],
    ['acsch of nerdamer', 'nerdamer acsch []'],
    ['acoth of nerdamer', 'nerdamer acoth []'],
    ['acosh of nerdamer', 'nerdamer acosh []'],
    ['asinh of nerdamer', 'nerdamer asinh []'],
    ['atanh of nerdamer', 'nerdamer atanh []'],
    ['atan2 of nerdamer', 'nerdamer atan2 [] []'],
    ...'erf sech Si Shi'.split(' ').map((name) => [`${name} of nerdamer`, `nerdamer ${name} []`] as const),
    ...'acsc asec tanh'.split(' ').map((name) => [`${name} of nerdamer in second order`, `∇ nerdamer ${name} []`] as const),
    ...'mathjs nerdamer algebrite compute-engine'.split(' ').map((name) => [`power of ${name} at 0`, `${name} pow [] []`] as const),
  ],
  '../tfjs/sweep.ts': [
    ['mirrorPad', 'mirrorPad, reflect [3] by 2+1'],
    ['mirrorPad, symmetric', 'mirrorPad, symmetric [3] by 2+1'],
    ['cumsum along another axis than the last', 'cumsum [3,3] along 0'],
    ['avgPool with same padding', 'avgPool 2×2, stride 1, same'],
    ['resizeBilinear with half-pixel centers', 'resizeBilinear, half pixel centers'],
    ['resizeNearestNeighbor with half-pixel centers', 'resizeNearestNeighbor, half pixel centers'],
    ['floorDiv', 'floorDiv [] []'],
    ['max at ties', 'max [2,3]'],
    ['min at ties', 'min [2,3] over 1'],
    ['maximum where shapes are broadcast', 'maximum [2,3] [3]'],
    ['minimum where shapes are broadcast', 'minimum [2,3] [3]'],
    ['squaredDifference where shapes are broadcast', 'squaredDifference [2,3] [3]'],
    ['batched matMul where shapes are broadcast', 'matMul [1,2,3] [2,3,1]'],
    ['linalg.bandPart', 'bandPart [2,2]'],
    ['exp in second order', '∇ exp [1]'],
    ['tanh in second order', '∇ tanh [1]'],
    ['sigmoid in second order', '∇ sigmoid [1]'],
    ['softmax in second order', '∇ softmax [2,3] along 1'],
    ['logSoftmax in second order', '∇ logSoftmax [3] along 0'],
    ['softmaxCrossEntropy in second order', '∇ softmaxCrossEntropy [2,3]'],
    ['batchNorm without scale', 'batchNorm without scale'],
    ['dilated convolution', 'conv2d 2×2, stride 1, valid, dilation 2'],
  ],
};

test.for(Object.entries(KNOWN))('%s finds all that is known to be wrong', { timeout: 300_000 }, async ([file, known]) => {
  const { default: exported } = (await import(file.startsWith('.') ? file : `./${file}`)) as { default: Sweep | readonly Sweep[] };
  const subjects = [exported].flat().flatMap((table) => (table as Sweep).subjects);
  const missed = known.filter(([, name]) => {
    const subject = subjects.find((one) => one.name === name);
    if (subject === undefined) return true;
    // A failure that a table knows of counts as a pass of its subject, and what it leaves out is found all the same.
    const { expect: _, where: __, ...natural } = subject;
    return run([natural], properties, { seed: 42, effort: 'quick', budget: 5000 }).summary.fail === 0;
  });
  expect(missed).toEqual([]);
});
