import { VALUE_ROUNDINGS } from '../math/estimate.ts';
import { UNIT } from '../math/precision.ts';
import { along, plus, type Vector } from '../math/vector.ts';
import { VALUE_SIGMAS } from './scatter.ts';
import { type Claim, placed } from './segment.ts';

/** Intervals into which a line is divided. Why: the slope of 65 values with noise of one deviation is known to an eighth of that over the line, and two values know it to several. */
const TREND_INTERVALS = 64;

/** By how much the slopes that are claimed along a line differ from those of f on the whole, with its bar, and their size; all per length of the line. */
export interface Trend {
  readonly gap: number;
  readonly bar: number;
  readonly size: number;
}

/**
 * The linear trend, by least squares (C. F. Gauss 1809), of what is left of f from a to b when the integral of the claimed slope is taken away, by Simpson's rule: 0 if the claim is right. Of the rounding of f it has
 * a tenth of what the difference of two values has. Undefined where what is left is more than rounding scatters, as where the claim is wrong in parts, or f jumps.
 */
export function trend({ field, ground }: Claim, a: Vector, b: Vector): Trend | undefined {
  const way = plus(b, a, -1);
  const places = Array.from({ length: TREND_INTERVALS + 1 }, (_, k) => placed(ground, along(a, way, k / TREND_INTERVALS)));
  const middles = places.slice(1).map((y, k) => placed(ground, along(places[k]!, plus(y, places[k]!, -1), 1 / 2)));
  if (![...places, ...middles].every(ground.inside)) return undefined;
  field.f.ahead?.(places);
  field.ahead?.([...places, ...middles]);
  const values = places.map((y) => field.f(y));
  const slopes = [places, middles].map((points) => points.map((y) => field.slope(y, way))) as [number[], number[]];
  const pieces = slopes[1].map((middle, k) => (slopes[0][k]! + 4 * middle + slopes[0][k + 1]!) / 6 / TREND_INTERVALS);
  let sum = 0;
  const left = values.map((value, k) => value - (sum += k === 0 ? 0 : pieces[k - 1]!));
  const mean = left.reduce((total, one) => total + one / left.length, 0);
  const [size, largest] = [
    slopes.flat().reduce((total, one) => total + Math.abs(one), 0) / slopes.flat().length,
    Math.max(...values.map(Math.abs)),
  ];
  if (!Number.isFinite(mean) || !Number.isFinite(size)) return undefined;
  const spread = places.map((_, k) => k / TREND_INTERVALS - 1 / 2);
  const squares = spread.reduce((total, t) => total + t * t, 0);
  const gap = spread.reduce((total, t, k) => total + (t * (left[k]! - mean)) / squares, 0);
  const rest = Math.sqrt(left.reduce((total, one, k) => total + (one - mean - gap * spread[k]!) ** 2, 0) / left.length);
  const rounding = UNIT[ground.precision] * largest;
  if (rest > VALUE_ROUNDINGS * rounding) return undefined;
  return { gap, bar: (VALUE_SIGMAS * Math.max(rest, rounding / Math.sqrt(12))) / Math.sqrt(squares), size };
}
