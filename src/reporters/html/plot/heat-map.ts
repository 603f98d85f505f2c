import { shortened } from '../../escape.ts';
import { html, type Markup } from '../markup.ts';
import type { MatrixView } from './matrix-view.ts';
import { short } from './steps.ts';

const MAP_WIDTH = 300;
const LABELS_LEFT = 46;
const LABELS_BELOW = 18;
const CELL_SIZE = { least: 4, most: 20 };

/**
 * A large matrix as coloured cells, with the names of the tensors to which its rows and columns belong. All cells of one colour are one
 * path, which keeps a matrix of 64 × 64 entries small.
 */
export function heatMap(
  { title, values, size }: MatrixView,
  rows: readonly string[],
  columns: readonly string[],
  toneAt: (i: number, j: number) => string,
): Markup {
  const cell = Math.max(CELL_SIZE.least, Math.min(CELL_SIZE.most, (MAP_WIDTH - LABELS_LEFT) / columns.length, MAP_WIDTH / rows.length));
  const [width, height] = [cell * columns.length, cell * rows.length];
  const runs = new Map<string, string>();
  values.forEach((row, i) => {
    for (let j = 0; j < row.length; ) {
      const shade = toneAt(i, j);
      let end = j + 1;
      while (end < row.length && toneAt(i, end) === shade) end++;
      if (shade !== 'z') runs.set(shade, `${runs.get(shade) ?? ''}M${j} ${i}h${end - j}`);
      j = end;
    }
  });
  const [down, across] = [tensors(rows), tensors(columns)];
  const px = (value: number): string => (value * cell).toFixed(1);
  return html`<div class="drawn"><p class="title">${title} <span class="what">up to ${short(size)}</span></p><svg class="heat" width="${(LABELS_LEFT + width + 1).toFixed(0)}" viewBox="${-LABELS_LEFT} 0 ${(LABELS_LEFT + width + 1).toFixed(1)} ${(height + LABELS_BELOW).toFixed(1)}" role="img" tabindex="0" aria-label="${title}: a matrix of ${rows.length} rows and ${columns.length} columns; the arrow keys read its entries" data-map="${rows.length} ${columns.length}"><rect class="ground" width="${px(columns.length)}" height="${px(rows.length)}"/><g transform="scale(${cell.toFixed(4)}) translate(0 .5)">${[
    ...runs,
  ].map(([shade, path]) => html`<path class="${shade}" d="${path}"/>`)}</g><path class="edges" d="${down
    .slice(1)
    .map(({ from }) => `M0 ${px(from)}H${px(columns.length)}`)
    .join('')}${across
    .slice(1)
    .map(({ from }) => `M${px(from)} 0V${px(rows.length)}`)
    .join('')}"/>${down.map(
    ({ name, from, to }) =>
      html`<text x="-6" y="${((cell * (from + to)) / 2 + 4).toFixed(1)}" text-anchor="end">${shortened(name, 7)}</text>`,
  )}${across.map(
    ({ name, from, to }) =>
      html`<text x="${((cell * (from + to)) / 2).toFixed(1)}" y="${(height + 13).toFixed(1)}" text-anchor="middle">${shortened(name, Math.max(3, Math.floor(((to - from) * cell) / 6)))}</text>`,
  )}<rect class="cursor" width="${cell.toFixed(2)}" height="${cell.toFixed(2)}" visibility="hidden" data-cell="${cell}"/></svg></div>`;
}

interface Tensor {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The tensors of a list of labels: neighbouring labels `w[0,0]`, `w[0,1]`, … belong to w. */
function tensors(labels: readonly string[]): readonly Tensor[] {
  const found: Tensor[] = [];
  for (const [i, label] of labels.entries()) {
    const name = label.split('[')[0]!;
    const last = found.at(-1);
    if (last?.name === name) found[found.length - 1] = { ...last, to: i + 1 };
    else found.push({ name, from: i, to: i + 1 });
  }
  return found;
}
