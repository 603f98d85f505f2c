import { styleText } from 'node:util';
import type { Result } from '../check/check.ts';
import { grouped } from '../report/group.ts';
import { isReading, isSilent, type Report } from '../report/report.ts';
import { standings } from '../report/standing.ts';
import { type Account, accounts, isWrong, readingOf, reasonOf } from './account.ts';
import { ascii } from './ascii.ts';
import { escaped, folded, NARROW, shortened, subjectName } from './escape.ts';
import { exactLines } from './exactness.ts';
import { colors, facts, totals } from './facts.ts';
import { failure, type Head, INDENT } from './failure.ts';
import type { Paint, Reporter, ReporterOptions } from './reporter.ts';
import { requirementLines } from './requirement.ts';
import { scopeLine } from './scope.ts';
import { undecided } from './undecided.ts';

/** The longest text beside a subject, in characters. */
const TEXT = 300;

const terminalText = (report: Report, { color, width, verbose, ascii: plain = false }: ReporterOptions): string => {
  const paint: Paint = color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
  const subjects = accounts(report);
  const blocks = subjects.map(block);
  const scope = scopeLine(report);
  const last = [
    totals(report, subjects, paint),
    ...requirementLines(report, width, paint),
    ...(scope === undefined ? [] : folded(scope, width)),
    ...notes(report).flatMap((note) => folded(note, width)),
  ];
  const whole = `${blocks.join('\n').trimEnd()}\n\n${last.join('\n')}\n`;
  return plain ? ascii(whole) : whole;

  function block({ name: subject, results, standing, causes, digits }: Account): string {
    const name = subjectName(subject);
    const head = { text: `${paint(colors[standing], standings[standing].mark)} ${paint('bold', name)}`, columns: 2 + [...name].length };
    const lines =
      standing === 'wrong'
        ? failure(causes, head, width, paint)
        : standing === 'unsure'
          ? beside(head, undecided(results, report), width)
          : [`${head.text}   ${facts(results, standing === 'known' ? undefined : digits, width - 3 - head.columns)}`];
    const others = results.filter((result) => (standing === 'unsure' ? result.verdict === 'pass' : !isWrong(result)) && !isReading(result));
    const decided = others.some((result) => !isSilent(result));
    if (standing === 'wrong' && decided) lines.push(`    otherwise   ${facts(others, digits, width - INDENT)}`);
    if (standing === 'unsure' && decided) lines.push(`    otherwise   ${facts(others, undefined, width - INDENT)}`);
    lines.push(
      ...exactness(results, width),
      ...knowns(results, width),
      ...unsure(results, width),
      ...silent(results, width),
      ...warnings(results, width),
    );
    if (verbose) lines.push(...results.map((result) => paint('dim', `      ${detail(result)}`)));
    return standing === 'wrong' ? `${lines.join('\n')}\n` : lines.join('\n');
  }
};

/**
 * The report for a terminal: every subject, the wrong ones first. Failures of a subject with one cause are shown once, by the clearest of
 * them.
 */
export const terminal: Reporter = Object.assign(terminalText, { shares: true as const });

/** What a reader must know to read the numbers of subjects, each said once. */
const notes = ({ subjects = [] }: Report): readonly string[] => [...new Set(subjects.flatMap(({ notes = [] }) => notes.map(escaped)))];

/** A text beside the name of a subject, or in a narrow terminal below it. */
const beside = (head: Head, text: string, width: number): string[] =>
  width - INDENT < NARROW
    ? [head.text, ...folded(text, width - NARROW_INDENT).map((line) => ' '.repeat(NARROW_INDENT) + line)]
    : [`${head.text}   ${text}`];

/** Columns before the lines below the name of a subject. */
const NARROW_INDENT = 4;

function unsure(results: readonly Result[], width: number): string[] {
  const open = grouped(
    results.filter(({ verdict }) => verdict === 'inconclusive'),
    reasonOf,
  );
  return [...open].flatMap(([reason, of]) => row('undecided', `${names(of)}: ${shortened(escaped(reason), TEXT)}`, width));
}

function silent(results: readonly Result[], width: number): string[] {
  return [...grouped(results.filter(isSilent), reasonOf)].flatMap(([reason, of]) =>
    row('silent', `${names(of)}: ${shortened(escaped(reason), TEXT)}`, width),
  );
}

const exactness = (results: readonly Result[], width: number): string[] =>
  results.flatMap(exactLines).flatMap((line, i) => row(i === 0 ? 'exactly' : '', line, width));

function knowns(results: readonly Result[], width: number): string[] {
  const known = grouped(
    results.filter(({ expected }) => expected !== undefined),
    ({ expected }) => expected!,
  );
  return [...known].flatMap(([because, of]) => row('known', `${names(of)}: ${shortened(escaped(because), TEXT)}`, width));
}

const warnings = (results: readonly Result[], width: number): string[] =>
  [...new Set(results.flatMap(warned))].flatMap((warning) => row('warning', shortened(escaped(warning), TEXT), width));

const row = (name: string, text: string, width: number): string[] =>
  folded(text, width - INDENT).map((line, i) => `    ${(i === 0 ? name : '').padEnd(11)} ${line}`);

const warned = (result: Result): readonly string[] =>
  (result.warnings ?? []).map((warning) => (isReading(result) ? `${result.property}: ${warning}` : warning));

/** The most laws that are named in a line. */
const NAMED = 8;

const names = (results: readonly Result[]): string => {
  const named = results.slice(0, NAMED).map(({ property }) => escaped(property));
  return [...named, ...(results.length > NAMED ? [`${results.length - NAMED} more`] : [])].join(', ');
};

function detail(result: Result): string {
  const { property, verdict, digits, law, runs, discarded } = result;
  if (isReading(result)) {
    return [escaped(property).padEnd(32), 'reading'.padEnd(12), shortened(escaped(readingOf(result) ?? ''), TEXT)].join(' ').trimEnd();
  }
  const worth = digits ? `${digits.worst.toFixed(1)} digits (median ${digits.median.toFixed(1)})` : '';
  return [
    escaped(property).padEnd(32),
    (isSilent(result) ? 'silent' : verdict).padEnd(12),
    worth.padEnd(28),
    `${runs} points${discarded ? `, ${discarded} discarded` : ''}`.padEnd(26),
    escaped(law),
  ].join(' ');
}
