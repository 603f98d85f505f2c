import { type Curvature, curvatureAt, type Flat, flatKind, overshoot, steepness, type Vector2 } from './descent.ts';
import type { MeasuredSlope, Plane } from './plane.ts';

/** What holds at a point of the plane. */
export interface Situation {
  readonly at: Vector2;
  readonly value: number;
  /** The gradient measured there; NaN where it is none. */
  readonly gradient: Vector2;
  readonly measured: readonly [MeasuredSlope, MeasuredSlope];
  readonly claimed?: Vector2;
  /** ‖g‖, as a part of what is usual in the picture too. */
  readonly steepness: number;
  readonly relative: number;
  /** What the place is, where the arrow vanishes. */
  readonly flat?: Flat | 'everywhere';
  /** The learning rate beyond which a step leads up, on the quadratic model; none where the ground does not curve up along the arrow. */
  readonly limit?: number;
}

/** Below this part of what is usual, an arrow is invisible. */
const VANISHED = 1e-8;

/** What holds at this point, where `typical` is a usual steepness. */
export function situationAt(plane: Plane, at: Vector2, typical: number): Situation {
  const value = plane.value(...at);
  const measured = plane.measured(...at);
  const gradient: Vector2 = [slope(measured[0]), slope(measured[1])];
  const claimed = plane.claimed?.(...at);
  const steep = steepness(gradient);
  const relative = typical > 0 ? steep / typical : steep > 0 ? 1 : 0;
  const bend: Curvature = curvatureAt(plane.gradient, at, [1e-4 * width(plane.x), 1e-4 * width(plane.y)]);
  const limit = overshoot(plane.gradient(...at), bend);
  return {
    at,
    value,
    gradient,
    measured,
    ...(claimed && { claimed }),
    steepness: steep,
    relative,
    ...(relative <= VANISHED && { flat: typical > 0 ? flatKind(bend) : ('everywhere' as const) }),
    ...(limit !== undefined && Number.isFinite(limit) && { limit }),
  };
}

const width = ({ low, high }: { readonly low: number; readonly high: number }): number => high - low;

/** The slope that is drawn: none at a kink, a jump, or where f has no value. */
const slope = ({ value, kind }: MeasuredSlope): number => (kind === 'smooth' || kind === 'edge' ? value : Number.NaN);
