/** Ready-made adapters: the engine is passed in, and nothing is imported. */
import type { Engine } from './engine.ts';

type Sizes = readonly number[];
type Program<T> = (...x: T[]) => T;

interface TfjsTensor {
  readonly shape: Sizes;
  dataSync(): ArrayLike<number>;
}

/** The part of TensorFlow.js that is used: `tf` of `import * as tf from '@tensorflow/tfjs'` has it. */
export interface Tfjs {
  tidy(work: () => void): void;
  tensor(values: never, shape: never): TfjsTensor;
  mul(a: never, b: never): TfjsTensor;
  sum(x: never): TfjsTensor;
  addN(parts: never): TfjsTensor;
  // biome-ignore lint/complexity/noBannedTypes: the engine's own type is wider than what is called here
  engine(): { readonly gradients: Function };
}

/** TensorFlow.js, on the synchronous backend that is set (cpu, wasm). The cotangent is a factor of the output, so that one forward pass is enough. */
export function tfjsEngine<T extends TfjsTensor>(given: Tfjs): Engine<T> {
  const tf = given as unknown as { tensor(v: Float32Array, s: Sizes): T; mul(a: T, b: T): T; sum(x: T): T; addN(parts: T[]): T } & Tfjs;
  return {
    name: 'tfjs',
    dtype: 'float32',
    tensor: (values, shape) => tf.tensor(Float32Array.from(values), shape),
    data: (t) => t.dataSync(),
    shape: (t) => t.shape,
    vjp: (f, x, dy) => tf.engine().gradients(() => times(tf, f(...x), dy), x, null, true).grads,
    dot: (a, b) => tf.addN(a.map((part, k) => tf.sum(tf.mul(part, b[k]!)))),
    scope: (work) => scoped(tf.tidy, work),
  };
}

const times = <T>(tf: { mul(a: T, b: T): T }, y: T, dy: (y: T) => T): T => tf.mul(y, dy(y));

/** The result of work that is done within what returns nothing. */
function scoped<R>(tidy: (work: () => void) => void, work: () => R): R {
  const results: R[] = [];
  tidy(() => void results.push(work()));
  return results[0]!;
}

interface JaxArray {
  readonly shape: readonly number[];
  readonly ref: this;
  dataSync(): ArrayLike<number>;
}

/** The part of jax-js that is used: `jax` of `import * as jax from '@jax-js/jax'` has it. */
export interface Jax {
  vjp(f: never, primals: never): unknown;
  jvp(f: never, primals: never, tangents: never): unknown;
  jit(f: never): unknown;
  readonly numpy: { array(values: never, options: never): unknown; add(a: never, b: never): unknown; vdot(a: never, b: never): unknown };
}

/** The same, as it is called here. */
interface CalledJax<T> {
  vjp(f: Program<T>, primals: readonly T[]): [y: T, back: (dy: T) => T[]];
  jvp(f: Program<T>, primals: readonly T[], tangents: readonly T[]): [y: T, dy: T];
  jit(f: Program<T>): Program<T>;
  readonly numpy: {
    array(values: ArrayLike<number>, options: { readonly shape: Sizes; readonly dtype: string }): T;
    add(a: T, b: T): T;
    multiply(a: T, b: T): T;
    sum(a: T): T;
  };
}

/** jax-js, on the device that is set. A use consumes an array there: a function uses `x.ref` for all uses but the last. */
export function jaxEngine<T extends JaxArray>(given: Jax, dtype: 'float32' | 'float64' = 'float64'): Engine<T> {
  const jax = given as unknown as CalledJax<T>;
  const { add, array, multiply, sum } = jax.numpy;
  return {
    name: 'jax-js',
    dtype,
    tensor: (values, shape) => array(dtype === 'float32' ? Float32Array.from(values) : values, { shape, dtype }),
    data: (t) => t.dataSync(),
    shape: (t) => t.shape,
    vjp: (f, x, dy) => pulledBack(jax.vjp(f, x), dy),
    jvp: (f, x, v) => jax.jvp(f, x, v)[1],
    dot: (a, b) => a.map((part, k) => sum(multiply(part, b[k]!))).reduce((s, t) => add(s, t)),
    compile: (f) => jax.jit(f),
    keep: (t) => t.ref,
  };
}

const pulledBack = <T>([y, back]: [y: T, back: (dy: T) => T[]], dy: (y: T) => T): T[] => back(dy(y));

interface TorchTensor {
  readonly data: unknown;
  readonly grad: unknown;
  readonly shape: readonly number[];
  readonly requires_grad: boolean;
}

/** The part of js-pytorch that is used: `torch` of `import { torch } from 'js-pytorch'` has it. */
export interface Torch {
  tensor(data: never, requiresGrad?: boolean): TorchTensor;
}

/** js-pytorch, whose tensors are nested arrays of doubles. */
export function jsPytorchEngine<T extends TorchTensor & { backward(dy: T): void }>(given: Torch): Engine<T> {
  const torch = given as unknown as { tensor(data: unknown, requiresGrad: boolean): T };
  return {
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
  };
}

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
export const valueEngine = <V extends ScalarValue>(name: string, { value, add, mul }: ScalarOperations<V>): Engine<V[]> => ({
  name,
  dtype: 'float64',
  tensor: (values) => Array.from(values, value),
  data: (t) => t.map(({ data }) => data),
  vjp(f, x, dy) {
    const y = f(...x);
    const weights = dy(y);
    y.map((part, k) => mul(part, weights[k]!))
      .reduce(add)
      .backward();
    return x.map((part) => part.map(({ grad }) => value(grad)));
  },
});

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
export const layerEngine = (name: string): Engine<LayerOutput> => ({
  name,
  dtype: 'float64',
  tensor: (values) => ({ values }),
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
  const scope: Record<string, number> = {};
  const known = new Map<string, string>();
  let count = 0;
  return {
    name,
    dtype: 'float64',
    tensor: (values) => named(scope, `x${count++}`, values[0]!),
    data: (formula) => [evaluate(formula, scope)],
    vjp: (f, x, dy) => slopes(f(...x), x, dy, remembered(known, derivative)),
    dot: (a, b) => a.map((part, k) => `(${part})*(${b[k]})`).join('+'),
    scope(work) {
      count = 0;
      return work();
    },
  };
}

function named(scope: Record<string, number>, name: string, value: number): string {
  scope[name] = value;
  return name;
}

const slopes = (y: string, x: readonly string[], dy: (y: string) => string, derivative: SymbolicOperations['derivative']): string[] => {
  const weight = dy(y);
  return x.map((name) => `(${derivative(y, name)})*(${weight})`);
};

/** A derivative that is formed once. Why: algebra takes a thousand times as long as an evaluation. */
const remembered =
  (known: Map<string, string>, derivative: SymbolicOperations['derivative']): SymbolicOperations['derivative'] =>
  (formula, variable) => {
    const key = `${variable} ${formula}`;
    const before = known.get(key) ?? derivative(formula, variable);
    known.set(key, before);
    return before;
  };
