import { isSweep, type Sweep } from '../adapters/sweep.ts';
import type { Finding } from '../fuzz/finding.ts';
import type { Fuzzed } from '../fuzz/fuzz.ts';
import { escaped, visible } from '../reporters/escape.ts';
import { counted, plural } from '../reporters/figure.ts';
import { option, shellQuoted } from '../reporters/quote.ts';
import type { Arguments, Command } from './command.ts';
import { sourcePath } from './files.ts';
import { imported } from './modules.ts';
import { progress } from './progress.ts';
import { UsageError } from './usage-error.ts';
import { pathOf, programsOf, seedOf, single, timeOf } from './values.ts';
import { writable, write } from './writing.ts';

/** Tries random programs over the operations of an engine, and tells of each wrong derivative the smallest program that shows it. */
export const fuzzCommand: Command = {
  name: 'fuzz',
  positional: '<file>',
  description:
    'Tries random programs of the operations of an engine of automatic differentiation, of which a file exports a table, sweep({ engine, operations }), and tells of each wrong derivative the smallest program that shows it.',
  async run(args) {
    const file = args.positionals[0]!;
    const [seed, place, out] = [seedOf(args), placeOf(args), single(args, 'out')];
    if (out !== undefined) writable(out);
    const tables = await tablesOf(file);
    const found = [];
    for (const sweep of tables)
      found.push({ sweep, seed, file, fuzzed: await tried(sweep, args, { file, seed, place, parts: tables.length }) });
    const text = found.map(told).join('\n');
    process.stdout.write(text);
    if (out !== undefined) write(out, found.map(markdown).join('\n'));
    return found.some(({ fuzzed }) => fuzzed.findings.length > 0) ? 1 : 0;
  },
};

/** The place of a program that an earlier run has told. */
function placeOf(args: Arguments): number | undefined {
  const text = pathOf(args);
  if (text !== undefined && !/^\d{1,9}$/.test(text))
    throw new UsageError(`--path takes the number of a program, not ${JSON.stringify(text)}`);
  return text === undefined ? undefined : Number(text);
}

/** The tables that a file exports. */
async function tablesOf(file: string): Promise<readonly Sweep[]> {
  const { exports } = await imported(file);
  const tables = [...new Set(Object.values(exports).flat())].filter(isSweep);
  if (tables.length === 0) throw new UsageError(`${file}: no table here; export what sweep({ engine, operations }) returns`);
  return tables;
}

interface Extent {
  readonly file: string;
  readonly seed: number;
  readonly place: number | undefined;
  /** The tables that share the time. */
  readonly parts: number;
}

async function tried(sweep: Sweep, args: Arguments, { file, seed, place, parts }: Extent): Promise<Fuzzed> {
  const [{ canTry, fuzz }, { properties }] = await Promise.all([import('../fuzz/fuzz.ts'), import('../../properties/index.ts')]);
  const [runs, time] = [programsOf(args), timeOf(args)];
  const end = time === undefined ? Number.POSITIVE_INFINITY : performance.now() + time / parts;
  if (!canTry(sweep)) throw new UsageError(`${file}: no operation of the table can take part`);
  const line = progress();
  const fuzzed = fuzz(sweep, {
    seed,
    laws: properties,
    goesOn: () => performance.now() < end,
    onProgress: (programs, findings) => line.tell(`${plural(programs, 'program')}, ${findings} wrong`),
    ...(runs !== undefined && { runs }),
    ...(place !== undefined && { place }),
  });
  line.clear();
  return fuzzed;
}

/** What came of one table. */
interface Told {
  readonly sweep: Sweep;
  readonly seed: number;
  readonly file: string;
  readonly fuzzed: Fuzzed;
}

const replayOf = ({ seed, file }: Told, { place }: Finding): string =>
  ['gradcheck fuzz', shellQuoted(sourcePath(file)), option('seed', String(seed)), option('path', String(place))].join(' ');

/** The gradient that is claimed beside the one that is measured, of the entries that differ; or what is thrown. */
function mistake({ thrown, entries, result }: Finding): readonly string[] {
  if (thrown !== undefined) return [`throws ${escaped(thrown)}`];
  const far = entries.filter(({ claimed, measured }) => !(Math.abs(claimed - measured) <= SHOWN_DIFFERENCE * Math.abs(measured)));
  return far.length > 0
    ? far
        .slice(0, SHOWN_ENTRIES)
        .map(({ label, claimed, measured }) => `${escaped(label)}: claimed ${figure(claimed)}, measured ${figure(measured)}`)
    : [escaped(result.message ?? result.reason ?? result.law)];
}

/** The relative difference from which on an entry is shown. Why: measured slopes of single precision are off by less. */
const SHOWN_DIFFERENCE = 1e-4;
/** Entries that are shown. Why: one tells, and more fill the screen. */
const SHOWN_ENTRIES = 4;
const figure = (x: number): string => String(Number(x.toPrecision(6)));

/** What came of a table, for a terminal. */
function told(one: Told): string {
  const { sweep, seed, fuzzed } = one;
  const { findings, programs, nested, steps, cleared } = fuzzed;
  const lines = findings.flatMap((finding) => [
    `✗ ${escaped(finding.root)}   wrong ${finding.order === 2 ? 'in second order ' : ''}in ${plural(finding.programs, 'program')}`,
    ...finding.code.map((line) => `    ${visible(line)}`),
    ...mistake(finding).map((line) => `    // ${line}`),
    `    replay   ${replayOf(one, finding)}`,
    '',
  ]);
  return `${[
    ...lines,
    `${findings.length} wrong · ${escaped(sweep.coverage.engine)} · ${plural(programs, 'program')}${nested > 0 ? `, ${counted(nested)} in second order` : ''} · median ${plural(steps, 'operation')} · ${plural(cleared, 'suspect')} cleared by the laws · seed ${seed}`,
    ...others(fuzzed),
  ].join('\n')}\n`;
}

const others = ({ leftOut, leftOutNested, underived }: Fuzzed): readonly string[] => [
  ...(leftOut.length > 0 ? [`left out, as their derivative is known to be wrong or lacking: ${leftOut.map(escaped).join('; ')}`] : []),
  ...(leftOutNested.length > 0
    ? [`in first order alone, as their second derivative is known to be wrong or lacking: ${leftOutNested.map(escaped).join('; ')}`]
    : []),
  ...(underived.length > 0 ? [`without a derivative at some shapes: ${underived.map(escaped).join('; ')}`] : []),
];

/** The same as Markdown. */
function markdown(one: Told): string {
  const { sweep, fuzzed } = one;
  const sections = fuzzed.findings.flatMap((finding) => {
    const code = [...finding.code.map(visible), ...mistake(finding).map((line) => `// ${line}`)];
    const fence = '`'.repeat(Math.max(3, ...code.flatMap((line) => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1))));
    return [
      `## ${escaped(finding.root)}${finding.order === 2 ? ', in second order' : ''}`,
      '',
      `${fence}js`,
      ...code,
      fence,
      '',
      `Replay: \`${replayOf(one, finding)}\``,
      '',
    ];
  });
  const { programs } = fuzzed;
  return [
    `# ${escaped(sweep.coverage.engine)}: ${fuzzed.findings.length} wrong in ${plural(programs, 'program')}`,
    '',
    ...sections,
    ...others(fuzzed),
    '',
  ].join('\n');
}
