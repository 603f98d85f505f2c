import { expect, test } from 'vitest';
import { vector } from '../math/vector.ts';
import { contradiction } from './line-integral.ts';
import { plainGap } from './plain-gap.ts';

type Line = (x: number) => number;

/** A claim for a function of one number, with a count of what is asked. */
function counted(f: Line, slope: Line) {
  const asked = { f: 0, claims: 0 };
  const field = {
    f: ([x]: Float64Array) => {
      asked.f++;
      return f(x!);
    },
    slope: ([x]: Float64Array, [v]: Float64Array) => {
      asked.claims++;
      return slope(x!) * v!;
    },
  };
  return { field, asked, ground: { domain: [[-1, 1]] as const, inside: () => true, precision: 'float64' as const } };
}
const gapOf = (f: Line, slope: Line, x = 0.3) => plainGap(counted(f, slope), vector([x]), vector([1]), 0.25)?.gap;

test.each<[string, Line, Line]>([
  ['a factor', Math.exp, (x) => 1.01 * Math.exp(x)],
  ['a sign', Math.sin, (x) => -Math.cos(x)],
  ['a term', (x) => 5 + Math.sin(3 * x), (x) => 3 * Math.cos(3 * x) + 0.1],
  ['a factor where f bends within the longest segment', (x) => 1 / (x - 0.29), (x) => -1.01 / (x - 0.29) ** 2],
])('a gap in proportion to the length is plain: %s', (_, f, slope) => expect(gapOf(f, slope)).toBeDefined());

test.each<[string, Line, Line]>([
  ['a right claim', Math.exp, Math.exp],
  ['a jump of f', (x) => x + Number(x > 0.31), () => 1],
  ['stairs of f', (x) => x + Math.floor(1e4 * x) / 1e4, () => 1],
  ['stairs of f that are finer than the shortest segment', (x) => Math.floor(1e7 * x) / 1e7, () => 0],
  ['waves of f that are finer still', (x) => x + 1e-7 * Math.sin(1e8 * x) ** 2 + Math.floor(1e8 * x) / 1e9, () => 1],
  ['a claim that is wrong by a part of 10⁻⁵', Math.exp, (x) => (1 + 1e-5) * Math.exp(x)],
  ['noise of f', (x) => x + 1e-3 * Math.sin(1e9 * x), () => 1],
  ['an f that stands on a stair of its rounding', (x) => 1e8 + x - 1e8, (x) => 1 + 1e-9 * x],
  ['an f that is constant, whatever is claimed', () => 1, () => 0.5],
  ['a claim that is wrong in a window', Math.exp, (x) => (x > 0.31 && x < 0.32 ? 2 : 1) * Math.exp(x)],
  ['a claim that is wrong close to the point', Math.exp, (x) => (x < 0.301 ? 2 : 1) * Math.exp(x)],
  ['a gap that is not far beyond rounding', (x) => 1e8 + x, () => 1.001],
])('other gaps are not: %s', (_, f, slope) => expect(gapOf(f, slope)).toBeUndefined());

test('in single precision no gap is plain', () => {
  const claim = counted(Math.exp, (x) => 1.01 * Math.exp(x));
  const gap = (precision: 'float32' | 'float64') =>
    plainGap({ ...claim, ground: { ...claim.ground, precision } }, vector([0.25]), vector([1]), 0.25);
  expect(gap('float64')).toBeDefined();
  expect(gap('float32')).toBeUndefined();
});

test('a plain mistake is contradicted for a few values of f and 29 claims; the noise of f is not measured', () => {
  const claim = counted(Math.sin, (x) => 1.01 * Math.cos(x));
  expect(contradiction({ ...claim, x: vector([0.3]), v: vector([1]) })).toBeDefined();
  expect(claim.asked).toEqual({ f: 21, claims: 29 });
});

test('where too few segments are left for a gap to be in proportion, no more are asked', () => {
  const claim = counted(Math.sin, Math.cos);
  expect(plainGap(claim, vector([0.3]), vector([1]), 0.25)).toBeUndefined();
  expect(claim.asked).toEqual({ f: 3, claims: 22 });
});

test('a shorter segment on which 7 claims are not accurate enough is integrated with 15', () => {
  const claim = counted(Math.sin, (x) => 1.5 * Math.cos(x) + 0.01 * Math.sin(2000 * x));
  expect(plainGap(claim, vector([0.3]), vector([1]), 0.25)).toBeDefined();
  expect(claim.asked.claims).toBeGreaterThan(15 + 7 + 15);
});

test('pieces of f that end in low jumps are no plain mistake, though each is off in proportion to the length; where f has no jumps, the same gap is', () => {
  const height = 2 ** -14;
  const f = (piece: Line) => (x: number) => 1 + x / 8 + height * piece(x);
  const teeth = f((x) => 4 * x - Math.floor(4 * x));
  const question = (of: Line, slope: number) => ({ ...counted(of, () => slope), x: vector([0.26]), v: vector([1]) });
  expect(contradiction(question(teeth, 1 / 8))).toBeUndefined();
  expect(
    contradiction(
      question(
        f((x) => 4 * x),
        1 / 8,
      ),
    ),
  ).toBeDefined();
});

test('the steps of a difference of numbers near 1, in proportion to the length by chance, are no plain gap', () => {
  const field = {
    f: ([x, y]: Float64Array) => (1 - Math.cos(x!)) * (1 + y!),
    slope: ([x, y]: Float64Array, [v, w]: Float64Array) => Math.sin(x!) * (1 + y!) * v! + (1 - Math.cos(x!)) * w!,
  };
  const narrow = [-1e-6, 1e-6] as const;
  const ground = { domain: [narrow, narrow], inside: () => true, precision: 'float64' as const };
  const [x, v] = [vector([1.5e-7, 9.99877929688e-7]), vector([-4.76837158203e-7, -0.00000238418579102])];
  expect(contradiction({ field, ground, x, v })).toBeUndefined();
  const wrong = { ...field, slope: (at: Float64Array, way: Float64Array) => 1.5 * field.slope(at, way) };
  expect(contradiction({ field: wrong, ground, x, v })).toBeDefined();
});

test('one wrong slope of many is plain where it is as small a part of all that they add up to; of few it is not', () => {
  const gapOfOne = (n: number, factor: number) => {
    const ones = new Float64Array(n).fill(1);
    const claimed = ones.with(0, factor);
    const field = {
      f: (x: Float64Array) => x.reduce((sum, xi) => sum + xi + xi * xi, 0),
      slope: (x: Float64Array, v: Float64Array) => v.reduce((sum, vi, i) => sum + vi * (claimed[i]! + 2 * x[i]!), 0),
    };
    const ground = { domain: { dimension: n, low: -1, high: 1 }, inside: () => true, precision: 'float64' as const };
    return plainGap({ field, ground }, new Float64Array(n).fill(1 / 8), ones, 1 / 4);
  };
  expect(gapOfOne(2 ** 15, 1.5)).toBeDefined();
  expect(gapOfOne(2 ** 15, 1)).toBeUndefined();
  expect(gapOfOne(2, 1 + 2 ** -15)).toBeUndefined();
});
