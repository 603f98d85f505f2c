import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, type Domain, interval } from '../math/domain.ts';
import { random } from '../math/random.ts';
import { dot, norm, type Vector, vector } from '../math/vector.ts';
import type { Region } from '../measure/ordinary.ts';
import { cotangent, denseDirection, direction, frameColumn, ledInwards, number, point } from './sample.ts';

const infinite = Number.POSITIVE_INFINITY;
const region = (domain: Domain, where: (x: Vector) => boolean = () => true): Region => ({
  domain,
  inside: (x) => contains(domain, x) && where(x),
});
const drawn = <T>(arbitrary: fc.Arbitrary<T>, count = 2000, seed = 1): T[] => fc.sample(arbitrary, { numRuns: count, seed });

const domains: readonly (readonly [string, Domain])[] = [
  [
    'a box',
    [
      [-2, 2],
      [0, 1e-9],
      [1e6, 1e6 + 1],
    ],
  ],
  [
    'half-lines',
    [
      [0, infinite],
      [-infinite, -3],
    ],
  ],
  [
    'a plane',
    [
      [-infinite, infinite],
      [-infinite, infinite],
    ],
  ],
  [
    'a fixed input',
    [
      [-1, 1],
      [3, 3],
    ],
  ],
  ['a cube', { dimension: 5, low: -4, high: 7 }],
];

test.each(domains)('points lie in the domain and are finite: %s', (_, domain) => {
  for (const x of drawn(point(region(domain)))) {
    expect(contains(domain, x)).toBe(true);
    expect(x.every(Number.isFinite)).toBe(true);
  }
});

test('points lie where the condition says, if it can be met', () => {
  const above = region(
    [
      [-1, 1],
      [-1, 1],
    ],
    ([x, y]) => x! < y!,
  );
  for (const x of drawn(point(above))) expect(above.inside(x)).toBe(true);
});

test('points seek what breaks gradients: zeros, ties, opposites, ends, whole numbers, very small numbers', () => {
  const points = drawn(
    point(
      region([
        [-2, 2],
        [-2, 2],
      ]),
    ),
  );
  const share = (holds: (x: number, y: number) => boolean) => points.filter(([x, y]) => holds(x!, y!)).length / points.length;
  expect(share((x, y) => x === 0 || y === 0)).toBeGreaterThan(0.05);
  expect(share((x, y) => x === 0 && y === 0)).toBeGreaterThan(0.005);
  expect(share((x, y) => x === y)).toBeGreaterThan(0.03);
  expect(share((x, y) => x === -y && x !== 0)).toBeGreaterThan(0.005);
  expect(share((x) => Math.abs(x) === 2)).toBeGreaterThan(0.01);
  expect(share((x) => Number.isInteger(x) && x !== 0)).toBeGreaterThan(0.03);
  expect(share((x) => x !== 0 && Math.abs(x) < 1e-6)).toBeGreaterThan(0.01);
  expect(share((x) => 2 - Math.abs(x) < 1e-6 && Math.abs(x) < 2)).toBeGreaterThan(0.005);
});

test('half of all points are plain ones, and fill the box evenly', () => {
  const xs = drawn(point(region([[0, 1]]))).map(([x]) => x!);
  for (let k = 0; k < 4; k++) expect(xs.filter((x) => x > k / 4 && x < (k + 1) / 4).length).toBeGreaterThan(200);
});

test('where there is no bound, points are large now and then, and mostly not', () => {
  const sizes = drawn(point(region([[-infinite, infinite]]))).map(([x]) => Math.abs(x!));
  expect(sizes.filter((size) => size > 1000).length).toBeGreaterThan(10);
  expect(sizes.filter((size) => size < 10).length).toBeGreaterThan(1000);
});

test('directions leave fixed inputs alone, never vanish, and are of few bits', () => {
  const free = region([
    [-1, 1],
    [3, 3],
    [-1e-9, 1e-9],
  ]);
  for (const v of [...drawn(direction(free)), ...drawn(denseDirection(free))]) {
    expect(Math.abs(v[1]!)).toBe(0);
    expect(norm(v)).toBeGreaterThan(0);
    expect(v.every((vi) => Math.fround(vi) === vi)).toBe(true);
  }
});

test('directions are axes, signs, and dense ones, of both signs in every component', () => {
  const vs = drawn(direction(region({ dimension: 4, low: -1, high: 1 })));
  const axes = vs.filter((v) => v.filter((vi) => vi !== 0).length === 1);
  expect(axes.length / vs.length).toBeGreaterThan(0.3);
  for (let i = 0; i < 4; i++) {
    expect(axes.some((v) => v[i]! > 0) && axes.some((v) => v[i]! < 0)).toBe(true);
    expect(vs.some((v) => v[i]! > 0 && v[(i + 1) % 4]! < 0)).toBe(true);
  }
  for (const v of drawn(denseDirection(region({ dimension: 4, low: -1, high: 1 })))) expect(v.every((vi) => vi !== 0)).toBe(true);
});

test('a direction is scaled to the width of each input, so that none is lost beside the others', () => {
  const domain = [
    [-1e-9, 1e-9],
    [-1, 1],
  ] as const;
  for (const v of drawn(denseDirection(region(domain)), 200)) expect(Math.abs(v[0]!)).toBeLessThan(1e-7 * (1 + Math.abs(v[1]!)) * 8);
});

test('a domain of fixed inputs only has the direction 0', () => {
  for (const v of drawn(direction(region([[2, 2]])), 10)) expect(norm(v)).toBe(0);
  expect(drawn(point(region([[2, 2]])), 3)).toEqual([vector([2]), vector([2]), vector([2])]);
});

test('cotangents have either sign in every component, and no component is always small', () => {
  for (const m of [1, 3]) {
    const ws = drawn(cotangent(m));
    expect(ws.every((w) => w.length === m && norm(w) > 0)).toBe(true);
    for (let k = 0; k < m; k++) {
      const shares = [ws.filter((w) => w[k]! > 0.4), ws.filter((w) => w[k]! < -0.4)].map((those) => those.length / ws.length);
      expect(Math.min(...shares)).toBeGreaterThan(0.2);
    }
  }
});

test('numbers lie in their interval and are of few bits', () => {
  for (const a of drawn(number(-2, 2))) {
    expect(Math.abs(a)).toBeLessThanOrEqual(2);
    expect(Number.isInteger(a * 64)).toBe(true);
  }
});

test('the columns of a frame are orthonormal', () => {
  const w = vector([1, -0.5, 2, 0.25]);
  const columns = Array.from({ length: 4 }, (_, i) => frameColumn(w, i));
  for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) expect(dot(columns[i]!, columns[j]!)).toBeCloseTo(i === j ? 1 : 0, 14);
});

test('an entry of such a column that is 0 is 0', () => {
  expect(frameColumn(vector([0.625, 0.625]), 1)).toMatchObject({ 0: expect.closeTo(-1, 14), 1: 0 });
  expect(frameColumn(vector([1, 1]), 0)[0]).toBe(0);
});

test('the same seed draws the same samples, another seed others', () => {
  const arbitrary = point(
    region([
      [-1, 1],
      [-1, 1],
    ]),
  );
  expect(drawn(arbitrary, 20, 7)).toEqual(drawn(arbitrary, 20, 7));
  expect(drawn(arbitrary, 20, 7)).not.toEqual(drawn(arbitrary, 20, 8));
});

test('what is drawn twice in a region is drawn once, and who gets it may change it', () => {
  let asked = 0;
  const domain = [
    [-1, 1],
    [-1, 1],
  ] as const;
  const counted: Region = { domain, inside: () => ++asked > 0 };
  const first = drawn(point(counted), 20, 7);
  const before = first.map((x) => x.slice());
  for (const x of [...first, ...drawn(point(counted), 20, 7)]) x.fill(9);
  expect(drawn(point(counted), 20, 7)).toEqual(before);
  expect(asked).toBe(20);
  // Ways to draw, and regions, are kept apart.
  expect(drawn(direction(counted), 20, 7)).not.toEqual(drawn(denseDirection(counted), 20, 7));
  expect(drawn(point({ ...counted, domain: [[2, 3]] }), 1, 7)[0]![0]).toBeGreaterThanOrEqual(2);
});

test('many inputs cost no more than their length', () => {
  const large = { dimension: 100_000, low: -1, high: 1 };
  const [x] = drawn(point(region(large)), 1);
  expect(x!.length).toBe(100_000);
  expect(x!.every((xi, i) => xi >= interval(large, i)[0] && xi <= 1)).toBe(true);
});

test('the stream behind them is even and repeats itself', () => {
  const numbers = Array.from({ length: 10_000 }, random(3).next);
  expect(numbers).toEqual(Array.from({ length: 10_000 }, random(3).next));
  expect(numbers.every((u) => u >= 0 && u < 1)).toBe(true);
  expect(numbers.reduce((sum, u) => sum + u, 0) / 10_000).toBeCloseTo(0.5, 1);
  const rng = random(9);
  const normals = Array.from({ length: 10_000 }, rng.normal);
  expect(normals.reduce((sum, z) => sum + z * z, 0) / 10_000).toBeCloseTo(1, 1);
  expect(new Set(Array.from({ length: 200 }, () => rng.below(5)))).toEqual(new Set([0, 1, 2, 3, 4]));
});

test('dense directions of many inputs have the same components: eighths of a Gaussian number, and none of 0', () => {
  const many = drawn(denseDirection(region({ dimension: 300, low: -4, high: 4 })), 200).flatMap((v) => [...v]);
  expect(many.filter((vi) => vi === 0 || !Number.isInteger(8 * vi))).toEqual([]);
  const part = (is: (vi: number) => boolean) => many.filter(is).length / many.length;
  expect(part((vi) => vi > 0)).toBeCloseTo(0.5, 1.5);
  expect(part((vi) => Math.abs(vi) < 1.0625)).toBeCloseTo(0.712, 1.5);
  expect(part((vi) => Math.abs(vi) > 1.9375)).toBeCloseTo(0.0527, 2);
  expect(Math.max(...many)).toBeGreaterThan(3);
});

test('of many inputs a direction is led away from the edges that are next to the point, and keeps all else', () => {
  const domain = { dimension: 300, low: -1, high: 1 };
  const x = new Float64Array(300).fill(0.5).with(0, 1).with(1, 1).with(2, -1).with(3, -1).with(4, 0.99).with(5, 0.6);
  const v = new Float64Array(300).fill(1).with(1, -1).with(3, -1).with(6, -1).with(7, 0);
  const led = ledInwards(domain, x, v);
  expect([...led.slice(0, 8)]).toEqual([-1, -1, 1, 1, -1, 1, -1, 0]);
  expect(led.slice(8)).toEqual(v.slice(8));
  const few = { dimension: 2, low: -1, high: 1 };
  expect(ledInwards(few, vector([1, -1]), vector([1, -1]))).toEqual(vector([1, -1]));
});
