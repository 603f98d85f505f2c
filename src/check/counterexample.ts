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
const WRITTEN_NUMBERS = 8;
/** The most numbers of a vector that a report writes in full. Why: a report of a large layer stays readable, and a test of 5000 results small. */
const LISTED_NUMBERS = 1000;

/** A long vector in short: how many numbers it has, and by their indices those that differ from all others, or else the largest. */
export interface Digest {
  readonly dimension: number;
  readonly others?: number;
  readonly entries: readonly (readonly [index: number, value: number])[];
}

/** A vector in short. Nothing is kept of it but what is written. */
export function digest(x: Float64Array): Digest {
  const others = majority(x);
  const [apart, largest]: [number[], number[]] = [[], []];
  for (const [i, value] of x.entries()) {
    if (value !== others && apart.length <= WRITTEN_NUMBERS) apart.push(i);
    if (largest.length === WRITTEN_NUMBERS && !(Math.abs(value) > Math.abs(x[largest.at(-1)!]!))) continue;
    const place = largest.findIndex((k) => Math.abs(x[k]!) < Math.abs(value));
    largest.splice(place < 0 ? largest.length : place, 0, i);
    largest.length = Math.min(largest.length, WRITTEN_NUMBERS);
  }
  const told = apart.length <= WRITTEN_NUMBERS ? apart : largest;
  return { dimension: x.length, ...(told === apart && { others }), entries: told.map((i) => [i, x[i]!]) };
}

/** The number that more than half of all are, if there is one (R. S. Boyer and J S. Moore 1981). */
function majority(x: Float64Array): number {
  let [candidate, lead] = [0, 0];
  for (const value of x) {
    if (lead === 0) candidate = value;
    lead += value === candidate ? 1 : -1;
  }
  return candidate;
}

/** Vectors as lists; long ones in short. */
export const plain = (sample: Sample): Sample => Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, plainly(value)]));

function plainly(value: unknown): unknown {
  if (value instanceof Float64Array) return value.length <= LISTED_NUMBERS ? Array.from(value) : digest(value);
  if (Array.isArray(value)) return value.map(plainly);
  return value !== null && typeof value === 'object' ? plain(value as Sample) : value;
}
