import { type Curvature, curvatureAt, type Flat, flatKind, type GradientField, steepness, type Vector2 } from './descent.ts';
import { decimal } from './numeral.ts';

/** A place at which the gradient vanishes, and its kind. */
export interface Stationary {
  readonly at: Vector2;
  readonly kind: Flat;
}

type Window = readonly [x: Vector2, y: Vector2];

const SEARCH_MESH = 40;
const NEWTON_STEPS = 30;
const MOST_PLACES = 24;
/** Newton's method starts at every point of the mesh that is among this part with the least steepness. */
const GENTLE = 0.1;
/** As parts of the width of the window: the length of the last Newton step, and the distance below which two places are one. */
const ARRIVED = 1e-9;
const SAME_PLACE = 1e-3;

/**
 * Places in the window at which the gradient vanishes, by Newton's method from points of a mesh that are less steep than their neighbours,
 * or than almost all points. A line of such places is not found, since its Hessian is singular.
 */
export function stationary(slope: GradientField, [[left, right], [bottom, top]]: Window): readonly Stationary[] {
  const [w, h] = [right - left, top - bottom];
  const at = (i: number, j: number): Vector2 => [left + (w * i) / SEARCH_MESH, bottom + (h * j) / SEARCH_MESH];
  const steep: number[] = [];
  for (let j = 0; j <= SEARCH_MESH; j++) for (let i = 0; i <= SEARCH_MESH; i++) steep.push(steepness(slope(...at(i, j))));
  const ranked = steep.filter(Number.isFinite).sort((a, b) => a - b);
  const [typical, gentle] = [0.5, GENTLE].map((p) => ranked[Math.floor(p * ranked.length)] ?? 0) as [number, number];
  const value = (i: number, j: number): number =>
    i < 0 || j < 0 || i > SEARCH_MESH || j > SEARCH_MESH ? Number.NaN : steep[j * (SEARCH_MESH + 1) + i]!;

  const found: Stationary[] = [];
  for (let j = 0; j <= SEARCH_MESH && found.length < MOST_PLACES; j++)
    for (let i = 0; i <= SEARCH_MESH && found.length < MOST_PLACES; i++) {
      const here = value(i, j);
      const around = [-1, 0, 1].flatMap((di) => [-1, 0, 1].map((dj) => value(i + di, j + dj)));
      if (!Number.isFinite(here) || (here > gentle && around.some((other) => other < here))) continue;
      const arrived = newton(slope, at(i, j), [w, h], typical);
      if (!arrived) continue;
      const [x, y] = arrived.at;
      if (x < left - SAME_PLACE * w || x > right + SAME_PLACE * w || y < bottom - SAME_PLACE * h || y > top + SAME_PLACE * h) continue;
      if (!found.some(({ at: [p, q] }) => Math.abs(p - x) < SAME_PLACE * w && Math.abs(q - y) < SAME_PLACE * h)) found.push(arrived);
    }
  return found;
}

function newton(slope: GradientField, start: Vector2, [w, h]: Vector2, typical: number): Stationary | undefined {
  let [x, y] = start;
  for (let k = 0; k < NEWTON_STEPS; k++) {
    const g = slope(x, y);
    const bend: Curvature = curvatureAt(slope, [x, y], [w * 1e-5, h * 1e-5]);
    const [xx, xy, yy] = bend;
    const determinant = xx * yy - xy * xy;
    const size = Math.max(Math.abs(xx), Math.abs(xy), Math.abs(yy));
    // Far from any such place, on a nearly flat plain, the method would arrive as well.
    if (!(Math.abs(determinant) > 1e-8 * size * size) || !(size * Math.min(w, h) > 1e-6 * typical)) return undefined;
    const [dx, dy] = [(g[1] * xy - g[0] * yy) / determinant, (g[0] * xy - g[1] * xx) / determinant];
    const shorten = Math.min(1, (0.1 * w) / Math.abs(dx), (0.1 * h) / Math.abs(dy));
    x += shorten * dx;
    y += shorten * dy;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
    if (Math.abs(dx) < ARRIVED * w && Math.abs(dy) < ARRIVED * h) {
      if (!(steepness(slope(x, y)) <= 1e-4 * typical)) return undefined;
      return { at: [settled(x, w), settled(y, h)], kind: flatKind(bend) };
    }
  }
  return undefined;
}

/** The nearest round number, if it lies within the accuracy of the search. */
const settled = (x: number, w: number): number => {
  const step = decimal(1, Math.floor(Math.log10(w)) - 4);
  const round = Number((Math.round(x / step) * step).toPrecision(12));
  return Math.abs(round - x) < 10 * ARRIVED * w ? round : x;
};
