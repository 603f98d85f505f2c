import { expect, test } from 'vitest';
import { definition as perceptron } from '../../fixtures/sound/batched-perceptron.ts';
import { definition as meanLoss } from '../../fixtures/sound/mean-loss-of-batch.ts';
import batchIsLoop from '../../properties/batch-is-loop.ts';
import { type FunctionSubject, layer, subject } from '../authoring.ts';
import { check } from '../check/check.ts';
import { type Loop, loopOf } from './batch.ts';
import { evaluator } from './evaluator.ts';
import type { Traits } from './subject.ts';

type Batched = FunctionSubject & Required<Pick<Traits, 'batch'>>;
const looped = (batched: FunctionSubject): Loop => {
  const target = evaluator(batched);
  return loopOf({ ...target, subject: batched as Batched });
};

test('example by example: outputs one after the other, shared inputs get the sum', () => {
  const batched = layer(perceptron);
  expect(batched.batch!.example(1)).toEqual([2, 3, 6, 7, 8, 9, 10, 11]);
  const loop = looped(batched);
  const x = Float64Array.of(1, 2, -1, 0.5, 0, 3, 0.1, -0.2, 0.3, 0.4, 0.5, -0.5);
  const w = Float64Array.of(1, 0, 0, -2, 0.5, 1);
  const target = evaluator(batched);
  expect(loop.reduced).toBe(false);
  expect(Array.from(loop.value(x))).toEqual(Array.from(target.map(x)));
  for (const [i, value] of target.vjp!(x, w).entries()) expect(loop.pull!(x, w)[i]).toBeCloseTo(value, 14);
});

test('a mean loss is the mean of its examples, a sum their sum', () => {
  const x = Float64Array.from({ length: 15 }, (_, i) => Math.cos(i));
  const one = Float64Array.of(1);
  const mean = layer(meanLoss);
  const sum = layer({ ...meanLoss, batch: { ...meanLoss.batch, reduction: 'sum' } });
  expect(looped(mean).reduced).toBe(true);
  expect(looped(mean).value(x)[0]).toBeCloseTo(evaluator(mean).f(x), 14);
  expect(looped(sum).value(x)[0]).toBeCloseTo(4 * evaluator(mean).f(x), 14);
  expect(looped(sum).pull!(x, one)[14]).toBeCloseTo(4 * evaluator(mean).vjp!(x, one)[14]!, 14);
});

test('a batch whose examples do not fit is a fault', () => {
  const one = subject({ name: 'one', domain: [[0, 1]], f: ([x]) => 2 * x, gradient: () => [2] });
  const two = (example: (b: number) => readonly number[]) =>
    subject({
      name: 'two',
      domain: [
        [0, 1],
        [0, 1],
      ],
      outputs: 2,
      f: ([x, y]) => [2 * x, 2 * y],
      vjp: (_, [u = 0, v = 0]) => [2 * u, 2 * v],
      batch: { size: 2, of: one, example },
    });
  const verdict = (example: (b: number) => readonly number[]) => check(two(example), batchIsLoop, { seed: 1, runs: 10 });
  expect(verdict((b) => [b]).verdict).toBe('pass');
  expect(verdict((b) => [b + 1])).toMatchObject({ verdict: 'fail', fault: 'wrong-length' });
  expect(verdict(() => [0, 1])).toMatchObject({ message: 'batch.example(0) is 2 numbers where 1 from 0 to 1 should be' });
});

test('a batch has the outputs of its examples', () => {
  const one = subject({ name: 'one', domain: [[0, 1]], f: ([x]) => 2 * x, gradient: () => [2] });
  const three = subject({
    name: 'three',
    domain: [
      [0, 1],
      [0, 1],
    ],
    outputs: 3,
    f: ([x, y]) => [2 * x, 2 * y, 0],
    vjp: (_, [u = 0, v = 0]) => [2 * u, 2 * v],
    batch: { size: 2, of: one, example: (b) => [b] },
  });
  expect(check(three, batchIsLoop, { seed: 1, runs: 10 })).toMatchObject({
    fault: 'wrong-length',
    message: 'a batch of 2 examples with 1 outputs each has 3 outputs',
  });
});

test('inputs of a batch have as many examples', () => {
  const wrong = { ...meanLoss, batch: { ...meanLoss.batch, inputs: ['x', 'w'] as const } };
  expect(() => layer(wrong)).toThrow(
    'layer "mean-loss-of-batch": batch.inputs: must be inputs whose first axis counts the examples, as many in each',
  );
});
