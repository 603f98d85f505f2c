import { axis } from '../../math/vector.ts';
import { outputLabelOf } from '../../subject/label.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Wrong entries that are looked at. Why: each takes a slope for every output; that four show the same is no chance. */
const SUMMED_ENTRIES = 4;
/** Points at which they are looked at. Why: the same outputs must be kept at each. */
const SUMMED_POINTS = 3;
/** The most outputs of a map that is looked at. Why: each output is a slope at each entry and point. */
const SUMMED_OUTPUTS = 64;
/** How far two parts of a sum may differ, relative to the largest. Why: claims in single precision have seven digits. */
const SAME_PART = 1e-6;

/** Error bars that a part must be from 0 to belong to the sum. Why: a part that is 0 within its bar says nothing of where it went. */
const CLEAR_BARS = 100;

/** An input that many outputs share gets the part of the sum that belongs to some of them: the sum over a broadcast axis is missing. */
export const broadcastSum: Diagnosis = {
  name: 'broadcast-sum',
  explain({ comparison }) {
    const { claim, points, wrong, target, label } = comparison;
    const m = target.outputs;
    if (claim !== 'vjp' || m < 2 || m > SUMMED_OUTPUTS) return undefined;
    let kept: string | undefined;
    let told = '';
    const some = points.filter(({ ordinary, wrong }) => ordinary && wrong.length > 0).slice(0, SUMMED_POINTS);
    const few = wrong.slice(0, SUMMED_ENTRIES);
    if (some.length < 2) return undefined;
    for (const { x } of some) {
      const pattern = few.map((k) => {
        const parts = Array.from({ length: m }, (_, j) => {
          const claimed = comparison.claimed(x, axis(m, j))[k]!;
          const { measured, bars } = comparison.measured(x, axis(m, j), [k]);
          return { j, claimed, measured: measured[k]!, bar: bars[k]! };
        });
        const size = Math.max(...parts.map(({ measured }) => Math.abs(measured)));
        const close = SAME_PART * size;
        const real = parts.filter(({ measured, bar }) => Math.abs(measured) > Math.max(close, CLEAR_BARS * bar));
        const inside = real.filter(({ claimed, measured }) => Math.abs(claimed - measured) <= close).map(({ j }) => j);
        const rest = parts.filter(({ j }) => !inside.includes(j));
        if (inside.length === 0 || inside.length === real.length || !rest.every(({ claimed }) => Math.abs(claimed) <= close))
          return undefined;
        const some = inside.length === 1 ? outputLabelOf(target.subject, inside[0]!) : `${inside.length} outputs`;
        told ||= `${label(k)} is claimed to be the part of ${some}, without ${real.length - inside.length === 1 ? 'that of one other' : `those of ${real.length - inside.length} others`}`;
        return inside.join();
      });
      const all = pattern.every((one) => one !== undefined) ? pattern.join(';') : undefined;
      if (all === undefined || (kept !== undefined && kept !== all)) return undefined;
      kept = all;
    }
    return { text: `a sum is missing, as over a broadcast axis: ${told}, at ${some.length} points`, everywhere: true };
  },
};
