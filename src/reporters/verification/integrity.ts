import { type Report, toJson } from '../../report/report.ts';
import { sha256 } from '../../report/statement.ts';
import { html, type Markup } from '../html/markup.ts';

/** Hashes by which it can be told whether files are those of this report. */
export function integrity(report: Report): Markup {
  const files = Object.entries(report.provenance.files ?? {});
  const row = (name: string, hash: string): Markup => html`<tr><th scope="row">${name}</th><td class="hash">${hash}</td></tr>`;
  return html`<section aria-labelledby="integrity"><h2 id="integrity">Integrity</h2><p>SHA-256 of the files in which functions and requirements are written, as they were when the run ended, and of the JSON report that holds all results (<code>--reporter json=FILE</code> of the same run). Files that these load are told by the commit.</p><table><thead><tr><th scope="col">File</th><th scope="col">SHA-256</th></tr></thead><tbody>${files.map(([name, hash]) => row(name, hash))}${row('the JSON report', sha256(toJson(report)))}</tbody></table></section>`;
}
