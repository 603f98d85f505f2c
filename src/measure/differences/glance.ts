import { EPSILON, type Estimate } from '../../math/estimate.ts';
import { type Grid, gridOf, interpolate, SLOPE_SIGMAS, slopes } from './chebyshev.ts';
import { INPUT_ROUNDINGS, type Line } from './line.ts';

/** Degree of the interpolant of a glance: seven values. Why: three pairs of coefficients, c₁ c₂, c₃ c₄ and c₅ c₆, are the fewest that show how fast coefficients fall and whether they go on to. Of degree 12, glances that claim eight digits do not have seven (calibration.test.ts). */
const GLANCE_DEGREE = 6;
/** The seven points of a glance. */
const seven = gridOf(GLANCE_DEGREE);
/** The five among them with which it begins, by their places. Why: they span the whole interval, at even distances; two pairs of coefficients tell a fall, if not whether it goes on (calibration.test.ts). */
const FIVE_PLACES = [0, 2, 3, 4, 6];
const five = gridOf(GLANCE_DEGREE, FIVE_PLACES);
/** The three of a brief glance. */
const three = gridOf(2);
/** The part of the line's scale that a brief glance spans to either side. Why: a well-scaled f leaves a millionth of its slope out there, and rounding 10⁻¹² of f. */
const BRIEF_SPAN = 2 ** -11;
/** The part of the line's scale that a glance spans to either side. Why: coefficient k of a well-scaled analytic f falls as 64⁻ᵏ, so that c₆ reaches the rounding of double precision; halved, the slope loses a bit to noise. */
const GLANCE_SPAN = 1 / 64;
/** In less than double precision a glance spans more, up to this many times as much. Why: noise is taller, so that truncation may be, and the best span grows as the seventh root of the rounding; beyond an eighth of the scale coefficients hardly fall. */
const WIDEST_GLANCE = 8;

/** The part of a line's scale that a glance spans to either side, where numbers are rounded to such a unit. */
export const glanceSpan = (unit: number): number => GLANCE_SPAN * Math.min(WIDEST_GLANCE, (unit / EPSILON) ** (1 / (GLANCE_DEGREE + 1)));

/** With less room than this part of the span to one side, a glance is to the other side alone. Why: a symmetric interval that is eight times shorter is as inaccurate by noise as a one-sided one is by the position of x at its end. */
const GLANCE_LEAST_ROOM = 1 / 8;
/** The least half-width of a glance, relative to its span. Why: on less the slope has lost three digits to noise, and the thorough look is needed. */
const GLANCE_SHORTEST = 2 ** -10;
/** A factor on the coefficients left out, which are judged from two ratios alone. Why: with it, glances that claim eight digits have seven for 99 % of random functions (calibration.test.ts). */
const GLANCE_SAFETY = 3;

/**
 * The slope at 0 from seven values, or five of them where their bar is at most a part of it, or of the variation of f, or three close to 0 where theirs is at most a brief part: the derivative of the interpolant at Chebyshev points of [−w, w], w = scale/64, wider in less than double precision, or of a shorter
 * or one-sided interval beside the end of the line. The bar is made of the first coefficient left out, extrapolated from those before it, noise, and the rounding of inputs; `variation` is the largest coefficient
 * over the half-width. Undefined where the line is not finite, or has no room.
 */
export function glance(of: Line, enough = 0, brief = 0): Glance | undefined {
  const close = brief > 0 ? glanceBriefly(of) : undefined;
  if (close && close.error <= brief * sizeOf(close)) return close;
  const span = of.scale * glanceSpan(of.unit);
  const ends = interval(of, span);
  const first = enough > 0 ? glanceOn(of, ends, span, five) : undefined;
  return first && first.error <= enough * sizeOf(first) ? first : glanceOn(of, ends, span);
}

/**
 * The slope at 0 from three values, 2⁻¹¹ of the scale to either side: too few to tell whether coefficients fall, so that they are held to fall by that part from the second to the third as well. It speaks for a claim
 * that agrees with it, and not against one that does not.
 */
function glanceBriefly(of: Line): Glance | undefined {
  const span = of.scale * BRIEF_SPAN;
  return glanceOn(of, interval(of, span), span, three);
}

/** A slope that is read from seven values; `blur` is the part of its bar that is the rounding of values, which grows as a line gets shorter. */
export type Glance = Estimate & { readonly variation: number; readonly blur: number };

/** The bar of a glance from which on each side is glanced at by itself, relative to the slope and to the variation of f. Why: beside a kink coefficients fall so slowly that it is wider; a smooth f that has such a bar needs the thorough look. */
const SIDES_ASKED = 2 ** -10;
/** The bar with which a side is clear, relative to slopes and variation. Why: nine digits are lost where a kink lies on that side, a part of 10⁻¹¹ of the span away from x; noise leaves ten. */
const SIDE_CLEAR = 2 ** -32;
/** Where the other side is not clear, f is asked at this part of the span there. Why: far nearer than a kink that hides from no thorough look, and far enough for f to change by more than its rounding. */
const STEADY_PART = 2 ** -20;
/** As far as that f changes by no more than this many times what its variation says. Why: a jump changes it by a million times as much, a root by a thousand times. */
const STEADY_CHANGE = 4;

/** What the sides of 0 say by themselves: the slopes of both, which may differ, or that of the one on which 0 lies, where a kink is close on the other. */
export type Aside = { readonly left: Glance; readonly right: Glance } | { readonly clear: Glance };

/** The sides of 0 from seven values each, where the glance at the whole has a wide bar and that of a side a narrow one: f then has a kink at 0, or beside it. */
export function glanceAside(of: Line, whole: Glance): Aside | undefined {
  const span = of.scale * glanceSpan(of.unit);
  const ends = [Math.max(of.low, -span), Math.min(of.high, span)] as const;
  // Where all values are the same, no side has a slope that its bar could be held to.
  if (sizeOf(whole) === 0 || whole.error <= SIDES_ASKED * sizeOf(whole) || Math.min(-ends[0], ends[1]) < GLANCE_LEAST_ROOM * span)
    return undefined;
  const clearly = (from: number, to: number) => {
    const side = glanceOn(of, [from, to], span);
    return side && side.error <= SIDE_CLEAR * Math.max(sizeOf(side), sizeOf(whole)) ? side : undefined;
  };
  const [left, right] = [clearly(ends[0], 0), clearly(0, ends[1])];
  if (left && right) return { left, right };
  const clear = left ?? right;
  const beside = STEADY_PART * (left ? ends[1] : ends[0]);
  const isSteady = () => Math.abs(of.at(beside) - of.at(0)) <= STEADY_CHANGE * Math.abs(beside) * sizeOf(whole);
  return clear && isSteady() ? { clear } : undefined;
}

const sizeOf = ({ value, variation }: Glance): number => Math.max(Math.abs(value), variation);

/** The second derivative at 0 from the seven values of a glance, with a bar that is made as that of a slope. Undefined where a glance at the slope is. */
export function glanceBend(of: Line): Estimate | undefined {
  const span = of.scale * glanceSpan(of.unit);
  const seen = valuesOn(of, interval(of, span), span, seven);
  if (!seen) return undefined;
  const [second, next] = [slopes(seen.at, GLANCE_DEGREE, 2), slopes(seen.at, GLANCE_DEGREE + 2, 2)];
  const ahead = Math.max(Math.abs(next[GLANCE_DEGREE + 1]!), Math.abs(next[GLANCE_DEGREE + 2]!));
  return estimateOf(of, seen, { weights: second, order: 2, truncation: ahead * seen.left });
}

/** The slope at 0 from the values at seven points of an interval that holds it, or at five. */
function glanceOn(of: Line, ends: readonly [number, number], span: number, grid = seven): Glance | undefined {
  const seen = valuesOn(of, ends, span, grid);
  if (!seen) return undefined;
  const { at, half, sizes, left } = seen;
  const degree = sizes.length - 1;
  const [first, second, next] = [slopes(at, degree, 1), slopes(at, degree, 2), slopes(at, degree + 1, 1)];
  const { value, error, blur } = estimateOf(of, seen, { weights: first, order: 1, truncation: Math.abs(next[degree + 1]!) * left });
  const curvature = second.reduce((sum, weight, k) => sum + Math.abs(weight) * sizes[k]!, 0) / half ** 2;
  return { value, error: error + INPUT_ROUNDINGS * of.rounding * curvature, variation: Math.max(...sizes.slice(1)) / half, blur };
}

/** The values of a glance as coefficients: where 0 lies among them, in [−1, 1], their sizes, and that of the first ones left out. */
interface Seen {
  readonly coefficients: Float64Array;
  readonly rounding: number;
  readonly half: number;
  readonly at: number;
  readonly sizes: readonly number[];
  readonly left: number;
}

function valuesOn(of: Line, [from, to]: readonly [number, number], span: number, grid: Grid): Seen | undefined {
  const half = (to - from) / 2;
  if (half < span * GLANCE_SHORTEST || half < of.finest) return undefined;
  const seen = interpolate(of, from, to, grid);
  if ('hole' in seen) return undefined;
  const sizes = Array.from(seen.coefficients, Math.abs);
  return { ...seen, half, at: 0 - (from + to) / (to - from), sizes, left: GLANCE_SAFETY * leftOut(sizes) };
}

/** The size of the first coefficients that are left out, as far as the pairs before tell how fast they fall. */
function leftOut(sizes: readonly number[]): number {
  const [head, body, last] = [1, 3, 5].map((k) => (k < sizes.length ? Math.max(sizes[k]!, sizes[k + 1]!) : undefined));
  if (body === undefined) return Math.max(head! * BRIEF_SPAN ** 2, sizes[2]! * (sizes[2]! / sizes[1]!));
  const next = body === 0 ? 0 : body! * (body! / head!);
  if (last === undefined) return Math.min(body!, next);
  const tail = Math.max(last, next);
  return tail === 0 ? 0 : tail * Math.min(1, tail / body!);
}

/** A derivative from coefficients and their weights, with a bar for what was left out, noise, and rounding. */
function estimateOf(
  of: Line,
  { coefficients, rounding, half }: Seen,
  { weights, order, truncation }: { readonly weights: Float64Array; readonly order: 1 | 2; readonly truncation: number },
): Estimate & { readonly blur: number } {
  const value = weights.reduce((sum, weight, k) => sum + weight * coefficients[k]!, 0) / half ** order;
  const amplified = Math.hypot(...weights) * Math.sqrt(2 / coefficients.length);
  const noise = SLOPE_SIGMAS * rounding * of.growth * amplified;
  return { value, error: (truncation + noise) / half ** order + EPSILON * Math.abs(value), blur: noise / half ** order };
}

/** The interval of a glance: symmetric about 0 where there is room, else on the side where there is more. */
function interval(of: Line, span: number): readonly [number, number] {
  const [left, right] = [Math.min(span, -of.low), Math.min(span, of.high)];
  const room = Math.min(left, right);
  if (room >= GLANCE_LEAST_ROOM * span) return [-room, room];
  return right > left ? [0, right] : [-left, 0];
}
