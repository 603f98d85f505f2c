// Layers of convnetjs, toygrad and ml-fnn. Run: gradcheck sweep examples/engines/layers.ts
import { type Operation, sweep, through } from 'gradcheck';
import { convnet, mlFnn, toygrad } from './layer-engines.ts';

type Plain = Parameters<typeof through>[0];
type T = ReturnType<ReturnType<typeof through>>;
/** The numbers that a layer takes at a time. */
const SIZE = 3;

const single = (engine: string, name: string, layer: Plain): Operation<T> => {
  const f = through(layer);
  return { name: `${engine} ${name}`, inputs: { x: { shape: [SIZE], range: [-4, 4] } }, f: ({ x }) => f(x!), covers: [name] };
};
const product = (engine: string, name: string, layer: Plain): Operation<T> => {
  const f = through(layer);
  return { name: `${engine} ${name}`, inputs: { x: [1], w: [1] }, f: ({ x, w }) => f(x!, w!), covers: [name] };
};

const volume = { in_sx: 1, in_sy: 1, in_depth: SIZE };
const ofConvnet = convnet();
const ofToygrad = await toygrad();
const ofFnn = mlFnn();

const convnetLayers = ['ReluLayer', 'SigmoidLayer', 'TanhLayer'];
const toygradLayers = ['Relu', 'LeakyRelu', 'Sigmoid', 'Tanh'];
const fnnActivations = [
  'tanh identity logistic arctan softsign relu softplus bent sinusoid sinc gaussian parametric-relu exponential-elu soft-exponential',
].flatMap((names) => names.split(' '));

export default [
  sweep<T>({
    engine: ofConvnet.engine,
    operations: [
      ...convnetLayers.map((name) => single('convnetjs', name, ofConvnet.layerOf(name, volume))),
      product('convnetjs', 'FullyConnLayer', ofConvnet.multiplied()),
    ],
  }),
  sweep<T>({
    engine: ofToygrad.engine,
    operations: [
      ...toygradLayers.map((name) => single('toygrad', name, ofToygrad.layerOf(name, SIZE))),
      product('toygrad', 'Dense', ofToygrad.multiplied()),
    ],
  }),
  sweep<T>({
    engine: ofFnn.engine,
    operations: fnnActivations.map((name) => single('ml-fnn', name, ofFnn.activation(name, SIZE, 0.5))),
  }),
];
