import { readFileSync } from 'node:fs';
import type { Inquiry } from '../law/reading.ts';
import { checked, isSubject, type Subject } from '../subject/kind.ts';
import { subject } from '../subject/subject.ts';
import { displayed } from './files.ts';
import { firstLine, UsageError } from './usage-error.ts';

/** The content of subject files: subjects, and laws and readings of the author's own. */
export interface Loaded {
  readonly subjects: readonly Subject[];
  readonly inquiries: readonly Inquiry[];
}

/**
 * The subjects, laws and readings of these files, in their order.
 * @throws {UsageError} naming a file that cannot be read, is invalid, or is empty, or that has a subject or law whose name is taken.
 */
export async function load(files: readonly string[]): Promise<Loaded> {
  const all: { readonly subjects: Subject[]; readonly inquiries: Inquiry[] } = { subjects: [], inquiries: [] };
  const owner = { subject: new Map<string, string>(), law: new Map(await builtInLaws()) };
  const own = (kind: keyof typeof owner, name: string, file: string): void => {
    const other = owner[kind].get(name);
    if (other !== undefined) throw new UsageError(`${file}: the name ${JSON.stringify(name)} is already taken by a ${kind} of ${other}`);
    owner[kind].set(name, file);
  };
  for (const file of files) {
    const text = textOf(file);
    const { subjects, inquiries } = file.endsWith('.json')
      ? { subjects: await fromJson(text, file), inquiries: [] }
      : await fromModule(file);
    if (subjects.length + inquiries.length === 0)
      throw new UsageError(
        `${file}: no subject here; export what subject({ … }), layer, stack and the like return, as default, by name or in a list`,
      );
    for (const each of subjects) {
      own('subject', each.name, file);
      all.subjects.push({ ...each, source: { file: displayed(file), ...lineOf(each.name, text) } });
    }
    for (const each of inquiries) {
      own('law', each.name, file);
      all.inquiries.push(each);
    }
  }
  return all;
}

async function builtInLaws(): Promise<readonly (readonly [name: string, owner: string])[]> {
  const { properties } = await import('../../properties/index.ts');
  const { readings } = await import('../../readings/index.ts');
  return [...properties, ...readings].map(({ name }) => [name, 'gradcheck'] as const);
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

async function fromModule(file: string): Promise<Loaded> {
  const { imported } = await import('./modules.ts');
  const found = [...new Set(Object.values(await imported(file)).flat())];
  const inquiries = found.filter(isInquiry);
  try {
    const subjects = found.filter((item) => !isInquiry(item) && (isSubject(item) || isLikeOne(item)));
    return { subjects: subjects.map((item) => valid(item as Subject)), inquiries };
  } catch (error) {
    throw new UsageError(`${file}: ${firstLine(error)}`);
  }
}

/** Whether a value is a law or a reading, as `property` and `reading` make them. */
const isInquiry = (value: unknown): value is Inquiry =>
  typeof value === 'object' && value !== null && 'law' in value && 'appliesTo' in value && ('measure' in value || 'read' in value);

/** Whether a value has the parts of a function subject and no `kind`. */
const isLikeOne = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !('kind' in value) && 'name' in value && 'domain' in value && 'f' in value;

const valid = (candidate: Subject): Subject => ('kind' in candidate ? checked(candidate) : subject(candidate as never));

/** The line on which the name is written, preferably after `name:`. */
function lineOf(name: string, text: string): { readonly line?: number } {
  const spellings = [JSON.stringify(name), `'${name}'`, `\`${name}\``];
  const places = spellings.flatMap((literal) =>
    [...text.matchAll(new RegExp(literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'g'))].map(({ index }) => index),
  );
  const definition = places.find((place) => /\bname["']?\s*:\s*$/.test(text.slice(Math.max(place - 20, 0), place)));
  const place = definition ?? Math.min(...places);
  return Number.isFinite(place) ? { line: text.slice(0, place).split('\n').length } : {};
}
