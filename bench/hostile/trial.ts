import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromJson, type Result } from '../../src/index.ts';
import { root } from '../corpus.ts';
import { type Hostile, textOf } from './modules.ts';

/** What came of a run. */
export interface Trial {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly results: readonly Result[];
}

/** Text that no user should see. */
export const INTERNAL = /internal error|^ {4}at .*[(/:]|node:internal/m;

/** The binary. */
export const binary = join(root, 'dist/cli.cjs');

/** Runs hostile modules in one run, each in a file of its own. */
export function tried(modules: readonly Hostile[], ...flags: readonly string[]): Trial {
  const cwd = mkdtempSync(join(tmpdir(), 'gradcheck-hostile-'));
  for (const [i, module] of modules.entries()) writeFileSync(join(cwd, fileOf(i)), textOf(module, `good ${i}`));
  const args = [binary, 'run', '.', '--runs', '3', '--timeout', '10', '--no-memory', '--reporter', 'json=r.json', ...flags];
  const env = { PATH: process.env.PATH, GRADCHECK_MEMORY: '700' };
  const { status, stdout, stderr } = spawnSync('node', args, { cwd, encoding: 'utf8', env, maxBuffer: 2 ** 28, timeout: 600_000 });
  const report = join(cwd, 'r.json');
  const results = existsSync(report) ? fromJson(readFileSync(report, 'utf8')).results : [];
  rmSync(cwd, { recursive: true });
  return { status, stdout, stderr, results };
}

const fileOf = (i: number): string => `m${i}.gradcheck.mjs`;

/** What a run has done otherwise than it should: one line for each. */
export function problems(modules: readonly Hostile[], { status, stdout, stderr, results }: Trial): readonly string[] {
  const all = [
    ...(INTERNAL.test(stdout + stderr) ? [`a stack trace or an internal error is shown: ${INTERNAL.exec(stdout + stderr)![0]}`] : []),
    ...(status === 0 && modules.some(({ fate }) => fate !== 'right') ? ['exit status 0'] : []),
    ...(status === null ? ['no end'] : []),
  ];
  return [...all, ...modules.flatMap((module, i) => amiss(module, i, results).map((problem) => `${module.name}: ${problem}`))];
}

/** Laws and readings that a right subject of two inputs with a gradient is held to, at least. */
const LAWS = 8;

function amiss({ fate }: Hostile, i: number, results: readonly Result[]): readonly string[] {
  const own = results.filter(({ source }) => source?.file === fileOf(i));
  const good = own.filter(({ subject }) => subject === `good ${i}`);
  const rest = own.filter((result) => !good.includes(result) || result.property === 'loading');
  const failures = rest.filter(({ verdict }) => verdict === 'fail');
  if (fate === 'file')
    return failures.length === 1 && failures[0]!.property === 'loading' ? [] : ['the file is not told as one that cannot be loaded'];
  const complete = good.filter(({ verdict }) => verdict === 'pass').length;
  const spoiled = complete < LAWS ? [`the right subject has ${complete} results`] : [];
  if (fate === 'right') return [...spoiled, ...failures.map(({ property, message }) => `${property} fails: ${message}`)];
  const said = failures.flatMap((result) => [`${result.fault ?? ''} ${result.message ?? result.reason ?? ''}`, JSON.stringify(result)]);
  return said.some((text) => fate.test(text))
    ? spoiled
    : [...spoiled, `not told: ${fate}, but ${said.map((text) => text.slice(0, 80))[0]}`];
}
