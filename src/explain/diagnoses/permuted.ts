import type { Comparison } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Fit, fitted, measuredAt } from './fit.ts';

/** Exchanged places that are told. Why: three show what is meant. */
const TOLD_PAIRS = 3;

/** For each wrong entry the other entry whose measured values it claims, or −1 where it claims 0; undefined if there is none. */
function origins(comparison: Comparison): { readonly from: ReadonlyMap<number, number>; readonly fit: Fit } | undefined {
  const { wrong, entries } = comparison;
  const size = (k: number, j: number) => Math.abs(k - j);
  const from = new Map<number, number>();
  const shifts = new Map<number, number>();
  const says = (k: number, j: number) =>
    fitted(comparison, (point) => (j < 0 ? { value: 0, error: 0 } : measuredAt(point, j)), 0, [k]) !== undefined;
  for (const k of wrong) {
    const usual = [...shifts].sort((a, b) => b[1] - a[1]).map(([shift]) => k + shift);
    const candidates = [...usual, ...Array.from({ length: entries }, (_, j) => j).sort((a, b) => size(k, a) - size(k, b)), -1];
    const found = candidates.find((j) => j !== k && j >= -1 && j < entries && says(k, j));
    if (found === undefined) return undefined;
    from.set(k, found);
    if (found >= 0) shifts.set(found - k, (shifts.get(found - k) ?? 0) + 1);
  }
  if ([...from.values()].every((j) => j < 0)) return undefined;
  const fit = fitted(comparison, (point, k) => (from.get(k)! < 0 ? { value: 0, error: 0 } : measuredAt(point, from.get(k)!)));
  return fit && { from, fit };
}

/** The right numbers in the wrong places: exchanged, shifted, reversed, or one of them repeated. */
export const permuted: Diagnosis = {
  name: 'permuted',
  explain({ comparison }) {
    const found = origins(comparison);
    if (!found) return undefined;
    const { from, fit } = found;
    const pairs = [...from];
    const { label, entries } = comparison;
    const at = `at ${fit.points} points`;
    const shift = pairs[0]![1] - pairs[0]![0];
    const cyclic = pairs.every(([k, j]) => j < 0 || (j - k - shift) % entries === 0);
    const text =
      pairs.length === 2 && from.get(pairs[0]![1]) === pairs[0]![0] && from.get(pairs[1]![1]) === pairs[1]![0]
        ? `two places exchanged: ${label(pairs[0]![0])} is claimed to be what is measured for ${label(pairs[0]![1])}, and the other way round, ${at}`
        : pairs.length > 2 && cyclic
          ? `shifted by ${Math.abs(shift)}: claimed[i] = measured[i ${shift > 0 ? '+' : '−'} ${Math.abs(shift)}] in ${pairs.length} components ${at}`
          : pairs.length > 2 && pairs.every(([k, j]) => k + j === entries - 1)
            ? `reversed: claimed[i] = measured[n − 1 − i] in ${pairs.length} components ${at}`
            : `places mixed up: ${pairs
                .slice(0, TOLD_PAIRS)
                .map(([k, j]) => `${label(k)} is claimed to be ${j < 0 ? '0' : `what is measured for ${label(j)}`}`)
                .join(', ')}${pairs.length > TOLD_PAIRS ? ' and so on' : ''}, ${at}`;
    return { text, everywhere: fit.everywhere };
  },
};
