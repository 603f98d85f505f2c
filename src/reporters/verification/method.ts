import type { Topic } from '../../law/topic.ts';
import type { Report } from '../../report/report.ts';
import { counted } from '../figure.ts';
import { law } from '../html/law.ts';
import { html, type Markup } from '../html/markup.ts';
import { scopeLine } from '../scope.ts';

/** How the run was made, so that it can be repeated. */
export function method(report: Report): Markup {
  const { provenance, results, seed, tool } = report;
  const { command, node, machine, engines } = provenance;
  const samples = results.reduce((sum, { runs }) => sum + runs, 0);
  const calls = results.reduce((sum, { evaluations: { f, claims } }) => sum + f + claims, 0);
  const row = (name: string, value: string | Markup): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<section aria-labelledby="method"><h2 id="method">How it was checked</h2>
<p>Each claimed derivative was held to laws that every true derivative obeys. Both sides of a law were computed at generated samples: points of the domain, half of them drawn evenly and half special (zeros, edges, numbers of the source text), and directions. Derivatives were measured by differences of function values at several distances, with an error bar that covers truncation, the rounding of the function and what the points nearby show. A sample passes where claim and measurement agree within their bars; it fails where they contradict each other beyond them, and a second measurement, with more care, agrees; otherwise it is left open. No tolerance was set by hand.</p>
<dl class="facts wide">${row('Seed', `${seed}: the same seed and code give the same verdicts`)}${row('Samples', `${counted(samples)} in ${counted(results.length)} checks; ${counted(calls)} evaluations`)}${row('Effort', scopeLine(report) ?? 'normal')}${row('Command', html`<code>${command}</code>`)}${row('Versions', [`gradcheck ${tool.version}`, `Node.js ${node.replace(/^v/, '')}`, ...Object.entries(engines).map(([name, version]) => `${name} ${version}`)].join(', '))}${machine !== undefined && row('Machine', machine)}</dl></section>`;
}

/** The laws of the run, in mathematics and in words. */
export function laws({ results, provenance }: Report): Markup | undefined {
  const stated = new Map(results.map((result) => [result.property, result.law]));
  if (stated.size === 0) return undefined;
  return html`<section aria-labelledby="laws"><h2 id="laws">By which laws</h2><table><thead><tr><th scope="col">Law</th><th scope="col">States</th><th scope="col">Compares</th></tr></thead><tbody>${[
    ...stated,
  ].map(
    ([name, text]) => html`<tr><th scope="row">${name}</th><td>${law(text)}</td><td>${words(provenance.laws?.[name])}</td></tr>`,
  )}</tbody></table></section>`;
}

const AGAINST: Readonly<Record<Topic['against'], string>> = {
  values: 'values of the function',
  formula: 'the derivative of its formula',
  reference: 'the reference implementation',
};

/** Claims that are named. Why: a law about more of them is about any. */
const SEVERAL = 3;

/** What a law compares, in words. */
function words(topic: Topic | undefined): string {
  if (!topic) return 'nothing: it reads, and does not judge';
  const claims = topic.about.length > SEVERAL ? 'derivatives' : topic.about.join(', ');
  return `the claimed ${claims} with ${AGAINST[topic.against]}${topic.order === 2 ? ', in second order' : ''}`;
}
