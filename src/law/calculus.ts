import fc from 'fast-check';
import { UNIT } from '../math/precision.ts';
import { dotSizes, norm, plus, scaled, type Vector, vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import type { Made, Operator, OperatorEvaluator, Recipe } from '../subject/operator.ts';
import { unmeasured } from './property.ts';
import type { Measurement } from './verdict.ts';

/** How deep operations of a generated recipe are nested. Why: two, so that each rule is seen with a sum, a product, a quotient or a composition inside; deeper ones repeat that. */
const RECIPE_DEPTH = 2;
/** The constants by which recipes multiply. Why: either sign, larger and smaller than 1; none rounds more than a product does. */
const RECIPE_FACTORS = [-2, -1, 0.5, 3];
/** Roundings of the sizes of the terms of a derivative that the bar of a rule covers. Why: a rule rounds up to three products and quotients of values that are rounded themselves, in each of the operations. */
const CALCULUS_ROUNDINGS = 16;

/** A recipe for a function of an engine: one of the engine's own functions, or operations on some, nested as deep as `depth` says. */
export function recipe({ operator }: { readonly operator: Operator }, depth: number = RECIPE_DEPTH): fc.Arbitrary<Recipe> {
  const { functions, outer = [] } = operator;
  const one: fc.Arbitrary<Recipe> = fc.nat(functions.length - 1);
  if (depth === 0) return one;
  const part = recipe({ operator }, depth - 1);
  const both = (['add', 'multiply', 'divide'] as const)
    .filter((name) => operator[name])
    .map((name): fc.Arbitrary<Recipe> => fc.tuple(fc.constant(name), part, part));
  const multiple: fc.Arbitrary<Recipe> = fc.tuple(fc.constant('scale' as const), part, fc.constantFrom(...RECIPE_FACTORS));
  const composed: fc.Arbitrary<Recipe> = fc.tuple(fc.constant('compose' as const), fc.nat(Math.max(0, outer.length - 1)), part);
  return fc.oneof(one, ...both, ...(operator.scale ? [multiple] : []), ...(operator.compose && outer.length > 0 ? [composed] : []));
}

const signs = { add: '+', multiply: '·', divide: '/' } as const;

/** A recipe as a formula of the engine's functions f0, f1, … and φ0, φ1, …. */
export function written(made: Recipe): string {
  if (typeof made === 'number') return `f${made}`;
  const [operation, first, second] = made;
  if (operation === 'scale') return `${second} · ${written(first)}`;
  return operation === 'compose' ? `φ${first}(${written(second)})` : `(${written(first)} ${signs[operation]} ${written(second)})`;
}

/** Of each partial derivative of a recipe, the sum of the sizes of its terms: its rounding error is relative to that, however much the terms cancel. */
function sizes(target: OperatorEvaluator, whole: Recipe, x: Vector): Vector {
  const value = (part: Recipe): number => Math.abs(target.valueOf(target.made(part), x));
  if (typeof whole === 'number') return target.gradientOf(target.made(whole), x).map(Math.abs);
  const [operation, first, second] = whole;
  if (operation === 'scale') return scaled(sizes(target, first, x), Math.abs(second));
  if (operation === 'compose') {
    const inner = vector([target.valueOf(target.made(second), x)]);
    return scaled(sizes(target, second, x), Math.abs(target.gradientOf(target.operator.outer![first]!, inner)[0]!));
  }
  const [left, right] = [sizes(target, first, x), sizes(target, second, x)];
  if (operation === 'add') return plus(left, right);
  const [a, b] = [value(first), value(second)];
  return operation === 'multiply' ? plus(scaled(left, b), right, a) : plus(scaled(left, 1 / b), right, a / b / b);
}

/** A term of a rule of calculus: a factor times a gradient. */
export type Term = readonly [factor: number, of: Vector];

/**
 * Both sides of a rule of calculus at x along v: the gradient that the operator gives for a whole, and the sum of terms that the rule makes of those for its parts.
 * @throws {Unmeasured} where a function or a derivative is not finite, or, at nearby points, a function is not smooth.
 */
export function ruleOf(
  target: OperatorEvaluator,
  look: Instrument,
  { x, v, whole, parts, terms }: { x: Vector; v: Vector; whole: Recipe; parts: readonly Recipe[]; terms: (y: Vector) => readonly Term[] },
): Measurement {
  const made: Made = target.made(whole);
  const own = parts.map(target.made);
  const here = terms(x);
  if (![...own, made].every((f) => Number.isFinite(target.valueOf(f, x)))) unmeasured('a function is not finite here');
  if (!here.every(([factor, of]) => Number.isFinite(factor) && of.every(Number.isFinite))) unmeasured('a derivative is not finite here');
  if (look.effort === 'nearby' && own.some((f) => look.derivative((y) => target.valueOf(f, y), x, v).kind !== 'smooth'))
    unmeasured('a function is not smooth here');
  const sum = (y: Vector): Vector =>
    (y === x ? here : terms(y)).reduce<Vector>((total, [factor, of]) => plus(total, of, factor), new Float64Array(y.length));
  const [claimed, termwise] = [look.product((y) => target.gradientOf(made, y), x, v), look.product(sum, x, v)];
  const error = CALCULUS_ROUNDINGS * UNIT[target.subject.precision ?? 'float64'] * dotSizes(sizes(target, whole, x), v);
  const lengths = here.map(([factor, of]) => (Math.abs(factor) * norm(of) * norm(v)) / Math.sqrt(x.length));
  return {
    what: `the gradient of ${written(whole)}`,
    claimed: { value: claimed.value, error: claimed.error + error },
    measured: { value: termwise.value, error: termwise.error + error },
    scale: Math.max(claimed.scale, ...lengths),
  };
}
