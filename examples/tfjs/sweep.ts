// The operations that TensorFlow.js registers as differentiable, at the shapes, axes and domains of families. Run: gradcheck sweep examples/tfjs/sweep.ts
import * as tf from '@tensorflow/tfjs';
import { families, type Operation, sweep, tfjsEngine } from 'gradcheck';
import { known } from './known.ts';
import { losses } from './losses.ts';
import { angled, apart, distinct, singular, squarable } from './singular.ts';

tf.enableProdMode();
await tf.setBackend('cpu');

const { unary, binary, reduction, matmul, indexing, padding, pooling, convolution, along, matrices } = families;
type T = tf.Tensor;
type T4 = tf.Tensor4D;
type Inputs = { readonly [name: string]: T };

/** Where slopes are finite. At an end where one is infinite, the engine multiplies it by a cotangent of 0, which is NaN. */
const POSITIVE = { range: [2 ** -10, Number.POSITIVE_INFINITY] } as const;
const INNER = { range: [-31 / 32, 31 / 32] } as const;
const SMALL = { range: [-4, 4] } as const;
const one = (name: string, inputs: Operation<T>['inputs'], f: (x: Inputs) => T): Operation<T> => ({ name, inputs, f });
const ints = (values: readonly number[]) => tf.tensor1d([...values], 'int32');
/** Where an engine has no second derivative by one of two inputs, the other alone shows that by the first; squared, as that of what is linear is 0. */
const squared = (name: string, shape: readonly number[], f: (x: T) => T): Operation<T> =>
  one(`${name}, squared`, { x: { shape, range: [-4, 4] } }, ({ x }) => tf.square(f(x!)));
/** Numbers of either sign, in the shape of filters. */
const filters = (...shape: [number, number, number, number]) =>
  tf.tensor4d(
    Array.from({ length: tf.util.sizeFromShape(shape) }, (_, k) => ((k * 5) % 7) / 4 - 0.75),
    shape,
  );
const flags = () => tf.tensor1d([1, 0, 1], 'bool');

const elementwise = [
  unary<T>('abs', tf.abs),
  unary<T>('acos', tf.acos, INNER),
  unary<T>('acosh', tf.acosh, { range: [1.0625, Number.POSITIVE_INFINITY] }),
  unary<T>('asin', tf.asin, INNER),
  unary<T>('asinh', tf.asinh),
  unary<T>('atan', tf.atan),
  unary<T>('atanh', tf.atanh, INNER),
  unary<T>('cast', (x) => tf.cast(x, 'float32')),
  unary<T>('ceil', tf.ceil),
  unary<T>('clipByValue', (x) => tf.clipByValue(x, -1, 0.5)),
  unary<T>('clone', tf.clone),
  unary<T>('cos', tf.cos),
  unary<T>('cosh', tf.cosh),
  unary<T>('elu', tf.elu),
  unary<T>('erf', tf.erf),
  unary<T>('exp', tf.exp),
  unary<T>('expm1', tf.expm1),
  unary<T>('floor', tf.floor),
  unary<T>('isFinite', (x) => tf.cast(tf.isFinite(x), 'float32')),
  unary<T>('isInf', (x) => tf.cast(tf.isInf(x), 'float32')),
  unary<T>('isNaN', (x) => tf.cast(tf.isNaN(x), 'float32')),
  unary<T>('leakyRelu', (x) => tf.leakyRelu(x, 0.25)),
  unary<T>('log', tf.log, POSITIVE),
  unary<T>('log1p', tf.log1p, { range: [-31 / 32, Number.POSITIVE_INFINITY] }),
  unary<T>('logSigmoid', tf.logSigmoid),
  unary<T>('neg', tf.neg),
  unary<T>('onesLike', tf.onesLike),
  unary<T>('reciprocal', tf.reciprocal, { order: 1 }),
  unary<T>('reciprocal, moderate', tf.reciprocal, { range: [0.25, 8] }),
  unary<T>('relu', tf.relu),
  unary<T>('relu6', tf.relu6),
  unary<T>('round', tf.round),
  unary<T>('rsqrt', tf.rsqrt, POSITIVE),
  unary<T>('selu', tf.selu),
  unary<T>('sigmoid', tf.sigmoid),
  unary<T>('sign', tf.sign),
  unary<T>('sin', tf.sin),
  unary<T>('sinh', tf.sinh),
  unary<T>('softplus', tf.softplus),
  unary<T>('sqrt', tf.sqrt, POSITIVE),
  unary<T>('square', tf.square),
  unary<T>('step', (x) => tf.step(x, 0.5)),
  unary<T>('tan', tf.tan),
  unary<T>('tanh', tf.tanh),
  unary<T>('zerosLike', tf.zerosLike),
];

const pairs = [
  binary<T>('add', tf.add),
  binary<T>('addN', (a, b) => tf.addN([tf.add(a, tf.zerosLike(b)), tf.add(b, tf.zerosLike(a))])),
  apart(binary<T>('atan2', tf.atan2), angled),
  binary<T>('div', tf.div, { order: 1 }),
  // Second slopes of the whole line overflow.
  binary<T>('div, moderate', tf.div, { range: [0.25, 8] }),
  binary<T>('divNoNan', tf.divNoNan),
  binary<T>('floorDiv', tf.floorDiv, { range: [0.25, 8] }),
  binary<T>('greaterEqual', (a, b) => tf.cast(tf.greaterEqual(a, b), 'float32')),
  binary<T>('maximum', tf.maximum),
  binary<T>('minimum', tf.minimum),
  binary<T>('mod', tf.mod, { range: [0.25, 8] }),
  binary<T>('mul', tf.mul),
  binary<T>('pow', tf.pow, { range: [POSITIVE.range[0], 8], second: [-4, 4] }),
  unary<T>('pow of squares', (x) => tf.pow(x, 2), SMALL),
  binary<T>('prelu', tf.prelu, SMALL),
  [
    squared('prelu by its slopes', [2, 3], (alpha) =>
      tf.prelu(
        tf.tensor2d([
          [-1, 2, -3],
          [0.5, -0.25, 1],
        ]),
        alpha,
      ),
    ),
  ],
  [squared('maximum by one of two', [3], (a) => tf.maximum(a, tf.tensor1d([0.5, -1, 2])))],
  binary<T>('squaredDifference', tf.squaredDifference),
  binary<T>('sub', tf.sub),
];

const reductions = [
  reduction<T>('argMax', (x, { axes }) => tf.cast(tf.argMax(x, axes?.[0] ?? 0), 'float32'), { ...SMALL, single: true }),
  reduction<T>('argMin', (x, { axes }) => tf.cast(tf.argMin(x, axes?.[0] ?? 0), 'float32'), { ...SMALL, single: true }),
  reduction<T>('logSumExp', (x, { axes, keepdims }) => tf.logSumExp(x, axes as number[], keepdims), { range: [-100, 100] }),
  apart(
    reduction<T>('max', (x, { axes, keepdims }) => tf.max(x, axes as number[], keepdims), SMALL),
    distinct,
  ),
  reduction<T>('mean', (x, { axes, keepdims }) => tf.mean(x, axes as number[], keepdims), SMALL),
  apart(
    reduction<T>('min', (x, { axes, keepdims }) => tf.min(x, axes as number[], keepdims), SMALL),
    distinct,
  ),
  apart(
    reduction<T>('norm', (x, { axes, keepdims }) => tf.norm(x, 'euclidean', axes as number[], keepdims), { ...SMALL, single: true }),
    squarable,
  ),
  reduction<T>('prod', (x, { axes, keepdims }) => tf.prod(x, axes as number[], keepdims), SMALL),
  reduction<T>('sum', (x, { axes, keepdims }) => tf.sum(x, axes as number[], keepdims), SMALL),
  reduction<T>('variance', (x, { axes, keepdims }) => tf.moments(x, axes as number[], keepdims).variance, SMALL),
  along<T>('cumsum', (x, axis) => tf.cumsum(x, axis), SMALL),
  along<T>('cumsum, exclusive and reverse', (x, axis) => tf.cumsum(x, axis, true, true), SMALL),
  along<T>('cumprod', (x, axis) => tf.cumprod(x, axis), SMALL),
  along<T>('softmax', (x, axis) => tf.softmax(x, axis), { last: true }),
  along<T>('logSoftmax', (x, axis) => tf.logSoftmax(x, axis), { last: true }),
];

const moved = [
  matmul<T>('matMul', (a, b, transposes) => tf.matMul(a, b, transposes.a, transposes.b)),
  indexing<T>('gather', (x, indices, axis) => tf.gather(x, ints(indices), axis)),
  padding<T>('pad', (x, widths) => tf.pad(x, widths as [number, number][], 0.5)),
  padding<T>('mirrorPad, reflect', (x, widths) => tf.mirrorPad(x, widths as [number, number][], 'reflect')),
  padding<T>('mirrorPad, symmetric', (x, widths) => tf.mirrorPad(x, widths as [number, number][], 'symmetric')),
  matrices<T>('bandPart', (x) => tf.linalg.bandPart(x as tf.Tensor2D, 0, 1)),
  matrices<T>('diag', (x) => tf.diag(x)),
  [
    one('batchToSpaceND', { x: [4, 1, 2, 1] }, ({ x }) =>
      tf.batchToSpaceND(
        x as T4,
        [2, 2],
        [
          [0, 0],
          [0, 1],
        ],
      ),
    ),
    one('spaceToBatchND', { x: [1, 2, 2, 1] }, ({ x }) =>
      tf.spaceToBatchND(
        x as T4,
        [2, 2],
        [
          [0, 0],
          [0, 2],
        ],
      ),
    ),
    one('broadcastTo [3,1]', { x: [3, 1] }, ({ x }) => tf.broadcastTo(x!, [2, 3, 2])),
    one('broadcastTo [3]', { x: [3] }, ({ x }) => tf.broadcastTo(x!, [2, 3])),
    one('complexAbs', { x: [3], y: [3] }, ({ x, y }) => tf.abs(tf.complex(x!, y!))),
    one('concat', { a: [2, 3], b: [2, 1] }, ({ a, b }) => tf.concat([a!, b!, a!], 1)),
    one('concat, first axis', { a: [2, 2], b: [1, 2] }, ({ a, b }) => tf.concat([a!, b!], 0)),
    one('expandDims', { x: [2, 3] }, ({ x }) => tf.expandDims(x!, 1)),
    one('gatherND', { x: [2, 3] }, ({ x }) =>
      tf.gatherND(
        x!,
        tf.tensor2d(
          [
            [0, 1],
            [1, 2],
          ],
          [2, 2],
          'int32',
        ),
      ),
    ),
    one('oneHot', { x: [4, 2] }, ({ x }) => tf.matMul(tf.cast(tf.oneHot(ints([2, 0, 2]), 4), 'float32'), x!)),
    one('oneHot of a number', { x: { shape: [3], range: [0, 4] } }, ({ x }) => tf.cast(tf.oneHot(tf.cast(x!, 'int32'), 4), 'float32')),
    one('reshape', { x: [2, 3] }, ({ x }) => tf.reshape(x!, [3, 2])),
    one('reverse', { x: [2, 3] }, ({ x }) => tf.reverse(x!, 1)),
    one('slice', { x: [2, 3] }, ({ x }) => tf.slice(x!, [0, 1], [2, 2])),
    one('split', { x: [2, 4] }, ({ x }) => tf.mul(...(tf.split(x!, 2, 1) as [T, T]))),
    one('split, uneven', { x: [2, 3] }, ({ x }) => tf.concat(tf.split(x!, [1, 2], 1).toReversed(), 1)),
    one('squeeze', { x: [2, 1, 3] }, ({ x }) => tf.squeeze(x!)),
    one('stack', { a: [2], b: [2] }, ({ a, b }) => tf.stack([a!, b!, a!], 1)),
    one('stridedSlice', { x: [2, 3] }, ({ x }) => tf.stridedSlice(x!, [0, 0], [2, 3], [1, 2])),
    one('tile', { x: [2, 3] }, ({ x }) => tf.tile(x!, [2, 3])),
    one('tile [3]', { x: [3] }, ({ x }) => tf.tile(x!, [2])),
    one('tile [1,2,1]', { x: [1, 2, 1] }, ({ x }) => tf.tile(x!, [2, 1, 3])),
    one('topk', { x: [5] }, ({ x }) => tf.topk(x!, 2).values),
    one('transpose', { x: [2, 2, 3] }, ({ x }) => tf.transpose(x!, [2, 0, 1])),
    one('unsortedSegmentSum', { x: [4, 2] }, ({ x }) => tf.unsortedSegmentSum(x!, ints([2, 0, 2, 1]), 3)),
    one('unstack', { x: [2, 3] }, ({ x }) => tf.mul(...(tf.unstack(x!) as [T, T]))),
    one('where', { a: [2, 3], b: [2, 3] }, ({ a, b }) =>
      tf.where(
        tf.tensor2d(
          [
            [1, 0, 1],
            [0, 1, 0],
          ],
          [2, 3],
          'bool',
        ),
        a!,
        b!,
      ),
    ),
    one('where, broadcast', { a: [2, 3], b: [3] }, ({ a, b }) => tf.where(flags(), a!, b!)),
  ],
];

const picture = { x: [1, 3, 3, 2] } as const;
const [bilinear, nearest] = [tf.image.resizeBilinear, tf.image.resizeNearestNeighbor];
const layers = [
  pooling<T>('avgPool', (x, { size, stride, padding }) => tf.avgPool(x as T4, size, stride, padding)),
  pooling<T>('maxPool', (x, { size, stride, padding }) => tf.maxPool(x as T4, size, stride, padding)),
  convolution<T>('conv2d', (x, w, { stride, padding, dilation }) => tf.conv2d(x as T4, w as T4, stride, padding, 'NHWC', dilation), {
    filter: (size) => [size, size, 2, 1],
  }),
  convolution<T>(
    'depthwiseConv2d',
    (x, w, { stride, padding, dilation }) => tf.depthwiseConv2d(x as T4, w as T4, stride, padding, 'NHWC', dilation),
    { filter: (size) => [size, size, 2, 1] },
  ),
  convolution<T>('dilation2d', (x, w, { stride, padding }) => tf.dilation2d(x as T4, w as tf.Tensor3D, stride, padding), {
    filter: (size) => [size, size, 2],
  }),
  [
    one('avgPool3d', { x: [1, 2, 2, 3, 1] }, ({ x }) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, 'valid')),
    one('avgPool3d, same', { x: [1, 2, 2, 3, 1] }, ({ x }) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, 'same')),
    one('maxPool3d', { x: [1, 2, 2, 3, 1] }, ({ x }) => tf.maxPool3d(x as tf.Tensor5D, 2, 1, 'valid')),
    one('conv1d', { x: [1, 5, 2], w: [3, 2, 2] }, ({ x, w }) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 2, 'same')),
    one('conv3d', { x: [1, 2, 3, 2, 1], w: [2, 2, 2, 1, 2] }, ({ x, w }) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, 'same')),
    one('conv2dTranspose', { x: [1, 2, 2, 2], w: [2, 2, 1, 2] }, ({ x, w }) =>
      tf.conv2dTranspose(x as T4, w as T4, [1, 4, 4, 1], 2, 'valid'),
    ),
    squared('conv2d by its picture', [1, 4, 3, 2], (x) => tf.conv2d(x as T4, filters(2, 2, 2, 1), 1, 'same')),
    squared('conv2dTranspose by its picture', [1, 2, 2, 2], (x) =>
      tf.conv2dTranspose(x as T4, filters(2, 2, 1, 2), [1, 4, 4, 1], 2, 'valid'),
    ),
    one('batchNorm', { x: [1, 2, 2, 2], mean: [2], variance: { shape: [2], range: [0.25, 4] }, offset: [2], scale: [2] }, (x) =>
      tf.batchNorm(x.x!, x.mean as tf.Tensor1D, x.variance as tf.Tensor1D, x.offset as tf.Tensor1D, x.scale as tf.Tensor1D, 0.125),
    ),
    one('batchNorm without scale', { x: [3, 2], mean: [2], variance: { shape: [2], range: [0.25, 4] } }, (x) =>
      tf.batchNorm(x.x!, x.mean as tf.Tensor1D, x.variance as tf.Tensor1D),
    ),
    one('localResponseNormalization', { x: [1, 1, 2, 4] }, ({ x }) => tf.localResponseNormalization(x as T4, 1, 1, 0.5, 0.75)),
    one('resizeBilinear', picture, ({ x }) => bilinear(x as T4, [5, 2])),
    one('resizeBilinear, corners aligned', picture, ({ x }) => bilinear(x as T4, [2, 4], true)),
    one('resizeBilinear, not square', { x: [1, 2, 3, 1] }, ({ x }) => bilinear(x as T4, [4, 5])),
    one('resizeBilinear, half pixel centers', picture, ({ x }) => bilinear(x as T4, [5, 2], false, true)),
    one('resizeNearestNeighbor', picture, ({ x }) => nearest(x as T4, [5, 2])),
    one('resizeNearestNeighbor, corners aligned', picture, ({ x }) => nearest(x as T4, [5, 2], true)),
    one('resizeNearestNeighbor, half pixel centers', picture, ({ x }) => nearest(x as T4, [5, 2], false, true)),
  ],
];

/** The kernels that have a gradient, and which of these are asked for it during a piece of work. */
const registered = tf.getKernelsForBackend('cpu').flatMap(({ kernelName }) => (tf.getGradient(kernelName) ? [kernelName] : []));
const asked = new Set<string>();
for (const name of registered) {
  const gradient = tf.getGradient(name);
  const { gradFunc } = gradient;
  gradient.gradFunc = (...args) => {
    asked.add(name);
    return gradFunc(...args);
  };
}

export default sweep<T>({
  engine: tfjsEngine<T>(tf),
  operations: [elementwise, pairs, reductions, moved, layers, losses, singular].flat(2),
  registered,
  trace(work) {
    asked.clear();
    work();
    return [...asked];
  },
  known,
  api: { tf },
});
