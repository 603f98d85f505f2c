import { setImmediate } from 'node:timers/promises';
import type { Result } from '../check/check.ts';
import type { Inquiry } from '../law/reading.ts';
import { provenance } from '../report/provenance.ts';
import type { Report } from '../report/report.ts';
import { reportOf, results } from '../report/run.ts';
import type { Subject } from '../subject/kind.ts';
import { interruption } from './interruption.ts';
import { progress } from './progress.ts';

/** The report of a run, and by what signal the run was interrupted. */
export interface SessionResult {
  readonly report: Report;
  /** The exit status of what a signal ended, if one did. */
  readonly interrupted: number | undefined;
}

/**
 * Checks all subjects, one result after another, and shows progress, until all is done or the process is interrupted (SIGINT, SIGTERM). `replay`
 * makes the command that shows a failing result again.
 */
export async function session(
  subjects: readonly Subject[],
  properties: readonly Inquiry[],
  options: Parameters<typeof results>[2] & { readonly command: string },
  replay: (result: Result) => string,
): Promise<SessionResult> {
  const signals = interruption(() => {});
  const line = progress();
  const done: Result[] = [];
  const onProgress = (subject: Subject, property: Inquiry, i: number, all: number): void => line.show(subject.name, property.name, i, all);
  for (const result of results(subjects, properties, options, onProgress)) {
    done.push(result.verdict === 'fail' ? { ...result, replay: replay(result) } : result);
    await setImmediate();
    if (signals.status !== undefined) break;
  }
  signals.ignore();
  line.clear();
  return { report: reportOf(done, options.seed, provenance(properties, options.command)), interrupted: signals.status };
}

/**
 * The exit status: 130 or 143 if the run was interrupted, 1 if something failed that is not known to fail or, with `strict`, stayed inconclusive,
 * else 0.
 */
export const statusOf = ({ report: { summary }, interrupted }: SessionResult, strict: boolean): number =>
  interrupted ?? (summary.fail > 0 || (strict && summary.inconclusive > 0) ? 1 : 0);
