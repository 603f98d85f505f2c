import type { Sample } from '../law/property.ts';
import { contradict, type Side } from '../measure/side.ts';
import type { Examiner, Outcome } from './examiner.ts';

/** A failure that nearby points have confirmed. */
export interface Failure {
  readonly look: Examiner;
  readonly sample: Sample;
  readonly outcome: Outcome;
}

/** Something other than a mistake that may be behind a failure, and makes it inconclusive. */
export interface Excuse {
  readonly name: string;
  /** What a report says. */
  readonly reason: string;
  /** What it is, for the method's page. */
  readonly meaning: string;
  readonly applies: (failure: Failure) => boolean;
}

/** Exact arithmetic, which is asked before all others, and before the second witness. */
export const arbiter: Excuse = {
  name: 'exact arithmetic',
  reason: 'in exact arithmetic the claim is the derivative of f here: the gap is rounding',
  meaning:
    'f is a formula, or agrees with the one it has, and what is claimed at the sample is its exact derivative: what the law measured is the rounding of f, or of the claim.',
  applies: ({ look, sample }) => look.isExactlyRight(sample),
};

/** All that a failure must survive, in the order in which it is tried: what costs least comes first. */
export const excuses: readonly Excuse[] = [
  {
    name: 'rounded edge',
    reason: 'f may round its way across an edge of the domain here',
    meaning:
      'In less than double precision the inputs of f round across the edge on which the sample lies; a few roundings inside, the claim is right.',
    applies: ({ look, sample }) => {
      const inside = look.movedInside(sample);
      return inside !== undefined && look(inside, 'nearby').verdict !== 'fail';
    },
  },
  {
    name: 'larger numbers',
    reason: 'the rounding of larger numbers, inside f, may hide this',
    meaning:
      'f may add up numbers larger than its value; with the rounding of its largest output granted, the sides no longer contradict each other.',
    applies: ({ look, sample }) => look.sums && look(sample, 'thorough', { summed: true }).verdict !== 'fail',
  },
  {
    name: 'rounding of the claim',
    reason: 'the gap is less than what numbers of the size that these have elsewhere are rounded to',
    meaning:
      'The claim loses digits at this sample: the sides are only as far apart as the slopes that the law measures at other points are rounded.',
    applies: ({ look, sample, outcome }) => isRounding(look, sample, outcome),
  },
  {
    name: 'hidden structure',
    reason: 'the rounding of f would hide what the claim says here',
    meaning:
      'The claim has structure narrower than the interval from which the slope was read; over an interval on which the claim keeps its shape, f shows no contradiction.',
    applies: ({ look, sample }) => {
      const span = look.shapeOfClaim(sample);
      return Number.isFinite(span) && look(sample, 'thorough', { span }).verdict !== 'fail';
    },
  },
  {
    name: 'finer scale',
    reason: 'f has structure here that is finer than its scale',
    meaning: 'On a much shorter interval f has another slope, and the claim agrees with that.',
    applies: ({ look, sample, outcome }) => ZOOMS.some((zoom) => agreesWithAnotherSlope(look(sample, 'thorough', { zoom }), outcome)),
  },
];

/** Parts of the natural scale at which a failure is measured again. Why: structure may be that fine; each is 256 times finer than the one before, as an interval on which a line is resolved spans two decades at least. */
const ZOOMS = [2 ** -8, 2 ** -16, 2 ** -24, 2 ** -32, 2 ** -40];

/**
 * Whether the sides are only as far apart as slopes elsewhere are rounded: slopes up to 1, as terms that are added to such numbers, or of any size if the
 * claim itself scatters as much. A claim of 0 has no size of its own, and that of the vector which it is part of counts.
 */
function isRounding(look: Examiner, sample: Sample, { reason, gap = 0, measurements }: Outcome): boolean {
  const scatters = reason === 'unstable';
  if (gap > look.grain && !scatters) return false;
  const { slope, size } = look.slopesElsewhere(sample);
  const usual = measurements.every(({ claimed }) => claimed.value === 0) ? size : slope;
  return gap <= look.grain * (scatters ? size : Math.min(1, usual));
}

const agreesWithAnotherSlope = (closer: Outcome, { measurements }: Outcome): boolean =>
  closer.verdict === 'pass' &&
  closer.measurements.some((m, k) => differs(m.measured, measurements[k]?.measured) || differs(m.claimed, measurements[k]?.claimed));

/** Whether a slope contradicts the one that was seen; at a kink, every slope in the range that was seen. */
function differs(a: Side, b: Side | undefined): boolean {
  if (b === undefined) return false;
  const { between, left, right } = b;
  if (!between) return contradict(a, b);
  const error = Math.max(left?.error ?? 0, right?.error ?? 0);
  return contradict(a, { value: Math.min(Math.max(a.value, between[0]), between[1]), error });
}
