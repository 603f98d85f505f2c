import { expect, test } from 'vitest';
import { vector } from '../math/vector.ts';
import { memo } from './memo.ts';

const counting = () => {
  const of = memo<number>(() => 0);
  let asked = 0;
  return { ask: (question: number, ...vectors: Float64Array[]) => of.recall(question, vectors, () => ++asked), count: () => asked };
};

test('one question has one answer: the same numbers, whatever array holds them', () => {
  const { ask, count } = counting();
  expect([ask(0, vector([1, 2])), ask(0, vector([1, 2])), ask(0, vector([1, 2]).slice())]).toEqual([1, 1, 1]);
  expect(count()).toBe(1);
});

test.each<[string, readonly [number, ...Float64Array[]], readonly [number, ...Float64Array[]]]>([
  ['the question', [0, vector([1])], [1, vector([1])]],
  ['the sign of a zero', [0, vector([0])], [0, vector([-0])]],
  ['one bit of the last number', [0, vector([1, 1])], [0, vector([1, 1 + Number.EPSILON])]],
  ['one bit of the first of 2000', [0, new Float64Array(2000)], [0, new Float64Array(2000).with(0, Number.MIN_VALUE)]],
  ['the order', [0, vector([1, 2])], [0, vector([2, 1])]],
  ['what goes with the point', [0, vector([1]), vector([1])], [0, vector([1]), vector([2])]],
])('%s makes another question', (_, one, other) => {
  const { ask, count } = counting();
  ask(...one);
  ask(...other);
  expect(count()).toBe(2);
});

test('a hundred thousand points that differ in a few bits are a hundred thousand questions', () => {
  const { ask, count } = counting();
  for (let k = 0; k < 100_000; k++) ask(0, vector([k % 100, 2 ** -(k % 50), Math.floor(k / 100)]));
  for (let k = 0; k < 1000; k++) ask(0, vector([k % 100, 2 ** -(k % 50), Math.floor(k / 100)]));
  expect(count()).toBe(100_000);
});

test('so are numbers on both sides of 0 and their neighbours at powers of two, whose bits cancel each other easily', () => {
  const numbers = new Set<number>();
  for (let k = 0; k < 60; k++)
    for (let j = 0; j < 53; j++) for (const near of [k, k + 2 ** -j, k - 2 ** -j, k * (1 + 2 ** -j)]) numbers.add(near).add(-near);
  const of = memo<number>(() => 0);
  const wrong = [...numbers].filter(
    (one) =>
      !Object.is(
        of.recall(0, [vector([one])], () => one),
        one,
      ),
  );
  expect(wrong).toEqual([]);
  const pairs = [...numbers].slice(0, 20_000).map((one, k, all) => [one, all[(k * 7919) % all.length]!]);
  expect(pairs.filter((pair) => of.recall(1, [vector(pair)], () => pair[0]!) !== pair[0])).toEqual([]);
});

test('long vectors that differ in one bit, or in two that could cancel, are other questions', () => {
  const { ask, count } = counting();
  const zeros = new Float64Array(200);
  const bits = [1, -0, -1, 2 ** -1074, 2 ** -1042, 2 ** 1023];
  for (let k = 0; k < 200; k++)
    for (const bit of bits) {
      ask(0, zeros.with(k, bit));
      if (k > 0) ask(0, zeros.with(k, bit).with(k - 1, bit));
    }
  expect(count()).toBe(bits.length * (200 + 199));
});

test('heavy answers are not kept, and old ones are forgotten, so that memory does not grow', () => {
  const heavy = memo<number>(() => 10_000);
  let asked = 0;
  for (let k = 0; k < 3; k++) heavy.recall(0, [vector([1])], () => ++asked);
  expect(asked).toBe(3);
  const { ask, count } = counting();
  ask(0, vector([-1]));
  for (let k = 0; k < 600_000; k++) ask(0, vector([k]));
  ask(0, vector([-1]));
  expect(count()).toBe(600_002);
});
