import * as fc from 'fast-check';
import { isSubject, type Subject } from '../subject/kind.ts';
import { assertGradient as assertAt } from './assert.ts';

export type { AssertOptions } from './finding.ts';

import { type AssertOptions, findingOf, SEED } from './finding.ts';

/** What `gradcheck/vitest` and `gradcheck/jest` have in common: they check at quick effort, if no other is asked for. */
const QUICK = { effort: 'quick' } as const;

/** Milliseconds that a test made by `gradientTest` may take. Why: a layer of thousands of inputs takes longer than the five seconds that runners give a test, and a hang is told within two minutes. */
const TEST_TIMEOUT = 120_000;

/** Subjects that `forAllGradients` draws. Why: shapes go wrong at sizes of 0, 1 and 2, of which as many draws hold several, and each subject is checked at 25 points itself. */
const DRAWN_SUBJECTS = 20;

/** Holds a subject to the laws at quick effort: those that decide whether the first derivative is right. @throws {Error} as `assertGradient` of `gradcheck`. */
export const assertGradient = (subject: Subject, options: AssertOptions = {}): void => assertAt(subject, { ...QUICK, ...options });

/** What a matcher returns in vitest and in jest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * The matcher `expect(subject).toHaveCorrectGradient(options)`, for `expect.extend`.
 * @throws {Error} if what is received is no subject, or no property applies to it.
 */
export function toHaveCorrectGradient(received: unknown, options: AssertOptions = {}): MatcherResult {
  if (!isSubject(received))
    throw new Error(
      'expect(…).toHaveCorrectGradient() takes a subject: what subject({ … }), layer, stack, fromFormula and the like return',
    );
  const { pass, message } = findingOf(received, { ...QUICK, ...options }, (given) => `expect(subject).toHaveCorrectGradient(${given})`);
  return { pass, message: () => message };
}

/** The function `test` of a runner: a test with its name, its body, and the milliseconds that it may take. */
export type Tester = (name: string, body: () => void, timeout: number) => unknown;

export interface GradientTestOptions extends AssertOptions {
  /** Milliseconds that the test may take; 120 000 if omitted. */
  readonly timeout?: number;
}

/** What makes tests of subjects in a runner. */
export const gradientTestOf =
  (test: Tester) =>
  /** A test that the derivative of a subject is right, with a time limit of its own, whatever the runner's is. */
  (subject: Subject, { timeout = TEST_TIMEOUT, ...options }: GradientTestOptions = {}): void => {
    test(`the derivative of ${subject.name} is right`, () => assertGradient(subject, options), timeout);
  };

export interface ForAllOptions extends Omit<AssertOptions, 'property' | 'path'> {
  /** How many subjects are drawn; 20 if omitted. */
  readonly subjects?: number;
  /** The path of a failing subject that an earlier run found, as its message says it. */
  readonly path?: string;
}

/**
 * Holds subjects of an arbitrary of fast-check to their laws, so that shapes and settings are generated too. A subject that fails is made simple as its arbitrary shrinks, and is told with the simplest point at
 * which it fails.
 * @throws {Error} with what was found about the simplest subject that fails, and the path to it.
 */
export function forAllGradients(arbitrary: fc.Arbitrary<Subject>, options: ForAllOptions = {}): void {
  const { subjects = DRAWN_SUBJECTS, path, ...held } = options;
  const details = fc.check(
    fc.property(arbitrary, (subject) => assertGradient(subject, held)),
    { numRuns: subjects, seed: held.seed ?? SEED, ...(path !== undefined && { path }) },
  );
  if (!details.failed) return;
  const { errorInstance, counterexamplePath, seed, numRuns, numShrinks } = details;
  const again = `forAllGradients(arbitrary, { seed: ${seed}, path: ${JSON.stringify(counterexamplePath)} })`;
  const found = `subject ${numRuns} of ${subjects} fails; made simpler ${numShrinks} times, it is`;
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(`${found}\n\n${reason}\n    again       ${again}`, { cause: errorInstance });
}
