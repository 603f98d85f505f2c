import { decimal, rounder, roundest } from './numeral.ts';

/**
 * The height of a value from 0 for the lowest to 1 for the highest. It is linear if values are spread evenly, else logarithmic above a
 * valley, below a summit, or to both sides of the middle, so that differences stay visible.
 */
export interface Tone {
  readonly kind: 'linear' | 'valley' | 'summit' | 'tails';
  readonly low: number;
  readonly high: number;
  of(value: number): number;
  /** The height in proportion, from 0 to 1. */
  part(value: number): number;
  /** The value that has this tone. */
  inverse(tone: number): number;
}

/** Values are crowded at an end of their range if a twentieth of them lie within this part of it. */
const CROWDED = 0.025;
const TWENTIETH = 0.05;

/** The tone for these values; undefined if they are all equal or none is finite. */
export function toneOf(values: ArrayLike<number>): Tone | undefined {
  const finite = Float64Array.from(Array.from(values).filter(Number.isFinite)).sort();
  const [low, high] = [finite[0], finite.at(-1)];
  if (low === undefined || high === undefined || low === high) return undefined;
  // Differences of the largest numbers overflow; differences of their halves do not.
  const [from, range] = [low / 2, high / 2 - low / 2];
  if (range === 0) return undefined;
  const part = (value: number): number => (value / 2 - from) / range;
  const quantile = (list: Float64Array, p: number): number => part(list[Math.min(list.length - 1, Math.floor(p * list.length))]!);
  // The lowest and the highest value are left out, since a plateau is no crowd.
  const above = finite.filter((value) => value > low);
  const below = finite.filter((value) => value < high);
  const bottom = quantile(above, TWENTIETH);
  const top = 1 - quantile(below, 1 - TWENTIETH);
  const back = (p: number): number => (from + range * p) * 2;

  const made = (kind: Tone['kind'], bend: (p: number) => number, unbend: (q: number) => number): Tone => {
    const [least, most] = [bend(0), bend(1)];
    return {
      kind,
      low,
      high,
      part,
      of: (value) => Math.min(1, Math.max(0, (bend(part(value)) - least) / (most - least))),
      inverse: (tone) => back(unbend(least + tone * (most - least))),
    };
  };
  const centre = quantile(finite, 0.5);
  const spread = (quantile(finite, 0.75) - quantile(finite, 0.25)) / 2;
  if (bottom > CROWDED && top > CROWDED && spread < 0.05 && spread > 0)
    return made(
      'tails',
      (p) => Math.asinh((p - centre) / spread),
      (q) => centre + spread * Math.sinh(q),
    );
  if (bottom < CROWDED && bottom <= top) {
    const d = Math.max(quantile(above, 0.02), 1e-15);
    return made(
      'valley',
      (p) => Math.asinh(p / d),
      (q) => d * Math.sinh(q),
    );
  }
  if (top < CROWDED) {
    const d = Math.max(1 - quantile(below, 0.98), 1e-15);
    return made(
      'summit',
      (p) => -Math.asinh((1 - p) / d),
      (q) => 1 + d * Math.sinh(q),
    );
  }
  return made(
    'linear',
    (p) => p,
    (q) => q,
  );
}

/** About `count` round values between the lowest and the highest, ascending; with equal steps if the tone is linear. */
export function levelsOf(tone: Tone, count = 12): readonly number[] {
  const { low, high } = tone;
  if (tone.kind === 'linear') {
    const step = rounder(((high / 2 - low / 2) / count) * 2.5);
    const exponent = Math.floor(Math.log10(step));
    const mantissa = Math.round(step / decimal(1, exponent));
    const levels: number[] = [];
    for (let k = Math.ceil(low / step); k * step < high && levels.length < 4 * count; k++) {
      const level = decimal(k * mantissa, exponent);
      if (level > low && level < high) levels.push(level);
    }
    return levels;
  }
  const targets = Array.from({ length: count + 2 }, (_, i) => tone.inverse((i + 0.5) / (count + 2)));
  const levels = targets.map((target, i) => {
    const before = i === 0 ? low : targets[i - 1]!;
    const after = i === targets.length - 1 ? high : targets[i + 1]!;
    return roundest(target - 0.3 * (target - before), target + 0.3 * (after - target));
  });
  return [...new Set(levels)].filter((level) => level > low && level < high).sort((a, b) => a - b);
}
