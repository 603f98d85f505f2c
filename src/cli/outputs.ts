import { appendFileSync, statSync } from 'node:fs';
import { styleText } from 'node:util';
import { redacted } from '../report/redacted.ts';
import type { Report } from '../report/report.ts';
import { type Reporter, type ReporterOptions, reporters } from '../reporters/index.ts';
import type { Arguments } from './command.ts';
import { DEFAULT_HTML, DEFAULT_REPORT } from './flags.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';
import { attempt, writable, write as writeFile } from './writing.ts';

/** A reporter, and the file to which it writes; without a file it writes to standard output. */
export interface Output<R = Reporter> {
  readonly name: string;
  readonly reporter: R;
  readonly file?: string;
}

/**
 * The outputs that the values NAME[=FILE] of `--reporter` ask for. A page without a file goes to a file of its own if standard output is a
 * terminal.
 */
export const outputs = (
  specs: readonly string[] = ['terminal', `json=${DEFAULT_REPORT}`],
  stdout: Pick<NodeJS.WriteStream, 'isTTY'> = process.stdout,
): readonly Output[] =>
  placed(
    specs.map((spec) => (spec === 'html' && stdout.isTTY ? `html=${DEFAULT_HTML}` : spec)),
    reporters,
  );

/**
 * The reporters that values NAME[=FILE] ask for. Whether their files can be written is tried, so that a run does not end with one that cannot.
 * @throws {UsageError} for an unknown name, a file that cannot be written, or two reporters for standard output.
 */
export function placed<R extends { readonly shares?: true }>(
  specs: readonly string[],
  family: Readonly<Record<string, R>>,
): readonly Output<R>[] {
  const list = specs.map((spec): Output<R> => {
    const [, name, file] = /^([^=]*)(?:=([\s\S]*))?$/.exec(spec)!;
    const reporter = Object.hasOwn(family, name!) ? family[name!] : undefined;
    const names = Object.keys(family);
    if (!reporter)
      throw new UsageError(`unknown reporter ${JSON.stringify(name)}${suggestion(name!, names) || `; there are ${names.join(', ')}`}`);
    if (file === '') throw new UsageError(`--reporter ${spec}: a file name is missing after =`);
    return { name: name!, reporter, ...(file !== undefined && { file }) };
  });
  const together = list.filter(({ file }) => file === undefined);
  if (together.length > 1 && !together.every(({ reporter }) => reporter.shares))
    throw new UsageError('two reporters for standard output; give all but one a file: NAME=FILE');
  const files = list.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, i) => files.indexOf(file) !== i);
  if (twice !== undefined) throw new UsageError(`two reporters for ${twice}`);
  files.forEach(writable);
  return list;
}

/** Writes the text of each reporter to its file or to standard output, the files first. @throws {UsageError} naming the first file that cannot be written, when all others are. */
export function deliver<R>(list: readonly Output<R>[], verbose: boolean, text: (reporter: R, options: ReporterOptions) => string): void {
  const problems: unknown[] = [];
  for (const { reporter, file } of list)
    if (file !== undefined)
      try {
        writeFile(file, text(reporter, { color: false, width: 100, verbose }));
      } catch (error) {
        problems.push(error);
      }
  for (const { reporter, file } of list)
    if (file === undefined) process.stdout.write(text(reporter, { ...screen(process.stdout, process.env), verbose }));
  if (problems.length > 0) throw problems[0];
}

/**
 * Writes the report, redacted if flags ask for that, to all outputs, and, in a step of GitHub Actions, its summary to the page of the step.
 * @throws {UsageError} naming a file that cannot be written.
 */
export function write(whole: Report, list: readonly Output[], flags: Pick<Arguments['values'], 'has'>): void {
  const report = flags.has('redact') ? redacted(whole) : whole;
  deliver(list, flags.has('verbose'), (reporter, options) => reporter(report, options));
  const page = process.env.GITHUB_STEP_SUMMARY;
  const { reporter } = list.find((output) => output.reporter.summary) ?? {};
  if (reporter && page) attempt(page, () => summarized(page, (bytes) => reporter.summary!(report, bytes)));
}

/** Bytes of the longest summary of a step that GitHub accepts. */
const SUMMARY_BYTES = 2 ** 20;

function summarized(file: string, summary: (bytes: number) => string): void {
  const room = SUMMARY_BYTES - (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  const text = summary(room - 1);
  if (Buffer.byteLength(text) < room) appendFileSync(file, `${text}\n`);
}

/** The colours and columns of a stream, and whether its locale is limited to ASCII (POSIX: LC_ALL, else LC_CTYPE, else LANG). */
export function screen(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Pick<ReporterOptions, 'color' | 'width' | 'ascii'> {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return { color: colored(stream), width: stream.columns ?? 100, ascii: !!locale && !/utf-?8/i.test(locale) };
}

/** Whether the stream takes colours, by NO_COLOR, FORCE_COLOR and the kind of the stream. */
const colored = (stream: NodeJS.WriteStream): boolean => styleText('red', 'x', { stream }) !== 'x';
