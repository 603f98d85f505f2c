import { accessSync, chmodSync, constants, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { firstLine, UsageError } from './usage-error.ts';

/** Why the system refuses a path, as one word in messages: the code of the error. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? firstLine(error);

/**
 * Writes a file as a whole: to a temporary name beside it, which is then renamed, so that the file holds either what it held or all of the text. A link is followed; what is no
 * ordinary file, such as a pipe, is written to directly. Folders on the way are made.
 * @throws {UsageError} naming the file.
 */
export function write(file: string, text: string): void {
  attempt(file, () => {
    const target = prepared(file);
    if (target.direct) return writeFileSync(target.path, text);
    const temporary = temporaryBeside(target.path);
    try {
      writeFileSync(temporary, text, { flush: true });
      if (target.mode !== undefined) chmodSync(temporary, target.mode);
      renameSync(temporary, target.path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** Makes sure that a file can be written, and leaves it as it is. @throws {UsageError} naming the file. */
export function writable(file: string): void {
  attempt(file, () => {
    const target = prepared(file);
    if (target.direct) return accessSync(target.path, constants.W_OK);
    const temporary = temporaryBeside(target.path);
    writeFileSync(temporary, '');
    rmSync(temporary);
  });
}

interface Target {
  readonly path: string;
  /** True of what cannot be replaced by another file. */
  readonly direct: boolean;
  readonly mode?: number;
}

function prepared(file: string): Target {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) {
    mkdirSync(dirname(file), { recursive: true });
    // A name that ends with a slash stands for a folder.
    if (/[/\\]$/.test(file)) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    return { path: join(realpathSync(dirname(file)), basename(file)), direct: false };
  }
  if (stats.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  accessSync(file, constants.W_OK);
  return { path: realpathSync(file), direct: !stats.isFile(), mode: stats.mode };
}

let count = 0;
const temporaryBeside = (path: string): string => join(dirname(path), `.gradcheck-${process.pid}-${count++}.tmp`);

/** Does what writes a file. @throws {UsageError} naming the file, and why it cannot be written. */
export function attempt(file: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw new UsageError(`${file}: cannot be written (${codeOf(error)})`);
  }
}
