import { type CheckOptions, check, type Result } from '../check/check.ts';
import { extentOf, heldAt, UNSTEADY_BUDGET } from '../check/effort.ts';
import { cutShort, silenced } from '../check/result.ts';
import type { Explained } from '../explain/explanation.ts';
import type { Property, Sample } from '../law/property.ts';
import type { Inquiry } from '../law/reading.ts';
import { dimension } from '../math/domain.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { isFault, messageOf } from '../subject/guard.ts';
import { asFunction, evaluatorOf, type Subject, withOthers } from '../subject/kind.ts';
import { labelOf } from '../subject/label.ts';
import { illustrated } from './evidence/index.ts';
import { provenance } from './provenance.ts';
import { isRepetition, tellsAll, withLeftOut } from './repetition.ts';
import { isReading, isSilent, type Provenance, type Report, summarize } from './report.ts';
import type { Required } from './requirement.ts';
import { requirementsOf } from './requirements.ts';
import { scopeOf } from './scope.ts';
import { filesOf, type Statement, statementOf } from './statement.ts';
import { version } from './version.ts';

export interface RunOptions extends CheckOptions {
  /** The command line or call that started the run, for the report. */
  readonly command?: string;
  /** Versions of the engines whose derivatives are checked. */
  readonly engines?: Readonly<Record<string, string>>;
  /** Samples at which a law failed in earlier runs; they are examined first. */
  readonly recall?: (subject: string, property: string) => readonly Sample[];
  /** True if the results get the data that reporters with pictures need. */
  readonly evidence?: boolean;
}

/** Called before each check with its subject and law, how many checks are done, and how many there are. */
export type ProgressListener = (subject: Subject, property: Inquiry, done: number, all: number) => void;

/** The report of every subject, and of those that come along with one, held to every law that applies to it. The same seed gives the same report, apart from its date. */
export function run(given: readonly Subject[], properties: readonly Inquiry[], options: RunOptions, onProgress?: ProgressListener): Report {
  const subjects = [...new Set(given.flatMap(withOthers))];
  const found = [...results(subjects, properties, options, onProgress)];
  const scope = scopeOf(
    options,
    subjects.map((subject) => properties.filter((property) => applies(property, subject))),
  );
  const statements = subjects.map(statementOf);
  const origin = {
    ...provenance(properties, options.command, options.engines),
    files: filesOf(statements),
    ...(scope && { effort: scope }),
  };
  const whole = options.evidence ? illustrated(found, subjects, { seed: options.seed, ...origin }) : found;
  return reportOf({ results: whole, statements }, options.seed, origin);
}

/**
 * The results of such a run one at a time, so that the caller can do other things in between. Silent ones wait until another law of the subject has checked something; where none has,
 * they stay inconclusive.
 */
export function* results(
  subjects: readonly Subject[],
  properties: readonly Inquiry[],
  { recall, ...given }: CheckOptions & Pick<RunOptions, 'recall'>,
  onProgress?: ProgressListener,
): Generator<Result> {
  const pairs = subjects.flatMap((subject) =>
    heldAt(
      given.effort,
      properties.filter((property) => applies(property, subject)),
    ).map((property) => ({ subject, property })),
  );
  const options = { others: subjects, ...given };
  const explained = new Map<Subject, Explained>(subjects.map((subject) => [subject, new Map()]));
  const waiting: Result[] = [];
  let [checked, clean] = [false, true];
  let unsteady: { readonly budget?: number } = {};
  let target: Evaluator | undefined;
  let found: Property | undefined;
  for (const [done, { subject, property }] of pairs.entries()) {
    const last = pairs[done + 1]?.subject !== subject;
    if (!found || !isRepetition(property, found)) {
      onProgress?.(subject, property, done, pairs.length);
      const remembered = recall?.(subject.name, property.name) ?? [];
      const own = held(subject, property, { ...options, ...unsteady, remembered, explained: explained.get(subject)! }, () => {
        target ??= evaluatorOf(subject) as Evaluator;
        return target;
      });
      if (own.fault === 'not-deterministic') unsteady = { budget: Math.min(extentOf(given).budget, UNSTEADY_BUDGET) };
      if (!found && tellsAll(own, property, target)) found = property;
      const rest = found ? pairs.slice(done + 1).filter((pair) => pair.subject === subject && isRepetition(pair.property, found!)) : [];
      const result = found === property ? withLeftOut(own, rest.length) : own;
      waiting.push(named(expected(result, subject), subject));
      clean &&= silenced(result).verdict === 'pass' && !(decides(property) && cutShort(result));
      checked ||= !isReading(result) && !isSilent(silenced(result));
    }
    if (last && clean && subject.expect?.fail === 'all') waiting.push(unexpected(waiting.pop()!, subject.expect.because));
    if (checked) yield* waiting.splice(0).map(silenced);
    else if (last) yield* waiting.splice(0);
    if (last) [checked, clean, unsteady, target, found] = [false, true, {}, undefined, undefined];
  }
}

/** Whether an inquiry is a law that decides whether a claim is right. */
const decides = (inquiry: Inquiry): boolean => 'role' in inquiry && inquiry.role === 'decides';

/** Whether a law applies to a subject; it does if the subject fails to say, so that the failure is told. */
function applies(property: Inquiry, subject: Subject): boolean {
  try {
    return property.appliesTo(subject);
  } catch {
    return true;
  }
}

/** The result of a check. Whatever the subject does, or the law, is a result of these two. */
function held(subject: Subject, property: Inquiry, options: CheckOptions, target: () => Evaluator): Result {
  try {
    return check(subject, property, options, target());
  } catch (error) {
    const { name, law } = property;
    const told = isFault(error)
      ? { fault: error.kind, message: error.message }
      : { fault: 'throws' as const, message: `${name} threw: ${messageOf(error)}` };
    return {
      subject: subject.name,
      property: name,
      law,
      verdict: 'fail',
      ...told,
      runs: 0,
      discarded: 0,
      evaluations: { f: 0, claims: 0 },
    };
  }
}

/** What a run has found, of what, and the requirements that are asked of it. */
export interface Findings {
  readonly results: readonly Result[];
  readonly statements: readonly Statement[];
  readonly required?: readonly Required[];
}

/** The report of a run. */
export function reportOf({ results, statements, required }: Findings, seed: number, provenance: Provenance): Report {
  const origin = { ...provenance, ...(provenance.laws && { laws: occurring(provenance.laws, results) }) };
  const requirements = requirementsOf({ results, provenance: origin, subjects: statements }, required);
  return {
    version: 1,
    tool: { name: 'gradcheck', version },
    seed,
    provenance: origin,
    results,
    summary: summarize(results),
    ...(statements.length > 0 && { subjects: statements }),
    ...(requirements.length > 0 && { requirements }),
  };
}

/** The topics of those laws that have a result. */
const occurring = (laws: NonNullable<Provenance['laws']>, results: readonly Result[]): NonNullable<Provenance['laws']> => {
  const names = new Set(results.map(({ property }) => property));
  return Object.fromEntries(Object.entries(laws).filter(([name]) => names.has(name)));
};

/** Marks a failure that the subject says to expect as known; if the law holds after all, the result fails. */
function expected(result: Result, { expect }: Subject): Result {
  if (!expect || (expect.fail !== 'all' && !expect.fail.includes(result.property))) return result;
  if (result.verdict === 'fail') return { ...result, expected: expect.because };
  // What the budget has left out may be what fails.
  const isWhole = result.verdict === 'pass' && !cutShort(result);
  return !isWhole || expect.fail === 'all' ? result : unexpected(result, expect.because);
}

/** How the reason of a result begins that passes where a failure is expected. */
const EXPECTED = 'expected to fail';

/** Whether a result fails only since it passes where a failure is expected. */
export const isMended = ({ verdict, reason, fault }: Result): boolean =>
  verdict === 'fail' && fault === undefined && reason?.startsWith(EXPECTED) === true;

/** A result that passes where a failure is expected. */
const unexpected = (result: Result, because: string): Result => ({
  ...result,
  verdict: 'fail',
  reason: `${EXPECTED} (${because}) but passes: remove the expectation`,
});

const LABELLED_INPUTS = 64;

/** The names of the inputs of a subject, if they are few. */
function labelsOf(subject: Subject): readonly string[] | undefined {
  try {
    const map = asFunction(subject);
    const n = dimension(map.domain);
    return n <= LABELLED_INPUTS ? Array.from({ length: n }, (_, i) => labelOf(map, i)) : undefined;
  } catch {
    return undefined;
  }
}

/** Adds the place and the requirement of the subject, and to a failure the names of its inputs, if they are few. */
function named(result: Result, subject: Subject): Result {
  const { source, requirement } = subject;
  const inputs = result.verdict === 'fail' ? labelsOf(subject) : undefined;
  return {
    ...result,
    ...(source && { source }),
    ...(requirement !== undefined && { requirement }),
    ...(inputs && { evidence: { ...result.evidence, inputs } }),
  };
}
