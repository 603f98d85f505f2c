import { type Domain, reach, scaleAlong } from '../domain.ts';
import { EPSILON } from '../estimate.ts';
import { along, type Vector } from '../vector.ts';

/** f seen along a line, t ↦ f(x + t v), with what the domain and the inputs say about sensible t. */
export interface Line {
  /** The value at t; NaN outside the domain, and where f throws or is not finite. */
  at(t: number): number;
  /** What the values so far are rounded to, as far as is known from other than themselves. */
  rounded(): number;
  /** The part of the line on which f may be asked for; 0 lies within. */
  readonly low: number;
  readonly high: number;
  /** The t over which a well-scaled f changes its shape: a power of two. */
  readonly scale: number;
  /** The t that a rounding of the inputs amounts to. */
  readonly rounding: number;
  /** The smallest t that moves every input by many units in its last place. */
  readonly finest: number;
  readonly counted: () => number;
}

const UNITS_IN_LAST_PLACE = 64;

export function line(
  f: (x: Vector) => number,
  x: Vector,
  v: Vector,
  domain: Domain,
  inside?: (x: Vector) => boolean,
  zoom = 1,
  rounded = () => 0,
): Line {
  const seen = new Map<number, number>();
  let asked = 0;
  let finest = 0;
  for (let i = 0; i < x.length; i++)
    if (v[i] !== 0) finest = Math.max(finest, (UNITS_IN_LAST_PLACE * EPSILON * Math.abs(x[i]!)) / Math.abs(v[i]!));
  const [low, high] = reach(domain, x, v);
  return {
    at(t) {
      const known = seen.get(t);
      if (known !== undefined) return known;
      const y = along(x, v, t);
      const outside = t !== 0 && inside && !inside(y);
      if (!outside) asked++;
      const value = outside ? Number.NaN : attempt(f, y);
      seen.set(t, value);
      return value;
    },
    rounded,
    low,
    high,
    scale: scaleAlong(domain, x, v) * zoom,
    rounding: finest / UNITS_IN_LAST_PLACE,
    finest: Math.max(finest, Number.MIN_VALUE * 2 ** 60),
    counted: () => asked,
  };
}

function attempt(f: (x: Vector) => number, y: Vector): number {
  const value = f(y);
  return Number.isFinite(value) ? value : Number.NaN;
}
