import type { Result } from '../check/check.ts';
import type { Report } from './report.ts';
import { standingOf, standings } from './standing.ts';

/** A claim that is established to fewer digits than before, by more than so many, is told. */
export const DIGITS_LOST = 1;
/** A check that takes more than so many times the evaluations of before is told. */
export const DEARER_BY = 2;
/** So many evaluations more in 100 samples do not matter. */
const NEGLIGIBLE_COST = 1000;

/** What became of one subject under one law. */
export type ChangeKind = 'broke' | 'undecided' | 'fewer-digits' | 'dearer' | 'known' | 'better' | 'new' | 'gone';

/** The kinds of change, the worst first, and whether each is a regression. */
export const kinds: Readonly<Record<ChangeKind, { readonly regression: boolean; readonly title: string }>> = {
  broke: { regression: true, title: 'broke' },
  undecided: { regression: true, title: 'held, and is no longer decided' },
  'fewer-digits': { regression: true, title: `holds to more than ${DIGITS_LOST} digit less` },
  dearer: { regression: true, title: `takes more than ${DEARER_BY} times the evaluations` },
  known: { regression: false, title: 'fails, as is known now' },
  better: { regression: false, title: 'is better' },
  new: { regression: false, title: 'is new' },
  gone: { regression: false, title: 'is gone' },
};

export interface Change {
  readonly kind: ChangeKind;
  readonly subject: string;
  readonly property: string;
  /** What was, and what is, in a few words. */
  readonly from?: string;
  readonly to?: string;
  /** The later result, or, of what is gone, the earlier one. */
  readonly result: Result;
}

/** All changes, and how two runs differ in what they were asked. */
export interface Changes {
  readonly changes: readonly Change[];
  /** Checks that both runs have. */
  readonly common: number;
  readonly notes: readonly string[];
}

/**
 * What changed from one report to a later one, law by law. What fails and did not, whether it held before or was not there, is broken;
 * what fails as is known breaks nothing. Digits are compared at their worst if both runs took the same samples, else in the median.
 */
export function changes(before: Report, after: Report): Changes {
  const [old, now] = [judged(before), judged(after)];
  const same = before.seed === after.seed;
  const found = [...now].flatMap(([key, result]): readonly Change[] => {
    const earlier = old.get(key);
    const { subject, property } = result;
    return earlier ? changesOf(earlier, result, same) : [{ ...arrived(result), subject, property, result }];
  });
  const gone = [...old].flatMap(([key, result]): readonly Change[] => {
    const { subject, property } = result;
    return now.has(key) ? [] : [{ kind: 'gone', subject, property, from: standings[standingOf(result)].law, result }];
  });
  const order = Object.keys(kinds) as ChangeKind[];
  const all = [...found, ...gone];
  return {
    changes: order.flatMap((kind) => all.filter((change) => change.kind === kind)),
    common: [...now.keys()].filter((key) => old.has(key)).length,
    notes: [
      ...(same ? [] : [`the seeds differ (${before.seed}, then ${after.seed}): digits are compared in the median`]),
      ...(before.tool.version === after.tool.version ? [] : [`gradcheck ${before.tool.version}, then ${after.tool.version}`]),
    ],
  };
}

/** Whether one of the changes is for the worse. */
export const regressed = ({ changes: all }: Changes): boolean => all.some(({ kind }) => kinds[kind].regression);

const judged = ({ results }: Report): ReadonlyMap<string, Result> =>
  new Map(results.map((result) => [JSON.stringify([result.subject, result.property]), result]));

const arrived = (result: Result): { readonly kind: ChangeKind; readonly to: string } => ({
  kind: standingOf(result) === 'wrong' ? 'broke' : 'new',
  to: `${standings[standingOf(result)].law}, and was not there`,
});

function changesOf(before: Result, result: Result, same: boolean): readonly Change[] {
  const { subject, property } = result;
  const [was, is] = [standingOf(before), standingOf(result)];
  const change = (kind: ChangeKind, from: string, to: string): Change => ({ kind, subject, property, from, to, result });
  const turn = (kind: ChangeKind): readonly Change[] => [change(kind, standings[was].law, standings[is].law)];
  if (was !== is) {
    if (is === 'wrong') return turn('broke');
    if (is === 'known') return turn('known');
    return turn(was === 'right' ? 'undecided' : 'better');
  }
  if (is !== 'right') return [];
  const of = ({ digits }: Result): number | undefined => (same && before.runs === result.runs ? digits?.worst : digits?.median);
  const [then, today] = [of(before), of(result)];
  const digits = (n: number): string => `${n.toFixed(1)} digits`;
  const lost = then !== undefined && today !== undefined && then - today > DIGITS_LOST;
  const [spent, spends] = [cost(before), cost(result)];
  const dearer = spends > DEARER_BY * spent && spends - spent > NEGLIGIBLE_COST;
  return [
    ...(lost ? [change('fewer-digits', digits(then), digits(today))] : []),
    ...(dearer ? [change('dearer', `${spent} evaluations in 100 samples`, String(spends))] : []),
  ];
}

/** Evaluations in 100 samples, so that runs of different lengths can be compared. */
const cost = ({ evaluations, runs }: Result): number => Math.round((100 * (evaluations.f + evaluations.claims)) / Math.max(runs, 1));
