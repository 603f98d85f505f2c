import { type Expression, expression } from '../formulas/expression.ts';
import { dimension } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import type { Matrix, Vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import { contradict, type Side } from '../measure/side.ts';
import { defaultVariables } from '../subject/label.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { discard, unmeasured } from './property.ts';

/** The formulas of a subject and their symbolic derivatives, for outputs 0 … m − 1. */
export interface Algebra {
  value(x: Vector, output: number): number;
  /** n numbers. */
  gradient(x: Vector, output: number): Vector;
  /** The Hessian of the first formula: n rows of n numbers. */
  hessian(x: Vector): Matrix;
}

const known = new WeakMap<FunctionSubject, Algebra>();

/**
 * The symbolic derivatives of a subject's formula or formulas.
 * @throws {FormulaError} if a formula cannot be read or differentiated.
 */
export function algebra(subject: FunctionSubject): Algebra {
  const found = known.get(subject);
  if (found) return found;
  const { formula = [], domain, variables = defaultVariables(dimension(domain)) } = subject;
  const outputs = (typeof formula === 'string' ? [formula] : formula).map((text) => expression(text, variables));
  let partials: readonly Expression[] | undefined;
  const made: Algebra = {
    value: (x, output) => outputs[output]!.evaluate(x),
    gradient: (x, output) => outputs[output]!.gradient(x),
    hessian: (x) => (partials ??= variables.map((_, i) => outputs[0]!.derivative(i))).map((partial) => partial.gradient(x)),
  };
  known.set(subject, made);
  return made;
}

/** Formula and f may differ by this part of their value, or by the noise of f, before they count as two functions. Why: single precision and some cancellation make as much; another function makes more. */
const SAME_FUNCTION = 1e-6;

/**
 * A symbolic slope of `formula` at x along v, with the bar of the measured slope of f that confirms it. Where the two contradict each other, the formula spells out noise, or is not
 * f, and the bar covers both.
 * @throws {Discard} at a kink of f, {Unmeasured} where f is not smooth otherwise, or is not the formula.
 */
export function settle(
  symbolic: Estimate,
  look: Instrument,
  { f, formula, x, v }: { f: (x: Vector) => number; formula: (x: Vector) => number; x: Vector; v: Vector },
): Side {
  const [value, written] = [f(x), formula(x)];
  if (!(Math.abs(value - written) <= SAME_FUNCTION * Math.max(Math.abs(value), Math.abs(written)) + Number.MIN_VALUE)) {
    const noise = look.value(f, x).error;
    if (!(Math.abs(value - written) <= noise)) unmeasured('the formula is not f here');
  }
  if (look.effort === 'quick') return symbolic;
  const measured = look.derivative(f, x, v);
  if (measured.kind === 'kink') discard('f has a kink here');
  if (measured.kind !== 'smooth' && measured.kind !== 'edge') unmeasured('f is not smooth here');
  if (!Number.isFinite(symbolic.value)) return { ...measured };
  if (!contradict(measured, symbolic))
    return {
      value: symbolic.value,
      error: symbolic.error + measured.error,
      ...(measured.variation !== undefined && { variation: measured.variation }),
    };
  const apart = Math.abs(measured.value - symbolic.value);
  return { value: symbolic.value, error: symbolic.error + apart + measured.error, noisy: measured.noisy ?? false };
}
