import { arrowPath } from './arrow.ts';
import type { Walk } from './caption.ts';
import type { Flat } from './descent.ts';
import { steepness, type Vector2 } from './descent.ts';
import { pixelsAlong, toPixel } from './frame.ts';
import type { Landscape } from './landscape.ts';
import { type Element, element } from './markup.ts';
import type { Situation } from './situation.ts';

const two = (value: number): string => String(Math.round(value * 100) / 100);

/** The length of the longest arrow, as a part of the shorter side of the picture. */
const LONGEST_ARROW = 0.3;

/** The displacement in pixels from the foot to the tip of the arrow of a gradient. */
export function arrowPixels({ frame, ruler }: Landscape, g: Vector2): Vector2 {
  const length = ruler.of(steepness(g)) * LONGEST_ARROW * Math.min(frame.width, frame.height);
  return pixelsAlong(frame, g, length);
}

/** The point with the measured and the claimed gradient, the steepest way down, and the tangent of the contour. */
export function pointer(landscape: Landscape, { at, gradient, claimed, value }: Situation): readonly Element[] {
  const { frame } = landscape;
  const [x, y] = toPixel(frame, at);
  const arrow = (name: string, [dx, dy]: Vector2, width: number, head: number): readonly Element[] => {
    const d = arrowPath([x, y], [x + dx, y + dy], width, head);
    return d === '' ? [] : [element('path', { class: name, d })];
  };
  const measured = arrowPixels(landscape, gradient);
  const down = arrowPixels(landscape, [-gradient[0], -gradient[1]]);
  const level = pixelsAlong(frame, [-gradient[1], gradient[0]], 70);
  const tangent = steepness(gradient) > 0 && Number.isFinite(value) && Math.hypot(...measured) > 0.5;
  return [
    ...(tangent
      ? [element('line', { class: 'tangent', x1: two(x - level[0]), y1: two(y - level[1]), x2: two(x + level[0]), y2: two(y + level[1]) })]
      : []),
    ...(tangent ? [element('line', { class: 'downhill', x1: two(x), y1: two(y), x2: two(x + down[0]), y2: two(y + down[1]) })] : []),
    element('circle', { class: 'point', cx: two(x), cy: two(y), r: 7 }),
    ...arrow('measured', measured, claimed ? 9 : 5, claimed ? 22 : 17),
    ...(claimed ? arrow('claimed', arrowPixels(landscape, claimed), 3.2, 13) : []),
    element('circle', { class: 'dot', cx: two(x), cy: two(y), r: 2.4 }),
    element('circle', { class: 'grip', cx: two(x), cy: two(y), r: 18 }),
  ];
}

/** The path of a descent with its steps, its start and its end. */
export function walkPath({ frame }: Landscape, { path }: Walk, name = 'walk'): readonly Element[] {
  const seen = path.map((at) => toPixel(frame, at)).map(([x, y]): Vector2 => [clamped(x), clamped(y)]);
  if (seen.length < 2) return [];
  const d = `M${seen.map(([x, y]) => `${two(x)} ${two(y)}`).join('L')}`;
  const [start, end] = [seen[0]!, seen.at(-1)!];
  const dots = seen.slice(1, -1).map(([x, y]) => `M${two(x - 1.8)} ${two(y)}a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0`);
  return [
    element('path', { class: name, d }),
    element('path', { class: `${name}-steps`, d: dots.join('') }),
    element('circle', { class: `${name}-start`, cx: two(start[0]), cy: two(start[1]), r: 10 }),
    element('path', { class: `${name}-end`, d: `M${two(end[0])} ${two(end[1] - 6.5)}l6.5 6.5l-6.5 6.5l-6.5 -6.5Z` }),
  ];
}

/** Coordinates in pixels beyond which nothing is drawn. */
const FAR = 5000;

const clamped = (pixel: number): number => Math.min(FAR, Math.max(-FAR, pixel));

const FLAT_SIGNS: Readonly<Record<Flat, string>> = {
  maximum: 'M0 -5.5L5.5 4L-5.5 4Z',
  minimum: 'M0 5.5L5.5 -4L-5.5 -4Z',
  saddle: 'M-5 -5A7 7 0 0 0 -5 5M5 -5A7 7 0 0 1 5 5',
  undecided: 'M-5 0L5 0',
};

const FLAT_WORDS: Readonly<Record<Flat, string>> = { maximum: 'hilltop', minimum: 'valley floor', saddle: 'saddle', undecided: 'level' };

/** Marks of the places at which the gradient vanishes. */
export const flatMarks = ({ frame, flats }: Landscape): Element =>
  element(
    'g',
    { class: 'flats' },
    ...flats.map(({ at, kind }) => {
      const [x, y] = toPixel(frame, at);
      return element(
        'path',
        { class: `flat ${kind}`, d: FLAT_SIGNS[kind], transform: `translate(${two(x)} ${two(y)})` },
        element('title', {}, FLAT_WORDS[kind]),
      );
    }),
  );

/** Marks of the points at which a law failed. */
export const failureMarks = ({ frame }: Landscape, failures: readonly { readonly at: Vector2; readonly text: string }[]): Element =>
  element(
    'g',
    { class: 'failures' },
    ...failures.flatMap(({ at, text }) => {
      const [x, y] = toPixel(frame, at).map(clamped) as [number, number];
      if (Math.abs(x) >= FAR || Math.abs(y) >= FAR) return [];
      return element(
        'path',
        { class: 'failure', d: 'M-6 -6L6 6M-6 6L6 -6', transform: `translate(${two(x)} ${two(y)})` },
        element('title', {}, text),
      );
    }),
  );
