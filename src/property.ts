import type fc from 'fast-check';
import type { Instrument } from './instrument.ts';
import { type ClaimName, type Claims, type Observed, observe } from './observed.ts';
import type { FunctionSubject, Traits } from './subject.ts';
import type { Measurement } from './verdict.ts';

/** A subject with the claims and traits that a law asks for. */
export type Target<C extends ClaimName = never, T extends keyof Traits = never> = Observed &
  Required<Pick<Claims, C>> & { readonly subject: FunctionSubject & Required<Pick<Traits, T>> };

/** What a law quantifies over: named vectors and numbers. `x` and `y` are points of the domain. */
export type Sample = Readonly<Record<string, unknown>>;

/** A law that every true derivative obeys. It measures and does not judge. */
export interface Property {
  readonly name: string;
  /** The law in one line of mathematics. */
  readonly law: string;
  /** Whether the law speaks about a subject: it asks for claims and traits, never for a name. */
  appliesTo(subject: FunctionSubject): boolean;
  forAll(target: Observed): fc.Arbitrary<Sample>;
  measure(target: Observed, sample: Sample, instrument: Instrument): Measurement | readonly Measurement[];
}

/** What an author of a law writes. */
export interface Law<C extends ClaimName, T extends keyof Traits, S extends Sample> {
  readonly name: string;
  readonly law: string;
  /** Claims that the subject must have. */
  readonly needs?: readonly C[];
  /** Traits that the subject must have. */
  readonly traits?: readonly T[];
  /** True if f must be a number, not a vector. */
  readonly scalar?: boolean;
  /** What else the law assumes. */
  readonly when?: (target: Target<C, T>) => boolean;
  /** The quantifier: samples are plain data, so that they can be reported and replayed. */
  readonly forAll: (target: Target<C, T>) => fc.Arbitrary<S>;
  /**
   * Both sides of the law at one sample.
   * @throws {Discard} where the law does not speak about the sample.
   */
  readonly measure: (target: Target<C, T>, sample: S, instrument: Instrument) => Measurement | readonly Measurement[];
}

/** Defines a property. */
export function property<C extends ClaimName = never, T extends keyof Traits = never, S extends Sample = Sample>(
  law: Law<C, T, S>,
): Property {
  const { name, needs = [], traits = [], scalar = false, when, forAll, measure } = law;
  return {
    name,
    law: law.law,
    appliesTo: (subject) =>
      needs.every((claim) => subject[claim] !== undefined) &&
      traits.every((trait) => subject[trait] !== undefined && subject[trait] !== false) &&
      !(scalar && (subject.outputs ?? 1) !== 1) &&
      (when?.(observe(subject) as Target<C, T>) ?? true),
    forAll: (target) => forAll(target as Target<C, T>),
    measure: (target, sample, instrument) => measure(target as Target<C, T>, sample as S, instrument),
  };
}

/** Thrown by a measurement at a sample about which its law says nothing. */
export class Discard extends Error {}

/** Leaves a sample aside, with the reason. */
export function discard(reason: string): never {
  throw new Discard(reason);
}
