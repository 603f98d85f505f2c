import { superscript } from '../../figure.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** The frame of a doubly logarithmic plot. `x` and `y` map numbers to its coordinates. */
export interface LogLogFrame {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The powers of ten at both ends of each axis. */
  readonly decades: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
}

const PLOT_WIDTH = 520;
const PLOT_HEIGHT = 310;
const PLOT_EDGE = { left: 58, right: 14, top: 14, bottom: 46 };

/** The frame that holds these points. Numbers that are not positive and finite do not count, and are drawn at the lower edge. */
export function logLogFrame(xs: readonly number[], ys: readonly number[]): LogLogFrame {
  const decades = { x: around(xs), y: around(ys) };
  const [left, right, top, bottom] = [PLOT_EDGE.left, PLOT_WIDTH - PLOT_EDGE.right, PLOT_EDGE.top, PLOT_HEIGHT - PLOT_EDGE.bottom];
  const part = (value: number, [low, high]: readonly [number, number]): number =>
    Math.min(1, Math.max(0, value > 0 ? (Math.log10(value) - low) / (high - low) : 0));
  return {
    x: (value) => round(left + (right - left) * part(value, decades.x)),
    y: (value) => round(bottom - (bottom - top) * part(value, decades.y)),
    left,
    right,
    top,
    bottom,
    decades,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function around(values: readonly number[]): readonly [number, number] {
  const logs = values.filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  if (logs.length === 0) return [-1, 0];
  const [low, high] = [Math.floor(Math.min(...logs) + 1e-9), Math.ceil(Math.max(...logs) - 1e-9)];
  return low === high ? [low - 1, high] : [low, high];
}

/** The titles of a plot and of its axes. The title of the plot is read to those who cannot see it. */
interface Titles {
  readonly plot: string;
  readonly x: string;
  readonly y: string;
}

/** A plot: `content` with axes around it. */
export const logLogPlot = (of: LogLogFrame, titles: Titles, content: Content): Markup =>
  html`<svg class="plot" viewBox="0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}" role="img" aria-label="${titles.plot}"><g class="grid">${ticks(
    of.decades.x,
    9,
  ).map(
    (k) =>
      html`<path d="M${of.x(10 ** k)} ${of.top}V${of.bottom}"/><text x="${of.x(10 ** k)}" y="${of.bottom + 17}" text-anchor="middle">${powerOfTen(k)}</text>`,
  )}${ticks(of.decades.y, 7).map(
    (k) =>
      html`<path d="M${of.left} ${of.y(10 ** k)}H${of.right}"/><text x="${of.left - 8}" y="${of.y(10 ** k) + 4}" text-anchor="end">${powerOfTen(k)}</text>`,
  )}</g><text class="axis" x="${(of.left + of.right) / 2}" y="${of.bottom + 38}" text-anchor="middle">${titles.x}</text><text class="axis" transform="translate(13 ${(of.top + of.bottom) / 2}) rotate(-90)" text-anchor="middle">${titles.y}</text>${content}</svg>`;

function ticks([low, high]: readonly [number, number], most: number): number[] {
  const step = [1, 2, 3, 4, 5, 10, 20, 50, 100].find((size) => (high - low) / size <= most) ?? 200;
  const all: number[] = [];
  for (let k = Math.ceil(low / step) * step; k <= high; k += step) all.push(k);
  return all;
}

/** A power of ten, written as 10⁻⁷, 1 or 10. */
export const powerOfTen = (k: number): string => (k === 0 ? '1' : k === 1 ? '10' : `10${superscript(String(k))}`);

/** The path through points, interrupted where a value is not finite. */
export function polyline(of: LogLogFrame, xs: readonly number[], ys: readonly number[]): string {
  let pen = 'M';
  return xs
    .map((x, i) => {
      const y = ys[i];
      if (y === undefined || !Number.isFinite(y)) {
        pen = 'M';
        return '';
      }
      const command = `${pen}${of.x(x)} ${of.y(y)}`;
      pen = 'L';
      return command;
    })
    .join('');
}

/** The part of the straight line y = c xᵖ that is inside the frame. */
export function slopeLine(of: LogLogFrame, c: number, p: number): string {
  const [x0, x1] = of.decades.x;
  const [y0, y1] = of.decades.y;
  const inside: [number, number][] = [];
  for (let i = 0; i <= 200; i++) {
    const lx = x0 + ((x1 - x0) * i) / 200;
    const ly = Math.log10(c) + p * lx;
    if (ly >= y0 && ly <= y1) inside.push([10 ** lx, 10 ** ly]);
  }
  const [first, last] = [inside[0], inside.at(-1)];
  return first && last && inside.length > 1 ? `M${of.x(first[0])} ${of.y(first[1])}L${of.x(last[0])} ${of.y(last[1])}` : '';
}
