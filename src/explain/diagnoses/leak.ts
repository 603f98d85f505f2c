import { axis } from '../../math/vector.ts';
import { outputLabelOf } from '../../subject/label.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Wrong entries that are looked at. Why: each takes a slope for every output; that four show the same is no chance. */
const LEAKING_ENTRIES = 4;
/** Points at which they are looked at. Why: the same outputs must leak at each. */
const LEAKING_POINTS = 3;
/** The most outputs of a map that is looked at. Why: each output is a slope at each entry and point. */
const LEAKING_OUTPUTS = 64;
/** Error bars within which a claim is right, and an output does not depend on an input. Why: a bar is that of one measurement, and the worst of some two hundred must fit. */
const LEAKING_BARS = 4;
/** And the part of the largest slope within which one is right. Why: a slope that is all but saturated has few digits on either side, and what leaks is of the size of the others. */
const LEAK_ROUNDING = 1e-7;

/**
 * An input gets a part of the cotangent of outputs that do not depend on it, and the right part of all others: rows of a batch leak into each other. Where it also gets nothing of some that do, something
 * is masked that should not be, and the other way round.
 */
export const leak: Diagnosis = {
  name: 'leak',
  explain({ comparison }) {
    const { claim, points, wrong, target, label } = comparison;
    const m = target.outputs;
    if (claim !== 'vjp' || m < 2 || m > LEAKING_OUTPUTS) return undefined;
    const some = points.filter(({ ordinary, wrong }) => ordinary && wrong.length > 0).slice(0, LEAKING_POINTS);
    const few = wrong.slice(0, LEAKING_ENTRIES);
    if (some.length < 2 || m * few.length < 2) return undefined;
    let told: string | undefined;
    let lost: string | undefined;
    for (const { x } of some)
      for (const k of few) {
        const parts = Array.from({ length: m }, (_, j) => {
          const { measured, bars } = comparison.measured(x, axis(m, j), [k]);
          return { j, claimed: comparison.claimed(x, axis(m, j))[k]!, measured: measured[k]!, bar: LEAKING_BARS * bars[k]! };
        });
        if (!parts.every(({ bar }) => Number.isFinite(bar))) return undefined;
        const close = LEAK_ROUNDING * Math.max(...parts.map(({ measured }) => Math.abs(measured)));
        const off = parts.filter(({ claimed, measured, bar }) => !(Math.abs(claimed - measured) <= Math.max(bar, close, Number.MIN_VALUE)));
        const reached = parts.filter(({ measured, bar }) => Math.abs(measured) > bar);
        const missing = off.filter((part) => reached.includes(part));
        const extra = off.find((part) => !reached.includes(part));
        if (off.length === 0 || reached.length === 0 || missing.some(({ claimed, bar }) => Math.abs(claimed) > bar)) return undefined;
        if (extra)
          told ??= `${label(k)} gets a part of what comes from ${outputLabelOf(target.subject, extra.j)}, which does not depend on it`;
        if (missing[0]) lost ??= `${label(k)} gets nothing of what comes from ${outputLabelOf(target.subject, missing[0].j)}, which does`;
      }
    if (!told) return undefined;
    if (lost)
      return {
        kind: 'mask',
        text: `a mask in the wrong place: ${told}, and ${lost}; all else is right, at ${some.length} points`,
        everywhere: true,
      };
    return {
      text: `a leak, as between the rows of a batch: ${told}; all else is right, at ${some.length} points`,
      everywhere: true,
    };
  },
};
