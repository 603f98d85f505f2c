import type { Pair } from '../../../evidence/index.ts';
import { clipped } from '../../escape.ts';
import { figure, plural } from '../../figure.ts';
import { data, html, type Markup } from '../markup.ts';
import { short } from './steps.ts';

type Rows = readonly (readonly number[])[];

/** Up to so many rows and columns the numbers are written into their cells. */
const WRITTEN = 12;
const LEVELS = 9;

interface Panel {
  readonly title: string;
  readonly values: Rows;
  /** What is judged is coloured where it is wrong only. */
  readonly bars?: Rows;
}

/** A matrix as claimed, as measured, their difference, and for a square one its asymmetry, as maps in which colour is size and sign. */
export function heatMaps(name: string, pair: Pair, symmetric: boolean): Markup | undefined {
  const { rows, columns, claimed, measured, error, shape } = pair;
  if (!isTable(measured, rows.length, columns.length) || !isTable(error, rows.length, columns.length)) return undefined;
  if (claimed && !isTable(claimed, rows.length, columns.length)) return undefined;
  const skew = (values: Rows): Rows => values.map((row, i) => row.map((value, j) => value - values[j]![i]!));
  const doubt = (values: Rows): Rows =>
    values.map((row, i) =>
      row.map((value, j) => 3 * value + 1e-12 * Math.max(Math.abs(measured[i]![j]!), Math.abs(claimed?.[i]?.[j] ?? 0))),
    );
  const bars = doubt(error);
  const panels: Panel[] = [
    ...(claimed ? [{ title: 'claimed', values: claimed }] : []),
    { title: 'measured', values: measured },
    ...(claimed
      ? [{ title: 'claimed − measured', values: claimed.map((row, i) => row.map((value, j) => value - measured[i]![j]!)), bars }]
      : []),
    ...(symmetric && rows.length > 1
      ? [
          {
            title: `asymmetry, ${claimed ? 'claimed' : 'measured'}`,
            values: skew(claimed ?? measured),
            bars: bars.map((row, i) => row.map((bar, j) => bar + bars[j]![i]!)),
          },
        ]
      : []),
  ];
  const size = Math.max(
    ...[claimed ?? measured, measured].flatMap((values) => values.flatMap((row) => row.map(Math.abs).filter(Number.isFinite))),
    0,
  );
  const part =
    rows.length < shape[0] || columns.length < shape[1] ? ` (${rows.length} × ${columns.length} of ${shape[0]} × ${shape[1]})` : '';
  const wrong = claimed
    ? claimed.flatMap((row, i) => row.filter((value, j) => !(Math.abs(value - measured[i]![j]!) <= bars[i]![j]!))).length
    : 0;
  const says = claimed
    ? wrong === 0
      ? 'Every entry agrees within its error bar.'
      : `${plural(wrong, 'entry differs', 'entries differ')} by more than the error bar.`
    : 'Nothing is claimed about it.';
  const small = rows.length <= WRITTEN && columns.length <= WRITTEN;
  return html`<figure class="maps"><figcaption><b>${name}</b>${part} <span class="what">${plural(rows.length, 'row')}, ${plural(columns.length, 'column')}</span><br>${says}</figcaption><div class="panels">${panels.map(
    (panel) => (small ? writtenPanel(panel, rows, columns, size) : drawnPanel(panel, rows, columns, size)),
  )}</div>${!small && html`<p class="readout" aria-live="polite" data-readout>Point at an entry, or focus a map and press the arrow keys, to read it.</p><script type="application/json" data-matrix>${data({ rows, columns, claimed: claimed?.map(thrifty), measured: measured.map(thrifty), error: error.map((row) => row.map(brief)) })}</script>`}</figure>`;
}

const isTable = (values: Rows, m: number, n: number): boolean => values.length === m && values.every((row) => row.length === n);
const brief = (value: number): number => Number(value.toPrecision(1));
const thrifty = (row: readonly number[]): number[] => row.map((value) => Number(value.toPrecision(6)));

/** The class of a cell: sign and size in nine steps, by the square root so that small entries show; what is judged is red beyond its bar. */
function tone(value: number, bar: number | undefined, size: number): string {
  if (!Number.isFinite(value)) return 'odd';
  if (bar !== undefined && !(Math.abs(value) > bar)) return 'z';
  const level = Math.min(LEVELS, Math.ceil(LEVELS * Math.sqrt(Math.abs(value) / (size || 1))));
  if (level === 0 || value === 0) return 'z';
  return `${bar !== undefined ? 'd' : value > 0 ? 'p' : 'n'}${level}`;
}

const writtenPanel = ({ title, values, bars }: Panel, rows: readonly string[], columns: readonly string[], size: number): Markup =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="heat"><caption>${title}</caption><thead><tr><td></td>${columns.map((label) => html`<th scope="col">${clipped(label, 24)}</th>`)}</tr></thead><tbody>${values.map(
    (row, i) =>
      html`<tr><th scope="row">${clipped(rows[i]!, 24)}</th>${row.map((value, j) => {
        const shade = tone(value, bars?.[i]?.[j], size);
        return html`<td class="${shade}">${bars && shade === 'z' ? '·' : `${shade.startsWith('d') ? '✗ ' : ''}${short(value)}`}</td>`;
      })}</tr>`,
  )}</tbody></table></div>`;

/** Rows of strokes, one path for each tone, so that 64 × 64 entries stay small. */
function drawnPanel({ title, values, bars }: Panel, rows: readonly string[], columns: readonly string[], size: number): Markup {
  const runs = new Map<string, string[]>();
  values.forEach((row, i) => {
    for (let j = 0; j < row.length; ) {
      const shade = tone(row[j]!, bars?.[i]?.[j], size);
      let end = j + 1;
      while (end < row.length && tone(row[end]!, bars?.[i]?.[end], size) === shade) end++;
      if (shade !== 'z') runs.set(shade, [...(runs.get(shade) ?? []), `M${j} ${i}h${end - j}`]);
      j = end;
    }
  });
  const most = values.flat().reduce((largest, value) => (Number.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest), 0);
  return html`<div class="drawn"><p class="title">${title} <span class="what">up to ${figure(Number(most.toPrecision(2)))}</span></p><svg class="heat" viewBox="0 0 ${columns.length} ${rows.length}" preserveAspectRatio="none" role="img" tabindex="0" aria-label="${title}: a matrix of ${rows.length} rows and ${columns.length} columns; arrow keys read its entries" data-map><g transform="translate(0 .5)">${[
    ...runs,
  ].map(
    ([shade, path]) => html`<path class="${shade}" d="${path.join('')}"/>`,
  )}</g><rect class="cursor" width="1" height="1" visibility="hidden"/></svg></div>`;
}
