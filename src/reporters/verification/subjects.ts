import type { Result } from '../../check/check.ts';
import { isReading, isSilent, type Report } from '../../report/report.ts';
import { standings } from '../../report/standing.ts';
import type { StatedInput, Statement } from '../../report/statement.ts';
import { reasonOf } from '../account.ts';
import { exactLines } from '../exactness.ts';
import { agreement } from '../facts.ts';
import { counted, figure, plural } from '../figure.ts';
import { headline } from '../headline.ts';
import type { Entry } from '../html/entry.ts';
import { html, type Markup } from '../html/markup.ts';
import { sides, where, withMinus } from '../html/statement.ts';

/** What each subject is, and what is established of it, in the order of the run. */
export function subjectList({ subjects = [], results }: Report, all: readonly Entry[]): Markup | undefined {
  if (all.length === 0) return undefined;
  const stated = new Map(subjects.map((statement) => [statement.name, statement]));
  const order = new Map([...new Set(results.map(({ subject }) => subject))].map((name, place) => [name, place]));
  const inOrder = [...all].sort((a, b) => order.get(a.name)! - order.get(b.name)!);
  return html`<section aria-labelledby="functions"><h2 id="functions">What was checked</h2>${inOrder.map((entry) => item(entry, stated.get(entry.name)))}</section>`;
}

function item(entry: Entry, statement: Statement | undefined): Markup {
  const { mark, word } = standings[entry.standing];
  return html`<article id="${entry.slug}" aria-labelledby="${entry.slug}-name"><h3 id="${entry.slug}-name"><span class="${entry.standing}">${mark}</span> ${entry.name} <span class="says">${word}</span></h3><dl>${statement && definition(statement)}${findings(entry)}</dl></article>`;
}

const row = (name: string, ...content: readonly (Markup | string)[]): Markup =>
  html`<div><dt>${name}</dt>${content.map((one) => html`<dd>${one}</dd>`)}</div>`;
const code = (text: string): Markup => html`<code>${text}</code>`;

/** What formulas of a subject define. */
const DEFINED: Readonly<Record<string, string>> = { f: 'Function', formula: 'Function, as a formula' };

function definition(statement: Statement): Markup {
  const { requirement, requires, kind, formulas = {}, code: source, claims, traits, outputs = 1, source: at } = statement;
  return html`${requirement !== undefined && row('Requirement', requirement)}${requires && row('Acceptance', `agrees to ${figure(requires.digits)} digits at least`)}${kind !== 'function' && row('Kind', kind)}${Object.entries(
    formulas,
  ).map(([key, texts]) => row(DEFINED[key] ?? `Claimed ${key}`, ...texts.map(code)))}${
    source !== undefined && row('Code', html`<pre>${source}</pre>`)
  }${row('Claims', claims.join(', ') || 'none')}${row('Domain', domain(statement))}${outputs > 1 && row('Outputs', counted(outputs))}${traits.length > 0 && row('Known of it', traits.join(', '))}${at && row('Written in', code(at.line === undefined ? at.file : `${at.file}:${at.line}`))}`;
}

function domain({ inputs, more }: Statement): Markup {
  const end = (value: number): string => withMinus(Number.isFinite(value) ? figure(value) : value > 0 ? '∞' : '-∞');
  const open = (value: number, bracket: string): string => (Number.isFinite(value) ? bracket : bracket === '[' ? '(' : ')');
  const one = ({ name, shape, low, high }: StatedInput): string =>
    `${name}${shape && shape.length > 0 ? ` (${shape.join('×')})` : ''} ∈ ${open(low, '[')}${end(low)}, ${end(high)}${open(high, ']')}`;
  return html`${inputs.map((input, i) => [i > 0 && '; ', one(input)])}${more !== undefined && `; and ${plural(more, 'more tensor')}`}`;
}

function findings({ results, digits, standing }: Entry): Markup {
  const judged = results.filter((result) => !isReading(result) && !isSilent(result));
  const held = judged.filter(({ verdict }) => verdict === 'pass');
  const points = held.reduce((sum, { runs, discarded }) => sum + runs - discarded, 0);
  const worst = digits === undefined || standing === 'wrong' ? '' : `; ${agreement(digits)} at the worst sample`;
  const control =
    held.some((result) => result.control) &&
    (held.every((result) => result.control !== 'missed') ? '; the control was caught' : '; the control was missed');
  return html`${held.length > 0 && row('Holds', `${held.map(({ property }) => property).join(', ')}`, `${plural(held.length, 'law')}, ${plural(points, 'judged sample')}${worst}${control || ''}`)}${judged.flatMap(exactLines).map((line) => row('Exactly', line))}${results
    .filter(({ verdict }) => verdict === 'fail')
    .map((result) => row(result.expected === undefined ? 'Fails' : 'Fails, as is known', failure(result)))}${results
    .filter(({ verdict }) => verdict === 'inconclusive')
    .map((result) => row('Not decided', `${result.property}: ${reasonOf(result)}`))}`;
}

function failure(result: Result): Markup {
  const both = sides(result);
  const at = where(result);
  return html`${result.property}: ${headline(result, 'property')}${both && `; claimed ${both.claimed}, measured ${both.observed}`}${at !== undefined && ` at ${at}`}${result.message !== undefined && `; ${result.message}`}${result.expected !== undefined && ` (${result.expected})`}`;
}
