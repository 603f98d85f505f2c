import type { Vector } from '../math/vector.ts';

/** Whether the claim is wrong at a point; undefined where nothing can be said, or no more may be asked. */
export type Probe = (x: Vector) => boolean | undefined;

/** A condition, and whether a point meets it. */
export interface Condition {
  readonly text: string;
  readonly holds: (x: Vector) => boolean;
  /** A point moved to where it holds. */
  readonly into?: (x: Vector) => Vector;
  readonly thin: boolean;
}

/** The distance of a point beside a thin region, in units of an input. Why: a tie within a few roundings is one; a millionth apart is none. */
export const BESIDE_REGION = 1e-6;
/** The relative distance of both ends of a walk's last step. Why: a border that is a number of ten digits is written exactly. */
const BORDER_WIDTH = 1e-10;

/** Steps of a walk to the border, each of which halves what is left. Why: the last bits of a double are reached. */
const HALVINGS_TO_BORDER = 48;
/** How far a walk goes along an input whose interval has no end, in units of the input. Why: where ordinary points lie. */
export const UNBOUNDED_REACH = 16;
/** Where a stretch is parted: in the middle, or beside it. Why: where f has a kink in the middle nothing can be said there. */
const SPLITS = [1 / 2, 3 / 8, 5 / 8];

/** Both ends of the last step over the border between a point where the claim is wrong and one where it is right. */
export function walk(from: Vector, to: Vector, probe: Probe): readonly [wrong: Vector, right: Vector] {
  let [wrong, right] = [from, to];
  let said: boolean | undefined;
  for (let i = 0; i < HALVINGS_TO_BORDER; i++) {
    const between = (part: number) => wrong.map((w, k) => w * part + right[k]! * (1 - part));
    // Where f has a kink at the border nothing can be said beside it.
    const next = SPLITS.map(between).find((x) => (said = probe(x)) !== undefined);
    if (!next) break;
    if (said) wrong = next;
    else right = next;
    if (wrong.every((w, k) => Math.abs(w - right[k]!) <= BORDER_WIDTH * Math.max(Math.abs(w), BESIDE_REGION))) break;
  }
  return [wrong, right];
}

/** The number within these ends that takes the fewest digits to write. */
export function roundest(low: number, high: number): number {
  if (low <= 0 && high >= 0) return 0;
  const middle = low / 2 + high / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const value = Number(middle.toPrecision(digits));
    if (value >= low && value <= high) return value;
  }
  return middle;
}

/** A number as a condition writes it: nine digits at most. */
export const written = (value: number): string =>
  String(Number(value.toPrecision(9)))
    .replace('-', '−')
    .replace('e+', 'e');
