import type { Spectrum } from '../../../report/evidence/index.ts';
import { bar } from '../../figure.ts';
import { html, type Markup } from '../markup.ts';
import { withMinus } from '../statement.ts';

const LINE_WIDTH = 520;
const LINE_EDGE = 24;
const EIGENVALUES_SHOWN = 32;

const SAYS: Readonly<Record<Spectrum['found'], string>> = {
  minimum: 'all positive: f rises in every direction, a minimum',
  maximum: 'all negative: f falls in every direction, a maximum',
  saddle: 'of both signs: f rises in some directions and falls in others, a saddle',
  undecided: 'some are zero within their bar: second derivatives alone do not decide',
};

/** The plot of the eigenvalues of the Hessian at a critical point, with their error bar and the kind of the point. */
export function spectrumPlot({ at, inputs, values, error, found, declared }: Spectrum): Markup {
  const finite = values.filter(Number.isFinite);
  const doubt = Number.isFinite(error) ? Math.max(error, 0) : 0;
  const reach = Math.max(...finite.map(Math.abs), doubt) || 1;
  const x = (value: number): number => Math.round((LINE_WIDTH / 2 + ((LINE_WIDTH / 2 - LINE_EDGE) * value) / reach) * 10) / 10;
  const place = at.map((value, i) => `${inputs[i] ?? `x[${i}]`} = ${bar({ value, error: 0 })}`).join(', ');
  const agrees = declared === undefined || declared === found || found === 'undecided' || declared === 'undecided';
  const numbers = values.slice(0, EIGENVALUES_SHOWN).map((value) => withMinus(bar({ value, error })));
  return html`<figure class="chart wide"><figcaption><b>Eigenvalues</b> <span class="what">of the measured Hessian at ${place}</span><br>${
    declared !== undefined &&
    html`Declared a ${declared}. <span class="verdict ${agrees ? 'right' : 'wrong'}">${agrees ? '✓' : '✗'}</span> `
  }They are ${SAYS[found]}.</figcaption><svg class="plot" viewBox="0 0 ${LINE_WIDTH} 56" role="img" aria-label="Eigenvalues ${numbers.join(', ')}"><path class="track" d="M${LINE_EDGE} 24H${LINE_WIDTH - LINE_EDGE}"/><path class="zero" d="M${x(0)} 8V40"/><text class="note" x="${x(0)}" y="53" text-anchor="middle">0</text><text class="note" x="${LINE_EDGE}" y="53">−${bar({ value: reach, error: reach / 100 }).split(' ')[0]!}</text><text class="note" x="${LINE_WIDTH - LINE_EDGE}" y="53" text-anchor="end">${bar({ value: reach, error: reach / 100 }).split(' ')[0]!}</text>${finite.map(
    (value) =>
      html`${doubt > 0 && html`<path class="measured bar" d="M${x(Math.max(-reach, value - doubt))} 24H${x(Math.min(reach, value + doubt))}"/>`}<circle class="measured dot" cx="${x(value)}" cy="24" r="5"/>`,
  )}</svg><p class="fine">λ = ${numbers.join(', ')}${values.length > EIGENVALUES_SHOWN && ', …'}</p></figure>`;
}
