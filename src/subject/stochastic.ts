import * as z from 'zod';
import { type Domain, dimension } from '../math/domain.ts';
import { random } from '../math/random.ts';
import { type Vector, vector } from '../math/vector.ts';
import { askedWith, type Evaluator, evaluator, numbers } from './evaluator.ts';
import { call, domainShape, type FunctionSubject, type Identity, identityShape, valid } from './subject.ts';

/** A random gradient, such as that of a minibatch: an estimate of the full one, drawn anew for each seed. */
export interface Stochastic extends Identity {
  readonly kind: 'stochastic';
  readonly domain: Domain;
  /** One draw; the same for the same seed, a whole number from 0. */
  readonly gradient: (theta: Float64Array, seed: number) => ArrayLike<number>;
  /** What the draws are on average. */
  readonly full: (theta: Float64Array) => ArrayLike<number>;
  /** How many draws there are, if finitely many: seeds 0 … draws − 1, all equally likely. */
  readonly draws?: number;
  /** What no component of a draw exceeds in size: one number, or one for each. Without it, three times what the first draws reach is taken for it. */
  readonly bound?: number | readonly number[];
  /** Draws that are taken at a point, at most, to look for a bias where they cannot be enumerated: 1000 if omitted. Twice as small a bias takes four times as many. */
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

/** Defines a random gradient. @throws {Error} naming it and the key, if the definition is not one. */
export const stochastic = (definition: Omit<Stochastic, 'kind'>): Stochastic => validStochastic({ ...definition, kind: 'stochastic' });

export const validStochastic = (candidate: Stochastic): Stochastic => valid('stochastic', Shape, candidate);

/** A random gradient under observation; as a function, it is θ ↦ full(θ). */
export interface StochasticEvaluator extends Evaluator {
  readonly stochastic: Stochastic;
  /** What each component of a draw does not exceed in size, where that is declared. */
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

/** Seeds are below this where draws are not finitely many: what any generator of random numbers takes. */
const SEEDS = 2 ** 31;

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
