import { readFileSync } from 'node:fs';
import { checked, isSubject, type Subject } from '../subject/kind.ts';
import { subject } from '../subject/subject.ts';
import { displayed } from './files.ts';
import { firstLine, UsageError } from './usage-error.ts';

/**
 * The subjects of these files, in their order.
 * @throws {UsageError} naming the file that cannot be read, is invalid, has no subject, or has one whose name is taken.
 */
export async function load(files: readonly string[]): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  const owner = new Map<string, string>();
  for (const file of files) {
    const text = textOf(file);
    const found = file.endsWith('.json') ? await fromJson(text, file) : await fromModule(file);
    if (found.length === 0)
      throw new UsageError(
        `${file}: no subject here; export what subject({ … }), layer, stack and the like return, as default, by name or in a list`,
      );
    for (const each of found) {
      const other = owner.get(each.name);
      if (other !== undefined)
        throw new UsageError(`${file}: the name ${JSON.stringify(each.name)} is already taken by a subject of ${other}`);
      owner.set(each.name, file);
      subjects.push({ ...each, source: { file: displayed(file), ...lineOf(each.name, text) } });
    }
  }
  return subjects;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? firstLine(error)})`);
  }
}

async function fromJson(text: string, file: string): Promise<readonly Subject[]> {
  const { readSubjects } = await import('../adapters/json.ts');
  try {
    return readSubjects(text, file);
  } catch (error) {
    const said = firstLine(error);
    throw new UsageError(said.startsWith(file) ? said : `${file}: ${said}`);
  }
}

async function fromModule(file: string): Promise<readonly Subject[]> {
  const { imported } = await import('./modules.ts');
  const exports = await imported(file);
  const found = new Set<unknown>();
  try {
    for (const value of Object.values(exports))
      for (const item of Array.isArray(value) ? value : [value]) if (isSubject(item) || isLikeOne(item)) found.add(item);
    return [...found].map((item) => valid(item as Subject));
  } catch (error) {
    throw new UsageError(`${file}: ${firstLine(error)}`);
  }
}

/** What does not say that it is a subject, but has the parts of a function. */
const isLikeOne = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !('kind' in value) && 'name' in value && 'domain' in value && 'f' in value;

const valid = (candidate: Subject): Subject => ('kind' in candidate ? checked(candidate) : subject(candidate as never));

/** The line on which the name is written, first where it looks like a definition. */
function lineOf(name: string, text: string): { readonly line?: number } {
  const written = [JSON.stringify(name), `'${name}'`, `\`${name}\``];
  const places = written.flatMap((literal) =>
    [...text.matchAll(new RegExp(literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'g'))].map(({ index }) => index),
  );
  const definition = places.find((place) => /\bname["']?\s*:\s*$/.test(text.slice(Math.max(place - 20, 0), place)));
  const place = definition ?? Math.min(...places);
  return Number.isFinite(place) ? { line: text.slice(0, place).split('\n').length } : {};
}
