import * as z from 'zod';
import type { Digest } from '../check/counterexample.ts';
import type { Fixed } from '../check/fixed-points.ts';
import type { Wrong } from '../explain/locate.ts';
import type { Estimate, Slope } from '../math/estimate.ts';
import { escaped, shortened } from './escape.ts';

/** The number to twelve significant digits, without trailing zeros. */
export const figure = (value: number): string =>
  Number.isFinite(value) ? tidy(Object.is(value, -0) ? '-0' : String(Number(value.toPrecision(12)))) : String(value);

/** Value ± error, with the fewest digits that lie within half an error bar of the value. */
export function bar({ value, error }: Estimate): string {
  if (!Number.isFinite(value) || !(error > 0)) return figure(value);
  if (!Number.isFinite(error)) return `${figure(value)} ± ${error}`;
  const candidates = [0, ...Array.from({ length: 17 }, (_, i) => Number(value.toPrecision(i + 1)))];
  const short = candidates.find((candidate) => Math.abs(candidate - value) <= error / 2) ?? value;
  return `${tidy(String(short))} ± ${tidy(String(Number(error.toPrecision(1))))}`;
}

/** What is measured for a component, as an estimate. */
export const measuredOf = ({ observed, error, range }: Omit<Wrong, 'index' | 'label'>): Slope => ({
  value: observed,
  error,
  ...(range && { range }),
});

/** The part of the width of a range to which its ends are told. Why: they are known to many more digits, of which a reader needs few. */
const RANGE_GRAIN = 1e-4;

/** The slopes at a kink: low … high. */
function rangeOf({ value, error }: Estimate): string {
  const grain = 10 ** Math.round(Math.log10(error * RANGE_GRAIN));
  return [value - error, value + error].map((end) => figure(Math.round(end / grain) * grain + 0)).join(' … ');
}

/** Both numbers with enough digits to see how far apart they are; at a kink the measured slopes from the least to the largest. */
export function contrast(claimed: number, observed: Slope): readonly [claimed: string, observed: string] {
  if (observed.range && Number.isFinite(observed.error)) return [figure(claimed), rangeOf(observed)];
  const gap = Math.abs(claimed - observed.value);
  const faithful = (text: string, value: number): boolean => !(Math.abs(Number(text) - value) > gap / 10);
  const measured = bar(observed);
  return [
    faithful(figure(claimed), claimed) ? figure(claimed) : String(claimed),
    faithful(measured.split(' ')[0]!, observed.value) ? measured : measured.replace(/^\S+/, String(observed.value)),
  ];
}

/** Digits and minus signs raised: ⁻¹². */
export const superscript = (text: string): string => text.replace(/[\d-]/g, (mark) => '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'['0123456789-'.indexOf(mark)]!);

/** A whole number with its digits in groups of three: 12 345. */
export const counted = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ' ');

export const plural = (n: number, one: string, many = `${one}s`): string => `${counted(n)} ${n === 1 ? one : many}`;

const ITEMS_SHOWN = 6;

/** An entry of a sample as text: a number, a list of numbers, or other plain data. */
export function shown(value: unknown): string {
  if (typeof value === 'number') return figure(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>);
    const rest = items.length > ITEMS_SHOWN + 1 ? [`… ${counted(items.length - ITEMS_SHOWN)} more`] : [];
    return `[${[...items.slice(0, rest.length ? ITEMS_SHOWN : items.length).map(shown), ...rest].join(', ')}]`;
  }
  if (isDigest(value)) return digested(value);
  return shortened(escaped(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))), 80);
}

/** What a digest in a report must be, which may come from anywhere. */
const digestSchema = z.strictObject({
  dimension: z.int(),
  others: z.number().optional(),
  entries: z.array(z.tuple([z.int(), z.number().or(z.nan())])),
});

const isDigest = (value: unknown): value is Digest => digestSchema.safeParse(value).success;

/** A long vector in short: `10 000 numbers: [9993] = 1.5, all others 0`. */
function digested({ dimension, others, entries }: Digest): string {
  const named = entries.slice(0, ITEMS_SHOWN).map(([index, value]) => `[${index}] = ${figure(value)}`);
  const count = plural(dimension, 'number');
  if (others === undefined) return `${count}, the largest ${named.join(', ')}`;
  if (entries.length === 0) return `${count}, all ${figure(others)}`;
  return `${count}: ${named.join(', ')}${entries.length > named.length ? ', …' : ''}, all others ${figure(others)}`;
}

/**
 * A point of at most so many inputs is written input by input. Of a larger one only the inputs that are not 0 are written, if they are
 * few.
 */
const NAMED_INPUTS = 12;
const [MANY_INPUTS, FEW_NONZERO] = [6, 4];

/** The point of a sample: x = 1, y = 2 if the inputs have names, else x = [1, 2, …]. */
export function place(sample: Readonly<Record<string, unknown>>, inputs: unknown): string {
  const { x } = sample;
  if (x === undefined) return '';
  if (!Array.isArray(x) || !Array.isArray(inputs) || x.length !== inputs.length) return `x = ${shown(x)}`;
  const named = (i: number): string => `${shortened(escaped(String(inputs[i])), 40)} = ${shown(x[i])}`;
  const some = x.flatMap((value, i) => (value === 0 ? [] : [i]));
  if (x.length > MANY_INPUTS && some.length === 0) return 'all inputs = 0';
  if (x.length > MANY_INPUTS && some.length <= FEW_NONZERO) return `${some.map(named).join(', ')}, all others = 0`;
  return x.length > NAMED_INPUTS ? `x = ${shown(x)}` : x.map((_, i) => named(i)).join(', ');
}

/** What is said after a point that the subject fixes: which of them it is. */
export const fixedPlace = (fixed: Fixed | undefined): string =>
  fixed?.fails === undefined ? '' : ` (fixed point ${fixed.fails} of ${fixed.points})`;

const tidy = (text: string): string => text.replace('e+', 'e');
