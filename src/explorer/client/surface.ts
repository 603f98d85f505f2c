/// <reference lib="dom" />
import { type Camera, turned } from '../camera.ts';
import type { Vector2 } from '../descent.ts';
import type { Landscape } from '../landscape.ts';
import { type Scene, sceneOf } from '../scene.ts';
import { node } from './nodes.ts';
import { paint } from './painting.ts';
import { penOn } from './pen.ts';
import type { View } from './view.ts';

/** The surface above its plane, which pointer and arrow keys turn. */
export interface Surface {
  readonly node: HTMLCanvasElement;
  ground(landscape: Landscape): void;
  show(view: View): void;
}

const FIRST: Camera = { azimuth: -0.6, elevation: 0.45 };
/** Radians by which an arrow key turns the scene, and by which each pixel of a drag across and down does. */
const KEY_TURN = 0.1;
const [ACROSS, DOWN] = [0.01, 0.008];

/** A surface on a canvas. `described` is the id of the element that describes it. */
export function surface(described: string): Surface {
  const canvas = node('canvas', {
    class: 'surface',
    tabindex: 0,
    role: 'application',
    'aria-label': 'Surface above its plane. Drag it or press arrow keys to turn it.',
    'aria-describedby': described,
  });
  let camera = FIRST;
  let landscape: Landscape | undefined;
  let scene: Scene | undefined;
  let view: View | undefined;
  let width = 0;
  let waiting = false;

  /** Paints before the next frame, once for any number of calls. */
  const later = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (landscape && scene && view && width > 0) paint(penOn(canvas, width, camera), { landscape, scene, view });
    });
  };
  turnable(canvas, (azimuth, elevation) => {
    camera = turned(camera, azimuth, elevation);
    canvas.dataset.azimuth = camera.azimuth.toFixed(3);
    later();
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

/** Lets a pointer and the arrow keys turn what a canvas shows. */
function turnable(canvas: HTMLCanvasElement, turn: (azimuth: number, elevation: number) => void): void {
  let from: Vector2 | undefined;
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    from = [event.clientX, event.clientY];
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!from) return;
    turn((event.clientX - from[0]) * ACROSS, (event.clientY - from[1]) * DOWN);
    from = [event.clientX, event.clientY];
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    canvas.addEventListener(end, () => {
      from = undefined;
    });
  const ways: Readonly<Record<string, Vector2>> = {
    ArrowLeft: [-KEY_TURN, 0],
    ArrowRight: [KEY_TURN, 0],
    ArrowUp: [0, KEY_TURN],
    ArrowDown: [0, -KEY_TURN],
  };
  canvas.addEventListener('keydown', (event) => {
    const way = ways[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    turn(...way);
    event.preventDefault();
  });
}
