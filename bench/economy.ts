/**
 * What a check costs: evaluations of f and of claims at normal effort, by all laws at 100 points, and at quick effort; seed 42. `npm run bench` prints them beside those on record; with `--record`, they are recorded.
 * A test fails where a count has grown by more than a twentieth: who means it to grow records it anew, and says why.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sound } from '../fixtures/index.ts';
import { properties } from '../properties/index.ts';
import { subject } from '../src/authoring.ts';
import type { Result } from '../src/check/check.ts';
import type { Effort } from '../src/check/effort.ts';
import { run } from '../src/report/run.ts';
import type { Subject } from '../src/subject/kind.ts';
import { table } from './table.ts';

/** What the checks of one subject have asked for. */
export interface Cost {
  readonly f: number;
  readonly claims: number;
}

const record = new URL('economy.json', import.meta.url);

/** A loss in single precision: the mean square of four linear forms less their targets. */
function squares(): Subject {
  const single = Math.fround;
  const rows = [
    [0.5, -1.25, 2],
    [1.5, 0.25, -0.75],
    [-2, 1, 0.5],
    [0.3, 0.7, -1.1],
  ].map((row) => row.map(single));
  const targets = [1, -1, 0.5, 2];
  const errors = (x: ArrayLike<number>) =>
    rows.map((row, k) => single(row.reduce((sum, a, i) => single(sum + single(a * x[i]!)), 0) - targets[k]!));
  return subject({
    name: 'loss in single precision',
    precision: 'float32',
    domain: { dimension: 3, low: -2, high: 2 },
    f: (x) => single(errors(x).reduce((sum, e) => single(sum + single(e * e)), 0) / 4),
    gradient: (x) => {
      const all = errors(x);
      return [0, 1, 2].map((i) => all.reduce((sum, e, k) => single(sum + single(single(e * rows[k]![i]!) / 2)), 0));
    },
  });
}

/** The function of H. H. Rosenbrock (1960) in n variables. */
const valley = (n: number): Subject =>
  subject({
    name: `rosenbrock of ${n}`,
    domain: { dimension: n, low: -2, high: 2 },
    f: (x) => x.slice(1).reduce((sum, next, i) => sum + 100 * (next - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0),
    gradient: (x) =>
      x.map((xi, i) => {
        const up = i + 1 < n ? -400 * xi * (x[i + 1]! - xi ** 2) - 2 * (1 - xi) : 0;
        return up + (i > 0 ? 200 * (xi - x[i - 1]! ** 2) : 0);
      }),
  });

const FIXTURES = ['softplus', 'absolute-value', 'maximum', 'relu-sum', 'layer-norm-layer', 'attention', 'max-pooling', 'gelu-layer'];

/** The subjects whose cost is on record: smooth, with kinks, in single precision, and layers. */
export const subjects: readonly Subject[] = [
  subject({
    name: 'x² + 3xy + y²',
    domain: { dimension: 2, low: -4, high: 4 },
    f: ([x, y]) => x! ** 2 + 3 * x! * y! + y! ** 2,
    gradient: ([x, y]) => [2 * x! + 3 * y!, 3 * x! + 2 * y!],
  }),
  valley(2),
  valley(100),
  subject({ name: 'max(0, x) on [0, 1]', domain: [[0, 1]], f: ([x]) => Math.max(0, x), gradient: ([x]) => [x > 0 ? 1 : 0] }),
  squares(),
  ...FIXTURES.map((name) => sound.find((one) => one.name === name)!),
];

/** The efforts whose cost is on record. */
export const EFFORTS = ['normal', 'quick'] as const;

type Costs = Readonly<Record<string, Cost>>;

/** What one subject costs at an effort, and what came of it. */
export function costOf(of: Subject, effort: Effort, seed = 42): Cost & { readonly results: readonly Result[] } {
  const { results } = run([of], properties, { seed, effort });
  const sum = (key: keyof Cost) => results.reduce((total, { evaluations }) => total + evaluations[key], 0);
  return { f: sum('f'), claims: sum('claims'), results };
}

/** What each of them costs at an effort, and whether it passed. */
export const costs = (effort: Effort): Readonly<Record<string, Cost & { readonly passes: boolean }>> =>
  Object.fromEntries(
    subjects.map((of) => {
      const { f, claims, results } = costOf(of, effort);
      return [of.name, { f, claims, passes: results.every(({ verdict }) => verdict !== 'fail') }];
    }),
  );

/** The costs on record. */
export const recorded = (): Readonly<Record<(typeof EFFORTS)[number], Costs>> => JSON.parse(readFileSync(record, 'utf8'));

if (process.argv[1]?.endsWith('economy.ts')) {
  const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } });
  const now = Object.fromEntries(EFFORTS.map((effort) => [effort, costs(effort)]));
  for (const effort of EFFORTS) {
    const before = values.record ? {} : recorded()[effort];
    const rows = Object.entries(now[effort]!).map(([name, { f, claims }]) => [
      name,
      String(f),
      String(claims),
      ...(values.record ? [] : [String(before[name]?.f ?? '–'), String(before[name]?.claims ?? '–')]),
    ]);
    console.log(table([`${effort} effort, seed 42`, 'f', 'claims', ...(values.record ? [] : ['f on record', 'claims on record'])], rows));
  }
  if (values.record) {
    const counts = (all: Costs) => Object.fromEntries(Object.entries(all).map(([name, { f, claims }]) => [name, { f, claims }]));
    const kept = Object.fromEntries(EFFORTS.map((effort) => [effort, counts(now[effort]!)]));
    writeFileSync(record, `${JSON.stringify(kept, undefined, 2)}\n`);
  }
}
