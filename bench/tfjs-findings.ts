/** What docs/findings.md says is wrong in TensorFlow.js, each as the smallest snippet that shows it. */
import type { Finding } from './finding.ts';

interface Tensor {
  dataSync(): Float32Array;
}
type Call = (...args: readonly unknown[]) => Tensor;
/** The part of TensorFlow.js that snippets call. */
type Tf = Readonly<Record<string, Call>> & {
  readonly grad: (f: (x: Tensor) => Tensor) => (x: Tensor) => Tensor;
  readonly grads: (f: (...x: readonly Tensor[]) => Tensor) => (x: readonly Tensor[]) => readonly Tensor[];
  readonly image: Readonly<Record<string, Call>>;
};

/** Gradients of the sum of a function's results by all of its inputs, one after the other. */
const tfjs =
  (f: (tf: Tf, ...x: readonly Tensor[]) => Tensor, inputs: (tf: Tf) => readonly Tensor[]) =>
  (tf: Tf): ArrayLike<number> =>
    tf
      .grads((...x) => tf.sum!(f(tf, ...x)))(inputs(tf))
      .flatMap((part) => [...part.dataSync()]) as number[];
const vector =
  (...x: readonly (readonly number[])[]) =>
  (tf: Tf) =>
    x.map((values) => tf.tensor1d!(values));
const scalars =
  (...x: readonly number[]) =>
  (tf: Tf) =>
    x.map((value) => tf.scalar!(value));
const tensor =
  (...x: readonly (readonly [values: readonly number[], shape: readonly number[]])[]) =>
  (tf: Tf) =>
    x.map(([values, shape]) => tf.tensor!(values, shape));

const ofTfjs = (told: string, got: (tf: Tf) => ArrayLike<number>, truth: readonly number[]): Finding => ({
  engine: 'tfjs',
  told,
  got,
  truth,
});
const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const ones = [1, 1, 1, 1];

export const tensorflow: readonly Finding[] = [
  ofTfjs(
    '`logSigmoid(f(x))`',
    tfjs((tf, x) => tf.logSigmoid!(tf.mul!(x, 2)), scalars(0)),
    [1],
  ),
  ofTfjs(
    '`prelu(x, alpha)`, x broadcast',
    tfjs((tf, x) => tf.prelu!(x, tf.fill!([2, 3], 0.5)), vector([-1, 1, 2])),
    [1, 2, 2],
  ),
  ofTfjs(
    '`pow(a, b)`',
    tfjs((tf, a) => tf.pow!(a, tf.scalar!(0)), scalars(0)),
    [0],
  ),
  ofTfjs(
    '`norm(x, 2, axis)`',
    tfjs((tf, x) => tf.norm!(x, 'euclidean', 0), vector([0, 0])),
    [0, 0],
  ),
  ofTfjs(
    'with dilation 2',
    tfjs((tf, x, w) => tf.conv2d!(x, w, 1, 'valid', 'NHWC', 2), tensor([nine, [1, 3, 3, 1]], [ones, [2, 2, 1, 1]])),
    [1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 3, 7, 9],
  ),
  ofTfjs(
    'with dilation 2',
    tfjs((tf, x, w) => tf.depthwiseConv2d!(x, w, 1, 'valid', 'NHWC', 2), tensor([nine, [1, 3, 3, 1]], [ones, [2, 2, 1, 1]])),
    [1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 3, 7, 9],
  ),
  ofTfjs(
    '`mirrorPad`',
    tfjs((tf, x) => tf.mirrorPad!(x, [[1, 1]], 'reflect'), vector([1, 2, 3])),
    [1, 3, 1],
  ),
  ofTfjs(
    '`cumsum`',
    tfjs((tf, x) => tf.mul!(tf.cumsum!(x, 0), tf.tensor!([1, 2, 3, 4], [2, 2])), tensor([ones, [2, 2]])),
    [4, 6, 3, 4],
  ),
  ofTfjs(
    '`avgPool` with `same` padding',
    tfjs((tf, x) => tf.avgPool!(x, 2, 1, 'same'), tensor([ones, [1, 2, 2, 1]])),
    [0.25, 0.75, 0.75, 2.25],
  ),
  ofTfjs(
    '`resizeBilinear`',
    tfjs((tf, x) => tf.image.resizeBilinear!(x, [4, 4], false, true), tensor([ones, [1, 2, 2, 1]])),
    [4, 4, 4, 4],
  ),
  ofTfjs(
    '`resizeBilinear` of a picture that is not square',
    tfjs(
      (tf, x) => tf.image.resizeBilinear!(x, [1, 4]),
      tensor([
        [1, 2],
        [1, 1, 2, 1],
      ]),
    ),
    [1.5, 2.5],
  ),
  ofTfjs(
    '`resizeNearestNeighbor`',
    tfjs(
      (tf, x) => tf.mul!(tf.image.resizeNearestNeighbor!(x, [2, 1], false, true), tf.tensor!([1, 2], [1, 2, 1, 1])),
      tensor([
        [1, 2, 3],
        [1, 3, 1, 1],
      ]),
    ),
    [1, 0, 2],
  ),
  ofTfjs(
    '`floorDiv`',
    tfjs((tf, a) => tf.floorDiv!(a, tf.scalar!(2)), scalars(5)),
    [0],
  ),
  // Of two equal entries each may get a part; along (1, 1), the largest one grows by 1.
  ofTfjs(
    '`max` and `min` at ties',
    tfjs((tf, x) => tf.max!(tf.mul!(tf.ones!([2]), x)), scalars(1)),
    [1],
  ),
  ofTfjs(
    '`max` and `min` at ties',
    tfjs((tf, x) => tf.min!(tf.mul!(tf.ones!([2]), x)), scalars(1)),
    [1],
  ),
  ofTfjs(
    '`maximum`',
    tfjs((tf, a, b) => tf.maximum!(a, b), tensor([[1, 2], [2]], [[0], [1]])),
    [1, 1, 0],
  ),
  ofTfjs(
    '`minimum`',
    tfjs((tf, a, b) => tf.minimum!(a, b), tensor([[1, 2], [2]], [[0], [1]])),
    [0, 0, 2],
  ),
  ofTfjs(
    '`squaredDifference`',
    tfjs((tf, a, b) => tf.squaredDifference!(a, b), tensor([[1, 2], [2]], [[0], [1]])),
    [2, 4, -6],
  ),
  ofTfjs(
    'batched `matMul`',
    tfjs(
      (tf, a, b) => tf.matMul!(a, b),
      tensor(
        [
          [1, 2],
          [2, 1, 1],
        ],
        [[3], [1, 1]],
      ),
    ),
    [3, 3, 3],
  ),
  ...['exp', 'tanh', 'sigmoid'].map((name, k) =>
    ofTfjs(
      `\`${name}\``,
      tfjs((tf, x) => tf.grad((y) => tf[name]!(y))(x), scalars(0.5)),
      [[Math.exp(0.5), -2 * Math.tanh(0.5) * (1 - Math.tanh(0.5) ** 2), sigmoidBend(0.5)][k]!],
    ),
  ),
];

function sigmoidBend(x: number): number {
  const y = 1 / (1 + Math.exp(-x));
  return y * (1 - y) * (1 - 2 * y);
}
