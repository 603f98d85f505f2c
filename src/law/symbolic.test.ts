import { expect, test } from 'vitest';
import { vector } from '../math/vector.ts';
import { type Effort, instrument } from '../measure/instrument.ts';
import { evaluator } from '../subject/evaluator.ts';
import { subject } from '../subject/subject.ts';
import { Discard, Unmeasured } from './property.ts';
import { algebra, settle } from './symbolic.ts';

const rosenbrock = subject({
  name: 'rosenbrock',
  domain: [
    [-2, 2],
    [-1, 3],
  ],
  f: ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  formula: '(1-x)^2 + 100*(y-x^2)^2',
});

test('value, gradient and Hessian of a formula', () => {
  const { value, gradient, hessian } = algebra(rosenbrock);
  const x = vector([-1.2, 1]);
  expect(value(x, 0)).toBeCloseTo(24.2, 12);
  expect(Array.from(gradient(x, 0))).toEqual([expect.closeTo(-215.6, 10), expect.closeTo(-88, 10)]);
  expect(hessian(x).map((row) => Array.from(row))).toEqual([
    [expect.closeTo(1330, 9), expect.closeTo(480, 9)],
    [expect.closeTo(480, 9), expect.closeTo(200, 9)],
  ]);
});

test('several formulas, and names of inputs', () => {
  const map = subject({
    name: 'map',
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    outputs: 2,
    f: ([a, b]) => [a * a + b, a * b],
    formula: ['a^2 + b', 'a*b'],
    variables: ['a', 'b'],
  });
  const { value, gradient } = algebra(map);
  const x = vector([2, 3]);
  expect([value(x, 0), value(x, 1)]).toEqual([7, 6]);
  expect([gradient(x, 0), gradient(x, 1)]).toEqual([vector([4, 1]), vector([3, 2])]);
});

test('beyond three inputs they are x1, x2, …', () => {
  const sum = subject({ name: 'sum', domain: { dimension: 4, low: -1, high: 1 }, f: (x) => x[0]! * x[3]!, formula: 'x1*x4' });
  expect(algebra(sum).gradient(vector([2, 0, 0, 5]), 0)).toEqual(vector([5, 0, 0, 2]));
});

test('a subject is read once', () => {
  expect(algebra(rosenbrock)).toBe(algebra(rosenbrock));
});

test('a formula that cannot be read is an error', () => {
  expect(() => algebra({ ...rosenbrock, formula: '(1-x' })).toThrow();
  expect(() => algebra({ ...rosenbrock, formula: 'x*q' })).toThrow('q');
});

const at = (f: (t: number) => number, formula: (t: number) => number, slope: number, x: number, effort: Effort = 'thorough') => {
  const target = evaluator(subject({ name: 'f', domain: [[-4, 4]], f: ([t]) => f(t) }));
  return settle({ value: slope, error: 1e-15 }, instrument(target, effort), {
    f: target.f,
    formula: ([t]) => formula(t!),
    x: vector([x]),
    v: vector([1]),
  });
};

test('the symbolic slope stands where it is what is measured', () => {
  const { value, error } = at(Math.exp, Math.exp, Math.E, 1);
  expect(value).toBe(Math.E);
  expect(error).toBeLessThan(1e-12);
  expect(at(Math.exp, Math.exp, Math.E, 1, 'quick')).toEqual({ value: Math.E, error: 1e-15 });
});

test('where the two contradict each other, the bar covers both', () => {
  const seen = at(Math.exp, Math.exp, 2, 1);
  expect(seen.value).toBe(2);
  expect(seen.error).toBeGreaterThan(0.7);
});

test('a symbolic slope without a value is replaced by the measured one', () => {
  const seen = at(Math.exp, Math.exp, Number.NaN, 1);
  expect(Math.abs(seen.value - Math.E)).toBeLessThanOrEqual(seen.error);
});

test.each<[string, () => unknown, string]>([
  ['a formula that is another function', () => at(Math.exp, Math.sin, 1, 1), 'the formula is not f here'],
  ['a formula without a value', () => at(Math.exp, () => Number.NaN, 1, 1), 'the formula is not f here'],
])('algebra cannot be held against %s', (_, run, reason) => {
  expect(run).toThrow(Unmeasured);
  expect(run).toThrow(reason);
});

test('algebra says nothing of a kink', () => {
  const run = () => at(Math.abs, Math.abs, 0, 0);
  expect(run).toThrow(new Discard('f has a kink here'));
  expect(run).not.toThrow(Unmeasured);
});

test('a formula that differs from f by rounding is f', () => {
  expect(
    at(
      (t) => t * (1 + 1e-9),
      (t) => t,
      1,
      1,
      'quick',
    ),
  ).toEqual({ value: 1, error: 1e-15 });
});
