import { type CheckOptions, check, type Result } from '../check/check.ts';
import type { Explained } from '../explain/explanation.ts';
import type { Sample } from '../law/property.ts';
import type { Inquiry } from '../law/reading.ts';
import { dimension } from '../math/domain.ts';
import { asFunction, type Subject } from '../subject/kind.ts';
import { labelOf } from '../subject/subject.ts';
import { illustrated } from './evidence/index.ts';
import { provenance } from './provenance.ts';
import { type Provenance, type Report, summarize } from './report.ts';
import { version } from './version.ts';

export interface RunOptions extends CheckOptions {
  /** How the run was started, for the report. */
  readonly command?: string;
  /** Versions of the engines whose derivatives are checked. */
  readonly engines?: Readonly<Record<string, string>>;
  /** The samples at which a law is remembered to have failed. */
  readonly recall?: (subject: string, property: string) => readonly Sample[];
  /** Adds to the results what reporters that draw need. */
  readonly evidence?: boolean;
}

/** Told before each check: what comes, and how many are done of how many. */
export type ProgressListener = (subject: Subject, property: Inquiry, done: number, all: number) => void;

/** Every subject held to every property that applies to it; the same seed gives the same report, apart from its date. */
export function run(
  subjects: readonly Subject[],
  properties: readonly Inquiry[],
  options: RunOptions,
  onProgress?: ProgressListener,
): Report {
  const found = [...results(subjects, properties, options, onProgress)];
  const origin = provenance(properties, options.command, options.engines);
  return reportOf(options.evidence ? illustrated(found, subjects, { seed: options.seed, ...origin }) : found, options.seed, origin);
}

/** The same, one result at a time, for a caller that has other things to do in between. */
export function* results(
  subjects: readonly Subject[],
  properties: readonly Inquiry[],
  { seed, runs, path, budget, strictReadings = false, hunting = true, brief = false, recall }: CheckOptions & Pick<RunOptions, 'recall'>,
  onProgress?: ProgressListener,
): Generator<Result> {
  const pairs = subjects.flatMap((subject) =>
    properties.filter((property) => property.appliesTo(subject)).map((property) => ({ subject, property })),
  );
  const options = {
    seed,
    runs,
    ...(path !== undefined && { path }),
    ...(budget !== undefined && { budget }),
    strictReadings,
    hunting,
    brief,
    others: subjects,
  };
  const explained = new Map<Subject, Explained>(subjects.map((subject) => [subject, new Map()]));
  for (const [done, { subject, property }] of pairs.entries()) {
    onProgress?.(subject, property, done, pairs.length);
    const remembered = recall?.(subject.name, property.name) ?? [];
    yield named(expected(check(subject, property, { ...options, remembered, explained: explained.get(subject)! }), subject), subject);
  }
}

/** What the results of a run amount to. */
export const reportOf = (results: readonly Result[], seed: number, provenance: Provenance): Report => ({
  version: 1,
  tool: { name: 'gradcheck', version },
  seed,
  provenance: { ...provenance, ...(provenance.laws && { laws: occurring(provenance.laws, results) }) },
  results,
  summary: summarize(results),
});

/** Of what a run knows about its laws, what concerns the results. */
const occurring = (laws: NonNullable<Provenance['laws']>, results: readonly Result[]): NonNullable<Provenance['laws']> => {
  const names = new Set(results.map(({ property }) => property));
  return Object.fromEntries(Object.entries(laws).filter(([name]) => names.has(name)));
};

/** A known failure is marked as one; where it is mended, the expectation fails. */
function expected(result: Result, { expect }: Subject): Result {
  if (!expect?.fail.includes(result.property)) return result;
  if (result.verdict === 'fail') return { ...result, expected: expect.because };
  if (result.verdict === 'inconclusive') return result;
  return { ...result, verdict: 'fail', reason: `expected to fail (${expect.because}) but passes: remove the expectation` };
}

const LABELLED_INPUTS = 64;

/** Says where the subject is written and, for few inputs, what they are called. */
function named(result: Result, subject: Subject): Result {
  const { source, requirement } = subject;
  const map = asFunction(subject);
  const n = dimension(map.domain);
  const inputs = result.verdict === 'fail' && n <= LABELLED_INPUTS ? Array.from({ length: n }, (_, i) => labelOf(map, i)) : undefined;
  return {
    ...result,
    ...(source && { source }),
    ...(requirement !== undefined && { requirement }),
    ...(inputs && { evidence: { ...result.evidence, inputs } }),
  };
}
