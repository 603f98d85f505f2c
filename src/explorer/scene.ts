import { type Camera, type Point, project } from './camera.ts';
import { contours } from './contours.ts';
import type { Vector2 } from './descent.ts';
import { type Landscape, meshOf } from './landscape.ts';

/** A patch of the surface: its corners, the tone of its height, and how much light falls on it, from 0 to 1. */
export interface Patch {
  readonly corners: readonly [Point, Point, Point, Point];
  readonly tone: number;
  readonly light: number;
}

/** A landscape as a surface in space above its plane. x and y lie within ±1. */
export interface Scene {
  readonly patches: readonly Patch[];
  /** The contour lines on the plane. */
  readonly lines: readonly (readonly Point[])[];
  /** The points in space of a place: on the plane, and above it on the surface, with NaN for z where f has no value. */
  onPlane(at: Vector2): Point;
  onSurface(at: Vector2): Point;
}

/** Patches along each axis. */
const PATCHES = 60;
/** The heights of the plane and of the lowest and highest points of the surface. */
const [PLANE, LOWEST_POINT, HIGHEST_POINT] = [-0.95, -0.2, 0.7];
/** The tone of level ground. */
const LEVEL = 0.4;
/** The direction from which the light falls. */
const LIGHT: Point = [-0.48, 0.36, 0.8];

export function sceneOf({ plane, frame, mesh, tone, levels }: Landscape): Scene {
  const { x, y, width, height } = frame;
  const longer = Math.max(width, height);
  const spot = ([u, v]: Vector2): Vector2 => [
    (((u - x.low) / (x.high - x.low)) * 2 - 1) * (width / longer),
    (((v - y.low) / (y.high - y.low)) * 2 - 1) * (height / longer),
  ];
  const toneAt = (value: number): number => (Number.isFinite(value) ? (tone ? tone.of(value) : LEVEL) : Number.NaN);
  // The mean of the true height and the tone keeps narrow valleys visible and makes no cliffs.
  const rise = (value: number): number =>
    LOWEST_POINT + (HIGHEST_POINT - LOWEST_POINT) * ((toneAt(value) + (tone ? tone.part(value) : LEVEL)) / 2);
  const coarse = meshOf(plane, PATCHES + 1, (u, v) => plane.value(u, v)).values;
  const corner = (i: number, j: number): Point => {
    const [px, py] = spot([x.low + ((x.high - x.low) * i) / PATCHES, y.low + ((y.high - y.low) * j) / PATCHES]);
    return [px, py, rise(coarse[j * (PATCHES + 1) + i]!)];
  };
  const patches: Patch[] = [];
  for (let j = 0; j < PATCHES; j++)
    for (let i = 0; i < PATCHES; i++) {
      const corners = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)] as const;
      const k = j * (PATCHES + 1) + i;
      const mean = [k, k + 1, k + PATCHES + 1, k + PATCHES + 2].reduce((sum, at) => sum + toneAt(coarse[at]!) / 4, 0);
      if (Number.isFinite(mean)) patches.push({ corners, tone: mean, light: lit(corners) });
    }
  const lines = levels.flatMap((level) =>
    contours(mesh, level).map(({ points, closed }) =>
      [...points, ...(closed ? [points[0]!] : [])].map(([i, j]): Point => {
        const [px, py] = spot([x.low + ((x.high - x.low) * i) / (mesh.columns - 1), y.low + ((y.high - y.low) * j) / (mesh.rows - 1)]);
        return [px, py, PLANE];
      }),
    ),
  );
  return {
    patches,
    lines,
    onPlane: (at) => [...spot(at), PLANE],
    onSurface: (at) => [...spot(at), rise(plane.value(...at))],
  };
}

/** The cosine between the light and the patch's normal, from 0 to 1. */
function lit([a, b, c, d]: Patch['corners']): number {
  const [ux, uy, uz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  const [vx, vy, vz] = [d[0] - b[0], d[1] - b[1], d[2] - b[2]];
  const normal: Point = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  const length = Math.hypot(...normal) * Math.hypot(...LIGHT);
  return Math.max(0, (normal[0] * LIGHT[0] + normal[1] * LIGHT[1] + normal[2] * LIGHT[2]) / length);
}

/** The patches from the farthest to the nearest, with their corners as they are seen. */
export function sorted(patches: readonly Patch[], camera: Camera): readonly { readonly patch: Patch; readonly seen: readonly Point[] }[] {
  return patches
    .map((patch) => {
      const seen = patch.corners.map((corner) => project(camera, corner));
      return { patch, seen, near: seen.reduce((sum, [, , depth]) => sum + depth, 0) };
    })
    .sort((a, b) => a.near - b.near);
}
