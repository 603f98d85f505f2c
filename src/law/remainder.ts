import { reach, scaleAlong } from '../math/domain.ts';
import { EPSILON, type Estimate } from '../math/estimate.ts';
import { SMALLEST } from '../math/precision.ts';
import { along, dotSizes, type Vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import { VALUE_SIGMAS } from '../measure/scatter.ts';
import { barsBetween, CONTRADICTION, contradict, type Side } from '../measure/side.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { discard, unmeasured } from './property.ts';
import type { Measurement } from './verdict.ts';

/** The first step, relative to the scale of the line. Why: as far as the first interval from which slopes are read. */
const REMAINDER_START = 1 / 4;
/** Steps h, h/2, …, at most. Why: an h² that starts at 1/16 has fallen below the rounding of 1 after 24 halvings, an h³ after 16; the rest is for f near 0. */
const REMAINDER_HALVINGS = 40;
/** A remainder counts if it is this many times the noise. Why: noise of a hundredth moves an order that is read over two halvings by 0.01. */
const REMAINDER_ABOVE_NOISE = 100;
/** Orders read at the small end, of which the largest counts. Why: the steps at the small end are those at which the leading term of the remainder stands alone. Doubled, noise passes for a remainder (remainder.test.ts). */
const ORDER_WINDOW = 6;
/** Halvings between the two remainders from which one order is read. Why: over two, noise moves the order half as much as over one. */
const ORDER_STRIDE = 2;
/** The bar of an order. Why: the next term of the Taylor series, at the smallest steps, moves it by less; a wrong slope makes it 1 in place of 2. Doubled, that is no contradiction any more (remainder.test.ts). */
const ORDER_DOUBT = 0.2;

/** What is claimed of f along v: its slope ⟨g, v⟩ and, in a model of second order, its second derivative ⟨v, Hv⟩. */
interface Model {
  readonly slope: Estimate;
  readonly bend?: Estimate;
}

/**
 * The order in h of the Taylor remainder f(x + hv) − f(x) − h slope − ½h² bend, held against the 2, or 3 with `bend`, that it should be at least (the Taylor test, P. E. Farrell et al.
 * 2013). It is the steepest slope of log remainder over log h among the smallest steps at which the remainder stands above the noise. Where there are too few of these, the
 * remainder vanishes as it should.
 * @throws {Discard} at a kink of f, {Unmeasured} where f is not smooth enough for the order otherwise, or the domain leaves no room.
 */
export function remainderOrder(
  target: Evaluator,
  look: Instrument,
  ...[x, v, claim]: readonly [x: Vector, v: Vector, claim: Model]
): Measurement {
  const { f, domain, inside } = target;
  const order = claim.bend ? 3 : 2;
  const model = (h: number) => h * claim.slope.value + (claim.bend ? (h * h * claim.bend.value) / 2 : 0);
  const claimed = { value: order, error: 0 };
  const passed = { claimed, measured: { value: order, error: ORDER_DOUBT }, relation: '≤' as const };
  const [least, most] = reach(domain, x, v);
  const toward = most >= -least ? 1 : -1;
  const here = look.value(f, x);
  const linear = Math.abs(model(1)) + Math.abs(model(-1));
  if (!Number.isFinite(linear)) return unmeasured('the model is not finite');
  const seen = look.effort === 'quick' ? undefined : look.derivative(f, x, v);
  const smallest = SMALLEST[target.subject.precision ?? 'float64'];
  const noise = Math.max(here.error, VALUE_SIGMAS * (seen?.noise ?? 0)) + smallest;
  const input = dotSizes(x, v) === 0 ? 0 : EPSILON * linear * steepness(x, v);
  let h = Math.min(scaleAlong(domain, x, v) * REMAINDER_START, Math.max(most, -least)) * toward;
  if (h === 0) return unmeasured('no room in the domain along v');
  const floorAt = (step: number) => REMAINDER_ABOVE_NOISE * (noise + input + EPSILON * Math.abs(model(step)));
  const remainderAt = (step: number) => {
    const y = along(x, v, step);
    return inside(y) ? Math.abs(f(y) - here.value - model(step)) : Number.NaN;
  };
  if (look.effort === 'quick') {
    const seen = glancedOrder(h, { remainderAt, floorAt, order });
    if (seen !== undefined) return seen === 'vanishes' ? passed : { ...passed, measured: { value: seen, error: ORDER_DOUBT } };
  }
  const sizes: number[] = [];
  let room = false;
  for (let k = 0; k < REMAINDER_HALVINGS; k++, h /= 2) {
    const y = along(x, v, h);
    if (!inside(y)) continue;
    room = true;
    const value = f(y);
    if (!Number.isFinite(value)) {
      sizes.length = 0;
      continue;
    }
    const remainder = Math.abs(value - here.value - model(h));
    if (remainder <= floorAt(h)) break;
    sizes.push(remainder);
  }
  if (!room) return unmeasured('no room in the domain along v');
  if (sizes.length < ORDER_WINDOW + ORDER_STRIDE) return passed;
  const end = sizes.slice(-(ORDER_WINDOW + ORDER_STRIDE));
  const slopes = end.slice(ORDER_STRIDE).map((size, k) => Math.log2(end[k]! / size) / ORDER_STRIDE);
  const measured = { value: Math.max(...slopes), error: ORDER_DOUBT };
  const low = measured.value < order - CONTRADICTION * ORDER_DOUBT;
  return {
    claimed,
    measured,
    relation: '≤',
    ...(seen && low && { underlying: blamed(seen, () => look.curvature(f, x, v), claim, smallest) }),
  };
}

/** Remainders of a model at steps h, the noise below which they do not count, and the order with which they should fall. */
interface Remainders {
  remainderAt(h: number): number;
  floorAt(h: number): number;
  readonly order: number;
}

/** How far above the noise the smallest of two remainders of a glance is meant to be. Why: it is foretold from one at a large step, where the next terms count too. */
const FORETOLD = 16;
/** The ratio of the two steps of a glance. Why: 16 is the noise of a hundredth over four halvings, and leaves the larger step small where the other is. */
const GLANCE_RATIO = 16;

/**
 * The order of the remainder from three values: one at the largest step foretells the smallest at which it stands above the noise, and two there are compared. What is left of a wrong slope falls as h and
 * is largest, beside what falls as h², at the smallest steps. Undefined where the two do not fall as they should.
 */
function glancedOrder(largest: number, { remainderAt, floorAt, order }: Remainders): number | 'vanishes' | undefined {
  const first = remainderAt(largest);
  const floor = floorAt(largest / GLANCE_RATIO);
  if (!(first > 0) || first <= floor) return first <= floor && remainderAt(largest / GLANCE_RATIO) <= floor ? 'vanishes' : undefined;
  const halvings = Math.floor(Math.log2(first / (FORETOLD * floor)) / order);
  const step = largest * 2 ** -halvings;
  if (halvings <= Math.log2(GLANCE_RATIO)) return undefined;
  const [small, large] = [remainderAt(step), remainderAt(step * GLANCE_RATIO)];
  if (!(small > floorAt(step)) || !(large > small)) return undefined;
  const seen = Math.log2(large / small) / Math.log2(GLANCE_RATIO);
  return seen >= order - ORDER_DOUBT && seen <= order + 1 + ORDER_DOUBT ? seen : undefined;
}

/** How much of t one rounding of the inputs amounts to, at most. */
const steepness = (x: Vector, v: Vector): number =>
  x.reduce((most, xi, i) => (v[i] === 0 ? most : Math.max(most, Math.abs(xi / v[i]!))), 0);

/**
 * By how much the measured slope or curvature of f contradicts a model, the wider of the two gaps: a remainder of too low an order is the model's fault only then.
 * @throws {Discard} at a kink of f, {Unmeasured} where neither does, or f is not smooth otherwise.
 */
function blamed(slope: Side, curvature: () => Side, claim: Model, smallest: number): NonNullable<Measurement['underlying']> {
  if (slope.kind === 'kink') discard('f has a kink here');
  if (slope.kind !== 'smooth' && slope.kind !== 'edge') unmeasured('f is not smooth here');
  const bend = curvature();
  if (bend.kind !== 'smooth') unmeasured('f is not smooth enough here');
  const pairs = [[slope, claim.slope] as const, ...(claim.bend ? [[bend, claim.bend] as const] : [])];
  const sides = pairs.map(([measured, { value, error }]) => [measured, { value, error: error + smallest }] as const);
  const apart = sides.filter(([measured, claimed]) => contradict(measured, claimed));
  const gaps = apart.map(([measured, claimed]) => ({
    bars: barsBetween(measured, claimed),
    gap: Math.abs(measured.value - claimed.value),
  }));
  if (gaps.length > 0) return gaps.reduce((widest, one) => (one.bars > widest.bars ? one : widest));
  return unmeasured('f leaves its model sooner than a smooth function would');
}
