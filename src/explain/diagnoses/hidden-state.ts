import type { Vector } from '../../math/vector.ts';
import { entryBar } from '../../measure/claimed.ts';
import type { Observation } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Error bars within which a claim is the right one. Why: a state that is kept gives another point's values, which are off by far more; the bars are those of single slopes. */
const RIGHT_BARS = 8;

/** Whether these are the values that are measured at a point. */
const right = (values: Vector, { measured, bars }: Observation): boolean =>
  values.every((value, k) => !Number.isFinite(bars[k]!) || Math.abs(value - measured[k]!) <= RIGHT_BARS * bars[k]!);

/** Points at which the claim is asked again. Why: each is asked two to four times, in orders that tell the kinds of state apart; three would do for the cycle, and one may be at a kink. */
const CALLS = 4;

/** Something kept between calls: the claim is that of the call before, or is added to it, or never changes. */
export const hiddenState: Diagnosis = {
  name: 'hidden-state',
  explain({ comparison: { points, claimed, target } }) {
    const usable = points.filter(({ bars }) => bars.some(Number.isFinite)).slice(0, CALLS);
    const [p, q, r] = usable;
    if (!p || !q || !r || right(p.measured, q) || right(q.measured, r)) return undefined;
    const first =
      p.claimed.some((value) => value !== 0) &&
      usable.every(({ claimed: seen }) => seen.every((value, k) => Object.is(value, p.claimed[k]!)));
    if (first && p.weights === undefined)
      return {
        text: `the same claim at all ${usable.length} points that were looked at, whatever x is: a value kept from an earlier call`,
        everywhere: true,
      };

    const pairs = [
      [p, q],
      [q, r],
      [r, p],
    ] as const;
    const stale = pairs.every(([before, now]) => {
      claimed(before.x, before.weights);
      const said = claimed(now.x, before.weights);
      return right(said, before) && !right(said, { ...now, bars: before.bars });
    });
    if (stale)
      return {
        text: 'the values of the call before: at each of 3 points the claim is what was right for the point that was asked for before it',
        everywhere: true,
      };

    const adds = usable.every((point) => {
      const before = claimed(point.x, point.weights);
      const after = claimed(point.x, point.weights);
      return right(
        after.map((value, k) => value - before[k]!),
        { ...point, bars: point.bars.map((bar, k) => bar + entryBar(after, k, target.subject.precision)) },
      );
    });
    if (adds)
      return {
        text: `a sum that is never set to zero: asked again, the claim grows by what is right, at ${usable.length} points`,
        everywhere: true,
      };

    const settles = pairs.every(([before, now]) => {
      claimed(before.x, before.weights);
      const unsettled = !right(claimed(now.x, now.weights), now);
      return unsettled && right(claimed(now.x, now.weights), now);
    });
    return settles
      ? {
          text: 'something kept between calls: at 3 points the claim is wrong when another point was asked for before, and right when asked again',
          everywhere: true,
        }
      : undefined;
  },
};
