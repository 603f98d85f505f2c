import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { assertGradient } from '../index.ts';
import { fromJson, type Report } from '../report/report.ts';
import { subject } from '../subject/subject.ts';

const SUBJECTS = `import { subject } from 'gradcheck';
const domain = [[-2, 2], [-2, 2]];
const f = ([x, y]) => x * x + Math.sin(y);
export const right = subject({ name: 'right', domain, f, gradient: ([x, y]) => [2 * x, Math.cos(y)], critical: [] });
export const wrong = subject({ name: 'wrong', domain, f, gradient: ([x, y]) => [2 * x, -Math.cos(y)] });
`;

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = temporaryFolder('effort');
  for (const [name, text] of Object.entries({ 'a.gradcheck.mjs': SUBJECTS, ...files })) writeFileSync(join(path, name), text);
  return path;
}
const reportIn = (cwd: string, file = 'report.json'): Report => fromJson(readFileSync(join(cwd, file), 'utf8'));
const RUN = ['run', 'a.gradcheck.mjs', '--no-memory', '--reporter', 'terminal', '--reporter', 'json=report.json'] as const;
const LAWS = ['matches-differences', 'deterministic-and-pure'];

test.each([['0'], ['2']])(
  'run --effort quick, with %s workers: few laws, a line that says so, a key of the report, a replay that finds again',
  async (workers) => {
    const cwd = folder();
    const { stdout, status } = await commanded(cwd, ...RUN, '--effort', 'quick', '--workers', workers);
    expect(status).toBe(1);
    const { results, provenance } = reportIn(cwd);
    expect(results.map(({ subject, property, verdict, runs }) => [subject, property, verdict, runs])).toEqual([
      ['right', LAWS[0], 'pass', 25],
      ['right', LAWS[1], 'pass', 13],
      ['wrong', LAWS[0], 'fail', expect.any(Number)],
      ['wrong', LAWS[1], 'pass', 13],
    ]);
    expect(provenance.effort).toMatchObject({ name: 'quick', points: 25 });
    expect(provenance.effort!.leftOut).toEqual(expect.arrayContaining(['taylor-first-order', 'orthogonal-to-contours']));
    expect(provenance.effort!.leftOut).not.toEqual(expect.arrayContaining([LAWS[0]]));
    expect(stdout).toMatch(
      /\nquick effort: 25 points a law, half of them special ones; left out: \d+ laws \(orthogonal-to-contours, .*, …\), the search along lines, what kind of mistake it is \(a replay tells\)\n/,
    );
    const { replay } = results.find(({ verdict }) => verdict === 'fail')!;
    expect(replay).toMatch(/--runs 25 --effort quick --path /);
    const again = await commanded(cwd, ...replay!.split(' ').slice(1), '--no-memory', '--reporter', 'json=again.json');
    expect(again.status).toBe(1);
    const [first, second] = [results, reportIn(cwd, 'again.json').results].map((all) => all.find(({ verdict }) => verdict === 'fail')!);
    expect([second!.runs, second!.starkest]).toEqual([1, first!.starkest]);
  },
);

test('the normal effort says nothing of it, and replays without it', async () => {
  const cwd = folder();
  const { stdout } = await commanded(cwd, ...RUN, '--runs', '5', '--effort', 'normal', '--property', LAWS[0]!);
  expect(stdout).not.toMatch(/effort/);
  const { provenance, results } = reportIn(cwd);
  expect(provenance.effort).toBeUndefined();
  expect(results[1]!.replay).not.toMatch(/effort/);
});

test('the configuration gives the effort and the number of points; flags go before it', async () => {
  const cwd = folder({ 'gradcheck.config.json': '{ "include": ["."], "effort": "quick", "runs": 9, "memory": false }' });
  await commanded(cwd, 'run', '--reporter', 'json=report.json');
  expect(reportIn(cwd).provenance.effort).toMatchObject({ name: 'quick', points: 9 });
  await commanded(cwd, 'run', '--effort', 'thorough', '--property', LAWS[0]!, '--reporter', 'json=report.json');
  expect(reportIn(cwd).provenance.effort).toEqual({ name: 'thorough', points: 9, leftOut: [] });
});

test.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
  ['a flag', {}, ['--effort', 'quik'], 'gradcheck: --effort takes quick, normal, thorough, not "quik" (did you mean quick?)\n'],
  [
    'a key',
    { 'gradcheck.config.json': '{ "effort": "slow" }' },
    [],
    'gradcheck: gradcheck.config.json: effort: must be one of quick, normal, thorough\n',
  ],
])('another effort is refused: %s', async (_, files, flags, said) => {
  const { status, stderr } = await commanded(folder(files), 'run', ...flags);
  expect({ status, stderr }).toEqual({ status: 2, stderr: said });
});

test('check and mutate take the effort too', async () => {
  const cwd = folder();
  const checked = await commanded(cwd, 'check', 'x^2', '--gradient', '3*x', '--effort', 'quick');
  expect(checked.status).toBe(1);
  expect(checked.stdout).toMatch(/--runs 25 --effort quick --path /);
  expect(checked.stdout).toMatch(/\nquick effort: 25 points a law/);
  expect(checked.stdout).not.toMatch(/factor/);
  const [, path] = /--path (\S+)/.exec(checked.stdout)!;
  const replayed = await commanded(cwd, 'check', 'x^2', '--gradient', '3*x', '--effort', 'quick', '--property', LAWS[0]!, '--path', path!);
  expect(replayed.status).toBe(1);
  expect(replayed.stdout).toMatch(/factor/);
  expect(replayed.stdout).not.toMatch(/quick effort/);
  const mutated = await commanded(cwd, 'mutate', 'a.gradcheck.mjs', '--subject', 'right', '--effort', 'quick', '--json');
  const told = JSON.parse(mutated.stdout);
  expect([told.runs, told.effort, told.score]).toEqual([25, 'quick', 1]);
});

test('shards of different efforts are no one run; those of one effort, merged, say what was left out', async () => {
  const cwd = folder();
  mkdirSync(join(cwd, 'blobs'));
  const shard = (i: number, effort: string) =>
    commanded(cwd, 'run', '.', '--no-memory', '--effort', effort, '--runs', '4', '--shard', `${i}/2`, '--reporter', `blob=blobs/${i}.blob`);
  const merge = () => commanded(cwd, 'merge', 'blobs', '--reporter', 'json=report.json');
  await shard(1, 'quick');
  await shard(2, 'normal');
  const refused = await merge();
  expect([refused.status, refused.stderr.includes('are not of one run: another options')]).toEqual([2, true]);
  await shard(2, 'quick');
  await merge();
  expect(reportIn(cwd).provenance.effort).toMatchObject({ name: 'quick', points: 4 });
  expect(reportIn(cwd).provenance.effort!.leftOut).toContain('taylor-first-order');
});

test('assertGradient takes the effort, and tells how to go to the failure again', () => {
  const of = (factor: number) => subject({ name: 'square', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [factor * x] });
  expect(() => assertGradient(of(2), { effort: 'quick' })).not.toThrow();
  expect(() => assertGradient(of(3), { effort: 'quick' })).toThrow(
    /assertGradient\(subject, \{ property: "matches-differences", path: "h\d+", effort: "quick" \}\)/,
  );
});
