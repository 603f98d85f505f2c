import type { Result } from '../check/check.ts';
import { established } from './established.ts';
import { grouped } from './group.ts';
import type { Report } from './report.ts';
import type { Outcome, Required, Requirement } from './requirement.ts';
import { type Standing, worstStanding } from './standing.ts';

const OUTCOME: Readonly<Record<Standing, Outcome>> = { wrong: 'failed', unsure: 'undecided', known: 'known', right: 'verified' };

/**
 * What a run says of each requirement: of those in a list, and of those that its subjects name or set. A subject without an id that requires digits has its name for one. A requirement is
 * verified if all subjects with its id are right, and their claims established to the digits that the list and the subjects require.
 */
export function requirementsOf(
  { results, provenance, subjects = [] }: Pick<Report, 'results' | 'provenance' | 'subjects'>,
  list: readonly Required[] = [],
): readonly Requirement[] {
  const bySubject = grouped(results, ({ subject }) => subject);
  const having = grouped(
    subjects.filter(({ requirement, requires }) => requirement !== undefined || requires),
    ({ name, requirement = name }) => requirement,
  );
  const named = [...having.keys()].filter((id) => !list.some((one) => one.id === id)).map((id): Required => ({ id }));
  return [...list, ...named].map((required): Requirement => {
    const own = having.get(required.id) ?? [];
    const least = Math.max(required.digits ?? 0, ...own.map(({ requires }) => requires?.digits ?? 0));
    const held = own.map(({ name }): readonly Result[] => bySubject.get(name) ?? []);
    const found = held.map((of) => Math.max(established(of, provenance) ?? 0, exactly(of) ?? 0));
    const digits = found.length > 0 ? Math.min(...found) : undefined;
    const outcome = outcomeOf(held, digits! < least);
    return {
      ...required,
      ...(least > 0 && { digits: least }),
      outcome,
      subjects: own.map(({ name }) => name),
      ...(digits !== undefined && ['verified', 'below'].includes(outcome) && { established: digits }),
    };
  });
}

/** What became of a requirement, from the results of each of its subjects. A pass that would have been one with the sign of the claim flipped decides nothing. */
function outcomeOf(held: readonly (readonly Result[])[], below: boolean): Outcome {
  if (held.length === 0 || held.some((of) => of.length === 0)) return 'missing';
  const outcome = OUTCOME[worstStanding(held.flat())];
  if (outcome !== 'verified') return outcome;
  if (held.flat().some(({ control }) => control === 'missed')) return 'undecided';
  return below ? 'below' : 'verified';
}

/** Digits to which exact arithmetic finds the claims right as they are computed, where it decides. */
function exactly(results: readonly Result[]): number | undefined {
  const digits = results.flatMap(({ verdict, exact }) => (verdict === 'pass' && exact ? [exact.doubles.worst] : []));
  return digits.length > 0 ? Math.min(...digits) : undefined;
}
