import type { Report } from '../../report/report.ts';
import { type Standing, standings, worstFirst } from '../../report/standing.ts';
import { tally } from '../account.ts';
import { shortened } from '../escape.ts';
import { counted, plural } from '../figure.ts';
import { headline } from '../headline.ts';
import { scopeLine } from '../scope.ts';
import type { Entry } from './entry.ts';
import { html, type Markup } from './markup.ts';
import { sides, where } from './statement.ts';

type Tally = ReturnType<typeof tally>;

/** The verdict of a report in one line, and the standing whose colour it has. */
export function verdictOf({ wrong, unsure, known, right }: Tally): { readonly standing: Standing; readonly text: string } {
  const all = wrong + unsure + known + right;
  if (all === 0) return { standing: 'unsure', text: 'Nothing was checked' };
  if (wrong > 0)
    return {
      standing: 'wrong',
      text: all === 1 ? 'The derivative is wrong' : `${counted(wrong)} of ${counted(all)} subjects ${wrong === 1 ? 'is' : 'are'} wrong`,
    };
  if (right === 0 && unsure > 0)
    return { standing: 'unsure', text: all === 1 ? 'It could not be decided' : 'Nothing could be decided in full' };
  if (unsure > 0)
    return {
      standing: 'right',
      text: `Nothing is wrong; ${counted(unsure)} of ${counted(all)} subjects ${unsure === 1 ? 'is' : 'are'} undecided in part`,
    };
  if (known > 0) return { standing: 'right', text: `Nothing new is wrong; ${plural(known, 'failure is', 'failures are')} known` };
  return { standing: 'right', text: all === 1 ? 'The derivative is right' : `All ${counted(all)} subjects are right` };
}

/** The top of the page: the verdict, how many digits are established, and what is wrong. */
export function front(report: Report, entries: readonly Entry[]): Markup {
  const counts = tally(entries);
  const verdict = verdictOf(counts);
  const least = entries
    .filter(({ digits, standing }) => digits !== undefined && standing !== 'wrong' && standing !== 'unsure')
    .sort((a, b) => a.digits! - b.digits!)[0];
  const laws = new Set(report.results.map(({ property }) => property)).size;
  const samples = report.results.reduce((sum, { runs }) => sum + runs, 0);
  return html`<header class="front"><h1 class="${verdict.standing}"><span class="mark" aria-hidden="true">${standings[verdict.standing].mark}</span>${verdict.text}</h1><p class="lede">${
    least
      ? html`What holds is established to <b>at least ${plural(Math.floor(least.digits!), 'digit')}</b> (<a href="#${least.slug}">${shortened(least.name, 60)}</a>), by `
      : 'Checked by '
  }${plural(report.results.length, 'check')}: ${plural(entries.length, 'subject')} held to ${plural(laws, 'law')} at ${plural(samples, 'sample')}, seed <b>${report.seed}</b>.</p>${
    entries.length > 0 && share(counts, entries.length)
  }</header>${findings(entries)}<section aria-labelledby="~origin" class="origin"><h2 id="~origin" class="hidden">Where this comes from</h2>${provenance(report)}</section>`;
}

function share(counts: Tally, all: number): Markup {
  let from = 0;
  const parts = worstFirst.flatMap((standing) => {
    const width = (1000 * counts[standing]) / all;
    from += width;
    return width > 0
      ? [html`<rect class="${standing}" x="${(from - width).toFixed(1)}" width="${Math.max(width - 2, 1).toFixed(1)}" height="10"/>`]
      : [];
  });
  return html`<div class="share" aria-hidden="true"><svg viewBox="0 0 1000 10" preserveAspectRatio="none">${parts}</svg></div><ul class="counts">${worstFirst.map(
    (standing) =>
      (counts[standing] > 0 || standing === 'wrong' || standing === 'right') &&
      html`<li class="${standing}"><span class="mark" aria-hidden="true">${standings[standing].mark}</span> ${counted(counts[standing])} ${standing === 'known' ? plural(counts.known, 'known failure').replace(/^\S+ /, '') : standings[standing].word}</li>`,
  )}</ul>`;
}

function provenance(report: Report): Markup {
  const { provenance: origin, seed, tool } = report;
  const { command, commit, date, node, engines, machine } = origin;
  const scope = scopeLine(report);
  const versions = [
    `${tool.name} ${tool.version}`,
    `Node.js ${node.replace(/^v/, '')}`,
    ...Object.entries(engines).map(([name, version]) => `${name} ${version}`),
  ];
  const fact = (name: string, value: string | Markup | undefined): Markup | undefined =>
    value === undefined ? undefined : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts">${fact('Date', date.replace('T', ' ').replace(/(:\d\d):\d\d(\.\d+)?Z$/, '$1 UTC'))}${fact('Seed', String(seed))}${scope !== undefined && html`<div class="full"><dt>Effort</dt><dd>${scope}</dd></div>`}${fact(
    'Commit',
    commit && html`<code>${commit.slice(0, 10)}</code>`,
  )}${fact('Versions', versions.join(', '))}${fact('Machine', machine && shortened(machine, 100))}<div class="full"><dt>Command</dt><dd>${commandLine(command)}</dd></div></dl>`;
}

/** A command with a button to copy it. It is broken only between words. */
export const commandLine = (command: string): Markup =>
  html`<div class="command"><code>${command.split(' ').map((word, i) => [i > 0 && ' ', html`<span>${word}</span>`])}</code><button type="button" data-copy data-needs-script hidden class="no-print">Copy</button></div>`;

const FINDINGS = 12;

/** The wrong subjects, each with its headline, both sides, and the likely cause. */
function findings(entries: readonly Entry[]): Markup | undefined {
  const wrong = entries.filter(({ standing }) => standing === 'wrong');
  if (wrong.length === 0) return undefined;
  return html`<section aria-labelledby="~findings"><h2 id="~findings">What is wrong</h2><ol class="findings">${wrong.slice(0, FINDINGS).map(finding)}</ol>${
    wrong.length > FINDINGS &&
    html`<p class="fine">and ${plural(wrong.length - FINDINGS, 'more subject')}, <a href="#~subjects">below</a></p>`
  }</section>`;
}

function finding(entry: Entry): Markup {
  const result = entry.failing[0]!;
  const both = sides(result);
  const at = where(result);
  const said = [result.message, !result.simplest || result.fault ? undefined : result.diagnosis?.[0]?.text].filter(
    (text) => text !== undefined,
  );
  return html`<li><h3><a href="#${entry.slug}">${shortened(entry.name, 80)}</a><span>${headline(result, 'property')}</span></h3>${
    both &&
    html`<p>claimed <span class="claimed-text">${both.claimed}</span>, measured <span class="measured-text">${both.observed}</span>${at !== undefined && ` at ${shortened(at, 160)}`}</p>`
  }${said.map((text) => html`<p>${shortened(text, 240)}</p>`)}</li>`;
}
