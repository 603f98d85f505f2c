import { htmlDocument } from '../../explorer/index.ts';
import type { Report } from '../../report/report.ts';
import { tally } from '../account.ts';
import { type Entry, entries } from '../html/entry.ts';
import { verdictOf } from '../html/front.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Reporter } from '../reporter.ts';
import { verifiedOf } from '../requirement.ts';
import { integrity } from './integrity.ts';
import { laws, method } from './method.ts';
import { openPoints, scope } from './scope.ts';
import { style } from './style.ts';
import { subjectList } from './subjects.ts';
import { requirementTable } from './table.ts';

/**
 * The report to hand over: what was checked, by which laws, how, what that established, what it does not say, what is open, and a place for signatures. It prints to A4, loads nothing and
 * has no program.
 */
export const verification: Reporter = (report: Report): string => {
  const all = entries(report);
  const title = `Verification report: ${verdictLine(report, all).replace(/^./, (letter) => letter.toUpperCase())}`;
  return htmlDocument({ title: html`${title}`.text, styles: [style], body: body(report, all).text, scripts: [] });
};

/** The verdict in one line: of the requirements, if there are any, else of the subjects. */
const verdictLine = ({ requirements = [] }: Report, all: readonly Entry[]): string =>
  requirements.length > 0 ? verifiedOf(requirements) : verdictOf(tally(all)).text;

function body(report: Report, all: readonly Entry[]): Markup {
  const { requirements = [], provenance } = report;
  const unmet = requirements.some(({ outcome }) => outcome !== 'verified');
  const standing = requirements.length > 0 ? (unmet ? 'wrong' : 'right') : verdictOf(tally(all)).standing;
  return html`<main>
<header><p class="kind">Verification report</p><h1>Correctness of derivatives</h1><p class="verdict ${standing}">${verdictLine(report, all).replace(/^./, (letter) => letter.toUpperCase())}.</p>
<dl class="facts">${fact('Date', provenance.date.replace('T', ' ').replace(/\..*$/, ' UTC'))}${fact('Tool', `gradcheck ${report.tool.version}`)}${fact('Seed', String(report.seed))}${fact('Commit', provenance.commit ?? 'none: the folder is in no git repository')}</dl></header>
${requirements.length > 0 && requirementTable(requirements, all)}
${scope(report, all)}
${openPoints(report, all)}
${method(report)}
${laws(report)}
${subjectList(report, all)}
${integrity(report)}
<section aria-labelledby="signatures"><h2 id="signatures">Signatures</h2><div class="signatures">${['Prepared by', 'Reviewed by', 'Approved by'].map((role) => html`<div><p class="line"></p><p>${role}</p><p class="line"></p><p>Date</p></div>`)}</div></section>
</main>`;
}

const fact = (name: string, value: string): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
