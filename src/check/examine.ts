import type { Sample } from '../law/property.ts';
import type { Examiner, Outcome } from './examiner.ts';
import { excuses } from './excuses.ts';

/** A glance settles a sample if it establishes so many digits. */
const GLANCE_DIGITS = 8;

/** Whether a failure whose gap is narrow is confirmed at once, or later if no sample fails more plainly. */
export type Narrow = 'waits' | 'now';

/** Examines a sample at a glance if that settles it, else with care. A failure stands only if nearby points confirm it and no excuse applies. */
export function examine(look: Examiner, sample: Sample, effort: 'quick' | 'thorough', narrow: Narrow = 'now'): Outcome {
  if (effort === 'quick') {
    const glance = look(sample, 'quick');
    const settled = glance.verdict === 'pass' && (glance.digits === undefined || glance.digits >= GLANCE_DIGITS);
    if (glance.verdict === 'discarded' || settled) return glance;
  }
  const careful = look(sample, 'thorough');
  return careful.verdict === 'fail' ? confirmed(look, sample, narrow) : careful;
}

const PENDING = 'the gap is narrow here, and wide elsewhere';

/** The outcome with the noise of the claim and nearby points measured too; where a failure survives these and all excuses, that failure. */
function confirmed(look: Examiner, sample: Sample, narrow: Narrow): Outcome {
  const weighed = look(sample, 'weighed');
  if (weighed.verdict !== 'fail') return weighed;
  if (narrow === 'waits' && slackOf(weighed) < PLAIN) return { ...weighed, verdict: 'discarded', reason: PENDING, pending: true };
  const outcome = look(sample, 'nearby', { slack: slackOf(weighed) });
  if (outcome.verdict !== 'fail') return outcome;
  const excuse = excuses.find(({ applies }) => applies({ look, sample, outcome }));
  return excuse ? { ...outcome, verdict: 'inconclusive', reason: excuse.reason } : outcome;
}

/** Slopes nearby may be seen this part of the gap too coarsely: that does not close it. */
const NEGLIGIBLE = 1 / 64;
/** The gap may be infinite; slopes that are seen this coarsely are hardly seen at all. */
const COARSEST_SLACK = 2 ** 52;
/** A gap that leaves less slack is narrow: glances at nearby points will hardly do. */
const PLAIN = 2 ** 16;

/** By what factor slopes nearby may be coarser than the one at the sample for the gap to stand: a power of two, so that few instruments are needed. */
const slackOf = ({ leastBars = 1 }: Outcome): number =>
  Math.max(1, Math.min(COARSEST_SLACK, 2 ** Math.floor(Math.log2(leastBars * NEGLIGIBLE))));

/** The failure of a sample that simplification tries, not confirmed by nearby points; undefined where it does not fail, or shows a fault, which is another mistake. */
export function unconfirmed(look: Examiner, sample: Sample): Outcome | undefined {
  try {
    const outcome = look(sample, 'thorough');
    return outcome.verdict === 'fail' ? outcome : undefined;
  } catch {
    return undefined;
  }
}

/** The confirmed failure of a sample; undefined where there is none. */
export function stillFailing(look: Examiner, sample: Sample): (Outcome & { readonly sample: Sample }) | undefined {
  const outcome = confirmed(look, sample, 'now');
  return outcome.verdict === 'fail' ? { ...outcome, sample } : undefined;
}
