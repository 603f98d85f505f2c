import { type Domain, interval, scaleAlong } from '../math/domain.ts';
import { sumGrowth, VALUE_ROUNDINGS } from '../math/estimate.ts';
import { nearest, type Precision, UNIT } from '../math/precision.ts';
import { along, plus, scaled, type Vector } from '../math/vector.ts';
import type { Announced } from '../subject/announcement.ts';
import { disturbances, mayBeNoise } from './differences/index.ts';
import { integral } from './quadrature.ts';
import { VALUE_SIGMAS } from './scatter.ts';
import { CONTRADICTION } from './side.ts';

/** A function and the slopes ⟨g(x), v⟩ that are claimed for it, as a law compares them along lines. */
export interface Field {
  readonly f: Announced<number>;
  slope(x: Vector, v: Vector): number;
  /** Announces points at which slopes will be asked; undefined where nothing is gained by it. */
  readonly ahead?: ((xs: readonly Vector[]) => void) | undefined;
  /** g(x) as a whole, where the claim gives that. */
  gradient?(x: Vector): Vector;
}

/** Where f and its claims may be asked, and in which precision they are computed. */
export interface Ground {
  readonly domain: Domain;
  readonly inside: (x: Vector) => boolean;
  readonly precision: Precision;
}

/** A field, and where it is held to itself. */
export interface Claim {
  readonly field: Field;
  readonly ground: Ground;
}

/** A point in the numbers of the subject's precision, within the domain. */
export const placed = ({ domain, precision }: Ground, y: Vector): Vector =>
  y.map((yi, i) => {
    const [low, high] = interval(domain, i);
    return nearest(precision, Math.min(high, Math.max(low, yi)), [low, high]);
  });

/** A segment from a to b, its length as a multiple of the direction of its ray, and the values of f at its ends. */
export interface Segment {
  readonly a: Vector;
  readonly b: Vector;
  readonly length: number;
  readonly ends: readonly [number, number];
}

/** f(b) − f(a) less the integral of the claimed slopes. */
export interface Residual extends Segment {
  readonly gap: number;
  /** What the values of f at both ends may be off by, together. */
  readonly ofF: number;
  /** What the integral may be off by. */
  readonly ofClaim: number;
  /** ∫|⟨g, dx⟩|. */
  readonly size: number;
}

/** Panels into which the integral over a segment is divided, by a law, at a glance and on a part of a scale, over a half of one with a gap, and at most; `fine` where a gap is to stand. Why: a smooth slope needs one; 16 leave of a kink of the claim a thousandth; after some 50 it is below the rounding of f. */
const PANELS = { law: 4, glance: 4, brief: 4, half: 16, most: 64, fine: 64 };
/** The fewest of them. Why: one does at a glance; beside a kink both rules agree by accident now and then, and with each halving of the panels their error falls to a quarter. */
const LEAST_PANELS = { law: 1, glance: 1, brief: 1, half: 2, most: 2, fine: 8 };
/** The bar that is wanted of an integral, as a part of what the values of f may be off by. Why: it then adds little to the bar of the whole. */
const WANTED = 1 / 4;

/** The same at a glance, relative to ∫|⟨g, dx⟩|. Why: as many digits as settle a sample; the bar is that of the lesser of two rules, and the integral itself has more. */
const GLANCE_WANTED = 1e-8;
/** The same of a law, which holds integrals to five digits. Why: a claim that is wrong by less is seen where slopes are compared, to eight digits; one that is wrong on a part of the segment is wrong by more. */
const LAW_WANTED = 2 ** -18;
/** A law gives up an integral whose bar is more than this part of ∫|⟨g, dx⟩| when its segment was halved. Why: of such, two halvings more bring three of a hundred to five digits; a segment that is shorter is integrated at once. */
const LAW_HOPELESS = 1e-2;

/** The bar that is wanted relative to ∫|⟨g, dx⟩| at each effort. Why: what is no glance is held to f alone. */
const RELATIVE = { law: LAW_WANTED, glance: GLANCE_WANTED, brief: GLANCE_WANTED, half: 0, most: 0, fine: 0 };

/** The residual of a segment, for values of f with noise of this standard deviation. At a glance it costs 15 claims where the claimed slope is smooth, and a brief one 7. */
export function residual(
  { field, ground }: Claim,
  { a, b, length, ends }: Segment,
  noise: number,
  effort: keyof typeof PANELS = 'most',
): Residual {
  const rounding = VALUE_ROUNDINGS * sumGrowth(a.length) * UNIT[ground.precision];
  const ofF = ends.reduce((sum, value) => sum + Math.max(rounding * Math.abs(value), VALUE_SIGMAS * noise), 0);
  const way = plus(b, a, -1);
  // A claim that is not linear in its direction is asked for one of the size that the law asked for.
  const direction = scaled(way, 1 / length);
  const place = (t: number): Vector => between(a, b, plus(a, way, t));
  const slope = (t: number): number => {
    const y = place(t);
    return ground.inside(y) ? length * field.slope(y, direction) : Number.NaN;
  };
  const { ahead } = field;
  const announce = ahead && ((ts: readonly number[]) => ahead(ts.map(place).filter(ground.inside)));
  const accuracy = {
    tolerance: WANTED * ofF,
    relative: RELATIVE[effort],
    panels: PANELS[effort],
    least: LEAST_PANELS[effort],
    brief: effort === 'brief',
    ...(effort === 'law' && { hopeless: LAW_HOPELESS }),
  };
  const { value, error, size } = integral(Object.assign(slope, { ahead: announce }), 0, 1, accuracy);
  return { a, b, length, ends, gap: ends[1] - ends[0] - value, ofF, ofClaim: error + rounding * size, size };
}

/** The point of the box with corners a and b that is nearest to y, in the place of y. */
export function between(a: Vector, b: Vector, y: Vector): Vector {
  for (let i = 0; i < y.length; i++) {
    const [ai, bi] = [a[i]!, b[i]!];
    y[i] = Math.min(Math.max(ai, bi), Math.max(Math.min(ai, bi), y[i]!));
  }
  return y;
}

/** Whether a gap is more than its bars explain. */
export const isGap = ({ gap, ofF, ofClaim }: Pick<Residual, 'gap' | 'ofF' | 'ofClaim'>): boolean =>
  Math.abs(gap) > CONTRADICTION * (ofF + ofClaim);

/** Halvings of a segment with a gap. Why: after as many it is as short as doubles allow, or the gap is a jump. */
const SEGMENT_HALVED = 52;
/** A gap of this part or less of the first is no jump. Why: one that is spread over its segment halves with it; of a few hundred jumps, each would be a larger part. */
const SPREAD = 2 ** -9;
/** The integral over a segment is not believed if both halves together have less than this part of its gap. Why: a kink between the last node and the end is not seen by the rule, and is by that of the half in which it lies. */
const GAP_KEPT = 1 / 2;

/**
 * Whether the gap of a segment is that of a claim: it is still there when the integral is taken over both halves, which shows whether the integral was to be believed, and it is spread
 * over the segment. A jump of f keeps all of its gap to the end, in one half and not in the other; one that f shows by itself is found without the claim.
 */
export function isMistake(claim: Claim, whole: Residual, noise: number): boolean {
  if (!isGap(whole)) return false;
  let one = whole;
  for (let k = 0; k < SEGMENT_HALVED; k++) {
    if (hasJump(claim, one)) return false;
    const halves = halved(claim, one, noise);
    if (!halves) return false;
    const [first, second] = halves;
    const gap = first.gap + second.gap;
    if (Math.abs(gap) < GAP_KEPT * Math.abs(one.gap) || !isGap({ gap, ofF: one.ofF, ofClaim: first.ofClaim + second.ofClaim }))
      return false;
    const larger = Math.abs(first.gap) > Math.abs(second.gap) ? first : second;
    if (!isGap(larger) || Math.abs(larger.gap) <= SPREAD * Math.abs(whole.gap)) return !isOfTeeth(claim, larger);
    one = larger;
  }
  return false;
}

/** Halvings in a row in which one half has all of a gap and the other none of it. Why: where a mistake ends within a segment that is so once; at a jump always. */
const LONE_HALVES = 4;
/** The part of a gap that a half has at most that has none of it. Why: what f is off by inside, where it takes the difference of large numbers, is no gap; half of one that is spread is much more. */
const LONE_LEFT = 2 ** -9;
/** The part of a gap that is spread evenly, which would show on it. Why: a claim that is wrong on both sides of a tooth is so by a part of that. */
const LONE_SHOWN = 1 / 4;
/** The part of ∫|⟨g, dx⟩| that it may be off by. Why: between two teeth a claim is right to some digits of what f rounds inside; one that is wrong there by a constant factor is off by more. */
const LONE_RIGHT = 2 ** -13;

/**
 * Whether a gap that is spread over a segment is that of the jumps of f, as of a saw with many teeth: f is not smooth there, in parts as short as a tooth one half has all of the gap, and on the other f changes as
 * is claimed. (Where it stays the same, it is rounded, perhaps in less precision than it says.) Low teeth read as noise, of which nothing is made here, and neither is of teeth that are so low and short that they are noise by
 * definition, as are the stairs on which a large quotient of rounded numbers changes.
 */
function isOfTeeth(claim: Claim, whole: Residual): boolean {
  const { field, ground } = claim;
  const { a, b } = whole;
  const way = plus(b, a, -1);
  if (disturbances(field.f, a, way, ground).isSmooth(1, 0)) return false;
  const scale = scaleAlong(ground.domain, a, way);
  let [one, lone] = [whole, 0];
  for (let k = 0; k < SEGMENT_HALVED; k++) {
    const halves = halved(claim, one, 0, 'glance');
    if (!halves) return false;
    const [larger, smaller] = Math.abs(halves[0].gap) > Math.abs(halves[1].gap) ? halves : [halves[1], halves[0]];
    const spread = Math.abs(whole.gap) * (smaller.length / whole.length);
    if (!isGap(larger) || !isGap({ ...smaller, gap: LONE_SHOWN * spread })) return false;
    const isRight = smaller.size > 0 && (!isGap(smaller) || Math.abs(smaller.gap) <= LONE_RIGHT * smaller.size);
    lone = isRight && Math.abs(smaller.gap) <= LONE_LEFT * Math.abs(one.gap) && isIn(larger, one) ? lone + 1 : 0;
    if (lone === LONE_HALVES) {
      const part = one.length / (whole.length * scale);
      return !mayBeNoise(one.gap, part, Math.max(...one.ends.map(Math.abs)), ground.precision);
    }
    one = larger;
  }
  return false;
}

/** A gap is in one half of a segment if that has this part of it at least, and at most its inverse. Why: one that is spread is in both, and what both have and cancels is another. */
const CONCENTRATED = 3 / 4;

const isIn = (half: Residual, one: Residual): boolean => half.gap / one.gap >= CONCENTRATED && half.gap / one.gap <= 1 / CONCENTRATED;

/** The part of a segment in which its gap arises: halved again and again, as long as one half has next to all of it. */
export function concentrated(claim: Claim, whole: Residual, noise: number): Residual {
  let one = whole;
  for (let k = 0; k < SEGMENT_HALVED; k++) {
    const half = halved(claim, one, noise)?.find((part) => isIn(part, one));
    if (!half || !isGap(half)) break;
    one = half;
  }
  return one;
}

/** The point halfway along a segment. */
const middleOf = ({ ground }: Claim, { a, b }: Segment): Vector =>
  placed(
    ground,
    a.map((ai, i) => ai + (b[i]! - ai) / 2),
  );

/** Both halves of a segment; undefined where it is as short as numbers allow, or its middle is outside. */
function halved(
  claim: Claim,
  { a, b, ends, length }: Segment,
  noise: number,
  effort: keyof typeof PANELS = 'half',
): readonly [Residual, Residual] | undefined {
  const middle = middleOf(claim, { a, b, ends, length });
  if (isSame(middle, a) || isSame(middle, b) || !claim.ground.inside(middle)) return undefined;
  const value = claim.field.f(middle);
  const half = (from: Vector, to: Vector, values: readonly [number, number]) =>
    residual(claim, { a: from, b: to, length: length / 2, ends: values }, noise, effort);
  return [half(a, middle, [ends[0], value]), half(middle, b, [value, ends[1]])];
}

/** Whether two points are the same. */
export const isSame = (a: Vector, b: Vector): boolean => a.every((ai, i) => ai === b[i]);

/** The jump of f that makes the gap of a segment: what is left of it when the segment is halved, ever where the larger gap is, until it is as short as numbers allow; 0 if the gap falls below its bars before. */
export function jumpOf(claim: Claim, whole: Residual, noise: number): number {
  let one = whole;
  for (let k = 0; k < SEGMENT_HALVED && isGap(one); k++) {
    const halves = halved(claim, one, noise, 'glance');
    if (!halves) return one.gap;
    one = Math.abs(halves[0].gap) > Math.abs(halves[1].gap) ? halves[0] : halves[1];
  }
  return isGap(one) ? one.gap : 0;
}

/** Where a segment is divided that is searched for a step. Why: halves of halves meet the teeth of a saw all at the same phase, where these are as far apart as roundings. */
const DIVIDED_AT = 0.382;
/** Divisions after which what is left of a segment rises by the height of the step that is sought. Why: on the teeth of a saw f falls as far as it jumps, so that a segment of many may rise by nothing. */
const TEETH_DIVIDED = 4;
/** Divisions of a segment that is searched for a step. Why: the larger part is left of all, and after as many it is as short as doubles allow. */
const STEP_DIVIDED = 80;

/** Whether f has a step of some height on a segment, up or down: that is left of its rise when the segment is divided, ever where f rises more, until it is as short as numbers allow. */
export const hasStep = (claim: Claim, from: Vector, to: Vector, height: number): boolean =>
  [height, -height].some((up) => hasStepUp(claim, from, to, up));

/** Whether f by itself has a step on a segment that makes next to all of its gap. */
export const hasJump = (claim: Claim, { a, b, gap }: Residual): boolean => hasStepUp(claim, a, b, CONCENTRATED * gap);

/** A negative height is that of a step down. */
function hasStepUp({ field: { f }, ground }: Claim, from: Vector, to: Vector, height: number): boolean {
  let [a, b, ends] = [from, to, [f(from), f(to)] as const];
  const part = (low: number, high: number) => (high - low) / height;
  for (let k = 0; k < STEP_DIVIDED && (k < TEETH_DIVIDED || part(...ends) >= 1); k++) {
    const middle = placed(ground, along(a, plus(b, a, -1), DIVIDED_AT));
    if (isSame(middle, a) || isSame(middle, b)) break;
    if (!ground.inside(middle)) return false;
    const value = f(middle);
    [a, b, ends] = part(ends[0], value) > part(value, ends[1]) ? [a, middle, [ends[0], value]] : [middle, b, [value, ends[1]]];
  }
  return part(...ends) >= 1;
}

/** The middle of the part of a segment, halved again and again, over which most of its gap arises, until that is seen to be spread. */
export function worstPlace(claim: Claim, whole: Residual, noise: number): Vector {
  let one = whole;
  for (let k = 0; k < SEGMENT_HALVED; k++) {
    const halves = halved(claim, one, noise);
    const larger = halves?.reduce((most, half) => (Math.abs(half.gap) > Math.abs(most.gap) ? half : most));
    if (!larger || !isGap(larger)) break;
    one = larger;
    if (Math.abs(one.gap) <= SPREAD * Math.abs(whole.gap)) break;
  }
  return middleOf(claim, one);
}
