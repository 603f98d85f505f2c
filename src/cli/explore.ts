import { resolve } from 'node:path';
import { check } from '../check/check.ts';
import { type ExplorationOptions, exploration, explorerPage, still } from '../explorer/index.ts';
import type { Property } from '../law/property.ts';
import type { Topic } from '../law/topic.ts';
import { dimension, free } from '../math/domain.ts';
import { failingPoints } from '../report/evidence/failing-points.ts';
import { asFunction } from '../subject/kind.ts';
import { labelOf } from '../subject/label.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import type { Arguments, Command } from './command.ts';
import { componentOf } from './component.ts';
import { displayed, subjectFiles } from './files.ts';
import { DEFAULT_PAGE, DEFAULT_RUNS, DEFAULT_SEED } from './flags.ts';
import { fromFormulas, glued, pointOf } from './formulas.ts';
import { load } from './load.ts';
import { opened } from './opened.ts';
import { partsOf, placeOf } from './place.ts';
import { chosenSubjects } from './selection.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';
import { single } from './values.ts';
import { write } from './writing.ts';

/** The function to explore, and what the command line says about the picture. */
interface Chosen {
  readonly subject: FunctionSubject;
  readonly options: ExplorationOptions;
  readonly notes: readonly string[];
}

/** Draws a function on a plane of two of its inputs: a page to play with, or a still picture. */
export const exploreCommand: Command = {
  name: 'explore',
  positional: '[formula|file]',
  description:
    'Shows contours, gradient and descent of a formula, or of a subject (--subject) of a file or of the built-in ones; of a layer or a map one output: a page, or with --svg a still picture.',
  async run(args) {
    const { properties } = await import('../../properties/index.ts');
    const { subject: whole, options, notes: said } = await chosen(args);
    const axes = axesOf(args, whole);
    const { subject, notes: which } = componentOf(args, whole, axes);
    const notes = [...said, ...which];
    const explored = exploration(subject, { ...options, ...(axes && { axes }), failures: failures(subject, properties), size: 65 });
    if (!explored) throw new UsageError([unexplorable(subject), ...notes].join('; '));
    const picture = single(args, 'svg');
    const page = single(args, 'output') ?? (picture === undefined ? DEFAULT_PAGE : undefined);
    const lines = [...notes];
    if (picture !== undefined) {
      write(picture, still(explored));
      lines.push(`picture in ${displayed(resolve(picture))}`);
    }
    if (page !== undefined) {
      write(page, explorerPage(explored));
      const shown = !args.values.has('no-open') && (await opened(resolve(page)));
      lines.push(`${shown ? 'opened' : 'page in'} ${displayed(resolve(page))}`);
    }
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};

async function chosen(args: Arguments): Promise<Chosen> {
  const [given] = args.positionals;
  const gradient = args.values.get('gradient');
  if (given !== undefined && !args.values.has('subject') && !/\.(ts|js|mts|mjs|json)$/.test(given))
    return fromCommandLine(args, given, gradient);
  for (const flag of ['gradient', 'domain'])
    if (args.values.has(flag)) throw new UsageError(`--${flag} belongs to a formula; a subject says it itself`);
  const names = args.values.get('subject');
  if (given === undefined && !names)
    throw new UsageError('nothing to explore: give a formula, a file, or --subject with the name of a built-in one');
  const all =
    given === undefined ? (await import('../../fixtures/index.ts')).sound : (await load(subjectFiles([given], { globs: false }))).subjects;
  const found = chosenSubjects(all, names);
  const [only, second] = found;
  if (!only || second)
    throw new UsageError(
      `one subject is explored at a time: choose with --subject one of ${found
        .slice(0, 8)
        .map(({ name }) => name)
        .join(', ')}${found.length > 8 ? ', …' : ''}`,
    );
  const subject = asFunction(only);
  const at = single(args, 'at');
  return { subject, options: at === undefined ? {} : { at: Array.from(placeOf(at, subject)) }, notes: [] };
}

/** A formula is drawn on [-2, 2] in each variable that has no interval. */
const DEFAULT_REACH = 2;
/** If a point is given, the picture reaches at least this many times as far out as the point. */
const ROOM = 1.4;

function fromCommandLine(args: Arguments, f: string, gradient: readonly string[] | undefined): Chosen {
  const domains = args.values.get('domain') ?? [];
  const first = fromFormulas(f, gradient, domains);
  const variables = first.variables!;
  const text = single(args, 'at');
  const at = text === undefined ? undefined : pointOf(text, variables);
  const reach = Math.max(...(at ?? [0]).map(Math.abs)) * ROOM;
  const unit = 10 ** Math.floor(Math.log10(reach));
  const end = Math.ceil(reach / unit) * unit;
  const free = variables.filter((name) => !domains.some((domain) => domain.trim().startsWith(`${name}=`)));
  const wider = reach > DEFAULT_REACH ? free.map((name) => `${name}=${-end}:${end}`) : [];
  const { gradient: claim, ...rest } = fromFormulas(f, gradient, [...domains, ...wider]);
  return {
    subject: gradient && claim ? { ...rest, gradient: claim } : rest,
    options: { ...(gradient && { gradient }), ...(at && { at }) },
    notes: glued(f, variables),
  };
}

function axesOf(args: Arguments, subject: FunctionSubject): readonly [number, number] | undefined {
  const text = single(args, 'axes');
  if (text === undefined) return undefined;
  const labels = Array.from({ length: dimension(subject.domain) }, (_, i) => labelOf(subject, i));
  const names = partsOf(text).map((name) => name.trim());
  const found = names.map((name) => labels.indexOf(name));
  const flag = `--axes ${JSON.stringify(text)}`;
  names.forEach((name, k) => {
    if (found[k]! < 0)
      throw new UsageError(
        `${flag}: there is no input ${JSON.stringify(name)}${suggestion(name, labels) || ` (inputs: ${labels.slice(0, 8).join(', ')})`}`,
      );
    if (!free(subject.domain).includes(found[k]!)) throw new UsageError(`${flag}: ${name} is fixed by its domain`);
  });
  const [a, b] = found;
  if (found.length !== 2 || a === b) throw new UsageError(`${flag}: write two different inputs, such as x,y`);
  return [a!, b!];
}

/** The points at which laws fail that compare the gradient with values of f. */
function failures(subject: FunctionSubject, properties: readonly Property[]): NonNullable<ExplorationOptions['failures']> {
  const laws = properties.filter((law) => isAboutGradient(law.topic) && law.appliesTo(subject));
  const results = laws.map((law) => check(subject, law, { seed: DEFAULT_SEED, runs: DEFAULT_RUNS }));
  return failingPoints(results, dimension(subject.domain));
}

const isAboutGradient = ({ about, tells, against }: Topic): boolean =>
  about[0] === 'gradient' && tells === 'entries' && against === 'values';

function unexplorable(subject: FunctionSubject): string {
  const name = JSON.stringify(subject.name);
  const n = free(subject.domain).length;
  return n < 2
    ? `${name} has ${n === 1 ? 'one input' : 'no input'} that can vary; a plane needs two`
    : `${name} has no value on this plane`;
}
