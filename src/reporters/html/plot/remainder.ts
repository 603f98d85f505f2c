import type { Curve, Remainder } from '../../../report/evidence/index.ts';
import { html, type Markup } from '../markup.ts';
import { logLogFrame, logLogPlot, polyline } from './frame.ts';

/** The plot of Taylor remainders over their step. */
export function remainderPlot({ label, h, noise, claimed, measured, second }: Remainder): Markup | undefined {
  if (h.length < 4) return undefined;
  const differs = claimed.size.some((size, i) => Math.abs(size - measured.size[i]!) > 0.01 * size + 10 * noise);
  const of = logLogFrame(
    h,
    [...(differs ? claimed.size : []), ...measured.size, ...(second?.size ?? [])].map((size) => Math.max(size, noise / 10)),
  );
  const says = differs
    ? html`${sentence('With the claimed slope', claimed)} ${sentence('With the measured slope', measured)}`
    : sentence('With the claimed slope', claimed);
  const floor = noise > 0 && Number.isFinite(noise);
  const picture = logLogPlot(of, { plot: `Taylor remainder along ${label} against its step.`, x: 'step h', y: 'remainder' }, [
    floor &&
      html`<path class="guide" d="M${of.left} ${of.y(noise)}H${of.right}"/><text class="note" x="${of.right - 6}" y="${of.y(noise) - 5}" text-anchor="end">noise</text>`,
    second && html`<path class="second line" d="${polyline(of, h, second.size)}"/>`,
    differs && html`<path class="claimed line" d="${polyline(of, h, claimed.size)}"/>`,
    html`<path class="measured line" d="${polyline(of, h, measured.size)}"/>`,
  ]);
  return html`<figure class="chart"><figcaption><b>Taylor remainder</b> <span class="what">along the same line</span><br>${says}${
    second && html` ${sentence('With the claimed Hessian too', second)}`
  }</figcaption>${picture}<ul class="key">${differs && html`<li><i class="swatch claimed"></i>with the claimed slope</li>`}<li><i class="swatch measured"></i>with the ${
    differs ? 'measured' : 'claimed'
  } slope</li>${second && html`<li><i class="swatch second"></i>with the claimed Hessian too</li>`}</ul></figure>`;
}

const sentence = (what: string, { slope, due }: Curve): Markup =>
  slope === undefined
    ? html`${what} it is lost in noise.`
    : html`${what} it falls like h<sup>${slope.toFixed(1)}</sup>, ${slope < due - 0.5 ? html`<b>too slowly</b> (h<sup>${due}</sup> is due)` : 'as it should'}.`;
