/** A point of a plane, or a direction in it. */
export type Vector2 = readonly [x: number, y: number];
/** ∇f in a plane, as a function of the point. */
export type GradientField = (x: number, y: number) => Vector2;
/** The Hessian [[xx, xy], [xy, yy]] as three numbers. */
export type Curvature = readonly [xx: number, xy: number, yy: number];

/** ‖g‖ */
export const steepness = ([x, y]: Vector2): number => Math.hypot(x, y);

/** The learning rate η of a descent, and its most steps. */
export interface DescentOptions {
  readonly rate: number;
  readonly steps: number;
  /** The descent ends with the first step that leads farther than this from the start, in x or y. */
  readonly bound: number;
}

/** The start and the steps of gradient descent, θ ← θ − η g(θ). It ends before a step that leads to no finite point. */
export function descent(slope: GradientField, start: Vector2, { rate, steps, bound }: DescentOptions): readonly Vector2[] {
  const path: Vector2[] = [start];
  for (let k = 0; k < steps; k++) {
    const [x, y] = path[k]!;
    const [gx, gy] = slope(x, y);
    const next: Vector2 = [x - rate * gx, y - rate * gy];
    if (!Number.isFinite(next[0]) || !Number.isFinite(next[1])) break;
    path.push(next);
    if (Math.max(Math.abs(next[0] - start[0]), Math.abs(next[1] - start[1])) > bound) break;
  }
  return path;
}

/** The Hessian at a point, by central differences of the gradient over dx and dy. */
export function curvatureAt(slope: GradientField, [x, y]: Vector2, [dx, dy]: Vector2): Curvature {
  const [right, left] = [slope(x + dx, y), slope(x - dx, y)];
  const [up, down] = [slope(x, y + dy), slope(x, y - dy)];
  const xy = (right[1] - left[1]) / (4 * dx) + (up[0] - down[0]) / (4 * dy);
  return [(right[0] - left[0]) / (2 * dx), xy, (up[1] - down[1]) / (2 * dy)];
}

/**
 * 2‖g‖² / ⟨g, Hg⟩, the learning rate above which a step against the gradient leads up in the quadratic model; undefined where f does not
 * curve up along the gradient.
 */
export function overshoot(g: Vector2, [xx, xy, yy]: Curvature): number | undefined {
  const length = steepness(g);
  if (!(length > 0)) return undefined;
  const [ux, uy] = [g[0] / length, g[1] / length];
  const bend = xx * ux * ux + 2 * xy * ux * uy + yy * uy * uy;
  return bend > 0 ? 2 / bend : undefined;
}

/** The kind of a place at which the gradient vanishes. */
export type Flat = 'minimum' | 'maximum' | 'saddle' | 'undecided';

/** Both eigenvalues of the Hessian, the larger first. */
export function principal([xx, xy, yy]: Curvature): Vector2 {
  const middle = (xx + yy) / 2;
  const radius = Math.hypot((xx - yy) / 2, xy);
  return [middle + radius, middle - radius];
}

/** Eigenvalues smaller than this part of the largest count as zero. */
const NEGLIGIBLE = 1e-6;

/** The kind of a place at which the gradient vanishes, by the signs of the eigenvalues of the Hessian. */
export function flatKind(curvature: Curvature): Flat {
  const [most, least] = principal(curvature);
  const small = NEGLIGIBLE * Math.max(Math.abs(most), Math.abs(least));
  if (most > small && least < -small) return 'saddle';
  if (least > small) return 'minimum';
  return most < -small ? 'maximum' : 'undecided';
}
