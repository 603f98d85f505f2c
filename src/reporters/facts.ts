import type { Result } from '../check/check.ts';
import { cutShort } from '../check/result.ts';
import { controls, isReading, isSilent, type Report } from '../report/report.ts';
import type { Standing } from '../report/standing.ts';
import { type Account, tally } from './account.ts';
import { NARROW } from './escape.ts';
import { counted, plural } from './figure.ts';
import type { Paint } from './reporter.ts';

/** The colour of each standing in a terminal. */
export const colors = { wrong: 'red', unsure: 'yellow', known: 'cyan', right: 'green' } as const satisfies Record<Standing, string>;

/** Digits, laws and cost of the results that pass and are not silent, in one line. If `room` is narrow, the parts that fit into so many columns. */
export function facts(all: readonly Result[], digits: number | undefined, room: number): string {
  const results = all.filter((result) => !isReading(result) && !isSilent(result));
  if (results.length === 0) return plural(all.length, 'reading');
  const passed = results.filter(({ verdict }) => verdict === 'pass');
  const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
  const runs = new Set(passed.map((result) => result.runs - (result.fixed?.samples ?? 0)));
  const fixed = passed.find((result) => result.fixed)?.fixed;
  const short = passed.flatMap((result) => cutShort(result) ?? []).sort((a, b) => a.seen - b.seen)[0];
  const points = short
    ? ` at as few as ${short.seen} of ${plural(short.asked, 'point')}`
    : runs.size === 1
      ? ` × ${plural([...runs][0]!, 'point')}`
      : '';
  const parts = [
    ...(digits === undefined ? [] : [agreement(digits)]),
    ...(passed.length === 0 ? [] : [plural(passed.length, 'law') + points]),
    ...(fixed ? [plural(fixed.points, 'fixed point')] : []),
    `${counted(sum(({ evaluations }) => evaluations.f))} f + ${counted(sum(({ evaluations }) => evaluations.claims))} derivatives`,
  ];
  const narrow = room < NARROW;
  while (narrow && parts.length > 1 && parts.join('   ').length > room) parts.pop();
  return parts.join('   ');
}

/** How far a claim agrees with what is measured, at the worst point. */
export const agreement = (digits: number): string =>
  Number.isFinite(digits) ? `agrees to ${plural(Math.max(Math.floor(digits), 0), 'digit')}` : 'agrees to the last digit';

/** The last line of a report: the number of subjects by standing. */
export function totals({ results, seed }: Report, subjects: readonly Account[], paint: Paint): string {
  const counts = tally(subjects);
  const part = (standing: Standing, word: string): string => {
    const text = `${counted(counts[standing])} ${word}`;
    return counts[standing] > 0 ? paint(colors[standing], text) : text;
  };
  return [
    part('wrong', 'wrong'),
    part('right', 'right'),
    part('unsure', 'inconclusive'),
    ...(counts.known > 0 ? [part('known', 'with known failures')] : []),
    plural(results.length, 'check'),
    ...control(results, paint),
    `seed ${seed}`,
  ].join(' · ');
}

/** What became of the mistakes that were planted into claims which had passed. */
function control(results: readonly Result[], paint: Paint): readonly string[] {
  const { planted, caught } = controls(results);
  if (planted === 0) return [];
  return caught === planted ? ['control: caught'] : [paint('yellow', `control: caught in ${counted(caught)} of ${counted(planted)}`)];
}
