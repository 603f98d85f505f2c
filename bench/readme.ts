/**
 * Writes the generated blocks of README.md and docs/*.md anew, each from the command that it shows: what stands between
 * `<!-- generated: NAME -->` and `<!-- end -->`. Names as arguments limit it to these blocks. Lines that tell times are left out.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { properties } from '../properties/index.ts';
import { readings } from '../readings/index.ts';
import { excuses } from '../src/check/excuses.ts';
import { flags } from '../src/cli/flags.ts';
import { quoted } from '../src/cli/quote.ts';
import { fromJson, type Property, type Result } from '../src/index.ts';
import { bar, figure, plural } from '../src/reporters/figure.ts';
import { root } from './corpus.ts';
import { grouped, table } from './table.ts';
import { workedExamples } from './worked-examples/index.ts';

interface Ran {
  readonly output: string;
  readonly status: number;
}

const TIME = /^\d+(\.\d+)? s( · .*)?$/;

/** What Node prints, without lines of time. */
function ran(...args: readonly string[]): Ran {
  const { stdout, stderr, status, error } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (error || status === null) throw error ?? new Error(`${args.join(' ')} was ended`);
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => !TIME.test(line));
  return { output: lines.join('\n').trim(), status };
}

const gradcheck = (...args: readonly string[]): Ran => ran('dist/src/cli/main.js', ...args);

const fenced = (text: string, language = 'text'): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** A command of the command line as a session of a terminal, with its exit status, which is the one that is due. */
function session(due: number, ...args: readonly string[]): string {
  const { output, status } = gradcheck(...args);
  if (status !== due) throw new Error(`gradcheck ${args.join(' ')} ends with ${status}, not ${due}: … ${output.slice(-1000)}`);
  return `$ npx gradcheck ${args.map(quoted).join(' ')}\n${output}\n$ echo $?\n${status}`;
}

/** A bench that ends well, as it prints. */
function bench(program: string, ...args: readonly string[]): string {
  const words = ['--import', 'jiti/register', `bench/${program}`, ...args];
  const { output, status } = ran(...words);
  if (status !== 0) throw new Error(`bench/${program} ends with ${status}: … ${output.slice(-1000)}`);
  return `\`node ${words.join(' ')}\`:\n\n${output}`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => `\`${escaped(text)}\``;

/** Rows of words; those of numbers are made by `table`. */
const listed = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

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

const laws = (head: string, inquiries: readonly Pick<Property, 'name' | 'law'>[]): string =>
  listed(
    [head, head === 'property' ? 'law' : 'what it measures'],
    inquiries.map(({ name, law }) => [code(name), escaped(law)]),
  );

/** The floors on which numbers decide. */
const MEASURING = ['math', 'measure', 'law', 'search', 'explain', 'check'].flatMap((floor) =>
  readdirSync(`${root}/src/${floor}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => `src/${floor}/${name}`),
);
const CONSTANT = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?(?:export )?const ([A-Z][A-Z_]+)(?::[^=\n]+)? = ([^;\n]*\d[^;\n]*);\n/g;

/** Every named number of the measuring, as it stands in its source. */
const thresholds = (): string =>
  listed(
    ['file', 'constant', 'value', 'meaning'],
    MEASURING.flatMap((file) =>
      [...readFileSync(`${root}/${file}`, 'utf8').matchAll(CONSTANT)].map(([, comment = '', name, value]) => [
        code(file.slice('src/'.length)),
        code(name!),
        code(value!.replace(' as const', '')),
        escaped(comment.replace(/\n \* ?/g, ' ').trim()),
      ]),
    ),
  );

/** The failures of a run on other people's derivatives: one row for each function, at its simplest sample. */
function findings(path: string): string {
  const { output } = gradcheck('run', path, '--reporter', 'json');
  const { results } = fromJson(output);
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
  return `\`npx gradcheck run ${path}\`: ${count}\n\n${table(['function', 'at', 'claimed', 'measured', 'laws broken'], rows)}`;
}

/** The tables of coverage with their laws, and the one without; both from one run. */
let measured: readonly string[] | undefined;
function coverage(part: 'in full' | 'in brief'): string {
  measured ??= bench('coverage.ts').split('\n\n## In brief\n\n');
  return measured[part === 'in full' ? 0 : 1]!;
}

const example = 'x^2 + 3*x*y + y^2';
const layers = 'examples/custom-layer/layer-norm';

/** What each block holds. */
const blocks: Readonly<Record<string, () => string>> = {
  ...workedExamples,
  'check right': () => fenced(session(0, 'check', example, '--gradient', '2*x + 3*y', '--gradient', '3*x + 2*y')),
  'check wrong': () => fenced(session(1, 'check', example, '--gradient', '3*x + 3*y', '--gradient', '3*x + 2*y')),
  'check invalid': () =>
    fenced(
      [
        session(2, 'check', 'x^^2', '--gradient', '2*x'),
        session(2, 'check', '3xy', '--gradient', '3*y', '--gradient', '3*x'),
        session(2, 'check', 'x*y', '--gradient', 'y'),
      ].join('\n'),
    ),
  'layer right': () => fenced(session(0, 'run', `${layers}.gradcheck.ts`)),
  'layer wrong': () => fenced(session(1, 'run', `${layers}-wrong.gradcheck.ts`)),
  'mathjs findings': () => findings('examples/mathjs-engine'),
  flags: flagTable,
  laws: () => laws('property', properties),
  readings: () => laws('reading', readings),
  thresholds,
  excuses: () =>
    listed(
      ['excuse', 'what it says', 'reason that is given'],
      excuses.map(({ name, meaning, reason }) => [name, escaped(meaning), escaped(reason)]),
    ),
  'selftest matrix': () => fenced(session(0, 'selftest')),
  coverage: () => coverage('in full'),
  'coverage in brief': () => coverage('in brief'),
  simplest: () => bench('simplest.ts'),
  locating: () => bench('locating.ts'),
  power: () => bench('power/compare.ts', '--brief', '--points', '10'),
  accuracy: () => {
    const [shown, ...misses] = bench('accuracy.ts', '--misses', '4').split(/\n\n(?=\d+ components)/);
    return `${shown}\n\n${fenced(misses.join('\n\n'))}`;
  },
};

const BLOCK = /(<!-- generated: ([^>]+?) -->\n)([\s\S]*?)(<!-- end -->)/g;
const files = ['README.md', ...readdirSync(`${root}/docs`).map((name) => `docs/${name}`)].filter((name) => name.endsWith('.md'));
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in blocks));
if (unknown !== undefined) throw new Error(`no block ${JSON.stringify(unknown)}; there are ${Object.keys(blocks).join(', ')}`);

/** What the blocks hold now; one whose command does not end as it should keeps what it held. */
const texts = new Map<string, string>();
for (const file of files)
  for (const [, , name] of readFileSync(`${root}/${file}`, 'utf8').matchAll(BLOCK)) {
    if (texts.has(name!) || (wanted.length > 0 && !wanted.includes(name!))) continue;
    const block = blocks[name!];
    if (!block) throw new Error(`${file}: no block ${JSON.stringify(name)}`);
    try {
      texts.set(name!, `\n${block()}\n\n`);
      console.log(`${file}: ${name}`);
    } catch (error) {
      console.error(`${file}: ${name} stays as it was: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
    }
  }

// Commands take minutes, in which the files may have been edited: they are read again
for (const file of files) {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  const written = text.replace(
    BLOCK,
    (_, start: string, name: string, before: string, end: string) => start + (texts.get(name) ?? before) + end,
  );
  if (written !== text) writeFileSync(`${root}/${file}`, written);
}
