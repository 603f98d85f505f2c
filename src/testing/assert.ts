import type { Subject } from '../subject/kind.ts';
import { type AssertOptions, findingOf } from './finding.ts';

export type { AssertOptions } from './finding.ts';

/**
 * Holds a subject to every property that applies to it.
 * @throws {Error} with the text that a terminal would show, if a property fails and the subject does not expect it to, if with `strict` one stays undecided, or if no property
 * applies.
 */
export function assertGradient(subject: Subject, options: AssertOptions = {}): void {
  const { pass, message } = findingOf(subject, options, (given) => `assertGradient(subject, ${given})`);
  if (!pass) throw new Error(message);
}
