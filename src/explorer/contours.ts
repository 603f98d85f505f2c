/** Values on a regular mesh, row by row, from the lowest row. A value that is not finite is a hole. */
export interface Mesh {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>;
}

/** A line of points (column, row) in units of the mesh, which may be fractions. */
export interface Polyline {
  readonly points: readonly (readonly [number, number])[];
  readonly closed: boolean;
}

/**
 * The segments of a cell by its corners at or above the level (bits: 1 bottom left, 2 bottom right, 4 top right, 8 top left), as pairs of
 * sides (0 bottom, 1 right, 2 top, 3 left).
 */
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
 * The lines on which the mesh has this value, by marching squares (Lorensen, Cline 1987, in the plane). In a cell with a saddle the value
 * of the bilinear interpolant at the saddle decides which sides are joined (Nielson, Hamann 1991). Cells with a hole have no line.
 */
export function contours(mesh: Mesh, level: number): readonly Polyline[] {
  return traced({ ...mesh, at: (i, j) => mesh.values[j * mesh.columns + i]!, holes: true }, level);
}

/** The closed lines around all points with at least this value. They follow the border of the mesh and of its holes. */
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

/** A mesh that gives its value at column i and row j. If `holes` is false, infinite values are values as well. */
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
      // The number of a side is twice that of its first corner, plus one if the side is vertical.
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

/** The place on a side, from 0 to 1, at which the value is met. Beside a hole it is the corner that has a value. */
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
