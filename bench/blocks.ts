/** What the generated blocks of documents hold: what stands between `<!-- generated: NAME -->` and `<!-- end -->`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { properties } from '../properties/index.ts';
import { readings } from '../readings/index.ts';
import { arbiter, excuses } from '../src/check/excuses.ts';
import { commands } from '../src/cli/commands.ts';
import { flags } from '../src/cli/flags.ts';
import { fromJson, type Result } from '../src/index.ts';
import type { Inquiry } from '../src/law/reading.ts';
import { grouped } from '../src/report/group.ts';
import { bar, figure, plural } from '../src/reporters/figure.ts';
import { campaignOf, headlines, rates } from './campaign/rates.ts';
import { catalogue } from './catalogue.ts';
import { commanded } from './command.ts';
import { root } from './corpus.ts';
import { FLOORS } from './floors.ts';
import { type KeyTable, keyTables } from './keys.ts';
import { messages } from './messages/index.ts';
import { table } from './table.ts';
import { thresholds } from './thresholds.ts';
import { workedExamples } from './worked-examples/index.ts';
import { withoutTimes } from './workspace.ts';

/** What a program prints that ends well. */
function ran(program: string, ...args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ends with ${status}: … ${`${stdout}${stderr}`.slice(-1000)}`);
  return stdout.trim();
}

/** What the numbers of the dear blocks come from. */
const MEASURED = ['src', 'properties', 'readings', 'fixtures', 'examples', 'bench'];

/** The commit that last changed what is measured. */
function commit(): string {
  const changed = ran('git', 'status', '--porcelain', '--', ...MEASURED) !== '';
  return ran('git', 'log', '-1', '--format=%h', '--', ...MEASURED) + (changed ? ' and changes' : '');
}

/** A command and the commit at which it was run, above what came of it. */
const made = (command: string, text: string): string => `\`${command}\`, at commit ${commit()}:\n\n${text}`;

/** A bench, as it prints. */
function bench(program: string, ...args: readonly string[]): string {
  const words = ['--import', 'jiti/register', `bench/${program}`, ...args];
  return made(`node ${words.join(' ')}`, withoutTimes(ran(process.execPath, ...words)).trim());
}

const fenced = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

const escaped = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => `\`${escaped(text)}\``;

/** Rows of words; those of numbers are made by `table`. */
const listed = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const commandTable = (): string =>
  listed(
    ['command', 'what it does'],
    commands.map(({ name, positional = '', description }) => [code(`gradcheck ${name} ${positional}`.trimEnd()), escaped(description)]),
  );

const flagTable = (): string =>
  listed(
    ['flag', 'meaning', 'default', 'commands'],
    flags.map(({ name, value, many, description, default: otherwise, commands }) => [
      code(`--${name}${value === undefined ? '' : ` ${value}`}`),
      escaped(description + (many ? '; repeatable' : '')),
      otherwise === undefined ? '' : escaped(otherwise),
      commands.join(', '),
    ]),
  );

const keyTable = ({ head, rows }: KeyTable): string =>
  listed(
    head,
    rows.map((cells) => cells.map(escaped)),
  );

/** The comment above the definition in a file, as prose. */
function comment(file: string): string {
  const [, text] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport default /.exec(readFileSync(`${root}/${file}`, 'utf8')) ?? [];
  return (text ?? '')
    .replace(/@throws[\s\S]*/, '')
    .replace(/\s+\* ?/g, ' ')
    .trim();
}

/** What can be asked of subjects, each in one line of mathematics with what its file says about it. */
const told = (folder: string, inquiries: readonly Inquiry[]): string =>
  inquiries
    .map(({ name, law }) => `- [\`${name}\`](../${folder}/${name}.ts): \`${law}\`\\\n  ${comment(`${folder}/${name}.ts`)}`)
    .join('\n');

/** The laws, by the chapters of the catalogue. */
const laws = (): string =>
  Object.entries(catalogue)
    .map(
      ([chapter, names]) =>
        `### ${chapter}\n\n${told(
          'properties',
          properties.filter(({ name }) => names.includes(name)),
        )}`,
    )
    .join('\n\n');

/** The floors of the house. */
const floors = (): string =>
  listed(
    ['floor', 'what lives there'],
    FLOORS.map(([floor, what]) => [code(existsSync(`${root}/${floor}.ts`) ? `${floor}.ts` : `${floor}/`), what]),
  );

/** Every number that decides, as it stands in its source. */
const thresholdTable = (): string =>
  listed(
    ['file', 'constant', 'value', 'meaning', 'reason'],
    thresholds().map(({ file, name, value, meaning, reason }) => [code(file), code(name), code(value), escaped(meaning), escaped(reason)]),
  );

/** A text set as code that may hold backquotes. */
const quoted = (text: string): string => (text.includes('`') ? `\`\` ${escaped(text)} \`\`` : code(text));

/** The messages of errors, by the floors of the files that have them. */
function messageTable(): string {
  const all = messages().map(({ shown, files }) => ({ shown: shown.replace(/\s*\n\s*/g, ' '), files }));
  return FLOORS.map(([floor, what]) => ({ floor, what, rows: all.filter(({ files }) => files[0]!.startsWith(`${floor}/`)) }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ floor, what, rows }) => {
      const short = (file: string): string => code(file.startsWith(`${floor}/`) ? file.slice(floor.length + 1) : file);
      const told = rows.map(({ shown, files }) => [quoted(shown), files.map(short).join(', ')]);
      return `### ${floor}\n\n${what.charAt(0).toUpperCase()}${what.slice(1)}.\n\n${listed(['message', 'file'], told)}`;
    })
    .join('\n\n');
}

/** The failures of a run on other people's derivatives: one row for each function, at its simplest sample. */
async function findings(path: string): Promise<string> {
  const { stdout } = await commanded(root, 'run', path, '--no-memory', '--reporter', 'json');
  const { results } = fromJson(stdout);
  const subjects = [...grouped(results, ({ subject }) => subject)];
  const of = (verdict: Result['verdict']) => subjects.filter(([, all]) => all.some((result) => result.verdict === verdict));
  const wrong = of('fail');
  const open = of('inconclusive').filter(([name]) => !wrong.some(([other]) => other === name));
  const rows = wrong.map(([name, all]) => {
    const failed = all.filter(({ verdict }) => verdict === 'fail');
    const told = failed.find((result) => result.wrong) ?? failed[0]!;
    const [component] = told.wrong ?? [];
    const x = (told.simplest?.sample.x ?? []) as readonly number[];
    return [
      code(name),
      x.map(figure).join(', '),
      component ? figure(component.claimed) : '',
      component ? bar({ value: component.observed, error: component.error }) : (told.message ?? ''),
      String(failed.length),
    ];
  });
  const count = `${plural(subjects.length, 'function')}: ${subjects.length - wrong.length - open.length} right, ${wrong.length} wrong, ${open.length} left open.`;
  return made(`npx gradcheck run ${path}`, `${count}\n\n${table(['function', 'at', 'claimed', 'measured', 'laws broken'], rows)}`);
}

const excuseTable = (): string =>
  listed(
    ['excuse', 'what it says', 'reason that is given'],
    [arbiter, ...excuses].map(({ name, meaning, reason }) => [name, escaped(meaning), escaped(reason)]),
  );

/** What the self-test prints, if it finds all as it should be. */
async function selftest(): Promise<string> {
  const { stdout, stderr, status } = await commanded(root, 'selftest');
  if (status !== 0) throw new Error(`gradcheck selftest ends with ${status}: … ${`${stdout}${stderr}`.slice(-1000)}`);
  return made('npx gradcheck selftest', fenced(stdout.trimEnd()));
}

/** The rates of the campaign, as they were recorded, and the commands that made them. */
function campaign(): string {
  const { findings, text } = rates();
  return fenced([...findings.map(campaignOf), '', text].join('\n'));
}

/** The rates of the campaign that are told first. */
const ratesTable = (): string =>
  listed(
    ['random programs', 'counted', 'share', '95 % interval', 'measured by'],
    headlines(rates()).map(({ words, count, share, interval, commands }) => [words, count, share, interval, commands.map(code).join(', ')]),
  );

type Block = () => string | Promise<string>;

/** Blocks that take no time: tests hold the documents to them. */
export const cheap: Readonly<Record<string, Block>> = {
  floors,
  laws,
  readings: () => told('readings', readings),
  commands: commandTable,
  flags: flagTable,
  ...Object.fromEntries(Object.entries(keyTables).map(([name, keys]) => [name, () => keyTable(keys)])),
  thresholds: thresholdTable,
  messages: messageTable,
  excuses: excuseTable,
  campaign,
  rates: ratesTable,
  ...workedExamples,
};

/** Blocks that take minutes: each says at which commit it was made. */
export const dear: Readonly<Record<string, Block>> = {
  'selftest matrix': selftest,
  'mathjs findings': () => findings('examples/mathjs-engine'),
  coverage: () => bench('coverage.ts'),
  simplest: () => bench('simplest.ts'),
  locating: () => bench('locating.ts'),
  mutants: () => {
    const parts = bench('mutants/mutants.ts', '--seed', '13', '--count', '300').split('\n\n');
    const survived = parts.filter((part) => part.startsWith('src/'));
    return [parts[0]!, ...survived.map(fenced), parts.find((part) => part.startsWith('|'))!].join('\n\n');
  },
  size: () => {
    const [costs, ...chart] = bench('size.ts', '--brief', '--to', '10000000').split(/\n\n(?=Values|n = 10 )/);
    return [costs, chart[0], fenced(chart.slice(1).join('\n\n'))].join('\n\n');
  },
  power: () => bench('power/compare.ts', '--brief', '--points', '10'),
  accuracy: () => {
    const [shown, ...misses] = bench('accuracy.ts', '--misses', '4').split(/\n\n(?=\d+ components)/);
    return `${shown}\n\n${fenced(misses.join('\n\n'))}`;
  },
};
