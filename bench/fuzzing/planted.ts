/**
 * How soon random programs find one planted mistake, and how small the program is that shows it: `npm run bench:planted -- [--seeds N]`. Each plant is sought at N seeds, of which
 * the first is `--seed`, until it is found or 200 programs are over. The last line has the median of the number of the program that finds it, and the part of the smallest programs that have two operations
 * at most.
 */
import { parseArgs } from 'node:util';
import { properties } from '../../properties/index.ts';
import type { Finding } from '../../src/fuzz/finding.ts';
import { fuzz } from '../../src/fuzz/fuzz.ts';
import { table } from '../table.ts';
import { plants } from './plants.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, seeds: { type: 'string', default: '1' } } });
const seeds = Array.from({ length: Number(values.seeds) }, (_, k) => Number(values.seed) + k);

/** Programs after which a plant counts as missed. Why: what a maintainer tries while waiting. */
const MOST_PROGRAMS = 200;
/** Operations of a program that counts as small. Why: a mistake of one operation, and a use of its result. */
const SMALL_PROGRAM = 2;

/** The first finding of a campaign, which ends with it. */
function first(plant: keyof typeof plants, seed: number): Finding | undefined {
  const [, tableOf] = plants[plant]!;
  let found = 0;
  const { findings } = fuzz(tableOf(), {
    seed,
    runs: MOST_PROGRAMS,
    laws: properties,
    goesOn: () => found === 0,
    onProgress: (_, findings) => {
      found = findings;
    },
  });
  return findings[0];
}

const cases = Object.keys(plants).map((plant) => ({ plant, found: seeds.map((seed) => first(plant, seed)) }));
const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
const numberOf = (finding: Finding | undefined): number => (finding ? finding.place + 1 : Number.POSITIVE_INFINITY);
const rows = cases.map(({ plant, found }) => [
  plant,
  String(median(found.map(numberOf))),
  String(Math.max(...found.map((one) => one?.steps ?? Number.NaN))),
  String(found.filter((one) => one === undefined).length),
]);
console.log(table(['mistake', 'found by program', 'operations, at most', 'missed'], rows));
const all = cases.flatMap(({ found }) => found);
const small = all.filter((one) => one !== undefined && one.steps <= SMALL_PROGRAM).length;
console.log(
  `\n${cases.length} plants, ${seeds.length} seeds: found by program ${median(all.map(numberOf))} at the median, missed ${all.filter((one) => !one).length}; ${SMALL_PROGRAM} operations at most in ${small} of ${all.length} (${Math.round((100 * small) / all.length)} %)`,
);
