import { expect, test } from 'vitest';
import { type FunctionSubject, fc, layer, operator, property, stack, stochastic, subject, update, vector } from '../authoring.ts';
import { check } from '../check/check.ts';
import { asFunction, checked, evaluatorOf, isSubject, type Subject } from './kind.ts';

const dense = layer({
  name: 'dense',
  inputs: { x: [2], w: [3, 2], b: [3] },
  forward: ({ x, w, b }) => Array.from(b, (bk, k) => bk + w[2 * k]! * x[0]! + w[2 * k + 1]! * x[1]!),
  backward: ({ x, w }, dy) => ({
    x: [0, 1].map((i) => dy.reduce((sum, d, k) => sum + d * w[2 * k + i]!, 0)),
    w: Array.from(dy).flatMap((d) => [d * x[0]!, d * x[1]!]),
    b: dy,
  }),
});
const tanh = layer({
  name: 'tanh',
  inputs: { x: [3] },
  forward: ({ x }) => x.map(Math.tanh),
  backward: ({ x }, dy) => ({ x: dy.map((d, i) => d * (1 - Math.tanh(x[i]!) ** 2)) }),
});
const square = subject({
  name: 'square',
  domain: [
    [-2, 2],
    [-2, 2],
    [-2, 2],
  ],
  f: (x) => x.reduce((sum, xi) => sum + xi * xi, 0),
  gradient: ([x, y, z]) => [2 * x, 2 * y, 2 * z],
});
const net = stack({ name: 'net', layers: [dense, tanh, square] });
const descent = update({
  name: 'descent',
  init: () => 0,
  step: (theta, g, steps) => ({ theta: theta.map((t, i) => t - 0.1 * g[i]!), state: steps + 1 }),
});
const noisy = stochastic({
  name: 'noisy',
  domain: [[-1, 1]],
  gradient: ([x], seed) => [2 * x! + (seed === 0 ? 1 : -1)],
  full: ([x]) => [2 * x!],
  draws: 2,
});
const engine = operator<readonly [f: (x: number) => number, df: (x: number) => number]>({
  name: 'engine',
  domain: [[-1, 1]],
  functions: [[Math.sin, Math.cos]],
  value: ([f], [x]) => f(x!),
  gradient: ([, df], [x]) => [df(x!)],
  add: ([f, df], [g, dg]) => [(x) => f(x) + g(x), (x) => df(x) + dg(x)],
});
const all: readonly Subject[] = [square, net, descent, noisy, engine];

test('each kind is known as one, and its shape is seen to be valid', () => {
  expect(all.map(({ kind }) => kind)).toEqual(['function', 'stack', 'update', 'stochastic', 'operator']);
  for (const each of all) expect([isSubject(each), checked(each)]).toEqual([true, each]);
  for (const other of [null, 3, {}, { kind: 'toString' }, { kind: 'engine', name: 'x' }]) expect(isSubject(other)).toBe(false);
});

test('what is wrong with a definition is told by kind, name and key', () => {
  const bad = (make: () => unknown) => {
    try {
      make();
      return 'nothing';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(bad(() => stack({ name: 'n', layers: [] }))).toBe('stack "n": layers: at least one layer');
  expect(bad(() => stack({ name: 'n', layers: [dense, 3 as never] }))).toBe('stack "n": layers.1: must be a layer or another function');
  expect(bad(() => stack({ name: 'n' } as never))).toBe('stack "n": layers: must be a list of layers');
  expect(bad(() => update({ name: 'u', init: () => 0 } as never))).toBe('update "u": step: must be a function');
  expect(bad(() => update({ name: 'u', init: () => 0, step: () => 0, rule: 3 } as never))).toBe(
    'update "u": rule: must be an object { name, … }',
  );
  expect(bad(() => stochastic({ name: 's', domain: [[2, 1]], gradient: () => [0], full: () => [0] }))).toBe(
    'stochastic "s": domain.0: low ≤ high',
  );
  expect(bad(() => stochastic({ name: 's', domain: [[0, 1]], gradient: () => [0], full: () => [0], draws: 0.5 }))).toBe(
    'stochastic "s": draws: must be a whole number',
  );
  expect(bad(() => stochastic({ name: 's', domain: [[0, 1]], gradient: () => [0], full: () => [0], bound: [1, 2] }))).toBe(
    'stochastic "s": bound: must be a positive number, or one for each parameter',
  );
  expect(bad(() => operator({ name: 'o', domain: [[0, 1]], functions: 3 as never, value: () => 0, gradient: () => [0] }))).toBe(
    'operator "o": functions: must be a list of functions',
  );
  expect(bad(() => operator({ name: 'o', domain: [[0, 1]], functions: [], value: () => 0, gradient: () => [0] }))).toBe(
    'operator "o": functions: at least one function',
  );
});

test('a stack is one function of its first inputs and all parameters, with the backward passes in turn', () => {
  const whole = asFunction(net);
  expect(whole.outputs).toBe(1);
  const x = vector([0.5, -1, 1, 0, 0, 1, 1, 1, 0.1, 0.2, 0.3]);
  const h = [0.6, -0.8, -0.2].map(Math.tanh);
  expect(evaluatorOf(net).f(x)).toBeCloseTo(
    h.reduce((sum, v) => sum + v * v, 0),
    14,
  );
  const d = h.map((v) => 2 * v * (1 - v * v));
  const expected = [d[0]! + d[2]!, d[1]! + d[2]!, ...d.flatMap((v) => [0.5 * v, -v]), ...d];
  for (const [i, value] of evaluatorOf(net).vjp!(x, vector([1])).entries()) expect(value).toBeCloseTo(expected[i]!, 14);
  expect([0, 2, 7, 8].map((i) => whole.label!(i))).toEqual([
    'layer 1 dense: x[0]',
    'layer 1 dense: w[0,0]',
    'layer 1 dense: w[2,1]',
    'layer 1 dense: b[0]',
  ]);
});

test('layers that do not fit are a fault of the stack, which names both', () => {
  const misfit = stack({ name: 'misfit', layers: [dense, dense] });
  const found = check(misfit, purity, { seed: 1, runs: 5 });
  expect(found).toMatchObject({
    verdict: 'fail',
    fault: 'wrong-length',
    message: 'layer 2 dense takes 2 numbers, but layer 1 dense gives 3',
  });
});

/** A law of functions, and so of every kind. */
const purity = property({
  name: 'finite',
  law: 'f(x) is finite',
  forAll: ({ inputs }) => fc.constant({ x: new Float64Array(inputs).fill(0.5) }),
  measure: ({ map }, { x }) => ({ claimed: { value: map(x)[0]!, error: 0 }, measured: { value: map(x)[0]!, error: 0 } }),
});

test('a law of functions speaks about every kind, a law of another kind about that alone', () => {
  for (const each of all) expect(check(each, purity, { seed: 1, runs: 5 }).verdict).toBe('pass');
  const ofStacks = property({
    name: 'deep',
    law: 'a stack has layers',
    kind: 'stack',
    forAll: () => fc.constant({}),
    measure: ({ layers }) => ({ claimed: { value: layers.length, error: 0 }, measured: { value: 3, error: 0 } }),
  });
  expect(all.filter(ofStacks.appliesTo)).toEqual([net]);
  expect(check(net, ofStacks, { seed: 1, runs: 5 }).verdict).toBe('pass');
});

test('a step, a draw and an operator are counted, and faults are told', () => {
  const own = evaluatorOf(descent);
  const first = own.step(vector([1, 2]), vector([1, 1]), own.fresh(2));
  expect([Array.from(first.theta), first.state, own.evaluations.claims]).toEqual([[0.9, 1.9], 1, 1]);
  const inPlace = update({
    name: 'in-place',
    init: () => 0,
    step: (theta, g, state) => {
      theta[0]! -= g[0]!;
      return { theta, state };
    },
  });
  expect(() => evaluatorOf(inPlace).step(vector([1]), vector([2]), 0)).toThrow(
    'step changed a vector that it was given: 1 became -1 at index 0',
  );
  expect(() => evaluatorOf({ ...descent, step: () => ({ theta: [1], state: 0 }) }).step(vector([1, 2]), vector([1, 1]), 0)).toThrow(
    'step, for theta, returned 1 numbers where 2 should be',
  );
  const draws = evaluatorOf(noisy);
  expect([0, 1].map((seed) => draws.draw(vector([0.5]), seed)[0])).toEqual([2, 0]);
  expect(draws.evaluations.claims).toBe(2);
  expect(() => evaluatorOf({ ...noisy, gradient: () => [1, 2] }).draw(vector([0]), 0)).toThrow(
    'gradient returned 2 numbers where 1 should be',
  );
  const machine = evaluatorOf(engine);
  const [sin] = engine.functions;
  expect(machine.valueOf(engine.add!(sin!, sin!), vector([0.5]))).toBe(2 * Math.sin(0.5));
  expect(machine.gradientOf(sin!, vector([0.5]))[0]).toBe(Math.cos(0.5));
  expect(machine.jacobian!(vector([0]))[0]![0]).toBe(1);
  expect(machine.evaluations).toEqual({ f: 1, claims: 2 });
});

test('a state that is meant is the same before every call and after', () => {
  let seed = 7;
  const mask = () => {
    seed = (seed * 16807) % 2147483647;
    return seed % 2 === 0 ? 2 : 0;
  };
  const dropout: FunctionSubject = layer({
    name: 'dropout',
    inputs: { x: [4] },
    state: { snapshot: () => seed, restore: (kept: number) => void (seed = kept) },
    forward({ x }) {
      const saved = Array.from(x, mask);
      return { y: x.map((xi, i) => xi * saved[i]!), saved };
    },
    backward: (_, dy, saved) => ({ x: dy.map((d, i) => d * saved[i]!) }),
  });
  const target = evaluatorOf(dropout);
  const ones = vector([1, 1, 1, 1]);
  const [first, again, back] = [target.map(ones), target.map(ones), target.vjp!(ones, ones)];
  expect(again).toEqual(first);
  expect(back).toEqual(first);
  expect(seed).toBe(7);
});
