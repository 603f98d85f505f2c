import { expect, test } from 'vitest';
import type { GradientField } from './descent.ts';
import { stationary } from './stationary.ts';

const kinds = (slope: GradientField, window: Parameters<typeof stationary>[1]): Record<string, number> => {
  const count: Record<string, number> = {};
  for (const { kind } of stationary(slope, window)) count[kind] = (count[kind] ?? 0) + 1;
  return count;
};

test("Himmelblau's function has four valley floors, four saddles and a hilltop", () => {
  const slope: GradientField = (x, y) => {
    const [a, b] = [x * x + y - 11, x + y * y - 7];
    return [4 * x * a + 2 * b, 2 * a + 4 * y * b];
  };
  expect(
    kinds(slope, [
      [-5, 5],
      [-5, 5],
    ]),
  ).toEqual({ minimum: 4, saddle: 4, maximum: 1 });
  const [x, y] = stationary(slope, [
    [2, 4],
    [1, 3],
  ])[0]!.at;
  expect([x, y]).toEqual([3, 2]);
});

test("the floor of Rosenbrock's valley is at (1, 1)", () => {
  const slope: GradientField = (x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)];
  expect(
    stationary(slope, [
      [-2, 2],
      [-1, 3],
    ]),
  ).toEqual([{ at: [1, 1], kind: 'minimum' }]);
});

test('a place that is no round number keeps its digits', () => {
  const [place] = stationary(
    (x, y) => [Math.cos(x), y],
    [
      [1, 2],
      [-1, 1],
    ],
  );
  expect(place!.at).toEqual([expect.closeTo(Math.PI / 2, 13), 0]);
});

test('a slope has none, and neither has a plain far from its hill, or level ground', () => {
  expect(
    stationary(
      () => [1, 2],
      [
        [-1, 1],
        [-1, 1],
      ],
    ),
  ).toEqual([]);
  expect(
    stationary(
      () => [0, 0],
      [
        [-1, 1],
        [-1, 1],
      ],
    ),
  ).toEqual([]);
  const gauss: GradientField = (x, y) => [-2 * x * Math.exp(-x * x - y * y), -2 * y * Math.exp(-x * x - y * y)];
  expect(
    stationary(gauss, [
      [-20, 20],
      [-20, 20],
    ]).filter(({ at: [x, y] }) => Math.hypot(x, y) > 1),
  ).toEqual([]);
  expect(
    stationary(gauss, [
      [-3, 3],
      [-3, 3],
    ]),
  ).toEqual([{ at: [0, 0], kind: 'maximum' }]);
});
