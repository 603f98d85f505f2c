import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { words } from '../../bench/workspace.ts';
import { fromJson } from '../report/report.ts';
import { SWEEP_BUDGET } from './flags.ts';
import { summary } from './sweep.ts';

/** An engine of single numbers, whose functions carry their own slopes: it has none of the gamma function. */
const TABLE = `import { families, sweep } from 'gradcheck';
const engine = {
  name: 'slopes', dtype: 'float64',
  tensor: (values) => ({ values }),
  data: ({ values }) => values,
  vjp(f, x, dy) {
    const y = f(...x);
    if (!y.slope) throw new Error('no derivative of gamma');
    return [{ values: dy(y).values.map((w, k) => w * y.slope(x[0].values[k])) }];
  },
};
const made = (f, slope) => ({ values }) => ({ values: values.map(f), slope });
const one = (name, f, slope) => families.unary(name, made(f, slope), { range: [-3, 3] }).slice(0, 1);
export default sweep({
  engine,
  operations: [...one('sin', Math.sin, Math.cos), ...one('cos', Math.cos, Math.sin), ...one('gamma', Math.exp)],
  registered: ['sin', 'cos', 'gamma', 'erf'],
  known: KNOWN,
});
`;

function folder(known = '[]'): string {
  const path = temporaryFolder('sweep');
  writeFileSync(join(path, 'table.mjs'), TABLE.replace('KNOWN', known));
  return path;
}
const SWEEP = ['sweep', 'table.mjs', '--no-memory', '--reporter', 'terminal', '--reporter', 'json=report.json'] as const;

const COVERED = `slopes, float64: 3 operations; 2 derivatives, and 0 of these once more
registered as differentiable: 4; covered 2 (50 %) in first order, 0 (0 %) in second
covered by no table: gamma, erf
no derivative: gamma []: no derivative of gamma
`;

test.each([['0'], ['2']])('sweep, with %s workers, is a quick run over a table, and tells what it covers', async (workers) => {
  const cwd = folder();
  const { status, stderr } = await commanded(cwd, ...SWEEP, '--workers', workers);
  expect([status, stderr]).toEqual([1, COVERED]);
  const { results, provenance } = fromJson(readFileSync(join(cwd, 'report.json'), 'utf8'));
  expect(results.filter(({ verdict }) => verdict === 'fail').map(({ subject }) => subject)).toEqual(['cos []']);
  expect(provenance.effort).toMatchObject({ name: 'quick', points: 25 });
  const { replay } = results.find(({ verdict }) => verdict === 'fail')!;
  expect((await commanded(cwd, ...words(replay!).slice(1), '--no-memory')).status).toBe(1);
});

test('at normal effort a sweep costs no more, unless a budget says so', async () => {
  const cwd = folder();
  const saw = "one('sin', (x) => 20 * x - Math.floor(20 * x), () => 20)";
  writeFileSync(join(cwd, 'table.mjs'), readFileSync(join(cwd, 'table.mjs'), 'utf8').replace("one('sin', Math.sin, Math.cos)", saw));
  const cost = async (...flags: readonly string[]) => {
    await commanded(cwd, ...SWEEP, '--subject', 'sin*', ...flags);
    const { results } = fromJson(readFileSync(join(cwd, 'report.json'), 'utf8'));
    return { laws: results.length, f: results.reduce((sum, { evaluations }) => sum + evaluations.f, 0) };
  };
  const quick = await cost();
  const normal = await cost('--effort', 'normal');
  const ample = await cost('--effort', 'normal', '--budget', '20000');
  const thorough = await cost('--effort', 'thorough');
  expect(normal.laws).toBeGreaterThan(quick.laws);
  expect(normal.f).toBeLessThan(1.2 * SWEEP_BUDGET);
  expect(ample.f).toBeGreaterThan(1.5 * SWEEP_BUDGET);
  expect(thorough.f).toBeGreaterThan(2 * SWEEP_BUDGET);
});

test('a failure that is known does not fail a sweep', async () => {
  const cwd = folder("[{ subjects: ['cos []'], fail: ['vjp-matches-differences'], because: 'of its sign' }]");
  expect((await commanded(cwd, ...SWEEP)).status).toBe(0);
});

test('a sweep needs a file', async () => {
  expect(await commanded(folder(), 'sweep')).toMatchObject({
    status: 2,
    stderr: 'gradcheck: sweep needs a file that exports sweep({ engine, operations })\n',
  });
});

test('operations with one reason are told in one line', () => {
  const underived = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, message: 'no derivative of step' }));
  expect(summary({ engine: 'e', format: 'float32', operations: 6, orders: [0, 0], underived })).toEqual([
    'e, float32: 6 operations; 0 derivatives, and 0 of these once more',
    'no derivative: a; b; c; d; and 2 more: no derivative of step',
  ]);
});
