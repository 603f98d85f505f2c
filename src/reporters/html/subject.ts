import type { Result } from '../../check/check.ts';
import { isReading, isSilent } from '../../report/report.ts';
import { type Standing, standingOf, standings } from '../../report/standing.ts';
import { readingOf, reasonOf } from '../account.ts';
import { contradiction } from '../contradiction.ts';
import { shortened } from '../escape.ts';
import { exactError, exactLines } from '../exactness.ts';
import { agreement } from '../facts.ts';
import { bar, contrast, counted, figure, plural, shown } from '../figure.ts';
import { headline } from '../headline.ts';
import type { Entry } from './entry.ts';
import { commandLine } from './front.ts';
import { law } from './law.ts';
import { html, type Markup } from './markup.ts';
import { anchor, searchable } from './matrix.ts';
import { componentsOf, pictures } from './pictures.ts';
import { where } from './statement.ts';

/** The most wrong subjects that are open at first. */
const OPEN = 12;

/**
 * The section of a subject. `laws` numbers the laws of the glossary. The content of a closed section is inside `noscript`: a browser that
 * runs scripts reads it when the section is opened, any other browser shows it.
 */
export function section(entry: Entry, place: number, laws: ReadonlyMap<string, number>): Markup {
  const { name, slug, standing, results, digits } = entry;
  const worst = entry.failing[0];
  const source = results.find((result) => result.source)?.source;
  const requirement = results.find((result) => result.requirement !== undefined)?.requirement;
  const says = standing === 'wrong' ? headline(worst!, 'property') : summaryOf(entry);
  const open = standing === 'wrong' && place < OPEN;
  const body = html`${worst && counterexample(worst, entry)}${pictures(entry)}${requirement !== undefined && html`<p class="fine">Requirement ${shortened(requirement, 200)}</p>`}${table(entry, laws)}`;
  return html`<details class="subject" id="${slug}" data-row="${searchable(entry)}" data-standing="${standing}"${open && html` open`}><summary class="${standing}"><span class="mark" aria-hidden="true">${
    standings[standing].mark
  }</span><h3 class="name">${shortened(name, 200)}</h3><span class="hidden">${standings[standing].word}: </span><span class="says">${says}</span><span class="end">${
    digits !== undefined &&
    standing !== 'unsure' &&
    standing !== 'known' &&
    `${standing === 'wrong' ? 'otherwise ' : ''}${agreement(digits)}`
  }${source && html` <code>${shortened(source.file, 80)}${source.line !== undefined && `:${source.line}`}</code>`}</span></summary><div class="body">${open ? body : html`<noscript>${body}</noscript>`}</div></details>`;
}

function summaryOf({ results, standing }: Entry): string {
  const of = (wanted: Standing): Result[] => results.filter((result) => standingOf(result) === wanted);
  if (standing === 'unsure') return `not decided by ${plural(of('unsure').length, 'law')}: ${shortened(reasonOf(of('unsure')[0]!), 120)}`;
  if (standing === 'known') return `known: ${shortened(of('known')[0]!.expected!, 120)}`;
  const warnings = new Set(results.flatMap((result) => result.warnings ?? [])).size;
  return `${plural(results.length, 'law')}${warnings > 0 ? `, ${plural(warnings, 'warning')}` : ''}`;
}

/** The evidence against a claim: the law, both sides of it, where, why, and how to see it again. */
function counterexample(result: Result, { failing, laws }: Entry): Markup {
  const { wrong, simplest, starkest, diagnosis, region, replay, message, reason, expected } = result;
  const others = failing.filter((other) => other !== result).map(({ property }) => property);
  const components = componentsOf(result, laws);
  const at = where(result);
  const row = (name: string, content: Markup | string | undefined | false): Markup | undefined =>
    content === undefined || content === false || content === '' ? undefined : html`<dt>${name}</dt><dd>${content}</dd>`;
  return html`<div class="law-line scroll" tabindex="0" role="group" aria-label="Law"><b>${result.property}</b>${law(result.law)}</div><dl class="rows">${row('in words', contradiction(result, laws))}${row('known', expected)}${row('says', message && shortened(message, 1000))}${row(
    'because',
    reason !== undefined && reason !== message && reason !== 'not finite' && shortened(reason, 400),
  )}${row('at', at === undefined ? undefined : html`<span class="mono">${shortened(at, 600)}</span>`)}${
    !wrong?.length && simplest && simplest.measurements.length > 0 ? measurements(simplest) : undefined
  }${row('where', region)}${(diagnosis ?? []).map(({ text }, i) => (i === 0 ? row('looks like', html`<b>${shortened(text, 400)}</b>`) : row('or', shortened(text, 400))))}${row(
    'breaks',
    others.length > 0 && html`${result.property} and ${others.length > 8 ? plural(others.length, 'more law') : others.join(', ')}`,
  )}${row('see it again', replay === undefined ? undefined : commandLine(replay))}</dl>${components}${
    simplest &&
    html`<details class="more"><summary>The samples in full</summary><div><h4>Simplest</h4>${sample(simplest)}${starkest && html`<h4>Starkest</h4>${sample(starkest)}`}</div></details>`
  }`;
}

const measurements = ({ measurements: all }: NonNullable<Result['simplest']>): Markup[] =>
  all.slice(0, 8).map(({ what, claimed, observed, relation }) => {
    const [left, right] = contrast(claimed.value, observed);
    return html`<dt>${what ?? 'both sides'}</dt><dd><span class="claimed-text">${left}</span> claimed ${relation ?? '='} <span class="measured-text">${right}</span> measured</dd>`;
  });

const sample = (exhibit: NonNullable<Result['simplest']>): Markup =>
  html`<dl class="rows">${Object.entries(exhibit.sample).map(
    ([key, value]) => html`<dt>${shortened(key, 40)}</dt><dd class="mono">${wide(value)}</dd>`,
  )}${exhibit.measurements
    .slice(0, 16)
    .map(
      ({ what, claimed, observed, relation }) =>
        html`<dt>${what ?? 'measurement'}</dt><dd>claimed ${bar(claimed)} ${relation ?? '='} measured ${contrast(claimed.value, observed)[1]}</dd>`,
    )}</dl>`;

const LISTED = 64;
const wide = (value: unknown): string =>
  Array.isArray(value) && value.every((item) => typeof item === 'number')
    ? `[${value.slice(0, LISTED).map(figure).join(', ')}${value.length > LISTED ? `, … ${counted(value.length - LISTED)} more` : ''}]`
    : shown(value);

function table(entry: Entry, laws: ReadonlyMap<string, number>): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Laws"><table class="results"><thead><tr><th scope="col">property</th><th scope="col">law</th><th scope="col">verdict</th><th scope="col" class="n">digits, worst (median)</th><th scope="col" class="n">samples</th><th scope="col" class="n">f + derivatives</th></tr></thead><tbody>${entry.results.map(
    (result) => {
      const standing = standingOf(result);
      const { digits, runs, discarded, evaluations } = result;
      return html`<tr id="${anchor(entry, result)}"><th scope="row">${result.property}</th><td data-law="${laws.get(result.law)}">${result.law}</td><td><span class="verdict ${standing}">${standings[standing].mark} ${
        isReading(result) ? 'read' : isSilent(result) ? 'silent' : standing === 'right' ? 'holds' : standings[standing].word
      }</span>${why(result)}</td><td class="n">${digits && `${digits.worst.toFixed(1)} (${digits.median.toFixed(1)})`}</td><td class="n">${counted(runs)}${discarded > 0 && ` − ${counted(discarded)}`}</td><td class="n">${counted(evaluations.f)} + ${counted(evaluations.claims)}</td></tr>`;
    },
  )}</tbody></table></div>`;
}

function why(result: Result): Markup | undefined {
  const said = [
    isReading(result) ? readingOf(result) : undefined,
    result.expected,
    ...exactLines(result),
    exactError(result),
    result.message ?? result.reason,
    ...(result.warnings ?? []),
  ].filter((text) => text !== undefined);
  return said.length === 0 ? undefined : html`${said.map((text) => html`<span class="why">${shortened(text, 300)}</span>`)}`;
}
