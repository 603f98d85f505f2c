import type fc from 'fast-check';
import type { Instrument } from '../measure/instrument.ts';
import type { ClaimName, Evaluator } from '../subject/evaluator.ts';
import type { Kind, Subject } from '../subject/kind.ts';
import type { Traits } from '../subject/subject.ts';
import { type Property, type Sample, type Scope, speaksAbout, type Target } from './property.ts';

/** The result of a reading. */
export interface Finding {
  /** The figures in one line. */
  readonly summary: string;
  /** What should be looked at, one line each. */
  readonly warnings: readonly string[];
  /** The figures as plain data, for the report. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** A reading, as `reading` makes it: figures on the health of a subject over several samples. It warns and does not judge. */
export interface Reading {
  readonly name: string;
  /** What it measures, in one line of mathematics. */
  readonly law: string;
  readonly kind: Kind;
  /** The number of samples that it takes, whatever number is asked of laws. */
  readonly samples: number;
  appliesTo(subject: Subject): boolean;
  forAll(target: Evaluator): fc.Arbitrary<Sample>;
  read(target: Evaluator, samples: readonly Sample[], instrument: Instrument): Finding;
}

/** A law or a reading. */
export type Inquiry = Property | Reading;

/** A reading as its author writes it. */
interface Definition<C extends ClaimName, T extends keyof Traits, S extends Sample, K extends Kind> extends Scope<C, T, K> {
  readonly name: string;
  readonly law: string;
  readonly samples: number;
  readonly forAll: (target: Target<C, T, K>) => fc.Arbitrary<S>;
  readonly read: (target: Target<C, T, K>, samples: readonly S[], instrument: Instrument) => Finding;
}

/** The reading that a definition describes. */
export function reading<
  C extends ClaimName = never,
  T extends keyof Traits = never,
  S extends Sample = Sample,
  K extends Kind = 'function',
>(definition: Definition<C, T, S, K>): Reading {
  const { name, law, kind = 'function', samples, forAll, read } = definition;
  return {
    name,
    law,
    kind,
    samples,
    appliesTo: speaksAbout(definition),
    forAll: (target) => forAll(target as unknown as Target<C, T, K>),
    read: (target, drawn, instrument) => read(target as unknown as Target<C, T, K>, drawn as readonly S[], instrument),
  };
}
