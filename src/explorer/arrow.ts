import type { Vector2 } from './descent.ts';

/** A scale for arrows: `of` gives the length of an arrow by its steepness, as a part of the longest arrow; steeper arrows are longer. */
export interface Ruler {
  readonly kind: 'linear' | 'compressed';
  of(steepness: number): number;
}

/**
 * Lengths are in proportion to the steepness if the lower quartile of the steepness is at least this part of its 95th percentile. Else
 * small arrows would vanish.
 */
const COMPARABLE = 0.15;

/** The scale for a landscape with these steepnesses: linear where they are comparable, else logarithmic. */
export function rulerOf(steepnesses: ArrayLike<number>): Ruler {
  const sorted = Float64Array.from(Array.from(steepnesses).filter((s) => Number.isFinite(s) && s > 0)).sort();
  const quantile = (p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0;
  const [quarter, long] = [quantile(0.25), quantile(0.95)];
  if (!(long > 0)) return { kind: 'linear', of: () => 0 };
  if (quarter > COMPARABLE * long) return { kind: 'linear', of: (s) => Math.min(1.25, s / long) || 0 };
  const unit = Math.max(quarter / 4, long * 1e-9);
  const whole = Math.asinh(long / unit);
  return { kind: 'compressed', of: (s) => Math.min(1.25, Math.asinh(s / unit) / whole) || 0 };
}

/** The corners of an arrow from one point to another. A short arrow has a smaller head; one of less than half a pixel has no corners. */
export function arrowOutline([x1, y1]: Vector2, [x2, y2]: Vector2, width: number, head: number): readonly Vector2[] {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (!(length > 0.5)) return [];
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const tip = Math.min(head, 0.6 * length);
  const [half, wing] = [Math.min(width / 2, tip / 3), tip * 0.42];
  const neck = length - tip;
  const at = (along: number, across: number): Vector2 => [x1 + along * ux - across * uy, y1 + along * uy + across * ux];
  const side = [at(0, half), at(neck, half), at(neck - tip * 0.12, wing)];
  return [...side, at(length, 0), at(neck - tip * 0.12, -wing), at(neck, -half), at(0, -half)];
}

/** The arrow as the path of an SVG element. */
export function arrowPath(from: Vector2, to: Vector2, width: number, head: number): string {
  const outline = arrowOutline(from, to, width, head).map(([x, y]) => `${two(x)} ${two(y)}`);
  return outline.length === 0 ? '' : `M${outline.join('L')}Z`;
}

const two = (value: number): string => String(Math.round(value * 100) / 100);
