import { styleText } from 'node:util';
import type { Result } from '../check.ts';
import { isReading, type Report } from '../report.ts';
import { clipped, escaped } from './escape.ts';
import { failure } from './failure.ts';
import { counted, plural } from './figure.ts';
import { grouped } from './group.ts';
import type { Paint, Reporter } from './reporter.ts';
import { telling } from './telling.ts';

const MARKS = { wrong: ['✗', 'red'], unsure: ['?', 'yellow'], known: ['~', 'cyan'], right: ['✓', 'green'] } as const;
type Standing = keyof typeof MARKS;
const worstFirst = Object.keys(MARKS) as Standing[];

/**
 * What a person reads: every subject, the wrong ones first; failures of one subject with one cause are told once, at their most telling.
 */
export const terminal: Reporter = (report, { color, width, verbose }) => {
  const paint: Paint = color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
  const subjects = [...grouped(report.results, ({ subject }) => subject).values()].map((results) => ({
    results,
    standing: standing(results),
  }));
  const blocks = worstFirst.flatMap((rank) => subjects.filter((s) => s.standing === rank).map(({ results }) => block(results, rank)));
  return `${blocks.join('\n').trimEnd()}\n\n${last(report, subjects, paint)}\n`;

  function block(results: readonly Result[], rank: Standing): string {
    const [mark, style] = MARKS[rank];
    const name = clipped(escaped(results[0]!.subject), 60);
    const head = `${paint(style, mark)} ${paint('bold', name)}`;
    const lines =
      rank === 'wrong' ? failure(results.filter(isWrong), head, 2 + [...name].length, width, paint) : [`${head}   ${facts(results)}`];
    const others = results.filter((result) => !isWrong(result) && !isReading(result));
    if (rank === 'wrong' && others.length > 0) lines.push(`    otherwise   ${facts(others)}`);
    lines.push(...knowns(results), ...unsure(results), ...warnings(results));
    if (verbose) lines.push(...results.map((result) => paint('dim', `      ${detail(result)}`)));
    return rank === 'wrong' ? `${lines.join('\n')}\n` : lines.join('\n');
  }
};

const isWrong = ({ verdict, expected }: Result): boolean => verdict === 'fail' && expected === undefined;

function standing(results: readonly Result[]): Standing {
  if (results.some(isWrong)) return 'wrong';
  if (results.some(({ verdict }) => verdict === 'inconclusive')) return 'unsure';
  return results.some(({ expected }) => expected !== undefined) ? 'known' : 'right';
}

/** Laws and cost of what passed, and the digits that the most telling law establishes: the others measure signs and orders as well. */
function facts(all: readonly Result[]): string {
  const results = all.filter((result) => !isReading(result));
  if (results.length === 0) return plural(all.length, 'reading');
  const passed = results.filter(({ verdict }) => verdict === 'pass');
  const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
  const most = Math.min(...passed.map(({ property }) => telling(property)));
  const digits = passed.flatMap((result) => (result.digits && telling(result.property) === most ? [result.digits.worst] : []));
  const runs = new Set(passed.map((result) => result.runs));
  const points = runs.size === 1 ? ` × ${plural([...runs][0]!, 'point')}` : '';
  return [
    ...(digits.length ? [`${Math.min(...digits).toFixed(1)} digits`] : []),
    passed.length === results.length
      ? plural(passed.length, 'law') + points
      : `${counted(passed.length)} of ${plural(results.length, 'law')} hold`,
    `${counted(sum(({ evaluations }) => evaluations.f))} f + ${counted(sum(({ evaluations }) => evaluations.claims))} derivatives`,
  ].join('   ');
}

function unsure(results: readonly Result[]): string[] {
  const open = grouped(
    results.filter(({ verdict }) => verdict === 'inconclusive'),
    ({ reason }) => reason ?? 'no reason given',
  );
  return [...open].map(([reason, of]) => `    undecided   ${names(of)}: ${clipped(escaped(reason), 300)}`);
}

function knowns(results: readonly Result[]): string[] {
  const known = grouped(
    results.filter(({ expected }) => expected !== undefined),
    ({ expected }) => expected!,
  );
  return [...known].map(([because, of]) => `    known       ${names(of)}: ${clipped(escaped(because), 300)}`);
}

const warnings = (results: readonly Result[]): string[] =>
  [...new Set(results.flatMap(warned))].map((warning) => `    warning     ${clipped(escaped(warning), 300)}`);

const warned = (result: Result): readonly string[] =>
  (result.warnings ?? []).map((warning) => (isReading(result) ? `${result.property}: ${warning}` : warning));

const names = (results: readonly Result[]): string => results.map(({ property }) => escaped(property)).join(', ');

function detail(result: Result): string {
  const { property, verdict, digits, law, runs, discarded, evidence } = result;
  if (isReading(result)) {
    const { summary = '' } = evidence!.reading as { readonly summary?: unknown };
    return [escaped(property).padEnd(32), 'reading'.padEnd(12), clipped(escaped(String(summary)), 300)].join(' ').trimEnd();
  }
  const worth = digits ? `${digits.worst.toFixed(1)} digits (median ${digits.median.toFixed(1)})` : '';
  return [
    escaped(property).padEnd(32),
    verdict.padEnd(12),
    worth.padEnd(28),
    `${runs} points${discarded ? `, ${discarded} discarded` : ''}`.padEnd(26),
    escaped(law),
  ].join(' ');
}

function last({ results, seed }: Report, subjects: readonly { readonly standing: Standing }[], paint: Paint): string {
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
