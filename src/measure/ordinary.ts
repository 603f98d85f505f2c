import { type Domain, interval } from '../math/domain.ts';
import type { Precision } from '../math/precision.ts';
import { type Random, random } from '../math/random.ts';
import { maxNorm, type Vector } from '../math/vector.ts';

/** Where samples are drawn: the numbers of a precision in a box, and a condition within it. */
export interface Region {
  readonly domain: Domain;
  readonly subject?: { readonly precision?: Precision };
  inside(x: Vector): boolean;
}

const ATTEMPTS = 64;

/** About zero most functions show what they are; further out they saturate or overflow. */
const USUAL = 3;

/** A point away from edges, without ties or zeros; of a wide domain in every other case near zero. */
export function ordinary(domain: Domain, n: number, rng: Random, inside: (x: Vector) => boolean): Vector {
  const draw = () => {
    const near = rng.next() < 0.5;
    return Float64Array.from({ length: n }, (_, i) => {
      const [low, high] = interval(domain, i);
      const [from, to] = near && low < USUAL && high > -USUAL ? [Math.max(low, -USUAL), Math.min(high, USUAL)] : [low, high];
      if (Number.isFinite(to - from)) return from + (to - from) * (0.02 + 0.96 * rng.next());
      const size = 4 * Math.abs(rng.normal());
      return Number.isFinite(from) ? from + size : Number.isFinite(to) ? to - size : rng.sign() * size;
    });
  };
  let x = draw();
  for (let i = 0; i < ATTEMPTS && !inside(x); i++) x = draw();
  return x;
}

const ORDINARY = 9;

/** The median size of what a map gives at ordinary points; 0 if nothing finite. */
export function usualSize(
  { domain, inputs, inside }: { readonly domain: Domain; readonly inputs: number; inside(x: Vector): boolean },
  map: (x: Vector) => Vector,
): number {
  const rng = random(11);
  const sizes = Array.from({ length: ORDINARY }, () => maxNorm(map(ordinary(domain, inputs, rng, inside)))).filter(Number.isFinite);
  return sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
}
