import fc from 'fast-check';
import type { Property, Sample } from '../law/property.ts';
import { denseDirection, point } from '../law/sample.ts';
import { free, interval } from '../math/domain.ts';
import { EPSILON } from '../math/estimate.ts';
import { nearest } from '../math/precision.ts';
import { type Random, random } from '../math/random.ts';
import { axis, plus, type Vector, zeros } from '../math/vector.ts';
import { ordinary } from '../measure/ordinary.ts';
import type { Field } from '../measure/segment.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { harvest } from './literals.ts';
import { foremost, landmarks, some } from './special-points.ts';

/** How much is searched. */
export interface Search {
  /** How often lines are laid through the domain, and how many times as fine they are. */
  readonly lines: number;
  /** True if only the foremost special points are visited, and no lines. */
  readonly foremost: boolean;
}

/** Samples of a law from which the hunted ones take what is neither point, direction nor covector. Why: laws draw few such parameters. */
const BASES = 32;
/** Intervals over which all lines together are integrated, and over one line at least and at most. Why: 512 find a mistake in a thousandth of a line in at least 18 of 20 seeds (hunt.test.ts); with more lines, all together cost no more than four of these, and of a map with several outputs no more than three, as a pass through a layer costs more than a value. */
const INTERVALS = { all: 2048, ofMap: 1536, least: 64, most: 512 };
/** Intervals that are first looked at together, as a block. Why: f is then asked an eighth as often, and what a mistake in one of them adds up to is the same; the error of Simpson's rule is eight times as large. */
const BLOCK = 8;
/** The most special points that are tried. Why: those of single inputs, of all and of pairs, with matrices; with many inputs, fewer. */
const MOST_LANDMARKS = 240;
/** With more inputs than this, points and intervals become fewer in proportion. Why: each costs a call of the claim, and a call costs as much as there are inputs. */
const DEAR_INPUTS = 256;
/** Up to this many inputs there is a line along each; else as many in random directions. Why: see the number of intervals. */
const LINES = 16;
/** An interval is suspect if its residual is this many times the usual one of its neighbours. Why: the residuals of Simpson's rule change by less from interval to interval where the line is smooth. */
const ODD = 8;
/** The part of what a claim adds up to on an interval that its residual is at least. Why: a claim that is wrong by a thousandth at one of the 17 places of a block is off by more; the error of Simpson's rule is a millionth where f is smooth. */
const ODD_PART = 2 ** -17;
/** Points at which slopes are announced together. Why: as many of the longest claims that are kept are kept until they are asked for. */
const ANNOUNCED = 64;
/** The most suspects of a line that are looked at. Why: each is three samples; a mistake that covers more intervals is common, and found without a hunt. */
const MOST_SUSPECTS = 12;

/**
 * Samples that generated ones would seldom be: special points of the domain and of the subject's text; and places where claim and function drift apart.
 * These are found by the fundamental theorem of calculus: along a line, f(b) − f(a) is the integral of the claimed slope (by Simpson's rule), and an interval
 * over which it is not, though its neighbours are in order, holds a mistake or a kink. The same seed gives the same samples. Nothing is hunted with a law that has no `field`.
 */
export function* hunt(target: Evaluator, property: Property, seed: number, { lines: sets, foremost: brief }: Search): Generator<Sample> {
  const { field } = property;
  if (!field) return;
  const { domain, subject } = target;
  const { precision = 'float64' } = subject;
  const dear = Math.max(1, target.inputs / DEAR_INPUTS);
  const bases = Math.ceil(BASES / dear);
  const samples = fc.sample(property.forAll(target), { seed, numRuns: bases });
  const points = fc.sample(point(target), { seed: seed + 1, numRuns: bases }).filter((x) => target.inside(x));
  if (points.length === 0) return;
  const directions = fc.sample(denseDirection(target), { seed, numRuns: bases });
  const rng = random(seed);
  let turn = 0;
  const rounded = (x: Vector) => x.map((xi, i) => nearest(precision, xi, interval(domain, i)));
  const at = (x: Vector) => {
    const k = turn++ % bases;
    const { v, w, ...rest } = samples[k]!;
    return {
      ...rest,
      x: rounded(x),
      ...(v !== undefined && { v: directions[k]! }),
      ...(w instanceof Float64Array && { w: w.map(() => rng.sign()) }),
    };
  };
  const plain = () => ordinary(domain, target.inputs, rng, target.inside);
  const special = () => (rng.next() < 1 / 2 ? points[rng.below(points.length)]! : plain());
  if (brief) {
    yield* foremost(domain, harvest(subject), special)
      .filter((x) => target.inside(x))
      .map(at);
    return;
  }
  const marks = some(landmarks(domain, harvest(subject), special), Math.ceil(MOST_LANDMARKS / dear), rng)
    .map((mark) => mark())
    .filter((x) => target.inside(x));
  const claimed = field(target, at(points[0]!));
  const inputs = free(domain);
  const share = (target.outputs > 1 ? INTERVALS.ofMap : INTERVALS.all) / Math.min(LINES, inputs.length);
  const intervals = Math.ceil(sets * Math.min(INTERVALS.most, Math.max(INTERVALS.least / dear, share / dear)));
  // A block without a neighbour has nothing to be odd beside.
  const sweep = () => (intervals > BLOCK ? linesOf(target.inputs, inputs, rng) : []);
  const lines = sweep();
  const all = [lines, ...Array.from({ length: sets - 1 }, sweep)].flat();
  const found = all.flatMap((v) => contradictions(claimed, target, { x: plain(), v, intervals }));
  for (const { line, points } of found.sort((one, other) => other.odd - one.odd))
    for (const [k, x] of points.entries()) {
      const sample = at(x);
      yield k === 0 && sample.v ? { ...sample, v: line } : sample;
    }
  target.ahead?.(marks.map(rounded));
  for (const [k, mark] of marks.entries()) {
    if (k % ANNOUNCED === 0) claimed.ahead?.(marks.slice(k, k + ANNOUNCED).map(rounded));
    const sample = at(mark);
    yield sample;
    // Where a claim has no value along all inputs at once, it may have one along each that it should have.
    if (sample.v instanceof Float64Array && !Number.isFinite(claimed.slope(sample.x, sample.v)))
      for (const v of lines) yield { ...sample, v };
  }
}

/** The directions of the lines: axes, or signs of all inputs that can vary. */
function linesOf(n: number, inputs: readonly number[], rng: Random): readonly Vector[] {
  if (inputs.length <= LINES) return inputs.map((i) => axis(n, i));
  return Array.from({ length: LINES }, () => {
    const v = zeros(n);
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

/** Places of a line from one number to another, with the residual of what lies between. */
interface Span extends Residual {
  readonly from: number;
  readonly to: number;
}

/** The intervals of a line on which the claimed slope does not add up to what f gains, although it does on their neighbours. */
function contradictions({ f, slope, ahead }: Field, target: Evaluator, route: Route): readonly Suspect[] {
  const { c, d, t } = course(target, route);
  const seen = (places: readonly number[]) => {
    const all = places.map((t) => plus(c, d, t)).map((y) => ({ y, inside: target.inside(y) }));
    return all.map(({ y, inside }, k) => {
      if (k % ANNOUNCED === 0) ahead?.(all.slice(k, k + ANNOUNCED).flatMap((one) => (one.inside ? [one.y] : [])));
      return { y, inside, slope: inside ? slope(y, d) : Number.NaN };
    });
  };
  const ends = seen(t);
  const middles = seen(t.slice(1).map((to, k) => (t[k]! + to) / 2));
  const announce = (places: typeof ends) => f.ahead?.(places.flatMap(({ y, inside }) => (inside ? [y] : [])));
  announce(ends.filter((_, k) => k % BLOCK === 0 || k === route.intervals));
  const value = (k: number) => (ends[k]!.inside ? f(ends[k]!.y) : Number.NaN);
  const span = (from: number, to: number): Span => {
    const parts = Array.from({ length: to - from }, (_, k) => from + k);
    const integrals = parts.map((k) => simpson(t[k + 1]! - t[k]!, [ends[k]!.slope, middles[k]!.slope, ends[k + 1]!.slope]));
    return { from, to, ...residual(value(from), value(to), integrals) };
  };
  const blocks = Array.from({ length: Math.ceil(route.intervals / BLOCK) }, (_, k) =>
    span(k * BLOCK, Math.min(route.intervals, (k + 1) * BLOCK)),
  );
  const fine = new Map<number, Span>();
  for (const { from } of odd(blocks)) {
    const [first, last] = [Math.max(0, from - BLOCK), Math.min(route.intervals, from + 2 * BLOCK)];
    announce(ends.slice(first, last + 1));
    for (let k = first; k < last; k++) if (!fine.has(k)) fine.set(k, span(k, k + 1));
  }
  return odd([...fine.values()].sort((a, b) => a.from - b.from)).map(({ from, odd }) => {
    const places = [middles[from]!, ends[from]!, ends[from + 1]!];
    return { line: route.v, points: places.flatMap(({ y, inside }) => (inside ? [y] : [])), odd };
  });
}

/** The spans whose residual is not what it usually is on their neighbours, the oddest first. */
const odd = (spans: readonly Span[]): readonly (Span & { readonly odd: number })[] =>
  spans
    .map((span, k) => ({ ...span, odd: span.gap / Math.max(usual(spans, k), span.rounding, (ODD_PART * span.size) / ODD) }))
    .filter(({ odd }) => odd > ODD)
    .sort((one, other) => other.odd - one.odd)
    .slice(0, MOST_SUSPECTS);

/** An integral, and the size of what was added up for it. */
interface Integral {
  readonly value: number;
  readonly size: number;
}

/** The integral of a slope over an interval of length h, by Simpson's rule from the slopes at both ends and in the middle. */
const simpson = (h: number, [left, middle, right]: readonly number[]): Integral => ({
  value: (h * (left! + 4 * middle! + right!)) / 6,
  size: Math.abs(h * middle!),
});

/** How far what f gains over an interval is from the integral of the claimed slope, beyond what rounding explains, and a rounding of both. */
interface Residual {
  readonly gap: number;
  readonly rounding: number;
  /** ∫|slope|. */
  readonly size: number;
}

/** Roundings of its terms that a residual of 0 may have. Why: two values of f and three slopes, each rounded a few times. */
const RESIDUAL_ROUNDINGS = 8;

/** f(b) − f(a) less the integrals of the slope over all that lies between. */
function residual(a: number, b: number, parts: readonly Integral[]): Residual {
  const sum = (of: (part: Integral) => number) => parts.reduce((total, part) => total + of(part), 0);
  const size = sum((part) => part.size);
  const rounding = Math.max(Number.MIN_VALUE, EPSILON * (Math.abs(a) + Math.abs(b) + size));
  if (!Number.isFinite(b - a)) return { gap: 0, rounding: 1, size: 0 };
  const integral = sum(({ value }) => value);
  if (!Number.isFinite(integral)) return { gap: Number.POSITIVE_INFINITY, rounding: 1, size: 0 };
  return { gap: Math.max(0, Math.abs(b - a - integral) - RESIDUAL_ROUNDINGS * rounding), rounding, size };
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
