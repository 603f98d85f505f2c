import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { conformance } from './conformance.ts';
import type { Engine } from './engine.ts';
import { layerEngine, symbolicEngine, tfjsEngine, through, valueEngine } from './engines.ts';
import { type Cell, mul, smallEngine } from './small-engine.ts';

/** TensorFlow.js as the example has it installed, and mathjs. */
const example = createRequire(new URL('../../examples/tfjs/package.json', import.meta.url));
const tf = example('@tensorflow/tfjs');
example('@tensorflow/tfjs-backend-wasm');
tf.enableProdMode();
await tf.setBackend('cpu');
const math = createRequire(import.meta.url)('mathjs/lib/browser/math.js');

const WHOLE = [
  'the value',
  'the gradient',
  'an input that is used twice',
  'an input that is not used',
  'a value that depends on no input',
  'the same answer when asked again',
  'inputs that stay as they are',
];
const [FORWARD, SECOND, LEFT, FORMAT] = [
  'the forward mode',
  'the second order',
  'no tensor that is left behind',
  'the format that it says it has',
];
const passed = (...names: readonly string[]) => names.map((name) => ({ name }));

test('a small engine with both modes, which nests, conforms', () => {
  expect(conformance(smallEngine, { product: mul })).toEqual(passed(...WHOLE, FORWARD, SECOND, FORMAT));
});

test.each(['cpu', 'wasm'])('TensorFlow.js conforms on the backend %s, and leaves no tensor behind', async (backend) => {
  try {
    expect([await tf.setBackend(backend), tf.getBackend()]).toEqual([true, backend]);
    const found = conformance(tfjsEngine(tf), { product: tf.mul, living: () => tf.memory().numTensors });
    expect(found).toEqual(passed(...WHOLE, SECOND, LEFT, FORMAT));
  } finally {
    await tf.setBackend('cpu');
  }
});

test('each ready-made adapter has twelve lines at most', () => {
  const source = readFileSync(new URL('engines.ts', import.meta.url), 'utf8');
  const adapters = [...source.matchAll(/^export (?:const|function) (\w+Engine)\b[\s\S]*?^\}.*$/gm)];
  expect(adapters.map(([, name]) => name)).toEqual([
    'tfjsEngine',
    'jaxEngine',
    'jsPytorchEngine',
    'valueEngine',
    'layerEngine',
    'symbolicEngine',
  ]);
  expect(adapters.filter(([text]) => text.split('\n').length > 12).map(([, name]) => name)).toEqual([]);
});

/** A number with a gradient, as micrograd has it. */
class Value {
  data: number;
  grad = 0;
  #parents: readonly (readonly [Value, number])[];
  constructor(data: number, parents: readonly (readonly [Value, number])[] = []) {
    this.data = data;
    this.#parents = parents;
  }
  static add = (a: Value, b: Value) =>
    new Value(a.data + b.data, [
      [a, 1],
      [b, 1],
    ]);
  static mul = (a: Value, b: Value) =>
    new Value(a.data * b.data, [
      [a, b.data],
      [b, a.data],
    ]);
  backward(dy = 1): void {
    this.grad += dy;
    for (const [parent, slope] of this.#parents) parent.backward(dy * slope);
  }
}
const micrograd = valueEngine<Value>('micrograd', { value: (data) => new Value(data), add: Value.add, mul: Value.mul });
const products = (a: Value[], b: Value[]): Value[] => a.map((value, i) => Value.mul(value, b[i]!));

test('an engine of numbers with gradients conforms', () => {
  expect(conformance(micrograd, { product: products })).toEqual(passed(...WHOLE, FORMAT));
});

/** A layer that multiplies, as layers with a state do it: backward is asked after forward. */
const multiplying = () => {
  let [a, b]: readonly ArrayLike<number>[] = [];
  return {
    forward(x: ArrayLike<number>, y: ArrayLike<number>) {
      [a, b] = [x, y];
      return Float64Array.from(x, (value, i) => value * y[i]!);
    },
    backward: (dy: ArrayLike<number>) => [
      Float64Array.from(dy, (value, i) => value * b![i]!),
      Float64Array.from(dy, (value, i) => value * a![i]!),
    ],
  };
};

const squaring = () => {
  let a: ArrayLike<number> = [];
  return {
    forward: (x: ArrayLike<number>) => Float64Array.from((a = x), (value) => value ** 2),
    backward: (dy: ArrayLike<number>) => [Float64Array.from(dy, (value, i) => 2 * value * a[i]!), null],
  };
};

test('an engine of layers conforms', () => {
  const found = conformance(layerEngine('layers'), { product: through(multiplying()), square: through(squaring()) });
  expect(found).toEqual(passed(...WHOLE, FORMAT));
});

test('an engine of formulas conforms, and nests', () => {
  const compiled = new Map<string, { evaluate(scope: object): number }>();
  const mathjs = symbolicEngine('mathjs', {
    derivative: (formula, variable) => String(math.derivative(formula, variable)),
    evaluate(formula, scope) {
      if (!compiled.has(formula)) compiled.set(formula, math.compile(formula));
      return compiled.get(formula)!.evaluate({ ...scope });
    },
  });
  expect(conformance(mathjs, { product: (a, b) => `(${a})*(${b})`, shape: [] })).toEqual(passed(...WHOLE, SECOND, FORMAT));
});

function disconnected<T>(parts: readonly (T | null | undefined)[]): readonly (T | null | undefined)[] {
  if (parts.every((part) => !part)) throw new Error('there is no path from x to y');
  return parts;
}

/** The small engine with something that is not as it should be. */
const broken: readonly (readonly [problem: string, engine: Partial<Engine<Cell>>, name: string])[] = [
  ['keeps single precision', { tensor: (values, shape) => smallEngine.tensor(values.map(Math.fround), shape) }, FORMAT],
  [
    'keeps half precision',
    {
      tensor: (values, shape) =>
        smallEngine.tensor(
          values.map((x) => Math.round(x * 1024) / 1024),
          shape,
        ),
    },
    FORMAT,
  ],
  [
    'computes in single precision what it keeps in double',
    { data: ({ values }) => (values.length === 1 ? values : values.map(Math.fround)) },
    FORMAT,
  ],
  ['forgets inputs that are not used', { vjp: (f, x, dy) => smallEngine.vjp(f, x, dy).filter(Boolean) }, 'an input that is not used'],
  ['throws where no input matters', { vjp: (f, x, dy) => disconnected(smallEngine.vjp(f, x, dy)) }, 'a value that depends on no input'],
  ['returns the cotangent', { vjp: (f, x, dy) => x.map(() => dy(f(...x))) }, 'the gradient'],
  ['has the forward mode of another function', { jvp: (_, x, v) => mul(x[0]!, v[0]!) }, FORWARD],
  ['does not nest', { dot: (a, b) => ({ ...smallEngine.dot!(a, b), from: { inputs: [], back: () => [] } }) }, SECOND],
];

test.each(broken)('an engine that %s does not conform', (_, part, name) => {
  const found = conformance({ ...smallEngine, ...part }, { product: mul });
  expect(found.filter(({ problem }) => problem).map((one) => one.name)).toContain(name);
});
