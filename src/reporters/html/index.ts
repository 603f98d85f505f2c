import { explorerScript, explorerStyle, htmlDocument, program } from '../../explorer/index.ts';
import type { Report } from '../../report/report.ts';
import { standings } from '../../report/standing.ts';
import { tally } from '../account.ts';
import type { Reporter } from '../reporter.ts';
import { type Entry, entries } from './entry.ts';
import { front, verdictOf } from './front.ts';
import { law } from './law.ts';
import { html, type Markup } from './markup.ts';
import { matrix, namesWidth } from './matrix.ts';
import { meaning } from './meaning.ts';
import { style } from './style.ts';
import { section } from './subject.ts';

const page = (report: Report): string => {
  const all = entries(report);
  const verdict = verdictOf(tally(all));
  const own = program('report', new URL('./client/start.ts', import.meta.url));
  const explores = report.results.some(({ evidence }) => evidence?.explorer);
  const styles = [style + namesWidth(all), ...(explores ? [explorerStyle] : [])];
  const scripts = [...(explores ? [explorerScript()] : []), own];
  const body = html`<a class="skip" href="#~subjects">To the subjects</a>
<div class="page">
<header class="bar-top"><b>gradcheck</b><button type="button" data-theme-button data-needs-script hidden class="no-print" title="Change between light and dark">Dark</button></header>
<main>
${front(report, all)}
${all.length > 0 && overview(report, all)}
${meaning(report, all)}
${all.length > 0 && glossary(report)}
</main>
</div>`;
  return htmlDocument({ title: html`${verdict.text}`.text, styles, body: body.text, scripts });
};

/** The HTML report: one page that loads nothing, and whose policy allows only its own styles and scripts. */
export const htmlPage: Reporter = Object.assign(page, { draws: true as const });

function overview(report: Report, all: readonly Entry[]): Markup {
  const laws = lawsOf(report);
  const present = Object.entries(standings).filter(([standing]) => all.some((entry) => entry.standing === standing));
  return html`<section aria-labelledby="~overview"><h2 id="~overview">Overview</h2><div class="tools no-print" data-needs-script hidden><label><span class="hidden">Search subjects</span><input type="search" data-search placeholder="Search subjects" autocomplete="off" spellcheck="false"></label>${
    present.length > 1 &&
    html`<fieldset><legend class="hidden">Show</legend>${choice('all', 'all', true)}${present.map(([standing, { word, mark }]) => choice(standing, `${mark} ${word}`, false))}</fieldset>`
  }<span class="fine" data-status role="status"></span></div>${matrix(all)}</section><section aria-labelledby="~subjects"><h2 id="~subjects">Subjects, worst first</h2><p class="no-print" data-needs-script hidden><button type="button" data-open-all>Open all</button></p>${all.map(
    (entry, i) => [section(entry, i, laws), '\n'],
  )}</section>`;
}

const choice = (value: string, text: string, checked: boolean): Markup =>
  html`<label class="choice"><input type="radio" name="standing" value="${value}" data-choice${checked && html` checked`}><span>${text}</span></label>`;

const lawsOf = ({ results }: Report): ReadonlyMap<string, number> =>
  new Map([...new Set(results.map((result) => result.law))].map((text, i) => [text, i]));

/** The list of laws, each as mathematics. */
function glossary(report: Report): Markup {
  const names = new Map(report.results.map((result) => [result.law, result.property]));
  return html`<section aria-labelledby="~laws"><h2 id="~laws">Laws</h2><div class="scroll" tabindex="0" role="group" aria-label="Laws"><dl class="rows">${[
    ...lawsOf(report),
  ].map(([text, i]) => html`<dt>${names.get(text)}</dt><dd><span id="~law-${i}">${law(text)}</span></dd>`)}</dl></div></section>`;
}
