export type Pair = readonly [x: number, y: number];
/** ∇f in the plane. */
export type Slope = (x: number, y: number) => Pair;
/** [[xx, xy], [xy, yy]] as three numbers. */
export type Curvature = readonly [xx: number, xy: number, yy: number];

export const steepness = ([x, y]: Pair): number => Math.hypot(x, y);

/** Gradient descent, θ ← θ − η g(θ): the start and what each step leads to, until a step leads to no number or beyond `bound`. */
export function descent(slope: Slope, start: Pair, rate: number, steps: number, bound = Number.POSITIVE_INFINITY): readonly Pair[] {
  const path: Pair[] = [start];
  for (let k = 0; k < steps; k++) {
    const [x, y] = path[k]!;
    const [gx, gy] = slope(x, y);
    const next: Pair = [x - rate * gx, y - rate * gy];
    if (!Number.isFinite(next[0]) || !Number.isFinite(next[1])) break;
    path.push(next);
    if (Math.max(Math.abs(next[0] - start[0]), Math.abs(next[1] - start[1])) > bound) break;
  }
  return path;
}

/** The Hessian, by central differences of the gradient over `step` in x and y. */
export function curvatureAt(slope: Slope, [x, y]: Pair, [dx, dy]: Pair): Curvature {
  const [right, left] = [slope(x + dx, y), slope(x - dx, y)];
  const [up, down] = [slope(x, y + dy), slope(x, y - dy)];
  const xy = (right[1] - left[1]) / (4 * dx) + (up[0] - down[0]) / (4 * dy);
  return [(right[0] - left[0]) / (2 * dx), xy, (up[1] - down[1]) / (2 * dy)];
}

/**
 * 2‖g‖² / ⟨g, Hg⟩: the learning rate beyond which a step against the gradient leads up, on the quadratic model; none where the ground does not
 * curve up along it.
 */
export function overshoot(g: Pair, [xx, xy, yy]: Curvature): number | undefined {
  const length = steepness(g);
  if (!(length > 0)) return undefined;
  const [ux, uy] = [g[0] / length, g[1] / length];
  const bend = xx * ux * ux + 2 * xy * ux * uy + yy * uy * uy;
  return bend > 0 ? 2 / bend : undefined;
}

/** What a place is at which the gradient vanishes. */
export type Flat = 'minimum' | 'maximum' | 'saddle' | 'undecided';

/** Both eigenvalues of the Hessian, the larger first. */
export function eigenvalues([xx, xy, yy]: Curvature): Pair {
  const middle = (xx + yy) / 2;
  const radius = Math.hypot((xx - yy) / 2, xy);
  return [middle + radius, middle - radius];
}

/** Eigenvalues smaller than this part of the largest decide nothing. */
const NEGLIGIBLE = 1e-6;

export function kindOf(curvature: Curvature): Flat {
  const [most, least] = eigenvalues(curvature);
  const small = NEGLIGIBLE * Math.max(Math.abs(most), Math.abs(least));
  if (most > small && least < -small) return 'saddle';
  if (least > small) return 'minimum';
  return most < -small ? 'maximum' : 'undecided';
}
