import { type Ruler, rulerOf } from './arrow.ts';
import type { Mesh } from './contours.ts';
import { steepness, type Vector2 } from './descent.ts';
import { type Frame, frameOf } from './frame.ts';
import { levelsOf, type Tone, toneOf } from './levels.ts';
import type { Plane } from './plane.ts';
import { type Stationary, stationary } from './stationary.ts';

/** All that is drawn of a plane beside the point. */
export interface Landscape {
  readonly plane: Plane;
  readonly frame: Frame;
  readonly mesh: Mesh;
  /** Undefined if f is constant or has no value. */
  readonly tone?: Tone;
  readonly levels: readonly number[];
  readonly ruler: Ruler;
  /** The median steepness. */
  readonly typical: number;
  readonly flats: readonly Stationary[];
}

/** Points along each axis of the meshes from which contours and the lengths of arrows are made. */
const FINE = 141;
const COARSE = 25;

export function landscapeOf(plane: Plane): Landscape {
  const mesh = meshOf(plane, FINE, (x, y) => plane.value(x, y));
  const steep = meshOf(plane, COARSE, (x, y) => steepness(plane.gradient(x, y))).values;
  const tone = toneOf(mesh.values);
  const usual = Array.from(steep)
    .filter((s) => Number.isFinite(s) && s > 0)
    .sort((a, b) => a - b);
  return {
    plane,
    frame: frameOf(plane.x, plane.y),
    mesh,
    ...(tone && { tone }),
    levels: tone ? levelsOf(tone) : [],
    ruler: rulerOf(steep),
    typical: usual[usual.length >> 1] ?? 0,
    flats: tone ? stationary((x, y) => plane.gradient(x, y), [ends(plane.x), ends(plane.y)]) : [],
  };
}

const ends = ({ low, high }: { readonly low: number; readonly high: number }): Vector2 => [low, high];

/** A mesh of `size` points along each axis. */
export function meshOf({ x, y }: Plane, size: number, value: (x: number, y: number) => number): Mesh {
  const at = (axis: { readonly low: number; readonly high: number }, k: number): number =>
    k === size - 1 ? axis.high : axis.low + ((axis.high - axis.low) * k) / (size - 1);
  const values = new Float64Array(size * size);
  for (let j = 0; j < size; j++) for (let i = 0; i < size; i++) values[j * size + i] = value(at(x, i), at(y, j));
  return { columns: size, rows: size, values };
}
