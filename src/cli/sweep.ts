import type { Coverage } from '../adapters/sweep.ts';
import { escaped } from '../reporters/escape.ts';
import type { Arguments, Command } from './command.ts';
import { SWEEP_BUDGET } from './flags.ts';
import { runOf } from './run.ts';
import { UsageError } from './usage-error.ts';

/** Checks the operations of an engine: a run at quick effort over the subjects that the tables of files stand for, which tells what they cover. */
export const sweepCommand: Command = {
  name: 'sweep',
  positional: '[files..]',
  description:
    'Checks the operations of an engine of automatic differentiation, of which files export a table, sweep({ engine, operations }), at quick effort unless told otherwise, and tells what is covered.',
  async run(args) {
    if (args.positionals.length === 0) throw new UsageError('sweep needs a file that exports sweep({ engine, operations })');
    return runOf(quickly(args), ({ coverages = [] }) => {
      for (const coverage of coverages) process.stderr.write(`${summary(coverage).map(escaped).join('\n')}\n`);
    });
  },
};

/** The same arguments, with quick effort where none is given, and with the budget of a sweep where that is not given and the effort is not thorough. */
const quickly = (args: Arguments): Arguments => {
  const values = new Map<string, readonly string[]>([['effort', ['quick']], ...args.values]);
  if (!values.get('effort')!.includes('thorough') && !values.has('budget')) values.set('budget', [String(SWEEP_BUDGET)]);
  return { ...args, values };
};

/** What a sweep covers, in lines of text. */
export function summary({ engine, format, operations, orders, underived, registered }: Coverage): readonly string[] {
  const part = (count: number, all: number): string => `${count} (${((100 * count) / all).toFixed(0)} %)`;
  const [first, second] = orders;
  return [
    `${engine}, ${format}: ${operations} operations; ${first} derivatives, and ${second} of these once more`,
    ...(registered && registered.all > 0
      ? [
          `registered as differentiable: ${registered.all}; covered ${part(registered.first, registered.all)} in first order, ${part(registered.second, registered.all)} in second`,
        ]
      : []),
    ...(registered && registered.uncovered.length > 0 ? [`covered by no table: ${registered.uncovered.join(', ')}`] : []),
    ...grouped(underived),
  ];
}

/** Operations that a line names. Why: it is one line. */
const NAMED_OPERATIONS = 4;

/** One line for each reason, with the operations that have it. */
function grouped(underived: Coverage['underived']): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, message } of underived) reasons.set(message, [...(reasons.get(message) ?? []), name]);
  return [...reasons].map(([message, names]) => {
    const more = names.length - NAMED_OPERATIONS;
    return `no derivative: ${names.slice(0, NAMED_OPERATIONS).join('; ')}${more > 0 ? `; and ${more} more` : ''}: ${message}`;
  });
}
