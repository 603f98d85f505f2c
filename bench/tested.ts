/**
 * How much of `src/` the tests run, in their own process and in those that they start: prints the lines and branches, and the files with the most lines that nothing runs. Ends with 1 if a
 * test fails or a bar is missed. `dist` is built with source maps for this, and without them again afterwards.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mergeProcessCovs, type ProcessCov } from '@bcoe/v8-coverage';
import converted from 'ast-v8-to-istanbul';
import coverage, { type FileCoverageData } from 'istanbul-lib-coverage';
import { parseAstAsync } from 'vitest/node';
import { root } from './corpus.ts';
import { inPages } from './tested/pages.ts';

/** The least share of lines and of branches that tests run, in percent. */
const BARS = { lines: 95, branches: 90 } as const;
/** Files that are listed. */
const LISTED = 12;

const work = mkdtempSync(join(tmpdir(), 'gradcheck-tested-'));
const counts = join(work, 'counts');
const dist = join(root, 'dist');
const ran = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): number =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', env }).status ?? 1;

/** The environment in which every program `node` counts what it runs of `dist`. */
function counting(): NodeJS.ProcessEnv {
  const programs = join(work, 'programs');
  mkdirSync(programs);
  mkdirSync(counts);
  // Some tests run as another user.
  chmodSync(work, 0o755);
  chmodSync(counts, 0o777);
  const hook = fileURLToPath(new URL('tested/hook.cjs', import.meta.url));
  const node = `#!/bin/sh
export GRADCHECK_COUNTS='${counts}' GRADCHECK_COUNTED='${pathToFileURL(dist)}/' NODE_OPTIONS="$NODE_OPTIONS --require=${hook}"
exec '${process.execPath}' "$@"
`;
  writeFileSync(join(programs, 'node'), node);
  chmodSync(join(programs, 'node'), 0o755);
  return { ...process.env, PATH: `${programs}:${process.env.PATH}` };
}

/** What the processes that tests started have run, by the files of the source. */
async function inProcesses(): Promise<readonly FileCoverageData[]> {
  const parts = readdirSync(counts)
    .filter((name) => name.endsWith('.json') && !name.startsWith('page-'))
    .map((name): ProcessCov => JSON.parse(readFileSync(join(counts, name), 'utf8')));
  const files: FileCoverageData[] = [];
  for (const { functions, url } of mergeProcessCovs(parts).result) {
    const file = fileURLToPath(url);
    // The modules in front of the entries hand on names, and are made of no source.
    if (!existsSync(`${file}.map`)) continue;
    const code = readFileSync(file, 'utf8');
    const sourceMap = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
    const found = await converted({ code, sourceMap, ast: parseAstAsync(code), coverage: { functions, url } });
    files.push(...(Object.values(found) as FileCoverageData[]));
  }
  return files;
}

/** Adds to what the tests' own process has run of a file what the other processes have: two compilers agree on where a statement or a branch begins. */
function added(file: FileCoverageData, other: FileCoverageData): void {
  const lines = new Set(Object.entries(other.statementMap).flatMap(([id, { start }]) => (other.s[id]! > 0 ? [start.line] : [])));
  for (const [id, { start }] of Object.entries(file.statementMap)) if (lines.has(start.line)) file.s[id]! += 1;
  const place = ({ type, loc }: FileCoverageData['branchMap'][string]): string => `${type} ${loc.start.line}`;
  const taken = new Map<string, number[][]>();
  for (const [id, branch] of Object.entries(other.branchMap)) taken.set(place(branch), [...(taken.get(place(branch)) ?? []), other.b[id]!]);
  for (const [id, branch] of Object.entries(file.branchMap)) {
    const hits = taken.get(place(branch))?.shift();
    if (hits?.length === file.b[id]!.length) file.b[id] = file.b[id]!.map((count, k) => count + hits[k]!);
  }
}

const build = (...flags: readonly string[]): number => ran('npm', ['run', '--silent', 'build', '--', ...flags]);
if (build('--source-maps') !== 0) process.exit(1);
const flags = [
  '--coverage',
  '--coverage.reportOnFailure',
  '--coverage.include=src/**',
  '--coverage.reporter=json',
  `--coverage.reportsDirectory=${join(work, 'own')}`,
];
const status = ran('npx', ['vitest', 'run', ...flags, ...process.argv.slice(2)], counting());
const files: Record<string, FileCoverageData> = JSON.parse(readFileSync(join(work, 'own/coverage-final.json'), 'utf8'));
for (const other of [...(await inProcesses()), ...(await inPages(counts))]) if (files[other.path]) added(files[other.path]!, other);
rmSync(work, { recursive: true });

const map = coverage.createCoverageMap(files);
const { lines, branches } = map.getCoverageSummary();
const gaps = map
  .files()
  .map((path) => ({ path: relative(root, path), ...map.fileCoverageFor(path).toSummary().toJSON() }))
  .sort((a, b) => b.lines.total - b.lines.covered - (a.lines.total - a.lines.covered) || a.branches.pct - b.branches.pct);
for (const { path, lines, branches } of gaps.slice(0, LISTED))
  console.log(`${String(lines.pct).padStart(6)} % of lines, ${String(branches.pct).padStart(6)} % of branches   ${path}`);
console.log(
  `src: ${lines.pct} % of ${lines.total} lines (bar ${BARS.lines}), ${branches.pct} % of ${branches.total} branches (bar ${BARS.branches})`,
);
if (status !== 0 || build() !== 0 || lines.pct < BARS.lines || branches.pct < BARS.branches) process.exitCode = 1;
