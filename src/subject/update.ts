import * as z from 'zod';
import { dimension } from '../math/domain.ts';
import { plus, type Vector } from '../math/vector.ts';
import { type Evaluator, evaluator } from './evaluator.ts';
import { asked, askedWith, numbers } from './guard.ts';
import { type Clip, type Rule, ruleShape } from './rule.ts';
import { valid } from './shape.ts';
import { call, type FunctionSubject, type Identity, identityShape } from './subject.ts';

/** The result of a step of learning: the next parameters, and the state that the step after it needs. */
export interface Step<State> {
  readonly theta: ArrayLike<number>;
  readonly state: State;
}

/** An update rule: a step of learning from parameters θ, their gradient g and a state to the next parameters and state. */
export interface Update extends Identity {
  readonly kind: 'update';
  /** The state before the first step, for n parameters. */
  readonly init: (n: number) => unknown;
  readonly step: (theta: Float64Array, g: Float64Array, state: never) => Step<unknown>;
  /** The rule that it is said to follow. */
  readonly rule?: Rule;
  /** The loss whose gradient it is given; Newton's rule needs its Hessian as well. */
  readonly loss?: FunctionSubject;
}

/** An update as its author writes it. */
export interface UpdateDefinition<State> extends Omit<Update, 'kind' | 'init' | 'step'> {
  readonly init: (n: number) => State;
  readonly step: (theta: Float64Array, g: Float64Array, state: State) => Step<State>;
}

const Shape = z
  .strictObject({
    ...identityShape,
    kind: z.literal('update'),
    init: call,
    step: call,
    rule: ruleShape.optional(),
    loss: z.custom((value) => (value as FunctionSubject | null)?.kind === 'function', 'must be a function').optional(),
  })
  .refine(({ rule, loss }) => rule?.name !== 'newton' || (loss as FunctionSubject | undefined)?.hessian !== undefined, {
    path: ['loss'],
    error: "must be a function with a Hessian, for Newton's rule",
  });

/** The update of a definition. @throws {Error} naming the update and the key, if the definition is not one. */
export const update = <State>(definition: UpdateDefinition<State>): Update => validUpdate({ ...definition, kind: 'update' });

export const validUpdate = (candidate: Update): Update => valid('update', Shape, candidate);

/** The clipping of gradients as an update, θ′ = θ − clip(g). @throws {Error} as `update` does. */
export const clipping = ({
  clip,
  rule,
  ...identity
}: Identity & { readonly rule: Clip; readonly clip: (g: Float64Array) => ArrayLike<number> }): Update =>
  update({ ...identity, rule, init: () => null, step: (theta, g, state) => ({ theta: plus(theta, clip(g), -1), state }) });

/** The evaluator of an update. The vectors that a step is given are copies; a state is handed on as it is, and the update may change it in place. */
export interface UpdateEvaluator extends Evaluator {
  readonly update: Update;
  readonly loss: Evaluator | undefined;
  /** The state before the first step. @throws {Fault} if it throws. */
  fresh(n: number): unknown;
  /** @throws {Fault} if it throws, changes θ or g, or returns another number of parameters. */
  step(theta: Vector, g: Vector, state: unknown): { readonly theta: Vector; readonly state: unknown };
}

/** The number of parameters of the first step as a function, where no loss says how many. Why: enough to tell components from each other. */
const STEP_PARAMETERS = 3;

/** The first step as a function (θ, g) ↦ θ′. */
export function firstStep(update: Update): FunctionSubject {
  const { init, step, rule: _, loss, ...identity } = update;
  const n = loss ? dimension(loss.domain) : STEP_PARAMETERS;
  return {
    ...identity,
    kind: 'function',
    domain: { dimension: 2 * n, low: -2, high: 2 },
    outputs: n,
    f: (x: Vector) => step(x.slice(0, n), x.slice(n), init(n) as never).theta,
    label: (i) => (i < n ? `θ[${i}]` : `g[${i - n}]`),
    outputLabel: (k) => `θ′[${k}]`,
  };
}

/** The evaluator of an update; steps are counted as calls of claims. */
export function updateEvaluator(update: Update): UpdateEvaluator {
  const target = evaluator(firstStep(update));
  return Object.assign(target, {
    update,
    loss: update.loss && evaluator(update.loss, target.evaluations),
    fresh: (n: number) => asked('init', () => update.init(n)),
    step(theta: Vector, g: Vector, state: unknown) {
      target.evaluations.claims++;
      const next = askedWith('step', [theta, g], (own, gradient) => update.step(own!, gradient!, state as never));
      return asked('step', () => ({ theta: numbers(next?.theta, theta.length, 'step, for theta,'), state: next.state }));
    },
  });
}
