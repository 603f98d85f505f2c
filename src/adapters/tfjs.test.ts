import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { evaluator } from '../subject/evaluator.ts';
import { fromTfjs } from './tfjs.ts';

/** TensorFlow.js as the example has it installed. */
const tf = createRequire(new URL('../../examples/tfjs/package.json', import.meta.url))('@tensorflow/tfjs');
tf.enableProdMode();
await tf.setBackend('cpu');

const dense = fromTfjs(tf, {
  name: 'dense',
  inputs: { x: [2, 3], w: { shape: [3, 2], range: [-1, 1] }, s: [] },
  f: ({ x, w, s }) => tf.mul(s, tf.matMul(x, w)),
  where: ({ s }) => s[0]! > 0,
});
const point = Float64Array.from({ length: 13 }, (_, i) => Math.sin(i + 1));

test('a function of tensors is a map of all its inputs, in single precision', () => {
  const { inputs, outputs, map, inside } = evaluator(dense);
  expect([inputs, outputs, dense.precision]).toEqual([13, 4, 'float32']);
  expect(dense.domain).toEqual([...Array(6).fill([-2, 2]), ...Array(6).fill([-1, 1]), [-2, 2]]);
  expect([inside(point.with(12, 1)), inside(point.with(12, -1))]).toEqual([true, false]);
  expect([0, 5, 6, 12].map((i) => dense.label!(i))).toEqual(['x[0,0]', 'x[1,2]', 'w[0,0]', 's']);
  expect(dense.outputLabel!(3)).toBe('y[3]');
  const y = map(point);
  expect(y).toEqual(y.map(Math.fround));
  expect(y[1]).toBeCloseTo(point[12]! * (point[0]! * point[7]! + point[1]! * point[9]! + point[2]! * point[11]!), 6);
});

test('its claim is the reverse mode of the engine', () => {
  const claimed = evaluator(dense).vjp!(point, Float64Array.of(0, 2, 0, 0));
  const s = point[12]!;
  const sum = point[0]! * point[7]! + point[1]! * point[9]! + point[2]! * point[11]!;
  const expected = [2 * s * point[7]!, 2 * s * point[9]!, 2 * s * point[11]!, 0, 0, 0, 0, 2 * s * point[0]!, 0, 2 * s * point[1]!, 0];
  for (const [i, value] of [...expected, 2 * s * point[2]!, 2 * sum].entries()) expect(claimed[i]).toBeCloseTo(value, 5);
});

test('of order 2 the function is the gradient of a weighted sum, and the claim the derivative of that', () => {
  const cubes = fromTfjs(tf, { name: 'cubes', order: 2, inputs: { x: [3] }, f: ({ x }) => tf.mul(x, tf.square(x)) });
  const { outputs, map, vjp } = evaluator(cubes);
  const x = Float64Array.of(0.5, -1, 2);
  const weights = map(x).map((slope, i) => slope / (3 * x[i]! ** 2));
  expect([outputs, cubes.outputLabel!(2)]).toEqual([3, '∂/∂x[2]']);
  for (const weight of weights) {
    expect(Math.abs(weight)).toBeGreaterThanOrEqual(0.5);
    expect(Math.abs(weight)).toBeLessThan(1.5);
  }
  const second = vjp!(x, Float64Array.of(1, 1, -1));
  expect(second[1]).toBeCloseTo(6 * -1 * weights[1]!, 4);
  expect(second[2]).toBeCloseTo(-6 * 2 * weights[2]!, 4);
});

test('no tensor is left behind, not even where the function throws', () => {
  const { map, vjp } = evaluator(dense);
  const throwing = evaluator(fromTfjs(tf, { name: 'throwing', inputs: { x: [2], y: [3] }, f: ({ x, y }) => tf.add(tf.exp(x), tf.exp(y)) }));
  const before = tf.memory().numTensors;
  for (let i = 0; i < 5; i++) {
    map(point);
    vjp!(point, new Float64Array(4).fill(i));
    expect(throwing.map(point.slice(0, 5))[0]).toBeNaN();
  }
  expect(tf.memory().numTensors).toBe(before);
});

test('what the engine refuses is a claim that throws', () => {
  const { vjp } = evaluator(fromTfjs(tf, { name: 'diagonal', inputs: { x: [2] }, f: ({ x }) => tf.diag(x) }));
  expect(() => vjp!(Float64Array.of(1, 2), new Float64Array(4))).toThrow('gradient function not found for Diag');
  expect(() => evaluator(dense).vjp!(point, Float64Array.of(1, 2))).toThrow('f has 4 numbers where 2 should be');
});

test('a shape that is none is refused', () => {
  expect(() => fromTfjs(tf, { name: 'f', inputs: { x: [1.5] }, f: ({ x }) => x })).toThrow(
    'tfjs "f": inputs.x: a shape is a list of whole sizes above 0',
  );
});
