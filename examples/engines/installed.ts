// Engines of package.json, each as its adapter makes it. They are loaded when they are asked for.
import { createRequire } from 'node:module';
import { jaxEngine, jsPytorchEngine, layerEngine, symbolicEngine, valueEngine } from 'gradcheck';

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

export function mathjs() {
  const math = load('mathjs/lib/browser/math.js');
  const compiled = new Map<string, { evaluate(scope: object): unknown }>();
  return symbolicEngine('mathjs', {
    derivative: (formula, variable) => String(math.derivative(formula, variable)),
    evaluate(formula, scope) {
      const code = compiled.get(formula) ?? math.compile(formula);
      compiled.set(formula, code);
      return real(code.evaluate({ ...scope }));
    },
  });
}

export function nerdamer() {
  const engine = load('nerdamer/all');
  const built = new Map<string, { names: readonly string[]; call(...x: readonly number[]): unknown }>();
  return symbolicEngine('nerdamer', {
    derivative: (formula, variable) => engine.diff(formula, variable).toString(),
    evaluate(formula, scope) {
      const names = Object.keys(scope).filter((name) => new RegExp(`\\b${name}\\b`).test(formula));
      const { call } = built.get(formula) ?? { call: engine(formula).buildFunction([...names]) };
      built.set(formula, { names, call });
      return real(call(...names.map((name) => scope[name]!)));
    },
  });
}

/** A number as it is; what is no real number is none. */
const real = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

/** Layers of convnetjs, in its own words: volumes with numbers `w` and their gradients `dw`. */
export function convnet() {
  const convnetjs = load('convnetjs');
  const layerOf = (kind: string, options: object) => {
    const layer = new convnetjs[kind](options);
    return {
      forward(x: ArrayLike<number>) {
        const volume = new convnetjs.Vol(1, 1, x.length, 0);
        volume.w.set(x);
        return Float64Array.from(layer.forward(volume, false).w);
      },
      backward(dy: ArrayLike<number>) {
        layer.out_act.dw.set(dy);
        layer.backward();
        return [Float64Array.from(layer.in_act.dw)];
      },
    };
  };
  return { layerOf, engine: layerEngine('convnetjs') };
}
