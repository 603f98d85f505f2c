/** The tests that a source file can be expected to be held by: those beside it that lead to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** An import of values: not of types alone, which no run depends on. */
const IMPORT = /^(?:import|export) (?!type )(?:\{(?<names>[^}]*)\}|[^{}'\n]*) from '(?<target>\.{1,2}\/[^']+\.ts)'/gm;

/** Own files from which a file imports values. */
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)]
    .filter(({ groups }) => groups!.names?.split(',').some((name) => name.trim() !== '' && !name.trim().startsWith('type ')) ?? true)
    .map(({ groups }) => resolve(dirname(file), groups!.target!));

/** Whether one file leads to another through imports within a folder. */
function leadsTo(file: string, target: string, folder: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  return importsOf(file).some((next) => next === target || (dirname(next) === folder && leadsTo(next, target, folder, seen)));
}

/** The test files beside a source file that lead to it, that of its own name first; paths are absolute. */
export function neighbours(file: string): readonly string[] {
  const folder = dirname(file);
  const own = join(folder, `${basename(file, '.ts')}.test.ts`);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .filter((test) => leadsTo(test, file, folder))
    .sort((a, b) => Number(b === own) - Number(a === own) || a.localeCompare(b));
}
