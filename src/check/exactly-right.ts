import type { Exact } from '../formulas/exact/formulas.ts';
import { type ExactEntry, type Oracle, oracle } from '../law/oracle.ts';
import type { Property, Sample } from '../law/property.ts';
import { scaleAlong } from '../math/domain.ts';
import { UNIT } from '../math/precision.ts';
import { along, axis, outer, type Vector } from '../math/vector.ts';
import type { ClaimName, Evaluator } from '../subject/evaluator.ts';

/**
 * Whether the claims that a law compares with slopes of f are, at the point of a sample, the exact derivatives of the formula that f is. A claim that is
 * a formula is so where it equals the derivative in exact arithmetic, however many digits it loses in doubles; a number, where it has the digits that
 * the formula of the derivative has in doubles.
 */
export function isExactlyRight(target: Evaluator, { compares, topic }: Property, sample: Sample): boolean {
  const { x } = sample;
  if (!compares || !(x instanceof Float64Array) || x.length !== target.inputs) return false;
  const exact = oracle(target.subject);
  if (!exact || !isFormulaAround(exact, target, sample, x)) return false;
  const claims = topic.about.filter((name) => target[name] !== undefined && (topic.order === 2 || !ofSecondOrder(name)));
  return claims.length > 0 && claims.every((name) => claimIsRight({ target, exact, sample, x }, name));
}

const ofSecondOrder = (claim: ClaimName): boolean => claim === 'hessian' || claim === 'hvp';

/** Distances from x, in units of the scale, at which code must have the values of its formula too. Why: those at which slopes are read, widest and narrow. */
const AROUND = [2 ** -4, 2 ** -12, 2 ** -20];

/** Whether f is its formula at x and, where it is code, on both sides along the direction of the sample. */
function isFormulaAround(exact: Oracle, target: Evaluator, { v }: Sample, x: Vector): boolean {
  if (!exact.isFormula(target, x)) return false;
  if (exact.isWritten) return true;
  if (!(v instanceof Float64Array) || v.length !== x.length) return false;
  const scale = scaleAlong(target.domain, x, v);
  return AROUND.flatMap((part) => [part, -part])
    .map((part) => along(x, v, part * scale))
    .every((y) => !target.inside(y) || exact.isFormula(target, y));
}

/** A claim at a sample. */
interface Place {
  readonly target: Evaluator;
  readonly exact: Oracle;
  readonly sample: Sample;
  readonly x: Vector;
}

function claimIsRight({ target, exact, sample, x }: Place, name: ClaimName): boolean {
  const { inputs: n, outputs: m, subject } = target;
  const unit = UNIT[subject.precision ?? 'float64'];
  /** Whether claimed numbers are sums of exact entries with these weights, to within rounding. */
  const sums = (values: Vector, order: 1 | 2, weights: (i: number) => Vector): boolean => {
    const entries = exact.derivatives(x, order);
    return values.every((value, i) => isSum(value, weights(i), entries, unit));
  };
  const direction = sample.v instanceof Float64Array && sample.v.length === n ? sample.v : undefined;
  const weights = sample.w instanceof Float64Array && sample.w.length === m ? sample.w : undefined;
  switch (name) {
    case 'gradient':
    case 'jacobian':
    case 'hessian': {
      const rows = name === 'gradient' ? [target.gradient!(x)] : target[name]!(x);
      const entries = exact.entries(name, x);
      return rows.every((row, k) => row.every((value, i) => isEntry(value, entries[k * n + i], unit)));
    }
    case 'vjp':
      return weights !== undefined && sums(target.vjp!(x, weights), 1, (i) => outer(weights, axis(n, i)));
    case 'jvp':
      return direction !== undefined && sums(target.jvp!(x, direction), 1, (k) => outer(axis(m, k), direction));
    case 'hvp':
      return direction !== undefined && sums(target.hvp!(x, direction), 2, (i) => outer(axis(n, i), direction));
  }
}

/** Roundings of a claim, and of its formula in doubles, that are no mistake. Why: a claim in code may add up in another order; a dozen operations round as often. */
const ROUNDINGS = 16;

/** Whether a claimed number is an exact derivative: by its formula, or to within rounding. */
function isEntry(value: number, entry: ExactEntry | undefined, unit: number): boolean {
  if (entry === undefined || !Number.isFinite(value)) return false;
  const { agreement } = entry;
  if (agreement) return agreement.kind === 'identical' || agreement.kind === 'literal';
  return Math.abs(value - entry.value) <= ROUNDINGS * roundingOf(entry, unit);
}

const roundingOf = ({ value, rounding }: Exact, unit: number): number => unit * Math.abs(value) + (unit / UNIT.float64) * rounding;

function isSum(value: number, weights: Vector, entries: readonly (Exact | undefined)[], unit: number): boolean {
  let [sum, rounding] = [0, 0];
  for (const [k, weight] of weights.entries()) {
    if (weight === 0) continue;
    const entry = entries[k];
    if (entry === undefined) return false;
    sum += weight * entry.value;
    rounding += Math.abs(weight) * roundingOf(entry, unit);
  }
  return Math.abs(value - sum) <= ROUNDINGS * rounding;
}
