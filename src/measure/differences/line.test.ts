import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { type LineContext, line } from './line.ts';

const f = (y: Float64Array) => y[0]! * y[1]!;

test('values along the line are asked for once', () => {
  let calls = 0;
  const of = line((y) => f(y) + 0 * calls++, vector([1, 2]), vector([1, -1]));
  expect([of.at(0), of.at(1), of.at(0), of.at(1), of.at(-0.5)]).toEqual([2, 2, 2, 2, 1.25]);
  expect([calls, of.counted()]).toEqual([3, 3]);
});

test('what is not finite has no value', () => {
  const of = line(([t]) => 1 / t!, vector([1]), vector([1]));
  expect(of.at(-1)).toBeNaN();
});

test('beyond a condition f is not asked, at the point itself it is', () => {
  const asked: number[] = [];
  const of = line(
    (y) => {
      asked.push(y[0]!);
      return y[0]!;
    },
    vector([0]),
    vector([1]),
    { inside: (y) => y[0]! > 0 },
  );
  expect([of.at(0), of.at(1), of.at(-1)]).toEqual([0, 1, Number.NaN]);
  expect(asked).toEqual([0, 1]);
});

test('the ends of the line are those of the domain, its scale that of the input', () => {
  const of = line(f, vector([4, 0.25]), vector([1, 0]), {
    domain: [
      [0, 100],
      [0, 1],
    ],
  });
  expect([of.low, of.high, of.scale]).toEqual([-4, 96, 4]);
  expect(line(f, vector([4, 0.25]), vector([1, 0]), { zoom: 2 ** -8 }).scale).toBe(2 ** -6);
});

test('the finest step moves every input by many units in its last place', () => {
  const of = line(f, vector([1, 1e6]), vector([1, 1]));
  expect(1e6 + of.finest).toBeGreaterThan(1e6 + 1e-9);
  expect(of.rounding).toBeCloseTo(1e6 * 2 ** -52, 20);
  expect(line(f, vector([0, 0]), vector([1, 1])).finest).toBeGreaterThan(0);
});

test('the rounding of the inputs is that of the largest step along the line', () => {
  const rounding = (x: readonly number[], v: readonly number[], context: LineContext = {}) =>
    line(() => 0, vector(x), vector(v), context).rounding * 2 ** 52;
  expect(rounding([3, -5], [1, 1])).toBe(5);
  expect(rounding([3, -5], [1, 0])).toBe(3);
  expect(rounding([3, -5], [-0.25, 1])).toBe(12);
  expect(rounding([3, -5], [1, 4], { summed: true })).toBe(5);
  expect(rounding([3, -5], [1, 4], { precision: 'float16' })).toBe(3 * 2 ** 42);
  expect(rounding([3, -5], [0, 0])).toBe(0);
});

test('the narrowest interval moves the input by 64 units in its last place, by 16 in less than double precision', () => {
  const finest = (x: number, context: LineContext = {}) => line(() => 0, vector([x]), vector([1]), context).finest;
  expect(finest(3)).toBe(3 * 64 * 2 ** -52);
  expect(finest(3, { precision: 'float32' })).toBe(3 * 16 * 2 ** -23);
  expect(finest(0)).toBe(2 ** -1014);
});

test('the span is in units of the scale, and cuts the line to both sides', () => {
  const ends = (context: LineContext) => {
    const { low, high } = line(() => 0, vector([8]), vector([1]), context);
    return [low, high];
  };
  expect(ends({ span: 1 / 4 })).toEqual([-2, 2]);
  expect(ends({ span: 1 / 4, zoom: 1 / 2 })).toEqual([-1, 1]);
  expect(ends({ span: 1 / 4, domain: [[7, 8.5]] })).toEqual([-1, 0.5]);
  expect(ends({ span: 1 / 4, domain: [[0, 64]] })).toEqual([-2, 2]);
});

test('what is known of the line is told as it was given', () => {
  const of = (context: LineContext) => line(() => 0, vector([3, -5]), vector([1, 1]), context);
  expect(of({})).toMatchObject({ input: 5, unit: 2 ** -52, coarse: false });
  expect(of({ precision: 'bfloat16' })).toMatchObject({ input: 5, unit: 2 ** -7, coarse: true });
  expect([of({}).rounded(), of({ rounded: () => 3 }).rounded()]).toEqual([0, 3]);
});
