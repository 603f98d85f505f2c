import { reach, scaleAlong } from '../math/domain.ts';
import { EPSILON, type Estimate } from '../math/estimate.ts';
import { SMALLEST } from '../math/precision.ts';
import { along, dotSizes, type Vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import { barsBetween, contradict, type Side } from '../measure/side.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { discard } from './property.ts';
import type { Measurement } from './verdict.ts';

/** Halvings of the step. */
const HALVINGS = 40;
/** A remainder counts when it stands so many times above the noise. */
const ABOVE_NOISE = 100;
/** Steps h, h/2, … at the small end over which the order is read, so many apart. */
const WINDOW = 6;
const STRIDE = 2;
/** The doubt of an order that is read off a few steps. */
const DOUBT = 0.2;

/** What is claimed of f along v: its slope and, where that is part of the model, its second derivative. */
interface Model {
  readonly slope: Estimate;
  readonly bend?: Estimate;
}

/**
 * The order at which f(x + hv) − f(x) − h slope − ½h² bend vanishes with h, as the steepest slope of its doubly logarithmic picture over the smallest steps
 * that stand above the noise, held against the order that it should have at least. Where no window stands above the noise, the remainder vanishes as it should.
 * @throws {Discard} where f is not smooth enough for the order, or the domain leaves no room.
 */
export function remainderOrder(target: Evaluator, look: Instrument, x: Vector, v: Vector, claim: Model): Measurement {
  const { f, domain, inside } = target;
  const order = claim.bend ? 3 : 2;
  const model = (h: number) => h * claim.slope.value + (claim.bend ? (h * h * claim.bend.value) / 2 : 0);
  const claimed = { value: order, error: 0 };
  const passed = { claimed, measured: { value: order, error: DOUBT }, relation: '≤' as const };
  const [least, most] = reach(domain, x, v);
  const toward = most >= -least ? 1 : -1;
  const here = look.value(f, x);
  const linear = Math.abs(model(1)) + Math.abs(model(-1));
  if (!Number.isFinite(linear)) return discard('the model is not finite');
  const seen = look.effort === 'quick' ? undefined : look.derivative(f, x, v);
  const smallest = SMALLEST[target.subject.precision ?? 'float64'];
  const noise = Math.max(here.error, 6 * (seen?.noise ?? 0)) + smallest;
  const input = dotSizes(x, v) === 0 ? 0 : EPSILON * linear * steepness(x, v);
  let h = Math.min(scaleAlong(domain, x, v) / 4, Math.max(most, -least)) * toward;
  if (h === 0) return discard('no room in the domain along v');
  const sizes: number[] = [];
  for (let k = 0; k < HALVINGS; k++, h /= 2) {
    const y = along(x, v, h);
    if (!inside(y)) continue;
    const value = f(y);
    if (!Number.isFinite(value)) {
      sizes.length = 0;
      continue;
    }
    const remainder = Math.abs(value - here.value - model(h));
    if (remainder <= ABOVE_NOISE * (noise + input + EPSILON * Math.abs(model(h)))) break;
    sizes.push(remainder);
  }
  if (sizes.length < WINDOW + STRIDE) return passed;
  const end = sizes.slice(-(WINDOW + STRIDE));
  const slopes = end.slice(STRIDE).map((size, k) => Math.log2(end[k]! / size) / STRIDE);
  const measured = { value: Math.max(...slopes), error: DOUBT };
  const low = measured.value < order - 3 * DOUBT;
  return { claimed, measured, relation: '≤', ...(seen && low && { underlying: blamed(seen, look, target, x, v, claim) }) };
}

/** How much of t one rounding of the inputs amounts to, at most. */
const steepness = (x: Vector, v: Vector): number =>
  x.reduce((most, xi, i) => (v[i] === 0 ? most : Math.max(most, Math.abs(xi / v[i]!))), 0);

/**
 * A remainder of too low an order is the model's fault only where f is smooth, and its slope or curvature, as measured, contradicts the model, by so much.
 * @throws {Discard} otherwise.
 */
function blamed(
  slope: Side,
  look: Instrument,
  { f, subject: { precision = 'float64' } }: Evaluator,
  x: Vector,
  v: Vector,
  claim: Model,
): NonNullable<Measurement['underlying']> {
  if (slope.kind !== 'smooth' && slope.kind !== 'edge') discard('f is not smooth here');
  const bend = look.curvature(f, x, v);
  if (bend.kind !== 'smooth') discard('f is not smooth enough here');
  const pairs = [[slope, claim.slope] as const, ...(claim.bend ? [[bend, claim.bend] as const] : [])];
  const sides = pairs.map(([measured, { value, error }]) => [measured, { value, error: error + SMALLEST[precision] }] as const);
  const apart = sides.filter(([measured, claimed]) => contradict(measured, claimed));
  const gaps = apart.map(([measured, claimed]) => ({
    bars: barsBetween(measured, claimed),
    gap: Math.abs(measured.value - claimed.value),
  }));
  if (gaps.length > 0) return gaps.reduce((widest, one) => (one.bars > widest.bars ? one : widest));
  return discard('f leaves its model sooner than a smooth function would');
}
