/** Ready-made adapters: the engine is passed in, and nothing is imported. */
import type { Engine } from './engine.ts';

type Sizes = readonly number[];
type Program<T> = (...x: T[]) => T;

export interface TfjsTensor {
  readonly shape: Sizes;
  dataSync(): ArrayLike<number>;
}

/** The part of TensorFlow.js that is used, of tensors T: `tf` of `import * as tf from '@tensorflow/tfjs'` has it. */
export interface Tfjs<T> {
  tidy(work: () => void): void;
  tensor(values: Float32Array, shape?: Sizes): T;
  mul(a: T, b: T): T;
  sum(x: T): T;
  addN(parts: T[]): T;
  engine(): {
    gradients(f: () => T, x: readonly T[], dy: undefined, allowNone: boolean): { readonly grads: T[] };
    readonly state: { readonly activeTape?: readonly { readonly saved?: readonly { dispose(): void }[] }[] };
  };
}

/** TensorFlow.js, on the synchronous backend that is set (cpu, wasm). The cotangent is a factor of the output, so that one forward pass is enough. */
export const tfjsEngine = <T extends TfjsTensor>(tf: Tfjs<T>): Engine<T> => ({
  name: 'tfjs',
  dtype: 'float32',
  tensor: (values, shape) => tf.tensor(Float32Array.from(values), shape),
  data: (t) => t.dataSync(),
  shape: (t) => t.shape,
  vjp: (f, x, dy) => tf.engine().gradients(() => times(tf, f(...x), dy), x, undefined, true).grads,
  dot: (a, b) => tf.addN(a.map((part, k) => tf.sum(tf.mul(part, b[k]!)))),
  scope: (work) => scoped(tf, work),
});

const times = <T>(tf: { mul(a: T, b: T): T }, y: T, dy: (y: T) => T): T => tf.mul(y, dy(y));

/** The result of work that is done within what returns nothing. Of a gradient that throws, the engine leaves behind what it has saved for it. */
function scoped<R>({ tidy, engine }: Pick<Tfjs<unknown>, 'tidy' | 'engine'>, work: () => R): R {
  const results: R[] = [];
  try {
    tidy(() => void results.push(work()));
  } catch (error) {
    for (const { saved } of engine().state.activeTape ?? []) for (const tensor of saved ?? []) tensor.dispose();
    throw error;
  }
  return results[0]!;
}

interface JaxArray {
  readonly shape: readonly number[];
  readonly ref: this;
  dataSync(): ArrayLike<number>;
}

/** The part of jax-js that is used, of arrays T: `jax` of `import * as jax from '@jax-js/jax'` has it. */
export interface Jax<T> {
  vjp(f: Program<T>, primals: T[]): [y: T, back: (dy: T) => T[]];
  jvp(f: Program<T>, primals: T[], tangents: T[]): [y: T, dy: T];
  jit(f: Program<T>): Program<T>;
  readonly numpy: {
    array(values: ArrayLike<number>, options: never): T;
    add(a: T, b: T): T;
    multiply(a: T, b: T): T;
    sum(a: T): T;
  };
}

/** jax-js, on the device that is set. A use consumes an array there: a function uses `x.ref` for all uses but the last. */
export const jaxEngine = <T extends JaxArray>({ numpy, ...jax }: Jax<T>, dtype: 'float32' | 'float64' = 'float64'): Engine<T> => ({
  name: 'jax-js',
  dtype,
  tensor: (values, shape) => numpy.array(dtype === 'float32' ? Float32Array.from(values) : values, { shape, dtype } as never),
  data: (t) => t.dataSync(),
  shape: (t) => t.shape,
  vjp: (f, x, dy) => pulledBack(jax.vjp(f, [...x]), dy),
  jvp: (f, x, v) => jax.jvp(f, [...x], [...v])[1],
  dot: (a, b) => a.map((part, k) => numpy.sum(numpy.multiply(part, b[k]!))).reduce((s, t) => numpy.add(s, t)),
  compile: (f) => jax.jit(f),
  keep: (t) => t.ref,
});

const pulledBack = <T>([y, back]: [y: T, back: (dy: T) => T[]], dy: (y: T) => T): T[] => back(dy(y));

interface TorchTensor {
  readonly data: unknown;
  readonly grad: unknown;
  readonly shape: readonly number[];
  readonly requires_grad: boolean;
}

/** The part of js-pytorch that is used, of tensors T: `torch` of `import { torch } from 'js-pytorch'` has it. */
export interface Torch<T> {
  tensor(data: unknown, requiresGrad: boolean): T;
}

/** js-pytorch, whose tensors are nested arrays of doubles. */
export const jsPytorchEngine = <T extends TorchTensor & { backward(dy: T): void }>(torch: Torch<T>): Engine<T> => ({
  name: 'js-pytorch',
  dtype: 'float64',
  tensor: (values, shape) => torch.tensor(nested(values, shape), true),
  data: (t) => [t.data].flat(Number.POSITIVE_INFINITY) as number[],
  shape: (t) => t.shape,
  vjp(f, x, dy) {
    const y = f(...x);
    if (y.requires_grad) y.backward(dy(y));
    return x.map(({ grad }) => torch.tensor(grad, false));
  },
});

/** Numbers in row-major order as nested arrays; a single number, which has no axis, as one axis of size 1. */
const nested = (values: ArrayLike<number>, [size, ...rest]: Sizes): unknown => {
  if (size === undefined || rest.length === 0) return Array.from(values);
  const step = values.length / size;
  return Array.from({ length: size }, (_, i) => nested(Array.from(values).slice(i * step, (i + 1) * step), rest));
};

/** A number with a gradient, in the style of micrograd (A. Karpathy 2020). */
export interface ScalarValue {
  readonly data: number;
  readonly grad: number;
  backward(): void;
}

/** How the numbers of such an engine are made and combined. */
export interface ScalarOperations<V> {
  value(data: number): V;
  add(a: V, b: V): V;
  mul(a: V, b: V): V;
}

/** An engine of numbers with gradients, in the style of micrograd. A tensor is a flat list of them. */
export const valueEngine = <V extends ScalarValue>(name: string, numbers: ScalarOperations<V>): Engine<V[]> => ({
  name,
  dtype: 'float64',
  tensor: (values) => Array.from(values, numbers.value),
  data: (t) => t.map(({ data }) => data),
  vjp(f, x, dy) {
    const y = f(...x);
    weighed(y, dy(y), numbers).backward();
    return x.map((part) => part.map(({ grad }) => numbers.value(grad)));
  },
});

/** Σ wₖ yₖ, as a number of the engine. */
const weighed = <V>(y: readonly V[], weights: readonly V[], { add, mul }: ScalarOperations<V>): V =>
  y.map((part, k) => mul(part, weights[k]!)).reduce(add);

/** A layer: the numbers that come out and, from the gradient of a loss by these, that by each input, for the forward pass before. */
export interface PlainLayer {
  forward(...x: readonly ArrayLike<number>[]): ArrayLike<number>;
  backward(dy: ArrayLike<number>): readonly (ArrayLike<number> | null)[];
}

/** Numbers, and the layer that they came out of. */
export interface LayerOutput {
  readonly values: ArrayLike<number>;
  readonly layer?: PlainLayer;
}

/** An engine whose only programs are single layers: a function is `through(layer)` (convnetjs and others). */
export const layerEngine = (name: string, dtype: 'float32' | 'float64' = 'float64'): Engine<LayerOutput> => ({
  name,
  dtype,
  tensor: (values) => ({ values: dtype === 'float32' ? Float32Array.from(values) : values }),
  data: ({ values }) => values,
  vjp(f, x, dy) {
    const y = f(...x);
    return y.layer ? y.layer.backward(dy(y).values).map((values) => values && { values }) : x.map(() => null);
  },
});

/** A layer, as a function of such an engine. */
export const through =
  (layer: PlainLayer): Program<LayerOutput> =>
  (...x) => ({ values: layer.forward(...x.map(({ values }) => values)), layer });

/** How an engine of formulas differentiates one, and evaluates it. */
export interface SymbolicOperations {
  derivative(formula: string, variable: string): string;
  evaluate(formula: string, scope: Readonly<Record<string, number>>): number;
}

/** An engine of formulas with one value (mathjs, nerdamer, algebrite, compute-engine). A tensor is the text of a formula, in which inputs are x0, x1, … */
export function symbolicEngine(name: string, { derivative, evaluate }: SymbolicOperations): Engine<string> {
  const [{ numbers, next, begin }, slope] = [variables(), remembered(derivative)];
  return {
    name,
    dtype: 'float64',
    tensor: ([value]) => next(value!),
    data: (formula) => [evaluate(formula, numbers)],
    vjp: (f, x, dy) => slopes(f(...x), x, dy, slope),
    dot: (a, b) => a.map((part, k) => `(${part})*(${b[k]})`).join('+'),
    scope: (work) => begin(work),
  };
}

/** The inputs of formulas, and their numbers. Names begin anew with each piece of work, so that the same formulas come again. */
function variables() {
  const numbers: Record<string, number> = {};
  let count = 0;
  return {
    numbers,
    next(value: number): string {
      const name = `x${count++}`;
      numbers[name] = value;
      return name;
    },
    begin<R>(work: () => R): R {
      count = 0;
      return work();
    },
  };
}

const slopes = (y: string, x: readonly string[], dy: (y: string) => string, derivative: SymbolicOperations['derivative']): string[] => {
  const weight = dy(y);
  return x.map((name) => `(${derivative(y, name)})*(${weight})`);
};

/** Derivatives that are formed once. Why: algebra takes a thousand times as long as an evaluation. */
function remembered(derivative: SymbolicOperations['derivative']): SymbolicOperations['derivative'] {
  const known = new Map<string, string>();
  return (formula, variable) => {
    const key = `${variable} ${formula}`;
    const before = known.get(key) ?? derivative(formula, variable);
    known.set(key, before);
    return before;
  };
}
