import { expect, test } from 'vitest';
import { contains, type Domain, dimension, everywhere, free, interval, ofEach, reach, scaleAlong, unit } from './domain.ts';
import { random } from './random.ts';
import { axis, vector } from './vector.ts';

const infinite = Number.POSITIVE_INFINITY;
const box: Domain = [
  [-1, 1],
  [0, infinite],
  [2, 2],
];
const cube: Domain = { dimension: 3, low: -4, high: 4 };

test('both ways to write a domain have a dimension and intervals', () => {
  expect([dimension(box), dimension(cube), dimension(everywhere(7))]).toEqual([3, 3, 7]);
  expect([interval(box, 1), interval(cube, 1)]).toEqual([
    [0, infinite],
    [-4, 4],
  ]);
});

test('an input whose interval is one point is not free', () => {
  expect(free(box)).toEqual([0, 1]);
  expect(free(cube)).toEqual([0, 1, 2]);
  expect(free({ dimension: 2, low: 1, high: 1 })).toEqual([]);
});

test('intervals are closed, and NaN is in none', () => {
  expect(contains(box, [-1, 0, 2])).toBe(true);
  expect(contains(box, [1, 1e300, 2])).toBe(true);
  expect(contains(box, [-1 - 2 ** -52, 0, 2])).toBe(false);
  expect(contains(box, [0, 0, 2.5])).toBe(false);
  expect(contains(box, [0, Number.NaN, 2])).toBe(false);
  expect(contains(cube, [4, -4, 0])).toBe(true);
  expect(contains(cube, [4, -5, 0])).toBe(false);
  expect(contains(cube, [0, Number.NaN, 0])).toBe(false);
});

test('how far a line goes within the box, on either side', () => {
  expect(reach(box, vector([0.5, 1, 2]), axis(3, 0))).toEqual([-1.5, 0.5]);
  expect(reach(box, vector([0.5, 1, 2]), vector([-1, 0, 0]))).toEqual([-0.5, 1.5]);
  expect(reach(box, vector([0.5, 1, 2]), vector([0, 2, 0]))).toEqual([-0.5, infinite]);
  expect(reach(box, vector([0, 1, 2]), vector([1, 1, 0]))).toEqual([-1, 1]);
  expect(reach(box, vector([0, 1, 2]), axis(3, 2))).toEqual([0, 0]);
  expect(reach(everywhere(1), vector([3]), vector([1]))).toEqual([-infinite, infinite]);
});

test('at the edge a line goes one way, in a corner it may go neither', () => {
  expect(reach(cube, vector([4, 0, 0]), axis(3, 0))).toEqual([-8, 0]);
  const [low, high] = reach(cube, vector([4, -4, 0]), vector([1, 1, 0]));
  expect(Math.abs(low) + Math.abs(high)).toBe(0);
});

test('the natural unit of an input is its size, or about zero one or a part of its width', () => {
  expect(unit(everywhere(1), [1e12], 0)).toBe(1e12);
  expect(unit(everywhere(1), [0], 0)).toBe(1);
  expect(unit([[0, 1e-6]], [0], 0)).toBe(1e-6 / 16);
  expect(unit([[0, 1e-6]], [1e-7], 0)).toBe(1e-7);
});

test('the scale of a line is a power of two: that of the input which it moves most for its unit', () => {
  expect(scaleAlong(everywhere(2), [1, 1000], [1, 0])).toBe(1);
  expect(scaleAlong(everywhere(2), [1, 1000], [0, 1])).toBe(512);
  expect(scaleAlong(everywhere(2), [1, 1000], [1, 1])).toBe(1);
  expect(scaleAlong(everywhere(2), [1, 1000], [0.25, 1])).toBe(4);
  expect(scaleAlong([[2, 2]], [2], [0])).toBe(1);
});

test('what is made of intervals is made once where all inputs have the same, and of each where they differ', () => {
  let made = 0;
  const width = ([low, high]: readonly [number, number]) => {
    made++;
    return high - low;
  };
  const [ofCube, ofBox] = [ofEach(cube, width), ofEach(box, width)];
  expect([0, 1, 2].map(ofCube)).toEqual([8, 8, 8]);
  expect(made).toBe(1);
  expect([0, 1, 2].map(ofBox)).toEqual([2, infinite, 0]);
});

test('how far a line goes, and its scale, are those of the quotients, though most of these are not taken', () => {
  const rng = random(3);
  const size = () => rng.sign() * 2 ** Math.floor(40 * rng.normal()) * (1 + rng.next());
  for (let k = 0; k < 2000; k++) {
    const n = 1 + rng.below(6);
    const ends = Array.from({ length: n }, () => [size(), size()].sort((a, b) => a - b) as [number, number]);
    const x = Float64Array.from(ends, ([low, high]) => Math.min(high, Math.max(low, low + (high - low) * rng.next())));
    const v = Float64Array.from(ends, () => (rng.next() < 1 / 4 ? 0 : size()));
    const moving = [...v.keys()].filter((i) => v[i] !== 0);
    const ahead = moving.map((i) => (ends[i]![v[i]! > 0 ? 1 : 0] - x[i]!) / v[i]!);
    const behind = moving.map((i) => (ends[i]![v[i]! > 0 ? 0 : 1] - x[i]!) / v[i]!);
    const [low, high] = reach(ends, x, v);
    expect([low + 0, high + 0]).toEqual([Math.max(...behind) + 0, Math.min(...ahead) + 0]);
    const least = Math.min(...moving.map((i) => unit(ends, x, i) / Math.abs(v[i]!)));
    expect(scaleAlong(ends, x, v)).toBe(moving.length === 0 ? 1 : 2 ** Math.floor(Math.log2(least)));
  }
});
