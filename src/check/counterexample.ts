import type { Sample } from '../law/property.ts';
import type { Measurement } from '../law/verdict.ts';

/** One sample and what was measured there. */
export interface Exhibit {
  /** Plain data; vectors are lists of numbers. */
  readonly sample: Readonly<Record<string, unknown>>;
  readonly measurements: readonly Measurement[];
}

/** A sample as plain data, beside what was measured there. */
export const exhibit = (sample: Sample, measurements: readonly Measurement[]): Exhibit => ({
  sample: plain(sample),
  measurements: measurements.map(({ what, claimed, observed, relation, scale }) => ({
    ...(what !== undefined && { what }),
    claimed: { value: claimed.value, error: claimed.error },
    observed: { value: observed.value, error: observed.error },
    ...(relation !== undefined && { relation }),
    ...(scale !== undefined && { scale }),
  })),
});

const LISTED = 1000;
/** Vectors as lists; long ones as their length and first numbers. */
export const plain = (sample: Sample): Sample => Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, plainly(value)]));

function plainly(value: unknown): unknown {
  if (value instanceof Float64Array)
    return value.length <= LISTED ? Array.from(value) : { dimension: value.length, first: Array.from(value.slice(0, 8)) };
  if (Array.isArray(value)) return value.map(plainly);
  return value !== null && typeof value === 'object' ? plain(value as Sample) : value;
}
