import { styleText } from 'node:util';
import type { Result } from '../check/check.ts';
import { isReading, type Report } from '../report/report.ts';
import { ascii } from './ascii.ts';
import { clipped, escaped, folded } from './escape.ts';
import { type Account, accounts, facts, isWrong, MARKS, totals } from './facts.ts';
import { failure, INDENT } from './failure.ts';
import { grouped } from './group.ts';
import type { Paint, Reporter, ReporterOptions } from './reporter.ts';

const terminalText = (report: Report, { color, width, verbose, ascii: plain = false }: ReporterOptions): string => {
  const paint: Paint = color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
  const subjects = accounts(report.results);
  const blocks = subjects.map(block);
  const whole = `${blocks.join('\n').trimEnd()}\n\n${totals(report, subjects, paint)}\n`;
  return plain ? ascii(whole) : whole;

  function block({ name: subject, results, standing: rank }: Account): string {
    const [mark, style] = MARKS[rank];
    const name = clipped(escaped(subject), 60);
    const room = width - 5 - [...name].length;
    const head = `${paint(style, mark)} ${paint('bold', name)}`;
    const lines =
      rank === 'wrong' ? failure(results.filter(isWrong), head, 2 + [...name].length, width, paint) : [`${head}   ${facts(results, room)}`];
    const others = results.filter((result) => !isWrong(result) && !isReading(result));
    if (rank === 'wrong' && others.length > 0) lines.push(`    otherwise   ${facts(others, width - INDENT)}`);
    lines.push(...knowns(results, width), ...unsure(results, width), ...warnings(results, width));
    if (verbose) lines.push(...results.map((result) => paint('dim', `      ${detail(result)}`)));
    return rank === 'wrong' ? `${lines.join('\n')}\n` : lines.join('\n');
  }
};

/**
 * What a person reads: every subject, the wrong ones first; failures of one subject with one cause are told once, at their most telling.
 */
export const terminal: Reporter = Object.assign(terminalText, { shares: true as const });

function unsure(results: readonly Result[], width: number): string[] {
  const open = grouped(
    results.filter(({ verdict }) => verdict === 'inconclusive'),
    ({ reason }) => reason ?? 'no reason given',
  );
  return [...open].flatMap(([reason, of]) => row('undecided', `${names(of)}: ${clipped(escaped(reason), 300)}`, width));
}

function knowns(results: readonly Result[], width: number): string[] {
  const known = grouped(
    results.filter(({ expected }) => expected !== undefined),
    ({ expected }) => expected!,
  );
  return [...known].flatMap(([because, of]) => row('known', `${names(of)}: ${clipped(escaped(because), 300)}`, width));
}

const warnings = (results: readonly Result[], width: number): string[] =>
  [...new Set(results.flatMap(warned))].flatMap((warning) => row('warning', clipped(escaped(warning), 300), width));

const row = (name: string, text: string, width: number): string[] =>
  folded(text, width - INDENT).map((line, i) => `    ${(i === 0 ? name : '').padEnd(11)} ${line}`);

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
