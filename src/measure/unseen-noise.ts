import { interval, unit } from '../math/domain.ts';
import { UNIT } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { plus } from '../math/vector.ts';
import type { Ray, Slope } from './nearby.ts';
import type { Ground } from './segment.ts';

/** How far beside x the slope along a line is read once more, in units of each input. Why: from the rounding of inputs to the longest waves that count as noise. */
const SWAYED = [2 ** -44, 2 ** -34, 2 ** -26, 2 ** -18];
/** And by no less than this many roundings of each. Why: noise of a rounding is another after one or two. */
const SWAYED_ROUNDINGS = 4;
/** Pairs of opposite points at each distance. Why: noise of either has one sign at all of them once in eight times. */
const SWAYED_PAIRS = 2;
/** A slope beside x is read at a glance if its bar is this part of what the noise may move it by. Why: it then adds little. */
const SWAYED_GLANCE = 2 ** -10;
/** The seed from which these points are drawn. Why: any; a fixed one, so that the same sample has the same verdict. */
const SWAYED_SEED = 29;
/** The noise may move the slope at x by this many times what it moves those beside it. Why: a few of them span about a deviation to each side. */
const SWAY = 4;

/** Noise on other lines than that of a slope: how slopes are read, and where, and by what it moves one at most. */
interface Noise {
  readonly slope: Slope;
  readonly ground: Ground;
  readonly most: number;
}

/** What a slope may be moved by where noise is on other lines than its own: at most so much, or less where it is the same on lines beside its own, whatever that noise is there. */
export function movedByNoise(here: number, { x, v }: Ray, { slope, ground, most }: Noise): number {
  const { domain, inside, precision } = ground;
  const rng = random(SWAYED_SEED);
  let moved = 0;
  for (const part of SWAYED)
    for (let k = 0; k < SWAYED_PAIRS; k++) {
      const aside = x.map((xi, i) => {
        const [low, high] = interval(domain, i);
        const step = Math.max(part * unit(domain, x, i), SWAYED_ROUNDINGS * UNIT[precision] * Math.abs(xi)) * (1 + rng.next()) * rng.sign();
        return xi + Math.abs(step) <= high && xi - Math.abs(step) >= low ? step : 0;
      });
      const both = [plus(x, aside), plus(x, aside, -1)];
      if (!both.every(inside)) return most;
      const seen = both.map((y): ReturnType<Slope> => slope(y, v, most * SWAYED_GLANCE, 1));
      if (seen.some(({ kind }) => kind !== 'smooth' && kind !== 'edge')) return most;
      const apart = Math.abs(seen.reduce((sum: number, { value }) => sum + value, 0) / 2 - here);
      moved = Math.max(moved, apart + Math.max(...seen.map(({ error }) => error)));
    }
  return Math.min(most, SWAY * moved);
}
