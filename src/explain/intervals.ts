import { interval, unit } from '../math/domain.ts';
import type { Vector } from '../math/vector.ts';
import { labelOf } from '../subject/label.ts';
import { type Condition, type Probe, roundest, UNBOUNDED_REACH, walk, written } from './border.ts';
import type { Comparison } from './comparison.ts';

/** Places along one input at which it is asked whether the claim is wrong there. Why: an interval as wide as a fortieth of the input's range is met, and all inputs of a small function can be gone along. */
const SCANNED_PLACES = 48;
/** The most intervals that are told. Why: more are no region that a branch of code makes, but a claim that is wrong here and there. */
const MOST_INTERVALS = 4;

/** A place along the input, with what was found there. */
interface Place {
  readonly at: number;
  readonly wrong: boolean;
}

/** Two to four intervals of an input in which the claim is wrong, and right between them, along the line through x; undefined if there are fewer or more. */
export function intervals({ target: { domain, subject } }: Comparison, x: Vector, probe: Probe, i: number): Condition | undefined {
  const around = UNBOUNDED_REACH * (unit(domain, x, i) || 1);
  const [first, last] = interval(domain, i);
  const [low, high] = [Number.isFinite(first) ? first : x[i]! - around, Number.isFinite(last) ? last : x[i]! + around];
  const at = (value: number) => x.with(i, value);
  const places = Array.from({ length: SCANNED_PLACES }, (_, k) => low + ((high - low) * (k + 1 / 2)) / SCANNED_PLACES);
  const seen = [...places, x[i]!]
    .sort((a, b) => a - b)
    .flatMap((value): readonly Place[] => {
      const wrong = value === x[i] ? true : probe(at(value));
      return wrong === undefined ? [] : [{ at: value, wrong }];
    });
  const runs = seen.filter(({ wrong }, k) => wrong && !seen[k - 1]?.wrong).length;
  if (runs < 2 || runs > MOST_INTERVALS) return undefined;
  const crossings = seen.slice(1).flatMap((place, k): readonly number[] => {
    const before = seen[k]!;
    if (before.wrong === place.wrong) return [];
    const [inside, outside] = before.wrong ? [before, place] : [place, before];
    const ends = walk(at(inside.at), at(outside.at), probe).map((y) => y[i]!);
    return [roundest(Math.min(...ends), Math.max(...ends))];
  });
  const borders = [...(seen[0]!.wrong ? [first] : []), ...crossings, ...(seen.at(-1)!.wrong ? [last] : [])];
  const parts = Array.from({ length: borders.length / 2 }, (_, k) => [borders[2 * k]!, borders[2 * k + 1]!] as const);
  const name = labelOf(subject, i);
  return {
    text: `${name} in ${parts.map(([from, to]) => `[${written(from)}, ${written(to)}]`).join(' or in ')}`,
    holds: (y) => parts.some(([from, to]) => y[i]! >= from && y[i]! <= to),
    thin: false,
  };
}
