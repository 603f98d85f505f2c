import type { Result } from '../../check/check.ts';
import { matrixSchema, remainderSchema, spectrumSchema, stepsSchema } from '../../report/evidence/index.ts';
import { topicIn } from '../../report/report.ts';
import type { Laws } from '../cause.ts';
import type { Entry } from './entry.ts';
import { data, html, type Markup } from './markup.ts';
import { type Component, componentTable } from './plot/components.ts';
import { flowBars, flowSchema } from './plot/flow.ts';
import { heatMaps } from './plot/heat.ts';
import { remainderPlot } from './plot/remainder.ts';
import { spectrumPlot } from './plot/spectrum.ts';
import { stepPlot } from './plot/steps.ts';

/** What `key` of the evidence is, if it has the form that is drawn. */
function evidence<T>(
  { evidence: of }: Result,
  key: string,
  schema: { safeParse(value: unknown): { success: boolean; data?: T } },
): T | undefined {
  const parsed = schema.safeParse(of?.[key]);
  return parsed.success ? parsed.data : undefined;
}

/** The components of a claim at a failing sample: the wrong ones, and those that are right beside them. */
export function componentsOf(result: Result, laws: Laws): Markup | undefined {
  const wrong: Component[] = (result.wrong ?? []).map(({ index: _, ...rest }) => ({ ...rest, wrong: true }));
  if (wrong.length === 0) return undefined;
  const jacobian = topicIn(laws, result.property).order === 2 ? undefined : evidence(result, 'jacobian', matrixSchema);
  const labels = new Set(wrong.map(({ label }) => label));
  const right = jacobian?.claimed
    ? jacobian.rows.flatMap((row, i) =>
        jacobian.columns.map(
          (column, j): Component => ({
            label: jacobian.rows.length === 1 && !labels.has(`∂${row}/∂${column}`) ? column : `∂${row}/∂${column}`,
            claimed: jacobian.claimed?.[i]?.[j] ?? Number.NaN,
            observed: jacobian.measured[i]?.[j] ?? Number.NaN,
            error: jacobian.error[i]?.[j] ?? Number.NaN,
            wrong: false,
          }),
        ),
      )
    : [];
  return componentTable([...wrong, ...right.filter(({ label }) => !labels.has(label))]);
}

/** Curves, maps and eigenvalues, as far as the report holds what they need. */
export function pictures({ results, failing }: Entry): Markup | undefined {
  const order = [...failing, ...results.filter((result) => !failing.includes(result))];
  const first = <T>(key: string, schema: Parameters<typeof evidence<T>>[2]): T | undefined => {
    for (const result of order) {
      const found = evidence(result, key, schema);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const [steps, remainder] = [first('steps', stepsSchema), first('remainder', remainderSchema)];
  const [jacobian, hessian] = [first('jacobian', matrixSchema), first('hessian', matrixSchema)];
  const spectra = first('spectra', spectrumSchema.array()) ?? [];
  const flow = first('reading', flowSchema);
  const drawn = [
    flow && flowBars(flow),
    steps && stepPlot(steps),
    remainder && remainderPlot(remainder),
    ...spectra.map(spectrumPlot),
  ].filter((picture) => picture !== undefined);
  const gradient = jacobian?.rows.length === 1 ? undefined : jacobian;
  const maps = [gradient && heatMaps('Jacobian', gradient, false), hessian && heatMaps('Hessian', hessian, true)].filter(
    (picture) => picture !== undefined,
  );
  const explorer = order.map((result) => result.evidence?.explorer).find((found) => typeof found === 'object' && found !== null);
  if (drawn.length + maps.length === 0 && !explorer) return undefined;
  return html`${drawn.length > 0 && html`<div class="pictures">${drawn}</div>`}${explorer && html`<div data-explore><script type="application/json">${data(explorer)}</script></div>`}${maps}`;
}
