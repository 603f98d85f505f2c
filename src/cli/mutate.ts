import { setImmediate } from 'node:timers/promises';
import { type Fate, mutation, scoreOf } from '../mutation/mutation.ts';
import { escaped, subjectName } from '../reporters/escape.ts';
import { plural } from '../reporters/figure.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import type { Arguments, Command } from './command.ts';
import { subjectFiles } from './files.ts';
import { type Loaded, load } from './load.ts';
import { progress } from './progress.ts';
import { chosenProperties, chosenSubjects } from './selection.ts';
import { UsageError } from './usage-error.ts';
import { budgetOf, runsOf, seedOf } from './values.ts';

interface Tried {
  readonly subject: string;
  readonly fates: readonly Fate[];
}

/** Plants mistakes into the claims of right subjects, and says which of them the laws catch: that is what a pass is worth. */
export const mutateCommand: Command = {
  name: 'mutate',
  positional: '[files..]',
  description:
    'Plants standard mistakes into the claims of right subjects and tells which are caught: what a pass is worth. Takes files and folders, or built-in functions by --subject.',
  async run(args) {
    const { properties } = await import('../../properties/index.ts');
    const own = await chosen(args);
    const laws = chosenProperties([...properties, ...own.inquiries.filter((law) => 'measure' in law)], args.values.get('property'));
    const subjects = own.subjects.filter((subject): subject is FunctionSubject => subject.kind === 'function');
    if (subjects.length === 0) throw new UsageError('no function or layer among the chosen subjects: mistakes are planted into those only');
    const [seed, runs, budget] = [seedOf(args), runsOf(args), budgetOf(args)];
    const [json, verbose] = [args.values.has('json'), args.values.has('verbose')];
    const line = progress();
    const tried: Tried[] = [];
    for (const [i, subject] of subjects.entries()) {
      const fates: Fate[] = [];
      line.show(subject.name, 'mutants', i, subjects.length);
      try {
        for (const fate of mutation(subject, laws, { seed, runs, ...(budget !== undefined && { budget }) })) {
          fates.push(fate);
          line.show(subject.name, `${fate.claim}: ${fate.mutant}`, i, subjects.length);
          await setImmediate();
        }
      } catch (error) {
        line.clear();
        throw error instanceof Error ? new UsageError(error.message) : error;
      }
      const one = { subject: subject.name, fates };
      tried.push(one);
      line.clear();
      if (!json) process.stdout.write(`${lines(one, verbose).join('\n')}\n`);
    }
    const all = scoreOf(tried.flatMap(({ fates }) => fates));
    process.stdout.write(
      json
        ? `${JSON.stringify({ seed, runs, ...all, subjects: tried }, null, 2)}\n`
        : `\n${summary(all)} · ${plural(runs, 'sample')} per property · seed ${seed}\n`,
    );
    return statusOf(tried, args.values.has('strict'));
  },
};

async function chosen(args: Arguments): Promise<Pick<Loaded, 'subjects' | 'inquiries'>> {
  const patterns = args.values.get('subject');
  if (args.positionals.length > 0) {
    const { subjects, inquiries } = await load(subjectFiles(args.positionals, { globs: false }));
    return { subjects: chosenSubjects(subjects, patterns), inquiries };
  }
  if (!patterns) throw new UsageError('which subjects? gradcheck mutate FILE…, or --subject NAME for built-in functions');
  const { sound } = await import('../../fixtures/index.ts');
  return { subjects: chosenSubjects(sound, patterns), inquiries: [] };
}

/**
 * The exit status: 1 if a mistake survived that is neither without effect nor within the error bars; with `strict`, also if one is within
 * the error bars.
 */
const statusOf = (tried: readonly Tried[], strict: boolean): number =>
  tried.some(({ fates }) =>
    fates.some(({ survived }) => survived?.as === 'missed' || survived?.as === 'unseen' || (strict && survived?.as === 'below')),
  )
    ? 1
    : 0;

function lines({ subject, fates }: Tried, verbose: boolean): readonly string[] {
  const name = (fate: Fate): string => `${fate.claim}, ${fate.mutant}`;
  return [
    `${subjectName(subject)}   ${summary(scoreOf(fates))}`,
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
