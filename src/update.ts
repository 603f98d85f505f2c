import * as z from 'zod';
import { askedWith, numbers, type Observed, observe } from './observed.ts';
import { call, type FunctionSubject, type Identity, identityShape, valid } from './subject.ts';
import type { Vector } from './vector.ts';

/** What an update is said to be: the name of the rule, and its constants under the names that the rule gives them. */
export interface Rule {
  readonly name: string;
  readonly [constant: string]: number | string | boolean;
}

/** Parameters with what the next step has to know of the steps before. */
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
  /** The rule that it should follow. */
  readonly rule?: Rule;
}

/** What an author of an update writes. */
export interface UpdateDefinition<State> extends Omit<Update, 'kind' | 'init' | 'step'> {
  readonly init: (n: number) => State;
  readonly step: (theta: Float64Array, g: Float64Array, state: State) => Step<State>;
}

const Shape = z.strictObject({
  ...identityShape,
  kind: z.literal('update'),
  init: call,
  step: call,
  rule: z
    .looseObject({ name: z.string({ error: 'must be the name of a rule' }).min(1) }, { error: 'must be an object { name, … }' })
    .optional(),
});

/** Defines an update. @throws {Error} naming the update and the key, if the definition is not one. */
export const update = <State>(definition: UpdateDefinition<State>): Update => validUpdate({ ...definition, kind: 'update' });

export const validUpdate = (candidate: Update): Update => valid('update', Shape, candidate);

/** An update under observation: states and vectors that it is given are copies, so that a step can be taken again. */
export interface ObservedUpdate extends Observed {
  readonly update: Update;
  fresh(n: number): unknown;
  /** @throws {Fault} if it throws, changes θ or g, or returns another number of parameters. */
  step(theta: Vector, g: Vector, state: unknown): { readonly theta: Vector; readonly state: unknown };
}

/** Parameters of the step as a function. */
const SIZE = 3;

/** The first step as a function (θ, g) ↦ θ′ of three parameters. */
export function firstStep(update: Update): FunctionSubject {
  const { init, step, rule: _, ...identity } = update;
  return {
    ...identity,
    kind: 'function',
    domain: { dimension: 2 * SIZE, low: -2, high: 2 },
    outputs: SIZE,
    f: (x: Vector) => step(x.slice(0, SIZE), x.slice(SIZE), copied(init(SIZE)) as never).theta,
    label: (i) => (i < SIZE ? `θ[${i}]` : `g[${i - SIZE}]`),
    outputLabel: (k) => `θ′[${k}]`,
  };
}

export function observeUpdate(update: Update): ObservedUpdate {
  const observed = observe(firstStep(update));
  return Object.assign(observed, {
    update,
    fresh: (n: number) => copied(update.init(n)),
    step(theta: Vector, g: Vector, state: unknown) {
      observed.evaluations.claims++;
      const next = askedWith('step', [theta, g], (own, gradient) => update.step(own!, gradient!, copied(state) as never));
      return { theta: numbers(next?.theta, theta.length, 'step, for theta,'), state: next.state };
    },
  });
}

/** A state is plain data; one that is not is passed on as it is. */
function copied<T>(state: T): T {
  try {
    return structuredClone(state);
  } catch {
    return state;
  }
}
