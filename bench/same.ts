/**
 * Whether two checkouts say the same: `npm run bench:same -- OTHER [SEED…]` runs the program of another checkout and of this one on the built-in functions,
 * the examples and all planted mistakes, and compares the JSON reports, apart from provenance, times and file paths. Both must be built.
 * Ends with 1 if there is a difference.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { grouped } from '../src/report/group.ts';

/** Seeds, where none is given. */
const SEEDS = ['1', '42'];
const EXAMPLES = ['examples/custom-layer', 'examples/mathjs-engine'];
/** Differences that are listed of each run. */
const LISTED = 40;

type Entry = { readonly subject: string; readonly property: string } & Readonly<Record<string, unknown>>;

interface Manifest {
  readonly bin: { readonly gradcheck: string };
  readonly exports: Readonly<Record<string, { readonly default: string } & Readonly<Record<string, unknown>>>>;
}

/** The results of a run of a checkout's program, without what may differ. */
function results(checkout: string, args: readonly string[], seed: string): readonly Entry[] {
  const { bin } = manifest(checkout);
  const command = [join(checkout, bin.gradcheck), 'run', ...args, '--seed', seed, '--reporter', 'json', '--no-memory'];
  const report = JSON.parse(output(command, checkout)) as { readonly results: readonly Entry[] };
  return report.results.map(comparable);
}

const manifest = (checkout: string): Manifest => JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as Manifest;

function output(command: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, command, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { status, stdout, stderr } = error as { readonly status: number; readonly stdout: string; readonly stderr: string };
    if (status === 1) return stdout;
    throw new Error(`${command.join(' ')}: exit status ${status}: ${stderr}`);
  }
}

/** A result without its place in a file, its replay line, which names that file, and the times that the reading of costs measures. */
function comparable({ source: _, replay: __, ...result }: Entry): Entry {
  if (result.property !== 'cost') return result;
  const { evidence: ___, warnings: ____, ...rest } = result;
  return rest;
}

/** A module that exports the planted mistakes of a checkout. */
function flawedModule(checkout: string, folder: string): string {
  const entry = pathToFileURL(join(checkout, manifest(checkout).exports['./fixtures']!.default)).href;
  const file = join(folder, 'flawed.gradcheck.mjs');
  writeFileSync(
    file,
    `import { flawed } from ${JSON.stringify(entry)};\nexport default flawed.map(({ caughtBy, ...subject }) => subject);\n`,
  );
  return file;
}

/** What differs between two values, by the path to it. */
function differences(a: unknown, b: unknown, path = ''): readonly string[] {
  if (Object.is(a, b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [`${path}: ${shown(a)} → ${shown(b)}`];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) =>
    differences((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`),
  );
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 120));

/** The part of a result in which a difference lies, whatever its place in a list. */
const partOf = (difference: string): string => difference.slice(0, difference.indexOf(':')).replace(/\.\d+/g, '');

const keyOf = ({ subject, property }: Entry): string => `${subject}, ${property}`;

function compared(name: string, before: readonly Entry[], after: readonly Entry[]): number {
  const now = new Map(after.map((entry) => [keyOf(entry), entry]));
  const then = new Map(before.map((entry) => [keyOf(entry), entry]));
  const rows = [...new Set([...then.keys(), ...now.keys()])].flatMap((key) =>
    differences(then.get(key), now.get(key)).map((difference) => ({ key, difference })),
  );
  console.log(`${name}: ${before.length} results, ${rows.length} differences`);
  for (const [part, of] of grouped(rows, ({ difference }) => partOf(difference))) console.log(`  ${part}: ${of.length}`);
  for (const { key, difference } of rows.slice(0, LISTED)) console.log(`    ${key}: ${difference}`);
  return rows.length;
}

const [given = '', ...seeds] = process.argv.slice(2);
const other = resolve(given);
const own = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gradcheck-same-'));
try {
  let total = 0;
  for (const seed of seeds.length > 0 ? seeds : SEEDS) {
    for (const what of [[], ...EXAMPLES.map((example) => [example]), 'flawed'] as const) {
      const [before, after] = [other, own].map((checkout) =>
        results(checkout, what === 'flawed' ? [flawedModule(checkout, folder)] : what, seed),
      );
      total += compared(`${what === 'flawed' ? what : (what[0] ?? 'built-in')}, seed ${seed}`, before!, after!);
    }
  }
  process.exitCode = total === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
