import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from '../check/check.ts';
import { fromText, type Memory, nothing, remember, toText } from '../report/memory.ts';
import type { Arguments } from './command.ts';
import { DEFAULT_MEMORY } from './flags.ts';
import { UsageError } from './usage-error.ts';
import { single } from './values.ts';

/** Where failures are remembered; nowhere where that is switched off, or where nothing of the user's own is checked. */
export function memoryFile(args: Arguments, configured: string | false | undefined): string | undefined {
  if (args.values.has('no-memory')) return undefined;
  const file = single(args, 'memory') ?? configured ?? DEFAULT_MEMORY;
  return file === false ? undefined : file;
}

/**
 * What a file remembers; nothing where there is none.
 * @throws {UsageError} if it is not such a file.
 */
export function memoryIn(file: string | undefined): Memory {
  if (file === undefined || !existsSync(file)) return nothing;
  try {
    return fromText(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError(`${file}: not a memory of failures; remove it, or name another with --memory`);
  }
}

/** Writes the memory after a run, if it has changed. A file that cannot be written is no reason to fail. */
export function keep(file: string | undefined, before: Memory, results: readonly Result[]): void {
  if (file === undefined) return;
  const text = toText(remember(before, results));
  if (text === toText(before)) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    process.stderr.write(`gradcheck: failures are not remembered: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
