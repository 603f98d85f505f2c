import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { commanded, commandedWith, type Environment } from '../../bench/command.ts';
import { root } from '../../bench/corpus.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { binary } from '../../bench/hostile/trial.ts';
import { fromJson, type Report } from '../report/report.ts';
import { fromText } from './blob.ts';

const SUBJECTS = `import { subject } from 'gradcheck';
export default Array.from({ length: 9 }, (_, i) => subject({ name: 's' + i, domain: [[-2, 2]], f: ([x]) => x * x * i, gradient: ([x]) => [(2 + (i === 4)) * i * x] }));`;
const FILES = { 'a.gradcheck.mjs': SUBJECTS, 'b.gradcheck.mjs': "throw new Error('b');", 'c.gradcheck.mjs': 'export const x = 1;' };

function folder(): string {
  const path = temporaryFolder('merge');
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(path, name), text);
  return path;
}
const FLAGS = ['--runs', '3', '--no-memory'];
const reportIn = (cwd: string, file: string): Report => fromJson(readFileSync(join(cwd, file), 'utf8'));

/** What is said of a merged run two of whose files cannot be loaded. */
const LOADED = 'report in merged.json\ngradcheck: not everything could be loaded, as failed entries of the report say\n';

/** Leaves the blobs of all shards in a folder `blobs`. */
async function sharded(cwd: string, count: number, ...flags: readonly string[]): Promise<void> {
  for (let i = 1; i <= count; i++)
    await commanded(cwd, 'run', '.', ...FLAGS, ...flags, '--shard', `${i}/${count}`, '--reporter', `blob=blobs/${i}.blob`);
}

let whole: Report;
const home = folder();
beforeAll(async () => {
  expect((await commanded(home, 'run', '.', ...FLAGS, '--reporter', 'json=whole.json')).status).toBe(2);
  whole = reportIn(home, 'whole.json');
});

test.each([1, 2, 4, 8])('%d shards, merged, are the one run', async (count) => {
  const cwd = folder();
  await sharded(cwd, count);
  const { status, stderr } = await commanded(cwd, 'merge', 'blobs', '--reporter', 'json=merged.json');
  expect({ status, stderr }).toEqual({ status: 2, stderr: LOADED });
  const { provenance, ...merged } = reportIn(cwd, 'merged.json');
  const { provenance: origin, ...one } = whole;
  expect(merged).toEqual(one);
  expect(merged.results.length).toBeGreaterThan(60);
  expect(provenance.laws).toEqual(origin.laws);
});

test('what is no whole run is refused in one line', async () => {
  const cwd = folder();
  await sharded(cwd, 3);
  const said = async () => (await commanded(cwd, 'merge', 'blobs', '--reporter', 'json=merged.json')).stderr;
  copyFileSync(join(cwd, 'blobs/2.blob'), join(cwd, 'blobs/again.blob'));
  expect(await said()).toBe('gradcheck: blobs/2.blob and blobs/again.blob are both shard 2 of 3\n');
  rmSync(join(cwd, 'blobs/again.blob'));
  copyFileSync(join(cwd, 'blobs/2.blob'), join(cwd, 'kept'));
  rmSync(join(cwd, 'blobs/2.blob'));
  expect(await said()).toBe('gradcheck: shard 2 of 3 is missing\n');
  const foreign: readonly (readonly [string, readonly string[]])[] = [
    ['seed', ['--seed', '5']],
    ['options', ['--budget', '100000']],
    ['options', ['--property', 'matches-differences', 'vjp-linear']],
    ['list of subjects', ['--subject', 's1', 's2']],
  ];
  for (const [what, flags] of foreign) {
    await commanded(cwd, 'run', '.', ...FLAGS, ...flags, '--shard', '2/3', '--reporter', 'blob=blobs/2.blob');
    expect(await said()).toMatch(
      new RegExp(`^gradcheck: blobs/2\\.blob and blobs/1\\.blob are not of one run: another ${what} \\(.*\\)\\n$`),
    );
  }
  const blob = JSON.parse(readFileSync(join(cwd, 'kept'), 'utf8'));
  const forged: readonly (readonly [string, object])[] = [
    ['number of shards', { ...blob, shard: { index: 2, count: 4 } }],
    ['version of gradcheck', { ...blob, report: { ...blob.report, tool: { name: 'gradcheck', version: '9' } } }],
    ['commit', { ...blob, report: { ...blob.report, provenance: { ...blob.report.provenance, commit: 'abc' } } }],
  ];
  for (const [what, other] of forged) {
    writeFileSync(join(cwd, 'blobs/2.blob'), JSON.stringify(other));
    expect(await said()).toContain(`are not of one run: another ${what} (`);
  }
  const shards = [
    { index: 1, count: 1e15 },
    { index: 3, count: 2 },
  ].map((shard) => JSON.stringify({ ...blob, shard }));
  for (const text of ['', '{', '[]', '{"blob":2}', JSON.stringify({ ...blob, places: [] }), ...shards]) {
    writeFileSync(join(cwd, 'blobs/2.blob'), text);
    expect(await said()).toMatch(/^gradcheck: blobs\/2\.blob: not a blob of gradcheck run.*\n$/);
  }
  writeFileSync(join(cwd, 'blobs/2.blob'), JSON.stringify({ ...blob, places: [] }));
  expect(await said()).toBe('gradcheck: blobs/2.blob: not a blob of gradcheck run\n');
  expect(() => fromText(JSON.stringify({ ...blob, places: [] }))).toThrow('it does not say where its results belong');
  expect((await commanded(cwd, 'merge', 'nowhere')).stderr).toBe('gradcheck: nowhere: cannot be read (ENOENT)\n');
  mkdirSync(join(cwd, 'empty'));
  expect((await commanded(cwd, 'merge', 'empty')).stderr).toBe('gradcheck: empty: no blob (*.blob) in this folder\n');
});

test.each(['0/2', '3/2', '1', '1/2/3', 'a/b', '1/0', '-1/2', '1/1000000'])('--shard %s is refused', async (shard) => {
  const { status, stderr } = await commanded(home, 'run', '.', `--shard=${shard}`);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^gradcheck: --shard: a shard is I\/N, .*\n$/) });
});

test('the variables of an engine count only where a blob is left, and must say how many shards there are', async () => {
  const said = async (environment: Environment, ...flags: readonly string[]) =>
    (await commandedWith(environment, home, 'run', 'a.gradcheck.mjs', ...FLAGS, '--reporter', 'json=part.json', ...flags)).stderr;
  expect(await said({ CI_NODE_INDEX: '1', CI_NODE_TOTAL: '2' })).not.toContain('shard');
  expect(await said({ CI_NODE_INDEX: '1', CI_NODE_TOTAL: '2' }, '--reporter', 'blob=p.blob')).toMatch(/^shard 1 of 2 · /);
  expect(await said({ JOB_COMPLETION_INDEX: '0' }, '--reporter', 'blob=p.blob')).toMatch(
    /^gradcheck: JOB_COMPLETION_INDEX and GRADCHECK_SHARDS: /,
  );
});

/** What each engine sets for the k-th of four jobs. */
const ENGINES: Readonly<Record<string, (k: number) => Environment>> = {
  'github.yml': (k) => ({ GRADCHECK_SHARD: `${k}/4` }),
  'gitlab.yml': (k) => ({ CI_NODE_INDEX: `${k}`, CI_NODE_TOTAL: '4' }),
  'slurm.sh': (k) => ({ SLURM_ARRAY_TASK_ID: `${k}`, SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '4', SLURM_CPUS_PER_TASK: '1' }),
  'kubernetes.yaml': (k) => ({ JOB_COMPLETION_INDEX: `${k - 1}`, GRADCHECK_SHARDS: '4' }),
};

/** A folder of programs in which npx gradcheck is this binary. */
function programs(): string {
  const path = temporaryFolder('npx');
  writeFileSync(join(path, 'npx'), `#!/bin/sh\nshift\nexec node '${binary}' "$@" --runs 3 --no-memory\n`);
  chmodSync(join(path, 'npx'), 0o755);
  return path;
}

const merges = async (cwd: string): Promise<void> => {
  const { stderr } = await commanded(cwd, 'merge', 'blobs', '--reporter', 'json=merged.json');
  expect(stderr).toBe(LOADED);
  expect(reportIn(cwd, 'merged.json').results).toEqual(whole.results);
};

test.each(Object.entries(ENGINES))('the recipe %s, run as its engine runs it', async (recipe, environment) => {
  const cwd = folder();
  const text = readFileSync(join(root, 'examples/shards', recipe), 'utf8');
  const command = /^[ -]*(?:run: )?(npx gradcheck run .*)$/m.exec(text)![1]!.replaceAll('/blobs/$', 'blobs/$');
  const PATH = `${programs()}:${process.env.PATH}`;
  for (let k = 1; k <= 4; k++) {
    const { status } = spawnSync('sh', ['-c', command], { cwd, env: { PATH, GRADCHECK_WORKERS: '1', ...environment(k) } });
    expect([0, 1, 2]).toContain(status);
  }
  await merges(cwd);
});

test('the script for Ray checks each shard, and merges all', async () => {
  const cwd = folder();
  const cluster = join(cwd, 'cluster');
  mkdirSync(cluster);
  // A cluster of this machine alone, with the three functions of Ray that the script uses.
  writeFileSync(
    join(cluster, 'ray.py'),
    'init = lambda: None\nget = lambda tasks: tasks\n\ndef remote(f):\n    f.remote = f\n    return f\n',
  );
  const script = join(root, 'examples/shards/ray_shards.py');
  const env = { PATH: `${programs()}:${process.env.PATH}`, PYTHONPATH: cluster, PYTHONDONTWRITEBYTECODE: '1' };
  const { status, stderr } = spawnSync('python3', [script, '3', cwd], { cwd, encoding: 'utf8', env });
  expect({ status, stderr: stderr.split('\n').filter((line) => /Error/.test(line)) }).toEqual({ status: 2, stderr: [] });
  await merges(cwd);
});
