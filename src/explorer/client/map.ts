/// <reference lib="dom" />
import type { Pair } from '../descent.ts';
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
  /** Draws the ground anew. */
  ground(landscape: Landscape, failures: readonly { readonly at: Pair; readonly text: string }[]): void;
  /** Draws what moves with the point. */
  show(view: View): void;
}

/** A finger is not finer than this part of a step of the arrow keys. */
const FINER = 10;
/** How near to the point a mouse and a finger hold it, in pixels of the picture. */
const [ARROW, FINGER] = [14, 40];

/** `move` hears where the point is moved to, `faster` by what factor the learning rate is to change. */
export function contourMap(id: string, described: string, move: (at: Pair) => void, faster: (factor: number) => void): ContourMap {
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
  let landscape: Landscape | undefined;
  let at: Pair = [0, 0];

  const steps = (): Pair => [stepOf(landscape!.plane.x), stepOf(landscape!.plane.y)];
  const moved = (to: Pair, fineness: number): void => {
    const { x, y } = landscape!.plane;
    const [sx, sy] = steps();
    move([onGrid(x, to[0], sx / fineness), onGrid(y, to[1], sy / fineness)]);
  };
  const pixel = (event: Pick<MouseEvent, 'clientX' | 'clientY'>): Pair => {
    const box = node.getBoundingClientRect();
    const scale = landscape!.frame.size[0] / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  };
  const follow = (event: PointerEvent | MouseEvent): void => moved(fromPixel(landscape!.frame, pixel(event)), FINER);
  const onPoint = (event: Pick<MouseEvent, 'clientX' | 'clientY'>, reach: number): boolean => {
    const [px, py] = pixel(event);
    const [x, y] = toPixel(landscape!.frame, at);
    return Math.hypot(px - x, py - y) < reach;
  };

  let dragged = false;
  let held: Pair = [0, 0];
  const drag = (event: PointerEvent): void => {
    const [px, py] = pixel(event);
    moved(fromPixel(landscape!.frame, [px - held[0], py - held[1]]), FINER);
  };
  node.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || (event.pointerType !== 'mouse' && !onPoint(event, FINGER))) return;
    dragged = true;
    node.setPointerCapture(event.pointerId);
    const [px, py] = pixel(event);
    const [x, y] = toPixel(landscape!.frame, at);
    // Taken where it is held, the point does not jump; the bare map makes it come.
    const taken = onPoint(event, event.pointerType === 'mouse' ? ARROW : FINGER);
    held = taken ? [px - x, py - y] : [0, 0];
    if (!taken) drag(event);
  });
  // A finger on the point drags it; anywhere else it scrolls the page. A style cannot say so: browsers ignore touch-action within pictures.
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
    if ((event as PointerEvent).pointerType !== 'mouse' && landscape) follow(event);
  });
  node.addEventListener('keydown', (event) => {
    const ways: Readonly<Record<string, Pair>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const way = ways[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (way) {
      const [sx, sy] = steps();
      const far = event.shiftKey ? 5 : 1;
      moved([at[0] + way[0] * far * sx, at[1] + way[1] * far * sy], 1);
    } else if (event.key === '+' || event.key === '=') faster(1.25);
    else if (event.key === '-' || event.key === '_') faster(1 / 1.25);
    else return;
    event.preventDefault();
  });

  return {
    node,
    ground(given, failures) {
      landscape = given;
      const { left, top, width, height, size } = given.frame;
      node.setAttribute('viewBox', `0 0 ${size[0]} ${size[1]}`);
      clip.replaceChildren(svgNode(element('rect', { x: left, y: top, width, height })));
      below.replaceChildren(...[...terrain(given), arrowField(given)].map(svgNode));
      marks.replaceChildren(svgNode(flatMarks(given)), svgNode(failureMarks(given, failures)));
    },
    show({ situation, walk, truth, shown }) {
      if (!landscape) return;
      at = situation.at;
      node.classList.toggle('without-field', !shown.field);
      const walks: readonly Element[] = shown.walk
        ? [...(truth ? walkPath(landscape, truth, 'truth') : []), ...walkPath(landscape, walk)]
        : [];
      middle.replaceChildren(...walks.map(svgNode));
      above.replaceChildren(...pointer(landscape, situation).map(svgNode));
    },
  };
}
