import type { Vector } from '../../math/vector.ts';
import type { ClaimName } from '../../subject/evaluator.ts';
import type { FunctionSubject } from '../../subject/subject.ts';

/** Where a mistake is planted: a claim of a subject. */
export interface Place {
  readonly subject: FunctionSubject;
  readonly claim: ClaimName;
  /** Inputs of the subject, and entries of the claim: m·n of a matrix in row-major order. */
  readonly inputs: number;
  readonly entries: number;
  /** The sizes of a claim that is a matrix. */
  readonly matrix?: readonly [rows: number, columns: number];
  /** The entry that is largest at usual points, and the next one. */
  readonly largest: number;
  readonly next: number;
  /** How large the entries usually are. */
  readonly size: number;
  /** The middle of what the first input that varies usually is, and that input. */
  readonly median: number;
  readonly input: number;
}

/** Makes a wrong claim of the right one, for one point. */
export type Spoil = (right: Vector, x: Vector) => Vector;

/** A mistake that can be planted into a right claim. */
export interface Mutant {
  readonly name: string;
  /** The diagnosis that says what was done. */
  readonly kind: string;
  /** The mistake, made anew for a subject; undefined where it cannot be made. */
  readonly plant: (place: Place) => Spoil | undefined;
  /** A point moved to where the mistake shows, if that is a special place. */
  readonly strike?: (x: Vector, place: Place) => Vector;
}

/** One entry replaced. */
export const altered = (right: Vector, entry: number, by: (value: number) => number): Vector => right.with(entry, by(right[entry]!));
