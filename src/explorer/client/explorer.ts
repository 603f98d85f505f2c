/// <reference lib="dom" />
import { caption, claimVerdict, type Walk, walkCaption } from '../caption.ts';
import { steepness, type Vector2 } from '../descent.ts';
import type { Exploration } from '../exploration.ts';
import { type Landscape, landscapeOf } from '../landscape.ts';
import { type Plane, planeOf } from '../plane.ts';
import { walkOf } from '../rate.ts';
import { situationAt } from '../situation.ts';
import type { RateSlider } from './controls.ts';
import type { ContourMap } from './map.ts';
import type { Surface } from './surface.ts';
import type { Words } from './words.ts';

/** The state of one explorer in a page, and the parts that show it. */
export interface Explorer {
  readonly exploration: Exploration;
  /** The element that holds the explorer. */
  readonly target: HTMLElement;
  readonly map: ContourMap;
  readonly surface: Surface;
  readonly words: Words;
  /** The values of all inputs, two of which vary in the plane. */
  readonly point: number[];
  readonly shown: { field: boolean; walk: boolean };
  axes: readonly [number, number];
  /** The number of steps of the descent, and its learning rate. */
  steps: number;
  rate: number;
  plane: Plane;
  landscape: Landscape;
  /** The fields of both coordinates and the slider of the learning rate, once they are arranged. */
  controls?: { readonly fields: readonly { set(value: number): void }[]; readonly speed: RateSlider };
}

/** The coordinates of the point in the plane. */
export const planePoint = ({ point, axes }: Pick<Explorer, 'point' | 'axes'>): Vector2 => [point[axes[0]]!, point[axes[1]]!];

/** The plane of the axes through the point, and its landscape. */
export function groundOf({ exploration, axes, point }: Pick<Explorer, 'exploration' | 'axes' | 'point'>): {
  readonly plane: Plane;
  readonly landscape: Landscape;
} {
  const plane = planeOf(exploration, axes, point);
  return { plane, landscape: landscapeOf(plane) };
}

/** Draws what depends on the axes and on the inputs that are held: contours, surface and notes. */
export function drawGround(explorer: Explorer): void {
  const { exploration, landscape, map, surface, words, axes } = explorer;
  const [a, b] = axes;
  map.ground(
    landscape,
    exploration.failures.map(({ at, text }) => ({ at: [at[a]!, at[b]!], text })),
  );
  surface.ground(landscape);
  words.note(landscape, exploration);
}

export function moveTo(explorer: Explorer, [x, y]: Vector2): void {
  explorer.point[explorer.axes[0]] = x;
  explorer.point[explorer.axes[1]] = y;
  refresh(explorer);
}

export function setRate(explorer: Explorer, rate: number): void {
  explorer.rate = explorer.controls?.speed.within(rate) ?? rate;
  refresh(explorer);
}

/** Updates all that depends on the point: pictures, words and controls. */
export function refresh(explorer: Explorer): void {
  const { target, plane, landscape, rate, steps, shown, controls } = explorer;
  const at = planePoint(explorer);
  const situation = situationAt(plane, at, landscape.typical);
  const walk = walkOf(plane, situation, { rate, steps, along: 'claim' });
  const truth = plane.claimed ? walkOf(plane, situation, { rate, steps, along: 'truth' }) : undefined;
  const view = { situation, walk, ...(truth && apart(plane, walk, truth) && { truth }), shown };
  explorer.map.show(view);
  explorer.surface.show(view);
  controls?.fields.forEach((field, k) => {
    field.set(at[k]!);
  });
  controls?.speed.set(rate, situation.limit);
  explorer.words.say(caption(situation, [plane.x.label, plane.y.label]), claimVerdict(situation), shown.walk ? walkCaption(walk) : '');
  target.dataset.at = at.join(' ');
  target.dataset.gradient = situation.gradient.join(' ');
  target.dataset.claimed = situation.claimed?.join(' ') ?? '';
}

/** Two places nearer than this part of the shorter side of the plane look like one. */
const DISTINCT = 0.004;

/** Whether the two descents can be told apart in the picture. */
function apart({ x, y }: Plane, walk: Walk, truth: Walk): boolean {
  const size = Math.min(x.high - x.low, y.high - y.low);
  return truth.path.some(([u, v], k) => {
    const other = walk.path[k];
    return !other || steepness([other[0] - u, other[1] - v]) > DISTINCT * size;
  });
}
