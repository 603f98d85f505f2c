/** What docs/findings.md says is wrong in engines, each as the smallest snippet that shows it. */
import type { Finding } from './finding.ts';
import { jaxJs } from './jax-findings.ts';
import { symbolic } from './symbolic-findings.ts';
import { tensorflow } from './tfjs-findings.ts';

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

/** A function of the tensors of adnn: the gradient of the sum of its result. */
const ofAdnnTensors = (
  told: string,
  f: (tensor: AdnnTensors['tensor'], x: object) => object,
  x: readonly number[],
  truth: readonly number[],
): Finding => ({
  engine: 'adnn',
  told,
  got(ad: AdnnTensors) {
    const size = Math.sqrt(x.length);
    const node = ad.lift({
      __proto__: Object.getPrototypeOf(ad.params([size, size]).x),
      dims: [size, size],
      length: x.length,
      data: Float64Array.from(x),
    });
    const y = f(ad.tensor, node) as { readonly x: { readonly dims?: unknown }; backprop(): void };
    (y.x.dims ? (ad.tensor.sumreduce!(y) as typeof y) : y).backprop();
    return node.dx.data;
  },
  truth,
});
interface AdnnTensors {
  lift(x: object): { readonly dx: { readonly data: Float64Array } };
  params(shape: readonly number[]): { readonly x: object };
  readonly tensor: Readonly<Record<string, (...x: readonly object[]) => object>>;
}

interface Fnn {
  load(model: object): { readonly model: readonly [FnnLayer, FnnLayer] };
}
interface FnnLayer {
  forward(x: object): object;
  backpropagation(delta: object, a: object): { to1DArray(): readonly number[] };
}
/** An activation of ml-fnn between weights of 1, for which its own matrices are taken. */
const ofFnn = (activation: string, x: number, truth: number): Finding => ({
  engine: 'ml-fnn',
  told: `\`${activation}(x)\``,
  got(network: Fnn) {
    const layer = { model: 'Layer', activation, activationParam: 1, W: [[1]], b: [[0]] };
    const [first, second] = network.load({ model: 'FNN', layers: [layer, layer] }).model as [FnnLayer & { readonly W: Row }, FnnLayer];
    const row = (value: number): object => first.W.clone().set(0, 0, value);
    return second.backpropagation(row(1), first.forward(row(x))).to1DArray();
  },
  truth: [truth],
});
interface Row {
  clone(): { set(row: number, column: number, value: number): object };
}

interface Toygrad {
  readonly Layers: Readonly<Record<string, new (options: object, before: object) => ToygradLayer>>;
  readonly Tensor: new (...args: readonly unknown[]) => object;
}
interface ToygradLayer {
  forward(x: object, training: boolean): { readonly dw: Float32Array };
  backward(): void;
  readonly it: { readonly dw: Float32Array };
}
const ofToygrad = (name: string, x: number, truth: number): Finding => ({
  engine: 'toygrad',
  told: `| \`${name}\` |`,
  got({ Layers, Tensor }: Toygrad) {
    const layer = new Layers[name]!({}, { osx: 1, osy: 1, osz: 1 });
    layer.forward(new Tensor(1, 1, 1, Float32Array.of(x)), true).dw.set([1]);
    layer.backward();
    return layer.it.dw;
  },
  truth: [truth],
});

interface Torch {
  readonly torch: Readonly<Record<string, (...args: readonly unknown[]) => Torched>> & {
    readonly nn: Readonly<Record<string, new (...sizes: readonly number[]) => { forward(...args: readonly unknown[]): Torched }>>;
  };
}
interface Torched {
  readonly grad: unknown;
  backward(): void;
  sum(axis?: number): Torched;
  mean(axis: number): Torched;
  variance(axis: number): Torched;
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
const cubeOfTwos = [
  [
    [1, 2],
    [3, 4],
  ],
  [
    [5, 6],
    [7, 8],
  ],
];
const corner = [
  [1, 0],
  [0, 0],
];
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
  ...tensorflow,
  ofTorch('`pow(x, 3)`', (torch, x) => torch.pow!(x, 3), [1], [3]),
  ofTorch('`sum(1)`, `mean(1)`', (_, x) => x.sum(1), cube, Array(12).fill(1)),
  ofTorch('`sum(1)`, `mean(1)`', (_, x) => x.mean(1), cube, Array(12).fill(1 / 3)),
  ofTorch(
    '`mean(x, 1)` of 3-D tensors',
    (torch, x) => torch.mul!(x.mean(1), torch.tensor!(corner)),
    cubeOfTwos,
    [0.5, 0, 0.5, 0, 0, 0, 0, 0],
  ),
  ofTorch(
    '`sum(2)`, `mean(2)` where axes 1 and 2 are of one size',
    (torch, x) => torch.mul!(x.sum(2), torch.tensor!(corner)),
    cubeOfTwos,
    [1, 1, 0, 0, 0, 0, 0, 0],
  ),
  ofTorch(
    '`sum(2)`, `mean(2)` where axes 1 and 2 are of one size',
    (torch, x) => torch.mul!(x.mean(2), torch.tensor!(corner)),
    cubeOfTwos,
    [0.5, 0.5, 0, 0, 0, 0, 0, 0],
  ),
  // The slopes of a square are twice its root, here ¼, times those of the root, which are ½ and −½.
  ofTorch('`variance` over any axis but the last, squared', (torch, x) => torch.mul!(x.variance(0), x.variance(0)), corner, [
    1 / 4,
    0,
    -1 / 4,
    0,
  ]),
  // The mean of two squares: each entry less the mean of both, times 2 / 2, where that of the first pair counts.
  ofTorch('`variance(2)` where axes 1 and 2 are of one size', (torch, x) => torch.mul!(x.variance(2), torch.tensor!(corner)), cubeOfTwos, [
    -1 / 2,
    1 / 2,
    0,
    0,
    0,
    0,
    0,
    0,
  ]),
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
  // Half of each row's first entry, whose slope is ¼ by itself and −¼ by the other one.
  ofTorch(
    '`nn.Softmax` of a matrix with as many rows as columns',
    (torch, x) => torch.mul!(new torch.nn.Softmax!().forward(x, -1), torch.tensor!(corner)),
    [
      [0, 0],
      [0, 0],
    ],
    [1 / 4, -1 / 4, 0, 0],
  ),
  // Of two numbers, the smaller is −1 whatever they are.
  ofTorch(
    '`nn.LayerNorm` of a matrix with as many rows as columns',
    (torch, x) => torch.mul!(new torch.nn.LayerNorm!(2).forward(x), torch.tensor!(corner)),
    [
      [1, 3],
      [0, 2],
    ],
    [0, 0, 0, 0],
  ),
  ofAdnn('max', [0, 0.85], [0, 1]),
  ofAdnn('min', [0, 0.85], [1, 0]),
  ofAdnn('pow', [0, 4], [0, 0]),
  ofAdnnTensors('| `tensor.determinant(a)` |', (tensor, x) => tensor.determinant!(x), [0, 1, 0, 0], [0, 0, -1, 0]),
  ofAdnnTensors('| `tensor.dot(a, a)` |', (tensor, x) => tensor.dot!(x, x), [1, 2, 3, 4], [7, 11, 9, 13]),
  ofFnn('relu', -1, 0),
  ofFnn('logistic', 2, Math.exp(-2) / (1 + Math.exp(-2)) ** 2),
  ofFnn('arctan', 1, 1 / 2),
  ofFnn('softsign', 1, 1 / 4),
  ofFnn('softplus', 0, 1 / 2),
  ofFnn('bent', 1, 1 + 1 / (2 * Math.SQRT2)),
  ofFnn('sinusoid', 1, Math.cos(1)),
  ofFnn('sinc', 0, 0),
  ofFnn('gaussian', 0, 0),
  ofFnn('exponential-elu', -1, Math.exp(-1)),
  ofFnn('soft-exponential', 0, 1),
  ofToygrad('LeakyRelu', -1, 0.01),
  ...jaxJs,
  ...symbolic,
];
