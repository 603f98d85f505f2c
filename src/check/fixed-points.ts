import fc from 'fast-check';
import type { Property, Sample } from '../law/property.ts';
import { denseDirection } from '../law/sample.ts';
import { everywhere, free, interval } from '../math/domain.ts';
import { nearest } from '../math/precision.ts';
import { axis, vector } from '../math/vector.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { labelOf } from '../subject/label.ts';
import type { Outcome } from './examiner.ts';

/** Up to this many inputs that vary, a fixed point is looked at along each of them. Why: that shows a wrong component beside others that are far larger; with more inputs it would cost more than all other samples. */
const FIXED_POINT_AXES = 16;
/** Directions in all inputs at once in which a fixed point is looked at. Why: each misses a wrong component with a probability of 0.075 at most, so that three miss it once in two thousand times. */
const FIXED_POINT_DIRECTIONS = 3;

/** A sample of a law at one of the points that a subject fixes, by the place of that point. */
export interface FixedSample {
  readonly sample: Sample;
  readonly point: number;
}

/**
 * The samples of a law at the points that a subject fixes, point after point: along each input that varies, if they are few, and in directions that move all of them. Only laws that hold a claim to f along lines,
 * wherever these lead, have such samples. The same seed gives the same.
 */
export function fixedSamples(target: Evaluator, property: Property, seed: number): readonly FixedSample[] {
  const { points = [] } = target.subject;
  if (points.length === 0 || !property.field) return [];
  const { domain, subject, inputs } = target;
  const { precision = 'float64' } = subject;
  const inputsThatVary = free(domain);
  const axes = inputsThatVary.length <= FIXED_POINT_AXES ? inputsThatVary : [];
  const count = points.length * (axes.length + FIXED_POINT_DIRECTIONS);
  const settings = { seed, numRuns: count };
  const samples = fc.sample(property.forAll(target), settings);
  const directions = fc.sample(denseDirection(target), settings);
  const covectors = fc.sample(denseDirection({ domain: everywhere(target.outputs), inside: () => true }), settings);
  let turn = 0;
  return points.flatMap((given, point) => {
    const x = vector(given).map((xi, i) => nearest(precision, xi, interval(domain, i)));
    const along = [...axes.map((i) => axis(inputs, i)), ...Array.from({ length: FIXED_POINT_DIRECTIONS }, () => undefined)];
    const all = along.map((own): Sample => {
      const k = turn++;
      const { v, w, ...rest } = samples[k]!;
      return {
        ...rest,
        x,
        ...(v !== undefined && { v: own ?? directions[k]! }),
        ...(w instanceof Float64Array && { w: covectors[k]! }),
      };
    });
    const differ = all.some(({ v }) => v !== undefined) ? all : all.slice(0, 1);
    return differ.map((sample) => ({ sample, point }));
  });
}

/** What became of the points that a subject fixes. */
export interface Fixed {
  /** How many there are. */
  readonly points: number;
  /** Samples of the law at them, which are among its `runs`. */
  readonly samples: number;
  /** The place, from 1, of that at which the law fails. */
  readonly fails?: number;
}

/** A sample at the fixed point of a place, from 0. */
type Seen = Outcome & { readonly path: { readonly kind: string; readonly point?: number } };

/** What became of the fixed points of a subject; nothing if the law has no sample at them. */
export function fixedOf({ subject }: Evaluator, seen: readonly Seen[]): { readonly fixed?: Fixed } {
  const there = seen.filter(({ path }) => path.kind === 'fixed');
  if (there.length === 0) return {};
  const point = there.find(({ verdict }) => verdict === 'fail')?.path.point;
  return { fixed: { points: subject.points!.length, samples: there.length, ...(point !== undefined && { fails: point + 1 }) } };
}

/** The inputs of a point that a warning names. Why: a warning is a line. */
const NAMED_INPUTS_OF_POINT = 4;

/** What is said of fixed points at which there is no verdict. */
export function unjudged({ subject }: Evaluator, seen: readonly Seen[]): readonly string[] {
  return (subject.points ?? []).flatMap((x, point) => {
    const there = seen.filter(({ path }) => path.point === point);
    if (there.length === 0 || there.some(({ verdict }) => verdict === 'pass' || verdict === 'fail')) return [];
    return [`fixed point ${point + 1} (${placeOf(subject, x)}) is not judged: ${there[0]!.reason ?? 'no sample'}`];
  });
}

const placeOf = (subject: Evaluator['subject'], x: ArrayLike<number>): string => {
  const named = Array.from(x).slice(0, NAMED_INPUTS_OF_POINT);
  return [...named.map((xi, i) => `${labelOf(subject, i)} = ${xi}`), ...(x.length > named.length ? ['…'] : [])].join(', ');
};
