import { type Domain, interval } from '../math/domain.ts';
import type { Precision } from '../math/precision.ts';
import { type Random, random } from '../math/random.ts';
import { maxNorm, type Vector } from '../math/vector.ts';
import type { Announced } from '../subject/announcement.ts';

/** Where samples are drawn: the numbers of a precision in a box, and a condition within it. */
export interface Region {
  readonly domain: Domain;
  readonly subject?: { readonly precision?: Precision };
  inside(x: Vector): boolean;
}

/** Draws of a point at most, until one lies where the author's condition holds. Why: a condition that holds for a tenth of the box is missed by 64 draws once in 850; the last draw is taken then, and discarded by laws. */
export const POINT_DRAWS = 64;
/** Every other point of a wide domain is drawn between minus and plus this number. Why: about zero most functions show what they are; further out they saturate or overflow. */
const USUAL_SIZE = 3;
/** The part of the width of an interval that is left free at each end. Why: an ordinary point is away from edges. */
const EDGE_SHARE = 0.02;
/** The standard deviation of points where an interval has no end. Why: as wide as the usual size, and somewhat more. */
const OPEN_SIZE = 4;

/** A point of a domain with n inputs, away from edges, without ties or zeros; of a wide domain in every other case near zero. */
export function ordinary(domain: Domain, n: number, rng: Random, inside: (x: Vector) => boolean): Vector {
  const draw = () => {
    const near = rng.next() < 1 / 2;
    return Float64Array.from({ length: n }, (_, i) => {
      const [low, high] = interval(domain, i);
      const [from, to] =
        near && low < USUAL_SIZE && high > -USUAL_SIZE ? [Math.max(low, -USUAL_SIZE), Math.min(high, USUAL_SIZE)] : [low, high];
      if (Number.isFinite(to - from)) return from + (to - from) * (EDGE_SHARE + (1 - 2 * EDGE_SHARE) * rng.next());
      const size = OPEN_SIZE * Math.abs(rng.normal());
      return Number.isFinite(from) ? from + size : Number.isFinite(to) ? to - size : rng.sign() * size;
    });
  };
  let x = draw();
  for (let i = 0; i < POINT_DRAWS && !inside(x); i++) x = draw();
  return x;
}

/** Ordinary points at which the size of a map is looked up. Why: an odd number, for a median that four outliers do not move. */
const SIZE_POINTS = 9;
/** The seed of these points. Why: any; a fixed one, so that a subject has one usual size. */
const SIZE_SEED = 11;

/** The median over ordinary points of the size ‖F(x)‖∞ of a map; 0 if it is finite at none. */
export function usualSize(
  { domain, inputs, inside }: { readonly domain: Domain; readonly inputs: number; inside(x: Vector): boolean },
  map: Announced<Vector>,
): number {
  const rng = random(SIZE_SEED);
  const places = Array.from({ length: SIZE_POINTS }, () => ordinary(domain, inputs, rng, inside));
  map.ahead?.(places);
  const sizes = places.map((x) => maxNorm(map(x))).filter(Number.isFinite);
  return sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
}
