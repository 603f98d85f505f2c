import type { Topic } from '../../law/topic.ts';
import type { Subject } from '../../subject/kind.ts';
import type { Comparison } from '../comparison.ts';
import type { WrongRegion } from '../region.ts';

/** What is known about a failure. */
export interface Evidence {
  readonly comparison: Comparison;
  /** What the broken law is about. */
  readonly topic: Topic;
  /** In which way the law failed, where its verdict says so. */
  readonly reason?: string;
  /** The condition under which the claim is wrong, where one was found. */
  readonly region?: WrongRegion;
  /** Subjects that are checked in the same run, each of which may do anything when it is asked. */
  readonly others: Iterable<Subject>;
}

/** An explanation that fits. */
export interface Mistake {
  /** What kind of mistake it is, where the diagnosis tells several apart; its name if omitted. */
  readonly kind?: string;
  /** With its evidence in numbers. */
  readonly text: string;
  /** Whether it holds at all points that were looked at, and not only where the claim is wrong. */
  readonly everywhere: boolean;
}

/** Evidence → what kind of mistake this is, or nothing where it does not fit. */
export interface Diagnosis {
  readonly name: string;
  readonly explain: (evidence: Evidence) => Mistake | undefined;
}
