import type { Sample } from '../law/property.ts';
import { dimension } from '../math/domain.ts';
import { sumGrowth } from '../math/estimate.ts';
import type { Precision } from '../math/precision.ts';
import type { Focus } from '../measure/instrument.ts';
import type { Examiner, Outcome } from './examiner.ts';
import { arbiter, excuses } from './excuses.ts';
import { isPlainlyWrong, onTheWhole, witness } from './witness.ts';

/**
 * The digits that a glance must establish to settle a sample, in each precision. Why: a mistake that people make shows within eight digits; with more, most samples would need a thorough look, which costs six
 * times as much. In less than double precision a glance has about half of the digits of the numbers, and a thorough look few more.
 */
const GLANCE_DIGITS: Readonly<Record<Precision, number>> = { float64: 8, float32: 3, bfloat16: 1, float16: 1 };
/**
 * The same for a sample that was searched for, and for one of a law that follows from what another decides at the same points. Why: what is wrong at special points and in small regions, and right elsewhere, is
 * wrong by more than a thousandth; what is wrong by less where another law looks is found by that.
 */
const LEAST_DIGITS = 4;

/**
 * Shorter glances, in double precision, as parts of the line of the first. Why: beside a kink, and where f bends within a thousandth of its scale, the first shows no slope; a thorough look goes down as far with
 * seventeen values a time. On a shorter one than the last, 2⁻²¹ of the scale, rounding leaves less than eight digits.
 */
const CLOSER_GLANCES = [2 ** -5, 2 ** -10, 2 ** -15];

/**
 * A wider glance, where rounding blurs the first: a multiple of its line. Why: what is smooth there may be so further out, and as in single precision a glance on an eighth of the scale shows nearly a digit more;
 * on more, a function that bends has no slope left at seven values.
 */
const WIDER_GLANCE = 8;

/**
 * The bars that may lie between both sides where a glance settles a sample. Why: a bar holds the truth as a rule, so that a right claim is seldom looked at again for it; a small component that is wrong beside
 * large ones leaves as many digits of the whole as if it were right.
 */
const AGREED = 1;

/** What is put off: nothing; the confirmation of a failure whose gap is narrow, as a sample may fail more plainly; or all that is dear and may not be needed, also the look at the whole line of a sample that drowns in rounding. */
export type Later = 'nothing' | 'narrow' | 'all';

/** Examines a sample at a glance if that settles it, else with care. A failure stands only if nearby points confirm it and no excuse applies. */
export function examine(look: Examiner, sample: Sample, effort: 'search' | 'quick' | 'thorough', later: Later = 'nothing'): Outcome {
  if (effort !== 'thorough') {
    const few = effort === 'search' || (look.compares && look.topic.tells === 'consequence' && look.topic.order === 1);
    const most = GLANCE_DIGITS[look.ground.precision] - Math.log10(sumGrowth(dimension(look.ground.domain)));
    const enough = Math.min(most, few ? LEAST_DIGITS : Number.POSITIVE_INFINITY);
    if (effort === 'search' && look.ground.precision === 'float64') {
      const brief = look(sample, 'quick', { brief: partOf(enough + BRIEF_SPARE), enough: partOf(enough + SPARE_DIGITS) });
      if (isSettled(brief, enough)) return brief;
    }
    const settled = atGlance((focus) => look(sample, 'quick', focus), look.ground.precision, enough);
    if (settled) return settled;
  }
  // A claim that agrees is a second opinion; one that does not is looked at again.
  const careful = look(sample, 'thorough', { seconded: false });
  if (careful.verdict === 'inconclusive') return later === 'all' ? { ...careful, left: true } : onTheWhole(look, sample, careful);
  return careful.verdict === 'fail' ? confirmed(look, sample, careful, later) : careful;
}

/** The part of a number that its last digit is, of so many. */
const partOf = (digits: number): number => 10 ** -digits;

/** Whether a glance settles a sample, to such digits. */
const isSettled = ({ verdict, bars, digits }: Outcome, enough: number): boolean =>
  verdict === 'pass' && bars <= AGREED && (digits === undefined || digits >= enough);

/** Digits more that five values must show, for these to be enough. Why: what a pass states is the least of them; two more cost every hundredth sample two values, and are as many as seven values show as a rule. */
const SPARE_DIGITS = 2;

/** Digits more that three values must show of a sample that was searched for. Why: one wrong slope of many is as small a part of all as there are more, and a well-scaled f leaves one and a half. */
const BRIEF_SPARE = 1;

/** The outcome of a glance that settles a sample to such digits: at five values, at all seven, then at five or seven on ever shorter lines, or on a wider one where shorter ones would show rounding. */
function atGlance(look: (focus: Focus) => Outcome, precision: Precision, digits: number): Outcome | undefined {
  const enough = partOf(digits + SPARE_DIGITS);
  const closer = precision === 'float64' ? CLOSER_GLANCES : [];
  let [seen, zoom] = [look({ enough }), 1];
  for (const next of [1, ...closer]) {
    if (seen.verdict === 'discarded' || isSettled(seen, digits)) return seen;
    // A law that measures no slope sees the same at every glance.
    if (seen.measurements.every(({ claimed, measured }) => (claimed.kind ?? measured.kind) === undefined))
      return isSettled(seen, 0) ? seen : undefined;
    const blurred = isBlurred(seen, zoom / next, digits);
    if (blurred && (zoom < 1 || isBlurred(seen, 1 / WIDER_GLANCE, digits))) return undefined;
    zoom = blurred ? WIDER_GLANCE : next;
    seen = look(next === 1 ? {} : { enough, zoom });
    if (blurred) break;
  }
  return seen.verdict === 'discarded' || isSettled(seen, digits) ? seen : undefined;
}

/** Whether on lines that are shorter by a factor the rounding of values alone, which grows by it, leaves a glance less than such digits. */
function isBlurred({ digits, measurements }: Outcome, shorter: number, enough: number): boolean {
  if (digits === undefined || shorter === 1) return false;
  const least = Math.min(...measurements.map(({ measured: { error, blur = 0 } }) => blur / error));
  return digits - Math.log10(least * shorter) < enough;
}

/** Whether exact arithmetic has decided a failure, which then needs no confirmation and has no excuse. */
const isDecided = ({ measurements }: Outcome): boolean => measurements.some(({ decided }) => decided?.verdict === 'fail');

const PENDING = 'the gap is narrow here, and wide elsewhere';

/** The outcome of a careful look where that is plain, or with the noise of the claim and nearby points measured too; where a failure survives these and all excuses, that failure. */
function confirmed(look: Examiner, sample: Sample, careful: Outcome, later: Later): Outcome {
  if (isPlain(look, sample, careful)) return careful;
  const weighed = look(sample, 'weighed');
  if (weighed.verdict !== 'fail' || isDecided(weighed)) return weighed;
  if (arbiter.applies({ look, sample, outcome: weighed })) return { ...weighed, verdict: 'inconclusive', reason: arbiter.reason };
  if (later !== 'nothing' && slackOf(weighed) < PLAIN) return { ...weighed, verdict: 'discarded', reason: PENDING, pending: true };
  // Terms of the size of 1 have such a noise, and digits are left of what they add up to.
  if (weighed.granted && weighed.gap! <= look.grain) return granted({ ...weighed, verdict: 'inconclusive' });
  const witnessed = witness(look, sample, weighed);
  if (witnessed) return granted(witnessed);
  const outcome = look(sample, 'nearby', { slack: slackOf(weighed) });
  if (outcome.verdict !== 'fail') return outcome;
  const excuse = excuses.find(({ applies }) => applies({ look, sample, outcome }));
  return excuse ? granted({ ...outcome, verdict: 'inconclusive', reason: excuse.reason }) : outcome;
}

/** Whether a failure is so wide, and so plainly one of the claim, that no noise need be measured. */
const isPlain = (look: Examiner, sample: Sample, outcome: Outcome): boolean =>
  slackOf(outcome) >= PLAIN && !isDecided(outcome) && !arbiter.applies({ look, sample, outcome }) && isPlainlyWrong(look, sample);

/** An outcome that is left open, though the claim agrees with f but for its noise: that is the verdict. */
const granted = ({ granted: agreed, ...outcome }: Outcome): Outcome => {
  if (!agreed || outcome.verdict !== 'inconclusive') return outcome;
  const { reason, leastBars, gap, ...rest } = outcome;
  return { ...rest, ...agreed };
};

/** The part of the gap between both sides by which slopes nearby may be blurred. Why: a gap that is 64 times as wide as what is not seen stands whatever is not seen. */
const NEGLIGIBLE = 1 / 64;
/** The most by which slopes nearby may be coarser than the one at the sample. Why: the gap may be infinite; with 2⁵² nothing is left of a double, and the power of two stays a number. */
const COARSEST_SLACK = 2 ** 52;
/** The slack from which on a failure is confirmed at once; a narrower gap waits. Why: with less, glances at nearby points hardly do, and what needs thorough looks at dozens of points should be done for one sample and not for each. */
const PLAIN = 2 ** 16;

/** By what factor slopes nearby may be coarser than the one at the sample for the gap to stand: a power of two, so that few instruments are needed. */
const slackOf = ({ leastBars = 1 }: Outcome): number =>
  Math.max(1, Math.min(COARSEST_SLACK, 2 ** Math.floor(Math.log2(leastBars * NEGLIGIBLE))));

/** The failure of a sample that simplification tries, not confirmed by nearby points, and at a glance if that shows as many bars as are enough; undefined where it does not fail, or shows a fault, which is another mistake. */
export function unconfirmed(look: Examiner, sample: Sample, enough = Number.POSITIVE_INFINITY): Outcome | undefined {
  try {
    const glance = look(sample, 'quick', { enough: partOf(LEAST_DIGITS) });
    if (isSettled(glance, LEAST_DIGITS)) return undefined;
    const outcome = glance.verdict === 'fail' && glance.bars >= enough ? glance : look(sample, 'thorough');
    return outcome.verdict === 'fail' ? outcome : undefined;
  } catch {
    return undefined;
  }
}

/** The confirmed failure of a sample, as it is shown, with its noise weighed; undefined where there is none. */
export function stillFailing(look: Examiner, sample: Sample): (Outcome & { readonly sample: Sample }) | undefined {
  const careful = look(sample, 'thorough', { seconded: false });
  const outcome = careful.verdict === 'fail' ? confirmed(look, sample, careful, 'nothing') : careful;
  if (outcome.verdict !== 'fail') return undefined;
  const weighed = outcome === careful ? look(sample, 'weighed') : outcome;
  return { ...(weighed.verdict === 'fail' ? weighed : outcome), sample };
}
