import { judge, type Measurement } from '../law/verdict.ts';
import type { Precision } from '../math/precision.ts';
import type { Outcome } from './examiner.ts';

/**
 * What became of a mistake that was planted into a claim which had passed: it was caught, or it passed as well, so that the pass says nothing. A check that computes nothing lets everything
 * pass; this tells it from one that works, and asks f for nothing.
 */
export type Control = 'caught' | 'missed';

/** What is said beside a pass that says nothing. */
export const MISSED =
  'control: with its sign flipped the claim would have passed at every point as well, so that this pass says nothing about it';

/** The same measurement with the sign of the claim flipped; a claim of 0 becomes 1. */
const planted = ({ claimed: { value, error }, measured, scale = 0 }: Measurement): Measurement => ({
  claimed: { value: value === 0 ? 1 : -value, error },
  measured,
  scale,
});

/** The control of a law that passed: what was measured at its samples is judged again with a mistake in the claim. None where claims are only bounded. */
export function controlOf(outcomes: readonly Outcome[], precision?: Precision): Control | undefined {
  const measurements = outcomes.flatMap((outcome) => outcome.measurements.filter(({ relation = '=' }) => relation === '='));
  if (measurements.length === 0) return undefined;
  return measurements.some((one) => isExact(one) || judge(planted(one), precision).verdict === 'fail') ? 'caught' : 'missed';
}

/** Whether the sign of a claim was found right in exact arithmetic, which finds a flipped one wrong too, however coarse f is. */
const isExact = ({ exact, claimed }: Measurement): boolean => exact !== undefined && exact.digits >= 1 && claimed.value !== 0;
