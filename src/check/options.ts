import type { Explained } from '../explain/explanation.ts';
import type { Sample } from '../law/property.ts';
import type { Subject } from '../subject/kind.ts';
import type { Effort } from './effort.ts';

export interface CheckOptions {
  readonly seed: number;
  /** Samples per property; as many as the effort says if omitted: 25, 100 or 400. */
  readonly runs?: number;
  /** How much is done: 'normal' if omitted. */
  readonly effort?: Effort;
  /** Goes straight to what an earlier run found. Opaque. */
  readonly path?: string;
  /** Evaluations of f, and as many of claims, that one subject may cost, about: laws that come later find what those before have left. Where it is spent, a law still examines one sample. */
  readonly budget?: number;
  /** Whether rare mistakes are hunted for where the samples show none; they are, if nothing is said. */
  readonly hunting?: boolean;
  /** Samples at which the law failed in earlier runs. They are looked at first, and change nothing about the others. */
  readonly remembered?: readonly Sample[];
  /** A reading that warns fails. */
  readonly strictReadings?: boolean;
  /** Subjects that are checked in the same run: a claim may be the derivative of one of them. They are taken one at a time, each when it is about to be asked. */
  readonly others?: Iterable<Subject>;
  /** Explanations that laws checked before gave for this subject, and to which this one's is added. */
  readonly explained?: Explained;
  /** Only the verdict is wanted: a failure ends the check, and is not simplified, located or explained. */
  readonly brief?: boolean;
}
