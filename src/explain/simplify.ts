import type { Sample } from '../law/property.ts';
import { contains, interval } from '../math/domain.ts';
import type { Vector } from '../math/vector.ts';
import type { Evaluator } from '../subject/evaluator.ts';

interface Gap {
  readonly bars: number;
}

/** Attempts at a simpler sample. Why: ten numbers, each with up to sixteen candidates; an attempt costs a glance, and a thorough look where that does not tell. */
const ATTEMPTS = 160;
/** Attempts where each must be confirmed at nearby points. Why: a confirmation costs dozens of slopes. */
const CONFIRMATIONS = 24;
/** Error bars that the gap of a simpler sample must keep, where there are so many. Why: a thousand bars apart nobody takes the gap for rounding. */
const STARK = 1000;
/** The part of the starkest gap that it must keep where that has fewer. Why: a digit less is a fair price for round numbers. */
const STARK_PART = 0.1;
/** The longest vector that is simplified number by number. Why: there are not attempts for more. */
const SIMPLIFIED_LENGTH = 64;

/** How attempts at a simpler sample are judged. */
export interface Attempts<T extends Gap> {
  /** The failure at a sample, cheaply, the more so where it is so many bars wide as are enough; undefined where it does not fail. */
  readonly attempted: (sample: Sample, enough: number) => Gap | undefined;
  /** The failure at a sample for certain, which may cost more and excuse more. */
  readonly confirmed: (sample: Sample) => T | undefined;
  /** How many bars the sides are apart at the sample to be simplified. */
  readonly bars: number;
}

/**
 * A failing sample with round and few non-zero numbers whose gap is still stark: each number in turn is replaced by the simplest one
 * with which the sample still fails. Plain shrinking would walk to where the gap is about to vanish, and look like rounding.
 * If what the cheap attempts lead to is not confirmed, fewer attempts are made that are confirmed one by one.
 */
export function simplify<T extends Gap>(
  sample: Sample,
  target: Evaluator,
  { attempted, confirmed, bars }: Attempts<T>,
): (T & { readonly sample: Sample }) | undefined {
  const enough = Math.min(STARK, STARK_PART * bars);
  const simplest = shrunk(sample, target, (at) => (attempted(at, enough)?.bars ?? 0) >= enough, ATTEMPTS);
  const failure = confirmed(simplest);
  if (failure && failure.bars >= enough) return { ...failure, sample: simplest };
  let found: T | undefined;
  const surely = (at: Sample): boolean => {
    const failure = confirmed(at);
    if (!failure || failure.bars < enough) return false;
    found = failure;
    return true;
  };
  if (!surely(sample)) return undefined;
  return { sample: shrunk(sample, target, surely, CONFIRMATIONS), ...found! };
}

/** What comes of a sample if every number in turn is replaced by the simplest one with which it still holds. */
function shrunk(sample: Sample, target: Evaluator, holds: (sample: Sample) => boolean, most: number): Sample {
  let attempts = most;
  let current: Sample = sample;
  const accept = (candidate: Sample): boolean => {
    if (attempts-- <= 0 || !holds(candidate)) return false;
    current = candidate;
    return true;
  };
  for (const key of Object.keys(sample).sort().reverse()) {
    const value = current[key];
    if (typeof value === 'number' && !key.startsWith('seed')) {
      for (const simpler of [0, 1]) if (value !== simpler && accept({ ...current, [key]: simpler })) break;
    }
    if (value instanceof Float64Array && value.length <= SIMPLIFIED_LENGTH) vectorOf(key, value.length);
  }
  return current;

  function vectorOf(key: string, length: number): void {
    const isPoint = key === 'x' || key === 'y';
    const now = () => current[key] as Vector;
    const replaced = (i: number, value: number) => now().with(i, value);
    const valid = (v: Vector) => (isPoint ? contains(target.domain, v) && target.inside(v) : v.some((vi) => vi !== 0));
    const attempt = (v: Vector) => valid(v) && accept({ ...current, [key]: v });
    if (!isPoint && now().filter((vi) => vi !== 0).length > 1)
      for (let i = 0; i < length; i++) if (now()[i] !== 0 && attempt(new Float64Array(length).with(i, 1))) break;
    if (isPoint) attempt(new Float64Array(length)) || attempt(new Float64Array(length).fill(1));
    for (let i = 0; i < length; i++) {
      const value = now()[i]!;
      const candidates = isPoint ? rounder(value, interval(target.domain, i)) : [0, Math.sign(value)];
      for (const simpler of candidates) {
        if (Object.is(simpler, now()[i])) break;
        if (attempt(replaced(i, simpler))) break;
      }
    }
  }
}

/** The simplest numbers, in the order in which they are tried. Why: a reader works with them in the head. */
const SIMPLE_NUMBERS = [0, 1, -1, 2, -2, 3, -3];
/** Digits to which a number is rounded where these do not fail. Why: each more makes the sample harder to read. */
const FEW_DIGITS = [1, 2, 3];

/** Simpler numbers, the simplest first. */
function rounder(value: number, [low, high]: readonly [number, number]): number[] {
  const candidates = [...SIMPLE_NUMBERS, Math.round(value)];
  for (const digits of FEW_DIGITS) candidates.push(Number(value.toPrecision(digits)));
  return [
    ...new Set(
      candidates.filter((candidate) => candidate >= low && candidate <= high && Math.abs(candidate) <= Math.max(1, 2 * Math.abs(value))),
    ),
  ];
}
