import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../bench/folder.ts';
import { binary } from '../../bench/hostile/trial.ts';

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly milliseconds: number;
  readonly told: string;
}

/** Sends a signal to a command, so many milliseconds after it has said something if it does so within a while. */
async function interrupted(cwd: string, args: readonly string[], signal: NodeJS.Signals, after: number): Promise<Ended> {
  const child = spawn('node', [binary, ...args], { cwd });
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      told += data;
    });
  for (let k = 0; k < 80 && told === ''; k++) await setTimeout(50);
  await setTimeout(after);
  const sent = performance.now();
  child.kill(signal);
  const [status, name] = await new Promise<readonly [number | null, NodeJS.Signals | null]>((done) =>
    child.on('close', (...end) => done(end)),
  );
  return { status, signal: name, milliseconds: performance.now() - sent, told };
}

const folder = (): string => temporaryFolder('session');

/** A formula whose laws take many seconds each, and its derivative. */
const factors = (sign: string): string => Array.from({ length: 4000 }, (_, k) => `(1${sign}x/${k + 2})`).join('*');

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s while a law checks a long formula is answered within a second, with what is known so far', async (signal, code) => {
  const args = ['check', factors('+'), '--gradient', factors('-'), '--domain', 'x=0:0.001', '--runs', '100000'];
  const { status, milliseconds, told } = await interrupted(folder(), args, signal, 1500);
  expect(told).toMatch(/^x ∈ \[0, 0\.001\]\n\n[\s\S]*0 inconclusive · \d checks? · seed 42\n$/);
  expect(milliseconds).toBeLessThan(1000);
  expect(status).toBe(code);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s in the self-test is answered within a second, with what is known so far', async (signal, code) => {
  const { status, milliseconds, told } = await interrupted(folder(), ['selftest', '--runs', '1000'], signal, 2500);
  expect(told).toMatch(/^\d+ checks? done\ninterrupted\n$/);
  expect(milliseconds).toBeLessThan(1000);
  expect(status).toBe(code);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends an exploration at once, and no page is begun', async (signal) => {
  const cwd = folder();
  const loops = `import { subject } from 'gradcheck';
export default subject({ name: 'loops', domain: [[-2, 2], [-2, 2]], f: () => { for (;;) {} }, gradient: () => [0, 0] });`;
  writeFileSync(join(cwd, 'a.gradcheck.mjs'), loops);
  const { signal: by, milliseconds } = await interrupted(cwd, ['explore', 'a.gradcheck.mjs', '--no-open'], signal, 1);
  expect(by).toBe(signal);
  expect(milliseconds).toBeLessThan(1000);
  expect(readdirSync(cwd)).toEqual(['a.gradcheck.mjs']);
});
