import { setImmediate } from 'node:timers/promises';
import type { Result } from '../check/check.ts';
import type { Inquiry } from '../law/reading.ts';
import { illustrated } from '../report/evidence/index.ts';
import { provenance } from '../report/provenance.ts';
import type { Report } from '../report/report.ts';
import { reportOf, results } from '../report/run.ts';
import type { Subject } from '../subject/kind.ts';
import { progress } from './progress.ts';

/** The report of a run, and whether the run was interrupted. */
export interface SessionResult {
  readonly report: Report;
  readonly interrupted: boolean;
}

/**
 * Checks all subjects, one result after another, and shows progress, until all is done or the process is interrupted (SIGINT). `replay`
 * makes the command that shows a failing result again.
 */
export async function session(
  subjects: readonly Subject[],
  properties: readonly Inquiry[],
  options: Parameters<typeof results>[2] & { readonly command: string; readonly evidence?: boolean },
  replay: (result: Result) => string,
): Promise<SessionResult> {
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.on('SIGINT', interrupt);
  const line = progress();
  const done: Result[] = [];
  const onProgress = (subject: Subject, property: Inquiry, i: number, all: number): void => line.show(subject.name, property.name, i, all);
  for (const result of results(subjects, properties, options, onProgress)) {
    done.push(result.verdict === 'fail' ? { ...result, replay: replay(result) } : result);
    await setImmediate();
    if (interrupted) break;
  }
  process.off('SIGINT', interrupt);
  const draws = options.evidence && !interrupted;
  if (draws) line.tell('measuring what the pictures need');
  const origin = provenance(properties, options.command);
  const complete = draws ? illustrated(done, subjects, { seed: options.seed, ...origin }) : done;
  line.clear();
  return { report: reportOf(complete, options.seed, origin), interrupted };
}

/**
 * The exit status: 130 if the run was interrupted, 1 if something failed that is not known to fail or, with `strict`, stayed inconclusive,
 * else 0.
 */
export const statusOf = ({ report: { summary }, interrupted }: SessionResult, strict: boolean): number =>
  interrupted ? 130 : summary.fail > 0 || (strict && summary.inconclusive > 0) ? 1 : 0;
