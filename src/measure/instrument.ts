import { type Domain, free } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { LARGEST, UNIT } from '../math/precision.ts';
import { dot, maxNorm, norm, plus, type Vector } from '../math/vector.ts';
import type { Announced } from '../subject/announcement.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { claimBar, productBar } from './claimed.ts';
import { byAxes, inAndOut, sumOfSlopes } from './composite.ts';
import { curvature, type Derivative, derivative, glanceSpan, type LineOptions, roomAlong, unitOf } from './differences/index.ts';
import { type Ray, SINGLE_INPUTS, type Slope, subdifferential, widened } from './nearby.ts';
import { usualSize } from './ordinary.ts';
import { roundedTo, type Scalar } from './projection.ts';
import { scatter } from './scatter.ts';
import type { Side } from './side.ts';
import { movedByNoise } from './unseen-noise.ts';

/**
 * How closely a sample is looked at. 'quick': slopes from seven values. 'thorough': slopes from a search. 'weighed': the noise of claims is measured too, and the noise of f
 * along other lines. 'nearby': all that, and slopes at nearby points as well, which tell kinks.
 */
export type Effort = 'quick' | 'thorough' | 'weighed' | 'nearby';

/** What a law measures with, tied to the domain and the precision of a subject and to an effort. Points, directions and fields are vectors of as many numbers as the subject has inputs. */
export interface Instrument {
  readonly effort: Effort;
  /** D_v f(x). */
  derivative(f: Scalar, x: Vector, v: Vector): Side;
  /** D²f(x)[v, v]. */
  curvature(f: (x: Vector) => number, x: Vector, v: Vector): Side;
  /** D²f(x)[u, v], by polarisation: (D²f[u+v, u+v] − D²f[u−v, u−v])/4. */
  mixed(f: (x: Vector) => number, x: Vector, u: Vector, v: Vector): Side;
  /** A number that is claimed at x, with a bar for its rounding and, at an effort above 'thorough', its noise. */
  value(f: Announced<number>, x: Vector): Estimate;
  /** ⟨g(x), v⟩ for a claimed field g, with its bar, and the size ‖g‖‖v‖/√n that makes errors relative. */
  product(g: Announced<Vector>, x: Vector, v: Vector): Side & { readonly scale: number };
  /** An instrument of the same effort for another map, as a layer within a stack is. */
  on(target: Evaluator): Instrument;
  /** An instrument of the same effort, for which a second derivative at a glance is enough if its bar is at most such a part of it. */
  upTo(part: number): Instrument;
}

/** What an instrument is set to, beside its effort. */
export interface Focus {
  /** A factor on the scale of all lines, and so on the intervals from which slopes are read; 1 if omitted. */
  readonly zoom?: number;
  /** Slopes at nearby points may have error bars this many times wider than those of the slope at x; 1 if omitted. */
  readonly slack?: number;
  /** How far to either side a line is looked at, in units of its scale; without end if omitted. */
  readonly span?: number;
  /** True if values count as rounded as the largest output is; in less than double precision perhaps as the largest input is, and every input as well. */
  readonly summed?: boolean;
  /** Whether a thorough look hears a second method; true if omitted. A claim that agrees with the first is a second opinion. */
  readonly seconded?: boolean;
  /** The part of a derivative that the bar of fewer values may be for them to be enough, as it is for a line; 0 if omitted. */
  readonly enough?: number;
  /** The part of a slope that the bar of three values close to x may be for them to be enough; never if omitted. */
  readonly brief?: number;
  /** The terms that f may add up in a row: of many, its values may be rounded more than a quick look sees; 1 if omitted. */
  readonly terms?: number;
}

/** The instrument of an effort for a subject, with its focus. */
export function instrument(target: Evaluator, effort: Effort, focus: Focus = {}): Instrument {
  const { domain, inside, map, subject } = target;
  const rounding = UNIT[subject.precision ?? 'float64'];
  const { zoom = 1, slack = 1 } = focus;
  const weighed = effort === 'weighed' || effort === 'nearby';
  const lines = linesOf(target, effort, focus);
  const look = { ...lines.look, domain };

  /** Noise of f that other lines show and this one does not may have moved all values along this one together, and its slope by as much over the interval. */
  const withUnseenNoise = (f: Scalar, { x, v }: Ray, seen: Derivative): Derivative => {
    if (seen.step === undefined || isAlone(domain, v)) return seen;
    const noise = scatter(f, x, look);
    if (noise <= OTHER_NOISE * seen.noise) return seen;
    const ground = { domain, inside, precision: subject.precision ?? 'float64' };
    return {
      ...widened(seen, movedByNoise(seen.value, { x, v }, { slope: lines.glance(f), ground, most: noise / seen.step })),
      noisy: true,
    };
  };
  const value = (f: Announced<number>, x: Vector): Estimate => {
    const here = f(x);
    const floor = claimBar(Math.abs(here), [here], subject.precision);
    return { value: here, error: weighed ? Math.max(floor, scatter(f, x, look)) : floor };
  };
  return {
    effort,
    on: (other) => instrument(other, effort, focus),
    upTo: (enough) => instrument(target, effort, { ...focus, enough }),
    derivative(f, x, v) {
      const seen = weighed ? withUnseenNoise(f, { x, v }, lines.slope(f, x, v)) : lines.slope(f, x, v);
      if (effort !== 'nearby' || zoom !== 1) return seen;
      const region = { domain, inside, rounding: Math.max(rounding, unitOf(map(x))), slack };
      return subdifferential(seen, { x, v }, lines.glance(f), region);
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
      const seen = value(
        Object.assign((y: Vector) => dot(y === x ? here : g(y), v), { ahead: g.ahead }),
        x,
      );
      return {
        value: seen.value,
        error: Math.max(seen.error, productBar(here, v, subject.precision)),
        scale: (norm(here) * norm(v)) / Math.sqrt(x.length),
        ...(overflowing(here, v) > 0 && { beyond: LARGEST[subject.precision ?? 'float64'] * overflowing(here, v) }),
      };
    },
  };
}

/** Whether v moves all inputs there are, as of one: then there are no other lines. */
const isAlone = (domain: Domain, v: Vector): boolean => v.length === 1 || (!('dimension' in domain) && free(domain).length === 1);

/** Σ |vᵢ| over the entries of g that are infinite: what ⟨g, v⟩ is at least for each unit by which these are beyond the largest number. */
function overflowing(g: Vector, v: Vector): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) if (Math.abs(g[i]!) === Number.POSITIVE_INFINITY) sum += Math.abs(v[i]!);
  return sum;
}

/** How the lines of a subject are looked at. */
interface Lines {
  readonly look: LineOptions;
  /** The slope along a line, or where the line has none in one piece, the sum of those along its parts. */
  slope(f: Scalar, x: Vector, v: Vector): Derivative;
  /** A slope from seven values if it is good enough. */
  glance(f: Scalar): Slope;
}

/** Noise on other lines is another noise if it is this many times that of this one. Why: six standard deviations are compared with one, and each is measured to within a factor of a few. */
const OTHER_NOISE = 64;
/** A line is in a corner of the domain if there is less room than this part of its scale to either side. Why: that of a glance, the shortest interval from which a slope is read by default. */
const CORNER_ROOM = 1 / 64;
/** The parts of a span that are glanced at, one after the other. Why: a kink may lie within all of the first. */
const GLANCES = [1, 1 / 16];
/** The standard deviation of a single rounding, in units of rounding. Why: 1/√12 of a unit in the last place, which is between half of a unit of rounding and one. */
const ONE_ROUNDING = 1 / 4;

function linesOf(target: Evaluator, effort: Effort, focus: Focus): Lines {
  const { domain, subject } = target;
  const look = optionsOf(target, effort, focus);
  const rounding = UNIT[subject.precision ?? 'float64'];
  const floorAt = focus.summed ? addends(target) : () => 0;
  const prepared = (f: Scalar, x: Vector, options: LineOptions): [Scalar, LineOptions] => {
    const tracked = subject.precision ? roundedTo(f, rounding) : f;
    const floor = floorAt(x);
    const rounded = tracked.rounded || floor > 0 ? () => Math.max(floor, tracked.rounded?.() ?? 0) : undefined;
    return [tracked, { ...options, ...(rounded && { rounded }) }];
  };
  const straight = (f: Scalar, x: Vector, v: Vector, options: LineOptions): Derivative => {
    const room = roomAlong(domain, x, v);
    const cornered = Math.max(-room.low, room.high) < CORNER_ROOM * room.scale;
    return cornered ? sumOfSlopes(f, x, inAndOut(domain, x, v), options) : derivative(f, x, v, { ...options, room });
  };
  const slope = (given: Scalar, x: Vector, v: Vector): Derivative => {
    const [f, options] = prepared(given, x, look);
    const seen = straight(f, x, v, options);
    if (seen.kind !== 'unresolved' || effort === 'quick') return seen;
    const count = v.reduce((sum, vi) => sum + (vi === 0 ? 0 : 1), 0);
    const sum = count > 1 && count <= SINGLE_INPUTS ? sumOfSlopes(f, x, byAxes(v), options) : seen;
    return sum.kind === 'unresolved' ? seen : sum;
  };
  const glance =
    (given: Scalar): Slope =>
    (x, v, wanted, span) => {
      const [f, options] = prepared(given, x, { ...look, effort: 'quick' });
      for (const part of GLANCES) {
        const seen = straight(f, x, v, { ...options, zoom: Math.min(1, (span * part) / glanceSpan(rounding)) });
        if (seen.error <= wanted) return seen;
      }
      return slope(given, x, v);
    };
  return { look, slope, glance };
}

/** What is known of every line of a subject before f is. */
function optionsOf({ domain, where, subject: { precision } }: Evaluator, effort: Effort, focus: Focus): LineOptions {
  const { zoom = 1, span = Number.POSITIVE_INFINITY, summed = false, terms = 1, enough = 0, brief = 0, seconded = true } = focus;
  return {
    seconded,
    enough,
    brief,
    domain,
    zoom,
    span,
    terms,
    summed: summed && (precision ?? 'float64') !== 'float64',
    ...(where && { inside: where }),
    ...(precision && { precision }),
    ...(effort === 'quick' ? { effort, aside: true } : { effort: 'thorough' }),
  };
}

/**
 * The rounding, at a point of the subject's own domain, of the largest number that f may have added up there: one of its outputs, and in less than double precision, where the
 * rounding of inputs counts, one of these, if f is of that size elsewhere. 0 at a point of another map.
 */
function addends({ domain, inputs, inside, map, subject: { precision = 'float64' } }: Evaluator): (x: Vector) => number {
  let usual: number | undefined;
  const largest = (x: Vector): number => {
    if (precision === 'float64') return maxNorm(map(x));
    usual ??= usualSize({ domain, inputs, inside }, map);
    return Math.max(maxNorm(map(x)), ONE_ROUNDING * Math.min(maxNorm(x), usual));
  };
  return (x) => (x.length === inputs ? UNIT[precision] * largest(x) : 0);
}
