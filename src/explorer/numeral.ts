/** A number for reading, to `digits` significant digits, with a minus sign of mathematics. */
export function numeral(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'no number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const rounded = Number(value.toPrecision(digits));
  const plain = rounded === 0 || (Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 1e7);
  return (plain ? String(rounded === 0 ? 0 : rounded) : rounded.toExponential()).replace('e+', 'e').replaceAll('-', '−');
}

/** Two numbers as a pair: (1, 2). */
export const pair = ([x, y]: readonly [number, number], digits = 4): string => `(${numeral(x, digits)}, ${numeral(y, digits)})`;

/** The largest of 1, 2, 5, 10, … times a power of ten that is at most `size`. */
export function rounder(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 0;
  const exponent = Math.floor(Math.log10(size));
  const mantissa = [10, 5, 2, 1].find((m) => decimal(m, exponent) <= size) ?? 1;
  return decimal(mantissa, exponent);
}

/** The number in [low, high] that takes the fewest digits to write. */
export function roundest(low: number, high: number): number {
  if (low <= 0 && high >= 0) return 0;
  const top = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))));
  for (let exponent = top; exponent > top - 17; exponent--)
    for (const m of [5, 2, 1]) {
      const k = Math.ceil(low / decimal(m, exponent));
      const value = decimal(k * m, exponent);
      if (value >= low && value <= high) return value;
    }
  return low;
}

/** The double nearest to m · 10ᵏ. */
export const decimal = (m: number, k: number): number => Number(`${m}e${k}`);
