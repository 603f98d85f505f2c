import type { Vector } from '../vector.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Numbers agree to this part of the largest. */
const SAME = 1e-6;

const close = (a: Vector, b: Vector): boolean => {
  const size = b.reduce((most, bi) => Math.max(most, Math.abs(bi) || 0), 0);
  return size > 0 && a.every((ai, i) => Number.isNaN(b[i]!) || Math.abs(ai - b[i]!) <= SAME * size);
};

/** Something kept between calls: the claim is that of the call before, or is added to it, or never changes. */
export const hiddenState: Diagnosis = {
  name: 'hidden-state',
  explain({ comparison: { points, claimed } }) {
    const usable = points.filter(({ bars, wrong }) => wrong.length > 0 && bars.some(Number.isFinite)).slice(0, 4);
    const [p, q, r] = usable;
    if (!p || !q || !r || close(p.measured, q.measured) || close(q.measured, r.measured)) return undefined;
    const { weights } = p;
    if (usable.every(({ claimed: seen }) => close(seen, p.claimed)) && p.weights === undefined && p.claimed.some((c) => c !== 0))
      return {
        text: `the same claim at all ${usable.length} points that were looked at, whatever x is: a value kept from an earlier call`,
        everywhere: true,
      };
    const call = (point: typeof p) => claimed(point.x, weights ?? point.weights);
    const pairs = [
      [p, q],
      [q, r],
      [r, p],
    ] as const;
    const truth = (point: typeof p, of: typeof p): Vector => (weights && of !== p ? new Float64Array(0) : point.measured);
    const stale = pairs.every(([before, now]) => {
      claimed(before.x, before.weights);
      const said = claimed(now.x, before.weights);
      return close(said, before.measured) && !close(said, now.measured);
    });
    if (stale)
      return {
        text: 'the values of the call before: at each of 3 points the claim is what was right for the point that was asked for before it',
        everywhere: true,
      };
    const adds = usable.every((point) => {
      const first = call(point);
      const second = call(point);
      const added = second.map((s, i) => s - first[i]!);
      return truth(point, p).length > 0 ? close(added, point.measured) : true;
    });
    if (adds && !close(call(p), call(p)))
      return { text: 'a sum that is never set to zero: each call adds the right values to those of the calls before', everywhere: true };
    const settled = usable.every((point) => {
      claimed(point.x, point.weights);
      return close(claimed(point.x, point.weights), point.measured);
    });
    return settled
      ? {
          text: 'something kept between calls: asked twice for the same point, the claim is right, and after another point it is not',
          everywhere: true,
        }
      : undefined;
  },
};
