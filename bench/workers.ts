/**
 * How much faster two workers are than one: `npm run bench:workers -- [PAIRS [RUNS]]` runs the built-in functions with one worker and with two, again and again, and prints the ratio of their
 * times. Ends with 1 if a report is not the same to the bit, or the median of the ratios is below the bar.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from './corpus.ts';
import { quantile } from './table.ts';

/** How many times as fast two workers are at least. */
const BAR = 1.7;
/** How often both are run, and with how many points, if not told. */
const PAIRS = '3';
const POINTS = '400';

interface Timed {
  readonly seconds: number;
  readonly results: unknown;
}

/** A run with so many workers. What it tells of costs is measured in time, and no run repeats that. */
function timed(workers: number, runs: string, folder: string): Timed {
  const file = join(folder, `${workers}.json`);
  const words = ['dist/cli.cjs', 'run', '--runs', runs, '--workers', `${workers}`, '--no-memory', '--reporter', `json=${file}`];
  const start = performance.now();
  execFileSync(process.execPath, words, { cwd: root, stdio: 'ignore' });
  const seconds = (performance.now() - start) / 1000;
  const { results } = JSON.parse(readFileSync(file, 'utf8')) as { readonly results: readonly { readonly property: string }[] };
  return { seconds, results: results.filter(({ property }) => property !== 'cost') };
}

const [pairs = PAIRS, runs = POINTS] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'gradcheck-workers-'));
try {
  const ratios: number[] = [];
  let same = true;
  for (let pair = 0; pair < Number(pairs); pair++) {
    const one = timed(1, runs, folder);
    const two = timed(2, runs, folder);
    ratios.push(one.seconds / two.seconds);
    same &&= isDeepStrictEqual(one.results, two.results);
    console.log(`one worker ${one.seconds.toFixed(1)} s, two ${two.seconds.toFixed(1)} s: ${ratios.at(-1)!.toFixed(2)} times as fast`);
  }
  const median = quantile(ratios, 0.5);
  console.log(`median ${median.toFixed(2)} (bar ${BAR}), results ${same ? 'the same to the bit' : 'DIFFER'}`);
  process.exitCode = same && median >= BAR ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
