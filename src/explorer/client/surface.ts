/// <reference lib="dom" />
import { arrowOutline } from '../arrow.ts';
import { type Camera, type Point, project, turned } from '../camera.ts';
import type { Pair } from '../descent.ts';
import { fromPixel, toPixel } from '../frame.ts';
import type { Landscape } from '../landscape.ts';
import { drawn } from '../overlay.ts';
import { channels, ground, hex, type Shade, shades } from '../palette.ts';
import { type Scene, sceneOf, sorted } from '../scene.ts';
import { node } from './nodes.ts';
import type { View } from './view.ts';

/** The surface above its plane, which can be turned. */
export interface Surface {
  readonly node: HTMLCanvasElement;
  ground(landscape: Landscape): void;
  show(view: View): void;
}

const FIRST: Camera = { azimuth: -0.6, elevation: 0.45 };
const TURN = 0.1;
/** Height over width of the picture, and how much of it the scene fills. */
const SHAPE = 0.94;
const FILLED = 0.3;
/** Where the scene's origin is, from the top. */
const MIDDLE = 0.47;

export function surface(described: string): Surface {
  const canvas = node('canvas', {
    class: 'surface',
    tabindex: 0,
    role: 'application',
    'aria-label': 'Surface above its plane. Drag it or press arrow keys to turn it.',
    'aria-describedby': described,
  });
  const context = canvas.getContext('2d')!;
  let camera = FIRST;
  let landscape: Landscape | undefined;
  let scene: Scene | undefined;
  let view: View | undefined;
  let width = 0;
  let waiting = false;

  const later = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      paint();
    });
  };
  const turn = (azimuth: number, elevation: number): void => {
    camera = turned(camera, azimuth, elevation);
    canvas.dataset.azimuth = camera.azimuth.toFixed(3);
    later();
  };

  function paint(): void {
    if (!landscape || !scene || !view || width === 0) return;
    const dark = getComputedStyle(canvas).color === 'rgb(255, 255, 255)';
    const colour = ([light, night]: Shade): string => (dark ? night : light);
    const density = Math.max(1, globalThis.devicePixelRatio || 1);
    const [w, h] = [width, Math.round(width * SHAPE)];
    if (canvas.width !== Math.round(w * density)) {
      canvas.width = Math.round(w * density);
      canvas.height = Math.round(h * density);
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, w, h);
    const seen = (point: Point): Pair => {
      const [x, y] = project(camera, point);
      return [w / 2 + x * FILLED * w, h * MIDDLE + y * FILLED * w];
    };
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
    context.lineJoin = 'round';

    const { x, y } = landscape.plane;
    const { onPlane, onSurface, lines, patches } = scene;
    const rim: readonly Pair[] = [
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

    const { situation, walk, shown } = view;
    const { frame } = landscape;
    const inside = ([u, v]: Pair): boolean => u >= x.low && u <= x.high && v >= y.low && v <= y.high;
    const end = walk.path.findIndex((at) => !inside(at));
    const path = end < 0 ? walk.path : walk.path.slice(0, end);
    const [px, py] = toPixel(frame, situation.at);
    const arrow = (g: Pair, shade: Shade, size: number, head: number): void => {
      const [dx, dy] = drawn(landscape!, g);
      const outline = arrowOutline([px, py], [px + dx, py + dy], size, head).map((pixel) => onPlane(fromPixel(frame, pixel)));
      if (outline.length === 0) return;
      trace(outline, true);
      context.fillStyle = colour(shade);
      context.fill();
      context.strokeStyle = colour(shades.paper);
      context.lineWidth = 0.8;
      context.stroke();
    };
    const flat = (): void => {
      if (shown.walk && path.length > 1) stroke(path.map(onPlane), shades.path, 1.6);
      arrow(situation.gradient, shades.measured, situation.claimed ? 16 : 11, 36);
      if (situation.claimed) arrow(situation.claimed, shades.claimed, 6, 24);
    };
    flat();

    for (const { patch, seen: corners } of sorted(patches, camera)) {
      const shade = 0.58 + 0.42 * patch.light;
      context.fillStyle = hex(channels(colour(ground(patch.tone))).map((part) => part * shade));
      context.strokeStyle = context.fillStyle;
      context.lineWidth = 0.7;
      context.beginPath();
      corners.forEach(([cx, cy], k) => {
        const [sx, sy] = [w / 2 + cx * FILLED * w, h * MIDDLE + cy * FILLED * w];
        if (k === 0) context.moveTo(sx, sy);
        else context.lineTo(sx, sy);
      });
      context.closePath();
      context.fill();
      context.stroke();
    }
    // What lies beneath shines through.
    context.globalAlpha = 0.75;
    flat();
    context.globalAlpha = 1;

    const above = path.map(onSurface).filter(([, , z]) => Number.isFinite(z));
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
    if (Number.isFinite(top[2])) {
      stroke([foot, top], shades.ink, 1.2, [3, 3]);
      dot(top, 5.5);
    }
    context.font = 'italic 13px system-ui, sans-serif';
    context.textAlign = 'center';
    context.fillStyle = colour(shades.ink);
    const out = (at: Pair, by: Pair): Pair => [at[0] + by[0] * (x.high - x.low), at[1] + by[1] * (y.high - y.low)];
    const middle: Pair = [(x.low + x.high) / 2, (y.low + y.high) / 2];
    const [front, side] = [Math.cos(camera.azimuth) > 0 ? -1 : 1, Math.sin(camera.azimuth) > 0 ? -1 : 1];
    context.fillText(x.label, ...seen(onPlane(out(middle, [0, 0.6 * front]))));
    context.fillText(y.label, ...seen(onPlane(out(middle, [-0.6 * side, 0]))));
  }

  let from: Pair | undefined;
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    from = [event.clientX, event.clientY];
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!from) return;
    turn((event.clientX - from[0]) * 0.01, (event.clientY - from[1]) * 0.008);
    from = [event.clientX, event.clientY];
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    canvas.addEventListener(end, () => {
      from = undefined;
    });
  canvas.addEventListener('keydown', (event) => {
    const ways: Readonly<Record<string, Pair>> = {
      ArrowLeft: [-TURN, 0],
      ArrowRight: [TURN, 0],
      ArrowUp: [0, TURN],
      ArrowDown: [0, -TURN],
    };
    const way = ways[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    turn(...way);
    event.preventDefault();
  });
  new ResizeObserver(([entry]) => {
    width = Math.round(entry!.contentRect.width);
    later();
  }).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', later);
  new MutationObserver(later).observe(document.documentElement, { attributes: true });

  return {
    node: canvas,
    ground(given) {
      landscape = given;
      scene = sceneOf(given);
      later();
    },
    show(given) {
      view = given;
      later();
    },
  };
}
