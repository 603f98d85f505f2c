import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Result } from '../check/check.ts';
import { fromText, type Memory, nothing, remember, toText } from '../report/memory.ts';
import type { Arguments } from './command.ts';
import { DEFAULT_MEMORY } from './flags.ts';
import { firstLine, UsageError } from './usage-error.ts';
import { single } from './values.ts';
import { codeOf, write } from './writing.ts';

/** The file in which failures are remembered; undefined if that is switched off. */
export function memoryFile(args: Arguments, configured: string | false | undefined): string | undefined {
  if (args.values.has('no-memory')) return undefined;
  const file = single(args, 'memory') ?? configured ?? DEFAULT_MEMORY;
  return file === false ? undefined : file;
}

/** The memory of a file; an empty one if the file does not exist. A file that holds no memory is set aside, and standard error says so. @throws {UsageError} if it cannot be read. */
export function memoryIn(file: string | undefined): Memory {
  if (file === undefined || !existsSync(file)) return nothing;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: the memory of failures cannot be read (${codeOf(error)})`);
  }
  try {
    return fromText(text);
  } catch {
    const aside = `${file}.damaged`;
    try {
      renameSync(file, aside);
      process.stderr.write(`gradcheck: ${file} was damaged and is set aside as ${aside}; failures are remembered anew\n`);
    } catch (error) {
      process.stderr.write(`gradcheck: ${file} is damaged, and cannot be set aside (${codeOf(error)})\n`);
    }
    return nothing;
  }
}

/**
 * Adds the results of a run to the memory in a file, as that is now: other runs may have written to it in the meantime. If the file cannot be written, standard error says so, and
 * the run goes on.
 */
export async function keep(file: string | undefined, results: readonly Result[]): Promise<void> {
  if (file === undefined || (!existsSync(file) && results.every(({ verdict }) => verdict !== 'fail'))) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    await locked(`${file}.lock`, () => {
      const before = memoryIn(file);
      const text = toText(remember(before, results));
      if (text !== toText(before)) write(file, text);
    });
  } catch (error) {
    process.stderr.write(`gradcheck: failures are not remembered: ${firstLine(error)}\n`);
  }
}

/** Milliseconds after which a lock is taken for one whose owner has died. Why: what it protects takes milliseconds. */
const STALE_LOCK = 5000;
/** Milliseconds between two looks at a lock that another process holds. Why: shorter than anybody notices. */
const LOCK_REST = 10;

/** Does something while a lock file exists that no other process has made. */
async function locked(lock: string, action: () => void): Promise<void> {
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > STALE_LOCK) rmSync(lock, { force: true });
    else await setTimeout(LOCK_REST);
  }
  try {
    action();
  } finally {
    rmSync(lock, { force: true });
  }
}
