import type { Sample } from '../law/property.ts';
import type { Measurement } from '../law/verdict.ts';
import type { Estimate, Slope } from '../math/estimate.ts';

/** Both sides of a law at a sample, as a report of version 1 writes them: there the measured side is called `observed`. */
export interface Sides {
  readonly what?: string;
  readonly claimed: Estimate;
  readonly observed: Slope;
  readonly relation?: '=' | '≤' | '≥';
  readonly scale?: number;
}

/** One sample and what was measured there. */
export interface Counterexample {
  /** Plain data; vectors are lists of numbers. */
  readonly sample: Readonly<Record<string, unknown>>;
  readonly measurements: readonly Sides[];
}

/** A sample as plain data, beside what was measured there. */
export const counterexample = (sample: Sample, measurements: readonly Measurement[]): Counterexample => ({
  sample: plain(sample),
  measurements: measurements.map(({ what, claimed, measured, relation, scale }) => ({
    ...(what !== undefined && { what }),
    claimed: { value: claimed.value, error: claimed.error },
    observed: { value: measured.value, error: measured.error, ...(measured.kind === 'kink' && { range: true }) },
    ...(relation !== undefined && { relation }),
    ...(scale !== undefined && { scale }),
  })),
});

/** What a law compared, as its verdict can be asked again from a report. */
export const measurementOf = ({ observed, ...rest }: Sides): Measurement => ({ ...rest, measured: observed });

/** Numbers of a longer vector that it writes. Why: they show what kind of numbers these are. */
const FIRST_NUMBERS = 8;
/** The most numbers of a vector that a report writes in full. Why: a report of a large layer stays readable, and a test of 5000 results small. */
const LISTED_NUMBERS = 1000;
/** Vectors as lists; long ones as their length and first numbers. */
export const plain = (sample: Sample): Sample => Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, plainly(value)]));

function plainly(value: unknown): unknown {
  if (value instanceof Float64Array)
    return value.length <= LISTED_NUMBERS
      ? Array.from(value)
      : { dimension: value.length, first: Array.from(value.slice(0, FIRST_NUMBERS)) };
  if (Array.isArray(value)) return value.map(plainly);
  return value !== null && typeof value === 'object' ? plain(value as Sample) : value;
}
