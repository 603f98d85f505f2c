import * as z from 'zod';
import { type Domain, dimension } from '../math/domain.ts';
import { random, SEEDS } from '../math/random.ts';
import { type Vector, vector } from '../math/vector.ts';
import { type Evaluator, evaluator } from './evaluator.ts';
import { askedWith, numbers } from './guard.ts';
import { valid } from './shape.ts';
import { call, domainShape, type FunctionSubject, type Identity, identityShape } from './subject.ts';

/** A stochastic gradient of n parameters θ, such as that of a minibatch: a random estimate of the full gradient, one for each seed. */
export interface Stochastic extends Identity {
  readonly kind: 'stochastic';
  readonly domain: Domain;
  /** One draw; the same for the same seed, a whole number from 0. */
  readonly gradient: (theta: Float64Array, seed: number) => ArrayLike<number>;
  /** The full gradient, which is to be the expected value of the draws: n numbers. */
  readonly full: (theta: Float64Array) => ArrayLike<number>;
  /** How many draws there are, if finitely many: seeds 0 … draws − 1, all equally likely. */
  readonly draws?: number;
  /** A bound on the size of the components of a draw: one number, or one for each. Without it, three times the largest deviation among the first draws is taken. */
  readonly bound?: number | readonly number[];
  /** The largest number of draws at a point in search of a bias, where they cannot be enumerated: 1000 if omitted. Half as small a bias takes four times as many. */
  readonly trials?: number;
}

const Shape = z
  .strictObject({
    ...identityShape,
    kind: z.literal('stochastic'),
    domain: domainShape,
    gradient: call,
    full: call,
    draws: z.int({ error: 'must be a whole number' }).min(1).optional(),
    bound: z
      .union([z.number().positive(), z.array(z.number().positive())], { error: 'must be a positive number, or one for each parameter' })
      .optional(),
    trials: z.int({ error: 'must be a whole number' }).min(1).optional(),
  })
  .refine(({ bound, domain }) => !Array.isArray(bound) || bound.length === dimension(domain as Domain), {
    path: ['bound'],
    error: 'must be a positive number, or one for each parameter',
  });

/** The stochastic gradient of a definition. @throws {Error} naming it and the key, if the definition is not one. */
export const stochastic = (definition: Omit<Stochastic, 'kind'>): Stochastic => validStochastic({ ...definition, kind: 'stochastic' });

export const validStochastic = (candidate: Stochastic): Stochastic => valid('stochastic', Shape, candidate);

/** The evaluator of a stochastic gradient; as a map, it is θ ↦ full(θ). */
export interface StochasticEvaluator extends Evaluator {
  readonly stochastic: Stochastic;
  /** The declared bound on the size of each component of a draw, if there is one. */
  readonly bound: Vector | undefined;
  /** The draw of a seed. @throws {Fault} if it throws, changes θ, or has another length. */
  draw(theta: Vector, seed: number): Vector;
  /** An endless stream of seeds, drawn independently. */
  seeds(from: number): () => number;
}

/** The full gradient as a map θ ↦ full(θ). */
export function fullGradient({ gradient: _, draws: __, bound: ___, trials: ____, full, domain, ...identity }: Stochastic): FunctionSubject {
  return { ...identity, kind: 'function', domain, f: full, outputs: dimension(domain), label: (i) => `θ[${i}]` };
}

/** The evaluator of a stochastic gradient; draws are counted as calls of claims. */
export function stochasticEvaluator(stochastic: Stochastic): StochasticEvaluator {
  const target = evaluator(fullGradient(stochastic));
  const { bound } = stochastic;
  return Object.assign(target, {
    stochastic,
    bound: bound === undefined ? undefined : typeof bound === 'number' ? new Float64Array(target.inputs).fill(bound) : vector(bound),
    draw(theta: Vector, seed: number) {
      target.evaluations.claims++;
      const drawn = askedWith('gradient', [theta], (own) => stochastic.gradient(own!, seed));
      return numbers(drawn, theta.length, 'gradient');
    },
    seeds(from: number) {
      const { below } = random(from);
      return () => below(stochastic.draws ?? SEEDS);
    },
  });
}
