import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { reporters } from '../reporters/index.ts';
import type { Command } from './command.ts';
import { displayed, statsOf } from './files.ts';
import { DEFAULT_PAGE, DEFAULT_REPORT } from './flags.ts';
import { opened } from './opened.ts';
import { reportFile } from './report-file.ts';
import { UsageError } from './usage-error.ts';
import { write } from './writing.ts';

/** Opens a report in the browser. */
export const openCommand: Command = {
  name: 'open',
  positional: '[file]',
  description: `Opens a report in the browser: an HTML page, or a JSON report, of which a page is made beside it; without a file the latest in ${dirname(DEFAULT_REPORT)}/. Where there is no browser, and in CI, the path is printed.`,
  async run(args) {
    const file = args.positionals[0] ?? latest(dirname(DEFAULT_REPORT));
    if (!statsOf(file)?.isFile()) throw new UsageError(`${file}: no such file`);
    const page = resolve(/\.html?$/i.test(file) ? file : rendered(file));
    const shown = !args.values.has('no-open') && (await opened(page));
    process.stdout.write(`${shown ? 'opened' : 'page in'} ${displayed(page)}\n`);
    return 0;
  },
};

/** The report in this folder that was written last; a page is preferred to the JSON report of the same time. */
function latest(folder: string): string {
  const stats = statsOf(folder);
  const files = stats?.isDirectory() ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const found = files
    .filter((file) => /\.(html|json)$/.test(file) && resolve(file) !== resolve(DEFAULT_PAGE) && statSync(file).isFile())
    .map((file) => ({ file, time: statSync(file).mtimeMs, page: file.endsWith('.html') }))
    .sort((a, b) => b.time - a.time || Number(b.page) - Number(a.page))[0];
  if (!found) throw new UsageError(`there is no report in ${folder}/: gradcheck run writes one`);
  return found.file;
}

/** Writes the page of a JSON report beside it, and returns the path of the page. */
function rendered(file: string): string {
  const page = `${file.replace(/\.json$/i, '')}.html`;
  const text = reporters.html!(reportFile(file), { color: false, width: 100, verbose: false });
  write(page, text);
  return page;
}
