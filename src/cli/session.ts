import type { Result } from '../check/check.ts';
import { nothing } from '../report/memory.ts';
import type { Report } from '../report/report.ts';
import { interruption } from './interruption.ts';
import { rejectedResult } from './load.ts';
import type { Listed, Manifest, Settings, Source } from './pool/crew.ts';
import { crewOf } from './pool/pool.ts';
import type { PoolOptions } from './pool/staff.ts';
import { progress } from './progress.ts';
import type { RequirementsFile } from './requirements-file.ts';

/** Subjects, and the laws to which they are held. */
export interface Round {
  readonly subjects: readonly Listed[];
  readonly laws: readonly string[];
  readonly hunting: boolean;
}

/** What came of a session. */
export interface SessionResult {
  readonly manifest: Manifest;
  /** The results of each round, in the order of its subjects; of a round that was not begun, none. */
  readonly results: readonly (readonly Result[])[];
  /** The exit status of what a signal ended, if one did. */
  readonly interrupted: number | undefined;
}

/** What is checked in a session, and how. */
export interface SessionPlan extends PoolOptions, Pick<Settings, 'seed' | 'runs' | 'effort' | 'path' | 'budget'> {
  readonly source: Source;
  readonly rounds: (manifest: Manifest) => readonly Round[];
}

/** Checks subjects in rounds, and shows progress, until all is done or the process is interrupted (SIGINT, SIGTERM). */
export async function session({ source, rounds, seed, runs, effort, path, budget, ...options }: SessionPlan): Promise<SessionResult> {
  const crew = crewOf(options);
  const signals = interruption(() => crew.stop());
  const line = progress();
  const results: (readonly Result[])[] = [];
  try {
    const manifest = await crew.load(source);
    for (const { subjects, laws, hunting } of signals.status === undefined ? rounds(manifest) : []) {
      const found = new Map<string, Result[]>(subjects.map(({ name }) => [name, []]));
      const given = { seed, runs, ...(effort && { effort }), ...(path !== undefined && { path }), ...(budget !== undefined && { budget }) };
      const names = subjects.map(({ name }) => name);
      const rejected: Result[] = [];
      let done = 0;
      if (signals.status === undefined)
        await crew.check(
          subjects,
          { ...given, strictReadings: false, hunting, laws, subjects: names, memory: nothing },
          {
            law: ({ name }, law) => line.show(name, law, done, subjects.length),
            result: ({ name }, result) => void found.get(name)!.push(result),
            rejected: (rejection) => void rejected.push(rejectedResult(rejection)),
            done: () => void done++,
          },
        );
      results.push([...[...found.values()].flat(), ...rejected]);
    }
    return { manifest, results, interrupted: signals.status };
  } finally {
    signals.ignore();
    line.clear();
    crew.stop();
  }
}

/** What is asked of a run beside that nothing fails: that nothing stays inconclusive, and that each of some requirements is verified. */
export interface Demands {
  readonly strict: boolean;
  readonly requirements?: RequirementsFile | undefined;
}

/**
 * The exit status: 130 or 143 if the run was interrupted, 1 if something failed that is not known to fail or, with `strict`, stayed inconclusive, if fewer digits are
 * established than a subject requires, or one of the requirements is not verified, else 0.
 */
export function statusOf(
  { report: { summary, requirements = [] }, interrupted }: { readonly report: Report; readonly interrupted: number | undefined },
  { strict, requirements: asked }: Demands,
): number {
  const unmet = requirements.some(({ outcome }) => outcome === 'below' || (asked && outcome !== 'verified'));
  return interrupted ?? (summary.fail > 0 || (strict && summary.inconclusive > 0) || unmet ? 1 : 0);
}
