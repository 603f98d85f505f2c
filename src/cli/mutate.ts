import { EFFORT_RUNS } from '../check/effort.ts';
import { type Fate, scoreOf } from '../mutation/mutation.ts';
import { nothing } from '../report/memory.ts';
import { escaped, subjectName } from '../reporters/escape.ts';
import { plural } from '../reporters/figure.ts';
import type { Arguments, Command } from './command.ts';
import { subjectFiles } from './files.ts';
import { type Interruption, interruption } from './interruption.ts';
import { told } from './load.ts';
import type { Crew, Listed, Manifest, Settings, Source } from './pool/crew.ts';
import { crewOf } from './pool/pool.ts';
import { progress } from './progress.ts';
import { chosenProperties, chosenSubjects } from './selection.ts';
import { UsageError } from './usage-error.ts';
import { budgetOf, effortOf, runsOf, seedOf, timeoutOf, workersOf } from './values.ts';

/** What became of the mistakes in the claims of one subject, all of them or those that were tried. */
interface Tried {
  readonly subject: string;
  readonly fates: readonly Fate[];
  /** Why not all were tried. */
  readonly problem?: string;
}

/** Plants mistakes into the claims of right subjects, and says which of them the laws catch: that is what a pass is worth. */
export const mutateCommand: Command = {
  name: 'mutate',
  positional: '[files..]',
  description:
    'Plants standard mistakes into the claims of right subjects and tells which are caught: what a pass is worth. Takes files and folders, or built-in functions by --subject.',
  async run(args) {
    const [source, timeout] = [sourceOf(args), timeoutOf(args)];
    const crew = crewOf({ workers: workersOf(args), ...(timeout !== undefined && { timeout }) });
    const signals = interruption(() => crew.stop());
    try {
      const manifest = await crew.load(source);
      if (signals.status !== undefined) return signals.status;
      return await mutated(crew, { args, manifest, signals });
    } finally {
      signals.ignore();
      crew.stop();
    }
  },
};

/** What is needed to plant mistakes. */
interface Task {
  readonly args: Arguments;
  readonly manifest: Manifest;
  readonly signals: Interruption;
}

function sourceOf(args: Arguments): Source {
  if (args.positionals.length > 0) return { files: subjectFiles(args.positionals, { globs: false }) };
  if (!args.values.has('subject')) throw new UsageError('which subjects? gradcheck mutate FILE…, or --subject NAME for built-in functions');
  return 'built-in';
}

/** Plants mistakes and tells what comes of them, subject by subject in their order. The exit status. */
async function mutated(crew: Crew, { args, manifest, signals }: Task): Promise<number> {
  const [subjects, settings] = [functions(manifest, args), settingsOf(args, manifest)];
  const [json, verbose] = [args.values.has('json'), args.values.has('verbose')];
  const tried = new Map(subjects.map(({ name }) => [name, { fates: [] as Fate[], problem: undefined as string | undefined, done: false }]));
  const line = progress();
  const waiting = [...subjects];
  const shown: Tried[] = [];
  const tell = ({ name }: Listed): void => {
    const { fates, problem } = tried.get(name)!;
    const one = { subject: name, fates, ...(problem !== undefined && { problem }) };
    shown.push(one);
    line.clear();
    if (!json && fates.length > 0) process.stdout.write(`${lines(one, verbose).join('\n')}\n`);
    if (problem !== undefined) process.stderr.write(`gradcheck: ${escaped(problem)}\n`);
  };
  await crew.mutate(subjects, settings, {
    fate({ name }, fate) {
      tried.get(name)!.fates.push(fate);
      line.show(name, `${fate.claim}: ${fate.mutant}`, shown.length, subjects.length);
    },
    done({ name }, problem) {
      Object.assign(tried.get(name)!, { problem, done: true });
      while (waiting[0] && tried.get(waiting[0].name)!.done) tell(waiting.shift()!);
    },
  });
  if (signals.status !== undefined)
    for (const subject of waiting) {
      const one = tried.get(subject.name)!;
      if (!one.done) one.problem = `subject ${JSON.stringify(subject.name)}: interrupted`;
      if (one.fates.length > 0) tell(subject);
    }
  line.clear();
  conclude(shown, args, settings);
  return signals.status ?? statusOf(shown, manifest, args.values.has('strict'));
}

/** The chosen subjects into whose claims mistakes can be planted. @throws {UsageError} if there are none. */
function functions({ subjects, rejected }: Manifest, args: Arguments): readonly Listed[] {
  const [first] = rejected;
  if (subjects.length === 0 && first) throw new UsageError(told(first));
  for (const rejection of rejected) process.stderr.write(`gradcheck: ${escaped(told(rejection))}\n`);
  const found = chosenSubjects(subjects, args.values.get('subject')).filter(({ kind }) => kind === 'function');
  if (found.length === 0) throw new UsageError('no function or layer among the chosen subjects: mistakes are planted into those only');
  return found;
}

function settingsOf(args: Arguments, { inquiries }: Manifest): Settings {
  const [budget, effort] = [budgetOf(args), effortOf(args)];
  const laws = chosenProperties(
    inquiries.filter(({ topic }) => topic !== undefined),
    args.values.get('property'),
  );
  return {
    seed: seedOf(args),
    runs: runsOf(args, EFFORT_RUNS[effort]),
    effort,
    ...(budget !== undefined && { budget }),
    strictReadings: false,
    hunting: true,
    laws: laws.map(({ name }) => name),
    subjects: [],
    memory: nothing,
  };
}

/** Tells what came of all subjects, if anything did. */
function conclude(tried: readonly Tried[], args: Arguments, { seed, runs, effort = 'normal' }: Settings): void {
  const other = effort !== 'normal';
  const fates = tried.flatMap(({ fates }) => fates);
  const all = scoreOf(fates);
  if (args.values.has('json'))
    process.stdout.write(`${JSON.stringify({ seed, runs, ...(other && { effort }), ...all, subjects: tried }, null, 2)}\n`);
  else if (fates.length > 0 || (tried.length > 0 && tried.every(({ problem }) => problem === undefined)))
    process.stdout.write(
      `\n${summary(all)} · ${plural(runs, 'sample')} per property · seed ${seed}${other ? ` · ${effort} effort` : ''}\n`,
    );
}

/**
 * The exit status: 2 if not all could be tried; 1 if a mistake survived that is neither without effect nor within the error bars; with `strict`, also if one is within the error bars.
 */
function statusOf(tried: readonly Tried[], { rejected }: Manifest, strict: boolean): number {
  if (rejected.length > 0 || tried.some(({ problem }) => problem !== undefined)) return 2;
  const bad = ({ survived }: Fate): boolean =>
    survived?.as === 'missed' || survived?.as === 'unseen' || (strict && survived?.as === 'below');
  return tried.some(({ fates }) => fates.some(bad)) ? 1 : 0;
}

function lines({ subject, fates, problem }: Tried, verbose: boolean): readonly string[] {
  const name = (fate: Fate): string => `${fate.claim}, ${fate.mutant}`;
  return [
    `${subjectName(subject)}   ${summary(scoreOf(fates))}${problem === undefined ? '' : ', so far'}`,
    ...fates.flatMap((fate) =>
      fate.survived
        ? [`    ${FATES[fate.survived.as].padEnd(12)} ${name(fate)}: ${fate.survived.because}`]
        : verbose
          ? [`    ${'caught'.padEnd(12)} ${name(fate)}: by ${escaped(fate.caughtBy!)}`]
          : [],
    ),
  ];
}

const FATES = { equivalent: 'equivalent', below: 'within', unseen: 'not reached', missed: 'MISSED' } as const;

const summary = ({ caught, equivalent, below, all, score }: ReturnType<typeof scoreOf>): string =>
  [
    `${(100 * score).toFixed(score < 1 && score > 0.999 ? 2 : 1)} %: ${caught} of ${plural(all - equivalent - below, 'mistake')} caught`,
    ...(below > 0 ? [`${below} within the digits that a pass states`] : []),
    ...(equivalent > 0 ? [`${equivalent} of no effect`] : []),
  ].join(', ');
