import type { Vector } from '../math/vector.ts';
import { entryBar } from '../measure/claimed.ts';
import { outputLabelOf } from '../subject/label.ts';
import type { Comparison, Observation } from './comparison.ts';

/** Points of a comparison at which a part of it is looked at. Why: each takes a slope for every entry; a relation that holds at six points is no chance. */
const PART_POINTS = 6;
/** Wrong entries that are looked at. Why: as above. */
const PART_ENTRIES = 16;
/** Error bars beyond which an entry of a part is wrong. Why: a bar is that of one measurement, and the worst of a hundred must fit. */
const PART_BARS = 4;

/** And the part of the largest entry beyond which it is. Why: a slope that is all but saturated has few digits on either side, and mistakes are larger. */
const PART_ROUNDING = 1e-7;

/** A claim beside what is measured at some of its entries, for one cotangent, and those of them that are wrong. */
export function part({ target, claimed: ask, measured: measure }: Comparison, x: Vector, weights: Vector, few: readonly number[]) {
  const claimed = ask(x, weights);
  const { measured, bars } = measure(x, weights, few);
  for (const k of few) bars[k]! += entryBar(claimed, k, target.subject.precision);
  const close = PART_ROUNDING * Math.max(...few.map((k) => Math.abs(measured[k]!)).filter(Number.isFinite), 0);
  const wrong = few.filter(
    (k) => Number.isFinite(bars[k]!) && !(Math.abs(claimed[k]! - measured[k]!) <= Math.max(PART_BARS * bars[k]!, close)),
  );
  return { claimed, measured, bars, wrong };
}

/** What comes from some of the outputs: the comparison of a vector–Jacobian product with a cotangent that is 0 at all others. Its weights are those of these outputs alone, in their order. */
export function restrictedTo(comparison: Comparison, outputs: readonly number[]): Comparison {
  const { target, wrong: entries } = comparison;
  const whole = (weights: Vector): Vector => {
    const all = new Float64Array(target.outputs);
    outputs.forEach((k, i) => {
      all[k] = weights[i]!;
    });
    return all;
  };
  const few = entries.slice(0, PART_ENTRIES);
  const points = comparison.points
    .filter(({ wrong }) => wrong.length > 0)
    .slice(0, PART_POINTS)
    .map((point): Observation => {
      const weights = Float64Array.from(outputs, (k) => point.weights![k]!);
      const seen = part(comparison, point.x, whole(weights), few);
      return { ...point, weights, values: Float64Array.from(outputs, (k) => point.values[k]!), ...seen, kinks: [] };
    });
  const { subject } = target;
  const own = { ...subject, outputs: outputs.length, outputLabel: (k: number) => outputLabelOf(subject, outputs[k]!) };
  return {
    ...comparison,
    target: { ...target, outputs: outputs.length, subject: own },
    points,
    wrong: [...new Set(points.flatMap(({ wrong }) => wrong))].sort((a, b) => a - b),
    claimed: (x, weights) => comparison.claimed(x, weights && whole(weights)),
    measured: (x, weights, these) => comparison.measured(x, weights && whole(weights), these),
    isWrong: (x, weights, these) => comparison.isWrong(x, weights && whole(weights), these),
  };
}
