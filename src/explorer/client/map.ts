/// <reference lib="dom" />
import type { Vector2 } from '../descent.ts';
import { fromPixel, onGrid, stepOf, toPixel } from '../frame.ts';
import type { Landscape } from '../landscape.ts';
import { type Element, element } from '../markup.ts';
import { failureMarks, flatMarks, pointer, walkPath } from '../overlay.ts';
import { arrowField, terrain } from '../terrain.ts';
import { svgNode } from './nodes.ts';
import type { View } from './view.ts';

/** The contour map of a page. */
export interface ContourMap {
  readonly node: SVGSVGElement;
  /** Draws contours and marks, which do not move with the point. */
  ground(landscape: Landscape, failures: readonly { readonly at: Vector2; readonly text: string }[]): void;
  /** Draws what moves with the point. */
  show(view: View): void;
}

/** The landscape and the point that a map shows. */
interface Shown {
  landscape: Landscape | undefined;
  at: Vector2;
}

/** Moves the point to the nearest place on a grid whose steps are those of the arrow keys divided by `fineness`. */
type Move = (to: Vector2, fineness: number) => void;

/** A pointer can move the point to places this many times denser than those of the arrow keys. */
const POINTER_FINENESS = 10;
/** Pixels of the picture within which a mouse and a finger take hold of the point. */
const [ARROW, FINGER] = [14, 40];
/** Steps of an arrow key with Shift, and the factor of the learning rate for plus and minus. */
const LEAP = 5;
const FASTER = 1.25;

/**
 * A contour map. `move` is called with the place to which the point is moved, `faster` with the factor by which the learning rate changes;
 * `described` is the id of the element that describes the map.
 */
export function contourMap(id: string, described: string, move: (at: Vector2) => void, faster: (factor: number) => void): ContourMap {
  const layer = (name: string): SVGElement => svgNode(element('g', { class: name }));
  const clip = svgNode(element('clipPath', { id: `${id}-clip` }, element('rect')));
  const [below, middle, above] = [layer('ground'), layer('walks'), layer('pointer')];
  const marks = layer('marks');
  for (const clipped of [middle, marks]) clipped.setAttribute('clip-path', `url(#${id}-clip)`);
  const node = svgNode(
    element('svg', {
      class: 'map',
      tabindex: 0,
      role: 'application',
      'aria-label': 'Contour map. Arrow keys move the point, with Shift further; plus and minus change the learning rate.',
      'aria-describedby': described,
    }),
  ) as SVGSVGElement;
  node.append(clip, below, marks, middle, above);
  const now: Shown = { landscape: undefined, at: [0, 0] };
  const moved: Move = (to, fineness) => {
    const { x, y } = now.landscape!.plane;
    move([onGrid(x, to[0], stepOf(x) / fineness), onGrid(y, to[1], stepOf(y) / fineness)]);
  };
  followPointer(node, now, moved);
  followKeys(node, now, moved, faster);

  return {
    node,
    ground(given, failures) {
      now.landscape = given;
      const { left, top, width, height, size } = given.frame;
      node.setAttribute('viewBox', `0 0 ${size[0]} ${size[1]}`);
      clip.replaceChildren(svgNode(element('rect', { x: left, y: top, width, height })));
      below.replaceChildren(...[...terrain(given), arrowField(given)].map(svgNode));
      marks.replaceChildren(svgNode(flatMarks(given)), svgNode(failureMarks(given, failures)));
    },
    show({ situation, walk, truth, shown }) {
      const { landscape } = now;
      if (!landscape) return;
      now.at = situation.at;
      node.classList.toggle('without-field', !shown.field);
      const walks: readonly Element[] = shown.walk
        ? [...(truth ? walkPath(landscape, truth, 'truth') : []), ...walkPath(landscape, walk)]
        : [];
      middle.replaceChildren(...walks.map(svgNode));
      above.replaceChildren(...pointer(landscape, situation).map(svgNode));
    },
  };
}

/** Lets a mouse drag the point or move it by a click. A finger drags the point; elsewhere it scrolls the page. */
function followPointer(node: SVGSVGElement, now: Shown, moved: Move): void {
  const pixel = (event: Pick<MouseEvent, 'clientX' | 'clientY'>): Vector2 => {
    const box = node.getBoundingClientRect();
    const scale = now.landscape!.frame.size[0] / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  };
  const onPoint = (event: Pick<MouseEvent, 'clientX' | 'clientY'>, reach: number): boolean => {
    const [px, py] = pixel(event);
    const [x, y] = toPixel(now.landscape!.frame, now.at);
    return Math.hypot(px - x, py - y) < reach;
  };
  let dragged = false;
  let held: Vector2 = [0, 0];
  const drag = (event: PointerEvent): void => {
    const [px, py] = pixel(event);
    moved(fromPixel(now.landscape!.frame, [px - held[0], py - held[1]]), POINTER_FINENESS);
  };
  node.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || (event.pointerType !== 'mouse' && !onPoint(event, FINGER))) return;
    dragged = true;
    node.setPointerCapture(event.pointerId);
    const [px, py] = pixel(event);
    const [x, y] = toPixel(now.landscape!.frame, now.at);
    // A point that is taken hold of does not jump to the pointer. A press beside the point moves it there.
    const taken = onPoint(event, event.pointerType === 'mouse' ? ARROW : FINGER);
    held = taken ? [px - x, py - y] : [0, 0];
    if (!taken) drag(event);
  });
  // This keeps a finger on the point from scrolling. A style cannot, since browsers ignore touch-action within pictures.
  node.addEventListener(
    'touchstart',
    (event) => {
      if (event.touches.length === 1 && onPoint(event.touches[0]!, FINGER)) event.preventDefault();
    },
    { passive: false },
  );
  node.addEventListener('pointermove', (event) => {
    if (dragged) drag(event);
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    node.addEventListener(end, () => {
      dragged = false;
    });
  node.addEventListener('click', (event) => {
    if ((event as PointerEvent).pointerType !== 'mouse' && now.landscape)
      moved(fromPixel(now.landscape.frame, pixel(event)), POINTER_FINENESS);
  });
}

function followKeys(node: SVGSVGElement, now: Shown, moved: Move, faster: (factor: number) => void): void {
  const ways: Readonly<Record<string, Vector2>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  node.addEventListener('keydown', (event) => {
    const way = ways[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (way) {
      const { x, y } = now.landscape!.plane;
      const far = event.shiftKey ? LEAP : 1;
      moved([now.at[0] + way[0] * far * stepOf(x), now.at[1] + way[1] * far * stepOf(y)], 1);
    } else if (event.key === '+' || event.key === '=') faster(FASTER);
    else if (event.key === '-' || event.key === '_') faster(1 / FASTER);
    else return;
    event.preventDefault();
  });
}
