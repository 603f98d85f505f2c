import type { Comparison } from '../comparison.ts';
import { type Fit, fitted, measuredAt } from './fit.ts';

/** A number by which a claim is too large. */
export interface Ratio {
  readonly value: number;
  /** The largest deviation from it. */
  readonly error: number;
  readonly fit: Fit;
}

/** claimed / measured, where that is one number for these entries at all points: estimated where it is seen best. */
export function ratioOf(comparison: Comparison, entries: readonly number[]): Ratio | undefined {
  let [up, down] = [0, 0];
  for (const { claimed, measured, bars, wrong } of comparison.points)
    for (const k of entries) {
      if (!wrong.includes(k) || !Number.isFinite(bars[k]!) || !Number.isFinite(claimed[k]!)) continue;
      const weight = (measured[k]! / (bars[k]! + Number.MIN_VALUE)) ** 2;
      if (!Number.isFinite(weight) || measured[k] === 0) continue;
      up += weight * (claimed[k]! / measured[k]!);
      down += weight;
    }
  const value = up / down;
  if (!Number.isFinite(value) || value === 0 || value === 1) return undefined;
  const fit = fitted(
    comparison,
    (point, k) => {
      const seen = measuredAt(point, k);
      return seen && { value: value * seen.value, error: Math.max(Math.abs(value), 1) * seen.error };
    },
    1,
    entries,
  );
  return fit && { value, error: Math.abs(value) * fit.deviation, fit };
}

/** Deviations within which a measured factor is a known number. Why: as those within which a rule fits. */
export const NAMED_BARS = 4;
/** Or the part of the number within which it is. Why: seven digits are printed, and known numbers differ earlier. */
export const SAME_NUMBER = 1e-9;
/** A factor whose deviation is above this part of it has no name. Why: known numbers lie that close to each other. */
const VAGUE_NUMBER = 1e-3;

/** The most wrong components each of which may have a factor or a term of its own. Why: a list of more is no explanation. */
export const COMPONENTS_WITH_OWN = 8;

/** The numbers that a factor may be, by what they are called. */
export function nameOf({ value, error }: Pick<Ratio, 'value' | 'error'>, names: Readonly<Record<string, number>>): string | undefined {
  const near = Math.max(NAMED_BARS * error, SAME_NUMBER * Math.abs(value));
  return near > VAGUE_NUMBER * Math.abs(value)
    ? undefined
    : Object.entries(names).find(([, number]) => Math.abs(Math.abs(value) - number) <= near)?.[0];
}
