import * as z from 'zod';
import { number } from '../../../report/evidence/index.ts';
import { shortened } from '../../escape.ts';
import { html, type Markup } from '../markup.ts';
import { withMinus } from '../statement.ts';
import { powerOfTen } from './frame.ts';
import { short } from './steps.ts';

const layers = z.array(z.object({ layer: z.string(), signal: number, spread: number, parameters: number }));

/** Evidence of the reading of gradient flow: the size of the backward signal at each layer of a stack and of stacks to compare it with. */
export const flowSchema = z.object({
  layers,
  growth: number,
  beside: z.array(z.object({ stack: z.string(), layers, growth: number })).optional(),
});
export type Flow = z.infer<typeof flowSchema>;

const BAR_WIDTH = 320;
const BAR_HEIGHT = 16;

/** A bar for the backward signal of each layer, on one logarithmic scale for all stacks. */
export function flowBars({ layers: own, growth, beside = [] }: Flow): Markup | undefined {
  const stacks = [{ stack: 'this stack', layers: own, growth }, ...beside];
  const logs = stacks
    .flatMap((stack) => stack.layers.flatMap(({ signal, parameters }) => [signal, parameters]))
    .filter((size) => size > 0 && Number.isFinite(size))
    .map(Math.log10);
  if (logs.length === 0) return undefined;
  const [low, high] = [Math.floor(Math.min(...logs) - 0.01), Math.ceil(Math.max(...logs) + 0.01)];
  const x = (size: number): string =>
    (size > 0 && Number.isFinite(size) ? (BAR_WIDTH * (Math.log10(size) - low)) / (high - low) : 0).toFixed(1);
  return html`<figure class="flow wide"><figcaption><b>Gradient flow</b> <span class="what">size of ∂L/∂y at each layer, from ${powerOfTen(low)} to ${powerOfTen(high)}, logarithmic</span></figcaption><div class="panels">${stacks.map(
    (stack) =>
      html`<div class="scroll" tabindex="0" role="group" aria-label="Gradient flow of ${shortened(stack.stack, 60)}"><table class="flow"><caption>${shortened(stack.stack, 60)}: the signal changes by ${short(stack.growth)} a layer</caption><thead><tr><th scope="col">layer</th><th scope="col">signal</th><th scope="col">size</th><th scope="col">parameters</th></tr></thead><tbody>${stack.layers.map(
        ({ layer, signal, parameters }) =>
          html`<tr><th scope="row">${shortened(layer, 40)}</th><td><svg class="strip" viewBox="0 0 ${BAR_WIDTH} ${BAR_HEIGHT}" width="${BAR_WIDTH}" height="${BAR_HEIGHT}" aria-hidden="true"><path class="track" d="M0 8H${BAR_WIDTH}"/><rect class="flow-bar" y="2" width="${x(signal)}" height="12" rx="2"/></svg></td><td>${withMinus(short(signal))}</td><td>${parameters === 0 ? '' : withMinus(short(parameters))}</td></tr>`,
      )}</tbody></table></div>`,
  )}</div></figure>`;
}
