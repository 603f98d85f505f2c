/**
 * Writes the sample report reports/example/: a fixed set of subjects, right, wrong, undecided and known to fail, at a fixed seed and date.
 * The same code writes the same bytes.
 */
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ailing, flawed, sound } from '../fixtures/index.ts';
import gradientFlow from '../readings/gradient-flow.ts';
import { load } from '../src/cli/load.ts';
import { properties, type Subject, subject, toJson } from '../src/gradcheck.ts';
import { reporters } from '../src/reporters/index.ts';
import { reportOf, run } from '../src/run.ts';
import { root } from './corpus.ts';

const SEED = 42;
const RUNS = 50;
const LAYERS = ['layer-norm-wrong', 'layer-norm'].map((name) => join(root, 'examples', 'custom-layer', `${name}.gradcheck.ts`));
const NAMES = [
  'two-layer-network-without-activation-slope',
  'circular-bowl-descent-for-gradient',
  'rosenbrock',
  'himmelblau',
  'quadratic-saddle',
  'two-layer-network',
  'softmax-cross-entropy',
  'helical-valley',
  'hilltop',
  'vanishing-network',
];

/** What the report is about. */
async function subjects(): Promise<readonly Subject[]> {
  const all: readonly Subject[] = [...flawed, ...sound, ...ailing];
  const named = NAMES.map((name) => {
    const found = all.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`there is no fixture ${name}`);
    return found;
  });
  const hessian = subject({
    name: 'saddle-with-a-wrong-hessian',
    domain: [
      [-2, 2],
      [-2, 2],
    ],
    f: ([x, y]) => x * x * y - y ** 3 / 3,
    gradient: ([x, y]) => [2 * x * y, x * x - y * y],
    hessian: ([x, y]) => [
      [2 * y, 2 * x],
      [x, -2 * y],
    ],
  });
  const noisy = subject({
    name: 'measured-with-noise',
    domain: [[1, 3]],
    f: ([x]) => x * x + 1e-3 * ((Math.abs(Math.sin(1.3e10 * x)) * 43_758.5453) % 1),
    gradient: ([x]) => [2 * x],
  });
  const known = subject({
    name: 'huber-with-a-known-failure',
    domain: [[-3, 3]],
    f: ([x]) => (Math.abs(x) <= 1 ? (x * x) / 2 : Math.abs(x) - 0.5),
    gradient: ([x]) => [Math.abs(x) <= 1 ? x : 1],
    expect: {
      fail: ['matches-differences', 'directional-derivative', 'taylor-first-order', 'descent-decreases'],
      because: 'below −1 the slope has the wrong sign, ISSUE-12',
    },
  });
  return [...(await load(LAYERS)), ...named, hessian, noisy, known];
}

/** The sample report as JSON and as a page. */
export async function example(): Promise<{ readonly json: string; readonly page: string }> {
  const { results } = run(await subjects(), [...properties, gradientFlow], { seed: SEED, runs: RUNS, evidence: true });
  const provenance = { command: 'npm run example', date: '2026-01-01T00:00:00.000Z', node: 'v20', engines: {} };
  const report = reportOf(results, SEED, provenance);
  return { json: toJson(report), page: reporters.html!(report, { color: false, width: 100, verbose: false }) };
}

/** Where the sample report is. */
export const folder = join(root, 'reports', 'example');

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { json, page } = await example();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), json);
  writeFileSync(join(folder, 'index.html'), page);
}
