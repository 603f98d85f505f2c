import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { binary } from '../../bench/hostile/trial.ts';

const SUBJECTS = `import { subject } from 'gradcheck';
const one = (name, f, gradient) => subject({ name, domain: [[-2, 2]], f, gradient });
let calls = 0;
export const all = [
  one('first', ([x]) => x * x, ([x]) => [2 * x]),
  one('wrong', ([x]) => x * x, ([x]) => [x]),
  one('loops', ([x]) => { for (; calls++ > 2000; ) {} return x * x; }, ([x]) => [2 * x]),
  one('last', ([x]) => Math.sin(x), ([x]) => [Math.cos(x)]),
];`;

function folder(text = SUBJECTS): string {
  const cwd = temporaryFolder('mutate');
  writeFileSync(join(cwd, 'a.gradcheck.mjs'), text);
  return cwd;
}

/** The subjects of a summary in JSON, each with how many mistakes were tried. */
const counts = (stdout: string): readonly (readonly [string, number])[] =>
  JSON.parse(stdout).subjects.map(({ subject, fates }: { readonly subject: string; readonly fates: readonly unknown[] }) => [
    subject,
    fates.length,
  ]);

test('mistakes are tried in workers: a subject that hangs or is wrong as it is costs no other', () => {
  const args = ['mutate', 'a.gradcheck.mjs', '--runs', '3', '--property', 'matches-differences', '--json', '--timeout', '15'];
  const { status, stdout, stderr } = spawnSync('node', [binary, ...args], { cwd: folder(), encoding: 'utf8' });
  expect(stderr.split('\n')).toEqual([
    'gradcheck: subject "wrong" fails matches-differences as it is, before a mistake is planted',
    'gradcheck: subject "loops" did not come to an end within 15 s',
    '',
  ]);
  const tried = counts(stdout);
  expect(tried.map(([name]) => name)).toEqual(['first', 'wrong', 'loops', 'last']);
  expect(tried[0]![1]).toBeGreaterThan(10);
  expect(tried[1]![1]).toBe(0);
  expect(tried[3]![1]).toBeGreaterThan(10);
  expect(status).toBe(2);
});

test('the fates are the same in workers and in this process', async () => {
  const cwd = folder();
  const args = ['mutate', 'a.gradcheck.mjs', '--subject', 'first', 'last', '--runs', '3', '--property', 'matches-differences', '--verbose'];
  const here = await commanded(cwd, ...args);
  const { status, stdout, stderr } = spawnSync('node', [binary, ...args, '--workers', '2'], { cwd, encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual(here);
  expect(stdout).toMatch(/^first {3}.* caught[\s\S]*\nlast {3}.* caught/);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s while a mistake is tried: answered within a second, with what is known so far', async (signal, code) => {
  const child = spawn('node', [binary, 'mutate', 'a.gradcheck.mjs', '--subject', 'first', 'loops', '--runs', '3', '--workers', '1'], {
    cwd: folder(SUBJECTS.replace('calls++ > 2000', 'calls++ > 0')),
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      told += data;
    });
  for (let k = 0; k < 400 && !told.includes('first'); k++) await setTimeout(50);
  const sent = performance.now();
  child.kill(signal);
  const status = await new Promise((done) => child.on('close', done));
  expect(performance.now() - sent).toBeLessThan(1000);
  expect(status).toBe(code);
  expect(told).toMatch(/^first {3}.* caught[\s\S]* caught.* · 3 samples per property · seed 42\n$/);
});

test('a subject that was interrupted is told with what is known of it', async () => {
  const cwd = folder(`import { writeFileSync } from 'node:fs';
import { subject } from 'gradcheck';
let calls = 0;
const f = ([x]) => {
  if (calls++ < 3000) return x * x;
  writeFileSync('looping', '');
  for (;;);
};
export default subject({ name: 'loops', domain: [[-2, 2]], f, gradient: ([x]) => [2 * x] });`);
  const child = spawn('node', [binary, 'mutate', 'a.gradcheck.mjs', '--runs', '3', '--property', 'matches-differences'], { cwd });
  let told = '';
  child.stderr.on('data', (data) => {
    told += data;
  });
  for (let k = 0; k < 400 && !existsSync(join(cwd, 'looping')); k++) await setTimeout(50);
  child.kill('SIGINT');
  expect(await new Promise((done) => child.on('close', done))).toBe(130);
  expect(told).toContain('gradcheck: subject "loops": interrupted\n');
});
