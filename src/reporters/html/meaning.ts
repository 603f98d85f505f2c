import { grouped } from '../../report/group.ts';
import { controls, type Report } from '../../report/report.ts';
import { standingOf } from '../../report/standing.ts';
import { reasonOf } from '../account.ts';
import { shortened } from '../escape.ts';
import { counted, plural } from '../figure.ts';
import type { Entry } from './entry.ts';
import { html, type Markup } from './markup.ts';
import { anchor } from './matrix.ts';

const LINKS = 6;

/** The section that says what a pass means, what it does not mean, and what this run left open. */
export function meaning({ results, seed }: Report, entries: readonly Entry[]): Markup {
  const slugs = new Map(entries.map((entry) => [entry.name, entry]));
  const [runs, discarded] = [
    results.reduce((sum, result) => sum + result.runs, 0),
    results.reduce((sum, { discarded, silent = 0 }) => sum + discarded - silent, 0),
  ];
  const { planted, caught } = controls(results);
  const links = (of: readonly (typeof results)[number][]): Markup =>
    html`${of
      .slice(0, LINKS)
      .map((result, i) => [
        i > 0 ? ', ' : '',
        html`<a href="#${anchor(slugs.get(result.subject)!, result)}">${shortened(result.subject, 40)}/${result.property}</a>`,
      ])}${of.length > LINKS && ` and ${counted(of.length - LINKS)} more`}`;
  const list = (groups: ReadonlyMap<string, readonly (typeof results)[number][]>): Markup =>
    html`<ul>${[...groups].map(([reason, of]) => html`<li>${shortened(reason, 300)}: ${links(of)}</li>`)}</ul>`;
  const open = grouped(
    results.filter((result) => standingOf(result) === 'unsure'),
    reasonOf,
  );
  const known = grouped(
    results.filter((result) => standingOf(result) === 'known'),
    ({ expected }) => expected ?? '',
  );
  const warned = grouped(
    results.flatMap((result) => (result.warnings ?? []).map((warning) => ({ warning, result }))),
    ({ warning }) => warning,
  );
  const warnings = new Map([...warned].slice(0, 40).map(([warning, of]) => [warning, of.map(({ result }) => result)]));
  return html`<section aria-labelledby="~meaning"><h2 id="~meaning">What this says, and what it does not</h2><div class="meaning"><div><h3>What a pass says</h3><ul><li>At every sample that could be judged, what is claimed and what was measured agree within their error bars, to the digits told at least.</li><li>A failure was measured again with more care and at points nearby before it was called one.</li>${planted > 0 && html`<li>A control: with its sign flipped, the claim of ${counted(caught)} of ${plural(planted, 'subject')} in which a claim passed would have failed at the same samples.</li>`}<li>The same seed (${seed}) and the same code give the same verdicts.</li></ul></div><div><h3>What it does not say</h3><ul><li>A mistake in a region in which no sample lies stays unseen.</li><li>The claim is held to f as it is computed. If f is itself wrong, a derivative that matches it passes.</li><li>At a kink every slope between those of its sides counts as right; where f jumps, or its slope has no limit, nothing is judged.${
    discarded > 0 && ` Of ${plural(runs, 'sample')}, ${counted(discarded)} could not be judged.`
  }</li></ul></div>${open.size > 0 && html`<div><h3>Left open</h3>${list(open)}</div>`}${known.size > 0 && html`<div><h3>Known failures</h3>${list(known)}</div>`}${
    warnings.size > 0 && html`<div><h3>Warnings</h3>${list(warnings)}</div>`
  }</div></section>`;
}
