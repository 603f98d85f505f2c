import { expect, test } from 'vitest';
import { curvatureAt, descent, flatKind, type GradientField, overshoot, principal, steepness } from './descent.ts';

const bowl: GradientField = (x, y) => [2 * x, 2 * y];
const ellipse: GradientField = (x, y) => [2 * x, 6 * y];

test('x² + y² from (3, 4) with η = 0.1: each of 20 steps leaves 0.8 of the way', () => {
  const path = descent(bowl, [3, 4], { rate: 0.1, steps: 20, bound: Number.POSITIVE_INFINITY });
  expect(path.length).toBe(21);
  path.forEach(([x, y], k) => {
    expect(x).toBeCloseTo(3 * 0.8 ** k, 12);
    expect(y).toBeCloseTo(4 * 0.8 ** k, 12);
  });
  expect(path.at(-1)![0]).toBeCloseTo(0.034587645138205, 12);
  expect(path.at(-1)![1]).toBeCloseTo(0.046116860184273, 12);
});

test('x² + 4y² from (2, 1) with η = 0.1: one step leads to (1.6, 0.2)', () => {
  const [, [x, y]] = descent((u, v) => [2 * u, 8 * v], [2, 1], { rate: 0.1, steps: 1, bound: Number.POSITIVE_INFINITY }) as [
    unknown,
    readonly [number, number],
  ];
  expect([x, y]).toEqual([1.6, expect.closeTo(0.2, 12)]);
});

test('x² + 3y² at (1, 1) overshoots beyond η = 2·40/224', () => {
  const limit = overshoot(ellipse(1, 1), curvatureAt(ellipse, [1, 1], [1e-3, 1e-3]))!;
  expect(limit).toBeCloseTo(80 / 224, 9);
  expect(limit).toBeCloseTo(0.357, 3);
  const f = (x: number, y: number): number => x * x + 3 * y * y;
  const after = (rate: number): number => f(...descent(ellipse, [1, 1], { rate, steps: 1, bound: Number.POSITIVE_INFINITY })[1]!);
  expect(after(0.999 * limit)).toBeLessThan(4);
  expect(after(1.001 * limit)).toBeGreaterThan(4);
});

test('where the ground curves down along the arrow there is no limit', () => {
  expect(overshoot([1, 0], [-2, 0, 2])).toBeUndefined();
  expect(overshoot([0, 0], [2, 0, 2])).toBeUndefined();
});

test('a descent ends where it leads to no number, or too far', () => {
  expect(descent(() => [Number.NaN, 0], [0, 0], { rate: 1, steps: 5, bound: Number.POSITIVE_INFINITY })).toEqual([[0, 0]]);
  const away = descent((x, y) => [-x, y], [1, 0], { rate: 1, steps: 50, bound: 20 });
  expect(away.length).toBe(6);
  expect(away.at(-1)).toEqual([32, 0]);
});

test('x² + 3xy + y²: eigenvalues 5 and −1, a saddle', () => {
  const h = curvatureAt((x, y) => [2 * x + 3 * y, 3 * x + 2 * y], [0, 0], [0.5, 0.5]);
  expect(h).toEqual([2, 3, 2]);
  expect(principal(h)).toEqual([5, -1]);
  expect(flatKind(h)).toBe('saddle');
  expect(steepness([8, 7])).toBeCloseTo(Math.sqrt(113), 12);
});

test('what the curvature says of a flat place', () => {
  expect([flatKind([2, 0, 6]), flatKind([-2, 0, -1]), flatKind([2, 0, 0]), flatKind([0, 0, 0])]).toEqual([
    'minimum',
    'maximum',
    'undecided',
    'undecided',
  ]);
});
