/** A folder in which the commands of a document are run: with the examples, and with the files that the document shows. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commanded, type Outcome } from './command.ts';
import { root } from './corpus.ts';
import type { Fence } from './document.ts';

/** What a user has installed, and where it is here. */
const INSTALLED: Readonly<Record<string, string>> = {
  gradcheck: '.',
  vitest: 'node_modules/vitest',
  mathjs: 'node_modules/mathjs',
  '@types': 'node_modules/@types',
  '@tensorflow': 'examples/tfjs/node_modules/@tensorflow',
};

/** Makes such a folder, and gives its path. */
export function workspace(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gradcheck-document-')));
  mkdirSync(join(folder, 'node_modules'));
  for (const [name, place] of Object.entries(INSTALLED))
    if (existsSync(join(root, place))) symlinkSync(join(root, place), join(folder, 'node_modules', name));
  symlinkSync(join(root, 'examples'), join(folder, 'examples'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return folder;
}

/** The words of a command line, as a shell reads them. */
export function words(line: string): readonly string[] {
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `printf '%s\\0' ${line}`], { encoding: 'utf8', env: {} });
  if (stderr !== '') throw new Error(`${line}: ${stderr}`);
  return stdout.split('\0').slice(0, -1);
}

/** The arguments of a command line of gradcheck; undefined for one of another program. */
export function gradcheckArguments(line: string): readonly string[] | undefined {
  const [, rest] = /^(?:npx )?gradcheck(?: (.*))?$/.exec(line) ?? [];
  return /^(?:npx )?gradcheck\b/.test(line) ? words(rest ?? '') : undefined;
}

/** A text without the lines that tell how long it took, and where the report is. */
export const withoutTimes = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^\d+(\.\d+)? s( · .*)?$/.test(line))
    .join('\n');

/** Commands that are shown and not run where documents are followed, with the reason. Scripts of the package are not run either. */
export const notRun: Readonly<Record<string, string>> = {
  'npm ci': 'done before the tests',
  'npm test': 'these are the tests',
  'npx gradcheck run': 'takes a minute; properties/properties.test.ts holds the same functions to the same laws',
  'npm --prefix examples/tfjs ci': 'done before the tests',
  'npx gradcheck run examples/tfjs': 'takes twenty minutes; src/adapters/tfjs.test.ts checks a few operations',
};

/** The commands of a block of a shell, without comments. */
export const commandsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) => line.replace(/ +#.*$/, '').split(' && '))
    .filter((command) => command !== '');

/** A session of a terminal, `$ command` and what it prints, as its commands go now. Lines that tell times are left out; `echo $?` tells the status of the command before. */
async function session(before: string, folder: string): Promise<string> {
  const lines: string[] = [];
  let status = 0;
  for (const [, command] of before.matchAll(/^\$ (.*)$/gm)) {
    const done = command === 'echo $?' ? { status, stdout: String(status), stderr: '' } : await ran(command!, folder);
    status = done.status;
    lines.push(`$ ${command}`, withoutTimes(`${done.stdout}${done.stderr}`).trimEnd());
  }
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function ran(command: string, folder: string): Promise<Outcome> {
  const args = gradcheckArguments(command);
  if (!args) throw new Error(`${command}: is neither a command of gradcheck nor one that is named among those that are not run`);
  return commanded(folder, ...args);
}

/** A block of a document, and what came of it: the session that a console block is now, and the outcome of each command of a shell. */
export interface Followed {
  readonly fence: Fence;
  readonly session?: string;
  readonly outcomes?: ReadonlyMap<string, Outcome>;
}

/** Does what a document says, block by block, in a folder: writes the files that it shows, and runs its commands. @throws {Error} for a file that is shown twice. */
export async function followed(fences: readonly Fence[], folder: string): Promise<readonly Followed[]> {
  const blocks: Followed[] = [];
  for (const fence of fences) {
    const { language, file, text } = fence;
    if (file !== undefined) put(join(folder, file), text);
    const outcomes = new Map<string, Outcome>();
    if (language === 'sh')
      for (const command of commandsOf(text))
        if (!(command in notRun) && !command.startsWith('npm run ')) outcomes.set(command, await ran(command, folder));
    blocks.push({
      fence,
      ...(language === 'console' && { session: await session(text, folder) }),
      ...(outcomes.size > 0 && { outcomes }),
    });
  }
  return blocks;
}

/** Writes a file that is not there yet. */
export function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
}
