import { EPSILON, type Estimate } from '../../math/estimate.ts';
import type { Comparison, Observation } from '../comparison.ts';

/** Error bars within which a rule fits what is claimed. Why: a bar is that of one measurement, and the worst of some fifty must fit. */
const FITTING_BARS = 4;
/** Roundings that both sides of a rule are granted beside their bars. Why: a claim that went through a dozen operations; with fewer, right explanations of batched layers are missed. */
const RULE_ROUNDINGS = 16;
/** Digits by which a rule must beat "the claim is right", added up over all entries that it explains. Why: a thousand rules are tried on a failure: by chance one fits to three digits, and none to eight. */
const DIGITS = 8;
/** Further digits for each number that a rule leaves open. Why: a number that is chosen to fit explains the digits of one entry. */
const DIGITS_EACH = 6;
/** The most digits that one entry at one point gives. Why: else one entry with a tiny bar would be evidence enough. */
const ENTRY_DIGITS = 6;

/** A rule may have no value at one of this many points. Why: a quotient is singular where its denominator is 0, as at points with zeros. */
const SILENT = 3;

/** How well a rule for wrong entries holds. */
export interface Fit {
  readonly everywhere: boolean;
  /** Points and entries at which it says what is claimed and another thing than what is measured. */
  readonly points: number;
  readonly entries: readonly number[];
  /** The largest gap between what it says and what is claimed, relative to the latter. */
  readonly deviation: number;
}

/** What a rule says is claimed; undefined where it says nothing. */
export type Rule = (point: Observation, entry: number) => Estimate | undefined;

/** What is measured for an entry; undefined where nothing could be. */
export function measuredAt({ measured, bars }: Observation, entry: number): Estimate | undefined {
  const error = bars[entry]!;
  return Number.isFinite(error) ? { value: measured[entry]!, error } : undefined;
}

/**
 * Whether a rule explains the wrong entries: at all points where one is wrong what the rule says is what is claimed, within bars, and so at several points
 * and by so many digits that it cannot be chance. `open` numbers of the rule were chosen to fit.
 */
export function fitted({ points, wrong }: Comparison, rule: Rule, open = 0, entries: readonly number[] = wrong): Fit | undefined {
  let everywhere = true;
  let digits = 0;
  let deviation = 0;
  let silent = 0;
  const explained = new Set<number>();
  const places = new Set<Observation>();
  for (const point of points)
    for (const entry of entries) {
      const failing = point.wrong.includes(entry);
      const said = rule(point, entry);
      const claimed = point.claimed[entry]!;
      if (!said || !Number.isFinite(claimed)) {
        if (failing && !point.kinks.includes(entry)) return undefined;
        continue;
      }
      if (!Number.isFinite(said.value)) {
        if (failing) silent++;
        continue;
      }
      const allowed =
        FITTING_BARS * (said.error + RULE_ROUNDINGS * EPSILON * (Math.abs(said.value) + Math.abs(claimed))) + Number.MIN_VALUE;
      const gap = Math.abs(claimed - said.value);
      if (gap > allowed) {
        if (failing) return undefined;
        if (Number.isFinite(point.bars[entry]!)) everywhere = false;
        continue;
      }
      if (!failing) continue;
      const apart = Math.abs(claimed - point.measured[entry]!);
      digits += Math.max(0, Math.min(ENTRY_DIGITS, Math.log10(apart / allowed) || 0));
      deviation = Math.max(deviation, gap / Math.abs(claimed) || 0);
      explained.add(entry);
      places.add(point);
    }
  if (SILENT * silent > places.size || places.size < 2 || explained.size < entries.length || digits < DIGITS + DIGITS_EACH * open)
    return undefined;
  return { everywhere, points: places.size, entries: [...explained], deviation };
}

/** `in all 4 components at 9 points`, `in ∂f/∂x at 3 points`. */
export function reach({ wrong, entries, label, matrix, target }: Comparison, fit: Fit): string {
  const all = fit.entries.length === entries && entries > 1;
  const kind = matrix ? 'entries' : 'components';
  const which = all
    ? `all ${entries} ${kind}`
    : fit.entries.length <= 2
      ? fit.entries.map(label).join(' and ')
      : `${fit.entries.length === wrong.length ? 'all ' : ''}${fit.entries.length} ${fit.entries.length === wrong.length ? 'wrong ' : ''}${kind}`;
  return entries === 1 && target.inputs === 1 ? `at ${fit.points} points` : `in ${which} at ${fit.points} points`;
}

/** A number as it is told: seven digits at most, and fewer where it is round. */
export const sevenDigits = (value: number): string => String(Number(value.toPrecision(7)));

/** Like the above, with its spread. */
export const spread = (value: number, error: number): string =>
  `${sevenDigits(value)}${error > 0 ? ` ± ${Number(error.toPrecision(1))}` : ''}`;
