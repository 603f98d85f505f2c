import { expect, test } from 'vitest';
import { vector } from '../math/vector.ts';
import { trend } from './trend.ts';

/** f beside 10⁵ in single precision, and a claim that is `factor` times its slope. */
const coarse = (factor: number, f: (x: number) => number = Math.sin, slope: (x: number) => number = Math.cos) =>
  trend(
    {
      field: { f: ([x]) => Math.fround(1e5 + f(Math.fround(x!))), slope: ([x], [v]) => factor * slope(x!) * v! },
      ground: { domain: [[0, 1]], inside: ([x]) => x! !== 2, precision: 'float32' },
    },
    vector([0]),
    vector([1]),
  );

test('beside a number that is 10⁵ times as large, the slope over the domain is known to two digits; two values know it to less than one', () => {
  const seen = coarse(1)!;
  expect(Math.abs(seen.gap)).toBeLessThanOrEqual(seen.bar);
  expect(seen.bar / seen.size).toBeLessThan(2e-2);
  expect(seen.size).toBeCloseTo(Math.sin(1), 2);
});

test('a claim that is wrong by a few of its bars has a trend', () => {
  const seen = coarse(1.03)!;
  expect(seen.gap / seen.bar).toBeLessThan(-2);
});

test('what is more than rounding has no trend: a claim that is wrong in parts, a jump of f', () => {
  expect(
    coarse(
      1,
      (x) => Math.sin(30 * x),
      () => 0,
    ),
  ).toBeUndefined();
  expect(
    coarse(
      1,
      (x) => (x > 0.4 ? 1 : 0),
      () => 0,
    ),
  ).toBeUndefined();
  expect(coarse(Number.NaN)).toBeUndefined();
});
