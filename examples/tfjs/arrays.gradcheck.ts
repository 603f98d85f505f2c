// Reductions, products, and operations that move entries about. Run: gradcheck run examples/tfjs
import * as tf from '@tensorflow/tfjs';
import { once, refused, twice, wrong } from './operation.ts';

const x = { x: [2, 3] } as const;
const solid = { x: [2, 2, 3] } as const;
const picture = { x: [1, 3, 3, 2] } as const;
const TIES = 'min_max_grad_util.js: dy · [x = y], the whole of dy for each of several largest entries';

/** Entries of which no two are equal where those of x are equal, or whole numbers. */
const unequal = (x: tf.Tensor) =>
  tf.add(
    x,
    tf.tensor2d([
      [0.01, 0.12, 0.23],
      [0.34, 0.46, 0.57],
    ]),
  );

type Rank4 = { x: tf.Tensor4D };

export default [
  once('cumprod', x, ({ x }) => tf.cumprod(x, 1), refused('Cumprod has no gradient')),
  once('cumsum, last axis', x, ({ x }) => tf.cumsum(x, 1)),
  once('cumsum, exclusive and reverse', x, ({ x }) => tf.cumsum(x, 1, true, true)),
  once(
    'cumsum, first axis',
    { x: [3, 3] },
    ({ x }) => tf.cumsum(x, 0),
    wrong('Cumsum_grad.js transposes what cumsum has already put back in place'),
  ),
  once('logSoftmax', x, ({ x }) => tf.logSoftmax(x)),
  once('logSumExp', x, ({ x }) => tf.logSumExp(x)),
  once('logSumExp, axis 0', x, ({ x }) => tf.logSumExp(x, 0)),
  once('max', x, ({ x }) => tf.max(unequal(x))),
  once('max, axis 1', x, ({ x }) => tf.max(unequal(x), 1)),
  once('max, of entries that are equal', x, ({ x }) => tf.max(tf.concat([x, x])), wrong(TIES)),
  once('mean', x, ({ x }) => tf.mean(x)),
  once('mean, axis 0', x, ({ x }) => tf.mean(x, 0)),
  once('min, axis 0', x, ({ x }) => tf.min(unequal(x), 0)),
  once('min, of entries that are equal', x, ({ x }) => tf.min(tf.concat([x, x])), wrong(TIES)),
  twice('moments: variance', x, ({ x }) => tf.moments(x, 1).variance),
  twice('norm', x, ({ x }) => tf.norm(x)),
  twice('norm, axis 1', x, ({ x }) => tf.norm(x, 'euclidean', 1)),
  twice('norm 1', x, ({ x }) => tf.norm(x, 1)),
  once('norm ∞', x, ({ x }) => tf.norm(unequal(x), Number.POSITIVE_INFINITY)),
  once('prod', x, ({ x }) => tf.prod(x)),
  once('prod, axis 0', x, ({ x }) => tf.prod(x, 0)),
  once('softmax', x, ({ x }) => tf.softmax(x)),
  once('sum', x, ({ x }) => tf.sum(x)),
  once('sum, axes 0 and 2', solid, ({ x }) => tf.sum(x, [0, 2])),
  once('topk: values', { x: [5] }, ({ x }) => tf.topk(x, 2).values, refused('TopK has no gradient')),
  once('unsortedSegmentSum', { x: [4, 2] }, ({ x }) => tf.unsortedSegmentSum(x, tf.tensor1d([0, 2, 0, 1], 'int32'), 3)),

  twice('dot', { a: [2, 3], b: [3] }, ({ a, b }) => tf.dot(a, b)),
  once('einsum', { a: [2, 3], b: [3, 2] }, ({ a, b }) => tf.einsum('ij,jk->ik', a, b), refused('Einsum has no gradient')),
  twice('matMul', { a: [2, 3], b: [3, 2] }, ({ a, b }) => tf.matMul(a, b)),
  twice('matMul, a transposed', { a: [3, 2], b: [3, 2] }, ({ a, b }) => tf.matMul(a, b, true)),
  twice('matMul, b transposed', { a: [2, 3], b: [2, 3] }, ({ a, b }) => tf.matMul(a, b, false, true)),
  twice('matMul, both transposed', { a: [3, 2], b: [2, 3] }, ({ a, b }) => tf.matMul(a, b, true, true)),
  twice('matMul, batches', { a: [2, 2, 3], b: [2, 3, 2] }, ({ a, b }) => tf.matMul(a, b)),
  once(
    'matMul, broadcast batches',
    { a: [2, 2, 3], b: [3, 2] },
    ({ a, b }) => tf.matMul(a, b),
    refused('BatchMatMul_grad.js: Aᵀ dy is not summed over the batches that b was broadcast to'),
  ),
  twice('outerProduct', { a: [2], b: [3] }, ({ a, b }: { a: tf.Tensor1D; b: tf.Tensor1D }) => tf.outerProduct(a, b)),
  once('oneHot · x', { x: [4, 2] }, ({ x }) => tf.matMul(tf.cast(tf.oneHot(tf.tensor1d([2, 0, 2], 'int32'), 4), 'float32'), x)),

  once('batchToSpaceND', { x: [4, 1, 2, 1] }, ({ x }: Rank4) =>
    tf.batchToSpaceND(
      x,
      [2, 2],
      [
        [0, 0],
        [0, 1],
      ],
    ),
  ),
  twice('broadcastTo', { x: [3, 1] }, ({ x }) => tf.broadcastTo(x, [2, 3, 2])),
  once('concat', { a: [2, 3], b: [2, 1] }, ({ a, b }) => tf.concat([a, b, a], 1)),
  once('depthToSpace', { x: [1, 1, 2, 4] }, ({ x }: Rank4) => tf.depthToSpace(x, 2), refused('DepthToSpace has no gradient')),
  once('diag', { x: [3] }, ({ x }) => tf.diag(x), refused('Diag has no gradient')),
  once('expandDims, squeeze', x, ({ x }) => tf.squeeze(tf.expandDims(x, 1))),
  once('gather', x, ({ x }) => tf.gather(x, tf.tensor1d([1, 1, 0], 'int32'))),
  once('gather, axis 1', x, ({ x }) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'), 1)),
  once('gather, batches', x, ({ x }) =>
    tf.gather(
      x,
      tf.tensor2d(
        [
          [2, 0],
          [1, 1],
        ],
        [2, 2],
        'int32',
      ),
      1,
      1,
    ),
  ),
  once('embedding by gather', { x: [4, 2] }, ({ x }) =>
    tf.gather(
      x,
      tf.tensor2d(
        [
          [1, 3],
          [1, 0],
        ],
        [2, 2],
        'int32',
      ),
    ),
  ),
  once(
    'gatherND',
    x,
    ({ x }) =>
      tf.gatherND(
        x,
        tf.tensor2d(
          [
            [0, 1],
            [1, 2],
          ],
          [2, 2],
          'int32',
        ),
      ),
    refused('GatherNd has no gradient'),
  ),
  once(
    'linalg.bandPart',
    { x: [3, 3] },
    ({ x }) => tf.linalg.bandPart(x, 0, 1),
    refused('Unpack_grad.js: stack(dy) expects a list, and gets a tensor where there is but one output'),
  ),
  once(
    'mirrorPad, reflect',
    { x: [3] },
    ({ x }) => tf.mirrorPad(x, [[2, 1]], 'reflect'),
    wrong('MirrorPad_grad.js: dx = slice(dy), and what the mirrored entries send back is lost'),
  ),
  once(
    'mirrorPad, symmetric',
    x,
    ({ x }) =>
      tf.mirrorPad(
        x,
        [
          [1, 0],
          [1, 2],
        ],
        'symmetric',
      ),
    wrong('MirrorPad_grad.js: dx = slice(dy), and what the mirrored entries send back is lost'),
  ),
  once('pad', x, ({ x }) =>
    tf.pad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      0.5,
    ),
  ),
  once('reshape', x, ({ x }) => tf.reshape(x, [3, 2])),
  once('reverse', x, ({ x }) => tf.reverse(x, 1)),
  once('slice', x, ({ x }) => tf.slice(x, [0, 1], [2, 2])),
  once('spaceToBatchND', { x: [1, 2, 2, 1] }, ({ x }: Rank4) =>
    tf.spaceToBatchND(
      x,
      [2, 2],
      [
        [0, 0],
        [0, 2],
      ],
    ),
  ),
  twice('split', { x: [2, 4] }, ({ x }) => tf.mul(...(tf.split(x, 2, 1) as [tf.Tensor, tf.Tensor]))),
  once('stack', { a: [2], b: [2] }, ({ a, b }) => tf.stack([a, b, a], 1)),
  once('stridedSlice', x, ({ x }) => tf.stridedSlice(x, [0, 0], [2, 3], [1, 2]), refused('StridedSlice has no gradient')),
  twice('tile', x, ({ x }) => tf.tile(x, [2, 3])),
  once('transpose', solid, ({ x }) => tf.transpose(x, [2, 0, 1])),
  twice('unstack', { x: [2, 3] }, ({ x }) => tf.mul(...(tf.unstack(x) as [tf.Tensor, tf.Tensor]))),

  once('image.flipLeftRight', picture, ({ x }: Rank4) => tf.image.flipLeftRight(x), refused('FlipLeftRight has no gradient')),
  once('image.resizeBilinear', picture, ({ x }: Rank4) => tf.image.resizeBilinear(x, [5, 2])),
  once('image.resizeBilinear, corners aligned', picture, ({ x }: Rank4) => tf.image.resizeBilinear(x, [2, 4], true)),
  once(
    'image.resizeBilinear, half pixel centers',
    picture,
    ({ x }: Rank4) => tf.image.resizeBilinear(x, [5, 2], false, true),
    wrong('ResizeBilinearGrad.js reads the source row r · h/H; forward reads (r + ½) · h/H − ½'),
  ),
  once('image.resizeNearestNeighbor', picture, ({ x }: Rank4) => tf.image.resizeNearestNeighbor(x, [5, 2])),
  once('image.resizeNearestNeighbor, corners aligned', picture, ({ x }: Rank4) => tf.image.resizeNearestNeighbor(x, [5, 2], true)),
  once(
    'image.resizeNearestNeighbor, half pixel centers',
    picture,
    ({ x }: Rank4) => tf.image.resizeNearestNeighbor(x, [5, 2], false, true),
    wrong('ResizeNearestNeighborGrad.js reads the source row ⌊r · h/H⌋; forward reads ⌊(r + ½) · h/H⌋'),
  ),
].flat();
