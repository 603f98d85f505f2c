import { curvature, type Derivative, derivative, type Look } from './differences/index.ts';
import { contains, type Domain, type Interval, interval, reach, scaleAlong, unit } from './domain.ts';
import { EPSILON, type Estimate } from './estimate.ts';
import type { Observed } from './observed.ts';
import { type Random, random } from './random.ts';
import { axis, dot, dotSizes, norm, plus, type Vector } from './vector.ts';
import type { Reading } from './verdict.ts';

/** How closely a sample is looked at: in passing, with care, or with care at nearby points as well, where the noise of claims is measured too. */
export type Effort = 'quick' | 'thorough' | 'nearby';

/** What a property measures with: tied to the domain of a subject and to an effort. */
export interface Instrument {
  readonly effort: Effort;
  /** D_v f(x). */
  derivative(f: (x: Vector) => number, x: Vector, v: Vector): Reading;
  /** D²f(x)[v, v]. */
  curvature(f: (x: Vector) => number, x: Vector, v: Vector): Reading;
  /** D²f(x)[u, v], by polarisation. */
  mixed(f: (x: Vector) => number, x: Vector, u: Vector, v: Vector): Reading;
  /** A number that is claimed at x, with the noise that it has there. */
  value(f: (x: Vector) => number, x: Vector): Estimate;
  /** ⟨g(x), v⟩ for a claimed field g, with its noise, and the size ‖g‖‖v‖/√n that makes errors relative. */
  product(g: (x: Vector) => Vector, x: Vector, v: Vector): Estimate & { readonly scale: number };
}

export function instrument({ domain, inside, where, subject: { precision } }: Observed, effort: Effort, zoom = 1): Instrument {
  const look: Look = {
    domain,
    zoom,
    ...(where && { inside: where }),
    ...(precision && { precision }),
    effort: effort === 'quick' ? 'quick' : 'thorough',
  };
  const rounding = UNIT[precision ?? 'float64'];
  const slope: Slope = (f, x, v) => {
    const [low, high] = reach(domain, x, v);
    if (Math.max(-low, high) < ROOM * scaleAlong(domain, x, v)) return total(f, x, inAndOut(domain, x, v), look);
    const seen = derivative(f, x, v, look);
    if (seen.kind !== 'unresolved' || effort === 'quick') return seen;
    const parts = byAxes(v);
    const sum = parts.length > 1 && parts.length <= AXES ? total(f, x, parts, look) : seen;
    return sum.kind === 'smooth' ? sum : seen;
  };
  const glanced: Slope = (f, x, v) => {
    const seen = derivative(f, x, v, { ...look, effort: 'quick' });
    return seen.error <= CLEAR * Math.max(Math.abs(seen.value), seen.natural) ? seen : slope(f, x, v);
  };
  const value = (f: (x: Vector) => number, x: Vector): Estimate => {
    const here = f(x);
    const floor = 4 * rounding * Math.abs(here);
    return { value: here, error: effort === 'nearby' ? Math.max(floor, scatter(f, x, domain, inside)) : floor };
  };
  return {
    effort,
    derivative: (f, x, v) => (effort === 'nearby' && zoom === 1 ? surveyed(f, x, v, slope, glanced, { domain, inside }) : slope(f, x, v)),
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
      const size = dotSizes(here, v);
      const seen = value((y) => dot(y === x ? here : g(y), v), x);
      return { value: seen.value, error: Math.max(seen.error, 4 * rounding * size), scale: (norm(here) * norm(v)) / Math.sqrt(x.length) };
    },
  };
}

const UNIT = { float64: EPSILON, float32: 2 ** -23, float16: 2 ** -10, bfloat16: 2 ** -7 } as const;

/** Steps, relative to the unit of each input: noise may be a staircase that only the longer ones climb. So many of them to either side. */
const STEPLENGTHS = [2 ** -48, 2 ** -38, 2 ** -28];
const STEPS = 7;

/**
 * Six standard deviations of the rounding noise of f near x, from third differences of values so close together that only noise is left
 * (Hamming 1962; Moré, Wild 2011). x itself is left out: a value that holds there only is no noise.
 */
function scatter(f: (x: Vector) => number, x: Vector, domain: Domain, inside: (x: Vector) => boolean): number {
  const rng = random(7);
  const way = x.map((_, i) => unit(domain, x, i) * (1 + rng.below(3)) * rng.sign());
  let most = 0;
  for (const step of STEPLENGTHS.flatMap((length) => [length, -length])) {
    const values: number[] = [];
    for (let k = 1; k <= STEPS; k++) {
      const y = x.map((xi, i) => inward(interval(domain, i), xi, step * k * way[i]!));
      const value = contains(domain, y) && inside(y) ? f(y) : Number.NaN;
      if (Number.isFinite(value)) values.push(value);
    }
    const third = values.slice(3).map((value, k) => Math.abs(value - 3 * values[k + 2]! + 3 * values[k + 1]! - values[k]!));
    if (third.length > 0) most = Math.max(most, third.sort((a, b) => a - b)[third.length >> 1]!);
  }
  return (6 * most) / Math.sqrt(20);
}

/** x + step, or x − step where that would leave the interval. */
const inward = ([low, high]: Interval, x: number, step: number): number => (x + step >= low && x + step <= high ? x + step : x - step);

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

/** Along inputs of very different scales no step suits all of them, and each is looked at by itself. */
const byAxes = (v: Vector): readonly Vector[] =>
  Array.from(v, (vi, i) => [vi, i] as const).flatMap(([vi, i]) => (vi === 0 ? [] : [new Float64Array(v.length).with(i, vi)]));

/** The slope along the sum of directions, which is the sum of the slopes where each of them is smooth. */
function total(f: (x: Vector) => number, x: Vector, directions: readonly Vector[], look: Look): Derivative {
  const parts = directions.map((part) => derivative(f, x, part, look));
  const rough = parts.find(({ kind }) => kind !== 'smooth' && kind !== 'edge');
  const sum = (of: (part: Derivative) => number) => parts.reduce((total, part) => total + of(part), 0);
  const estimate = { value: sum(({ value }) => value), error: sum(({ error }) => error) };
  return {
    ...estimate,
    left: estimate,
    right: estimate,
    kind: rough ? 'unresolved' : 'smooth',
    noisy: parts.some(({ noisy }) => noisy),
    natural: Math.max(0, ...parts.map(({ natural }) => natural)),
    noise: Math.max(0, ...parts.map(({ noise }) => noise)),
    evaluations: sum(({ evaluations }) => evaluations),
  };
}

/** Distances of nearby points, relative to the scale of each input: far and near. */
const FAR = 2 ** -12;
const NEAR = 2 ** -22;
const POINTS = 16;
/** A glance at a nearby point will do if its bar is below this part of the slope. */
const CLEAR = 1e-6;
/** Above so many inputs a kink is not surveyed axis by axis. */
const AXES = 16;

type Slope = (f: (x: Vector) => number, x: Vector, v: Vector) => Derivative;

/**
 * The slope at x seen together with those at random points nearby. Where they come to differ by less and less, f is smooth and the slope at x stands.
 * Where they keep apart, f has a kink at x, and the answer is a range that holds Clarke's subdifferential (Clarke 1983): that of each input by itself.
 * Where they agree along v and only single inputs have a kink, no subgradient has another slope along v, and `along` says which.
 */
function surveyed(
  f: (x: Vector) => number,
  x: Vector,
  v: Vector,
  slope: Slope,
  glanced: Slope,
  within: Pick<Observed, 'domain' | 'inside'>,
): Reading {
  const here = slope(f, x, v);
  if (here.kind !== 'smooth' && here.kind !== 'kink' && here.kind !== 'edge') return here;
  const rng = random(11);
  const [far, near] = [FAR, NEAR].map((radius) => Array.from({ length: POINTS }, () => around(x, radius, rng, within)));
  const apart = (points: readonly Vector[]) =>
    Math.max(
      0,
      ...points.flatMap((y) => sidesOf(glanced(f, y, v))).map((d) => Math.abs(d.value - here.value) - 3 * (d.error + here.error)),
    );
  const free = Array.from(v.keys()).filter((i) => v[i] !== 0);
  let alike = here.kind !== 'kink';
  if (alike) {
    const close = apart(near!);
    alike = close === 0 || close < apart(far!) / 64;
    const single = free.length === 1 || free.length > AXES;
    if (alike && (single || free.every((i) => slope(f, x, axis(x.length, i)).kind !== 'kink'))) return here;
  }
  if (free.length > AXES) return { ...here, kind: 'unresolved' };
  let [low, high, error] = [0, 0, here.error];
  for (const i of free) {
    const [a, b, bar] = hull(f, axis(x.length, i), [x, ...near!, ...far!], glanced);
    low += Math.min(v[i]! * a, v[i]! * b);
    high += Math.max(v[i]! * a, v[i]! * b);
    error = Math.max(error, bar * Math.abs(v[i]!));
  }
  if (!Number.isFinite(low + high)) return { ...here, kind: 'unresolved' };
  const bars = { left: { value: low, error }, right: { value: high, error } };
  return {
    value: (low + high) / 2,
    error: (high - low) / 2 + error,
    kind: 'kink',
    between: [low, high],
    ...(alike && { along: here }),
    noisy: here.noisy,
    ...bars,
  };
}

/** The slopes that a line has at its point: one, two at a kink, none where it has no limit. */
const sidesOf = (seen: Derivative): readonly Estimate[] =>
  seen.kind === 'kink' ? [seen.left, seen.right] : seen.kind === 'smooth' || seen.kind === 'edge' ? [seen] : [];

/** The smallest and largest slope along v over points, one-sided ones included, and the widest bar. */
function hull(f: (x: Vector) => number, v: Vector, points: readonly Vector[], slope: Slope): [number, number, number] {
  let [low, high, bar] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const y of points) {
    for (const { value, error } of sidesOf(slope(f, y, v))) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      bar = Math.max(bar, error);
    }
  }
  return [low, high, bar];
}

/** A random point of the domain near x, further away in some inputs than in others, so that it may come to lie behind any kink that passes x. */
function around(x: Vector, radius: number, rng: Random, { domain, inside }: Pick<Observed, 'domain' | 'inside'>): Vector {
  for (let attempt = 0; attempt < 8; attempt++) {
    const y = x.map((xi, i) => {
      const [low, high] = interval(domain, i);
      const step = radius * unit(domain, x, i) * rng.next() ** 3 * rng.sign();
      const y = inward([low, high], xi, step);
      return y >= low && y <= high ? y : xi;
    });
    if (inside(y)) return y;
  }
  return x;
}
