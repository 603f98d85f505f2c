// Engines of arrays and numbers in package.json, each as its adapter makes it. They are loaded when they are asked for.
import { createRequire } from 'node:module';
import { type Engine, jaxEngine, jsPytorchEngine, valueEngine } from 'gradcheck';

const load = createRequire(import.meta.url);

/** jax-js on the device `cpu`, where float64 is double precision; `wasm` computes exp, sin and tanh to single precision in any format. */
export async function jaxJs(dtype: 'float32' | 'float64' = 'float64') {
  Object.assign(globalThis, { Float16Array: Reflect.get(globalThis, 'Float16Array') ?? class {} });
  const jax = load('@jax-js/jax');
  await jax.init('cpu');
  jax.defaultDevice('cpu');
  return { jax, engine: jaxEngine<JaxArray>(jax, dtype) };
}

/** An array of jax-js: it moves, so each use but the last is of `ref`. */
export interface JaxArray {
  readonly shape: readonly number[];
  readonly ref: this;
  dataSync(): ArrayLike<number>;
}

export function jsPytorch() {
  const { torch } = load('js-pytorch');
  return { torch, engine: jsPytorchEngine<TorchTensor>(torch) };
}

/** A tensor of js-pytorch. */
export interface TorchTensor {
  readonly data: unknown;
  readonly grad: unknown;
  readonly shape: readonly number[];
  readonly requires_grad: boolean;
  backward(dy: TorchTensor): void;
  sub(other: TorchTensor): TorchTensor;
  sum(axis: number, keepdims: boolean): TorchTensor;
  mean(axis: number, keepdims: boolean): TorchTensor;
  variance(axis: number, keepdims: boolean): TorchTensor;
}

/** A number of adnn, as its adapter sees it. */
export interface AdnnValue {
  readonly node: unknown;
  readonly data: number;
  readonly grad: number;
  backward(): void;
}

export function adnn() {
  const ad = load('adnn/ad');
  const seen = (node: { readonly x: number; readonly dx: number; backprop(): void }): AdnnValue => ({
    node,
    get data() {
      return node.x;
    },
    get grad() {
      return node.dx;
    },
    backward: () => node.backprop(),
  });
  const call =
    (name: string) =>
    (...args: readonly AdnnValue[]): AdnnValue =>
      seen(ad.scalar[name](...args.map(({ node }) => node)));
  const value = (data: number): AdnnValue => seen(ad.lift(data));
  return { call, engine: valueEngine<AdnnValue>('adnn', { value, add: call('add'), mul: call('mul') }) };
}

/** A node of adnn: a tensor, and its gradient. */
export interface AdnnTensor {
  readonly x: AdnnNumbers;
  readonly dx: AdnnNumbers;
  readonly backward: unknown;
  backprop(): void;
}
interface AdnnNumbers {
  readonly dims: readonly number[];
  readonly data: Float64Array;
}

/** The tensors of adnn. Those that have one number, as a sum has, come as tensors of the shape [1]. */
export function adnnTensors() {
  const [ad, Tensor] = [load('adnn/ad'), load('adnn/tensor')];
  const tensor: Readonly<Record<string, (...x: readonly unknown[]) => AdnnTensor>> = ad.tensor;
  const lift = (values: ArrayLike<number>, shape: readonly number[]): AdnnTensor =>
    ad.lift(new Tensor(shape.length === 0 ? [1] : [...shape]).fromFlatArray(values));
  const whole = (y: AdnnTensor | number): AdnnTensor =>
    typeof y === 'object' && typeof y.x === 'number' ? tensor.fromScalars!(y) : (y as AdnnTensor);
  const engine: Engine<AdnnTensor> = {
    name: 'adnn',
    dtype: 'float64',
    tensor: lift,
    data: (t) => whole(t).x.data,
    shape: (t) => whole(t).x.dims,
    vjp(f, x, dy) {
      const y = whole(f(...x));
      ad.tensor.sumreduce(ad.tensor.mul(y, dy(y))).backprop();
      return x.map(({ dx }) => lift(dx.data, dx.dims));
    },
  };
  return { tensor, engine };
}
