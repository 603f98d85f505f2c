import type { Mesh } from './contours.ts';

/** Numbers on a regular mesh as text: value = offset + scale · single, where the singles are little-endian float32 in base64. */
export interface PackedMesh {
  readonly columns: number;
  readonly rows: number;
  readonly offset: number;
  readonly scale: number;
  readonly singles: string;
}

/** The numbers of a mesh, to seven digits of their distance from the smallest. What is not finite becomes NaN. */
export function encoded({ columns, rows, values }: Mesh): PackedMesh {
  const finite = Array.from(values).filter(Number.isFinite);
  const offset = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const most = finite.reduce((greatest, value) => Math.max(greatest, value), Number.NEGATIVE_INFINITY);
  if (finite.length === 0) return { columns, rows, offset: 0, scale: 1, singles: base64(new Float32Array(values.length).fill(Number.NaN)) };
  // A power of two avoids a second rounding; halves avoid overflow.
  const scale = most > offset ? 2 ** Math.min(1022, Math.ceil(Math.log2(most / 2 - offset / 2))) : 1;
  const single = (value: number): number => (Number.isFinite(value) ? (value / 2 - offset / 2) / scale : Number.NaN);
  return { columns, rows, offset, scale, singles: base64(Float32Array.from(values, single)) };
}

/** The mesh that was encoded. */
export function decoded({ columns, rows, offset, scale, singles }: PackedMesh): Mesh {
  const bytes = Uint8Array.from(atob(singles), (mark) => mark.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const values = Float64Array.from({ length: bytes.length / 4 }, (_, k) => (offset / 2 + view.getFloat32(4 * k, true) * scale) * 2);
  return { columns, rows, values };
}

function base64(singles: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * singles.length));
  singles.forEach((single, k) => {
    view.setFloat32(4 * k, single, true);
  });
  let text = '';
  for (let k = 0; k < view.byteLength; k++) text += String.fromCharCode(view.getUint8(k));
  return btoa(text);
}

/**
 * The value at column u and row v, which may be fractions: that of the cubic through four neighbours each way, which is exact for cubic
 * polynomials. Beside a hole it is that of the bilinear interpolant; in a cell with a hole, and outside the mesh, NaN.
 */
export function interpolated({ columns, rows, values }: Mesh, u: number, v: number): number {
  if (!(u >= 0 && u <= columns - 1 && v >= 0 && v <= rows - 1)) return Number.NaN;
  const cubic = tensor(values, columns, stencil(u, columns, 4), stencil(v, rows, 4));
  return Number.isFinite(cubic) ? cubic : tensor(values, columns, stencil(u, columns, 2), stencil(v, rows, 2));
}

interface Stencil {
  readonly first: number;
  readonly weights: readonly number[];
}

/** The nodes about u, and their weights in Lagrange's interpolation. */
function stencil(u: number, length: number, nodes: number): Stencil {
  const size = Math.min(nodes, length);
  const first = Math.min(Math.max(0, Math.floor(u) - (size >> 1) + 1), length - size);
  const weights = Array.from({ length: size }, (_, k) => {
    let weight = 1;
    for (let other = 0; other < size; other++) if (other !== k) weight *= (u - first - other) / (k - other);
    return weight;
  });
  return { first, weights };
}

function tensor(values: ArrayLike<number>, columns: number, across: Stencil, up: Stencil): number {
  let sum = 0;
  up.weights.forEach((wv, j) => {
    if (wv === 0) return;
    across.weights.forEach((wu, i) => {
      if (wu !== 0) sum += wu * wv * values[(up.first + j) * columns + across.first + i]!;
    });
  });
  return sum;
}
