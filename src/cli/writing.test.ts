import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { binary } from '../../bench/hostile/trial.ts';
import { fromText } from '../report/memory.ts';
import { fromJson } from '../report/report.ts';
import { writable, write } from './writing.ts';

const WRONG = `import { subject } from 'gradcheck';
export default subject({ name: 'NAME', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [x] });`;
const FLAGS = ['--runs', '3', '--property', 'matches-differences'];
const wrong = (name: string): string => WRONG.replace('NAME', name);

function folder(files: Readonly<Record<string, string>> = { 'a.gradcheck.mjs': wrong('a') }): string {
  const path = temporaryFolder('write');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

test('a file is written as a whole, through a link, with the rights that it has; nothing else is left', () => {
  const cwd = folder({ old: 'old' });
  chmodSync(join(cwd, 'old'), 0o640);
  symlinkSync('old', join(cwd, 'link'));
  write(join(cwd, 'link'), 'new');
  write(join(cwd, 'deep/er/file'), 'text');
  writable(join(cwd, 'not-yet'));
  expect(readFileSync(join(cwd, 'old'), 'utf8')).toBe('new');
  expect([lstatSync(join(cwd, 'link')).isSymbolicLink(), statSync(join(cwd, 'old')).mode & 0o777]).toEqual([true, 0o640]);
  expect(readdirSync(cwd).sort()).toEqual(['deep', 'link', 'old']);
  expect(readdirSync(join(cwd, 'deep/er'))).toEqual(['file']);
});

test('what cannot be written is told in one line', () => {
  const cwd = folder({ file: '' });
  symlinkSync('loop', join(cwd, 'loop'));
  const said = (name: string): string => {
    for (const action of [writable, (file: string) => write(file, '')])
      try {
        action(join(cwd, name));
      } catch (error) {
        return (error as Error).message.slice(cwd.length + 1);
      }
    return 'written';
  };
  expect(said('loop')).toBe('loop: cannot be written (ELOOP)');
  expect(said('x'.repeat(300))).toMatch(/: cannot be written \(ENAMETOOLONG\)$/);
  expect(said('file/x')).toMatch(/: cannot be written \((ENOTDIR|EEXIST)\)$/);
  expect(said('folder/')).toBe('folder/: cannot be written (EISDIR)');
  expect(said('.')).toContain('cannot be written (EISDIR)');
});

test.each([
  ['run', 'loop.gradcheck.mjs'],
  ['run', `${'x'.repeat(300)}.gradcheck.mjs`],
  ['run', 'a.gradcheck.mjs/'],
  ['run', 'a.gradcheck.mjs/b.gradcheck.mjs'],
  ['run', `${'y'.repeat(33_000)}`],
  ['run', 'a.gradcheck.mjs', '--subject', 'y'.repeat(33_000)],
  ['run', 'a.gradcheck.mjs', '--property', 'y'.repeat(33_000)],
  ['run', 'a.gradcheck.mjs', `--${'y'.repeat(33_000)}`],
  ['run', 'a.gradcheck.mjs', '--strict=maybe'],
  ['run', 'a.gradcheck.mjs', '--no-memory=false'],
  ['run', 'a.gradcheck.mjs', '--path', 'h1.5', '--property', 'matches-differences'],
  ['run', 'a.gradcheck.mjs', '--path', 'mnonsense', '--property', 'matches-differences'],
  ['run', 'a.gradcheck.mjs', '--path', '../..', '--property', 'matches-differences'],
  ['run', 'a.gradcheck.mjs', '--timeout', '0'],
  ['run', 'a.gradcheck.mjs', '--timeout', '1e9'],
  ['run', 'a.gradcheck.mjs', '--workers', '1.5'],
  ['run', 'a.gradcheck.mjs', '--workers=-1'],
  ['run', 'a.gradcheck.mjs', '--reporter', 'blob'],
  ['list', '--json=no'],
  ['open', 'loop.gradcheck.mjs'],
  ['report', 'loop.gradcheck.mjs'],
  ['compare', 'loop.gradcheck.mjs', 'loop.gradcheck.mjs'],
  ['merge', 'loop.gradcheck.mjs'],
])('invalid command line %#: one clear line of at most a thousand letters, exit 2', async (...args) => {
  const cwd = folder();
  symlinkSync('loop.gradcheck.mjs', join(cwd, 'loop.gradcheck.mjs'));
  const { status, stdout, stderr } = await commanded(cwd, ...args);
  expect({ status, stdout, lines: stderr.split('\n').length }).toEqual({ status: 2, stdout: '', lines: 2 });
  expect(stderr).toMatch(/^gradcheck: (?!internal)/);
  expect(stderr.length).toBeLessThan(1100);
});

test.each([
  ['reporters', '["jsn"]', 'unknown reporter "jsn" (did you mean json?)'],
  ['include', '["nowhere"]', 'nowhere: no such file or folder'],
  ['seed', '1e15', 'Too big: expected number to be <=2147483647'],
])('a mistake in the key %s of a configuration names that', async (key, value, message) => {
  const config = { include: ['a.gradcheck.mjs'] };
  const text = JSON.stringify({ ...config, [key]: JSON.parse(value) });
  const { status, stderr } = await commanded(folder({ 'a.gradcheck.mjs': wrong('a'), 'gradcheck.config.json': text }), 'run');
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining(`gradcheck: gradcheck.config.json: ${key}: ${message}`),
  });
});

test('one output that cannot be written does not cost the others', async () => {
  const cwd = folder();
  const outputs = ['json=/dev/full', 'json=r.json', 'terminal'].flatMap((output) => ['--reporter', output]);
  const { status, stdout, stderr } = await commanded(cwd, 'run', '.', ...FLAGS, ...outputs);
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'gradcheck: /dev/full: cannot be written (ENOSPC)\n' });
  expect(stdout).toContain('✗ a');
  expect(fromJson(readFileSync(join(cwd, 'r.json'), 'utf8')).summary.fail).toBe(1);
});

/** A file system of 64 KiB in memory, where the system lets mount one. */
function smallDisk(): string | undefined {
  const path = folder({});
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', path]).status === 0 ? path : undefined;
}
const disk = process.platform === 'linux' ? smallDisk() : undefined;

test.runIf(disk !== undefined)('on a full disk the old report stays as it was', async () => {
  const report = join(disk!, 'r.json');
  try {
    write(report, '{"old":true}');
    expect(() => write(report, 'x'.repeat(100_000))).toThrow(`${report}: cannot be written (ENOSPC)`);
    expect(readFileSync(report, 'utf8')).toBe('{"old":true}');
    expect(readdirSync(disk!)).toEqual(['r.json']);
  } finally {
    spawnSync('umount', [disk!]);
  }
});

test.runIf(disk !== undefined)('a run that fills the disk tells its results, and the old report stays', () => {
  const cwd = folder();
  const small = folder({});
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', small]).status).toBe(0);
  try {
    writeFileSync(join(small, 'r.json'), 'old');
    writeFileSync(join(small, 'ballast'), Buffer.alloc(56 * 1024));
    const outputs = ['--reporter', `json=${small}/r.json`, '--reporter', 'terminal', '--verbose'];
    const { status, stdout, stderr } = spawnSync('node', [binary, 'run', '.', '--no-memory', ...outputs], { cwd, encoding: 'utf8' });
    expect(stdout).toContain('✗ a');
    expect({ status, stderr }).toEqual({ status: 2, stderr: `gradcheck: ${small}/r.json: cannot be written (ENOSPC)\n` });
    expect(readFileSync(join(small, 'r.json'), 'utf8')).toBe('old');
    expect(readdirSync(small).sort()).toEqual(['ballast', 'r.json']);
  } finally {
    spawnSync('umount', [small]);
  }
});

test.runIf(process.platform !== 'win32')('a run that the system ends while it writes leaves the old report', () => {
  const cwd = folder({ 'a.gradcheck.mjs': wrong('a'), 'r.json': 'old' });
  // No file may have more than 4 blocks of 512 bytes; a process that writes more gets the signal SIGXFSZ.
  const { signal, status } = spawnSync('sh', ['-c', `ulimit -f 4; exec node '${binary}' run . --no-memory --reporter json=r.json`], {
    cwd,
  });
  expect(signal === 'SIGXFSZ' || status === 2).toBe(true);
  expect(readFileSync(join(cwd, 'r.json'), 'utf8')).toBe('old');
});

/** What a user gets who may write nothing: root may write everything. */
const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

test.runIf(process.platform !== 'win32')('in a folder that is read-only, results are told and one line says what cannot be written', () => {
  const cwd = folder();
  chmodSync(cwd, 0o555);
  const said = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('node', [binary, 'run', '.', ...FLAGS, ...args], { cwd, encoding: 'utf8', ...asNobody });
    return { status, shown: stdout.includes('✗ a'), stderr };
  };
  expect(said('--reporter', 'terminal')).toEqual({
    status: 1,
    shown: true,
    stderr: expect.stringMatching(/^gradcheck: failures are not remembered: .*EACCES.*\n$/),
  });
  expect(said()).toEqual({
    status: 2,
    shown: false,
    stderr: 'gradcheck: reports/gradcheck.json: cannot be written (EACCES)\n',
  });
  chmodSync(cwd, 0o755);
});

test.runIf(process.platform !== 'win32')('a reader that has gone costs neither the report nor the exit status', () => {
  const cwd = folder(Object.fromEntries(Array.from({ length: 9 }, (_, k) => [`a${k}.gradcheck.mjs`, wrong(`a${k}`)])));
  const command = `{ node '${binary}' run . --no-memory --verbose; echo $? > status; } | true`;
  expect(spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' }).stderr).not.toMatch(/EPIPE|internal|Error/);
  expect(readFileSync(join(cwd, 'status'), 'utf8')).toBe('1\n');
  expect(fromJson(readFileSync(join(cwd, 'reports/gradcheck.json'), 'utf8')).summary.fail).toBeGreaterThan(8);
});

test('a file that is deleted in mid-run, and one that comes and goes, cost nothing else', async () => {
  const leaves = `import { rmSync } from 'node:fs';\nrmSync(new URL('b.gradcheck.mjs', 'file://' + process.cwd() + '/'));\n${wrong('a')}`;
  const cwd = folder({ 'a.gradcheck.mjs': leaves, 'b.gradcheck.mjs': wrong('b'), 'c.gradcheck.mjs': wrong('c') });
  const { status, stderr } = await commanded(cwd, 'run', '.', ...FLAGS, '--no-memory', '--reporter', 'json=r.json');
  expect(status).toBe(2);
  expect(stderr).toContain('gradcheck: b.gradcheck.mjs: cannot be read (ENOENT)\n');
  expect(fromJson(readFileSync(join(cwd, 'r.json'), 'utf8')).results.map(({ subject }) => subject)).toEqual(['a', 'c', 'b.gradcheck.mjs']);
});

const MEMORY = '.gradcheck/failures.json';
const remembered = (cwd: string): readonly string[] =>
  fromText(readFileSync(join(cwd, MEMORY), 'utf8'))
    .failures.map(({ subject }) => subject)
    .sort();

test('a damaged memory is set aside, with a warning, and the run goes on', async () => {
  const cwd = folder();
  mkdirSync(join(cwd, '.gradcheck'));
  writeFileSync(join(cwd, MEMORY), '{"version":1,"failu');
  const { status, stderr } = await commanded(cwd, 'run', '.', ...FLAGS, '--reporter', 'terminal');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `gradcheck: ${MEMORY} was damaged and is set aside as ${MEMORY}.damaged; failures are remembered anew\n`,
  });
  expect(readFileSync(join(cwd, `${MEMORY}.damaged`), 'utf8')).toBe('{"version":1,"failu');
  expect(remembered(cwd)).toEqual(['a']);
});

test('runs at the same time lose none of their failures; a lock that nobody holds is no obstacle', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const cwd = folder(Object.fromEntries(names.map((name) => [`${name}.gradcheck.mjs`, wrong(name)])));
  const env = { PATH: process.env.PATH, GRADCHECK_WORKERS: '0' };
  const ends = names.map((name) => {
    const child = spawn('node', [binary, 'run', `${name}.gradcheck.mjs`, ...FLAGS, '--reporter', `json=${name}.json`], {
      cwd,
      env,
      stdio: 'ignore',
    });
    return new Promise((done) => child.on('close', done));
  });
  expect(new Set(await Promise.all(ends))).toEqual(new Set([1]));
  expect(remembered(cwd)).toEqual(names);
  rmSync(join(cwd, MEMORY));
  writeFileSync(join(cwd, `${MEMORY}.lock`), '');
  const before = Date.now();
  await commanded(cwd, 'run', 'a.gradcheck.mjs', ...FLAGS, '--reporter', 'terminal');
  expect(Date.now() - before).toBeLessThan(15_000);
  expect([remembered(cwd), existsSync(join(cwd, `${MEMORY}.lock`))]).toEqual([['a'], false]);
});
