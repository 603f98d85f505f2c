import { outcomes, type Requirement } from '../../report/requirement.ts';
import { figure } from '../figure.ts';
import type { Entry } from '../html/entry.ts';
import { html, type Markup } from '../html/markup.ts';
import { because } from '../requirement.ts';

/** The requirements with what became of each. */
export function requirementTable(requirements: readonly Requirement[], all: readonly Entry[]): Markup {
  const slugs = new Map(all.map(({ name, slug }) => [name, slug]));
  const link = (name: string): Markup => (slugs.has(name) ? html`<a href="#${slugs.get(name)}">${name}</a>` : html`${name}`);
  const texts = requirements.some(({ text }) => text !== undefined);
  const row = (requirement: Requirement): Markup => {
    const { id, text = '', digits, established, outcome, subjects } = requirement;
    return html`<tr class="${outcome}"><th scope="row">${id}</th>${texts && html`<td>${text}</td>`}<td>${subjects.map((name, i) => [i > 0 && ', ', link(name)])}</td><td class="n">${digits === undefined ? '–' : figure(digits)}</td><td class="n">${established === undefined ? '–' : figure(Math.max(established, 0))}</td><td>${outcomes[outcome].mark} ${outcome === 'verified' ? 'verified' : because({ ...requirement, subjects: outcome === 'missing' ? subjects : [] })}</td></tr>`;
  };
  return html`<section aria-labelledby="requirements"><h2 id="requirements">Requirements</h2><table class="requirements"><thead><tr><th scope="col">Id</th>${texts && html`<th scope="col">Requirement</th>`}<th scope="col">Function</th><th scope="col" class="n">Digits required</th><th scope="col" class="n">established</th><th scope="col">Verdict</th></tr></thead><tbody>${requirements.map(row)}</tbody></table></section>`;
}
