import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { central } from './central.ts';
import { line } from './line.ts';

const lineOf = (f: (t: number) => number) => line((y) => f(y[0]!), vector([0]), vector([1]));

/** The weights of the pairs ±h, …, ±6h in the differences of order 12 (B. Fornberg 1988, table 1). */
const first = [12 / 7, -15 / 28, 10 / 63, -1 / 28, 2 / 385, -1 / 2772];
const second = [12 / 7, -15 / 56, 10 / 189, -1 / 112, 2 / 1925, -1 / 16632];

test.each([1, 2, 1 / 4])('with the step %d, polynomials of degree twelve have no error, and the next ones that of Fornberg', (h) => {
  // The error of the first difference of order 2p is (p!)² h²ᵖ f⁽²ᵖ⁺¹⁾/(2p + 1)!, of the second (2 p!²) h²ᵖ f⁽²ᵖ⁺²⁾/(2p + 2)!.
  const slope = (power: number) =>
    central(
      lineOf((t) => t ** power),
      h,
      1,
      0,
    );
  const curve = (power: number) =>
    central(
      lineOf((t) => t ** power),
      h,
      2,
      0,
    );
  expect(slope(9).error / h ** 8).toBeLessThan(1e-8);
  expect(slope(11).error / h ** 10).toBeCloseTo(120 ** 2, 4);
  expect(Math.abs(slope(11).value) / h ** 10).toBeLessThan(1e-4);
  expect(Math.abs(slope(13).value) / h ** 12).toBeCloseTo(720 ** 2, 2);
  expect(curve(10).error / h ** 8).toBeLessThan(1e-7);
  expect(curve(12).error / h ** 10).toBeCloseTo(2 * 120 ** 2, 3);
  expect(Math.abs(curve(12).value) / h ** 10).toBeLessThan(1e-3);
  expect(Math.abs(curve(14).value) / h ** 12).toBeCloseTo(2 * 720 ** 2, 1);
});

test('the difference to the lower order counts, whichever of them is larger', () => {
  for (const sign of [1, -1])
    expect(
      central(
        lineOf((t) => sign * t ** 11),
        1,
        1,
        0,
      ).error,
    ).toBeCloseTo(14400, 6);
});

test('noise of deviation 1 counts with eight deviations of what the weights make of it', () => {
  const still = lineOf(() => 0);
  expect(central(still, 1, 1, 1)).toEqual({ value: 0, error: expect.closeTo(8 * Math.hypot(...first) * Math.SQRT1_2, 12) });
  expect(central(still, 1 / 4, 1, 3).error).toBeCloseTo(3 * 4 * 8 * Math.hypot(...first) * Math.SQRT1_2, 11);
  expect(central(still, 1, 2, 1)).toEqual({ value: 0, error: expect.closeTo(8 * Math.hypot(...second) * Math.sqrt(6), 12) });
  expect(central(still, 1 / 4, 2, 3).error).toBeCloseTo(3 * 16 * 8 * Math.hypot(...second) * Math.sqrt(6), 10);
});

test('the bar holds a rounding of the slope and not many more', () => {
  for (const slope of [3, -3]) {
    const { error, value } = central(
      lineOf((t) => slope * t),
      1 / 8,
      1,
      0,
    );
    expect(value).toBeCloseTo(slope, 14);
    expect(error).toBeGreaterThanOrEqual(3 * 2 ** -52);
    expect(error).toBeLessThan(20 * 2 ** -52);
  }
});

test('a constant makes no difference, and a value that is missing leaves none', () => {
  expect(
    central(
      lineOf((t) => 1e6 + t * t),
      1 / 8,
      2,
      0,
    ).value,
  ).toBeCloseTo(2, 6);
  expect(
    central(
      lineOf((t) => (t > 0.7 ? Number.NaN : t)),
      1 / 8,
      1,
      0,
    ).value,
  ).toBeNaN();
  expect(
    central(
      lineOf((t) => (t > 0.8 ? Number.NaN : t)),
      1 / 8,
      1,
      0,
    ).value,
  ).toBeCloseTo(1, 14);
});
