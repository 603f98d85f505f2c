import type { Wrong } from '../../../explain/locate.ts';
import { bar, contrast, figure, measuredOf, plural } from '../../figure.ts';
import { partial } from '../../headline.ts';
import { html, type Markup } from '../markup.ts';
import { withMinus } from '../statement.ts';
import { short } from './steps.ts';

/** A component of a claimed derivative, wrong or right. */
export interface Component extends Omit<Wrong, 'index'> {
  readonly wrong: boolean;
}

/** The most rows of wrong components, and of right components beside them. */
const ROWS = { wrong: 24, right: 6 };
const STRIP_WIDTH = 240;
const STRIP_EDGE = 10;

/** A table of claimed and measured components, the widest gap first, with error bars drawn to scale. */
export function componentTable(components: readonly Component[]): Markup | undefined {
  if (components.length === 0) return undefined;
  const gap = ({ claimed, observed }: Component): number => {
    const apart = Math.abs(claimed - observed);
    return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
  };
  const worstFirst = (wrong: boolean): Component[] =>
    components.filter((component) => component.wrong === wrong).sort((a, b) => (gap(b) > gap(a) ? 1 : gap(b) < gap(a) ? -1 : 0));
  const [wrongs, rights] = [worstFirst(true), worstFirst(false).sort((a, b) => Number(a.claimed === 0) - Number(b.claimed === 0))];
  const rows = [...wrongs.slice(0, ROWS.wrong), ...rights.slice(0, ROWS.right)];
  const values = rows.flatMap(({ claimed, observed }) => [claimed, observed]).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const shared = rows.every((row) => !row.wrong || gap(row) > (high - low) / 40);
  const more = [
    ...(wrongs.length > ROWS.wrong ? [`${plural(wrongs.length - ROWS.wrong, 'more is wrong', 'more are wrong')}`] : []),
    ...(rights.length > ROWS.right ? [`${plural(rights.length - ROWS.right, 'more agrees', 'more agree')}`] : []),
  ];
  const said = [...(more.length > 0 ? [`${more.join(', ')}.`] : []), ...(shared ? [] : ['Each row is drawn to its own scale.'])];
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Components, claimed and measured"><table class="components"><caption>Claimed and measured, worst first</caption><thead><tr><th scope="col">component</th><th scope="col"><i class="swatch claimed"></i>claimed</th><th scope="col"><i class="swatch measured"></i>measured ± error</th><th scope="col">to scale</th><th scope="col">gap</th></tr></thead><tbody>${rows.map(
    (row) => {
      const [claimed, observed] = (row.wrong ? contrast(row.claimed, measuredOf(row)) : [figure(row.claimed), bar(measuredOf(row))]).map(
        withMinus,
      );
      const ends = shared ? ([low, high] as const) : ownEnds(row);
      return html`<tr class="${row.wrong ? 'wrong' : 'right'}"><th scope="row">${partial(row.label)}</th><td>${claimed}</td><td>${observed}</td><td>${strip(row, ends)}</td><td>${
        row.wrong ? html`<span class="verdict wrong">✗ ${gapOf(row)}</span>` : html`<span class="verdict right">✓</span>`
      }</td></tr>`;
    },
  )}</tbody></table></div>${said.length > 0 && html`<p class="fine">${said.join(' ')}</p>`}`;
}

const ownEnds = ({ claimed, observed, error }: Component): readonly [number, number] => {
  const all = [claimed, observed, observed - error, observed + error].filter(Number.isFinite);
  return all.length > 0 ? [Math.min(...all), Math.max(...all)] : [0, 1];
};

/** The size of the gap, and how many error bars that is if they are not too many to be of interest. */
function gapOf({ claimed, observed, error }: Component): string {
  const gap = Math.abs(claimed - observed);
  if (!Number.isFinite(gap)) return 'not finite';
  const size = short(gap);
  return error > 0 && Number.isFinite(error) && gap / error < 1000 ? `${size}, ${Math.round(gap / error)} bars` : size;
}

function strip({ claimed, observed, error, wrong }: Component, [low, high]: readonly [number, number]): Markup {
  const span = high - low || 1;
  const x = (value: number): number =>
    Math.round((STRIP_EDGE + ((STRIP_WIDTH - 2 * STRIP_EDGE) * (Math.min(high, Math.max(low, value)) - low)) / span) * 10) / 10;
  const zero = low <= 0 && high >= 0 ? html`<path class="zero" d="M${x(0)} 2V22"/>` : undefined;
  const whiskers =
    Number.isFinite(observed) && Number.isFinite(error)
      ? html`<path class="measured bar" d="M${x(observed - error)} 12H${x(observed + error)}M${x(observed - error)} 8V16M${x(observed + error)} 8V16"/>`
      : undefined;
  return html`<svg class="strip" viewBox="0 0 ${STRIP_WIDTH} 24" width="${STRIP_WIDTH}" height="24" aria-hidden="true"><path class="track" d="M${STRIP_EDGE} 12H${STRIP_WIDTH - STRIP_EDGE}"/>${zero}${
    wrong && Number.isFinite(claimed) && Number.isFinite(observed) && html`<path class="gap" d="M${x(claimed)} 12H${x(observed)}"/>`
  }${Number.isFinite(claimed) && html`<path class="claimed dot" d="M${x(claimed)} 5l6 7l-6 7l-6-7z"/>`}${whiskers}${
    Number.isFinite(observed) && html`<circle class="measured dot" cx="${x(observed)}" cy="12" r="4"/>`
  }</svg>`;
}
