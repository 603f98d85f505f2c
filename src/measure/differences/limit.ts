import { EPSILON, type Estimate } from '../../math/estimate.ts';
import { outcome, type Search } from './search.ts';
import { secondOpinion } from './second-opinion.ts';

const nowhere: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY };

/** What the slopes of one side tend to as its interval shrinks: a number; without bound as at a jump, like 1/h, or more slowly; or what cannot be told. */
export interface Limit {
  readonly estimate: Estimate;
  readonly tendency: 'finite' | 'grows' | 'jump' | 'unknown';
}

/** Slopes of successive intervals that differ by no more than this many times what the rounding of inputs may have moved them tell nothing more. Why: INPUT_ROUNDINGS once more; see index.test.ts for edges near large numbers. */
const ROUNDING_STOPS = 4;
/** Noise that is this many times that of the interval before ends the trail. Why: an interval shrinks by 16, and the noise in its slope grows by that; four times more is the stairs of rounding setting in. */
const NOISE_STOPS = 64;
/** The first intervals are kept whatever they say. Why: four slopes are the least from which a limit can be told. */
const KEPT = 3;

/** The intervals of a trail before the one at which rounding takes over. */
function seenThroughRounding(trail: Search['trail']): Search['trail'] {
  const end = trail.findIndex(({ value, noise, rounding }, k) => {
    const before = trail[k - 1];
    const least = before && Math.max(ROUNDING_STOPS * rounding, noise > NOISE_STOPS * before.noise ? noise : 0);
    return k > KEPT && before && Math.abs(value - before.value) <= least!;
  });
  return end < 0 ? trail : trail.slice(0, end);
}

/** The last slopes of a trail that tell its limit: this many at most, and at least. Why: ratios of three steps, two at least, tell a trend; earlier intervals may have been too wide. */
const TRAIL = { most: 5, least: 4 };
/** Steps between successive slopes converge if each is at most this part of the one before. Why: 1/(1 − 0.9) = 10 times the last step is the most that is left out, which a bar can cover. */
const CONVERGES = 0.9;
/** A factor on the sum of the steps left out. Why: the ratio is that of two or three steps. */
const LIMIT_SAFETY = 2;
/** Steps that each are more than this many times the one before are those of a jump. Why: of a jump by d they are d/h, and grow by 16 as h shrinks by 16; of √t at 0 they grow by 4, of ∛t by 6.3. Halved, ∛t is taken for a jump (index.test.ts). */
const JUMPS = 8;
/** Steps that do not shrink, to within this factor, are those of a slope without finite limit. Why: those of t log t are equal. */
const GROWS = 0.95;

/** The limit of the slopes of a search of one side. */
export function limit(search: Search): Limit {
  const { settled, best } = search;
  if (!best) return { estimate: nowhere, tendency: 'unknown' };
  if (settled) return { estimate: secondOpinion(search), tendency: 'finite' };
  const estimate = outcome(search);
  const last = seenThroughRounding(search.trail).slice(-TRAIL.most);
  const open: Limit = { estimate: { ...estimate, error: Number.POSITIVE_INFINITY }, tendency: 'unknown' };
  if (last.length < TRAIL.least) return open;
  const steps = last.slice(1).map(({ value }, i) => Math.abs(value - last[i]!.value));
  const ratios = steps.slice(1).map((step, i) => step / steps[i]!);
  const [worst, mildest] = [Math.max(...ratios), Math.min(...ratios)];
  if (worst < CONVERGES) {
    const final = last.at(-1)!;
    const error = (LIMIT_SAFETY * steps.at(-1)!) / (1 - worst) + final.noise + EPSILON * Math.abs(final.value);
    return { estimate: error < estimate.error ? { value: final.value, error } : estimate, tendency: 'finite' };
  }
  if (mildest > JUMPS) return { estimate: nowhere, tendency: 'jump' };
  if (mildest > GROWS) return { estimate: nowhere, tendency: 'grows' };
  return open;
}
