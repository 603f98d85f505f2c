import * as z from 'zod';
import type { Domain } from '../math/domain.ts';
import type { Vector } from '../math/vector.ts';
import { type Evaluator, evaluator } from './evaluator.ts';
import { asked, askedWith, numbers } from './guard.ts';
import { valid } from './shape.ts';
import { call, domainShape, type FunctionSubject, type Identity, identityShape } from './subject.ts';

/** An automatic differentiation engine: what it can do with its own functions ℝⁿ → ℝ, and the operator that differentiates them. F is the type of a function in the engine. */
interface Engine<F> {
  /** Where its functions are defined: ℝⁿ or a box in it. */
  readonly domain: Domain;
  /** Some functions of n numbers, from which others are made. */
  readonly functions: readonly F[];
  /** Some functions of one number, which can be composed with those. */
  readonly outer?: readonly F[];
  readonly value: (f: F, x: Float64Array) => number;
  /** The claim: ∇f(x), for any function that is made with this engine. */
  readonly gradient: (f: F, x: Float64Array) => ArrayLike<number>;
  readonly add?: (f: F, g: F) => F;
  readonly multiply?: (f: F, g: F) => F;
  readonly divide?: (f: F, g: F) => F;
  readonly scale?: (f: F, factor: number) => F;
  /** φ ∘ f for a function φ of one number. */
  readonly compose?: (outer: F, inner: F) => F;
}

/** An engine's grad operator, which takes a function to its gradient, as a subject. */
export interface Operator extends Identity, Engine<never> {
  readonly kind: 'operator';
}

const Shape = z.strictObject({
  ...identityShape,
  kind: z.literal('operator'),
  domain: domainShape,
  functions: z.array(z.unknown(), { error: 'must be a list of functions' }).min(1, 'at least one function'),
  outer: z.array(z.unknown()).optional(),
  value: call,
  gradient: call,
  add: call.optional(),
  multiply: call.optional(),
  divide: call.optional(),
  scale: call.optional(),
  compose: call.optional(),
});

/** The operator of a definition. @throws {Error} naming it and the key, if the definition is not one. */
export const operator = <F>(definition: Identity & Engine<F>): Operator =>
  validOperator({ ...definition, kind: 'operator' } as unknown as Operator);

export const validOperator = (candidate: Operator): Operator => valid('operator', Shape, candidate);

/** A function of an engine, of unknown type. */
export type Made = never;

/** How a function is made of those of an engine: the index of one in `functions`, or an operation on other recipes; a composition starts with an index in `outer`. */
export type Recipe =
  | number
  | readonly ['add' | 'multiply' | 'divide', Recipe, Recipe]
  | readonly ['scale', Recipe, number]
  | readonly ['compose', number, Recipe];

/** The evaluator of an operator; as a map, it is x ↦ the values of the engine's functions, and its claimed Jacobian has the operator's gradients as rows. */
export interface OperatorEvaluator extends Evaluator {
  readonly operator: Operator;
  /** The function of a recipe. @throws {Fault} if an operation throws. */
  made(recipe: Recipe): Made;
  /** f(x); NaN where it throws. */
  valueOf(f: Made, x: Vector): number;
  /** The operator's gradient of f at x. @throws {Fault} if it throws, changes x, or has another length. */
  gradientOf(f: Made, x: Vector): Vector;
}

/** All functions of the engine as one map. */
export function familyOf(operator: Operator): FunctionSubject {
  const { functions, outer: _, value, gradient, add, multiply, divide, scale, compose, domain, ...identity } = operator;
  return {
    ...identity,
    kind: 'function',
    domain,
    outputs: functions.length,
    f: (x: Vector) => Float64Array.from(functions, (f) => value(f, x.slice())),
    jacobian: (x: Vector) => functions.map((f) => gradient(f, x.slice())),
  };
}

/** The evaluator of an operator; calls of functions and of gradients are counted together with those of the map. */
export function operatorEvaluator(operator: Operator): OperatorEvaluator {
  const target = evaluator(familyOf(operator));
  const { evaluations } = target;
  const made = (recipe: Recipe): Made => {
    if (typeof recipe === 'number') return operator.functions[recipe]!;
    const [operation, first, second] = recipe;
    if (operation === 'scale') return asked('scale', () => operator.scale!(made(first), second));
    if (operation === 'compose') return asked('compose', () => operator.compose!(operator.outer![first]!, made(second)));
    return asked(operation, () => operator[operation]!(made(first), made(second)));
  };
  return Object.assign(target, {
    operator,
    made,
    valueOf(f: Made, x: Vector) {
      evaluations.f++;
      try {
        return operator.value(f, x.slice());
      } catch {
        return Number.NaN;
      }
    },
    gradientOf(f: Made, x: Vector) {
      evaluations.claims++;
      return numbers(
        askedWith('gradient', [x], (own) => operator.gradient(f, own!)),
        x.length,
        'gradient',
      );
    },
  });
}
