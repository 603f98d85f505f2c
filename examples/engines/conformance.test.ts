import { through } from 'gradcheck';
import { conformance } from 'gradcheck/authoring';
import { expect, test } from 'vitest';
import { adnn, convnet, jaxJs, jsPytorch, mathjs, nerdamer } from './installed.ts';

const formulas = { product: (a: string, b: string) => `(${a})*(${b})`, shape: [] };

const suites = {
  async 'jax-js'() {
    const { jax, engine } = await jaxJs();
    return conformance(engine, { product: (a, b) => jax.numpy.multiply(a, b) });
  },
  'js-pytorch'() {
    const { torch, engine } = jsPytorch();
    return conformance(engine, { product: (a, b) => torch.mul(a, b) });
  },
  adnn() {
    const { call, engine } = adnn();
    return conformance(engine, { product: (a, b) => a.map((value, i) => call('mul')(value, b[i]!)) });
  },
  mathjs: () => conformance(mathjs(), formulas),
  nerdamer: () => conformance(nerdamer(), formulas),
};

test.each(Object.entries(suites))('%s conforms', async (name, suite) => {
  const found = await suite();
  expect(found.filter(({ problem }) => problem)).toEqual([]);
  const names = found.map((one) => one.name);
  expect(names).toEqual(
    expect.arrayContaining(['the value', 'the gradient', 'an input that is not used', 'the format that it says it has']),
  );
  expect(names.includes('the second order')).toBe(['jax-js', 'mathjs', 'nerdamer'].includes(name));
  expect(names.includes('the forward mode')).toBe(name === 'jax-js');
});

test('a layer of convnetjs passes numbers on', () => {
  const { layerOf, engine } = convnet();
  const relu = layerOf('ReluLayer', { in_sx: 1, in_sy: 1, in_depth: 2 });
  expect(Array.from(engine.data(through(relu)(engine.tensor(Float64Array.of(1, -1), [2]))))).toEqual([1, 0]);
});
