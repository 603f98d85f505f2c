import * as tf from '@tensorflow/tfjs';
import { families } from 'gradcheck';

const { loss } = families;
type T = tf.Tensor;
const targets = () =>
  tf.tensor2d([
    [0, 1, 0],
    [0.25, 0.25, 0.5],
  ]);
const binaryTargets = () =>
  tf.tensor2d([
    [0, 1, 1],
    [1, 0, 1],
  ]);

/** The losses of the sweep. */
export const losses = [
  loss<T>('absoluteDifference', (x, y) => tf.losses.absoluteDifference(y, x)),
  loss<T>('cosineDistance', (x, y) => tf.losses.cosineDistance(y, x, 1)),
  loss<T>('hingeLoss', (x, y) => tf.losses.hingeLoss(y, x), { fixed: binaryTargets }),
  loss<T>('huberLoss', (x, y) => tf.losses.huberLoss(y, x)),
  loss<T>('logLoss', (x, y) => tf.losses.logLoss(y, x), { range: [0, 1], fixed: binaryTargets }),
  loss<T>('meanSquaredError', (x, y) => tf.losses.meanSquaredError(y, x)),
  loss<T>('sigmoidCrossEntropy', (x, y) => tf.losses.sigmoidCrossEntropy(y, x), { range: [-100, 100], fixed: binaryTargets }),
  loss<T>('softmaxCrossEntropy', (x, y) => tf.losses.softmaxCrossEntropy(y, x), { range: [-50, 50], fixed: targets }),
];
