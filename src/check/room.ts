import fc from 'fast-check';
import { point } from '../law/sample.ts';
import { free, unit } from '../math/domain.ts';
import { random } from '../math/random.ts';
import { along, type Vector } from '../math/vector.ts';
import type { Evaluator } from '../subject/evaluator.ts';

/** The seed of the points and directions. Why: any; a fixed one, so that a subject has one verdict. */
const ROOM_SEED = 19;
/** Points at which room is sought beside those that a law has seen, each the first of 65 draws that lies within. Why: of a condition that holds for a thousandth of the box, four such points are drawn. */
const ROOM_POINTS = 64;
/** Random directions in which a point is left, to either side, and how many must stay within. Why: in the interior all do, and at a smooth edge nearly all to one side; on x = y one in 4000 rounds back to it. */
const ROOM_DIRECTIONS = { tried: 8, within: 4 };
/** Halvings of the natural units of the inputs, after which a point is left by what they are then. Why: from a quarter, over which slopes are read, to 256 roundings of the inputs, below which no slope is read. */
const ROOM_HALVINGS = { first: 2, last: 44, step: 2 };

/**
 * Whether the domain has an interior, as far as is seen: an input that is not fixed and, where the author says by a condition where the claim is made, a point from which dense
 * directions stay within. On a set of measure zero no derivative can be measured.
 */
export function hasRoom(target: Evaluator, seen: readonly Vector[]): boolean {
  const { domain, inside, where } = target;
  const varies = new Set(free(domain));
  if (varies.size === 0) return false;
  if (!where) return true;
  const rng = random(ROOM_SEED);
  const staysWithin = (x: Vector): boolean => {
    const v = x.map((_, i) => (varies.has(i) ? (unit(domain, x, i) * rng.sign() * (1 + rng.next())) / 2 : 0));
    for (let k = ROOM_HALVINGS.first; k <= ROOM_HALVINGS.last; k += ROOM_HALVINGS.step)
      if (inside(along(x, v, 2 ** -k)) || inside(along(x, v, -(2 ** -k)))) return true;
    return false;
  };
  const roomy = (x: Vector): boolean =>
    inside(x) && Array.from({ length: ROOM_DIRECTIONS.tried }, () => staysWithin(x)).filter(Boolean).length >= ROOM_DIRECTIONS.within;
  return seen.some(roomy) || fc.sample(point(target), { seed: ROOM_SEED, numRuns: ROOM_POINTS }).some(roomy);
}
