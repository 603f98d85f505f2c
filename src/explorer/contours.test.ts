import { expect, test } from 'vitest';
import { contours, type Mesh, region } from './contours.ts';

const mesh = (size: number, f: (x: number, y: number) => number): Mesh => ({
  columns: size,
  rows: size,
  values: Float64Array.from({ length: size * size }, (_, k) => f(k % size, Math.floor(k / size))),
});
const area = (points: readonly (readonly [number, number])[]): number =>
  Math.abs(
    points.reduce((sum, [x, y], k) => {
      const [u, v] = points[(k + 1) % points.length]!;
      return sum + x * v - u * y;
    }, 0) / 2,
  );

test('a line of a linear function is straight and exact', () => {
  const [line, ...more] = contours(
    mesh(5, (x, y) => x + 2 * y),
    5,
  );
  expect(more).toEqual([]);
  expect(line!.closed).toBe(false);
  for (const [x, y] of line!.points) expect(x + 2 * y).toBeCloseTo(5, 12);
});

test('a circle is one closed line', () => {
  const [line, ...more] = contours(
    mesh(41, (x, y) => (x - 20) ** 2 + (y - 20) ** 2),
    225,
  );
  expect(more).toEqual([]);
  expect(line!.closed).toBe(true);
  for (const [x, y] of line!.points) expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(15, 1);
});

test('in a saddle the value in the middle decides which corners belong together', () => {
  // Bottom left and top right 1, the others 0: the saddle of the bilinear interpolant is at 1/2.
  const saddle: Mesh = { columns: 2, rows: 2, values: [1, 0, 0, 1] };
  const ends = (mesh: Mesh, level: number): string[] =>
    contours(mesh, level)
      .map(({ points }) =>
        points
          .map(([x, y]) => (y === 0 ? 'bottom' : y === 1 ? 'top' : x === 0 ? 'left' : 'right'))
          .sort()
          .join(' '),
      )
      .sort();
  expect(ends(saddle, 0.4)).toEqual(['bottom right', 'left top']);
  expect(ends(saddle, 0.6)).toEqual(['bottom left', 'right top']);
  const turned: Mesh = { columns: 2, rows: 2, values: [0, 1, 1, 0] };
  expect(ends(turned, 0.4)).toEqual(['bottom left', 'right top']);
  expect(ends(turned, 0.6)).toEqual(['bottom right', 'left top']);
});

test('a cell with a hole has no line, and every line ends beside it', () => {
  const lines = contours(
    mesh(9, (x, y) => (x === 4 && y === 4 ? Number.NaN : x)),
    4,
  );
  expect(lines.length).toBe(2);
  for (const { points } of lines) for (const [, y] of points) expect(y <= 3 || y >= 5).toBe(true);
});

test('values near the largest number do not overflow', () => {
  const [line] = contours(
    mesh(3, (x) => (x - 1) * 1.7e308),
    0.85e308,
  );
  expect(line!.points.every(([x]) => Math.abs(x - 1.5) < 1e-12)).toBe(true);
});

test('a region is bounded by the border of the mesh too', () => {
  const half = region(
    mesh(5, (x) => x),
    1.5,
  );
  expect(half.map(({ closed }) => closed)).toEqual([true]);
  expect(area(half[0]!.points)).toBeCloseTo(2.5 * 4, 12);
  const all = region(
    mesh(5, () => 7),
    7,
  );
  expect(area(all[0]!.points)).toBeCloseTo(16, 12);
  expect(
    region(
      mesh(5, () => 7),
      8,
    ),
  ).toEqual([]);
});

test('a region leaves out a hole', () => {
  const lines = region(
    mesh(7, (x, y) => (x === 3 && y === 3 ? Number.NaN : 1)),
    0,
  );
  expect(lines.length).toBe(2);
  expect(lines.map(({ points }) => area(points)).sort((a, b) => a - b)[0]).toBeGreaterThan(0);
});
