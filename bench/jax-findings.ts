/** What docs/findings.md says is wrong in jax-js, each as the smallest snippet that shows it. */
import type { Finding } from './finding.ts';

interface JaxArray {
  readonly ref: this;
  dataSync(): ArrayLike<number>;
}
type Module = Readonly<Record<string, (...args: readonly unknown[]) => JaxArray>>;
interface Jax {
  vjp(f: (...x: JaxArray[]) => JaxArray, x: readonly JaxArray[]): [y: JaxArray, back: (dy: JaxArray) => readonly JaxArray[]];
  readonly numpy: Module;
  readonly nn: Module;
  readonly lax: Module;
}

/** How much a difference counts for where single precision is off by little. */
const MILLION = 1e6;

/** Gradients in double precision at single numbers; `times` says how much of a difference counts, since single precision is off by little. */
const ofJax = (
  told: string,
  f: (np: Module, ...x: readonly JaxArray[]) => JaxArray,
  at: readonly number[],
  { truth, times = 1 }: { readonly truth: readonly number[]; readonly times?: number },
): Finding => ({
  engine: 'jax-js',
  told,
  got({ vjp, numpy }: Jax) {
    const [, back] = vjp(
      (...x) => f(numpy, ...x),
      at.map((x) => double(numpy, x)),
    );
    return back(double(numpy, 1)).map((part, k) => truth[k]! + times * (part.dataSync()[0]! - truth[k]!));
  },
  truth,
});
const double = (np: Module, x: number): JaxArray => np.array!(Float64Array.of(x), { shape: [], dtype: 'float64' });

/** The gradient of the sum of a function's results by the entries of a vector. */
const ofVector = (
  name: string,
  x: readonly number[],
  truth: readonly number[],
  { of = ({ numpy }: Jax): unknown => numpy, times = 1 }: { readonly of?: (jax: Jax) => unknown; readonly times?: number } = {},
): Finding => ({
  engine: 'jax-js',
  told: `${name}(x)\``,
  got(jax: Jax) {
    const { vjp, numpy } = jax;
    const vector = numpy.array!(Float64Array.from(x), { dtype: 'float64' });
    const [, back] = vjp((at) => numpy.sum!((of(jax) as Module)[name]!(at)), [vector]);
    return Array.from(back(double(numpy, 1))[0]!.dataSync(), (part, k) => truth[k]! + times * (part - truth[k]!));
  },
  truth,
});

/** An activation: its slope, or the slope of its slope. */
const ofActivation = (name: string, x: number, truth: number, order: 1 | 2 = 1): Finding => ({
  engine: 'jax-js',
  told: order === 1 ? `\`nn.${name}(x)\`` : `\`nn.${name}(x)\` by x, x`,
  got({ vjp, numpy, nn }: Jax) {
    const sloped = (f: (x: JaxArray) => JaxArray) => (at: JaxArray) => vjp(f, [at])[1](double(numpy, 1))[0]!;
    const slope = sloped((at) => nn[name]!(at));
    return (order === 1 ? slope : sloped(slope))(double(numpy, x)).dataSync();
  },
  truth: [truth],
});

/** A value, whose slope is that of the function meant, and not that of the values. */
const ofValue = (name: string, x: number, truth: number): Finding => ({
  engine: 'jax-js',
  told: `\`lax.${name}(x)\``,
  got: ({ numpy, lax }: Jax) => [truth + MILLION * (lax[name]!(double(numpy, x)).dataSync()[0]! - truth)],
  truth: [truth],
});

export const jaxJs: readonly Finding[] = [
  ofJax('`sinc(x)`', (np, x) => np.sinc!(x), [0], { truth: [0] }),
  ofJax('`power(a, b)`', (np, a, b) => np.power!(a, b), [0, 2], { truth: [0, 0] }),
  ofJax('`cbrt(x)`', (np, x) => np.cbrt!(x), [8], { truth: [1 / 12], times: MILLION }),
  ofJax('`power(x, exp(sign(x)))`', (np, x) => np.power!(x!.ref, np.exp!(np.sign!(x))), [1], { truth: [Math.E], times: MILLION }),
  ofJax('`acosh(x)`, times 0', (np, x) => np.multiply!(np.acosh!(x), 0), [1], { truth: [0] }),
  ofJax('`arctan2(a, b)` by b', (np, b) => np.arctan2!(double(np, 0), b), [-1], { truth: [0] }),
  ofJax('`logaddexp2(a, b)`', (np, a) => np.logaddexp2!(a, double(np, 0)), [0], { truth: [1 / 2], times: MILLION }),
  ofJax('`hypot(a, b)`', (np, a, b) => np.hypot!(a, b), [0, 0], { truth: [0, 0] }),
  ofVector('prod', [2, 0, 3], [0, 6, 0]),
  ofVector('nanprod', [2, 0, 3], [0, 6, 0]),
  // Of the sum x₁ + x₁ x₂ + x₁ x₂ x₃.
  ofVector('cumprod', [2, 0, 3], [1, 8, 0]),
  ofVector('max', [0, 0, 0], [1 / 3, 1 / 3, 1 / 3], { times: MILLION }),
  ofVector('min', [0, 0, 0], [1 / 3, 1 / 3, 1 / 3], { times: MILLION }),
  ofVector('vectorNorm', [2, 0, 3], [2 / Math.sqrt(13), 0, 3 / Math.sqrt(13)], { of: ({ numpy }) => numpy.linalg }),
  // Of the sum of x², x and 1, for each x.
  ofVector('vander', [0, 1], [1, 1]),
  ofVector('std', [1, 1], [0, 0]),
  ofValue('erf', 1, 0.8427007929497149),
  ofValue('erfc', 1, 0.15729920705028513),
  ofActivation('elu', 800, 1),
  ofActivation('celu', 800, 1),
  // The scale of the function, which is the slope of its line.
  ofActivation('selu', 800, 1.0507009873554805),
  ofActivation('mish', 800, 1),
  ofActivation('sigmoid', -800, 0),
  ofActivation('silu', -800, 0),
  ofActivation('swish', -800, 0),
  ofActivation('gelu', 1e160, 1),
  ofActivation('softplus', 400, 0, 2),
  ofActivation('logSigmoid', -400, 0, 2),
];
