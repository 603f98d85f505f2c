// Layers of neural networks and losses. Run: gradcheck run examples/tfjs
import * as tf from '@tensorflow/tfjs';
import { once, refused, SAVED_OUTPUT, twice, wrong } from './operation.ts';

const picture = { x: [1, 4, 4, 1] } as const;
const filtered = { x: [1, 3, 3, 2], w: [2, 2, 2, 1] } as const;
type Picture = { x: tf.Tensor4D };
type Filtered = { x: tf.Tensor4D; w: tf.Tensor4D };

const labels = () =>
  tf.tensor2d([
    [0, 1, 0],
    [0.2, 0.3, 0.5],
  ]);
const binary = () =>
  tf.tensor2d([
    [0, 1, 1],
    [1, 0, 1],
  ]);
const logits = { x: [2, 3] } as const;
const probabilities = { x: { shape: [2, 3], range: [0.05, 0.95] } } as const;

export default [
  once('avgPool', picture, ({ x }: Picture) => tf.avgPool(x, 2, 2, 'valid')),
  once(
    'avgPool, same, overlapping',
    { x: [1, 3, 3, 1] },
    ({ x }: Picture) => tf.avgPool(x, 2, 1, 'same'),
    wrong('AvgPoolGrad.js divides by the size of the filter; forward divides by the entries that lie inside the picture'),
  ),
  once('avgPool3d', { x: [1, 2, 2, 3, 1] }, ({ x }: { x: tf.Tensor5D }) => tf.avgPool3d(x, 2, 1, 'valid')),
  once(
    'batchNorm',
    { x: [1, 2, 2, 2], mean: [2], variance: { shape: [2], range: [0.2, 2] }, offset: [2], scale: [2] },
    ({
      x,
      mean,
      variance,
      offset,
      scale,
    }: {
      x: tf.Tensor4D;
      mean: tf.Tensor1D;
      variance: tf.Tensor1D;
      offset: tf.Tensor1D;
      scale: tf.Tensor1D;
    }) => tf.batchNorm(x, mean, variance, offset, scale, 1e-3),
  ),
  once(
    'batchNorm2d',
    { x: [3, 2], mean: [2], variance: { shape: [2], range: [0.2, 2] } },
    ({ x, mean, variance }: { x: tf.Tensor2D; mean: tf.Tensor1D; variance: tf.Tensor1D }) => tf.batchNorm2d(x, mean, variance),
    refused('without a scale there is an undefined tensor among the saved inputs'),
  ),
  once('conv1d', { x: [1, 5, 2], w: [3, 2, 2] }, ({ x, w }: { x: tf.Tensor3D; w: tf.Tensor3D }) => tf.conv1d(x, w, 2, 'same')),
  once('conv2d', filtered, ({ x, w }: Filtered) => tf.conv2d(x, w, 1, 'valid')),
  once('conv2d, same', filtered, ({ x, w }: Filtered) => tf.conv2d(x, w, 1, 'same')),
  once('conv2d, stride 2', { x: [1, 5, 4, 1], w: [3, 2, 1, 2] }, ({ x, w }: Filtered) => tf.conv2d(x, w, 2, 'same')),
  once('conv2d, padded', { x: [1, 3, 3, 1], w: [2, 2, 1, 2] }, ({ x, w }: Filtered) => tf.conv2d(x, w, 1, 1)),
  once(
    'conv2d, dilated',
    { x: [1, 4, 4, 1], w: [2, 2, 1, 1] },
    ({ x, w }: Filtered) => tf.conv2d(x, w, 1, 'valid', 'NHWC', 2),
    refused('Conv2D_grad.js refuses dilations above 1'),
  ),
  once('conv2dTranspose', { x: [1, 2, 2, 2], w: [2, 2, 1, 2] }, ({ x, w }: Filtered) => tf.conv2dTranspose(x, w, [1, 4, 4, 1], 2, 'valid')),
  once('conv3d', { x: [1, 2, 3, 2, 1], w: [2, 2, 2, 1, 2] }, ({ x, w }: { x: tf.Tensor5D; w: tf.Tensor5D }) => tf.conv3d(x, w, 1, 'same')),
  once('depthwiseConv2d', { x: [1, 3, 3, 2], w: [2, 2, 2, 2] }, ({ x, w }: Filtered) => tf.depthwiseConv2d(x, w, 1, 'valid')),
  once('depthwiseConv2d, stride 2', { x: [1, 4, 4, 1], w: [3, 3, 1, 2] }, ({ x, w }: Filtered) => tf.depthwiseConv2d(x, w, 2, 'same')),
  once('dilation2d', { x: [1, 3, 3, 1], w: [2, 2, 1] }, ({ x, w }: { x: tf.Tensor4D; w: tf.Tensor3D }) => tf.dilation2d(x, w, 1, 'valid')),
  once('dropout by a fixed mask', { x: [6] }, ({ x }) => tf.mul(x, tf.tensor1d([0, 2, 2, 0, 2, 2]))),
  once('dropout with a seed', { x: [6] }, ({ x }) => tf.dropout(x, 0.5, [6], 7)),
  once('fused.conv2d', { ...filtered, bias: [1] }, ({ x, w, bias }: Filtered & { bias: tf.Tensor1D }) =>
    tf.fused.conv2d({ x, filter: w, strides: 1, pad: 'same', bias, activation: 'relu' }),
  ),
  twice('fused.matMul', { a: [2, 3], b: [3, 2], bias: [2] }, ({ a, b, bias }) => tf.fused.matMul({ a, b, bias, activation: 'relu' })),
  once('fused.matMul, sigmoid', { a: [2, 3], b: [3, 2], bias: [2] }, ({ a, b, bias }) =>
    tf.fused.matMul({ a, b, bias, activation: 'sigmoid' }),
  ),
  once('localResponseNormalization', { x: [1, 1, 2, 4] }, ({ x }: Picture) => tf.localResponseNormalization(x, 1, 1, 0.5, 0.75)),
  once('maxPool', picture, ({ x }: Picture) => tf.maxPool(x, 2, 2, 'valid')),
  once('maxPool, same, overlapping', picture, ({ x }: Picture) => tf.maxPool(x, 3, 2, 'same')),
  once('maxPool3d', { x: [1, 2, 2, 3, 1] }, ({ x }: { x: tf.Tensor5D }) => tf.maxPool3d(x, 2, 1, 'valid')),
  once('separableConv2d', { x: [1, 3, 3, 1], w: [2, 2, 1, 2], p: [1, 1, 2, 2] }, ({ x, w, p }: Filtered & { p: tf.Tensor4D }) =>
    tf.separableConv2d(x, w, p, 1, 'valid'),
  ),

  twice('losses.absoluteDifference', logits, ({ x }) => tf.losses.absoluteDifference(labels(), x)),
  once('losses.cosineDistance', logits, ({ x }) => tf.losses.cosineDistance(labels(), x, 1)),
  twice('losses.hingeLoss', logits, ({ x }) => tf.losses.hingeLoss(binary(), x)),
  once('losses.huberLoss', logits, ({ x }) => tf.losses.huberLoss(labels(), x)),
  twice('losses.logLoss', probabilities, ({ x }) => tf.losses.logLoss(binary(), x)),
  twice('losses.meanSquaredError', logits, ({ x }) => tf.losses.meanSquaredError(labels(), x)),
  twice('losses.sigmoidCrossEntropy', logits, ({ x }) => tf.losses.sigmoidCrossEntropy(binary(), x), wrong(SAVED_OUTPUT)),
  once('losses.softmaxCrossEntropy', logits, ({ x }) => tf.losses.softmaxCrossEntropy(labels(), x)),
  once('losses.softmaxCrossEntropy, weighted and smoothed', logits, ({ x }) =>
    tf.losses.softmaxCrossEntropy(labels(), x, tf.tensor1d([1, 3]), 0.1),
  ),
].flat();
