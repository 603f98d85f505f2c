import { changes, regressed } from '../report/changes.ts';
import { changeReporters } from '../reporters/changes.ts';
import type { Command } from './command.ts';
import { deliver, placed } from './outputs.ts';
import { reportFile } from './report-file.ts';
import { UsageError } from './usage-error.ts';

/** Compares the reports of two runs. */
export const compareCommand: Command = {
  name: 'compare',
  positional: '<old> <new>',
  description:
    'Compares two JSON reports: what broke, what is better, where digits or evaluations got worse. Exit status 1 where something got worse.',
  async run(args) {
    const [old, now] = args.positionals;
    if (old === undefined || now === undefined) throw new UsageError('usage: gradcheck compare <old.json> <new.json>');
    const found = changes(reportFile(old), reportFile(now));
    deliver(placed(args.values.get('reporter') ?? ['terminal'], changeReporters), args.values.has('verbose'), (reporter, options) =>
      reporter(found, options),
    );
    return regressed(found) ? 1 : 0;
  },
};
