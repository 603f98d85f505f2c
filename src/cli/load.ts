import { readFileSync } from 'node:fs';
import type { Server } from '../adapters/process/server.ts';
import { type Coverage, isSweep } from '../adapters/sweep.ts';
import type { Result } from '../check/check.ts';
import type { Inquiry } from '../law/reading.ts';
import type { FaultKind } from '../subject/guard.ts';
import { checked, isSubject, type Subject, withOthers } from '../subject/kind.ts';
import { subject } from '../subject/subject.ts';
import { sourcePath } from './files.ts';
import { firstLine, UsageError } from './usage-error.ts';
import { codeOf } from './writing.ts';

/** A file that cannot be loaded, or a subject or law of it that is none. */
export interface Rejection {
  readonly file: string;
  /** The name of the subject, where only that is not valid. */
  readonly subject?: string;
  readonly fault: FaultKind;
  /** Why, in one line that does not name the file. */
  readonly message: string;
}

/** The content of subject files: subjects, laws and readings of the author's own, and what is none of these. */
export interface Loaded {
  readonly subjects: readonly Subject[];
  readonly inquiries: readonly Inquiry[];
  readonly rejected: readonly Rejection[];
  /** What sweeps of the files cover. */
  readonly coverages: readonly Coverage[];
  /** The servers behind some of the subjects, by the lines that started them. */
  readonly servers: ReadonlyMap<string, Server>;
}

/** The subjects, laws and readings of these files, in their order. @throws {UsageError} for the first thing that is rejected. */
export async function load(files: readonly string[]): Promise<Loaded> {
  const loader = await loaderOf();
  for (const file of files) await loader.add(file);
  const [first] = loader.loaded.rejected;
  if (first) throw new UsageError(told(first));
  return loader.loaded;
}

/** One line about a rejection. */
export const told = ({ file, message }: Rejection): string => `${file}: ${message}`;

/** The name that a result of what was rejected has in the place of a law, and what it states. */
const LOADING = { name: 'loading', law: 'a file can be loaded, and exports subjects' };

/** A rejection as a failed result. */
export const rejectedResult = ({ file, subject, fault, message }: Rejection): Result => ({
  subject: subject ?? sourcePath(file),
  property: LOADING.name,
  law: LOADING.law,
  verdict: 'fail',
  fault,
  message,
  source: { file: sourcePath(file) },
  runs: 0,
  discarded: 0,
  evaluations: { f: 0, claims: 0 },
});

/** Loads files one by one. */
export interface Loader {
  readonly loaded: Loaded;
  /** Loads a file; what is wrong with it is rejected, and the rest of it is there. */
  add(file: string): Promise<void>;
  /** Starts a server, and has all that it serves for subjects. A subject, and its loading, may take so many milliseconds. */
  serve(command: string, timeout: number | undefined): Promise<void>;
}

/** A loader that has loaded nothing yet. Names are taken once among all of its files. */
export async function loaderOf(): Promise<Loader> {
  const subjects: Subject[] = [];
  const inquiries: Inquiry[] = [];
  const rejected: Rejection[] = [];
  const coverages: Coverage[] = [];
  const servers = new Map<string, Server>();
  const owner = { subject: new Map<string, string>(), law: new Map(await builtInLaws()) };
  const reject = (file: string, message: string, subject?: string): void => {
    rejected.push({ file, fault: 'throws', message, ...(subject !== undefined && { subject }) });
  };
  const own = (kind: keyof typeof owner, name: string, file: string): boolean => {
    const other = owner[kind].get(name);
    if (other === undefined) owner[kind].set(name, file);
    else reject(file, `the name ${JSON.stringify(name)} is already taken by a ${kind} of ${other}`, name);
    return other === undefined;
  };
  return {
    loaded: { subjects, inquiries, rejected, coverages, servers },
    async serve(command, timeout) {
      const { patienceFor, serverOf } = await import('../adapters/process/server.ts');
      const { subjectsOf } = await import('../adapters/process/served.ts');
      try {
        const server = serverOf(command, patienceFor(timeout));
        servers.set(command, server);
        for (const item of subjectsOf(server)) {
          if ('problem' in item) reject(command, item.problem, item.name);
          else if (own('subject', item.name, command)) subjects.push(item);
        }
        if (server.hello.subjects.length === 0) reject(command, 'serves no subject');
      } catch (error) {
        reject(command, firstLine(error));
      }
    },
    async add(file) {
      const before = subjects.length + inquiries.length + rejected.length;
      try {
        const text = textOf(file);
        for (const item of file.endsWith('.json') ? await entriesOf(text, file) : await exportsOf(file)) {
          if ('problem' in item) reject(file, item.problem, item.name);
          else if ('coverage' in item) coverages.push(item.coverage);
          else if ('law' in item) {
            if (own('law', item.law.name, file)) inquiries.push(item.law);
          } else {
            const source = { file: sourcePath(file), ...lineOf(item.subject.name, text) };
            for (const one of withOthers(item.subject)) if (own('subject', one.name, file)) subjects.push({ ...one, source });
          }
        }
      } catch (error) {
        reject(file, withoutFile(firstLine(error), file));
        return;
      }
      if (subjects.length + inquiries.length + rejected.length === before)
        reject(file, 'no subject here; export what subject({ … }), layer, stack and the like return, as default, by name or in a list');
    },
  };
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
    throw new UsageError(`cannot be read (${codeOf(error)})`);
  }
}

/** What a file holds: a subject, what a sweep covers, a law or reading, or something that looks like one and is none. */
type Item =
  | { readonly subject: Subject }
  | { readonly coverage: Coverage }
  | { readonly law: Inquiry }
  | { readonly problem: string; readonly name?: string };

const withoutFile = (text: string, file: string): string => (text.startsWith(`${file}: `) ? text.slice(file.length + 2) : text);

async function entriesOf(text: string, file: string): Promise<readonly Item[]> {
  const { readEntries } = await import('../adapters/json.ts');
  return readEntries(text, file).map((entry) =>
    entry instanceof Error ? { problem: withoutFile(firstLine(entry), file) } : { subject: entry },
  );
}

async function exportsOf(file: string): Promise<readonly Item[]> {
  const { imported, nameOf } = await import('./modules.ts');
  const { exports, invalid } = await imported(file);
  const found = new Set(Object.values(exports).flat());
  const items = [...found].flatMap((item): readonly Item[] => {
    try {
      if (isInquiry(item)) return [{ law: item }];
      if (isSweep(item)) return [...item.subjects.map((one) => ({ subject: one })), { coverage: item.coverage }];
      return isSubject(item) || isLikeOne(item) ? [{ subject: valid(item) }] : [];
    } catch (error) {
      const name = nameOf(item);
      return [name === undefined ? { problem: `an export cannot be read: ${firstLine(error)}` } : { problem: firstLine(error), name }];
    }
  });
  return [...items, ...invalid];
}

/** Whether a value is a law or a reading, as `property` and `reading` make them. */
const isInquiry = (value: unknown): value is Inquiry =>
  typeof value === 'object' && value !== null && 'law' in value && 'appliesTo' in value && ('measure' in value || 'read' in value);

/** Whether a value has the parts of a function subject. */
const isLikeOne = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && 'name' in value && 'domain' in value && 'f' in value;

function valid(candidate: Subject): Subject {
  if (isSubject(candidate)) return checked(candidate);
  if (!('kind' in candidate)) return subject(candidate as never);
  const { name, kind } = candidate as { readonly name: unknown; readonly kind: unknown };
  throw new UsageError(`subject ${JSON.stringify(name)}: kind: ${JSON.stringify(kind)} is no kind of subject`);
}

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
