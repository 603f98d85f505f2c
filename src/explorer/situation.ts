import { type Curvature, curvatureAt, type Flat, flatKind, overshoot, steepness, type Vector2 } from './descent.ts';
import type { MeasuredSlope, Plane } from './plane.ts';

/** The values at a point of the plane, and what follows from them. */
export interface Situation {
  readonly at: Vector2;
  readonly value: number;
  /** The measured gradient; NaN where there is none. */
  readonly gradient: Vector2;
  readonly measured: readonly [MeasuredSlope, MeasuredSlope];
  readonly claimed?: Vector2;
  /** ‖g‖, and ‖g‖ as a part of the typical steepness of the picture. */
  readonly steepness: number;
  readonly relative: number;
  /** The kind of the place, if the gradient vanishes there. */
  readonly flat?: Flat | 'everywhere';
  /** The learning rate above which a step leads up in the quadratic model; absent where f does not curve up along the gradient. */
  readonly limit?: number;
}

/** The gradient counts as zero below this part of the typical steepness. */
const VANISHED = 1e-8;

/** The situation at a point, where `typical` is the typical steepness of the picture. */
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

/** The slope that is drawn; NaN at a kink, a jump, and where f has no value. */
const slope = ({ value, kind }: MeasuredSlope): number => (kind === 'smooth' || kind === 'edge' ? value : Number.NaN);
