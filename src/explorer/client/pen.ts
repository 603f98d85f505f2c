/// <reference lib="dom" />
import { type Camera, type Point, project } from '../camera.ts';
import type { Vector2 } from '../descent.ts';
import type { Shade } from '../palette.ts';

/** Draws points of a scene on a canvas, as a camera sees them. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;
  colour(shade: Shade): string;
  /** The pixel at which a point is seen. */
  seen(point: Point): Vector2;
  /** The pixel of a point that the camera has projected already. */
  place(projected: Point): Vector2;
  /** Begins a path through points. */
  trace(points: readonly Point[], close: boolean): void;
  stroke(points: readonly Point[], shade: Shade, size: number, dashes?: readonly number[]): void;
}

/** Height over width of the picture, and how much of it the scene fills. */
const SHAPE = 0.94;
const FILLED = 0.3;
/** Where the scene's origin is, as a part of the height from the top. */
const MIDDLE = 0.47;

/** A pen on a canvas of this width, which is made as large as the screen is dense, and cleared. */
export function penOn(canvas: HTMLCanvasElement, width: number, camera: Camera): Pen {
  const context = canvas.getContext('2d')!;
  const dark = getComputedStyle(canvas).color === 'rgb(255, 255, 255)';
  const density = Math.max(1, globalThis.devicePixelRatio || 1);
  const height = Math.round(width * SHAPE);
  if (canvas.width !== Math.round(width * density)) {
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  context.lineJoin = 'round';

  const colour = ([light, night]: Shade): string => (dark ? night : light);
  const place = ([x, y]: Point): Vector2 => [width / 2 + x * FILLED * width, height * MIDDLE + y * FILLED * width];
  const seen = (point: Point): Vector2 => place(project(camera, point));
  const trace = (points: readonly Point[], close: boolean): void => {
    context.beginPath();
    points.forEach((point, k) => {
      if (k === 0) context.moveTo(...seen(point));
      else context.lineTo(...seen(point));
    });
    if (close) context.closePath();
  };
  const stroke = (points: readonly Point[], shade: Shade, size: number, dashes: readonly number[] = []): void => {
    trace(points, false);
    context.setLineDash([...dashes]);
    context.strokeStyle = colour(shade);
    context.lineWidth = size;
    context.stroke();
    context.setLineDash([]);
  };
  return { context, camera, colour, seen, place, trace, stroke };
}
