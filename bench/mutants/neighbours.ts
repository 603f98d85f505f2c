/** The tests that a source file can be expected to be held by: those beside it that lead to it, and those elsewhere that import it by its name. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Own files that a file imports. */
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/from '(\.{1,2}\/[^']+\.ts)'/g)].map(([, target]) => resolve(dirname(file), target!));

/** Whether one file leads to another through imports within a folder. */
function leadsTo(file: string, target: string, folder: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  return importsOf(file).some((next) => next === target || (dirname(next) === folder && leadsTo(next, target, folder, seen)));
}

/** The neighbouring test files of a source file, that of its own name first; paths are absolute. */
export function neighbours(file: string, root: string): readonly string[] {
  const folder = dirname(file);
  const own = join(folder, `${basename(file, '.ts')}.test.ts`);
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(root, 'src', name))
    .filter((test) => (dirname(test) === folder ? leadsTo(test, file, folder) : importsOf(test).includes(file)))
    .sort((a, b) => Number(b === own) - Number(a === own) || a.localeCompare(b));
}
