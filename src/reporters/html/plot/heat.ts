import type { Pair } from '../../../report/evidence/index.ts';
import { shortened } from '../../escape.ts';
import { plural } from '../../figure.ts';
import { data, html, type Markup } from '../markup.ts';
import { withMinus } from '../statement.ts';
import { heatMap } from './heat-map.ts';
import type { MatrixView, Table } from './matrix-view.ts';
import { short } from './steps.ts';

/** Matrices with at most so many rows and columns are tables of numbers; larger ones are maps. */
const IN_NUMBERS = 12;
const COLOUR_STEPS = 9;
/** Two numbers agree if they lie within so many error bars of each other. */
const AGREES = 3;
const ENTRY_ROUNDING = 1e-12;

/** The views of a matrix: claimed, measured, their difference, and for a symmetric matrix its asymmetry. Colour shows size and sign. */
export function heatMaps(name: string, pair: Pair, symmetric: boolean): Markup | undefined {
  const { rows, columns, claimed, measured, error, shape } = pair;
  const fits = (values: Table | undefined): boolean =>
    !values || (values.length === rows.length && values.every((row) => row.length === columns.length));
  if (![claimed, measured, error].every(fits)) return undefined;
  const bars = map(
    error,
    (bar, i, j) => AGREES * bar + ENTRY_ROUNDING * Math.max(Math.abs(measured[i]![j]!), Math.abs(claimed?.[i]?.[j] ?? 0)),
  );
  const whole = largest([...measured, ...(claimed ?? [])]);
  const judged = (title: string, values: Table, limits: Table): MatrixView => ({ title, values, bars: limits, size: largest(values) });
  const views: MatrixView[] = [
    ...(claimed ? [{ title: 'claimed', values: claimed, size: whole }] : []),
    { title: 'measured', values: map(measured, (value, i, j) => (Math.abs(value) <= error[i]![j]! ? 0 : value)), size: whole },
    ...(claimed
      ? [
          judged(
            'claimed − measured',
            map(claimed, (value, i, j) => value - measured[i]![j]!),
            bars,
          ),
        ]
      : []),
  ];
  if (symmetric && rows.length === columns.length && rows.length > 1) {
    const of = claimed ?? measured;
    const title = `asymmetry of the ${claimed ? 'claimed' : 'measured'}`;
    views.push(
      judged(
        title,
        map(of, (value, i, j) => value - of[j]![i]!),
        map(bars, (bar, i, j) => bar + bars[j]![i]!),
      ),
    );
  }
  const wrong = claimed
    ? map(claimed, (value, i, j) => (Math.abs(value - measured[i]![j]!) <= bars[i]![j]! ? 0 : 1))
        .flat()
        .filter(Boolean).length
    : 0;
  const says = !claimed
    ? 'Nothing is claimed about it.'
    : wrong === 0
      ? 'Every entry agrees within its error bar.'
      : `${plural(wrong, 'entry differs', 'entries differ')} by more than the error bars allow.`;
  const part = rows.length < shape[0] || columns.length < shape[1] ? ` of ${shape[0]} × ${shape[1]}` : '';
  const small = rows.length <= IN_NUMBERS && columns.length <= IN_NUMBERS;
  const draw = small ? numberTable : heatMap;
  return html`<figure class="maps"><figcaption><b>${name}</b> <span class="what">${rows.length} × ${columns.length}${part}${pair.from && `, measured from ${pair.from === 'gradient' ? 'the claimed gradient' : 'values of f'}`}</span><br>${says}</figcaption><div class="panels">${views.map(
    (panel) => draw(panel, rows, columns, (i, j) => tone(panel, i, j)),
  )}</div>${!small && readable(pair)}</figure>`;
}

const map = (values: Table, of: (value: number, i: number, j: number) => number): number[][] =>
  values.map((row, i) => row.map((value, j) => of(value, i, j)));

const largest = (values: Table): number =>
  values.reduce((most, row) => row.reduce((size, value) => (Number.isFinite(value) ? Math.max(size, Math.abs(value)) : size), most), 0);

/**
 * The class of a cell. Nine steps of colour show the size by its cube root, so that small entries are visible. In a view with error bars
 * only entries beyond their bar have a colour.
 */
function tone({ values, bars, size }: MatrixView, i: number, j: number): string {
  const value = values[i]![j]!;
  if (!Number.isFinite(value)) return 'odd';
  if (value === 0 || (bars && Math.abs(value) <= bars[i]![j]!)) return 'z';
  const level = Math.max(1, Math.min(COLOUR_STEPS, Math.ceil(COLOUR_STEPS * Math.cbrt(Math.abs(value) / (size || 1)))));
  return `${bars ? 'd' : value > 0 ? 'p' : 'n'}${level}`;
}

/** A table of numbers. */
const numberTable = (
  { title, values, bars }: MatrixView,
  rows: readonly string[],
  columns: readonly string[],
  toneAt: (i: number, j: number) => string,
): Markup =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="${title}"><table class="heat"><caption>${title}</caption><thead><tr><td></td>${columns.map(
    (label) => html`<th scope="col">${shortened(label, 24)}</th>`,
  )}</tr></thead><tbody>${values.map(
    (row, i) =>
      html`<tr><th scope="row">${shortened(rows[i]!, 24)}</th>${row.map((value, j) => {
        const shade = toneAt(i, j);
        return html`<td class="${shade}">${bars && shade === 'z' ? '·' : `${shade.startsWith('d') ? '✗ ' : ''}${withMinus(short(value))}`}</td>`;
      })}</tr>`,
  )}</tbody></table></div>`;

/** The line in which the chosen entry of a map is described, and the numbers for it. */
function readable({ rows, columns, claimed, measured, error }: Pair): Markup {
  const brief = (values: Table, digits: number): number[][] =>
    map(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(digits)) : value));
  const numbers = { rows, columns, claimed: claimed && brief(claimed, 6), measured: brief(measured, 6), error: brief(error, 1) };
  return html`<p class="readout" aria-live="polite" data-readout>Point at an entry, or focus a map and press the arrow keys, to read it.</p><script type="application/json" data-matrix>${data(numbers)}</script>`;
}
