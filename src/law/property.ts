import type fc from 'fast-check';
import type { Vector } from '../math/vector.ts';
import type { Instrument } from '../measure/instrument.ts';
import type { Scalar } from '../measure/projection.ts';
import type { Field } from '../measure/segment.ts';
import type { ClaimName, Claims, Evaluator } from '../subject/evaluator.ts';
import { asFunction, type Evaluators, evaluatorOf, type Kind, type Subject } from '../subject/kind.ts';
import type { FunctionSubject, Traits } from '../subject/subject.ts';
import { ledInwards } from './sample.ts';
import { decides, type Topic, topicOf } from './topic.ts';
import type { Measurement } from './verdict.ts';

/** The evaluator of a subject of kind K that has the claims C and the traits T that a law asks for. */
export type Target<C extends ClaimName = never, T extends keyof Traits = never, K extends Kind = 'function'> = Evaluators[K] &
  Required<Pick<Claims, C>> & { readonly subject: FunctionSubject & Required<Pick<Traits, T>> };

/** What a law quantifies over, as plain data: vectors and numbers by name. `x` and `y` are points of the domain. */
export type Sample = Readonly<Record<string, unknown>>;

/** A gradient of f at x, claimed, that takes part in a law; where the law fails, it is looked at component by component. */
export interface Part {
  readonly target: Evaluator;
  readonly f: Scalar;
  readonly x: Vector;
  readonly gradient: Vector;
  /** What a report calls component i. */
  readonly label: (i: number) => string;
}

/**
 * What a law is for among all laws: it decides whether a first derivative, or what a subject of another kind claims, is right; it is the ground on which measurements rest at all; or it follows from
 * right derivatives, and says more. Quick effort leaves out what follows.
 */
export type Role = 'decides' | 'grounds' | 'follows';

/** A law, as `property` makes it: an equation that every true derivative obeys. It measures both sides and does not judge. */
export interface Property {
  readonly name: string;
  /** The law in one line of mathematics. */
  readonly law: string;
  /** The kind of subject that the law speaks about. A law of functions speaks about every kind, looked at as a function. */
  readonly kind: Kind;
  /** What the law is about, and what its failures tell. */
  readonly topic: Topic;
  /** Whether the law compares the claims at the point x of a sample with values or slopes of f, so that rounding alone can break it where they are right. */
  readonly compares: boolean;
  /** What the law is for among all laws. */
  readonly role: Role;
  /** Whether the law speaks about a subject, by the subject's kind, claims and traits. */
  appliesTo(subject: Subject): boolean;
  /** The samples over which the law quantifies. */
  forAll(target: Evaluator): fc.Arbitrary<Sample>;
  /** Both sides at a sample. @throws {Discard} where the law does not speak about it, {Unmeasured} where it cannot be tested, {Fault} where the subject does not keep its form. */
  measure(target: Evaluator, sample: Sample, instrument: Instrument): readonly Measurement[];
  /** The gradients among which the wrong components of a failing sample are; those of the subject itself if omitted. */
  parts?(target: Evaluator, sample: Sample): readonly Part[];
  /** What the law compares along lines, for the search for rare mistakes; without it, a law takes no part in that. */
  field?(target: Evaluator, sample: Sample): Field;
  /** The functions and claimed slopes on which a failure rests, each of which must agree with the gradient theorem if the claims are right; none where the law compares something else. */
  fields(target: Evaluator, sample: Sample): readonly Field[];
}

/** Which subjects a law or a reading is about. */
export interface Scope<C extends ClaimName, T extends keyof Traits, K extends Kind> {
  /** The kind of subject that it speaks about; functions if omitted. */
  readonly kind?: K;
  /** Claims that the subject must have. */
  readonly needs?: readonly C[];
  /** Traits that the subject must have. */
  readonly traits?: readonly T[];
  /** True if f must be a number, not a vector. */
  readonly scalar?: boolean;
  /** What else it assumes. */
  readonly when?: (target: Target<C, T, K>) => boolean;
}

/** A measurement whose measured side is called as version 0.1 called it. */
type FormerMeasurement = Omit<Measurement, 'measured'> & { readonly observed: Measurement['measured'] };

/** What a law may return. */
type Measured = Measurement | FormerMeasurement;

/** A law as its author writes it. */
export interface Law<C extends ClaimName, T extends keyof Traits, S extends Sample, K extends Kind = 'function'>
  extends Scope<C, T, K>,
    Partial<Topic> {
  readonly name: string;
  readonly law: string;
  /** The quantifier: samples are plain data, so that they can be reported and replayed. */
  readonly forAll: (target: Target<C, T, K>) => fc.Arbitrary<S>;
  /**
   * Both sides of the law at one sample.
   * @throws {Discard} where the law does not speak about the sample, {Unmeasured} where it cannot be tested.
   */
  readonly measure: (target: Target<C, T, K>, sample: S, instrument: Instrument) => Measured | readonly Measured[];
  /** True if the law compares the claims at x with values or slopes of f and with nothing else: rounding alone can break it where they are right. Laws with a `field` do. */
  readonly compares?: true;
  /** What the law is for. If omitted, it decides where it holds the entries of a first derivative against values of f or speaks of another kind than functions, and follows elsewhere. */
  readonly role?: Role;
  /** The gradients among which the wrong components of a failing sample are to be sought, where they are not those of the subject itself. */
  readonly parts?: (target: Target<C, T, K>, sample: S) => readonly Part[];
  /** A function and its claimed slopes, which must agree wherever the law holds; with it, rare mistakes are hunted for along lines through the domain. */
  readonly field?: (target: Target<C, T, K>, sample: S) => Field;
  /**
   * The functions and claimed slopes which the law holds to each other, in whatever way: a failure stands only if the gradient theorem contradicts one of them, or a claim stands apart from all those
   * next to it. Only that of `field` if omitted; without both, the measurements of the law alone decide.
   */
  readonly fields?: (target: Target<C, T, K>, sample: S) => readonly Field[];
}

/** The law that a definition describes. */
export function property<
  C extends ClaimName = never,
  T extends keyof Traits = never,
  S extends Sample = Sample,
  K extends Kind = 'function',
>(law: Law<C, T, S, K>): Property {
  const { kind = 'function', name, forAll, measure, parts, field, compares = field !== undefined } = law;
  const topic = topicOf(law);
  const { fields = (target, sample) => (field ? [field(target, sample)] : []) } = law;
  return {
    name,
    law: law.law,
    kind,
    topic,
    compares,
    role: law.role ?? (kind !== 'function' || decides(topic) ? 'decides' : 'follows'),
    appliesTo: speaksAbout(law),
    forAll: (target) => forAll(target as unknown as Target<C, T, K>).map((sample) => led(target, sample)),
    measure: (target, sample, instrument) =>
      [measure(target as unknown as Target<C, T, K>, sample as S, instrument)].flat().map(measurementOf),
    ...(parts && { parts: (target, sample) => parts(target as unknown as Target<C, T, K>, sample as S) }),
    ...(field && { field: (target, sample) => field(target as unknown as Target<C, T, K>, sample as S) }),
    fields: (target, sample) => fields(target as unknown as Target<C, T, K>, sample as S),
  };
}

/** A sample whose directions lead into the domain, where it has many inputs. */
function led<S extends Sample>({ domain, inputs }: Evaluator, sample: S): S {
  const { x, u, v } = sample;
  const isVector = (one: unknown): one is Vector => one instanceof Float64Array && one.length === inputs;
  if (!isVector(x)) return sample;
  return { ...sample, ...(isVector(u) && { u: ledInwards(domain, x, u) }), ...(isVector(v) && { v: ledInwards(domain, x, v) }) };
}

function measurementOf(measured: Measured): Measurement {
  if (!('observed' in measured)) return measured;
  const { observed, ...rest } = measured;
  return { ...rest, measured: observed };
}

/** Whether a subject is in the scope of a law or a reading. */
export function speaksAbout<C extends ClaimName, T extends keyof Traits, K extends Kind>(
  scope: Scope<C, T, K>,
): (subject: Subject) => boolean {
  const { kind = 'function', needs = [], traits = [], scalar = false, when } = scope;
  return (subject) => {
    if (kind !== 'function' && subject.kind !== kind) return false;
    const map = asFunction(subject);
    return (
      needs.every((claim) => map[claim] !== undefined) &&
      traits.every((trait) => map[trait] !== undefined && map[trait] !== false) &&
      !(scalar && (map.outputs ?? 1) !== 1) &&
      (when?.(evaluatorOf(subject) as unknown as Target<C, T, K>) ?? true)
    );
  };
}

/** Thrown at a sample about which a law says nothing: by its nature, as where the gradient is 0 and a law asks for the steepest direction. Such samples leave no doubt. */
export class Discard extends Error {}

/** Thrown at a sample about which a law speaks, and at which its sides cannot be had: outside the domain, where f is not finite, below the noise of f. A law of which most samples are so is inconclusive. */
export class Unmeasured extends Discard {}

/** Leaves aside a sample about which the law has nothing to say. @throws {Discard} always, with the reason. */
export function discard(reason: string): never {
  throw new Discard(reason);
}

/** Leaves aside a sample at which the law cannot be tested. @throws {Unmeasured} always, with the reason. */
export function unmeasured(reason: string): never {
  throw new Unmeasured(reason);
}
