/// <reference lib="dom" />
import { arrowOutline } from '../arrow.ts';
import type { Point } from '../camera.ts';
import type { Vector2 } from '../descent.ts';
import { fromPixel, toPixel } from '../frame.ts';
import type { Landscape } from '../landscape.ts';
import { arrowPixels } from '../overlay.ts';
import { channels, ground, hex, type Shade, shades } from '../palette.ts';
import { type Scene, sorted } from '../scene.ts';
import type { Pen } from './pen.ts';
import type { View } from './view.ts';

/** The data from which a surface is painted. */
export interface Picture {
  readonly landscape: Landscape;
  readonly scene: Scene;
  readonly view: View;
}

/** Paints the plane with its arrows, the surface above it, and the point on both. */
export function paint(pen: Pen, picture: Picture): void {
  const { context } = pen;
  paintPlane(pen, picture);
  paintArrows(pen, picture);
  paintPatches(pen, picture);
  // What lies beneath the surface shines through.
  context.globalAlpha = 0.75;
  paintArrows(pen, picture);
  context.globalAlpha = 1;
  paintPoint(pen, picture);
  paintLabels(pen, picture);
}

function paintPlane({ context, colour, trace, stroke }: Pen, { landscape, scene: { onPlane, lines } }: Picture): void {
  const { x, y } = landscape.plane;
  const rim: readonly Vector2[] = [
    [x.low, y.low],
    [x.high, y.low],
    [x.high, y.high],
    [x.low, y.high],
  ];
  trace(rim.map(onPlane), true);
  context.fillStyle = colour(ground(0.45));
  context.globalAlpha = 0.55;
  context.fill();
  context.globalAlpha = 0.8;
  for (const line of lines) stroke(line, shades.contour, 0.8);
  context.globalAlpha = 1;
  trace(rim.map(onPlane), true);
  context.strokeStyle = colour(shades.muted);
  context.lineWidth = 1;
  context.stroke();
}

/** The part of the descent before it leaves the plane. */
function pathInside({ landscape: { plane }, view: { walk } }: Picture): readonly Vector2[] {
  const { x, y } = plane;
  const end = walk.path.findIndex(([u, v]) => !(u >= x.low && u <= x.high && v >= y.low && v <= y.high));
  return end < 0 ? walk.path : walk.path.slice(0, end);
}

/** Paints what lies on the plane: the descent, and the measured and the claimed gradient. */
function paintArrows({ context, colour, trace, stroke }: Pen, picture: Picture): void {
  const { landscape, scene, view } = picture;
  const { situation, shown } = view;
  const { frame } = landscape;
  const [px, py] = toPixel(frame, situation.at);
  const arrow = (g: Vector2, shade: Shade, size: number, head: number): void => {
    const [dx, dy] = arrowPixels(landscape, g);
    const outline = arrowOutline([px, py], [px + dx, py + dy], size, head).map((pixel) => scene.onPlane(fromPixel(frame, pixel)));
    if (outline.length === 0) return;
    trace(outline, true);
    context.fillStyle = colour(shade);
    context.fill();
    context.strokeStyle = colour(shades.paper);
    context.lineWidth = 0.8;
    context.stroke();
  };
  const path = pathInside(picture);
  if (shown.walk && path.length > 1) stroke(path.map(scene.onPlane), shades.path, 1.6);
  arrow(situation.gradient, shades.measured, situation.claimed ? 16 : 11, 36);
  if (situation.claimed) arrow(situation.claimed, shades.claimed, 6, 24);
}

function paintPatches({ context, camera, colour, place }: Pen, { scene }: Picture): void {
  for (const { patch, seen: corners } of sorted(scene.patches, camera)) {
    const light = 0.58 + 0.42 * patch.light;
    context.fillStyle = hex(channels(colour(ground(patch.tone))).map((part) => part * light));
    context.strokeStyle = context.fillStyle;
    context.lineWidth = 0.7;
    context.beginPath();
    corners.forEach((corner, k) => {
      if (k === 0) context.moveTo(...place(corner));
      else context.lineTo(...place(corner));
    });
    context.closePath();
    context.fill();
    context.stroke();
  }
}

/** Paints the descent on the surface, and the point on the plane and above it. */
function paintPoint({ context, colour, seen, stroke }: Pen, picture: Picture): void {
  const {
    scene: { onPlane, onSurface },
    view: { situation, shown },
  } = picture;
  const above = pathInside(picture)
    .map(onSurface)
    .filter(([, , z]) => Number.isFinite(z));
  if (shown.walk && above.length > 1) stroke(above, shades.path, 2);
  const foot = onPlane(situation.at);
  const top = onSurface(situation.at);
  const dot = (point: Point, radius: number): void => {
    context.beginPath();
    context.arc(...seen(point), radius, 0, 2 * Math.PI);
    context.fillStyle = colour(shades.paper);
    context.fill();
    context.strokeStyle = colour(shades.ink);
    context.lineWidth = 2;
    context.stroke();
  };
  dot(foot, 3.5);
  if (!Number.isFinite(top[2])) return;
  stroke([foot, top], shades.ink, 1.2, [3, 3]);
  dot(top, 5.5);
}

/** Paints the names of the axes at the two nearest sides of the plane. */
function paintLabels({ context, camera, colour, seen }: Pen, { landscape, scene: { onPlane } }: Picture): void {
  const { x, y } = landscape.plane;
  context.font = 'italic 13px system-ui, sans-serif';
  context.textAlign = 'center';
  context.fillStyle = colour(shades.ink);
  const out = (at: Vector2, by: Vector2): Vector2 => [at[0] + by[0] * (x.high - x.low), at[1] + by[1] * (y.high - y.low)];
  const middle: Vector2 = [(x.low + x.high) / 2, (y.low + y.high) / 2];
  const [front, side] = [Math.cos(camera.azimuth) > 0 ? -1 : 1, Math.sin(camera.azimuth) > 0 ? -1 : 1];
  context.fillText(x.label, ...seen(onPlane(out(middle, [0, 0.6 * front]))));
  context.fillText(y.label, ...seen(onPlane(out(middle, [-0.6 * side, 0]))));
}
