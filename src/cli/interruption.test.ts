import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../bench/folder.ts';

/** A program that does not end by itself, and prints each thing that it hears. */
const waits = `import { interruption } from ${JSON.stringify(fileURLToPath(new URL('interruption.ts', import.meta.url)))};
const signals = interruption(() => console.log('first, status ' + signals.status));
setInterval(() => {}, 1000);
console.log('ready');`;

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('the first %s is told, and the second one ends the process at once', async (signal, status) => {
  const file = join(temporaryFolder('interruption'), 'waits.mts');
  writeFileSync(file, waits);
  const child = spawn('node', ['--import', 'jiti/register', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  child.stdout.on('data', (data) => {
    heard += data;
    if (/ready\n$|status \d+\n$/.test(heard)) child.kill(signal);
  });
  const ended = await new Promise((done) => child.on('close', (code, by) => done([code, by])));
  expect(heard).toBe(`ready\nfirst, status ${status}\n`);
  expect(ended).toEqual([status, null]);
});
