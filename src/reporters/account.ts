import type { Result } from '../check/check.ts';
import { established } from '../report/established.ts';
import { grouped } from '../report/group.ts';
import type { Report } from '../report/report.ts';
import { type Standing, standingOf, worstFirst, worstStanding } from '../report/standing.ts';
import { type Cause, causes, clearestFirst } from './cause.ts';

/** A subject and what was found about it. */
export interface Account {
  readonly name: string;
  readonly standing: Standing;
  readonly results: readonly Result[];
  /** The failing results: failures that are not known before known ones, and of either the clearest first. */
  readonly failing: readonly Result[];
  /** The failures that are not known, by their causes. */
  readonly causes: readonly Cause[];
  /** Digits to which the most telling law that holds is established; undefined if no law counts digits. */
  readonly digits: number | undefined;
}

/** The subjects of a report, the worst first. */
export function accounts({ results, provenance }: Pick<Report, 'results' | 'provenance'>): readonly Account[] {
  const clearest = clearestFirst(provenance);
  const all = [...grouped(results, ({ subject }) => subject)].map(
    ([name, of]): Account => ({
      name,
      standing: worstStanding(of),
      results: of,
      failing: of.filter(({ verdict }) => verdict === 'fail').sort((a, b) => Number(isWrong(b)) - Number(isWrong(a)) || clearest(a, b)),
      causes: causes(of.filter(isWrong), provenance),
      digits: established(of, provenance),
    }),
  );
  return worstFirst.flatMap((standing) => all.filter((account) => account.standing === standing));
}

/** Whether this result makes a run red. */
export const isWrong = (result: Result): boolean => standingOf(result) === 'wrong';

/** The number of subjects by standing. */
export function tally(all: readonly Account[]): Readonly<Record<Standing, number>> {
  const counts = { wrong: 0, unsure: 0, known: 0, right: 0 };
  for (const { standing } of all) counts[standing]++;
  return counts;
}

/** Why a result is undecided, or silent. */
export const reasonOf = ({ reason }: Result): string => reason ?? 'no reason given';

/** What a reading found, in one line. */
export function readingOf({ evidence }: Result): string | undefined {
  const { summary } = (evidence?.reading ?? {}) as { readonly summary?: unknown };
  return typeof summary === 'string' ? summary : undefined;
}
