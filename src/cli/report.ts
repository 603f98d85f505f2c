import type { Command } from './command.ts';
import { DEFAULT_REPORT } from './flags.ts';
import { outputs, write } from './outputs.ts';
import { reportFile } from './report-file.ts';

/** Renders the report of an earlier run. */
export const reportCommand: Command = {
  name: 'report',
  positional: '[file]',
  description: `Renders the JSON report of an earlier run (${DEFAULT_REPORT} without a file) with any reporters; the exit status is 0 whatever it says.`,
  async run(args) {
    const found = reportFile(args.positionals[0] ?? DEFAULT_REPORT);
    const list = outputs(args.values.get('reporter') ?? ['terminal']);
    write(found, list, args.values);
    const files = list.flatMap(({ file }) => file ?? []);
    if (files.length > 0) process.stderr.write(`report in ${files.join(', ')}\n`);
    return 0;
  },
};
