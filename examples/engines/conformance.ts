// Holds the adapters of these engines to the conformance suite. Run: node --import jiti/register examples/engines/conformance.ts
import { through } from 'gradcheck';
import { conformance } from 'gradcheck/authoring';
import { adnn, convnet, jaxJs, jsPytorch, mathjs, nerdamer } from './installed.ts';

const [{ jax, engine }, { torch, engine: pytorch }, numbers, { layerOf, engine: layers }] = [await jaxJs(), jsPytorch(), adnn(), convnet()];
const formulas = { product: (a: string, b: string) => `(${a})*(${b})`, shape: [] };
const relu = layerOf('ReluLayer', { in_sx: 1, in_sy: 1, in_depth: 2 });

const suites = {
  'jax-js': conformance(engine, { product: (a, b) => jax.numpy.multiply(a, b) }),
  'js-pytorch': conformance(pytorch, { product: (a, b) => torch.mul(a, b) }),
  adnn: conformance(numbers.engine, { product: (a, b) => a.map((value, i) => numbers.call('mul')(value, b[i]!)) }),
  mathjs: conformance(mathjs(), formulas),
  nerdamer: conformance(nerdamer(), formulas),
};
for (const [name, checks] of Object.entries(suites))
  for (const { name: check, problem } of checks)
    console.log(`${problem === undefined ? '✓' : '✗'} ${name}: ${check}${problem ? `: ${problem}` : ''}`);
console.log(`✓ convnetjs: relu passes ${layers.data(through(relu)(layers.tensor(Float64Array.of(1, -1), [2])))[0]}`);
process.exitCode = Object.values(suites)
  .flat()
  .some(({ problem }) => problem !== undefined)
  ? 1
  : 0;
