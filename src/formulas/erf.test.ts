import { expect, test } from 'vitest';
import { erf } from './erf.ts';

// From the Maclaurin series in decimal arithmetic of 80 digits, rounded to doubles.
const values: readonly (readonly [x: number, erf: number])[] = [
  [1e-300, 1.1283791670955126e-300],
  [1e-10, 1.1283791670955126e-10],
  [0.1, 0.1124629160182849],
  [0.46875, 0.49261347321793797],
  [0.5, 0.5204998778130465],
  [0.84375, 0.7672256612323416],
  [1, 0.8427007929497149],
  [1.25, 0.9229001282564583],
  [1.5, 0.9661051464753108],
  [2, 0.9953222650189527],
  [2.857142857142857, 0.9999466876886117],
  [3, 0.9999779095030014],
  [4, 0.9999999845827421],
  [4.5, 0.9999999998033839],
  [5.5, 0.9999999999999927],
  [5.9, 0.9999999999999999],
];

test('erf is right to 2 ulp at both signs', () => {
  for (const [x, value] of values)
    for (const sign of [1, -1])
      expect(Math.abs(erf(sign * x) - sign * value), `erf(${sign * x})`).toBeLessThanOrEqual(2 * 2 ** -52 * value);
});

test('erf is odd to the bit, saturates, and keeps zeros, infinities and NaN', () => {
  expect(erf(0)).toBe(0);
  expect(erf(-0)).toBe(-0);
  expect([erf(6), erf(-6), erf(1e300), erf(Infinity), erf(-Infinity)]).toEqual([1, -1, 1, 1, -1]);
  expect(erf(Number.NaN)).toBeNaN();
  expect(erf(5e-324)).toBe(5e-324);
});

test('erf does not jump where one approximation gives way to the next', () => {
  for (const border of [0.46875, 4, 6]) expect(Math.abs(erf(border * (1 + 2 ** -52)) - erf(border))).toBeLessThanOrEqual(4 * 2 ** -52);
});
