import type { Result } from '../../check/check.ts';
import { isSilent } from '../../report/report.ts';
import { standingOf, standings } from '../../report/standing.ts';
import { shortened } from '../escape.ts';
import type { Entry } from './entry.ts';
import { html, type Markup } from './markup.ts';
import { slug } from './slug.ts';

/** The text in which a search for a subject looks. */
export const searchable = ({ name, results }: Entry): string =>
  shortened([name, results[0]?.source?.file ?? '', results[0]?.requirement ?? ''].join(' ').trim(), 300).toLowerCase();

/** The id of a result in links. */
export const anchor = (entry: Entry, { property }: Result): string => `${entry.slug}/${slug(property)}`;

/** The matrix of subjects and properties. A cell shows digits or a sign, and a colour. */
export function matrix(entries: readonly Entry[]): Markup {
  const properties = columns(entries);
  return html`<div class="matrix-box" tabindex="0" role="group" aria-label="Subjects and properties"><table class="matrix" role="table" data-matrix-table><caption class="hidden">One row a subject, one column a property. A number is the count of digits established at the worst sample; ✗ wrong, ? inconclusive, ~ known failure, ✓ holds, – nothing to say; empty where the property does not apply.</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">subject</th>${properties.map(
    (name) => html`<th scope="col" role="columnheader"><span>${shortened(name, 36)}</span></th>`,
  )}</tr></thead><tbody role="rowgroup">${entries.map((entry) => row(entry, properties))}</tbody></table></div><p class="legend"><span><i class="wrong-cell">✗</i>wrong</span><span><i class="unsure-cell">?</i>inconclusive</span><span><i class="known-cell">~</i>known failure</span><span><i class="d1">3</i><i class="d4">12</i>holds, with so many digits at the worst sample</span><span><i class="d2">✓</i>holds, nothing to count</span><span><i>–</i>nothing to say</span><span>empty: does not apply</span></p>`;
}

/** The style of the column of subjects: as wide as the longest name, within bounds. */
export const namesWidth = (entries: readonly Entry[]): string =>
  `.matrix{--names:${Math.min(Math.max(...entries.map(({ name }) => name.length), 10), 32) + 5}ch}`;

/**
 * All properties, in an order that keeps the order of each subject as far as possible. It begins with the subjects that have most results.
 */
function columns(entries: readonly Entry[]): readonly string[] {
  const order: string[] = [];
  const placed = new Set<string>();
  for (const { results } of [...entries].sort((a, b) => b.results.length - a.results.length)) {
    let place = 0;
    for (const { property } of results) {
      if (placed.has(property)) place = order.indexOf(property) + 1;
      else {
        order.splice(place++, 0, property);
        placed.add(property);
      }
    }
  }
  return order;
}

function row(entry: Entry, properties: readonly string[]): Markup {
  const of = new Map(entry.results.map((result) => [result.property, result]));
  return html`<tr role="row" data-row="${searchable(entry)}" data-standing="${entry.standing}"><th scope="row" role="rowheader" class="${entry.standing}"><a href="#${entry.slug}"><span class="mark">${standings[entry.standing].mark}</span>${shortened(entry.name, 60)}</a></th>${properties.map(
    (property) => {
      const result = of.get(property);
      return result ? cell(entry, result) : html`<td role="cell"></td>`;
    },
  )}</tr>`;
}

function cell(entry: Entry, result: Result): Markup {
  const standing = standingOf(result);
  const digits = result.digits?.worst;
  const shown =
    standing !== 'right'
      ? standings[standing].mark
      : isSilent(result)
        ? '–'
        : digits === undefined || !Number.isFinite(digits)
          ? '✓'
          : Math.floor(digits);
  return html`<td role="cell" class="${isSilent(result) ? '' : standing === 'right' ? tint(digits) : `${standing}-cell`}"><a href="#${anchor(entry, result)}" tabindex="-1">${shown}</a></td>`;
}

/** The class of the colour of a cell, which is deeper for more digits. */
const tint = (digits: number | undefined): string =>
  digits === undefined ? 'd2' : digits >= 10 ? 'd4' : digits >= 7 ? 'd3' : digits >= 4 ? 'd2' : 'd1';
