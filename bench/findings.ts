/** What docs/findings.md says is wrong in engines, each as the smallest snippet that shows it. */
import { createRequire } from 'node:module';

/** A wrong derivative of an engine. */
export interface Finding {
  readonly engine: keyof typeof ENGINES;
  /** A text by which docs/findings.md tells of it. */
  readonly told: string;
  /** The derivatives that the engine gives. It may throw. */
  readonly got: (engine: never) => ArrayLike<number>;
  /** What they are in truth, by hand. */
  readonly truth: readonly number[];
}

/** Where each engine is installed, and what is imported of it. */
const ENGINES = {
  mathjs: ['../package.json', 'mathjs/lib/browser/math.js'],
  tfjs: ['../examples/tfjs/package.json', '@tensorflow/tfjs'],
  'js-pytorch': ['../examples/engines/package.json', 'js-pytorch'],
  adnn: ['../examples/engines/package.json', 'adnn/ad'],
  nerdamer: ['../examples/engines/package.json', 'nerdamer/all'],
} as const;

/** An engine, or undefined if it is not installed. */
export async function installed(name: keyof typeof ENGINES): Promise<unknown> {
  const [from, module] = ENGINES[name];
  const load = createRequire(new URL(from, import.meta.url));
  try {
    load.resolve(module);
  } catch {
    return undefined;
  }
  const engine = load(module);
  if (name === 'tfjs') await engine.setBackend('cpu');
  return engine;
}

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

const tensorflow: readonly Finding[] = [
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

interface MathJs {
  derivative(formula: string, name: string): { evaluate(scope: Readonly<Record<string, number>>): unknown };
}
const ofMathjs = (formula: string, scope: Readonly<Record<string, number>>, truth: number): Finding => ({
  engine: 'mathjs',
  told: `\`mathjs ${formula}`,
  got: (math: MathJs) => [Number(math.derivative(formula, 'x').evaluate(scope))],
  truth: [truth],
});

interface Nerdamer {
  (formula: string, scope: Readonly<Record<string, string>>): { evaluate(): { text(kind: string): string } };
  diff(formula: string, name: string): { toString(): string };
}
const ofNerdamer = (name: string, x: number, truth: number): Finding => ({
  engine: 'nerdamer',
  told: `| \`${name}(x)\` |`,
  got: (nerdamer: Nerdamer) => [
    Number(
      nerdamer(nerdamer.diff(`${name}(x)`, 'x').toString(), { x: String(x) })
        .evaluate()
        .text('decimals'),
    ),
  ],
  truth: [truth],
});

interface Adnn {
  lift(x: number): { readonly dx: number; backprop(): void };
  readonly scalar: Readonly<Record<string, (...x: readonly object[]) => { backprop(): void }>>;
}
const ofAdnn = (name: string, at: readonly [number, number], truth: readonly [number, number]): Finding => ({
  engine: 'adnn',
  told: `| \`${name}(a, b)\` |`,
  got(ad: Adnn) {
    const [a, b] = at.map((x) => ad.lift(x)) as [ReturnType<Adnn['lift']>, ReturnType<Adnn['lift']>];
    ad.scalar[name]!(a, b).backprop();
    return [a.dx, b.dx];
  },
  truth,
});

interface Torch {
  readonly torch: Readonly<Record<string, (...args: readonly unknown[]) => Torched>>;
}
interface Torched {
  readonly grad: unknown;
  backward(): void;
  sum(axis?: number): Torched;
  mean(axis: number): Torched;
}
const ofTorch = (told: string, f: (torch: Torch['torch'], x: Torched) => Torched, x: unknown, truth: readonly number[]): Finding => ({
  engine: 'js-pytorch',
  told,
  got({ torch }: Torch) {
    const input = torch.tensor!(x, true);
    f(torch, input).sum().backward();
    return [input.grad].flat(Number.POSITIVE_INFINITY) as number[];
  },
  truth,
});
const cube = [
  [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
];

export const findings: readonly Finding[] = [
  ofMathjs('acoth(x)', { x: 2 }, -1 / 3),
  ofMathjs('cbrt(x)', { x: -1 }, 1 / 3),
  ofMathjs('nthRoot(x, 3)', { x: -1 }, 1 / 3),
  ofMathjs('nthRoot(x, 5)', { x: -1 }, 1 / 5),
  ofMathjs('abs(x * y)', { x: 0, y: 0 }, 0),
  ofMathjs('acoth(2 x)', { x: 1 }, -2 / 3),
  ...tensorflow,
  ofTorch('`pow(x, 3)`', (torch, x) => torch.pow!(x, 3), [1], [3]),
  ofTorch('`sum(1)`, `mean(1)`', (_, x) => x.sum(1), cube, Array(12).fill(1)),
  ofTorch(
    '`mean(x, 1)` of 3-D tensors',
    (torch, x) =>
      torch.mul!(
        x.mean(1),
        torch.tensor!([
          [1, 0],
          [0, 0],
        ]),
      ),
    [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
    [0.5, 0, 0.5, 0, 0, 0, 0, 0],
  ),
  // The second batch does not count in the product that it gives.
  ofTorch(
    '`matmul`, [1, 2, 3] with [2, 3, 1]',
    (torch, x) =>
      torch.matmul!(
        torch.tensor!([
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
        ]),
        x,
      ),
    [
      [[1], [2], [3]],
      [[4], [5], [6]],
    ],
    [5, 7, 9, 0, 0, 0],
  ),
  ofAdnn('max', [0, 0.85], [0, 1]),
  ofAdnn('min', [0, 0.85], [1, 0]),
  ofAdnn('pow', [0, 4], [0, 0]),
  ofNerdamer('acosh', 3.18, 1 / Math.sqrt(3.18 ** 2 - 1)),
  ofNerdamer('acoth', 3.18, 1 / (1 - 3.18 ** 2)),
  ofNerdamer('acsch', 1, -1 / Math.SQRT2),
];
