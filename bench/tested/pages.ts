import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeProcessCovs, type ProcessCov } from '@bcoe/v8-coverage';
import converted from 'ast-v8-to-istanbul';
import type { FileCoverageData } from 'istanbul-lib-coverage';
import { parseAstAsync } from 'vitest/node';
import { linked, modulesOf } from '../../src/explorer/linked.ts';

/** The programs of pages. */
const PROGRAMS = ['src/explorer/client/start.ts', 'src/reporters/html/client/start.ts'];
/** Lines of a script before those of its first module. */
const HEAD = 2;

/** A script that a page has run. */
interface Script {
  readonly source?: string;
  readonly functions: ProcessCov['result'][number]['functions'];
}

/** What pages have run of their programs, by the files of the source, from the counts in a folder. */
export async function inPages(counts: string): Promise<readonly FileCoverageData[]> {
  const names = readdirSync(counts).filter((name) => name.startsWith('page-'));
  const scripts = names.flatMap((name): readonly Script[] => JSON.parse(readFileSync(join(counts, name), 'utf8')));
  const files = await Promise.all(PROGRAMS.map((program) => inProgram(new URL(`../../${program}`, import.meta.url), scripts)));
  return files.flat();
}

async function inProgram(entry: URL, scripts: readonly Script[]): Promise<readonly FileCoverageData[]> {
  const code = linked(entry);
  const url = new URL('program.js', entry).href;
  const runs = scripts.filter(({ source }) => source?.trim() === code.trim());
  const parts = runs.map(({ functions }): ProcessCov => ({ result: [{ scriptId: '0', url, functions }] }));
  const { functions } = mergeProcessCovs(parts).result[0] ?? { functions: [] };
  if (functions.length === 0) return [];
  const [all] = Object.values(await converted({ code, ast: parseAstAsync(code), coverage: { functions, url } })) as FileCoverageData[];
  let line = HEAD + 1;
  return modulesOf(entry).map(({ url, body }) => {
    const [first, last] = [line, line + body.split('\n').length - 1];
    // The line on which the function of the module ends.
    line = last + 2;
    return moved(all!, fileURLToPath(url), first, last);
  });
}

/** The part of what was counted in a script that lies in some of its lines, as lines of their own. */
function moved(all: FileCoverageData, path: string, first: number, last: number): FileCoverageData {
  const within = ({ start }: { readonly start: { readonly line: number } }) => start.line >= first && start.line <= last;
  const shifted = <L extends { readonly start: { readonly line: number } }>(loc: L): L => ({
    ...loc,
    start: { ...loc.start, line: loc.start.line - first + 1 },
  });
  const file: FileCoverageData = { path, statementMap: {}, s: {}, fnMap: {}, f: {}, branchMap: {}, b: {} };
  for (const [id, loc] of Object.entries(all.statementMap))
    if (within(loc)) [file.statementMap[id], file.s[id]] = [shifted(loc), all.s[id]!];
  for (const [id, branch] of Object.entries(all.branchMap))
    if (within(branch.loc)) [file.branchMap[id], file.b[id]] = [{ ...branch, loc: shifted(branch.loc) }, all.b[id]!];
  return file;
}
