import type { KnownFailure } from 'gradcheck';

/** The operations of the sweep whose derivatives are known to be wrong wherever they are asked for, and why. What is wrong at a few points alone, such as ties, has an operation of its own, which is always there. */
export const known: readonly KnownFailure[] = [
  {
    subjects: [
      '∇ softmax [3] along 0',
      '∇ logSoftmax [3] along 0',
      '∇ logSoftmax [2,3] along 1',
      '∇ softmax [2,3] along 1',
      '∇ sigmoidCrossEntropy [2,3]',
      '∇ softmaxCrossEntropy [2,3]',
      '∇ elu []',
      '∇ elu [1]',
      '∇ elu [2,3]',
      '∇ exp []',
      '∇ exp [1]',
      '∇ exp [2,3]',
      '∇ sigmoid []',
      '∇ sigmoid [1]',
      '∇ sigmoid [2,3]',
      '∇ tanh []',
      '∇ tanh [1]',
      '∇ tanh [2,3]',
    ],
    because: 'the saved output of exp, tanh and their like counts as constant in a second derivative (tfjs issue 3252)',
  },
  {
    subjects: ['matMul [2,2,3] [3,2]', 'matMul [2,3] [2,3,1]', 'matMul [1,2,3] [2,3,1]'],
    because: 'BatchMatMul_grad.js: the gradient is not summed over the batches that the input was broadcast to, and is refused',
  },
  {
    subjects: [
      'mirrorPad, reflect [3] by 2+1',
      'mirrorPad, reflect [2,3] by 1+0 0+2',
      'mirrorPad, reflect [2,2,2] by 0+0 1+1 0+1',
      'mirrorPad, symmetric [3] by 2+1',
      'mirrorPad, symmetric [2,3] by 1+0 0+2',
      'mirrorPad, symmetric [2,2,2] by 0+0 1+1 0+1',
    ],
    because: 'MirrorPad_grad.js: dx = slice(dy), and what the mirrored entries send back is lost',
  },
  {
    subjects: ['bandPart [1,1]', 'bandPart [2,2]', 'bandPart [3,3]'],
    because: 'Unpack_grad.js: stack(dy) expects a list, and gets a tensor where there is but one output',
  },
  {
    subjects: ['avgPool 2×2, stride 1, same', 'avgPool 3×3, stride 2, same', 'avgPool3d, same'],
    because: 'AvgPoolGrad.js divides by the size of the window; forward divides by the entries that lie inside the picture',
  },
  {
    subjects: ['conv2d 2×2, stride 1, valid, dilation 2', 'depthwiseConv2d 2×2, stride 1, valid, dilation 2'],
    because: 'the gradient of a dilated convolution is refused',
  },
  {
    subjects: ['batchNorm without scale'],
    because: 'without a scale there is an undefined tensor among the saved inputs',
  },
  {
    subjects: ['resizeBilinear, not square'],
    because: 'the cpu backend takes height for width in ResizeBilinearGrad, and the gradient is refused',
  },
  {
    subjects: ['resizeBilinear, half pixel centers', 'resizeNearestNeighbor, half pixel centers'],
    because: 'ResizeBilinearGrad.js and ResizeNearestNeighborGrad.js forget the half of half pixel centers',
  },
  {
    subjects: [
      'floorDiv [2,3] [2,3]',
      'floorDiv [2,3] [3]',
      'floorDiv [3] [2,3]',
      'floorDiv [2,1] [3]',
      'floorDiv [2,3] [1,3]',
      'floorDiv [] [3]',
      'floorDiv [2,2] []',
      'floorDiv [] []',
    ],
    because: 'FloorDiv_grad.js: dy / b, though ⌊a / b⌋ is constant between its jumps',
  },
  {
    subjects: [
      'maximum [2,3] [3]',
      'maximum [3] [2,3]',
      'maximum [2,1] [3]',
      'maximum [2,3] [1,3]',
      'maximum [] [3]',
      'maximum [2,2] []',
      'minimum [2,3] [3]',
      'minimum [3] [2,3]',
      'minimum [2,1] [3]',
      'minimum [2,3] [1,3]',
      'minimum [] [3]',
      'minimum [2,2] []',
      'prelu [3] [2,3]',
      'prelu [2,1] [3]',
      'prelu [] [3]',
      'squaredDifference [2,3] [3]',
      'squaredDifference [3] [2,3]',
      'squaredDifference [2,1] [3]',
      'squaredDifference [2,3] [1,3]',
      'squaredDifference [] [3]',
      'squaredDifference [2,2] []',
    ],
    because: 'the gradient is not summed over the axes that the input was broadcast to, and is refused',
  },
  {
    subjects: ['pow of 0 by 0'],
    because: 'Pow_grad.js: b · a^(b − 1) is 0 · ∞ at a = 0, b = 0, where a⁰ does not depend on a',
  },
  {
    subjects: ['max of equal entries', 'min of equal entries'],
    because: 'min_max_grad_util.js: dy · [x = y], the whole of dy for each of several largest entries',
  },
  {
    subjects: ['norm of zeros'],
    because: 'the gradient of the root of 0 is 0 / 0 at a vector of zeros',
  },
  {
    subjects: [
      'cumsum [3,3] along 0',
      'cumsum [2,3,2] along 1',
      'cumsum, exclusive and reverse [3,3] along 0',
      'cumsum, exclusive and reverse [2,3,2] along 1',
    ],
    because: 'Cumsum_grad.js transposes what cumsum has already put back in place',
  },
];
