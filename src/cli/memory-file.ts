import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from '../check/check.ts';
import { fromText, type Memory, nothing, remember, toText } from '../report/memory.ts';
import type { Arguments } from './command.ts';
import { DEFAULT_MEMORY } from './flags.ts';
import { UsageError } from './usage-error.ts';
import { single } from './values.ts';

/** The file in which failures are remembered; undefined if that is switched off. */
export function memoryFile(args: Arguments, configured: string | false | undefined): string | undefined {
  if (args.values.has('no-memory')) return undefined;
  const file = single(args, 'memory') ?? configured ?? DEFAULT_MEMORY;
  return file === false ? undefined : file;
}

/** The memory of a file; an empty one if the file does not exist. @throws {UsageError} if the file holds no memory. */
export function memoryIn(file: string | undefined): Memory {
  if (file === undefined || !existsSync(file)) return nothing;
  try {
    return fromText(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError(`${file}: not a memory of failures; remove it, or name another with --memory`);
  }
}

/** Writes the memory after a run, if it has changed. If the file cannot be written, standard error says so, and the run goes on. */
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
