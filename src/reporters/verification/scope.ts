import { controls, isReading, isSilent, type Report } from '../../report/report.ts';
import { tally } from '../account.ts';
import { agreement } from '../facts.ts';
import { counted, plural } from '../figure.ts';
import type { Entry } from '../html/entry.ts';
import { html, type Markup } from '../html/markup.ts';

/** What the run established, and what it does not say. */
export function scope({ results, seed }: Report, all: readonly Entry[]): Markup {
  const counts = tally(all);
  const digits = all.flatMap(({ standing, digits }) => (standing === 'right' && digits !== undefined ? [digits] : []));
  const { planted, caught } = controls(results);
  const least = digits.length > 0 ? Math.min(...digits) : undefined;
  return html`<section aria-labelledby="established"><h2 id="established">What is established</h2><ul><li>Of ${plural(all.length, 'function')}, ${counted(counts.right)} ${counts.right === 1 ? 'is' : 'are'} right, ${counted(counts.wrong)} wrong, ${counted(counts.unsure)} not decided in full${counts.known > 0 && `, ${counted(counts.known)} known to fail`}.</li>${least !== undefined && html`<li>At every sample that could be judged, the claims of the right ones agree with what was measured within the error bars; each ${agreement(least)} at least.</li>`}${planted > 0 && html`<li>A control: with its sign flipped, the claim of ${counted(caught)} of ${plural(planted, 'function')} would have failed at the same samples.</li>`}</ul></section>
<section aria-labelledby="limits"><h2 id="limits">What this report does not say</h2><ul><li>It rests on finitely many samples: a mistake in a region in which none lies stays unseen.</li><li>Claims are held to the functions as they are computed. Whether a function computes what it should is not checked.</li><li>At a kink every slope between those of its sides counts as right; where a function jumps or its slope has no limit, nothing is judged.</li><li>Digits are those down to which agreement could be established; a claim may be more accurate.</li><li>The verdicts are those of seed ${String(seed)}.</li></ul></section>`;
}

/** What was not checked, and why. */
export function openPoints({ results, provenance: { effort } }: Report, all: readonly Entry[]): Markup {
  const silent = results.filter(isSilent);
  const open = results.filter(({ verdict }) => verdict === 'inconclusive');
  const known = results.filter(({ verdict, expected }) => verdict === 'fail' && expected !== undefined);
  const left = results.filter((result) => !isReading(result)).reduce((sum, { discarded, silent: quiet = 0 }) => sum + discarded - quiet, 0);
  const warnings = [...new Set(results.flatMap(({ warnings: own = [], subject }) => own.map((warning) => `${subject}: ${warning}`)))];
  const list = [
    open.length > 0 &&
      html`<li>${plural(open.length, 'check')} of ${plural(new Set(open.map(({ subject }) => subject)).size, 'function')} could not be decided; the reasons stand with the functions.</li>`,
    known.length > 0 && html`<li>${plural(known.length, 'failure is', 'failures are')} known, and stand with their functions.</li>`,
    silent.length > 0 &&
      html`<li>${plural(silent.length, 'check')} had nothing to say at any sample, as a law of kinks has not of a smooth function.</li>`,
    left > 0 &&
      html`<li>${plural(left, 'sample')} could not be judged, since the function is not differentiable there, or its rounding hides the slope.</li>`,
    effort && effort.leftOut.length > 0 && html`<li>Left out at ${effort.name} effort: ${effort.leftOut.join(', ')}.</li>`,
    ...warnings.map((warning) => html`<li>${warning}</li>`),
  ].filter((one) => one !== false && one !== undefined);
  const nothing = all.length === 0 ? 'Nothing was checked.' : 'Nothing was left out.';
  return html`<section aria-labelledby="open"><h2 id="open">What was not checked, and what is open</h2>${list.length > 0 ? html`<ul>${list as readonly Markup[]}</ul>` : html`<p>${nothing}</p>`}</section>`;
}
