/** Models of bad input, and what every command must make of whatever they generate. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { flags } from '../../src/cli/flags.ts';
import { commanded } from '../command.ts';
import { INTERNAL } from './trial.ts';

/** What one trial writes into its folder, and the command line that it tries there. */
interface Input {
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  /** True if nothing can be right about it, so that exit status 0 is wrong. */
  readonly bad?: boolean;
}

const SUBJECT = { name: 'f', variables: { x: [-2, 2], y: [0, 1] }, f: 'x^2*y + sin(x)', gradient: ['2*x*y + cos(x)', 'x^2'] };
const QUICK = ['--runs', '1', '--property', 'matches-differences', '--no-memory', '--reporter', 'json=out/r.json'];
/** A subject of few evaluations, for inputs in which it is right and something else is not. */
const SMALL = JSON.stringify({ subjects: [{ name: 'f', variables: { x: [-2, 2] }, f: 'x', gradient: ['1'] }] });
const QUICKEST = [...QUICK, '--budget', '60'];
const RESULT = {
  subject: 'f',
  property: 'convex',
  law: 'f',
  verdict: 'fail',
  reason: 'r',
  runs: 1,
  discarded: 0,
  evaluations: { f: 1, claims: 1 },
  simplest: { sample: { x: [1, 2] }, measurements: [{ claimed: { value: 1, error: 'NaN' }, observed: { value: 2, error: 0 } }] },
  wrong: [{ index: 0, label: 'x', claimed: 1, observed: 2, error: 0 }],
};
const REPORT = {
  version: 1,
  tool: { name: 'gradcheck', version: '0' },
  seed: 1,
  provenance: { command: 'c', date: '2026-01-01T00:00:00.000Z', node: 'v20', engines: {} },
  results: [RESULT],
  summary: { pass: 0, fail: 1, inconclusive: 0 },
};
const BLOB = { blob: 1, shard: { index: 1, count: 1 }, options: { runs: 1 }, subjects: 'h', places: [0], rejected: false, report: REPORT };

/** Any JSON value, with the numbers and names that break programs. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    1e15,
    1e308,
    '',
    'x',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
    'NaN',
    '\u202e\u001b[31m',
    'x'.repeat(33_000),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A JSON value in which one part is another, is missing, or is added. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return anything;
  const entries = Object.entries(value);
  const made = (all: readonly (readonly [string, unknown])[]): unknown =>
    Array.isArray(value) ? all.map(([, part]) => part) : Object.fromEntries(all);
  return fc.oneof(
    anything,
    fc.tuple(fc.string({ maxLength: 9 }), anything).map(([key, part]) => made([...entries, [key, part]])),
    ...entries.flatMap(([key, part], i) => [
      fc.constant(made(entries.filter((_, k) => k !== i))),
      damaged(part).map((other) => made(entries.map((entry, k) => (k === i ? [key, other] : entry)))),
    ]),
  );
}

/** The text of a damaged value, or a damaged text of the value. */
const damagedText = (value: unknown): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: damaged(value).map((other) => JSON.stringify(other) ?? '') },
    fc.nat().map((n) => JSON.stringify(value).slice(0, n % JSON.stringify(value).length)),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

const token = fc.constantFrom(
  'x',
  'y',
  '1',
  '2.5',
  '1e400',
  '+',
  '-',
  '*',
  '/',
  '^',
  '(',
  ')',
  'sin(',
  'log(',
  'abs(',
  'max(',
  ',',
  ' ',
  'i',
  '=',
  '!',
  '[',
  ']',
  '?',
  ':',
  '<',
  ';',
  '"',
  '0x',
  '∞',
);
const formula = fc.oneof(
  fc.array(token, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 12 }),
);
const word = fc.oneof(
  fc.constantFrom(...flags.map(({ name }) => `--${name}`)),
  fc.constantFrom(...flags.map(({ name }) => `--${name}=`)),
  fc.constantFrom(
    '1',
    '-1',
    '1e9',
    'x',
    '',
    '--',
    '-',
    '=',
    'a.gradcheck.json',
    '.',
    '/dev/null',
    '../x',
    '\n',
    '--seed=random',
    '1/2',
    'json',
    'x=1',
  ),
  fc.string({ maxLength: 8 }),
);

/** The models by their names. */
export const models: Readonly<Record<string, fc.Arbitrary<Input>>> = {
  arguments: fc
    .tuple(
      fc.constantFrom('run', 'check', 'list', 'mutate', 'report', 'compare', 'merge', 'selftest', 'open', 'x'),
      fc.array(word, { maxLength: 6 }),
    )
    // A right command line of these checks all built-in functions, which takes minutes.
    .map(([name, words]) => ({
      files: {},
      args: [name, ...words.filter((one) => one !== '.'), '--nonsense'],
      bad: !words.some((one) => one === '--'),
    })),
  subjects: damagedText({ subjects: [SUBJECT] }).map((text) => ({
    files: { 'a.gradcheck.json': text },
    args: ['run', 'a.gradcheck.json', ...QUICK],
  })),
  formulas: fc
    .tuple(formula, formula)
    .map(([f, g]) => ({ files: {}, args: ['check', '--runs', '1', '--property', 'matches-differences', `--gradient=${g}`, '--', f] })),
  reports: fc
    .tuple(damagedText(REPORT), fc.constantFrom('terminal', 'html', 'markdown', 'junit', 'sarif', 'github', 'json'))
    .map(([text, reporter]) => ({
      files: { 'r.json': text },
      args: ['report', 'r.json', '--verbose', '--reporter', `${reporter}=out/r`],
    })),
  comparisons: damagedText(REPORT).map((text) => ({
    files: { 'r.json': text, 's.json': JSON.stringify(REPORT) },
    args: ['compare', 's.json', 'r.json'],
  })),
  blobs: damagedText(BLOB).map((text) => ({
    files: { 'blobs/1.blob': text },
    args: ['merge', 'blobs', '--reporter', 'json=out/r.json', '--reporter', 'terminal'],
    bad: true,
  })),
  configurations: damagedText({
    include: ['a.gradcheck.json'],
    seed: 1,
    runs: 1,
    reporters: ['json=out/r.json'],
    memory: false,
    strict: false,
  }).map((text) => ({
    files: { 'gradcheck.config.json': text, 'a.gradcheck.json': SMALL },
    args: ['run', 'a.gradcheck.json', ...QUICKEST],
  })),
  memories: damagedText({
    version: 1,
    failures: [{ subject: 'f', property: 'matches-differences', samples: ['meyJ4IjpbMV0sInYiOlsxXX0'] }],
  }).map((text) => ({
    files: { 'memory.json': text, 'a.gradcheck.json': SMALL },
    args: ['run', 'a.gradcheck.json', ...QUICKEST.filter((flag) => flag !== '--no-memory'), '--memory', 'memory.json'],
  })),
};

/** Milliseconds that a command may take. */
const LONGEST = 30_000;

/** Where files cost least: in memory, on Linux. Why: on a disk, making and removing a folder takes longer than most commands. */
const memoryDisk = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/** What is wrong with how a command takes an input, in a folder that holds nothing before and after; undefined if nothing is. */
export async function complaint({ files, args, bad = false }: Input, cwd: string): Promise<string | undefined> {
  try {
    mkdirSync(join(cwd, 'blobs'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const before = performance.now();
    const { status, stdout, stderr } = await commanded(cwd, ...args);
    if (performance.now() - before > LONGEST) return 'it takes too long';
    const shown = INTERNAL.exec(`${stdout}${stderr}`)?.[0];
    if (shown !== undefined) return `${shown}: ${stderr.slice(0, 200)}`;
    if (![0, 1, 2].includes(status) || (bad && status === 0)) return `exit status ${status}`;
    if (status === 2 && !/^gradcheck: /m.test(stderr)) return `nothing is said: ${stderr.slice(0, 200)}`;
    const left = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(tmp|lock)$/.test(name));
    return left.length > 0 ? `${left[0]} is left` : undefined;
  } catch (error) {
    return `it throws ${error instanceof Error ? error.stack : error}`;
  } finally {
    for (const name of readdirSync(cwd)) rmSync(join(cwd, name), { recursive: true });
  }
}

/** Tries so many inputs of a model. @throws {Error} with the smallest input that is taken badly. */
export async function fuzzed(name: string, count: number, seed: number): Promise<void> {
  const cwd = mkdtempSync(join(memoryDisk(), 'gradcheck-fuzz-'));
  const property = fc.asyncProperty(models[name]!, async (input) => {
    const found = await complaint(input, cwd);
    if (found !== undefined) throw new Error(found);
  });
  await fc.assert(property, { numRuns: count, seed }).finally(() => rmSync(cwd, { recursive: true }));
}
