/**
 * What random programs over the table of an engine cost, and what they leave behind: `npm run bench:fuzz -- [FILE] [--seed S] [--programs N] [--minutes M]`, of the table of
 * TensorFlow.js if no file is given. Each row tells of the programs since the row before: how many a second of CPU time, the memory that the process has and the numbers that are alive in it after a
 * collection, and the tensors that the engine counts, where it does. What was found follows.
 */
import { parseArgs } from 'node:util';
import { properties } from '../properties/index.ts';
import { isSweep, type Sweep } from '../src/adapters/sweep.ts';
import { imported } from '../src/cli/modules.ts';
import { fuzz } from '../src/fuzz/fuzz.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    programs: { type: 'string', default: 'Infinity' },
    minutes: { type: 'string', default: 'Infinity' },
    /** Programs of a row. */
    step: { type: 'string', default: '2000' },
  },
});
const [file = 'examples/tfjs/sweep.ts'] = positionals;
const { exports } = await imported(file);
const tables = [...new Set(Object.values(exports).flat())].filter(isSweep);

/** Bytes in a mebibyte. */
const MEBIBYTE = 2 ** 20;
const mebibytes = (bytes: number): number => Math.round(bytes / MEBIBYTE);
const seconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
/** The tensors that are alive in an engine which counts them, as TensorFlow.js does. */
const living = ({ table: { api = {} } }: Sweep): number | undefined =>
  Object.values(api as Readonly<Record<string, { memory?(): { readonly numTensors?: number } }>>)
    .map((part) => part.memory?.().numTensors)
    .find((count) => count !== undefined);

for (const sweep of tables) {
  const end = performance.now() + Number(options.minutes) * 60_000;
  let [asked, before] = [0, seconds()];
  const row = (): void => {
    globalThis.gc?.();
    const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
    const rate = Math.round(Number(options.step) / (seconds() - before));
    const alive = living(sweep);
    const tensors = alive === undefined ? '' : `, ${alive} tensors`;
    console.log(`${asked} programs: ${rate} a second; ${mebibytes(rss)} MiB, ${mebibytes(heapUsed + arrayBuffers)} alive${tensors}`);
    before = seconds();
  };
  const { programs, steps, findings, cleared } = fuzz(sweep, {
    seed: Number(options.seed),
    runs: Number(options.programs),
    laws: properties,
    goesOn() {
      if (asked > 0 && asked % Number(options.step) === 0) row();
      asked++;
      return performance.now() < end;
    },
  });
  for (const { root, place, code, thrown, entries } of findings)
    console.log([`✗ ${root}, program ${place}`, ...code, thrown ?? JSON.stringify(entries)].join('\n    '));
  console.log(
    `${sweep.coverage.engine}, seed ${options.seed}: ${programs} programs, median ${steps} operations; ${findings.length} wrong, ${cleared} suspects cleared by the laws`,
  );
}
