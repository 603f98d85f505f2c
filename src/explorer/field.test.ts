import { expect, test } from 'vitest';
import { decoded, encoded, interpolated } from './field.ts';

test('numbers survive packing to seven digits of their range', () => {
  for (const values of [
    [1, 2, 3.25, -7],
    [1e8, 1e8 + 1, 1e8 + 0.5, 1e8],
    [-1.7e308, 0, 1e300, 1.7e308],
    [5e-324, 0, 1e-310, 2e-308],
    [4, 4, 4, 4],
  ]) {
    const { values: back } = decoded(encoded({ columns: 2, rows: 2, values }));
    const range = Math.max(...values) / 2 - Math.min(...values) / 2;
    for (const [k, value] of values.entries())
      expect(Math.abs(back[k]! / 2 - value / 2)).toBeLessThanOrEqual(2e-7 * range + 1e-16 * Math.abs(value));
  }
});

test('what is not finite is a hole', () => {
  expect(Array.from(decoded(encoded({ columns: 2, rows: 2, values: [1, Number.NaN, Number.POSITIVE_INFINITY, 2] })).values)).toEqual([
    1,
    Number.NaN,
    Number.NaN,
    2,
  ]);
  expect(Array.from(decoded(encoded({ columns: 2, rows: 1, values: [Number.NaN, Number.NaN] })).values)).toEqual([Number.NaN, Number.NaN]);
});

const mesh = (size: number, f: (x: number, y: number) => number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, k) => f(k % size, Math.floor(k / size)));

test('interpolation is exact for cubics, up to the border', () => {
  const f = (x: number, y: number): number => x ** 3 - 2 * x * y ** 2 + 0.5 * y ** 3 - x + 4;
  const values = mesh(7, f);
  for (const [u, v] of [
    [0, 0],
    [0.3, 0.2],
    [3.5, 2.25],
    [5.9, 6],
    [6, 6],
  ] as const)
    expect(interpolated({ columns: 7, rows: 7, values }, u, v)).toBeCloseTo(f(u, v), 10);
});

test('beside a hole it is bilinear, in a cell with a hole and outside there is nothing', () => {
  const values = mesh(7, (x, y) => (x === 3 && y === 3 ? Number.NaN : x * y));
  expect(interpolated({ columns: 7, rows: 7, values }, 1.5, 2.5)).toBeCloseTo(3.75, 12);
  expect(interpolated({ columns: 7, rows: 7, values }, 2.5, 2.5)).toBeNaN();
  expect(interpolated({ columns: 7, rows: 7, values }, -0.1, 2)).toBeNaN();
  expect(interpolated({ columns: 7, rows: 7, values }, 6.01, 2)).toBeNaN();
});
