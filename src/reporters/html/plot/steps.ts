import type { Steps } from '../../../report/evidence/index.ts';
import { figure } from '../../figure.ts';
import { html, type Markup } from '../markup.ts';
import { logLogFrame, logLogPlot, polyline, slopeLine } from './frame.ts';

/**
 * The plot of the error of the two-point central difference over its step. It falls with truncation and rises again with rounding; a wrong
 * claim stays away from it.
 */
export function stepPlot({ label, h, measuredError, claimedError, noise, order, step, claimed, observed }: Steps): Markup | undefined {
  if (h.length < 4) return undefined;
  const differs = !(Math.abs(claimed - observed.value) <= 3 * observed.error);
  const of = logLogFrame(h, [...measuredError, ...(differs ? claimedError : []), observed.error]);
  const nearest = Math.min(...measuredError.filter(Number.isFinite));
  const best = h[measuredError.indexOf(nearest)] ?? h[0]!;
  const gap = Math.abs(claimed - observed.value);
  const least = Math.min(...claimedError.filter((error, i) => Number.isFinite(error) && (10 * noise) / h[i]! < gap));
  const says = differs
    ? `Differences come within ${short(nearest)} of the measured slope, and ${Number.isFinite(least) ? `no nearer than ${short(least)} to` : 'nowhere near'} the claimed one.`
    : `Differences come within ${short(nearest)} of the measured slope at their best step, ${short(best)}.`;
  const anchor = h.findLastIndex((value, i) => Number.isFinite(measuredError[i]!) && measuredError[i]! > 0 && value > 0);
  const guide = order === undefined || anchor < 0 ? '' : slopeLine(of, guideAt(h, measuredError, noise, order), order);
  const picture = logLogPlot(
    of,
    { plot: `Error of the difference quotient of ${label} against its step. ${says}`, x: 'step h', y: 'error' },
    [
      html`<path class="guide" d="${slopeLine(of, noise, -1)}"/>`,
      guide !== '' && html`<path class="guide" d="${guide}"/>`,
      step !== undefined &&
        step <= 10 ** of.decades.x[1] &&
        html`<path class="chosen" d="M${of.x(step)} ${of.top}V${of.bottom}"/><text class="note" transform="translate(${of.x(step) + (of.x(step) > of.right - 24 ? -5 : 12)} ${of.bottom - 8}) rotate(-90)">interval used</text>`,
      observed.error > 0 &&
        Number.isFinite(observed.error) &&
        html`<path class="bar" d="M${of.left} ${of.y(observed.error)}H${of.right}"/><text class="note" x="${of.left + 6}" y="${of.y(observed.error) - 5}">error bar of the measurement</text>`,
      differs && html`<path class="claimed line" d="${polyline(of, h, claimedError)}"/>`,
      html`<path class="measured line" d="${polyline(of, h, measuredError)}"/>`,
    ],
  );
  return html`<figure class="chart"><figcaption><b>Error against step</b> <span class="what">${label}</span><br>${says}</figcaption>${picture}<ul class="key"><li><i class="swatch measured"></i>distance from the measured slope</li>${
    differs && html`<li><i class="swatch claimed"></i>distance from the claimed slope</li>`
  }<li><i class="swatch guide"></i>noise ÷ h${order !== undefined && html`, and truncation, of slope ${order.toFixed(1)}`}</li></ul></figure>`;
}

/** The factor c for which c hᵖ goes through the middle of the points at which truncation dominates. */
function guideAt(h: readonly number[], errors: readonly number[], noise: number, order: number): number {
  const clear = h.flatMap((step, i) => (errors[i]! > (30 * noise) / step ? [errors[i]! / step ** order] : [])).slice(0, 8);
  return clear.sort((a, b) => a - b)[clear.length >> 1] ?? Number.NaN;
}

/** The number to two significant digits. */
export const short = (value: number): string => (Number.isFinite(value) ? figure(Number(value.toPrecision(2))) : String(value));
