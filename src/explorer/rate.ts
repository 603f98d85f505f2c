import type { Walk } from './caption.ts';
import { descent, type Pair } from './descent.ts';
import { rounder } from './numeral.ts';
import type { Plane } from './plane.ts';
import type { Situation } from './situation.ts';

/** A learning rate to begin with: well below the limit, or a small part of the picture a step. */
export function firstRate({ x, y }: Plane, { limit, steepness }: Situation): number {
  if (limit !== undefined) return rounder(0.15 * limit) || limit;
  const room = Math.min(x.high - x.low, y.high - y.low);
  return rounder((0.02 * room) / steepness) || 0.1;
}

/** How far outside the picture a path is followed, in pictures. */
const FOLLOWED = 3;

/** Gradient descent from the point, along the claim if there is one. */
export function walkOf(plane: Plane, { at, limit }: Situation, rate: number, steps: number, claimed: boolean): Walk {
  const slope = claimed && plane.claimed ? plane.claimed : (x: number, y: number): Pair => plane.gradient(x, y);
  const room = Math.max(plane.x.high - plane.x.low, plane.y.high - plane.y.low);
  const path = descent(slope, at, rate, steps, FOLLOWED * room);
  const values = path.map(([x, y]) => plane.value(x, y));
  // What has no value cannot be stepped from.
  const end = values.findIndex((value) => !Number.isFinite(value));
  const kept = end < 0 ? path.length : Math.max(1, end);
  return {
    rate,
    ...(limit !== undefined && { limit }),
    path: path.slice(0, kept),
    values: values.slice(0, kept),
    steps,
    ...(end > 0 && { lost: plane.bounded && outside(plane, path[end]!) ? 'beyond' : 'void' }),
  };
}

const outside = ({ x, y }: Plane, [u, v]: Pair): boolean => u < x.low || u > x.high || v < y.low || v > y.high;
