import type { Result } from '../check/check.ts';
import { isReading, type Report } from '../report/report.ts';
import { NARROW } from './escape.ts';
import { counted, plural } from './figure.ts';
import { grouped } from './group.ts';
import type { Paint } from './reporter.ts';
import { type Standing, standing, standingOf, worstFirst } from './standing.ts';
import { telling } from './telling.ts';

export const MARKS = {
  wrong: ['✗', 'red'],
  unsure: ['?', 'yellow'],
  known: ['~', 'cyan'],
  right: ['✓', 'green'],
} as const satisfies Record<Standing, readonly [string, string]>;

/** A subject and all its results. */
export interface Account {
  readonly name: string;
  readonly standing: Standing;
  readonly results: readonly Result[];
}

/** The subjects of a report, the wrong ones first. */
export function accounts(results: readonly Result[]): readonly Account[] {
  const all = [...grouped(results, ({ subject }) => subject)].map(([name, of]): Account => ({ name, standing: standing(of), results: of }));
  return worstFirst.flatMap((rank) => all.filter((account) => account.standing === rank));
}

/** Whether it makes a run red. */
export const isWrong = (result: Result): boolean => standingOf(result) === 'wrong';

/** Laws and cost of what passed, and the digits that the most telling law establishes: the others measure signs and orders as well. In a narrow terminal as much of it as there is room for. */
export function facts(all: readonly Result[], room: number): string {
  const results = all.filter((result) => !isReading(result));
  if (results.length === 0) return plural(all.length, 'reading');
  const passed = results.filter(({ verdict }) => verdict === 'pass');
  const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
  const most = Math.min(...passed.map(({ property }) => telling(property)));
  const digits = passed.flatMap((result) => (result.digits && telling(result.property) === most ? [result.digits.worst] : []));
  const runs = new Set(passed.map((result) => result.runs));
  const points = runs.size === 1 ? ` × ${plural([...runs][0]!, 'point')}` : '';
  const parts = [
    ...(digits.length ? [`${Math.min(...digits).toFixed(1)} digits`] : []),
    passed.length === results.length
      ? plural(passed.length, 'law') + points
      : `${counted(passed.length)} of ${plural(results.length, 'law')} hold`,
    `${counted(sum(({ evaluations }) => evaluations.f))} f + ${counted(sum(({ evaluations }) => evaluations.claims))} derivatives`,
  ];
  const narrow = room < NARROW;
  while (narrow && parts.length > 1 && parts.join('   ').length > room) parts.pop();
  return parts.join('   ');
}

/** The last line of a report: how many subjects stand how. */
export function totals({ results, seed }: Report, subjects: readonly Account[], paint: Paint): string {
  const of = (rank: Standing): number => subjects.filter((subject) => subject.standing === rank).length;
  const part = (rank: Standing, word: string): string => {
    const text = `${counted(of(rank))} ${word}`;
    return of(rank) ? paint(MARKS[rank][1], text) : text;
  };
  return [
    part('wrong', 'wrong'),
    part('right', 'right'),
    part('unsure', 'inconclusive'),
    ...(of('known') ? [part('known', 'with known failures')] : []),
    plural(results.filter((result) => !isReading(result)).length, 'check'),
    `seed ${seed}`,
  ].join(' · ');
}
