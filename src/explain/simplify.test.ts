import { expect, test } from 'vitest';
import type { Sample } from '../law/property.ts';
import { type Vector, vector } from '../math/vector.ts';
import { evaluator } from '../subject/evaluator.ts';
import { type FunctionSubject, subject } from '../subject/subject.ts';
import { simplify } from './simplify.ts';

const plane = subject({
  name: 'plane',
  domain: [
    [-100, 100],
    [-100, 100],
  ],
  f: ([x]) => x,
});
const start = { x: vector([3.14159, -77.7]), v: vector([0.625, -1.25]) };

const simplest = (bars: (x: Vector, v: Vector) => number, sample: Sample = start, more: Partial<FunctionSubject> = {}) => {
  const target = evaluator({ ...plane, ...more });
  const failing = (candidate: Sample) => {
    const found = bars(candidate.x as Vector, candidate.v as Vector);
    return found > 3 ? { bars: found } : undefined;
  };
  return simplify(sample, target, { attempted: failing, confirmed: failing, bars: failing(sample)?.bars ?? 0 });
};

test('what fails everywhere is shown at zero, along the first axis', () => {
  expect(simplest(() => 1e9)).toEqual({ bars: 1e9, sample: { x: vector([0, 0]), v: vector([1, 0]) } });
});

test('numbers that matter become round ones', () => {
  const found = simplest((x) => (x[0]! > 2.4 ? 1e6 : 0));
  expect(found?.sample.x).toEqual(vector([3, 0]));
});

test('a number whose place is narrow keeps the digits that it needs', () => {
  const found = simplest((x) => (Math.abs(x[0]! - 3.14) < 0.005 ? 1e6 : 0));
  expect(found?.sample.x).toEqual(vector([3.14, 0]));
});

test('the gap stays stark: no walk to where it is about to vanish', () => {
  const found = simplest((x) => 1e6 * Math.abs(x[0]!));
  expect(found?.sample.x).toEqual(vector([1, 0]));
  expect(found?.bars).toBeGreaterThan(1000);
});

test('a gap that is not stark to begin with keeps a tenth of itself', () => {
  const found = simplest((x) => 20 * Math.abs(x[0]!));
  expect(found!.bars).toBeGreaterThanOrEqual(0.1 * 20 * 3.14159);
});

test('points stay in the domain and where the author says', () => {
  const shifted = simplest(() => 1e9, start, {
    domain: [
      [2, 100],
      [-100, -3],
    ],
  });
  expect(shifted?.sample.x).toEqual(vector([2, -3]));
  const ordered = simplest(() => 1e9, start, { where: (([x, y]: [number, number]) => x > y) as never });
  const [x, y] = ordered!.sample.x as Vector;
  expect(x).toBeGreaterThan(y!);
});

test('directions do not vanish', () => {
  const found = simplest((_, v) => (v[1] !== 0 ? 1e9 : 0));
  expect(found?.sample.v).toEqual(vector([0, 1]));
});

test('numbers become 0 or 1, seeds stay as they are', () => {
  const found = simplest(() => 1e9, { ...start, a: 1.75, seed: 12345 });
  expect(found?.sample).toMatchObject({ a: 0, seed: 12345 });
  const needed = simplest(() => 1e9, { a: 1.75, which: 3 });
  expect(needed?.sample).toEqual({ a: 0, which: 0 });
});

test('what cannot be made simpler is kept as it is', () => {
  const exact = (x: Vector, v: Vector) => (x[0] === 3.14159 && x[1] === -77.7 && v[0] === 0.625 && v[1] === -1.25 ? 1e6 : 0);
  expect(simplest(exact)).toEqual({ bars: 1e6, sample: start });
});

test('what no longer fails has no simplest sample', () => {
  expect(simplest(() => 0)).toBeUndefined();
});

test('long vectors are not simplified number by number, and attempts are few', () => {
  const n = 5000;
  const target = evaluator(subject({ name: 'long', domain: { dimension: n, low: -1, high: 1 }, f: (x) => x[0]! }));
  let calls = 0;
  const x = new Float64Array(n).fill(0.3);
  const failing = () => ({ bars: 1e6 + calls++ });
  const found = simplify({ x }, target, { attempted: failing, confirmed: failing, bars: 1e6 });
  expect(found?.sample.x).toEqual(x);
  expect(calls).toBeLessThan(200);
});

test('the given sample is left alone', () => {
  const sample = { x: vector([3.5, 2.5]), v: vector([1, 1]) };
  simplest(() => 1e9, sample);
  expect(sample).toEqual({ x: vector([3.5, 2.5]), v: vector([1, 1]) });
});

test('where the simplest is not confirmed to be as stark, a less simple one is shown', () => {
  const target = evaluator(plane);
  const failing = () => ({ bars: 1e9 });
  const confirmed = ({ v }: Sample) => ({ bars: (v as Vector)[1] === 0 ? 5 : 1e9 });
  const found = simplify(start, target, { attempted: failing, confirmed, bars: 1e9 })!;
  expect(found.bars).toBe(1e9);
  expect((found.sample.v as Vector)[1]).not.toBe(0);
});
