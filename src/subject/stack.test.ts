import { expect, test } from 'vitest';
import { layer } from '../adapters/layer.ts';
import { vector } from '../math/vector.ts';
import { Fault } from './evaluator.ts';
import { stack, stackEvaluator, wholeOf } from './stack.ts';
import { type FunctionSubject, subject } from './subject.ts';

const OPEN = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** a x, for two numbers x that may lie in [−5, 5], and a gain a in [1, 4]. */
const gain = layer({
  name: 'gain',
  inputs: { x: { shape: [2], range: [-5, 5] }, a: { shape: [1], range: [1, 4] } },
  forward: ({ x, a }) => x.map((xi) => a[0]! * xi),
  backward: ({ x, a }, dy) => ({ x: dy.map((d) => a[0]! * d), a: [dy[0]! * x[0]! + dy[1]! * x[1]!] }),
});
const box = [
  [-5, 5],
  [-5, 5],
] as const;
const swap = subject({
  name: 'swap',
  domain: box,
  outputs: 2,
  f: ([x, y]) => [y, x],
  jacobian: () => [
    [0, 1],
    [1, 0],
  ],
});
const product = subject({ name: 'product', domain: box, f: ([x, y]) => x * y, gradient: ([x, y]) => [y, x] });
const silent: FunctionSubject = { ...swap, jacobian: undefined } as never;

/** What a call throws. */
function thrown(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error instanceof Fault ? { kind: error.kind, message: error.message } : error;
  }
}

test('the inputs of the whole are those of the first layer and the parameters of the others, in their ranges', () => {
  const whole = wholeOf(stack({ name: 'three', layers: [gain, swap, gain, product] }));
  expect(whole.domain).toEqual([
    [-5, 5],
    [-5, 5],
    [1, 4],
    [1, 4],
  ]);
  expect([0, 1, 2, 3].map((i) => whole.label!(i))).toEqual([
    'layer 1 gain: x[0]',
    'layer 1 gain: x[1]',
    'layer 1 gain: a[0]',
    'layer 3 gain: a[0]',
  ]);
  expect([whole.kind, whole.name, whole.fed, whole.outputs]).toEqual(['function', 'three', 2, 1]);
});

test('what a layer is fed may lie anywhere, whatever domain it declares; its parameters may not', () => {
  const { layers } = stackEvaluator(stack({ name: 'two', layers: [gain, gain] }));
  expect(layers[0]!.domain).toEqual(gain.domain);
  expect(layers[1]!.domain).toEqual([OPEN, OPEN, [1, 4]]);
  expect(layers[1]!.inside(vector([100, 100, 2]))).toBe(true);
  expect(layers[1]!.inside(vector([1, 1, 5]))).toBe(false);
});

test('each layer knows its title, how much it is fed, and where its own inputs start', () => {
  const { layers } = stackEvaluator(stack({ name: 'three', layers: [gain, swap, gain] }));
  expect(layers.map(({ title, fed, start }) => ({ title, fed, start }))).toEqual([
    { title: 'layer 1 gain', fed: 2, start: 0 },
    { title: 'layer 2 swap', fed: 2, start: 3 },
    { title: 'layer 3 gain', fed: 2, start: 3 },
  ]);
  expect(layers[2]!.label(2)).toBe('layer 3 gain: a[0]');
});

test('the forward pass keeps what each layer takes', () => {
  const { pass, map } = stackEvaluator(stack({ name: 'three', layers: [gain, swap, gain] }));
  const { taken, y } = pass(vector([1, 2, 3, 2]));
  expect(taken).toEqual([vector([1, 2, 3]), vector([3, 6]), vector([6, 3, 2])]);
  expect(y).toEqual(vector([12, 6]));
  expect(map(vector([1, 2, 3, 2]))).toEqual(y);
});

test('the backward pass is that of the layers in turn, by a vjp, a Jacobian or a gradient', () => {
  const turn = {
    ...swap,
    name: 'turn',
    f: ([x, y]: number[]) => [-y!, x],
    jacobian: () => [
      [0, -1],
      [1, 0],
    ],
  } as never;
  const { vjp } = stackEvaluator(stack({ name: 'four', layers: [gain, gain, turn, product] }));
  // −(a b)² x y at x = 1, y = 2, a = 3, b = 2, times the cotangent 10.
  expect(vjp!(vector([1, 2, 3, 2]), vector([10]))).toEqual(vector([-720, -360, -480, -720]));
});

test('where a layer claims no derivative, the stack claims none', () => {
  expect(wholeOf(stack({ name: 'silent', layers: [gain, silent] }))).not.toHaveProperty('vjp');
  expect(stackEvaluator(stack({ name: 'silent', layers: [gain, silent] })).layers[1]).not.toHaveProperty('pull');
});

test('outputs are called as the last layer says, else y', () => {
  const labels = (last: FunctionSubject) => wholeOf(stack({ name: 'two', layers: [gain, last] })).outputLabel!;
  expect([0, 1].map(labels(swap))).toEqual(['y[0]', 'y[1]']);
  expect(labels(product)(0)).toBe('y');
  expect(labels({ ...swap, outputLabel: (k) => `logit ${k}` })(1)).toBe('logit 1');
});

test('the whole is no more precise than its layers, unless it says so', () => {
  const single: FunctionSubject = { ...swap, precision: 'float32' };
  const half: FunctionSubject = { ...swap, precision: 'bfloat16' };
  expect(wholeOf(stack({ name: 'plain', layers: [gain, swap] }))).not.toHaveProperty('precision');
  expect(wholeOf(stack({ name: 'mixed', layers: [single, half, gain] })).precision).toBe('bfloat16');
  expect(wholeOf(stack({ name: 'stated', precision: 'float16', layers: [single, half] })).precision).toBe('float16');
});

test('the claim is made where every layer makes its own', () => {
  const positive: FunctionSubject = { ...swap, where: ([x]: Float64Array) => x! > 0 } as never;
  const { inside } = stackEvaluator(stack({ name: 'positive', layers: [swap, positive] }));
  expect([inside(vector([-1, 1])), inside(vector([1, -1]))]).toEqual([true, false]);
  expect(stackEvaluator(stack({ name: 'all', layers: [swap, swap] })).where).toBeUndefined();
});

test('what a layer throws is told with its title, as long as it throws', () => {
  const picky: FunctionSubject = {
    ...swap,
    name: 'picky',
    f: ([x, y]: Float64Array) => {
      if (x! < 0) throw new Error('below 0');
      return [x, y];
    },
  } as never;
  const whole = wholeOf(stack({ name: 'picky', layers: [swap, picky] }));
  const f = whole.f as (x: Float64Array) => unknown;
  expect(() => f(vector([1, -1]))).toThrow(/^layer 2 picky threw: below 0$/);
  expect(f(vector([1, 2]))).toEqual(vector([2, 1]));
});

test('a fault of a layer has its title, forwards and backwards', () => {
  const long = { ...swap, name: 'long', f: () => [1, 2, 3] } as never;
  const short = { ...swap, name: 'short', jacobian: () => [[1]] } as never;
  expect(thrown(() => stackEvaluator(stack({ name: 'n', layers: [swap, long] })).map(vector([1, 2])))).toEqual({
    kind: 'wrong-length',
    message: 'layer 2 long: f returned 3 numbers where 2 should be',
  });
  expect(thrown(() => stackEvaluator(stack({ name: 'n', layers: [swap, short] })).vjp!(vector([1, 2]), vector([1, 1])))).toEqual({
    kind: 'wrong-length',
    message: 'layer 2 short: jacobian returned 1 rows where 2 rows should be',
  });
});

test('a layer that takes another number than it is given is a fault that names both', () => {
  const { pass } = stackEvaluator(stack({ name: 'n', layers: [product, swap] }));
  expect(thrown(() => pass(vector([1, 2])))).toEqual({
    kind: 'wrong-length',
    message: 'layer 2 swap takes 2 numbers, but layer 1 product gives 1',
  });
});

test('calls of the whole and of single layers are counted together', () => {
  const { map, layers, evaluations } = stackEvaluator(stack({ name: 'two', layers: [gain, swap] }));
  map(vector([1, 2, 3]));
  layers[1]!.map(vector([1, 2]));
  layers[0]!.pull!(vector([1, 2, 3]), vector([1, 1]));
  expect(evaluations).toEqual({ f: 2, claims: 1 });
});

test('stacks beside it are evaluated as well', () => {
  const plain = stack({ name: 'plain', layers: [swap] });
  const { beside } = stackEvaluator(stack({ name: 'n', layers: [gain, swap], beside: [plain] }));
  expect(beside.map(({ stack, layers }) => [stack, layers.length])).toEqual([[plain, 1]]);
});

test('what is expected, required and where it is written goes along', () => {
  const identity = { expect: { fail: ['chain-rule'], because: 'known' }, requirement: 'R-7', source: { file: 'a.ts', line: 3 } };
  expect(wholeOf(stack({ name: 'n', layers: [swap], ...identity }))).toMatchObject(identity);
});

test('a definition that is none names the stack, or the layer, and the key', () => {
  expect(() => stack({ name: 'n', layers: [swap], beside: [swap as never] })).toThrow(/^stack "n": beside\.0: must be a stack$/);
  expect(() => stack({ name: 'n', layers: [swap], beside: 3 as never })).toThrow(/^stack "n": beside: must be a list of stacks$/);
  expect(() => stack({ name: 'n', layers: [{ ...swap, f: 3 } as never] })).toThrow(/^subject "swap": f: must be a function$/);
});
