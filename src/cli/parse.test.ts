import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../bench/folder.ts';
import type { Command } from './command.ts';
import { flags } from './flags.ts';
import { parseCommand } from './parse.ts';

const idle = async (): Promise<number> => 0;
const commands: readonly Command[] = [
  { name: 'run', positional: '[files..]', description: 'runs', run: idle },
  { name: 'check', positional: '<formula>', description: 'checks', run: idle },
  { name: 'selftest', description: 'tests', run: idle },
];

async function parsed(...argv: readonly string[]) {
  const request = await parseCommand(argv, commands);
  if (!('command' in request)) throw new Error('no command');
  const { command, args } = request;
  return { name: command.name, positionals: args.positionals, values: Object.fromEntries(args.values) };
}

test('positionals and flags, separate or joined, in any order', async () => {
  expect(await parsed('run', 'a.ts', '--seed', '7', 'b', '--runs=3', '--strict')).toEqual({
    name: 'run',
    positionals: ['a.ts', 'b'],
    values: { seed: ['7'], runs: ['3'], strict: [] },
  });
});

test('values and formulas may begin with a minus', async () => {
  expect(await parsed('check', '-x^2', '--gradient', '-2*x', '--gradient', '--x')).toEqual({
    name: 'check',
    positionals: ['-x^2'],
    values: { gradient: ['-2*x', '--x'] },
  });
  expect((await parsed('check', '--gradient', '1', '--', '--x')).positionals).toEqual(['--x']);
});

test('a list goes on until a flag or an existing file', async () => {
  const file = join(temporaryFolder(), 'a.gradcheck.json');
  writeFileSync(file, '{}');
  expect(await parsed('run', '--subject', 'a*', 'b', '--property', 'p', 'q', file)).toEqual({
    name: 'run',
    positionals: [file],
    values: { subject: ['a*', 'b'], property: ['p', 'q'] },
  });
});

test('numbers, dots and equals signs in values stay text', async () => {
  expect((await parsed('run', '0012', '--subject', 'a=b.c', '--path', '0:1')).values).toEqual({ subject: ['a=b.c'], path: ['0:1'] });
  expect((await parsed('run', '0012')).positionals).toEqual(['0012']);
});

test.each([
  [[], /^no command given/],
  [['rum'], /^unknown command "rum" \(did you mean run\?\)/],
  [['--seed', '1', 'run'], /^a command comes first/],
  [['run', '--sead', '1'], /^run has no flag --sead \(did you mean --seed\?\)/],
  [['run', '--gradient', 'x'], /^run has no flag --gradient/],
  [['run', '--seed'], /^a value is missing after --seed/],
  [['run', '--memory', '--nonsense'], /^a value is missing after --memory/],
  [['run', '--runs', '1', '--runs', '2'], /^--runs is given 2 times/],
  [['selftest', 'file'], /^selftest has no use for "file"/],
  [['check', 'x', 'y'], /^check has no use for "y"/],
  [['check'], /^usage: gradcheck check <formula>/],
])('%j is refused in one line', async (argv, message) => {
  await expect(parseCommand(argv, commands)).rejects.toThrow(message);
});

test('help names every flag of a command, and every command', async () => {
  const help = async (...argv: string[]): Promise<string> => {
    const request = await parseCommand(argv, commands);
    return 'help' in request ? request.help : '';
  };
  for (const { name } of flags.filter((flag) => flag.commands.includes('run'))) expect(await help('run', '--help')).toContain(`--${name}`);
  expect(await help('check', '-h')).not.toContain('--reporter');
  for (const { name } of commands) expect(await help('--help')).toContain(`gradcheck ${name}`);
});
