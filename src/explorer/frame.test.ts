import { expect, test } from 'vitest';
import { frameOf, fromPixel, onGrid, pixelsAlong, stepOf, ticks, toPixel } from './frame.ts';

const axis = (low: number, high: number) => ({ label: 'x', low, high });

test('pixels and the plane are two views of one thing', () => {
  for (const [x, y] of [
    [axis(-2, 2), axis(-1, 3)],
    [axis(0, 100), axis(-1, 1)],
    [axis(-1e300, 1e300), axis(-1e300, 1e300)],
  ] as const) {
    const frame = frameOf(x, y);
    const at = [x.low + 0.3 * (x.high - x.low), y.low + 0.8 * (y.high - y.low)] as const;
    const [u, v] = fromPixel(frame, toPixel(frame, at));
    expect(u / x.high).toBeCloseTo(at[0] / x.high, 9);
    expect(v / y.high).toBeCloseTo(at[1] / y.high, 9);
  }
});

test('a right angle stays one, unless the axes are too different', () => {
  const frame = frameOf(axis(-2, 2), axis(-1, 3));
  expect(frame.square).toBe(true);
  expect(pixelsAlong(frame, [3, 4], 50)).toEqual([expect.closeTo(30, 9), expect.closeTo(-40, 9)]);
  expect(frameOf(axis(0, 100), axis(0, 1)).square).toBe(false);
  expect(pixelsAlong(frame, [0, 0], 50)).toEqual([0, 0]);
});

test('steps are round, and a point on them has few digits', () => {
  expect(stepOf(axis(-2, 2))).toBe(0.1);
  expect(onGrid(axis(-2, 2), 0.30000000000000004, 0.1)).toBe(0.3);
  expect(onGrid(axis(-2, 2), 2.4, 0.1)).toBe(2);
  expect(onGrid(axis(-2, 2), -2.4, 0.1)).toBe(-2);
  expect(Object.is(onGrid(axis(-2, 2), -0.01, 0.1), 0)).toBe(true);
});

test('ticks', () => {
  expect(ticks(axis(-2, 2), 8)).toEqual([-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]);
});
