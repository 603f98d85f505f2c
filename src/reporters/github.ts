import type { Result } from '../check/check.ts';
import type { Report } from '../report/report.ts';
import { accounts, reasonOf } from './account.ts';
import { escaped, shortened } from './escape.ts';
import { totals } from './facts.ts';
import { statement } from './failure.ts';
import { plural } from './figure.ts';
import { headline } from './headline.ts';
import { markdownPage } from './markdown.ts';
import type { Reporter } from './reporter.ts';

/** Annotations of each level that GitHub shows for a step. */
const ANNOTATIONS = 10;
const TITLE = 120;
const MESSAGE = 4000;

/**
 * Workflow commands for GitHub Actions: an error for each cause of a wrong subject, and a warning for what is undecided or warned of. If
 * there are more of a level than GitHub shows, the last annotation says how many; the summary of the step lists all.
 */
const workflowCommands = (report: Report): string => {
  const all = accounts(report);
  const errors = all.flatMap(({ name, causes }) =>
    causes.map((cause) => command('error', cause.clearest, `${named(name)}: ${headline(cause.clearest, 'law')}`, statement(cause))),
  );
  const warnings = all.flatMap(({ name, results }) => {
    const open = results.filter(({ verdict }) => verdict === 'inconclusive');
    const undecided = [...new Set(open.map(reasonOf))].map((reason) =>
      command('warning', open[0]!, `${named(name)}: undecided`, escaped(reason)),
    );
    const said = [...new Set(results.flatMap((result) => result.warnings ?? []))];
    return [...undecided, ...said.map((warning) => command('warning', results[0]!, named(name), escaped(warning)))];
  });
  const lines = [...limited('error', errors), ...limited('warning', warnings)];
  return `${[
    ...lines,
    command(
      'notice',
      undefined,
      'gradcheck',
      totals(report, all, (_, text) => text),
    ),
  ].join('\n')}\n`;
};

export const github: Reporter = Object.assign(workflowCommands, { shares: true as const, summary: markdownPage });

const named = (subject: string): string => shortened(escaped(subject), TITLE / 2);

function limited(level: string, lines: readonly string[]): readonly string[] {
  if (lines.length <= ANNOTATIONS) return lines;
  const left = lines.length - ANNOTATIONS + 1;
  return [...lines.slice(0, ANNOTATIONS - 1), command(level, undefined, 'gradcheck', `and ${plural(left, `more ${level}`)}`)];
}

function command(level: string, about: Result | undefined, title: string, message: string): string {
  const { file, line } = about?.source ?? {};
  const properties = Object.entries({ file, line, title: shortened(title, TITLE) }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${property(String(value))}`],
  );
  return `::${level} ${properties.join(',')}::${data(shortened(message, MESSAGE))}`;
}

/** Escapes of the characters that end a message or a property. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
