import { claimedFields, slopeFields } from '../law/fields.ts';
import type { Sample } from '../law/property.ts';
import { ROUGH } from '../law/rough.ts';
import { RESOLUTION } from '../law/verdict.ts';
import { interval, inward, reach, scaleAlong } from '../math/domain.ts';
import { nearest, UNIT } from '../math/precision.ts';
import { along, type Vector, zeros } from '../math/vector.ts';
import { inAndOut } from '../measure/composite.ts';
import { contradiction, noiseAt, plainContradiction } from '../measure/line-integral.ts';
import { standing } from '../measure/point-defect.ts';
import { VALUE_SIGMAS } from '../measure/scatter.ts';
import type { Field } from '../measure/segment.ts';
import { CONTRADICTION } from '../measure/side.ts';
import { type Trend, trend } from '../measure/trend.ts';
import type { Examiner, Outcome } from './examiner.ts';

/** What is said of a claim that the gradient theorem does not contradict, though a slope at the sample does. */
export const NOT_CONTRADICTED = 'the slope measured here differs, but around here the integral of the claim is what f gains';
/** What is said of a claim at an edge that is right just inside. */
export const EDGE = 'at the edge of the domain only: just inside the claim is right';
/** What is said of a claim that is none of those next to it, nor between them. */
export const POINT = 'at this point only: the claims next to it tend to other slopes';
/** What is said where claims next to the sample grow without bound. */
export const UNBOUNDED = 'the claims next to this point grow without bound';

/** A field and a direction in which it is looked at. */
interface Pair {
  readonly field: Field;
  readonly v: Vector;
}

/** The second witness to a failure of a law that holds claimed slopes to f: undefined where the law does not say what its failures rest on, and the edge of the domain does not explain it. */
export function witness(look: Examiner, sample: Sample, outcome: Outcome): Outcome | undefined {
  const { x } = sample;
  const fields = look.fields(sample);
  if (!(x instanceof Float64Array)) return undefined;
  const open = (reason: string): Outcome => ({ ...outcome, verdict: 'inconclusive', reason });
  if (fields.length === 0) {
    const mayBeEdge = (look.compares || look.topic.order === 2) && outcome.reason === undefined;
    return mayBeEdge && isEdgeOnly(look, sample) ? open(EDGE) : undefined;
  }
  const directions = look.directions(sample);
  if (directions.length === 0) return outcome;
  const pairs = fields.flatMap((field): Pair[] => directions.map((v) => ({ field, v })));
  if (pairs.some(({ field, v }) => contradiction({ field, x, v, ground: look.ground, only: look.topic.tells === 'consequence' })))
    return outcome;
  if (outcome.reason === 'unstable') return pairs.some((pair) => isUnstable(look, x, pair, outcome)) ? outcome : open(NOT_CONTRADICTED);
  const standings = pairs.map(({ field, v }) => standing(field, x, v, look.ground));
  const apart = standings.filter(({ kind }) => kind === 'apart');
  // Second derivatives that tend to several limits jump here: f has none, and any claim is as good.
  if (look.topic.order === 2 && apart.length > 0 && apart.every(({ several }) => several)) return open(ROUGH);
  if (apart.length > 0) return outcome.reason === undefined && isEdgeOnly(look, sample) ? open(EDGE) : { reason: POINT, ...outcome };
  return open(standings.some(({ kind }) => kind === 'unbounded') ? UNBOUNDED : NOT_CONTRADICTED);
}

/**
 * Whether the gradient theorem contradicts a claim on which a failure rests, along a direction of the law from x, so plainly that neither noise nor anything nearby need be measured. Where the law does not say what its
 * failures rest on, it is a claim of the order that it compares, along one of its directions or that of the sample: the claim is wrong then, whatever the law itself rests on.
 */
export function isPlainlyWrong(look: Examiner, sample: Sample): boolean {
  const { target, topic, ground } = look;
  if (!(sample.x instanceof Float64Array)) return false;
  const { x, v: own, w } = sample as { readonly x: Vector; readonly v?: unknown; readonly w?: unknown };
  const known = look.fields(sample);
  if (known.length > 0)
    return look
      .directions(sample)
      .some((v) => known.some((field) => plainContradiction({ field, x, v, ground, only: topic.tells === 'consequence' })));
  const covector = w instanceof Float64Array && w.length === target.outputs ? w : zeros(target.outputs).fill(1);
  const measured = look.directions(sample);
  const directions = measured.length === 0 && own instanceof Float64Array && own.length === x.length ? [own] : measured;
  return directions.some((v) => {
    const fields = topic.order === 1 ? slopeFields(target, covector) : claimedFields(target, v, covector);
    return fields.some((field) => plainContradiction({ field, x, v, ground, only: true }) !== undefined);
  });
}

/** How far to both sides a claim is held to f on the whole, in units of the scale, where the domain is as wide. Why: f changes by more than its rounding the further it is followed. */
const WHOLE = 16;

/**
 * An outcome that the rounding of f leaves open, decided on the whole line through the sample: where f is so coarse that it has no slope to three digits at a point, what it gains over the width of the
 * domain has more, and the claim adds up to that or not. Only that it does is decided here.
 */
export function onTheWhole(look: Examiner, sample: Sample, outcome: Outcome): Outcome {
  const { x } = sample;
  const { precision } = look.ground;
  if (
    look.topic.tells !== 'entries' ||
    !(x instanceof Float64Array) ||
    outcome.measurements.some(({ measured: { kind } }) => kind !== 'smooth' && kind !== 'edge')
  )
    return outcome;
  const fields = look.fields(sample);
  const directions = fields.length > 0 ? look.directions(sample) : [];
  if (directions.length === 0) return outcome;
  let coarsest = 0;
  for (const field of fields)
    for (const v of directions) {
      const trends = wholeLines(look, x, v).map(([a, b]) => trend({ field, ground: look.ground }, a, b));
      const total = (of: (one: Trend) => number) => trends.reduce((sum, one) => sum + (one ? of(one) : Number.NaN), 0);
      const bar = total((one) => one.bar);
      if (!trends.every((one) => one && Math.abs(one.gap) <= CONTRADICTION * one.bar)) return outcome;
      coarsest = Math.max(coarsest, bar / total((one) => one.size));
    }
  return coarsest <= RESOLUTION[precision]
    ? { verdict: 'pass', digits: -Math.log10(coarsest), bars: 0, measurements: outcome.measurements }
    : outcome;
}

/** The ends of the line through x along v; in a corner of the domain, of the lines along the two parts of v that have room. */
function wholeLines(look: Examiner, x: Vector, v: Vector): readonly (readonly [Vector, Vector])[] {
  const { domain } = look.ground;
  const line = (way: Vector) => {
    const [scale, [low, high]] = [scaleAlong(domain, x, way), reach(domain, x, way)];
    const ends = [Math.max(low, -WHOLE * scale), Math.min(high, WHOLE * scale)] as const;
    return { room: ends[1] - ends[0] >= scale, ends: [along(x, way, ends[0]), along(x, way, ends[1])] as const };
  };
  const straight = line(v);
  return straight.room ? [straight.ends] : inAndOut(domain, x, v).map((part) => line(part).ends);
}

/** Points beside a sample at which a claim is asked whether it scatters. Why: the noise of 16 numbers spans some three deviations. */
const SCATTERED = 16;
/** How far these are spread at first, in roundings of the input that is moved most. Why: noise of rounding is there from one number to the next; structure is not, however fine. */
const FIRST_ROUNDINGS = 2 ** 10;
/** And by how much further each time. Why: few steps lead to the unit of a direction. */
const FURTHER = 16;
/** The part of a gap by which the claim changes from one of these points to the next, at most of them, where the gap is its noise. Why: the gap is about a deviation; at a kink the claim changes once. */
const SCATTERS = 1 / 4;
/** The roundings of f that its own values span at first, at most. Why: as many as the inputs move by. */
const STEADY_ROUNDINGS = FIRST_ROUNDINGS;
/** A gap changes f over the distance on which a claim scatters by more than this many times what is noise in f, if it is seen in f. Why: with less it is the rounding of f. */
const SEEN = 2 ** 10;

/** From one number to the next a claim that lost its digits changes f by no more than this many of its roundings. Why: the noise of a quotient of differences changes it by less than one; the slope of waves that are finer than numbers are apart, by thousands, and f cannot tell them. */
const NEXT_ROUNDINGS = 1;

/** Whether a claim scatters from one number to the next where f does not, and by as much as would change f by half of its digits over the distance on which it does. */
function isUnstable(look: Examiner, x: Vector, { field, v }: Pair, { gap = 0, measurements }: Outcome): boolean {
  const { domain, precision } = look.ground;
  const [unit, scale] = [UNIT[precision], scaleAlong(domain, x, v)];
  const rounding = x.reduce((least, xi, i) => (xi === 0 || v[i] === 0 ? least : Math.min(least, Math.abs(xi / v[i]!))), scale) * unit;
  const valuesOf = (of: (y: Vector) => number, length: number) => {
    const parts = Array.from({ length: SCATTERED }, (_, k) => (k + 1 / 2) / SCATTERED - 1 / 2);
    const points = parts.map((part) =>
      x.map((xi, i) => nearest(precision, inward(interval(domain, i), xi, part * length * v[i]!), interval(domain, i))),
    );
    return points.map(of).filter(Number.isFinite);
  };
  const scatters = (length: number) => {
    const values = valuesOf((y) => field.slope(y, v), length);
    const steps = values.slice(1).map((value, k) => Math.abs(value - values[k]!));
    return steps.sort((a, b) => a - b)[steps.length >> 1]! >= SCATTERS * gap;
  };
  let length = FIRST_ROUNDINGS * rounding;
  if (!scatters(length)) return false;
  while (length < scale && scatters(FURTHER * length)) length *= FURTHER;
  const slope = Math.max(...measurements.map(({ measured }) => Math.abs(measured.value)));
  const size = Math.max(Math.abs(field.f(x)), slope * length);
  const near = valuesOf(field.f, FIRST_ROUNDINGS * rounding);
  const noisy = Math.max(gap, ...measurements.map(({ claimed }) => claimed.error));
  if (noisy * rounding > NEXT_ROUNDINGS * unit * Math.max(...near.map(Math.abs), slope * rounding)) return false;
  const noise = Math.max(Math.max(...near) - Math.min(...near), VALUE_SIGMAS * noiseAt({ field, x, v, ground: look.ground }));
  return gap * length > Math.max(Math.sqrt(unit) * size, SEEN * noise) && noise <= STEADY_ROUNDINGS * unit * size;
}

/** How far a sample at an edge is moved inside, in widths of the domain. Why: both are nearer than people mean by the inside, and further than inputs are rounded. */
const INSIDE = [2 ** -20, 2 ** -30];

/** Whether a claim fails at the edge of the domain only, on which the sample lies: what f does beyond is not known, and a claim may follow that. */
function isEdgeOnly(look: Examiner, sample: Sample): boolean {
  const x = sample.x as Vector;
  const { domain } = look.ground;
  if (look.target.subject.closed) return false;
  const moved = INSIDE.map((part) =>
    x.map((xi, i) => {
      const [low, high] = interval(domain, i);
      const room = part * Math.min(high - low, Math.max(1, Math.abs(xi)));
      return low < high ? Math.min(high - room, Math.max(low + room, xi)) : xi;
    }),
  );
  if (moved.some((y) => y.every((yi, i) => yi === x[i]))) return false;
  return moved.every((y) => {
    const inside = { ...sample, x: y };
    const seen = look(inside, 'weighed');
    return seen.verdict !== 'fail' || witness(look, inside, seen)?.verdict !== 'fail';
  });
}
