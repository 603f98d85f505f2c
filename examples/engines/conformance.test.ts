import { through } from 'gradcheck';
import { type Conformity, conformance } from 'gradcheck/authoring';
import { expect, test } from 'vitest';
import { algebrite, computeEngine, mathjs, nerdamer } from './formula-engines.ts';
import { adnn, adnnTensors, jaxJs, jsPytorch } from './installed.ts';
import { convnet, mlFnn, squareOf, toygrad } from './layer-engines.ts';

const formulas = { product: (a: string, b: string) => `(${a})*(${b})`, shape: [] };
const layers = (multiplied: () => Parameters<typeof through>[0]) => ({
  product: through(multiplied()),
  square: through(squareOf(multiplied)),
  shape: [1],
});
const ofJax = async (dtype: 'float32' | 'float64') => {
  const { jax, engine } = await jaxJs(dtype);
  return conformance(engine, { product: (a, b) => jax.numpy.multiply(a, b) });
};

const suites: Readonly<Record<string, () => readonly Conformity[] | Promise<readonly Conformity[]>>> = {
  'jax-js': () => ofJax('float64'),
  'jax-js, float32': () => ofJax('float32'),
  'js-pytorch'() {
    const { torch, engine } = jsPytorch();
    return conformance(engine, { product: (a, b) => torch.mul(a, b) });
  },
  adnn() {
    const { call, engine } = adnn();
    return conformance(engine, { product: (a, b) => a.map((value, i) => call('mul')(value, b[i]!)) });
  },
  'adnn, tensors'() {
    const { tensor, engine } = adnnTensors();
    return conformance(engine, { product: (a, b) => tensor.mul!(a, b) });
  },
  convnetjs() {
    const { multiplied, engine } = convnet();
    return conformance(engine, layers(multiplied));
  },
  async toygrad() {
    const { multiplied, engine } = await toygrad();
    return conformance(engine, layers(multiplied));
  },
  mathjs: () => conformance(mathjs(), formulas),
  nerdamer: () => conformance(nerdamer(), formulas),
  algebrite: () => conformance(algebrite(), formulas),
  'compute-engine': async () => conformance(await computeEngine(), formulas),
};

/** What is asked of every engine. */
const ASKED = [
  'the value',
  'the gradient',
  'an input that is used twice',
  'an input that is not used',
  'a value that depends on no input',
  'the same answer when asked again',
  'inputs that stay as they are',
  'the format that it says it has',
];
const NESTING = ['jax-js', 'jax-js, float32', 'mathjs', 'nerdamer', 'algebrite', 'compute-engine'];

test.each(Object.entries(suites))('%s conforms', async (name, suite) => {
  const found = await suite();
  expect(found.filter(({ problem }) => problem)).toEqual([]);
  const names = found.map((one) => one.name);
  expect(names).toEqual(expect.arrayContaining(ASKED));
  expect(names.includes('the second order')).toBe(NESTING.includes(name));
  expect(names.includes('the forward mode')).toBe(name.startsWith('jax-js'));
});

test('a layer of convnetjs and an activation of ml-fnn pass numbers on, and back', () => {
  const { layerOf, engine } = convnet();
  const relu = layerOf('ReluLayer', { in_sx: 1, in_sy: 1, in_depth: 2 });
  expect(Array.from(engine.data(through(relu)(engine.tensor(Float64Array.of(1, -1), [2]))))).toEqual([1, 0]);
  expect(Array.from(relu.backward([2, 3])[0]!)).toEqual([2, 0]);
  const tanh = mlFnn().activation('tanh', 2);
  expect(Array.from(tanh.forward([0, 1]))).toEqual([0, Math.tanh(1)]);
  expect(Array.from(tanh.backward([2, 3])[0]!)).toEqual([2, 3 * (1 - Math.tanh(1) ** 2)]);
});
