import type { Walk } from './caption.ts';
import { descent, type Vector2 } from './descent.ts';
import { rounder } from './numeral.ts';
import type { Plane } from './plane.ts';
import type { Situation } from './situation.ts';

/** A learning rate to begin with: well below the limit, or, without a limit, one whose first step is a small part of the picture. */
export function firstRate({ x, y }: Plane, { limit, steepness }: Situation): number {
  if (limit !== undefined) return rounder(0.15 * limit) || limit;
  const room = Math.min(x.high - x.low, y.high - y.low);
  return rounder((0.02 * room) / steepness) || 0.1;
}

/** The number of steps of a descent at first. */
export const DESCENT_STEPS = 20;

/** How far a path is followed, in widths of the picture. */
const FOLLOWED = 3;

/** The learning rate of a walk, its steps, and whether it follows the claimed gradient, if there is one, or the true one. */
export interface WalkOptions {
  readonly rate: number;
  readonly steps: number;
  readonly along: 'claim' | 'truth';
}

/** Gradient descent from the point of a situation. */
export function walkOf(plane: Plane, { at, limit }: Situation, { rate, steps, along }: WalkOptions): Walk {
  const slope = along === 'claim' && plane.claimed ? plane.claimed : (x: number, y: number): Vector2 => plane.gradient(x, y);
  const room = Math.max(plane.x.high - plane.x.low, plane.y.high - plane.y.low);
  const path = descent(slope, at, { rate, steps, bound: FOLLOWED * room });
  const values = path.map(([x, y]) => plane.value(x, y));
  // The walk ends before a place without a value, from which no step leads on.
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

const outside = ({ x, y }: Plane, [u, v]: Vector2): boolean => u < x.low || u > x.high || v < y.low || v > y.high;
