import * as z from 'zod';
import { number, rough } from './number.ts';
import type { Question } from './question.ts';

/** How far the two-point central difference lies from the measured and from the claimed slope, for steps over 16 decades. */
export const stepsSchema = z.object({
  label: z.string(),
  claimed: number,
  observed: z.object({ value: number, error: number }),
  /** Steps, ascending. */
  h: z.array(number),
  /** |(φ(h) − φ(−h))/2h − measured|. */
  measuredError: z.array(number),
  /** |(φ(h) − φ(−h))/2h − claimed|. */
  claimedError: z.array(number),
  /** Standard deviation of the noise of φ: differences cannot be better than noise/h. */
  noise: number,
  /** The order of the truncation error, read at the larger steps; absent if it does not stand clear of the noise there. */
  order: number.optional(),
  /** The half-width of the interval from which the slope was measured, if there was one. */
  step: number.optional(),
});
export type Steps = z.infer<typeof stepsSchema>;

const DECADES = 16;
const PER_DECADE = 4;

/** The step curve of a question. It takes two values of φ for each of 65 steps. */
export function steps({ label, at, claimed, observed, noise, step, scale }: Question): Steps {
  const top = 10 ** Math.ceil(Math.log10(scale) - 1e-9);
  const curve = Array.from({ length: DECADES * PER_DECADE + 1 }, (_, k) => top * 10 ** (k / PER_DECADE - DECADES)).flatMap((h) => {
    const quotient = (at(h) - at(-h)) / (2 * h);
    return Number.isFinite(quotient) ? [{ h, quotient }] : [];
  });
  const order = truncation(
    curve.map(({ h, quotient }) => ({ h, error: Math.abs(quotient - observed.value), floor: (20 * noise) / h + observed.error })),
  );
  return {
    label,
    claimed,
    observed,
    h: curve.map(({ h }) => rough(h)),
    measuredError: curve.map(({ quotient }) => rough(Math.abs(quotient - observed.value))),
    claimedError: curve.map(({ quotient }) => rough(Math.abs(quotient - claimed))),
    noise: rough(noise),
    ...(order !== undefined && { order }),
    ...(step !== undefined && { step: rough(step) }),
  };
}

/** The median slope, in a doubly logarithmic plot, over the smallest steps at which the error stands clear of the noise. */
function truncation(points: readonly { readonly h: number; readonly error: number; readonly floor: number }[]): number | undefined {
  const clear = points.slice(points.findLastIndex(({ error, floor }) => !(error > floor)) + 1).slice(0, 7);
  if (clear.length < 4) return undefined;
  const slopes = clear.slice(1).map(({ h, error }, i) => Math.log(error / clear[i]!.error) / Math.log(h / clear[i]!.h));
  return rough(slopes.sort((a, b) => a - b)[slopes.length >> 1]!);
}
