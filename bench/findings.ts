/** What docs/findings.md says is wrong in engines, each as the smallest snippet that shows it. */
import type { Finding } from './finding.ts';
import { tensorflow } from './tfjs-findings.ts';

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
    (ad.tensor.sumreduce!(f(ad.tensor, node)) as { backprop(): void }).backprop();
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
  told: `| \`${activation}(x)\` |`,
  got(network: Fnn) {
    const layer = { model: 'Layer', activation, W: [[1]], b: [[0]] };
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
  readonly torch: Readonly<Record<string, (...args: readonly unknown[]) => Torched>>;
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

interface JaxArray {
  readonly ref: this;
  dataSync(): ArrayLike<number>;
}
interface Jax {
  vjp(f: (...x: JaxArray[]) => JaxArray, x: readonly JaxArray[]): [y: JaxArray, back: (dy: JaxArray) => readonly JaxArray[]];
  readonly numpy: Readonly<Record<string, (...args: readonly unknown[]) => JaxArray>>;
}
/** Gradients in double precision at single numbers; `times` says how much of a difference counts, since single precision is off by little. */
const ofJax = (
  told: string,
  f: (np: Jax['numpy'], ...x: readonly JaxArray[]) => JaxArray,
  at: readonly number[],
  { truth, times = 1 }: { readonly truth: readonly number[]; readonly times?: number },
): Finding => ({
  engine: 'jax-js',
  told,
  got({ vjp, numpy }: Jax) {
    const double = (x: number): JaxArray => numpy.array!(Float64Array.of(x), { shape: [], dtype: 'float64' });
    const [, back] = vjp((...x) => f(numpy, ...x), at.map(double));
    return back(double(1)).map((part, k) => truth[k]! + times * (part.dataSync()[0]! - truth[k]!));
  },
  truth,
});

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
  // The mean over axis 0 of what is summed up: each entry less the mean of both, times 2 / 2, where that of the first column counts.
  ofTorch(
    '`variance(0)` of 3-D tensors',
    (torch, x) => torch.mul!(x.variance(0), torch.tensor!(corner)),
    cubeOfTwos,
    [-2, 0, 0, 0, 2, 0, 0, 0],
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
  ofAdnnTensors('| `tensor.dot(a, a)` |', (tensor, x) => tensor.dot!(x, x), [1, 2, 3, 4], [7, 11, 9, 13]),
  ofFnn('relu', -1, 0),
  ofFnn('logistic', 2, Math.exp(-2) / (1 + Math.exp(-2)) ** 2),
  ofToygrad('LeakyRelu', -1, 0.01),
  ofJax('`sinc(x)`', (np, x) => np.sinc!(x), [0], { truth: [0] }),
  ofJax('`power(a, b)`', (np, a, b) => np.power!(a, b), [0, 2], { truth: [0, 0] }),
  ofJax('`cbrt(x)`', (np, x) => np.cbrt!(x), [8], { truth: [1 / 12], times: 1e6 }),
  ofJax('`power(x, exp(sign(x)))`', (np, x) => np.power!(x!.ref, np.exp!(np.sign!(x))), [1], { truth: [Math.E], times: 1e6 }),
  ofNerdamer('acosh', 3.18, 1 / Math.sqrt(3.18 ** 2 - 1)),
  ofNerdamer('acoth', 3.18, 1 / (1 - 3.18 ** 2)),
  ofNerdamer('acsch', 1, -1 / Math.SQRT2),
  ofNerdamer('asech', 0.75, -1 / (0.75 * Math.sqrt(1 - 0.75 ** 2))),
  ofNerdamer('asinh', 1, 1 / Math.SQRT2),
  ofNerdamer('atanh', 0, 1),
];
