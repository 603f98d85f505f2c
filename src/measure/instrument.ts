import { type Domain, interval, inward, reach, scaleAlong, unit } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { dot, maxNorm, norm, plus, type Vector } from '../math/vector.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { claimBar, productBar } from './claimed.ts';
import { curvature, type Derivative, derivative, GLANCE_SPAN, type LineOptions, noiseAlong, unitOf } from './differences/index.ts';
import { subdifferential, widened } from './nearby.ts';
import { usualSize } from './ordinary.ts';
import { roundedTo, type Scalar } from './projection.ts';
import type { Side } from './side.ts';

/** How closely a sample is looked at: in passing, with care, with care and the noise of claims measured too, and all that at nearby points as well. */
export type Effort = 'quick' | 'thorough' | 'weighed' | 'nearby';

/** What a property measures with: tied to the domain of a subject and to an effort. */
export interface Instrument {
  readonly effort: Effort;
  /** D_v f(x). */
  derivative(f: Scalar, x: Vector, v: Vector): Side;
  /** D²f(x)[v, v]. */
  curvature(f: (x: Vector) => number, x: Vector, v: Vector): Side;
  /** D²f(x)[u, v], by polarisation. */
  mixed(f: (x: Vector) => number, x: Vector, u: Vector, v: Vector): Side;
  /** A number that is claimed at x, with the noise that it has there. */
  value(f: (x: Vector) => number, x: Vector): Estimate;
  /** ⟨g(x), v⟩ for a claimed field g, with its noise, and the size ‖g‖‖v‖/√n that makes errors relative. */
  product(g: (x: Vector) => Vector, x: Vector, v: Vector): Estimate & { readonly scale: number };
  /** The same effort for another map, as a layer within a stack is. */
  on(target: Evaluator): Instrument;
}

/** What an instrument is set to. */
export interface Focus {
  /** All intervals are shorter by this factor. */
  readonly zoom?: number;
  /** What is less than so many bars need not be seen at nearby points. */
  readonly slack?: number;
  /** No interval is longer to either side, in units of the scale. */
  readonly span?: number;
  /** Values are rounded as the largest output is; in less than double precision perhaps as the largest input is, and so is every input. */
  readonly summed?: boolean;
}

export function instrument(
  { domain, inputs, inside, where, map, subject: { precision } }: Evaluator,
  effort: Effort,
  { zoom = 1, slack = 1, span = Number.POSITIVE_INFINITY, summed = false }: Focus = {},
): Instrument {
  const rounding = UNIT[precision ?? 'float64'];
  const coarse = (precision ?? 'float64') !== 'float64';
  const look: LineOptions = {
    domain,
    zoom,
    span,
    summed: summed && coarse,
    ...(where && { inside: where }),
    ...(precision && { precision }),
    effort: effort === 'quick' ? 'quick' : 'thorough',
  };
  const weighed = effort === 'weighed' || effort === 'nearby';
  let usual: number | undefined;
  /** The largest number that f may have added up: one of its outputs, and where the rounding of inputs counts one of these, if f is of that size elsewhere. */
  const addend = (x: Vector): number => {
    if (!coarse) return maxNorm(map(x));
    usual ??= usualSize({ domain, inputs, inside }, map);
    return Math.max(maxNorm(map(x)), ONCE * Math.min(maxNorm(x), usual));
  };
  const prepared = (f: Scalar, x: Vector, effort = look.effort): [Scalar, LineOptions] => {
    const tracked = precision ? roundedTo(f, rounding) : f;
    const floor = summed && x.length === inputs ? rounding * addend(x) : 0;
    const rounded = tracked.rounded || floor > 0 ? () => Math.max(floor, tracked.rounded?.() ?? 0) : undefined;
    return [tracked, { ...look, ...(effort && { effort }), ...(rounded && { rounded }) }];
  };
  const straight = (f: Scalar, x: Vector, v: Vector, look: LineOptions): Derivative => {
    const [low, high] = reach(domain, x, v);
    const cornered = Math.max(-low, high) < ROOM * scaleAlong(domain, x, v);
    return cornered ? total(f, x, inAndOut(domain, x, v), look) : derivative(f, x, v, look);
  };
  const slope = (given: Scalar, x: Vector, v: Vector): Derivative => {
    const [f, look] = prepared(given, x);
    const seen = straight(f, x, v, look);
    if (seen.kind !== 'unresolved' || effort === 'quick') return seen;
    const count = v.reduce((sum, vi) => sum + (vi === 0 ? 0 : 1), 0);
    const sum = count > 1 && count <= AXES ? total(f, x, byAxes(v), look) : seen;
    return sum.kind === 'unresolved' ? seen : sum;
  };
  const glanced = (given: Scalar, x: Vector, v: Vector, wanted: number, span: number): Derivative => {
    const [f, quick] = prepared(given, x, 'quick');
    for (const part of GLANCES) {
      const seen = straight(f, x, v, { ...quick, zoom: Math.min(1, (span * part) / GLANCE_SPAN) });
      if (seen.error <= wanted) return seen;
    }
    return slope(given, x, v);
  };
  /** A line may miss noise that other lines show. Then it may have moved the values along this one as a whole, and the slope by as much over the interval. */
  const withUnseenNoise = (f: Scalar, x: Vector, seen: Derivative): Derivative => {
    if (seen.step === undefined) return seen;
    const noise = scatter(f, x, { ...look, domain });
    if (noise <= LOUDER * seen.noise) return seen;
    return { ...widened(seen, noise / seen.step), noisy: true };
  };
  const value = (f: (x: Vector) => number, x: Vector): Estimate => {
    const here = f(x);
    const floor = claimBar(Math.abs(here), [here], precision);
    return {
      value: here,
      error: weighed ? Math.max(floor, scatter(f, x, { ...look, domain })) : floor,
    };
  };
  return {
    effort,
    on: (target) => instrument(target, effort, { zoom, slack, span, summed }),
    derivative(f, x, v) {
      const seen = weighed ? withUnseenNoise(f, x, slope(f, x, v)) : slope(f, x, v);
      if (effort !== 'nearby' || zoom !== 1) return seen;
      return subdifferential(seen, x, v, (y, e, wanted, span) => glanced(f, y, e, wanted, span), {
        domain,
        inside,
        rounding: Math.max(rounding, unitOf(map(x))),
        slack,
      });
    },
    curvature: (f, x, v) => curvature(f, x, v, look),
    mixed(f, x, u, v) {
      const sum = curvature(f, x, plus(u, v), look);
      const difference = curvature(f, x, plus(u, v, -1), look);
      const kind = sum.kind === 'smooth' && difference.kind === 'smooth' ? 'smooth' : 'unresolved';
      return { value: (sum.value - difference.value) / 4, error: (sum.error + difference.error) / 4, kind };
    },
    value,
    product(g, x, v) {
      const here = g(x);
      const seen = value((y) => dot(y === x ? here : g(y), v), x);
      return {
        value: seen.value,
        error: Math.max(seen.error, productBar(here, v, precision)),
        scale: (norm(here) * norm(v)) / Math.sqrt(x.length),
      };
    },
  };
}

/** Standard deviation of a single rounding, in units. */
const ONCE = 1 / 4;
/** The parts of a span that are glanced at: a kink may lie within all of it. */
const GLANCES = [1, 1 / 16];

/** Standard deviations of noise that a claim is granted. */
const SIGMAS = 6;
/** Noise on other lines is another noise if it is so many times that of this one. */
const LOUDER = 64;

/** An input that is smaller than this part of its unit is near 0, where quotients have a noise of their own. */
const SMALL = 2 ** -12;

/** The noise of f near x, seen along lines into the domain on which every input moves: by as much as it should, and where some are near 0, by as much as it is. */
function scatter(f: (x: Vector) => number, x: Vector, look: LineOptions & { readonly domain: Domain }): number {
  const units = x.map((_, i) => unit(look.domain, x, i));
  const sizes = x.map((xi, i) => Math.min(units[i]!, Math.abs(xi)));
  const near = sizes.some((size, i) => size > 0 && size < SMALL * units[i]!);
  const levels = [units, ...(near ? [sizes] : [])].map((steps) => {
    const way = into(look.domain, x, steps);
    return noiseAlong(f, x, way, { ...look, zoom: 1 / scaleAlong(look.domain, x, way) });
  });
  return SIGMAS * Math.max(...levels);
}

/** A way from x into the domain of about so much in every input. */
function into(domain: Domain, x: Vector, sizes: Vector): Vector {
  const rng = random(7);
  const way = x.map((xi, i) => {
    const [low, high] = interval(domain, i);
    const step = Math.min(sizes[i]!, (high - low) / 4) * (1 + rng.next()) * rng.sign();
    return inward([low, high], xi, step);
  });
  return plus(way, x, -1);
}

/** The part of a line's scale that the domain leaves along it, to one side at least. */
const ROOM = 1 / 64;

/** In a corner of the domain neither v nor −v leads inwards; the part of v that does and the part whose opposite does are looked at by themselves. */
function inAndOut(domain: Domain, x: Vector, v: Vector): readonly Vector[] {
  const inwards = v.map((vi, i) => {
    const [low, high] = interval(domain, i);
    return vi > 0 === high - x[i]! >= x[i]! - low ? vi : 0;
  });
  return [inwards, v.map((vi, i) => vi - inwards[i]!)].filter((part) => part.some((vi) => vi !== 0));
}

/** Above so many inputs they are not looked at one by one. */
const AXES = 16;

/** Along inputs of very different scales no step suits all of them, and each is looked at by itself. */
const byAxes = (v: Vector): readonly Vector[] =>
  Array.from(v, (vi, i) => [vi, i] as const).flatMap(([vi, i]) => (vi === 0 ? [] : [new Float64Array(v.length).with(i, vi)]));

/** The slope along the sum of directions, which is the sum of the slopes where each of them is smooth. */
function total(f: (x: Vector) => number, x: Vector, directions: readonly Vector[], look: LineOptions): Derivative {
  const parts = directions.map((part) => derivative(f, x, part, look));
  const rough = parts.find(({ kind }) => kind !== 'smooth' && kind !== 'edge');
  const sum = (of: (part: Derivative) => number) => parts.reduce((total, part) => total + of(part), 0);
  const estimate = { value: sum(({ value }) => value), error: sum(({ error }) => error) };
  return {
    ...estimate,
    left: estimate,
    right: estimate,
    kind: rough ? 'unresolved' : parts.some(({ kind }) => kind === 'edge') ? 'edge' : 'smooth',
    noisy: parts.some(({ noisy }) => noisy),
    variation: Math.max(0, ...parts.map(({ variation }) => variation)),
    noise: Math.max(0, ...parts.map(({ noise }) => noise)),
    evaluations: sum(({ evaluations }) => evaluations),
  };
}
