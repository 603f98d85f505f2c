import { type Camera, type Point, project } from './camera.ts';
import { contours } from './contours.ts';
import type { Vector2 } from './descent.ts';
import { type Landscape, meshOf } from './landscape.ts';

/** A patch of the surface: its corners, how high it is as a tone, and how much light falls on it, from 0 to 1. */
export interface Patch {
  readonly corners: readonly [Point, Point, Point, Point];
  readonly tone: number;
  readonly light: number;
}

/** A landscape as a body in space above its plane: x and y within ±1, the plane at the bottom. */
export interface Scene {
  readonly patches: readonly Patch[];
  /** Contour lines on the plane. */
  readonly lines: readonly (readonly Point[])[];
  /** A point of the plane, and the one above it on the surface; NaN for z where there is none. */
  onPlane(at: Vector2): Point;
  onSurface(at: Vector2): Point;
}

/** Patches each way. */
const PATCHES = 60;
/** Heights of plane, lowest and highest point of the surface. */
const [PLANE, LOWEST_POINT, HIGHEST_POINT] = [-0.95, -0.2, 0.7];
/** The tone of level ground. */
const LEVEL = 0.4;
/** From where the light falls. */
const LIGHT: Point = [-0.48, 0.36, 0.8];

export function sceneOf({ plane, frame, mesh, tone, levels }: Landscape): Scene {
  const { x, y, width, height } = frame;
  const longer = Math.max(width, height);
  const spot = ([u, v]: Vector2): Vector2 => [
    (((u - x.low) / (x.high - x.low)) * 2 - 1) * (width / longer),
    (((v - y.low) / (y.high - y.low)) * 2 - 1) * (height / longer),
  ];
  const toneAt = (value: number): number => (Number.isFinite(value) ? (tone ? tone.of(value) : LEVEL) : Number.NaN);
  // Half true and half by tone: a narrow valley is seen, and no cliff.
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

/** The patches from the farthest to the nearest, each with the corners as they are seen. */
export function sorted(patches: readonly Patch[], camera: Camera): readonly { readonly patch: Patch; readonly seen: readonly Point[] }[] {
  return patches
    .map((patch) => {
      const seen = patch.corners.map((corner) => project(camera, corner));
      return { patch, seen, near: seen.reduce((sum, [, , depth]) => sum + depth, 0) };
    })
    .sort((a, b) => a.near - b.near);
}
