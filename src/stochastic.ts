import * as z from 'zod';
import { type Domain, dimension } from './domain.ts';
import { askedWith, numbers, type Observed, observe } from './observed.ts';
import { call, domainShape, type FunctionSubject, type Identity, identityShape, valid } from './subject.ts';
import type { Vector } from './vector.ts';

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
}

const Shape = z.strictObject({
  ...identityShape,
  kind: z.literal('stochastic'),
  domain: domainShape,
  gradient: call,
  full: call,
  draws: z.int({ error: 'must be a whole number' }).min(1).optional(),
});

/** Defines a random gradient. @throws {Error} naming it and the key, if the definition is not one. */
export const stochastic = (definition: Omit<Stochastic, 'kind'>): Stochastic => validStochastic({ ...definition, kind: 'stochastic' });

export const validStochastic = (candidate: Stochastic): Stochastic => valid('stochastic', Shape, candidate);

/** A random gradient under observation; as a function, it is θ ↦ full(θ). */
export interface ObservedStochastic extends Observed {
  readonly stochastic: Stochastic;
  /** The draw of a seed. @throws {Fault} if it throws, changes θ, or has another length. */
  draw(theta: Vector, seed: number): Vector;
}

/** The full gradient as a map θ ↦ full(θ). */
export function fullGradient({ gradient: _, draws: __, full, domain, ...identity }: Stochastic): FunctionSubject {
  return { ...identity, kind: 'function', domain, f: full, outputs: dimension(domain) };
}

export function observeStochastic(stochastic: Stochastic): ObservedStochastic {
  const observed = observe(fullGradient(stochastic));
  return Object.assign(observed, {
    stochastic,
    draw(theta: Vector, seed: number) {
      observed.evaluations.claims++;
      const drawn = askedWith('gradient', [theta], (own) => stochastic.gradient(own!, seed));
      return numbers(drawn, theta.length, 'gradient');
    },
  });
}
