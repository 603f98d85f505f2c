/**
 * What a check costs against the number of inputs: own CPU time for each component and value asked for, and memory, of a separable function held to the law of slopes at 10 points.
 * Linear cost is a column that stays as it is. `npm run bench:size`; `--to 10000000` goes further than a million.
 */
import { parseArgs } from 'node:util';
import matchesDifferences from '../properties/matches-differences.ts';
import { subject } from '../src/authoring.ts';
import { run } from '../src/report/run.ts';
import { table } from './table.ts';

const seconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Σ (xᵢ² + xᵢ³/8)/n, and the time that is spent in it and its gradient. */
function separable(n: number) {
  let spent = 0;
  const timed = <T>(call: () => T): T => {
    const start = seconds();
    const result = call();
    spent += seconds() - start;
    return result;
  };
  const of = subject({
    name: `separable, n = ${n}`,
    domain: { dimension: n, low: -2, high: 2 },
    f: (x) =>
      timed(() => {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += x[i]! * x[i]! * (1 + x[i]! / 8);
        return sum / n;
      }),
    gradient: (x) => timed(() => x.map((xi) => (2 * xi + (3 * xi * xi) / 8) / n)),
  });
  return { of, spent: () => spent };
}

function row(n: number): readonly string[] {
  const { of, spent } = separable(n);
  const start = seconds();
  const { results } = run([of], [matchesDifferences], { seed: 42, runs: 10 });
  const own = seconds() - start - spent();
  const { f, claims } = results[0]!.evaluations;
  const memory = process.resourceUsage().maxRSS / 1024;
  return [
    String(n),
    results[0]!.verdict,
    String(f),
    String(claims),
    own.toFixed(2),
    ((own * 1e9) / (n * (f + claims))).toFixed(0),
    memory.toFixed(0),
  ];
}

const { values } = parseArgs({ options: { to: { type: 'string', default: '1000000' } } });
const sizes = [10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000].filter((n) => n <= Number(values.to));
console.log(table(['n', 'verdict', 'f', 'claims', 'own CPU s', 'ns per component and value', 'peak MB'], sizes.map(row)));
