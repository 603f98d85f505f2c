import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Result } from '../check/check.ts';
import { isMended } from '../report/run.ts';
import type { Arguments } from './command.ts';
import { DEFAULT_BASELINE } from './flags.ts';
import { firstLine, UsageError } from './usage-error.ts';
import { single } from './values.ts';
import { codeOf, writable, write } from './writing.ts';

/** A law that a subject is known to break, and in one line what was seen. */
interface Failure {
  readonly subject: string;
  readonly law: string;
  readonly seen: string;
}

/** Failures that are known from a file, which is reviewed and kept with the source. */
export interface Baseline {
  readonly file: string;
  readonly failures: readonly Failure[];
  /** True if the file is to hold the failures of this run. */
  readonly update: boolean;
}

const schema = z.strictObject({
  baseline: z.literal(1),
  failures: z.array(z.strictObject({ subject: z.string(), law: z.string(), seen: z.string() })),
});

/** The baseline of a command line: that of the file that is named, or of the usual one where it exists. @throws {UsageError} if the file is none. */
export function baselineOf(args: Arguments): Baseline | undefined {
  const named = single(args, 'baseline');
  const [file, update] = [named ?? DEFAULT_BASELINE, args.values.has('update-baseline')];
  if (update) writable(file);
  if (!existsSync(file)) {
    if (named !== undefined && !update) throw new UsageError(`--baseline ${file}: is not there; --update-baseline writes it`);
    return update ? { file, failures: [], update } : undefined;
  }
  return { file, failures: failuresIn(file), update };
}

function failuresIn(file: string): readonly Failure[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--baseline ${file}: cannot be read (${codeOf(error)})`);
  }
  try {
    return schema.parse(JSON.parse(text)).failures;
  } catch (error) {
    throw new UsageError(
      `--baseline ${file}: is no baseline: ${error instanceof z.ZodError ? error.issues[0]!.message : firstLine(error)}`,
    );
  }
}

/** A failure that a baseline knows, or that is about to be written into it, as one that is known. */
export function known(result: Result, baseline: Baseline | undefined): Result {
  const { subject, property, verdict, expected } = result;
  if (!baseline || verdict !== 'fail' || expected !== undefined || isMended(result)) return result;
  const { failures, file, update } = baseline;
  const isKnown = failures.some((failure) => failure.subject === subject && failure.law === property);
  return update || isKnown ? { ...result, expected: `in ${file}` } : result;
}

/** Whether a law passes of which a failure is known. What came to no verdict, or was not reached, says nothing. */
const isBetter = (results: readonly Result[], { subject, law }: Failure): boolean =>
  results.some((result) => result.subject === subject && result.property === law && result.verdict === 'pass');

/** What a baseline knows and a run shows to be mended, as "subject: law". */
export const mended = (results: readonly Result[], { failures }: Baseline): readonly string[] =>
  failures.filter((failure) => isBetter(results, failure)).map(({ subject, law }) => `${subject}: ${law}`);

/** Writes the failures of a run into the file of a baseline. Of laws that have no verdict here it keeps what it knew. */
export function record(results: readonly Result[], { file, failures }: Baseline): void {
  const now = results
    .filter(({ verdict, expected }) => verdict === 'fail' && expected === `in ${file}`)
    .map((result) => ({ subject: result.subject, law: result.property, seen: seen(result) }));
  const before = failures.filter(
    (failure) => !isBetter(results, failure) && !now.some(({ subject, law }) => subject === failure.subject && law === failure.law),
  );
  const order = (a: Failure, b: Failure): number => (a.subject === b.subject ? compared(a.law, b.law) : compared(a.subject, b.subject));
  write(file, `${JSON.stringify({ baseline: 1, failures: [...before, ...now].sort(order) }, null, 2)}\n`);
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a reviewer of a baseline is told of a failure. What is measured to be no more than its bar is 0. */
function seen({ message, wrong: [wrong] = [], reason }: Result): string {
  if (message !== undefined) return message;
  if (!wrong) return reason ?? '';
  const { label, claimed, observed, error } = wrong;
  const measured = Math.abs(observed) <= error ? 0 : observed;
  return `the slope by ${label} is claimed ${Number(claimed.toPrecision(6))}, measured ${Number(measured.toPrecision(6))}`;
}
