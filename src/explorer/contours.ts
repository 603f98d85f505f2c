/** Values on a regular mesh, row by row; row 0 is the lowest. What is not finite is a hole. */
export interface Mesh {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>;
}

/** A line in units of the mesh: column and row, with fractions. */
export interface Polyline {
  readonly points: readonly (readonly [number, number])[];
  readonly closed: boolean;
}

/** Sides of a cell: 0 bottom, 1 right, 2 top, 3 left. Corners as bits: 1 bottom left, 2 bottom right, 4 top right, 8 top left. */
const SEGMENTS: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[3, 0]],
  [[0, 1]],
  [[3, 1]],
  [[1, 2]],
  [],
  [[0, 2]],
  [[3, 2]],
  [[2, 3]],
  [[2, 0]],
  [],
  [[2, 1]],
  [[1, 3]],
  [[1, 0]],
  [[0, 3]],
  [],
];

/**
 * The lines on which the mesh has this value, by marching squares (Lorensen, Cline 1987, in the plane). Where a cell holds a saddle, the value of
 * the bilinear interpolant there decides which sides belong together (Nielson, Hamann 1991). Cells with a hole have no line.
 */
export function contours(mesh: Mesh, level: number): readonly Polyline[] {
  return traced({ ...mesh, at: (i, j) => mesh.values[j * mesh.columns + i]!, holes: true }, level);
}

/** The closed lines around all points at least as high as this value: with the border of the mesh, and around its holes. */
export function region({ columns, rows, values }: Mesh, level: number): readonly Polyline[] {
  const at = (i: number, j: number): number => {
    if (i === 0 || j === 0 || i > columns || j > rows) return Number.NEGATIVE_INFINITY;
    const value = values[(j - 1) * columns + i - 1]!;
    return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY;
  };
  return traced({ columns: columns + 2, rows: rows + 2, at, holes: false }, level).map(({ points, closed }) => ({
    closed,
    points: points.map(([x, y]) => [x - 1, y - 1] as const),
  }));
}

/** A mesh by its values at column i and row j. Where it has no holes, what is not finite is a value as well. */
interface Grid {
  readonly columns: number;
  readonly rows: number;
  at(i: number, j: number): number;
  readonly holes: boolean;
}

function traced({ columns, rows, at, holes }: Grid, level: number): readonly Polyline[] {
  const links = new Map<number, number[]>();
  const link = (a: number, b: number): void => {
    const found = links.get(a);
    if (found) found.push(b);
    else links.set(a, [b]);
  };
  for (let j = 0; j + 1 < rows; j++)
    for (let i = 0; i + 1 < columns; i++) {
      const [a, b, c, d] = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      if (holes && !(Number.isFinite(a) && Number.isFinite(b) && Number.isFinite(c) && Number.isFinite(d))) continue;
      const corners = (a >= level ? 1 : 0) + (b >= level ? 2 : 0) + (c >= level ? 4 : 0) + (d >= level ? 8 : 0);
      // The number of a side: twice that of its first corner, plus one if it stands upright.
      const sides = [2 * (j * columns + i), 2 * (j * columns + i + 1) + 1, 2 * ((j + 1) * columns + i), 2 * (j * columns + i) + 1];
      for (const [from, to] of corners === 5 || corners === 10 ? saddle(corners, [a, b, c, d], level) : SEGMENTS[corners]!) {
        link(sides[from]!, sides[to]!);
        link(sides[to]!, sides[from]!);
      }
    }

  const place = (side: number): readonly [number, number] => {
    const corner = side >> 1;
    const [i, j] = [corner % columns, Math.floor(corner / columns)];
    return side % 2 === 0 ? [i + crossing(at(i, j), at(i + 1, j), level), j] : [i, j + crossing(at(i, j), at(i, j + 1), level)];
  };
  const seen = new Set<number>();
  const walk = (start: number): number[] => {
    const line = [start];
    seen.add(start);
    for (let next = links.get(start)?.find((side) => !seen.has(side)); next !== undefined; ) {
      line.push(next);
      seen.add(next);
      next = links.get(next)!.find((side) => !seen.has(side));
    }
    return line;
  };
  const lines: Polyline[] = [];
  for (const [side, ends] of links) if (ends.length === 1 && !seen.has(side)) lines.push({ points: walk(side).map(place), closed: false });
  for (const side of links.keys()) if (!seen.has(side)) lines.push({ points: walk(side).map(place), closed: true });
  return lines;
}

/** Where on a side the value is met, from 0 to 1; beside a hole, at the corner that has a value. */
function crossing(a: number, b: number, level: number): number {
  if (!Number.isFinite(a)) return 1;
  if (!Number.isFinite(b)) return 0;
  return Math.min(1, Math.max(0, (level / 2 - a / 2) / (b / 2 - a / 2)));
}

/** The segments of a cell whose first and third corner lie on one side of the level, the others on the other side. */
function saddle(corners: number, values: readonly [number, number, number, number], level: number): readonly (readonly [number, number])[] {
  const size = Math.max(...values.map(Math.abs));
  const [p, q, r, s] = values.map((value) => value / size) as [number, number, number, number];
  const middle = (p * r - q * s) / (p + r - q - s);
  const high = Number.isFinite(middle) ? middle >= level / size : false;
  const together = high === (corners === 5);
  return together
    ? [
        [0, 1],
        [2, 3],
      ]
    : [
        [3, 0],
        [1, 2],
      ];
}
