import type { Result } from '../check/check.ts';
import type { Report } from './report.ts';
import { standingOf, standings } from './standing.ts';

/** A law that holds to fewer digits than before, by more than so many, is a change. */
export const DIGITS_LOST = 1;
/** A check that takes more evaluations than before, by more than this factor, is a change. */
export const DEARER_BY = 2;
/** A check is not called dearer if it takes at most so many evaluations more in 100 samples. */
const NEGLIGIBLE_COST = 1000;

/** How the result of one law for one subject differs from the earlier one. */
export type ChangeKind = 'broke' | 'undecided' | 'fewer-digits' | 'dearer' | 'known' | 'better' | 'new' | 'gone';

/** The kinds of change, the worst first, with a title for lists; a regression is a change for the worse. */
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
  /** The earlier and the later state in a few words. A check that is new has no earlier one, one that is gone no later one. */
  readonly from?: string;
  readonly to?: string;
  /** The later result; of a check that is gone, the earlier one. */
  readonly result: Result;
}

/** The differences between two reports. */
export interface Changes {
  readonly changes: readonly Change[];
  /** The number of checks that both reports have. */
  readonly common: number;
  readonly notes: readonly string[];
}

/**
 * The differences between two reports, law by law. A failure is a regression whether the law held before or is new; a failure that the
 * subject says to expect is not. If both runs took the same samples, digits are compared at the worst sample, else in the median.
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

/** Whether a change is for the worse. */
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
