import { type Domain, everywhere, PRODUCT_ROUNDED, reach, scaleAlong } from '../../math/domain.ts';
import { sumGrowth } from '../../math/estimate.ts';
import { type Precision, UNIT } from '../../math/precision.ts';
import { along, maxNorm, plus, scaled, type Vector, zeros } from '../../math/vector.ts';
import type { Announced } from '../../subject/announcement.ts';

/** The values of f along a line, t ↦ f(x + t v), with what the domain and the inputs say about the t that make sense. Each value is asked for once and kept. */
export interface Line {
  /** The value at t; NaN outside the domain, and where f throws or is not finite. */
  at(t: number): number;
  /** Announces the t of some numbers k < count, at which it will be asked. */
  ask(count: number, place: (k: number) => number): void;
  /** A rounding error that the values so far are known to have from elsewhere than their own size; 0 if none is known. */
  rounded(): number;
  /** The smallest and the largest t at which f may be asked for; 0 lies between them. */
  readonly low: number;
  readonly high: number;
  /** The t over which a well-scaled f changes its shape: a power of two. */
  readonly scale: number;
  /** The t by which a rounding of the inputs may move the point. */
  readonly rounding: number;
  /** The half-width of the narrowest interval that is looked at: it moves every input by a number of units in its last place. */
  readonly finest: number;
  /** ‖x‖∞. */
  readonly input: number;
  /** The unit of rounding of the declared precision, relative to a value. */
  readonly unit: number;
  /** By how much more the values may be rounded than those of a function that adds up few terms. */
  readonly growth: number;
  /** Whether f is declared to be computed in less than double precision. */
  readonly coarse: boolean;
  /** How often f was evaluated. */
  readonly counted: () => number;
}

/** What the domain says of the line through a point along a direction, in multiples of that: how far it goes, and the scale of a well-scaled f. */
export interface Room {
  readonly low: number;
  readonly high: number;
  readonly scale: number;
}

/** The room that a domain leaves along x + t v. */
export function roomAlong(domain: Domain, x: Vector, v: Vector): Room {
  const [low, high] = reach(domain, x, v);
  return { low, high, scale: scaleAlong(domain, x, v) };
}

/** What is known about a line beside f, x and v. */
export interface LineContext {
  /** Where f may be evaluated; ℝⁿ if omitted. */
  readonly domain?: Domain;
  /** What the domain says of v, where that is known already. */
  readonly room?: Room;
  /** A further condition on where; x itself is not held to it. */
  readonly inside?: (x: Vector) => boolean;
  /** A factor on the natural scale; 1 if omitted. */
  readonly zoom?: number;
  /** How far to either side f is looked at, in units of its scale; without end if omitted. */
  readonly span?: number;
  /** A rounding error that the values of f asked for so far have, where that is more than their own size says. */
  readonly rounded?: () => number;
  /** The precision in which f is computed: its inputs are rounded to it too. */
  readonly precision?: Precision;
  /** Whether f may add its inputs up before all else, so that each is rounded as the largest of them is. */
  readonly summed?: boolean;
  /** The terms that f may add up in a row, so that its values are rounded more; 1 if omitted. */
  readonly terms?: number;
}

/**
 * Units in the last place by which the narrowest interval moves every input, in double and in less precision.
 * Why: a fit of 17 points on fewer units sees mostly the rounding of its inputs. In less than double precision the stairs of rounding are tall, and 16 units show them for what they are.
 */
const UNITS_IN_LAST_PLACE = { double: 64, less: 16 };
/** Half-width of the narrowest interval along a line whose inputs are 0. Why: 2⁻¹⁰¹⁴; its nodes, which are multiples of 2⁻²⁶ of it, are then still exact among subnormal numbers. */
const NARROWEST = Number.MIN_VALUE * 2 ** 60;

/**
 * Roundings of the inputs, inside f, that the bar of a slope covers: each moves the line by as much, and so its slope by that times its curvature.
 * Why: the computed f may well be the exact value at a point a few roundings from x (backward stability, J. H. Wilkinson 1961); four are those of a value.
 */
export const INPUT_ROUNDINGS = 4;

/** The line through x along v, a vector of as many numbers. */
export function line(
  f: Announced<number>,
  x: Vector,
  v: Vector,
  {
    domain = everywhere(x.length),
    room = roomAlong(domain, x, v),
    inside,
    zoom = 1,
    span = Number.POSITIVE_INFINITY,
    rounded = () => 0,
    precision = 'float64',
    summed = false,
    terms = 1,
  }: LineContext = {},
): Line {
  const known = new Map<number, number>();
  let asked = 0;
  let here: Vector | undefined;
  const coarse = precision !== 'float64';
  const input = maxNorm(x);
  const rounding = roundingAlong(x, v, UNIT[precision], summed ? input : 0);
  const { low, high } = room;
  const scale = room.scale * zoom;
  return {
    at(t) {
      const before = known.get(t);
      if (before !== undefined) return before;
      here ??= zeros(x.length);
      const y = plus(x, v, t, here);
      const outside = t !== 0 && inside && !inside(y);
      if (!outside) asked++;
      const value = outside ? Number.NaN : f(y);
      const finite = Number.isFinite(value) ? value : Number.NaN;
      known.set(t, finite);
      return finite;
    },
    ask(count, place) {
      if (!f.ahead) return;
      const open = Array.from({ length: count }, (_, k) => place(k)).filter((t) => !known.has(t));
      f.ahead(open.map((t) => along(x, v, t)).filter((y, k) => open[k] === 0 || !inside || inside(y)));
    },
    rounded,
    low: Math.max(low, -span * scale),
    high: Math.min(high, span * scale),
    scale,
    rounding,
    finest: Math.max(UNITS_IN_LAST_PLACE[coarse ? 'less' : 'double'] * rounding, NARROWEST),
    input,
    unit: UNIT[precision],
    growth: sumGrowth(terms),
    coarse,
    counted: () => asked,
  };
}

/** The same line, with NaN where f throws. */
export const lineOf = (f: Announced<number>, x: Vector, v: Vector, context: LineContext): Line => line(caught(f), x, v, context);

function caught(f: Announced<number>): Announced<number> {
  const safe: Announced<number> = (x) => {
    try {
      return f(x);
    } catch {
      return Number.NaN;
    }
  };
  safe.ahead = f.ahead;
  return safe;
}

/** The t that a rounding of the inputs amounts to: the largest over the inputs that move, each rounded to its own size or to `least`, whichever is more. */
function roundingAlong(x: Vector, v: Vector, unit: number, least: number): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    const [size, by] = [Math.max(least, Math.abs(x[i]!)), Math.abs(v[i]!)];
    if (by !== 0 && size * PRODUCT_ROUNDED > most * by) most = Math.max(most, size / by);
  }
  return unit * most;
}

/** The largest exponent of a direction. Why: 2¹⁰²¹ and its reciprocal are both normal numbers. */
const MOST_EXPONENT = 1021;

/** The power of two below the largest component, by which a direction is divided without rounding. */
export const magnitude = (v: Vector): number => {
  const largest = maxNorm(v);
  return largest === 0 ? 0 : 2 ** Math.max(-MOST_EXPONENT, Math.min(MOST_EXPONENT, Math.floor(Math.log2(largest))));
};

/** v divided by its magnitude; v itself where that is 1. */
export const per = (v: Vector, size: number): Vector => (size === 1 ? v : scaled(v, 1 / size));

/** What is known about a line along v, about that along v/size. */
export const contextPer = <C extends LineContext>(context: C, size: number): C => {
  const { room } = context;
  return room ? { ...context, room: { low: room.low * size, high: room.high * size, scale: room.scale * size } } : context;
};
