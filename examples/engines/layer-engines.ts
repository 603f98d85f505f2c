// Engines of layers in package.json, as their adapters make them: a layer is a function of the numbers that go in, and remembers the forward pass.
import { createRequire } from 'node:module';
import { layerEngine, type through } from 'gradcheck';

const load = createRequire(import.meta.url);
type Numbers = ArrayLike<number>;
type PlainLayer = Parameters<typeof through>[0];

/** A volume of convnetjs, or a tensor of toygrad: numbers `w`, and their gradients `dw`. */
interface Volume {
  readonly w: Numbers;
  readonly dw: Numbers & { set(values: Numbers): void };
}

/** A layer of convnetjs or toygrad. What goes in and comes out of it lies in members that are called differently. */
type VolumeLayer = Readonly<Record<string, Volume>> & {
  forward(x: Volume, training: boolean): Volume;
  backward(): void;
  readonly filters: Volume[];
};

interface Members {
  readonly input: string;
  readonly output: string;
  readonly volume: (x: Numbers) => Volume;
}

/** A layer of numbers; or of numbers and those of a filter, which are set before each pass. */
const plain = (layer: VolumeLayer, { input, output, volume }: Members): PlainLayer => ({
  forward(x, filter) {
    if (filter) layer.filters[0] = volume(filter);
    return layer.forward(volume(x!), true).w;
  },
  backward(dy) {
    layer[output]!.dw.set(dy);
    layer.backward();
    return [layer[input]!.dw, ...(layer.filters?.[0] ? [layer.filters[0].dw] : [])];
  },
});

/** Layers of convnetjs. Of the fully connected one of one number, filter and input are two factors. */
export function convnet() {
  const convnetjs = load('convnetjs');
  const volume = (x: Numbers): Volume => Object.assign(new convnetjs.Vol(1, 1, x.length, 0), { w: Float64Array.from(x) });
  const layerOf = (kind: string, options: object): PlainLayer =>
    plain(new convnetjs[kind](options), { input: 'in_act', output: 'out_act', volume });
  const multiplied = () => layerOf('FullyConnLayer', { in_sx: 1, in_sy: 1, in_depth: 1, num_neurons: 1 });
  return { layerOf, multiplied, engine: layerEngine('convnetjs') };
}

/** Layers of toygrad, in single precision. */
export async function toygrad() {
  const { Layers, Tensor } = await import('toygrad' as string);
  const volume = (x: Numbers): Volume => new Tensor(1, 1, x.length, Float32Array.from(x));
  const layerOf = (kind: string, size: number, options: object = {}): PlainLayer =>
    plain(new Layers[kind](options, { osx: 1, osy: 1, osz: size }), { input: 'it', output: 'ot', volume });
  const multiplied = () => layerOf('Dense', 1, { filters: 1 });
  return { layerOf, multiplied, engine: layerEngine('toygrad', 'float32') };
}

/** A layer of ml-fnn. `a` are the numbers that it gave; the one after it is asked what comes back of them. */
interface FnnLayer {
  forward(x: Matrix): Matrix;
  backpropagation(delta: Matrix, a: Matrix): Matrix;
}
interface Matrix {
  to1DArray(): number[];
}

/** Activations of ml-fnn, each between layers whose weights are 1: what goes back through an activation is what the layer after it makes of its output. */
export function mlFnn() {
  const Network = load('ml-fnn');
  const { Matrix } = load('ml-matrix');
  const row = (x: Numbers): Matrix => Matrix.rowVector(Array.from(x));
  const activation = (name: string, size: number, param = 1): PlainLayer => {
    const layer = { model: 'Layer', activation: name, activationParam: param, W: Matrix.eye(size, size), b: Matrix.zeros(1, size) };
    const { model } = Network.load({ model: 'FNN', layers: [layer, layer] }) as { readonly model: readonly [FnnLayer, FnnLayer] };
    let y = row([]);
    return {
      forward(x) {
        y = model[0].forward(row(x!));
        return y.to1DArray();
      },
      backward: (dy) => [model[1].backpropagation(row(dy), y).to1DArray()],
    };
  };
  return { activation, engine: layerEngine('ml-fnn') };
}

/** A layer that multiplies two numbers, as the square of one. */
export const squareOf = (multiplied: () => PlainLayer): PlainLayer => {
  const layer = multiplied();
  return {
    forward: (x) => layer.forward(x!, x!),
    backward(dy) {
      const [left, right] = layer.backward(dy);
      return [Float64Array.from(left!, (part, k) => part + right![k]!), null];
    },
  };
};
