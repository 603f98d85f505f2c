import type { Result } from '../check/check.ts';
import { recalled } from '../report/memory.ts';
import { isReading } from '../report/report.ts';
import type { Arguments, Command } from './command.ts';
import { config } from './config.ts';
import { subjectFiles } from './files.ts';
import { BUILT_IN_RUNS } from './flags.ts';
import { literally } from './glob.ts';
import { type Loaded, load } from './load.ts';
import { keep, memoryFile, memoryIn } from './memory-file.ts';
import { outputs, write } from './outputs.ts';
import { option, shellQuoted } from './quote.ts';
import { checkable, chosenProperties, chosenSubjects, expectable } from './selection.ts';
import { session, statusOf } from './session.ts';
import { UsageError } from './usage-error.ts';
import { budgetOf, runsOf, seedOf, single } from './values.ts';

/** Checks the subjects of files and folders, those that the configuration includes, or the built-in sound ones. */
export const runCommand: Command = {
  name: 'run',
  positional: '[files..]',
  description:
    'Checks the subjects of files and folders (*.gradcheck.{ts,js,mts,mjs,json}); without any, what gradcheck.config.* includes, else the built-in functions.',
  async run(args) {
    const started = performance.now();
    const { config: defaults } = await config();
    const { properties } = await import('../../properties/index.ts');
    const { readings } = await import('../../readings/index.ts');
    const seed = seedOf(args, defaults.seed);
    const own = args.positionals.length > 0 || defaults.include !== undefined;
    const whole = !own && !args.values.has('subject');
    const runs = runsOf(args, whole ? BUILT_IN_RUNS : defaults.runs);
    const budget = budgetOf(args) ?? defaults.budget;
    const path = single(args, 'path');
    const all = await loaded(args, defaults.include);
    if (all.subjects.length === 0) throw new UsageError('nothing to check: these files hold laws, but no subject');
    const inquiries = [...properties, ...readings, ...all.inquiries];
    expectable(all.subjects, inquiries);
    const subjects = chosenSubjects(all.subjects, args.values.get('subject'));
    const laws = chosenProperties(inquiries, args.values.get('property'));
    checkable(subjects, laws, args.values.has('property'));
    if (path !== undefined && (subjects.length !== 1 || laws.length !== 1))
      throw new UsageError(
        `--path needs exactly one subject and one property (--subject, --property); there are ${subjects.length} and ${laws.length}`,
      );
    const file = own && path === undefined ? memoryFile(args, defaults.memory) : undefined;
    const memory = memoryIn(file);
    const list = outputs(args.values.get('reporter') ?? defaults.reporters);

    const strictReadings = args.values.has('strict-readings') || defaults.strictReadings === true;
    const options = {
      seed,
      runs,
      strictReadings,
      ...(path !== undefined && { path }),
      ...(budget !== undefined && { budget }),
      recall: (subject: string, property: string) => recalled(memory, subject, property),
      command: args.line,
      hunting: !whole,
      evidence: list.some(({ reporter }) => reporter.draws),
    };
    const outcome = await session(subjects, laws, options, (result) => replay(result, seed, runs, budget));
    keep(file, memory, outcome.report.results);
    write(outcome.report, list, args.values.has('verbose'));

    const files = list.flatMap(({ file }) => file ?? []);
    const time = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    const onStdout = list.some(({ name, file }) => name === 'terminal' && file === undefined);
    (onStdout ? process.stdout : process.stderr).write(
      `${outcome.interrupted ? 'interrupted after ' : ''}${time}${files.length ? ` · report in ${files.join(', ')}` : ''}\n`,
    );
    return statusOf(outcome, args.values.has('strict') || defaults.strict === true);
  },
};

async function loaded(args: Arguments, include: readonly string[] | undefined): Promise<Loaded> {
  if (args.positionals.length > 0) return load(subjectFiles(args.positionals, { globs: false }));
  if (include) return load(subjectFiles(include, { globs: true }));
  const { sound } = await import('../../fixtures/index.ts');
  return { subjects: sound, inquiries: [] };
}

/** The command that checks a failing result again, beginning with the sample at which it failed. */
export function replay(result: Result, seed: number, runs: number, budget: number | undefined): string {
  const { subject, property, source, path } = result;
  return [
    'gradcheck run',
    ...(source ? [shellQuoted(source.file.startsWith('-') ? `./${source.file}` : source.file)] : []),
    option('subject', literally(subject)),
    option('property', property),
    option('seed', String(seed)),
    option('runs', String(runs)),
    ...(budget === undefined ? [] : [option('budget', String(budget))]),
    ...(path === undefined ? [] : [option('path', path)]),
    ...(isReading(result) ? ['--strict-readings'] : []),
  ].join(' ');
}
