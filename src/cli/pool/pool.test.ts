import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { commanded } from '../../../bench/command.ts';
import { temporaryFolder } from '../../../bench/folder.ts';
import { binary } from '../../../bench/hostile/trial.ts';
import { fromJson, type Report } from '../../report/report.ts';

const env = { PATH: process.env.PATH, HOME: process.env.HOME };

function folder(files: Readonly<Record<string, string>>): string {
  const path = temporaryFolder('pool');
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}
const reportIn = (cwd: string, file = 'reports/gradcheck.json'): Report => fromJson(readFileSync(join(cwd, file), 'utf8'));
const spawned = (cwd: string, ...args: readonly string[]) => spawnSync('node', [binary, ...args], { cwd, encoding: 'utf8', env });

const subjects = (count: number, f = '([x]) => x * x', gradient = '([x]) => [2 * x]') => `import { subject } from 'gradcheck';
export default Array.from({ length: ${count} }, (_, i) => subject({ name: 's' + i, domain: [[-2, 2 + i]], f: ${f}, gradient: ${gradient} }));`;
/** Six subjects of which the third writes a file, and does not come to an end. */
const looping = `import { writeFileSync } from 'node:fs';
${subjects(6, "([x]) => { if (i === 2) { writeFileSync('looping', ''); for (;;) {} } return x * x; }")}`;
const loops = (cwd: string) => (): boolean => existsSync(join(cwd, 'looping'));

/** Processes whose parent this one is, as Linux lists them. */
const childrenOf = (pid: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid ? [Number(name)] : [];
      } catch {
        return [];
      }
    });

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));

/** Waits until something is so, 20 s at most. */
async function until(so: () => boolean): Promise<void> {
  for (let k = 0; k < 400 && !so(); k++) await setTimeout(50);
  expect(so()).toBe(true);
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<readonly [status: number | null, milliseconds: number]>;
  readonly told: () => string;
}

function running(cwd: string, ...args: readonly string[]): Running {
  const child = spawn('node', [binary, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
  const ended = new Promise<readonly [number | null, number]>((done) => child.on('close', (status) => done([status, performance.now()])));
  return { child, ended, told: () => text };
}

test('results are the same to the bit in any number of workers, and in this process', async () => {
  const cwd = folder({
    'a.gradcheck.mjs': subjects(
      5,
      '([x]) => Math.exp(x) * Math.sin(i * x)',
      '([x]) => [Math.exp(x) * (Math.sin(i * x) + (i % 2 ? i : 1) * Math.cos(i * x))]',
    ),
  });
  const results = ['0', '1', '2'].map((workers) => {
    spawned(
      cwd,
      'run',
      '.',
      '--no-memory',
      '--workers',
      workers,
      '--reporter',
      `json=${workers}.json`,
      '--reporter',
      `html=${workers}.html`,
    );
    return reportIn(cwd, `${workers}.json`).results;
  });
  expect(results[0]!.length).toBeGreaterThan(30);
  expect(new Set(results[0]!.map(({ verdict }) => verdict))).toContain('fail');
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
  await commanded(cwd, 'run', '.', '--no-memory', '--reporter', 'json=here.json', '--reporter', 'html=here.html');
  expect(reportIn(cwd, 'here.json').results).toEqual(results[0]);
});

/** A subject whose claim nothing explains, and beside it one that does something when it is asked for its gradient. */
const beside = (act: string) => `import { subject } from 'gradcheck';
export default [
  subject({ name: 'wrong', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [2 * x + Math.sin(17 * x) + 0.01 * Math.exp(x)] }),
  subject({ name: 'other', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => { ${act}; return [2 * x]; } }),
  subject({ name: 'same', domain: [[-2, 2]], f: ([x]) => Math.cos(x), gradient: ([x]) => [Math.exp(x)] }),
  subject({ name: 'exp', domain: [[-2, 2]], f: ([x]) => Math.exp(x), gradient: ([x]) => [Math.exp(x)] }),
];`;

test.each([
  ['never comes back', 'for (;;) {}', 'timed-out', /did not come to an end within 3 s/],
  ['ends the process', 'process.exit(3)', 'crashed', /ended the process with status 3/],
  ['changes the folder', "process.chdir('/')", 'crashed', /changed the working directory to \//],
  ['leaves a rejected promise', "void Promise.reject(new Error('late'))", 'throws', /outside of every call: a promise was rejected: late/],
] as const)('a subject that %s when it is asked what another may claim: told of that one, and once', (_, act, fault, message) => {
  const cwd = folder({ 'a.gradcheck.mjs': beside(act) });
  const reports = ['1', '2'].map((workers) => {
    spawned(cwd, 'run', '.', '--runs', '8', '--no-memory', '--workers', workers, '--timeout', '3');
    return reportIn(cwd);
  });
  const [{ results }] = reports as [Report, Report];
  expect(reports[1]!.results).toEqual(results);
  const faults = results.filter((result) => result.fault);
  expect(faults.map((result) => [result.subject, result.fault])).toEqual([['other', fault]]);
  expect(faults[0]!.message).toMatch(message);
  const pairs = results.map(({ subject, property }) => `${subject}: ${property}`);
  expect(new Set(pairs).size).toBe(pairs.length);
  const laws = (name: string) => results.filter(({ subject }) => subject === name).length;
  expect(laws('wrong')).toBe(laws('exp'));
  const diagnoses = results.filter(({ subject }) => subject === 'same').flatMap(({ diagnosis = [] }) => diagnosis);
  expect(diagnoses.map(({ kind, text }) => `${kind}: ${text}`).join()).toMatch(/other-subject: the gradient of "exp"/);
});

test.runIf(process.platform === 'linux').each([
  ['SIGKILL', /was ended by the signal SIGKILL/],
  ['SIGSTOP', /was stopped by a signal and did not go on/],
] as const)('a worker that gets %s is replaced', async (signal, message) => {
  const cwd = folder({ 'a.gradcheck.mjs': looping });
  const { child, ended } = running(cwd, 'run', '.', '--runs', '3', '--no-memory', '--workers', '1', '--timeout', '30');
  await until(loops(cwd));
  const [worker] = childrenOf(child.pid!);
  process.kill(worker!, signal);
  expect((await ended)[0]).toBe(1);
  const { results } = reportIn(cwd);
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  expect(failed.map(({ subject, fault }) => [subject, fault])).toEqual([['s2', 'crashed']]);
  expect(failed[0]!.message).toMatch(message);
  expect(new Set(results.map(({ subject }) => subject)).size).toBe(6);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s while a subject loops: answered within a second, with the results so far', async (signal, status) => {
  const cwd = folder({ 'a.gradcheck.mjs': looping });
  const { child, ended, told } = running(cwd, 'run', '.', '--runs', '3', '--no-memory', '--workers', '1');
  await until(loops(cwd));
  await setTimeout(200);
  const workers = process.platform === 'linux' ? childrenOf(child.pid!) : [];
  const sent = performance.now();
  child.kill(signal);
  const [code, at] = await ended;
  expect(code).toBe(status);
  expect(at - sent).toBeLessThan(1000);
  expect(told()).toMatch(/interrupted after .* report in reports\/gradcheck\.json/);
  expect(new Set(reportIn(cwd).results.map(({ subject }) => subject))).toEqual(new Set(['s0', 's1']));
  await until(() => workers.every((pid) => !isAlive(pid)));
});

test.runIf(process.platform === 'linux')('workers end with a run that is killed, whatever they do', async () => {
  const cwd = folder({ 'a.gradcheck.mjs': looping });
  const { child, ended } = running(cwd, 'run', '.', '--runs', '3', '--no-memory');
  await until(loops(cwd));
  const workers = childrenOf(child.pid!);
  expect(workers.length).toBeGreaterThan(0);
  child.kill('SIGKILL');
  await ended;
  await until(() => workers.every((pid) => !isAlive(pid)));
});

test('where no worker can be started, the run says so in one line', async () => {
  const cwd = folder({
    'a.gradcheck.mjs': subjects(1),
    'ends.cjs': 'if (/worker/.test(process.argv[1])) process.exit(3);',
  });
  const { status, stderr } = spawnSync('node', [binary, 'run', '.'], {
    cwd,
    encoding: 'utf8',
    env: { ...env, NODE_OPTIONS: '--require ./ends.cjs' },
  });
  expect(stderr).toBe(
    'gradcheck: no worker can be started: one ended the process with status 3 (process.exit?); --workers 0 checks in this process\n',
  );
  expect(status).toBe(2);
  expect(existsSync(join(cwd, 'reports/gradcheck.json'))).toBe(false);
});

/** A run of one subject whose gradient does something, with this in the environment; what its failure says. */
function failing(act: string, environment: Readonly<Record<string, string>>, ...flags: readonly string[]): string | undefined {
  const cwd = folder({ 'a.gradcheck.mjs': subjects(1, '([x]) => x * x', `([x]) => { ${act} }`) });
  spawnSync('node', [binary, 'run', '.', '--runs', '3', '--no-memory', '--workers', '1', ...flags], {
    cwd,
    encoding: 'utf8',
    env: { ...env, ...environment },
  });
  return reportIn(cwd).results.find(({ fault }) => fault)?.message;
}

test('a subject that fills the memory, or the heap, is told as that', () => {
  const arrays = 'const all = []; for (;;) all.push(new Float64Array(1e6).fill(1));';
  expect(failing(arrays, { GRADCHECK_MEMORY: '500' })).toMatch(/^took more than 0\.49 GiB of memory/);
  const objects = 'const all = []; for (;;) all.push({ a: [1, 2, 3] });';
  expect(failing(objects, { NODE_OPTIONS: '--max-old-space-size=80' })).toMatch(/^ran out of heap memory/);
});

test('what was not checked since a subject does not come to an end is counted', () => {
  const two = ['--property', 'matches-differences', 'taylor-first-order', '--timeout', '3'];
  expect(failing('for (;;) {}', {}, ...two)).toBe('did not come to an end within 3 s; one more law was not checked');
  expect(failing('for (;;) {}', {}, ...two.slice(0, 3), 'gradient-theorem', ...two.slice(3))).toBe(
    'did not come to an end within 3 s; 2 more laws were not checked',
  );
});

test.each([
  ['Math.random = () => 0; return [2 * x];', 'replaced a function of the language (Math, Date or performance)'],
  ['Array.prototype.last = 1; return [2 * x];', 'added properties to the objects of the language (Object.prototype, Array.prototype)'],
  [
    "if (!globalThis.fs) { globalThis.fs = process.getBuiltinModule('fs'); fs.mkdirSync('gone'); process.chdir('gone'); fs.rmdirSync('../gone'); } return [2 * x];",
    'left no working directory: ',
  ],
])('a subject that changes what all share is told: %s', (act, message) => {
  expect(failing(act, {})).toContain(message);
});

test('a subject that breaks the language is told of the next one that cannot be checked, which is then checked anew', () => {
  const cwd = folder({
    'a.gradcheck.mjs': subjects(
      2,
      '([x]) => x * x',
      "([x]) => { if (i === 0) Array.prototype.filter = () => { throw new Error('broken'); }; return [2 * x]; }",
    ),
  });
  spawned(cwd, 'run', '.', '--runs', '3', '--no-memory', '--workers', '1', '--property', 'matches-differences');
  const messages = reportIn(cwd).results.flatMap(({ subject, message }) => (message === undefined ? [] : [`${subject}: ${message}`]));
  expect(messages.join('\n')).toMatch(/: could not be checked: broken/);
});

test('what a subject throws later, in the process of the run, ends that', () => {
  const later = "([x]) => { setTimeout(() => { throw new Error('late'); }, 0); return [2 * x]; }";
  const cwd = folder({ 'a.gradcheck.mjs': subjects(200, '([x]) => x * x', later) });
  const { status, stderr } = spawned(cwd, 'run', '.', '--runs', '3', '--no-memory', '--workers', '0');
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/gradcheck: an error outside of every check: late\n$/) });
});
