import fc from 'fast-check';
import type { Property, Sample } from '../law/property.ts';
import { denseDirection, point } from '../law/sample.ts';
import { type Domain, dimension, free, interval } from '../math/domain.ts';
import { EPSILON } from '../math/estimate.ts';
import { nearest } from '../math/precision.ts';
import { type Random, random } from '../math/random.ts';
import { axis, plus, type Vector } from '../math/vector.ts';
import { ordinary } from '../measure/ordinary.ts';
import type { Field } from '../measure/segment.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { harvest } from './literals.ts';
import { landmarks, some } from './special-points.ts';

/** Samples of a law from which the hunted ones take what is neither point, direction nor covector. Why: laws draw few such parameters. */
const BASES = 32;
/** Intervals over which all lines together are integrated, and over one line at least and at most. Why: 512 find a mistake in a thousandth of a line in at least 18 of 20 seeds (hunt.test.ts); with more lines, all together cost no more than 16 of these. */
const INTERVALS = { all: 8192, least: 64, most: 512 };
/** The most special points that are tried. Why: those of single inputs and of pairs, and some; the rest is drawn by lot. */
const MOST_LANDMARKS = 320;
/** With more inputs than this, points and intervals become fewer in proportion. Why: each costs a call of the claim, and a call costs as much as there are inputs. */
const DEAR_INPUTS = 256;
/** Up to this many inputs there is a line along each; else as many in random directions. Why: see the number of intervals. */
const LINES = 16;
/** An interval is suspect if its residual is this many times the usual one of its neighbours. Why: the residuals of Simpson's rule change by less from interval to interval where the line is smooth. */
const ODD = 8;
/** The most suspects of a line that are looked at. Why: each is three samples; a mistake that covers more intervals is common, and found without a hunt. */
const MOST_SUSPECTS = 12;

/**
 * Samples that generated ones would seldom be: special points of the domain and of the subject's text; and places where claim and function drift apart.
 * These are found by the fundamental theorem of calculus: along a line, f(b) − f(a) is the integral of the claimed slope (by Simpson's rule), and an interval
 * over which it is not, though its neighbours are in order, holds a mistake or a kink. The same seed gives the same samples. Nothing is hunted with a law that has no `field`.
 */
export function* hunt(target: Evaluator, property: Property, seed: number): Generator<Sample> {
  const { field } = property;
  if (!field) return;
  const { domain, subject } = target;
  const { precision = 'float64' } = subject;
  const samples = fc.sample(property.forAll(target), { seed, numRuns: BASES });
  const points = fc.sample(point(target), { seed: seed + 1, numRuns: BASES }).filter((x) => target.inside(x));
  if (points.length === 0) return;
  const directions = fc.sample(denseDirection(target), { seed, numRuns: BASES });
  const rng = random(seed);
  let turn = 0;
  const at = (x: Vector) => {
    const k = turn++ % BASES;
    const { v, w, ...rest } = samples[k]!;
    return {
      ...rest,
      x: x.map((xi, i) => nearest(precision, xi, interval(domain, i))),
      ...(v !== undefined && { v: directions[k]! }),
      ...(w instanceof Float64Array && { w: w.map(() => rng.sign()) }),
    };
  };
  const plain = () => ordinary(domain, target.inputs, rng, target.inside);
  const special = () => (rng.next() < 1 / 2 ? points[rng.below(points.length)]! : plain());
  const dear = Math.max(1, target.inputs / DEAR_INPUTS);
  const marks = landmarks(domain, harvest(subject), special).filter((x) => target.inside(x));
  const claimed = field(target, at(points[0]!));
  const lines = linesOf(domain, rng);
  for (const mark of some(marks, MOST_LANDMARKS / dear, rng)) {
    const sample = at(mark);
    yield sample;
    // Where a claim has no value along all inputs at once, it may have one along each that it should have.
    if (sample.v instanceof Float64Array && !Number.isFinite(claimed.slope(sample.x, sample.v)))
      for (const v of lines) yield { ...sample, v };
  }
  const intervals = Math.min(INTERVALS.most, Math.max(INTERVALS.least / dear, INTERVALS.all / lines.length / dear));
  const found = lines.flatMap((v) => contradictions(claimed, target, { x: plain(), v, intervals: Math.ceil(intervals) }));
  for (const { line, points } of found.sort((one, other) => other.odd - one.odd))
    for (const [k, x] of points.entries()) {
      const sample = at(x);
      yield k === 0 && sample.v ? { ...sample, v: line } : sample;
    }
}

/** The directions of the lines: axes, or signs of all inputs that can vary. */
function linesOf(domain: Domain, rng: Random): readonly Vector[] {
  const [n, inputs] = [dimension(domain), free(domain)];
  if (inputs.length <= LINES) return inputs.map((i) => axis(n, i));
  return Array.from({ length: LINES }, () => {
    const v = new Float64Array(n);
    for (const i of inputs) v[i] = rng.sign();
    return v;
  });
}

/** How far a line goes where the domain has no end. Why: that of the largest numbers of samples in such a domain. */
const LINE_END = 1e6;

/** A line through x along v, to be divided into intervals. */
interface Route {
  readonly x: Vector;
  readonly v: Vector;
  readonly intervals: number;
}

/** Places c + t d from end to end of the domain: evenly in a box, else ever wider apart from 0, or from the end there is. */
function course(
  { domain }: Evaluator,
  { x, v, intervals }: Route,
): { readonly c: Vector; readonly d: Vector; readonly t: readonly number[] } {
  const bounded = v.every((vi, i) => vi === 0 || Number.isFinite(interval(domain, i)[1] - interval(domain, i)[0]));
  const start = (i: number): number => {
    const [low, high] = interval(domain, i);
    if (bounded) return (low + high) / 2;
    return Number.isFinite(low) ? low : Number.isFinite(high) ? high : 0;
  };
  const span = (i: number) => interval(domain, i)[1] - interval(domain, i)[0];
  const d = v.map((vi, i) => (vi === 0 ? 0 : bounded ? vi * span(i) : Number.isFinite(span(i)) ? 0 : vi));
  const parts = Array.from({ length: intervals + 1 }, (_, k) => k / intervals - 1 / 2);
  return {
    c: x.map((xi, i) => (d[i] === 0 ? xi : start(i))),
    d,
    t: bounded ? parts : parts.map((part) => Math.sinh(2 * part * Math.asinh(LINE_END))),
  };
}

/** An interval of a line, by its middle and its ends, and how many times its residual is the usual one of its neighbours. */
interface Suspect {
  readonly line: Vector;
  readonly points: readonly Vector[];
  readonly odd: number;
}

/** The intervals of a line on which the claimed slope does not add up to what f gains, although it does on their neighbours. */
function contradictions({ f, slope }: Field, target: Evaluator, route: Route): readonly Suspect[] {
  const { c, d, t } = course(target, route);
  const seen = (t: number) => {
    const y = plus(c, d, t);
    const inside = target.inside(y);
    return { y, inside, slope: inside ? slope(y, d) : Number.NaN };
  };
  const ends = t.map(seen);
  const values = ends.map(({ y, inside }) => (inside ? f(y) : Number.NaN));
  const found = Array.from({ length: route.intervals }, (_, k) => {
    const [from, to, middle] = [ends[k]!, ends[k + 1]!, seen((t[k]! + t[k + 1]!) / 2)];
    const slopes = [from, middle, to].map(({ slope }) => slope);
    return {
      points: [middle, from, to].flatMap(({ y, inside }) => (inside ? [y] : [])),
      ...residual(values[k]!, values[k + 1]!, t[k + 1]! - t[k]!, slopes),
    };
  });
  return found
    .map(({ points, gap, rounding }, k) => ({ line: route.v, points, odd: gap / Math.max(usual(found, k), rounding) }))
    .filter(({ odd }) => odd > ODD)
    .sort((one, other) => other.odd - one.odd)
    .slice(0, MOST_SUSPECTS);
}

/** How far what f gains over an interval is from the integral of the claimed slope, beyond what rounding explains, and a rounding of both. */
interface Residual {
  readonly gap: number;
  readonly rounding: number;
}

/** Roundings of its terms that a residual of 0 may have. Why: two values of f and three slopes, each rounded a few times. */
const RESIDUAL_ROUNDINGS = 8;

/** f(b) − f(a) less the integral of the slope over the h between, by Simpson's rule from the slopes at both ends and in the middle. */
function residual(a: number, b: number, h: number, [left, middle, right]: readonly number[]): Residual {
  const rounding = Math.max(Number.MIN_VALUE, EPSILON * (Math.abs(a) + Math.abs(b) + Math.abs(h * middle!)));
  if (!Number.isFinite(b - a)) return { gap: 0, rounding: 1 };
  const integral = (h * (left! + 4 * middle! + right!)) / 6;
  if (!Number.isFinite(integral)) return { gap: Number.POSITIVE_INFINITY, rounding: 1 };
  return { gap: Math.max(0, Math.abs(b - a - integral) - RESIDUAL_ROUNDINGS * rounding), rounding };
}

/** Neighbours of an interval, to each side, with which its residual is compared. Why: a median of six is not moved by two that hold a mistake of their own. */
const NEIGHBOURS = 6;

/** The median of the residuals on the side of an interval that is more in order: a mistake may well fill the other. */
function usual(found: readonly Residual[], k: number): number {
  const medians = [found.slice(Math.max(0, k - NEIGHBOURS), k), found.slice(k + 1, k + 1 + NEIGHBOURS)].flatMap((side) => {
    const sorted = side.map(({ gap }) => gap).sort((a, b) => a - b);
    return sorted.length === 0 ? [] : [sorted[sorted.length >> 1]!];
  });
  return Math.min(...medians);
}
