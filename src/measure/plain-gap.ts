import { UNIT } from '../math/precision.ts';
import { along, type Vector } from '../math/vector.ts';
import { disturbances } from './differences/index.ts';
import { type Claim, placed, type Residual, residual } from './segment.ts';

/** Each segment is this part of the one before. Why: what is not spread over a segment, as a jump or noise, then has 64 times the part of the gap that it should have. */
const PLAIN_SHORTER = 1 / 64;
/** Segments over which a gap must be in proportion. Why: two may be so by chance; over three, f and claim differ alike over lengths of which the last is some thousandth of the first. */
const PLAIN_SEGMENTS = 3;
/** Segments that are tried. Why: f may bend within the first, as quotients do where what they divide by is small. */
const PLAIN_TRIED = 4;
/** The gap of a segment for its length is at most this many times that of the one before, and at least one over it. Why: slopes bend, and what is not spread is off by 64. */
const IN_PROPORTION = 8;
/** Bars that a gap is at least. Why: noise of f that one line does not show is some hundred roundings, and a bar is of some. */
const PLAIN_BARS = 2 ** 10;
/** The part of ∫|⟨g, dx⟩| that a gap is at least. Why: f may round numbers that are larger than it is, each time the same way in proportion to the length; mistakes of less are rare, and worth a closer look. */
const PLAIN_PART = 2 ** -14;
/** Of more inputs than these that part is as much smaller as there are more. Why: one wrong slope of a million is a millionth of what all add up to. */
const PLAIN_INPUTS = 2 ** 10;
/** Roundings of f, and of 1, that the longest gap is at least. Why: those of a product of a thousand factors close to 1, which go all the same way, add up to some hundred; and log(1 + exp x) far below 0 is a step that may be longer than the domain. */
const PLAIN_ROUNDINGS = 2 ** 12;

/**
 * The residual of a segment from x along a way, at most `longest` long, of which it is plain that the claim is wrong: the gap is far beyond rounding, and in proportion to the length over three segments, each
 * a sixty-fourth of the one before. Noise, stairs, jumps and biased roundings of f are not in proportion to a length, so that none of them need be measured, unless they are finer than the last segment, on which f must be
 * smooth, or the longest segment is left out since the gap of it is not in proportion, where that may be the height of a step; what f is off by between two low jumps may be.
 */
export function plainGap({ ground, field }: Claim, x: Vector, way: Vector, longest: number): Residual | undefined {
  // In less than double precision what f rounds inside may be in proportion to the length, as the logits of a loss are that are large.
  if (ground.precision !== 'float64') return undefined;
  const from = field.f(x);
  let run: Residual[] = [];
  for (let k = 0; k < PLAIN_TRIED; k++) {
    const length = longest * PLAIN_SHORTER ** k;
    const b = placed(ground, along(x, way, length));
    const seen = ground.inside(b) ? residualTo(b, length, k === 0 ? 'glance' : 'brief') : undefined;
    if (!seen || !isClear(seen)) run = [];
    else if (run.length > 0 && inProportion(run.at(-1)!, seen)) run = [...run, seen];
    else run = Math.abs(seen.gap) >= Math.max(roundingsOf(seen), PLAIN_ROUNDINGS * UNIT[ground.precision]) ? [seen] : [];
    if (run.length + PLAIN_TRIED - 1 - k < PLAIN_SEGMENTS) return undefined;
    if (run.length === PLAIN_SEGMENTS) {
      const level = Math.min(Math.abs(run.at(-1)!.gap) / PLAIN_BARS, roundingsOf(run[0]!));
      const { isSmooth } = disturbances(field.f, x, way, ground);
      const stands = k >= PLAIN_SEGMENTS && run.some((one, i) => i > 0 && isStep(run[i - 1]!, one));
      return isSmooth(length, level) && !stands ? run[0] : undefined;
    }
  }
  return undefined;

  function residualTo(b: Vector, length: number, effort: 'glance' | 'brief'): Residual {
    return residual({ ground, field }, { a: x, b, length, ends: [from, field.f(b)] }, 0, effort);
  }

  function roundingsOf({ ends }: Residual): number {
    return PLAIN_ROUNDINGS * UNIT[ground.precision] * Math.max(Math.abs(ends[0]), Math.abs(ends[1]));
  }
}

/** Whether the gap, and what f changes by, are far beyond their bars: f may stand on a step of a stair, where any claim is off in proportion to the length. */
const isClear = ({ a, gap, ends, ofF, ofClaim, size }: Residual): boolean =>
  Math.abs(gap) > Math.max(PLAIN_BARS * (ofF + ofClaim), PLAIN_PART * Math.min(1, PLAIN_INPUTS / a.length) * size) &&
  Math.abs(ends[1] - ends[0]) > PLAIN_BARS * ofF;

/** Whether the gap is in proportion to the length. */
function inProportion(longer: Residual, shorter: Residual): boolean {
  const share = shorter.gap / (longer.gap * PLAIN_SHORTER);
  return share <= IN_PROPORTION && share >= 1 / IN_PROPORTION;
}

/** Whether f changes by less on a shorter segment than a smooth function does whose slope vanishes at the point: on a step of a stair it changes by next to nothing, and beyond it by the step. */
const isStep = (longer: Residual, shorter: Residual): boolean =>
  Math.abs(riseOf(shorter)) * IN_PROPORTION < Math.abs(riseOf(longer)) * PLAIN_SHORTER ** 2;

const riseOf = ({ ends }: Residual): number => ends[1] - ends[0];
