import { expect, test } from 'vitest';
import { flawed, sound } from '../../fixtures/index.ts';
import { properties } from '../../properties/index.ts';
import { vector } from '../math/vector.ts';
import { derivative } from '../measure/differences/index.ts';
import { results } from '../report/run.ts';
import { evaluator } from './evaluator.ts';
import { unmoved } from './guard.ts';
import { type FunctionSubject, subject } from './subject.ts';

type Values = (xs: readonly (readonly [number])[]) => readonly number[];

/** The square with a count of the calls of f, one for each of the first calls of `many` among them, and the sizes of the calls of `many`. */
function square(many: Values = (xs) => xs.map(([x]) => x * x)) {
  const calls = { f: 0, many: [] as number[] };
  const of = subject({
    name: 'square',
    domain: [[-4, 4]],
    f: ([x]) => {
      calls.f++;
      return x * x;
    },
    many: (xs) => {
      calls.many.push(xs.length);
      return many(xs);
    },
    gradient: ([x]) => [2 * x],
  });
  return { calls, target: evaluator(of) };
}

const points = (...xs: readonly number[]) => xs.map((x) => vector([x]));

test('what was announced is asked of many at once, and counted when a law asks for it', () => {
  const { calls, target } = square();
  target.ahead!(points(1, 2, 3));
  expect(target.evaluations.f).toBe(0);
  expect([target.f(vector([2])), target.f(vector([3])), target.f(vector([4]))]).toEqual([4, 9, 16]);
  expect({ ...calls, counted: target.evaluations.f }).toEqual({ f: 2, many: [3], counted: 3 });
});

test('a point that is known, or announced already, is not asked for again, and one point alone is left to f', () => {
  const { calls, target } = square();
  target.f(vector([1]));
  target.ahead!(points(1, 2, 3));
  target.ahead!(points(3, 2, 1, 0));
  expect(calls).toEqual({ f: 2, many: [2] });
});

test('a line announces the points from which a slope is read', () => {
  const { calls, target } = square();
  expect(derivative(target.f, vector([1]), vector([1])).value).toBeCloseTo(2, 14);
  expect(calls).toEqual({ f: 3, many: [16, 12] });
});

test.each<[string, Values]>([
  [
    'throws',
    () => {
      throw new Error('no batch');
    },
  ],
  ['gives what is no number', () => ['nine', undefined, null] as never],
])('where many %s, f is asked', (_, many) => {
  const { calls, target } = square(many);
  target.ahead!(points(1, 2, 3));
  expect([target.f(vector([2])), target.f(vector([3]))]).toEqual([4, 9]);
  expect(calls).toEqual({ f: 2, many: [3] });
});

test('a value that is not that of f is a fault', () => {
  const { target } = square((xs) => xs.map(([x]) => Math.fround(x * x)));
  expect(() => target.ahead!(points(0.1, 2))).toThrow(
    'f returned 0.009999999776482582 among many points and 0.010000000000000002 alone, at one and the same point',
  );
});

test('values that are not one for each point are a fault', () => {
  const { target } = square(() => [1]);
  expect(() => target.ahead!(points(1, 2, 3))).toThrow('many returned 1 values for 3 points');
});

test('a subject without many, and an evaluator that asks anew, take no announcements', () => {
  const plain = evaluator(subject({ name: 'plain', domain: [[0, 1]], f: ([x]) => x, gradient: () => [1] }));
  expect([plain.ahead, plain.f.ahead, square().target.anew().ahead]).toEqual([undefined, undefined, undefined]);
});

/** The same subject with many values at once, each of them that of f. */
const together = (of: FunctionSubject): FunctionSubject => {
  const many = (xs: readonly never[]) => xs.map((x) => unmoved(of.state, () => of.f(x)));
  return Object.defineProperties({} as FunctionSubject, {
    ...Object.getOwnPropertyDescriptors(of),
    many: { value: many, enumerable: true },
  });
};

/** Every fortieth of the built-in functions and of those with mistakes. */
const functions = [...sound, ...flawed].filter((one) => one.kind === 'function').filter((_, k) => k % 40 === 0);

test.each(functions.map((one) => [one.name, one] as const))('%s has the same results with many values at once, to the bit', (_, one) => {
  const found = (of: FunctionSubject) => [...results([of], properties, { seed: 42, runs: 8, others: [] })];
  expect(found(together(one))).toEqual(found(one));
});
