import { arrowPath } from './arrow.ts';
import { contours, type Polyline, region } from './contours.ts';
import type { Vector2 } from './descent.ts';
import { type Frame, pixelsAlong, ticks, toPixel } from './frame.ts';
import type { Landscape } from './landscape.ts';
import { type Element, element } from './markup.ts';
import { numeral } from './numeral.ts';
import { TONES } from './palette.ts';

/** The ground: bands of colour, contour lines with their values, and the axes. */
export function terrain(landscape: Landscape): readonly Element[] {
  const { frame } = landscape;
  const { left, top, width, height } = frame;
  return [
    element('rect', { class: 'hole', x: left, y: top, width, height }),
    element('g', { class: 'bands' }, ...bands(landscape)),
    element('g', { class: 'contours' }, ...lines(landscape)),
    ...axes(frame),
  ];
}

const tenth = (value: number): string => String(Math.round(value * 10) / 10);

/** The path of a line of the mesh, in pixels. */
function pathOf({ mesh: { columns, rows }, frame: { left, top, width, height } }: Landscape, { points, closed }: Polyline): string {
  const text = points.map(([i, j]) => `${tenth(left + (i / (columns - 1)) * width)} ${tenth(top + height - (j / (rows - 1)) * height)}`);
  return `M${text.join('L')}${closed ? 'Z' : ''}`;
}

const toneClass = (tone: number): string => `t${Math.min(TONES - 1, Math.floor(tone * TONES))}`;

/** The area above each level, each painted over the one below it. */
function bands(landscape: Landscape): readonly Element[] {
  const { mesh, tone, levels } = landscape;
  const least = tone?.low ?? Array.from(mesh.values).find(Number.isFinite);
  if (least === undefined) return [];
  const floors = [least, ...levels];
  return floors.map((floor, k) => {
    const middle = tone ? (tone.of(floor) + tone.of(floors[k + 1] ?? tone.high)) / 2 : 0.4;
    const d = region(mesh, floor)
      .map((line) => pathOf(landscape, line))
      .join('');
    return element('path', { class: toneClass(middle), d, 'fill-rule': 'evenodd' });
  });
}

interface Label {
  readonly at: Vector2;
  readonly text: string;
  readonly turn: number;
}

/** In pixels: the shortest contour with a label, the distance between labels, and their distance from the border. */
const SHORTEST = 70;
const APART = 64;
const BORDER = 16;

function lines(landscape: Landscape): readonly Element[] {
  const { mesh, levels } = landscape;
  const labels: Label[] = [];
  const paths = levels.map((level) => {
    const found = contours(mesh, level).filter(({ points }) => points.length > 1);
    for (const line of found) place(landscape, line, numeral(level), labels);
    return element('path', { class: 'contour', d: found.map((line) => pathOf(landscape, line)).join('') });
  });
  const texts = labels.map(({ at: [x, y], text, turn }) =>
    element('text', { class: 'level', transform: `translate(${tenth(x)} ${tenth(y)}) rotate(${tenth(turn)})`, dy: '0.35em' }, text),
  );
  return [...paths, ...texts];
}

/** Puts a label on a contour at a place with room where the line is nearly straight. */
function place(
  { mesh: { columns, rows }, frame: { left, top, width, height } }: Landscape,
  line: Polyline,
  text: string,
  labels: Label[],
): void {
  const points = line.points.map(([i, j]): Vector2 => [left + (i / (columns - 1)) * width, top + height - (j / (rows - 1)) * height]);
  const lengths = [0];
  for (let k = 1; k < points.length; k++)
    lengths.push(lengths[k - 1]! + Math.hypot(points[k]![0] - points[k - 1]![0], points[k]![1] - points[k - 1]![1]));
  const whole = lengths.at(-1)!;
  if (whole < SHORTEST) return;
  for (const part of [0.5, 0.25, 0.75, 0.12, 0.88, 0.37, 0.63]) {
    const k = lengths.findIndex((length) => length >= part * whole);
    const reach = 3.2 * text.length + 4;
    const before = lengths.findLastIndex((length) => length <= lengths[k]! - reach);
    const after = lengths.findIndex((length) => length >= lengths[k]! + reach);
    if (before < 0 || after < 0) continue;
    const [[x1, y1], [x, y], [x2, y2]] = [points[before]!, points[k]!, points[after]!];
    const chord = Math.hypot(x2 - x1, y2 - y1);
    if (chord < 0.93 * (lengths[after]! - lengths[before]!)) continue;
    const inside = x > left + BORDER + reach / 2 && x < left + width - BORDER - reach / 2 && y > top + BORDER && y < top + height - BORDER;
    if (!inside || labels.some(({ at }) => Math.hypot(at[0] - x, at[1] - y) < APART)) continue;
    let turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
    if (turn > 90) turn -= 180;
    if (turn <= -90) turn += 180;
    labels.push({ at: [x, y], text, turn });
    return;
  }
}

function axes(frame: Frame): readonly Element[] {
  const { x, y, left, top, width, height, size } = frame;
  const bottom = top + height;
  const across = ticks(x, width > 300 ? 8 : 4).flatMap((value) => {
    const [px] = toPixel(frame, [value, y.low]);
    return [
      element('line', { class: 'tick', x1: tenth(px), x2: tenth(px), y1: tenth(bottom), y2: tenth(bottom + 4) }),
      element('text', { class: 'number', x: tenth(px), y: tenth(bottom + 16), 'text-anchor': 'middle' }, numeral(value)),
    ];
  });
  const up = ticks(y, height > 300 ? 8 : 4).flatMap((value) => {
    const [, py] = toPixel(frame, [x.low, value]);
    return [
      element('line', { class: 'tick', x1: tenth(left - 4), x2: tenth(left), y1: tenth(py), y2: tenth(py) }),
      element('text', { class: 'number', x: tenth(left - 7), y: tenth(py), dy: '0.35em', 'text-anchor': 'end' }, numeral(value)),
    ];
  });
  return [
    element('rect', { class: 'frame', x: left, y: top, width, height }),
    ...across,
    ...up,
    element('text', { class: 'axis', x: tenth(left + width / 2), y: tenth(size[1] - 6), 'text-anchor': 'middle' }, x.label),
    element(
      'text',
      { class: 'axis', transform: `translate(${tenth(left - 40)} ${tenth(top + height / 2)}) rotate(-90)`, 'text-anchor': 'middle' },
      y.label,
    ),
  ];
}

/** Small arrows on a mesh, longer where f is steeper. */
export function arrowField({ plane, frame, ruler }: Landscape): Element {
  const cell = Math.max(24, Math.min(frame.width, frame.height) / 17);
  const [columns, rows] = [Math.max(2, Math.round(frame.width / cell)), Math.max(2, Math.round(frame.height / cell))];
  const pieces: string[] = [];
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const at: Vector2 = [
        plane.x.low + ((plane.x.high - plane.x.low) * (i + 0.5)) / columns,
        plane.y.low + ((plane.y.high - plane.y.low) * (j + 0.5)) / rows,
      ];
      const g = plane.gradient(...at);
      if (!Number.isFinite(plane.value(...at))) continue;
      const length = Math.min(1, ruler.of(Math.hypot(...g))) * cell * 0.92;
      if (!(length > 1.5)) continue;
      const [dx, dy] = pixelsAlong(frame, g, length);
      const [px, py] = toPixel(frame, at);
      pieces.push(arrowPath([px - dx / 2, py - dy / 2], [px + dx / 2, py + dy / 2], 1.1, 6));
    }
  return element('path', { class: 'field', d: pieces.join('') });
}
