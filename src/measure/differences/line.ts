import { type Domain, reach, scaleAlong } from '../../math/domain.ts';
import { type Precision, UNIT } from '../../math/precision.ts';
import { along, maxNorm, type Vector } from '../../math/vector.ts';

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
  /** The largest |xᵢ|. */
  readonly input: number;
  /** The rounding of a value of size 1, as far as is known. */
  readonly unit: number;
  /** Whether f is computed in less than double precision, as far as is known. */
  readonly coarse: boolean;
  readonly counted: () => number;
}

/** What counts as many: in less than double precision an interval of so many units already shows stairs for what they are. */
const UNITS_IN_LAST_PLACE = { double: 64, less: 16 };

/** How a line is looked at. */
interface Seeing {
  readonly zoom?: number;
  readonly span?: number;
  readonly rounded?: () => number;
  readonly precision?: Precision;
  readonly summed?: boolean;
}

export function line(
  f: (x: Vector) => number,
  x: Vector,
  v: Vector,
  domain: Domain,
  inside?: (x: Vector) => boolean,
  { zoom = 1, span = Number.POSITIVE_INFINITY, rounded = () => 0, precision = 'float64', summed = false }: Seeing = {},
): Line {
  const seen = new Map<number, number>();
  let asked = 0;
  const units = UNITS_IN_LAST_PLACE[precision === 'float64' ? 'double' : 'less'];
  const input = maxNorm(x);
  const largest = summed ? input : 0;
  let rounding = 0;
  for (let i = 0; i < x.length; i++)
    if (v[i] !== 0) rounding = Math.max(rounding, (UNIT[precision] * Math.max(largest, Math.abs(x[i]!))) / Math.abs(v[i]!));
  const [low, high] = reach(domain, x, v);
  const scale = scaleAlong(domain, x, v) * zoom;
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
    low: Math.max(low, -span * scale),
    high: Math.min(high, span * scale),
    scale,
    rounding,
    finest: Math.max(units * rounding, Number.MIN_VALUE * 2 ** 60),
    input,
    unit: UNIT[precision],
    coarse: precision !== 'float64',
    counted: () => asked,
  };
}

function attempt(f: (x: Vector) => number, y: Vector): number {
  const value = f(y);
  return Number.isFinite(value) ? value : Number.NaN;
}
