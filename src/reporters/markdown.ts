import type { Result } from '../check/check.ts';
import { grouped } from '../report/group.ts';
import { isReading, isSilent, type Report } from '../report/report.ts';
import { standings } from '../report/standing.ts';
import { type Account, accounts, isWrong, reasonOf, tally } from './account.ts';
import { escaped, shortened } from './escape.ts';
import { facts, totals } from './facts.ts';
import { details, locationOf } from './failure.ts';
import { counted, plural } from './figure.ts';
import { headline } from './headline.ts';
import type { Reporter } from './reporter.ts';
import { scopeLine } from './scope.ts';
import { undecided } from './undecided.ts';

/** Bytes of the longest page. A comment on GitHub may have 65 536 characters. */
const COMMENT_BYTES = 60_000;
const BLOCK_COLUMNS = 100;
const CELL = 80;
const QUOTE = 300;
/** The part of a page that the table of subjects may fill. */
const TABLE_PART = 0.4;

/**
 * A page for a pull request: the verdict, a table of all subjects, the wrong ones first, and each failure in full, as far as there is
 * room.
 */
export const markdown: Reporter = (report) => markdownPage(report, COMMENT_BYTES);

/** Such a page of at most `bytes` bytes of UTF-8. */
export function markdownPage(report: Report, bytes: number): string {
  const all = accounts(report);
  const { provenance } = report;
  const origin = [provenance.commit && `commit ${provenance.commit.slice(0, 10)}`, provenance.node, provenance.date].filter((text) => text);
  const scope = scopeLine(report);
  const head = `## ${verdict(all)}\n\n${totals(report, all, (_, text) => text)}\n${scope === undefined ? '' : `\n${scope}\n`}`;
  const foot = `\n${code(shortened(escaped(provenance.command), QUOTE))} · ${code(origin.join(' · '))}\n`;
  const room = bytes - size(head) - size(foot) - QUOTE;
  const rows = fitting(
    all.map((account) => row(account, report)),
    room * TABLE_PART,
    (left) => `| | and ${plural(left, 'more subject')} | | |\n`,
  );
  const table = all.length === 0 ? '' : `\n| | subject | verdict | |\n|---|---|---|---|\n${rows}`;
  const wrong = all.filter(({ standing }) => standing === 'wrong');
  const failures = fitting(wrong.map(section), room - size(table), (left) => `\nand ${plural(left, 'more wrong subject')}.\n`);
  return `${head}${table}${failures}${foot}`;
}

function verdict(all: readonly Account[]): string {
  const { wrong, unsure, known } = tally(all);
  const { wrong: no, right: yes, unsure: open } = standings;
  const subjects = plural(all.length, 'subject');
  if (all.length === 0) return 'Nothing was checked';
  if (wrong > 0) return `${no.mark} ${counted(wrong)} of ${subjects} ${wrong === 1 ? 'is' : 'are'} wrong`;
  if (unsure > 0) return `${open.mark} Nothing is wrong; ${counted(unsure)} of ${subjects} undecided in part`;
  if (known > 0) return `${yes.mark} Nothing new is wrong; ${counted(known)} of ${subjects} with known failures`;
  return `${yes.mark} ${all.length === 1 ? 'The derivative is' : `All ${subjects} are`} right`;
}

function row(account: Account, report: Report): string {
  const { name, standing, results } = account;
  const place = results[0] ? locationOf(results[0]) : '';
  const cells = [standings[standing].mark, named(name), said(account, report), place && code(shortened(escaped(place), CELL))];
  return `| ${cells.join(' | ')} |\n`;
}

const named = (name: string): string => code(shortened(escaped(name), CELL));
const quoted = (text: string): string => code(shortened(escaped(text), QUOTE));

function said({ standing, results, causes, digits }: Account, report: Report): string {
  if (standing === 'wrong')
    return causes
      .slice(0, 3)
      .map((cause) => code(headline(cause.clearest, 'law')))
      .join(', ');
  const passed =
    standing === 'unsure'
      ? quoted(undecided(results, report))
      : facts(results, standing === 'known' ? undefined : digits, BLOCK_COLUMNS).replaceAll('   ', ', ');
  const remarks = [...remarked(results)].slice(0, 3).map(([text, of]) => `${of.map(named).join(', ')}: ${quoted(text)}`);
  return [passed, ...remarks].join('; ');
}

/** The properties that are undecided or silent, or fail as is known, by reason. */
const remarked = (results: readonly Result[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [
      ...grouped(
        results.filter((result) => isSilent(result) || (result.verdict !== 'pass' && !isWrong(result))),
        (result) => (result.verdict === 'fail' ? `known: ${result.expected}` : reasonOf(result)),
      ),
    ].map(([text, of]) => [text, of.map(({ property }) => property)]),
  );

function section({ name, results, causes }: Account): string {
  const failures = causes.map((cause) => {
    const lines = [headline(cause.clearest, 'law'), ...details(cause, BLOCK_COLUMNS, (_, text) => text)];
    return `\n${fenced(lines.join('\n'))}\n`;
  });
  const warnings = [...new Set(results.flatMap((result) => (isReading(result) ? [] : (result.warnings ?? []))))];
  return [`\n### ${named(name)}\n`, ...failures, ...warnings.slice(0, 5).map((warning) => `\n- warning: ${quoted(warning)}\n`)].join('');
}

/** The texts for which there is room, and a note of how many are left out. */
function fitting(texts: readonly string[], bytes: number, note: (left: number) => string): string {
  let used = 0;
  const fits = texts.findIndex((text) => (used += size(text)) > bytes);
  return fits < 0 ? texts.join('') : texts.slice(0, fits).join('') + note(texts.length - fits);
}

const size = (text: string): number => Buffer.byteLength(text);

/**
 * The text as inline code without any markup, link or mention. Every sign that Markdown or GitHub would read is written as its number. A
 * code span between backticks would not do: in a table it cannot hold both a backslash and a bar.
 */
export const code = (text: string): string =>
  text === ''
    ? ''
    : `<code>${text.replace(/[\\`*_{}[\]<>()#+!|~&@:$"'^=]|(?<=www)\.|^[-\d]/gi, (sign) => `&#${sign.charCodeAt(0)};`)}</code>`;

/** A block of code whose fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
