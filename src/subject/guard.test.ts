import { expect, test } from 'vitest';
import { vector } from '../math/vector.ts';
import { evaluator } from './evaluator.ts';
import { asked, Fault, isFault, labelled, messageOf, numbers, rows } from './guard.ts';
import { evaluatorOf } from './kind.ts';
import { labelOf, outputLabelOf } from './label.ts';
import { operator } from './operator.ts';
import { stochastic } from './stochastic.ts';
import { type FunctionSubject, subject } from './subject.ts';
import { update } from './update.ts';

const evil = new Proxy(
  {},
  {
    get() {
      throw new Error('get');
    },
    getPrototypeOf() {
      throw new Error('prototype');
    },
  },
);

/** What can be thrown, and what is said of it. */
const thrown: readonly (readonly [unknown, string])[] = [
  [new Error('no\nsecond line'), 'no'],
  [new Error(''), 'Error'],
  [null, 'null'],
  [undefined, 'undefined'],
  ['text', 'text'],
  [Symbol('s'), 'Symbol(s)'],
  [{}, 'an object that is no Error'],
  [Object.create(null), 'something that cannot be printed'],
  [evil, 'something that cannot be printed'],
  [new Error('x'.repeat(1000)), 'x'.repeat(400)],
];
const throwing = (error: unknown) => () => {
  throw error;
};

/** What may be returned in place of numbers. */
const returned: readonly unknown[] = [
  undefined,
  null,
  'ab',
  1n,
  Symbol('s'),
  () => 1,
  {},
  new Set([1, 2]),
  new DataView(new ArrayBuffer(16)),
  Promise.resolve(1),
  // biome-ignore lint/suspicious/noThenProperty: what has one may be taken for a Promise
  { then() {} },
  { length: 1e15 },
  { length: -1 },
  new BigInt64Array(2),
  ['1', '2'],
  new Array(2),
  evil,
];

test.each(thrown)('what is thrown is told in one line: %#', (error, text) => {
  expect(messageOf(error)).toBe(text);
  expect(() => asked('f', throwing(error))).toThrow(new Fault('throws', `f threw: ${text}`));
});

test('a Fault is passed on as it is', () => {
  const fault = new Fault('crashed', 'gone');
  expect(() => asked('f', throwing(fault))).toThrow(fault);
  expect([isFault(fault), isFault(evil), isFault(undefined)]).toEqual([true, false, false]);
});

test.each(returned.map((value) => [value]))('what is no list of numbers is a Fault: %#', (value) => {
  for (const read of [() => numbers(value, 2, 'f'), () => rows(value, [2, 2], 'f'), () => rows([value, value], [2, 2], 'f')])
    expect(read).toThrow(Fault);
});

test('a typed array has as many numbers as it holds, whatever it says', () => {
  class SaysTwo extends Float64Array {
    override get length() {
      return 2;
    }
  }
  expect(() => numbers(new SaysTwo(1), 2, 'f')).toThrow('nothing at index 1 where a number should be');
  const moved = new Float64Array(2);
  structuredClone(moved, { transfer: [moved.buffer] });
  expect(() => numbers(moved, 2, 'f')).toThrow('returned 0 numbers where 2 should be');
});

const square = {
  name: 'square',
  domain: [[-2, 2] as const],
  f: ([x]: readonly number[]) => x! * x!,
  gradient: ([x]: readonly number[]) => [2 * x!],
};
const withPart = (part: object): FunctionSubject => subject({ ...square, ...part } as never);
const one = vector([1]);

/** Each call of a subject's own functions, and how it is made. */
const slots: readonly (readonly [string, (call: () => unknown) => unknown])[] = [
  ['gradient', (call) => evaluator(withPart({ gradient: call })).gradient!(one)],
  ['jacobian', (call) => evaluator(withPart({ jacobian: call })).jacobian!(one)],
  ['vjp', (call) => evaluator(withPart({ vjp: call })).vjp!(one, one)],
  ['jvp', (call) => evaluator(withPart({ jvp: call })).jvp!(one, one)],
  ['hessian', (call) => evaluator(withPart({ hessian: call })).hessian!(one)],
  ['hvp', (call) => evaluator(withPart({ hvp: call })).hvp!(one, one)],
  ['state.snapshot', (call) => evaluator(withPart({ state: { snapshot: call, restore() {} } })).f(one)],
  ['state.restore', (call) => evaluator(withPart({ state: { snapshot() {}, restore: call } })).f(one)],
  ['where', (call) => evaluator(withPart({ where: call })).inside(one)],
  ['step', (call) => evaluatorOf(update({ name: 'u', init: () => 0, step: call as never })).step(one, one, 0)],
  ['init', (call) => evaluatorOf(update({ name: 'u', init: call, step: (theta, _, state) => ({ theta, state }) })).fresh(1)],
  ['draw', (call) => evaluatorOf(stochastic({ name: 's', domain: [[0, 1]], gradient: call as never, full: () => [1] })).draw(one, 0)],
  [
    'operator',
    (call) =>
      evaluatorOf(operator({ name: 'o', domain: [[0, 1]], functions: [1], value: () => 1, gradient: call as never })).gradientOf(
        1 as never,
        one,
      ),
  ],
  [
    'sum of an operator',
    (call) =>
      evaluatorOf(operator({ name: 'o', domain: [[0, 1]], functions: [1], value: () => 1, gradient: () => [1], add: call as never })).made([
        'add',
        0,
        0,
      ]),
  ],
];

test.each(slots)('%s: whatever it throws is a Fault that says so', (_, ask) => {
  for (const [error, text] of thrown) {
    const call = () => ask(throwing(error));
    expect(call).toThrow(Fault);
    expect(call).toThrow(text);
  }
});

test.each(slots)('%s: a Promise is told as one', (_, ask) => {
  for (const promise of [async () => [1], async () => Promise.reject(new Error('late'))])
    expect(() => ask(promise)).toThrow(/returned a Promise; .* must be synchronous$/);
});

test.each(slots.slice(0, 6))('%s: whatever is no numbers is a Fault', (_, ask) => {
  for (const value of returned) expect(() => ask(() => value)).toThrow(Fault);
});

test('f has no value where it throws, and that is remembered', () => {
  for (const [error, text] of thrown) {
    const target = evaluator(withPart({ f: throwing(error) }));
    expect([target.f(one), ...target.map(one)]).toEqual([Number.NaN, Number.NaN]);
    expect(target.thrown).toBe(text);
  }
});

test('a claim that throws where f is not finite claims nothing; where f is finite it is a Fault', () => {
  const log = withPart({
    f: ([x]: readonly number[]) => (x! > 0 ? Math.log(x!) : throwing(new RangeError('log'))()),
    gradient: ([x]: readonly number[]) => (x! > 0 && x! < 1 ? [1 / x!] : throwing(new RangeError('log'))()),
    hessian: throwing(null),
  });
  const target = evaluator(log);
  expect([...target.gradient!(vector([-1])), ...target.gradient!(vector([0.5]))]).toEqual([Number.NaN, 2]);
  expect(target.hessian!(vector([0]))).toEqual([vector([Number.NaN])]);
  expect(() => target.gradient!(vector([2]))).toThrow(new Fault('throws', 'gradient threw: log'));
  expect(target.evaluations).toEqual({ f: 3, claims: 4 });
});

test('a name that the author gives badly does not hide the input', () => {
  const named = (label: () => unknown) => [labelOf(withPart({ label }), 0), outputLabelOf(withPart({ outputLabel: label }), 0)];
  expect(named(() => 'w')).toEqual(['w', 'w']);
  expect(named(throwing(new Error('l')))).toEqual(['x (label threw: l)', 'F[0] (label threw: l)']);
  expect(named(() => ({}))).toEqual(['x (label gave an object)', 'F[0] (label gave an object)']);
  expect(named(async () => 'w')).toEqual([
    'x (label returned a Promise; label must be synchronous)',
    'F[0] (label returned a Promise; label must be synchronous)',
  ]);
  expect(labelled('x', () => 'y'.repeat(1e6))).toBe(`${'y'.repeat(200)}…`);
});
