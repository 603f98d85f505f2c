import { Decimal } from 'decimal.js';
import type { Tree } from './syntax.ts';

/** A decimal number, as formulas write it. A digit within a name, such as that of x1, begins none; nor does one in a comment. */
const NUMERAL = /#.*|[\p{L}_][\p{L}\p{N}_]*|(?<numeral>0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/gu;

/** The numbers of a formula that no double is, as they are written, by their nodes. `order` has all nodes from left to right. */
export function numeralsOf(text: string, order: readonly Tree[]): Map<Tree, string> {
  const written = [...text.matchAll(NUMERAL)].flatMap(({ groups }) => groups?.numeral ?? []);
  const found = new Map<Tree, string>();
  let next = 0;
  for (const node of order) {
    if (node.type !== 'ConstantNode' || typeof node.value !== 'number' || Number(written[next]) !== node.value) continue;
    const numeral = written[next++]!;
    if (!isDouble(numeral, node.value)) found.set(node, numeral);
  }
  return found;
}

/** Whether a numeral is the double next to it. */
const isDouble = (numeral: string, double: number): boolean =>
  Number.isFinite(double) && ((Number.isSafeInteger(double) && /^\d{1,15}$/.test(numeral)) || new Decimal(numeral).eq(exactText(double)));

/** Significant digits from which on a numeral may be a number that was rounded to be written. Why: a double has 15 to 17; a shorter numeral is meant as it stands. */
export const LONG_NUMERAL = 15;
/** What stands before a long numeral of a claim: the same number may have been rounded otherwise in the function. */
export const OWNER = 'claim ';

/** The significant digits that a numeral has, zeros at its end included. */
export const digitsOf = (numeral: string): number =>
  numeral
    .replace(/[eE].*$/, '')
    .replace('.', '')
    .replace(/^0+/, '').length;

/** The power of ten of the last digit of a numeral. */
export function lastPlace(numeral: string): number {
  const [, mantissa = '', exponent = '0'] = /^([\d.]+)(?:[eE]([+-]?\d+))?$/.exec(numeral) ?? [];
  return Number(exponent) - (mantissa.split('.')[1]?.length ?? 0);
}

/** Bits of a double. Why: IEEE 754, binary64. */
const BITS = 53;
/** The exponent of two of the smallest double. Why: IEEE 754, binary64. */
const LEAST_EXPONENT = -1074;

/** A finite double as decimal text, without rounding: its own text has 17 digits at most. */
export function exactText(double: number): string {
  if (Number.isSafeInteger(double)) return String(double);
  const exponent = Math.max(LEAST_EXPONENT, Math.floor(Math.log2(Math.abs(double))) - BITS);
  const half = Math.trunc(exponent / 2);
  const whole = BigInt(double / 2 ** half / 2 ** (exponent - half));
  // Digits of whole · 5ᵏ, shifted by k places: 2⁻ᵏ = 5ᵏ · 10⁻ᵏ.
  return exponent >= 0 ? String(whole * 2n ** BigInt(exponent)) : `${whole * 5n ** BigInt(-exponent)}e${exponent}`;
}
