import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { option, shellQuoted } from './quote.ts';

test.each([
  'plain',
  'two words',
  "it's",
  '$(id) `id` $HOME',
  '"',
  '\\',
  '*?[a]',
  '!x',
  '-x',
  '',
  'é ∂ 😀',
  'a\nb\tc',
  '\u001b[2J',
  'safe\u202etxt',
  "a'\n\\b",
])('%j comes back from the shell as it was', (word) => {
  const echoed = execFileSync('bash', ['--norc', '-c', `printf %s ${shellQuoted(word)}`], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  expect(echoed).toBe(word);
});

test('what is quoted has no character that a terminal would act on', () => {
  expect(shellQuoted('a\u001b[2J\n\u202eb')).toBe("$'a\\033[2J\\012\\342\\200\\256b'");
});

test('a value that begins with a minus stays a value', () => {
  expect([option('gradient', '-2*x'), option('seed', '42')]).toEqual(["'--gradient=-2*x'", '--seed 42']);
});
