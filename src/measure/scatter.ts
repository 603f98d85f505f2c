import { type Domain, interval, inward, scaleAlong, unit } from '../math/domain.ts';
import { random } from '../math/random.ts';
import { plus, type Vector } from '../math/vector.ts';
import type { Announced } from '../subject/announcement.ts';
import { type LineOptions, noiseAlong } from './differences/index.ts';

/**
 * Standard deviations of noise that a single value is granted, a claimed one or one of f.
 * Why: a Gaussian value exceeds six once in 5 · 10⁸; a slope is granted more because differentiation takes its noise from fewer coefficients.
 */
export const VALUE_SIGMAS = 6;
/** An input that is smaller than this part of its unit is near 0, and the noise is also sought over distances of its own size. Why: quotients of small numbers, as sin(x)/x, have a noise of their own there. */
const NEAR_ZERO = 2 ** -12;
/** The part of the width of its interval that an input is moved by at most. Why: with the factor of up to 2 that makes steps uneven, it stays within the half of it that is free. */
const SCATTER_WIDTH = 1 / 4;
/** The seed of the direction in which noise is sought. Why: any; a fixed one, so that the same claim has the same noise wherever it is asked for. */
const SCATTER_SEED = 7;

/**
 * The bar that the noise of f at x amounts to: VALUE_SIGMAS standard deviations, the largest seen along lines into the domain on which every input moves, by about its unit and,
 * where some are near 0, by about its own size.
 */
export function scatter(f: Announced<number>, x: Vector, look: LineOptions & { readonly domain: Domain }): number {
  const units = x.map((_, i) => unit(look.domain, x, i));
  const sizes = x.map((xi, i) => Math.min(units[i]!, Math.abs(xi)));
  const near = sizes.some((size, i) => size > 0 && size < NEAR_ZERO * units[i]!);
  const levels = [units, ...(near ? [sizes] : [])].map((steps) => {
    const way = into(look.domain, x, steps);
    return noiseAlong(f, x, way, { ...look, zoom: 1 / scaleAlong(look.domain, x, way) });
  });
  return VALUE_SIGMAS * Math.max(...levels);
}

/** A direction from x into the domain that moves each input by one to two times a size, or less where its interval is narrow. */
function into(domain: Domain, x: Vector, sizes: Vector): Vector {
  const rng = random(SCATTER_SEED);
  const way = x.map((xi, i) => {
    const [low, high] = interval(domain, i);
    const step = Math.min(sizes[i]!, (high - low) * SCATTER_WIDTH) * (1 + rng.next()) * rng.sign();
    return inward([low, high], xi, step);
  });
  return plus(way, x, -1);
}
