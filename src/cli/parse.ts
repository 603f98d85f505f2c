import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { shellQuoted } from '../reporters/quote.ts';
import type { Arguments, Command } from './command.ts';
import { type Flag, flags } from './flags.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';

/** What a command line asks for: a command with its arguments, or a text of help. */
export type Request = { readonly command: Command; readonly args: Arguments } | { readonly help: string };

/** The request of a command line. @throws {UsageError} in one line, if the command line is invalid. */
export async function parseCommand(argv: readonly string[], commands: readonly Command[]): Promise<Request> {
  const [name, ...rest] = argv;
  if (name === '--help' || name === '-h') return { help: await overview(commands) };
  const names = commands.map((command) => command.name);
  if (name === undefined) throw new UsageError(`no command given: gradcheck ${names.join(' | ')}, or gradcheck --help`);
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    if (name.startsWith('-')) throw new UsageError(`a command comes first: gradcheck ${names.join(' | ')}, not ${JSON.stringify(name)}`);
    throw new UsageError(`unknown command ${JSON.stringify(name)}${suggestion(name, names)}; gradcheck --help lists the commands`);
  }
  const own = flags.filter((flag) => flag.commands.includes(command.name));
  const { words, positionals } = separated(rest, own);
  if (words.includes('--help') || words.includes('-h')) return { help: await helpOf(command, own) };
  const values = valuesOf(command, own, words);
  const room = /\.\.\]$/.test(command.positional ?? '') ? Number.POSITIVE_INFINITY : (command.positional?.split(' ').length ?? 0);
  if (positionals.length > room) throw new UsageError(`${command.name} has no use for ${JSON.stringify(positionals[room])}`);
  if (command.positional?.startsWith('<') && positionals.length === 0)
    throw new UsageError(`usage: gradcheck ${command.name} ${command.positional}`);
  return { command, args: { positionals, values, line: ['gradcheck', ...argv].map(shellQuoted).join(' ') } };
}

/** The values of the flags that are given, by their names. */
function valuesOf(command: Command, own: readonly Flag[], words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const { tokens } = parseArgs({ args: [...words], strict: false, tokens: true });
  const given = tokens.filter((token) => token.kind === 'option');
  for (const { name, value } of given) {
    const flag = own.find((one) => one.name === name);
    if (!flag)
      throw new UsageError(
        `${command.name} has no flag --${name}${suggestion(
          `--${name}`,
          own.map((one) => `--${one.name}`),
        )}`,
      );
    if (flag.value !== undefined && value === undefined) throw new UsageError(`a value is missing after --${name}`);
  }
  const values = new Map<string, readonly string[]>();
  for (const { name, value: kind, many } of own) {
    const list = given.filter((one) => one.name === name).map(({ value }) => value);
    if (list.length === 0) continue;
    if (kind !== undefined && list.length > 1 && many === undefined) throw new UsageError(`--${name} is given ${list.length} times`);
    values.set(name, kind === undefined ? [] : list.map(String));
  }
  return values;
}

/**
 * The flags with their values joined by =, and the other words. This is done before they are read, since a value or a formula may begin
 * with a minus, and since the names of a list flag end where a file begins.
 */
function separated(words: readonly string[], own: readonly Flag[]): { readonly words: string[]; readonly positionals: string[] } {
  const joined: string[] = [];
  const positionals: string[] = [];
  const isFlag = (word: string): boolean => /^--[a-z]|^-h$/.test(word);
  let open: Flag | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') {
      positionals.push(...words.slice(i + 1));
      break;
    }
    const flag = own.find((candidate) => word === `--${candidate.name}`);
    const joint = own.find((candidate) => candidate.value === undefined && word.startsWith(`--${candidate.name}=`));
    if (joint) throw new UsageError(`--${joint.name} takes no value: it is given or not, and not ${word}`);
    const isValue = (next: string): boolean =>
      !own.some(({ name }) => next === `--${name}`) && (flag?.value === 'FORMULA' || !isFlag(next));
    if (flag?.value !== undefined && words[i + 1] !== undefined && isValue(words[i + 1]!)) {
      joined.push(`${word}=${words[++i]}`);
      open = flag.many === 'list' ? flag : undefined;
    } else if (isFlag(word)) {
      joined.push(word);
      open = undefined;
    } else if (open && !existsSync(word)) joined.push(`--${open.name}=${word}`);
    else positionals.push(word);
  }
  return { words: joined, positionals };
}

/** The help of a command. What lays it out takes as long to load as a small check takes. */
async function helpOf(command: Command, own: readonly Flag[]): Promise<string> {
  let parser = (await layout()).usage(`gradcheck ${command.name} ${command.positional ?? ''}\n\n${command.description}`);
  for (const flag of own)
    parser = parser.option(flag.name, {
      type: flag.value === undefined ? 'boolean' : 'string',
      requiresArg: flag.value !== undefined,
      describe: `${flag.description}${flag.value === undefined ? '' : ` [${flag.value}]`}${flag.many ? ', repeatable' : ''}`,
      ...(flag.default !== undefined && { defaultDescription: flag.default }),
    });
  return parser.getHelp();
}

const layout = async () =>
  (await import('yargs'))
    .default([])
    .scriptName('gradcheck')
    .locale('en')
    .version(false)
    .help(false)
    .exitProcess(false)
    .wrap(Math.min(process.stdout.columns ?? 100, 120));

async function overview(commands: readonly Command[]): Promise<string> {
  let parser = (await layout()).usage('gradcheck says whether a gradient is right.\n\nUsage: gradcheck <command> [options]');
  for (const { name, positional, description } of commands)
    parser = parser.command([name, positional].filter(Boolean).join(' '), description);
  const help = await parser.getHelp();
  return `${help}\n\ngradcheck <command> --help tells a command's flags; gradcheck --version the version.\nExit status: 0 nothing failed, 1 something failed, 2 the input or the command is invalid, 130 interrupted.`;
}
