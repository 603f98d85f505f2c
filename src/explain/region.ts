import { free, interval, unit } from '../math/domain.ts';
import { random } from '../math/random.ts';
import { norm, type Vector } from '../math/vector.ts';
import { ordinary } from '../measure/ordinary.ts';
import { labelOf } from '../subject/label.ts';
import { BESIDE_REGION, type Condition, type Probe, roundest, UNBOUNDED_REACH, walk, written } from './border.ts';
import type { Comparison } from './comparison.ts';
import { intervals } from './intervals.ts';

/** Where a claim is wrong, if it is not wrong everywhere. */
export interface WrongRegion {
  /** A condition on the inputs: `x[0] < −3`, `x[1] = x[2]`. */
  readonly text: string;
  readonly holds: (x: Vector) => boolean;
  /** True if no point drawn at random meets it: a tie, a single value. */
  readonly thin: boolean;
  /** Points at which it is wrong. */
  readonly inside: readonly Vector[];
}

/** Points that may be asked whether the claim is wrong there. Why: some ten walks to the border at 48 steps each, and their trials; a probe costs a slope. */
const PROBES = 600;
/** The most inputs of a subject of which a condition is sought. Why: each input is a feature that every point is held to. */
const CONDITION_INPUTS = 64;
/** The most inputs whose sums, differences and products are features too. Why: there are 28 pairs of eight, and a condition on one of hundreds would hold by chance. */
const PAIRED_INPUTS = 8;
/** Walks to the border of the region. Why: the border of a condition on one number is met at the same value by each; five do that by no chance. */
const WALKS = 5;
/** Fresh points on which a condition is tried. Why: a wrong condition that parts the known points is refuted by eight more in all but one of hundreds of cases. */
const TRIALS = 8;
/** The seed from which they are drawn. Why: any; a fixed one, so that the same failure has the same condition. */
const TRIAL_SEED = 23;
/** The width of what is near a thin region, in units of an input. Why: a quarter of the input's own size is beside it, and not another place. */
const NEAR_WIDTH = 0.25;
/** Points inside that are kept. Why: as many as a rule needs to be explained. */
const FOUND = 6;
interface Known {
  readonly x: Vector;
  readonly wrong: boolean;
}

/** The condition under which the claim is wrong: one that parts all points that were looked at, whose border was found by halving, and that holds on fresh points; none if it is wrong everywhere or no simple one is found. */
export function regionOf(comparison: Comparison): WrongRegion | undefined {
  const { target, points } = comparison;
  const failing = points.filter(({ wrong }) => wrong.length > 0);
  // At a kink a claim may be wrong whatever the condition is: those points come last.
  const first = failing.find(({ wrong, kinks }) => wrong.some((e) => !kinks.includes(e))) ?? failing[0];
  const entry = first?.wrong.find((e) => !first.kinks.includes(e)) ?? first?.wrong[0] ?? 0;
  const kinked = first?.kinks.includes(entry) ?? false;
  const passing = points.filter(({ wrong, bars }) => !wrong.includes(entry) && Number.isFinite(bars[entry]!));
  if (!first || passing.length < 2 || !passing.some(({ ordinary }) => ordinary) || target.inputs > CONDITION_INPUTS) return undefined;
  let left = PROBES;
  const probe: Probe = (x) => (left-- > 0 ? comparison.isWrong(x, first.weights, [entry]) : undefined);
  const known = [
    ...failing
      .filter(({ wrong, kinks }) => wrong.includes(entry) && (kinked || !kinks.includes(entry)))
      .map(({ x }) => ({ x, wrong: true })),
    ...passing.map(({ x }) => ({ x, wrong: false })),
  ];
  const parts = ({ holds }: Condition) => known.every(({ x, wrong }) => holds(x) === wrong);
  const all = ({ holds }: Condition) => failing.every(({ x, wrong, kinks }) => holds(x) || wrong.every((e) => kinks.includes(e)));
  for (const conditions of [thinAt, borders, severalIntervals]) {
    for (const condition of conditions(comparison, first.x, known, probe)) {
      if (!parts(condition)) continue;
      const inside = tried(comparison, condition, first.x, probe);
      if (inside)
        return {
          text: all(condition) ? condition.text : `${condition.text}, for ${comparison.label(entry)}`,
          holds: condition.holds,
          thin: condition.thin,
          inside,
        };
    }
  }
  return undefined;
}

/** Points at which the claim is wrong, if a condition says of fresh points, of points near a failing one and of points moved to where it holds what is the case there. */
function tried(
  { target: { domain, inputs, inside } }: Comparison,
  { holds, into }: Condition,
  failing: Vector,
  probe: Probe,
): Vector[] | undefined {
  const rng = random(TRIAL_SEED);
  const found: Vector[] = [];
  let judged = 0;
  for (let i = 0; i < TRIALS; i++) {
    const drawn = ordinary(domain, inputs, rng, inside);
    const near = failing.map((xi, k) => {
      const [low, high] = interval(domain, k);
      return Math.min(high, Math.max(low, xi + (rng.next() - 1 / 2) * NEAR_WIDTH * (unit(domain, failing, k) || 1)));
    });
    for (const x of into ? [drawn, into(drawn)] : [drawn, near]) {
      const wrong = probe(x);
      if (wrong === undefined) continue;
      if (wrong !== holds(x)) return undefined;
      if (wrong) found.push(x);
      judged++;
    }
  }
  return judged >= TRIALS / 2 ? found.slice(0, FOUND) : undefined;
}

/** Conditions of points beside which, along some inputs, the claim is right. */
function thinAt({ target: { domain, subject } }: Comparison, x: Vector, _: readonly Known[], probe: Probe): readonly Condition[] {
  const step = (i: number) => BESIDE_REGION * (unit(domain, x, i) || 1);
  const moved = (...by: readonly (readonly [number, number])[]) => {
    const y = x.slice();
    for (const [i, d] of by) y[i]! += d;
    return y;
  };
  const beside = (...by: readonly (readonly [number, number])[]): boolean | undefined =>
    probe(moved(...by)) ?? probe(moved(...by.map(([i, d]) => [i, -d] as const)));
  const fixed = free(domain).filter((i) => beside([i, step(i)]) === false);
  if (fixed.length === 0) return [];
  const name = (i: number) => labelOf(subject, i);
  const tie = (i: number, j: number, sign: 1 | -1): Condition => ({
    text: `${name(i)} = ${sign < 0 ? '−' : ''}${name(j)}`,
    holds: (y) => y[i] === sign * y[j]!,
    into: (y) => y.with(i, sign * y[j]!),
    thin: true,
  });
  const ties = fixed.flatMap((i, k) =>
    fixed
      .slice(k + 1)
      .flatMap((j) =>
        ([1, -1] as const).flatMap((sign) =>
          x[i] === sign * x[j]! && beside([i, sign * step(j)], [j, step(j)]) === true ? [tie(i, j, sign)] : [],
        ),
      ),
  );
  const values = fixed.map((i) => ({ i, at: x[i]! }));
  const all: Condition = {
    text: values.map(({ i, at }) => `${name(i)} = ${written(at)}`).join(' and '),
    holds: (y) => values.every(({ i, at }) => y[i] === at),
    into: (y) => values.reduce((z, { i, at }) => z.with(i, at), y),
    thin: true,
  };
  return [...ties, all];
}

/** A number that parts the inside from the outside. */
interface Feature {
  readonly name: string;
  readonly of: (x: Vector) => number;
}

function features({ target: { subject, domain } }: Comparison): readonly Feature[] {
  const inputs = free(domain);
  const name = (i: number) => labelOf(subject, i);
  const pairs = inputs.length > PAIRED_INPUTS ? [] : inputs.flatMap((i, k) => inputs.slice(k + 1).map((j) => [i, j] as const));
  return [
    ...inputs.map((i): Feature => ({ name: name(i), of: (x) => x[i]! })),
    ...inputs.map((i): Feature => ({ name: `|${name(i)}|`, of: (x) => Math.abs(x[i]!) })),
    ...(inputs.length > 1 ? [{ name: '‖x‖', of: (x: Vector) => norm(x) }] : []),
    ...pairs.map(([i, j]): Feature => ({ name: `${name(i)} − ${name(j)}`, of: (x) => x[i]! - x[j]! })),
    ...pairs.map(([i, j]): Feature => ({ name: `${name(i)} + ${name(j)}`, of: (x) => x[i]! + x[j]! })),
    ...pairs.map(([i, j]): Feature => ({ name: `${name(i)} · ${name(j)}`, of: (x) => x[i]! * x[j]! })),
    ...pairs.map(([i, j]): Feature => ({ name: `|${name(i)} − ${name(j)}|`, of: (x) => Math.abs(x[i]! - x[j]!) })),
    ...(inputs.length > 1 ? [{ name: 'the sum of all inputs', of: (x: Vector) => x.reduce((sum, xi) => sum + xi, 0) }] : []),
  ];
}

/** Borders that were found on several walks are the same if they agree to this part of them. Why: a walk ends where a kink at the border hides what is beside it. */
const SAME_BORDER = 1e-7;
/** The part of the way that is tried where its end says nothing. Why: f may not be finite at the end. */
const NEARER = 1 / 16;
/** The most sides of a box that is a condition. Why: one with more is not simple. */
const BOX_SIDES = 4;
/** Thresholds on a number that are the same wherever the border of the region is crossed; then those on several inputs at once. */
function borders(comparison: Comparison, x: Vector, known: readonly Known[], probe: Probe): readonly Condition[] {
  const inside = known.filter(({ wrong }) => wrong);
  const outside = known.filter(({ wrong }) => !wrong);
  const crossings = Array.from({ length: Math.min(WALKS, Math.max(inside.length, outside.length)) }, (_, k) =>
    walk(inside[k % inside.length]!.x, outside[k % outside.length]!.x, probe),
  );
  if (crossings.length === 0) return [];
  const single = features(comparison).flatMap(({ name, of }): Condition[] => {
    const [lows, highs] = [crossings.map(([w]) => of(w)), crossings.map(([, r]) => of(r))];
    const above = lows.every((low, k) => low >= highs[k]!);
    if (!above && !lows.every((low, k) => low <= highs[k]!)) return [];
    const [from, to] = above ? [Math.max(...highs), Math.min(...lows)] : [Math.max(...lows), Math.min(...highs)];
    const slack = SAME_BORDER * Math.max(Math.abs(from), Math.abs(to), BESIDE_REGION);
    if (from > to + slack) return [];
    return [threshold(name, of, [Math.min(from, to), Math.max(from, to)], above)];
  });
  return [...single, ...boxes(comparison, x, probe)];
}

function threshold(name: string, of: Feature['of'], [low, high]: readonly [number, number], above: boolean): Condition {
  const end = roundest(low, high);
  return { text: `${name} ${above ? '>' : '<'} ${written(end)}`, holds: above ? (x) => of(x) > end : (x) => of(x) < end, thin: false };
}

/** The box around a point in which the claim is wrong, found by going along each input to the ends of its interval. */
function boxes(comparison: Comparison, x: Vector, probe: Probe): readonly Condition[] {
  const { domain, subject } = comparison.target;
  const sides: { readonly i: number; readonly end: number; readonly above: boolean }[] = [];
  for (const i of free(domain))
    for (const above of [true, false]) {
      const bound = interval(domain, i)[above ? 0 : 1];
      const far = Number.isFinite(bound) ? bound : x[i]! + (above ? -1 : 1) * UNBOUNDED_REACH * (unit(domain, x, i) || 1);
      const right = [far, (x[i]! + far) / 2, x[i]! + (far - x[i]!) * NEARER].find((to) => to !== x[i] && probe(x.with(i, to)) === false);
      if (right === undefined) continue;
      const crossing = walk(x, x.with(i, right), probe);
      const ends = [crossing[0][i]!, crossing[1][i]!];
      sides.push({ i, above, end: roundest(Math.min(...ends), Math.max(...ends)) });
    }
  if (sides.length < 2 || sides.length > BOX_SIDES) return [];
  const only = sides[0]!.i;
  const several = sides.every(({ i }) => i === only) ? intervals(comparison, x, probe, only) : undefined;
  if (several) return [several];
  return [
    {
      text: sides.map(({ i, above, end }) => `${labelOf(subject, i)} ${above ? '>' : '<'} ${written(end)}`).join(' and '),
      holds: (y) => sides.every(({ i, above, end }) => (above ? y[i]! > end : y[i]! < end)),
      thin: false,
    },
  ];
}

/** Several intervals of one input, of those that are few. */
const severalIntervals = (comparison: Comparison, x: Vector, _: readonly Known[], probe: Probe): readonly Condition[] => {
  const inputs = free(comparison.target.domain);
  return inputs.length > PAIRED_INPUTS ? [] : inputs.flatMap((i) => intervals(comparison, x, probe, i) ?? []);
};
