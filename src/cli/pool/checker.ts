import type { Result } from '../../check/check.ts';
import type { Property } from '../../law/property.ts';
import type { Inquiry } from '../../law/reading.ts';
import { type Fate, mutation } from '../../mutation/mutation.ts';
import { illustrated } from '../../report/evidence/index.ts';
import { recalled } from '../../report/memory.ts';
import { results } from '../../report/run.ts';
import { statementOf } from '../../report/statement.ts';
import { messageOf } from '../../subject/guard.ts';
import type { Subject } from '../../subject/kind.ts';
import type { FunctionSubject } from '../../subject/subject.ts';
import { matches } from '../glob.ts';
import { type Loader, loaderOf, type Rejection } from '../load.ts';
import { withPlaces } from '../place.ts';
import type { FilesAndServers, Listed, Manifest, Pinned, Settings, Source, Stated } from './crew.ts';

/** What is left out of what is loaded, since an earlier attempt did not survive it. */
export interface Skipped {
  readonly rejected: readonly Rejection[];
}

/** What is heard while subjects are loaded: the file, or the subject of a file, that is next. */
export type Loading = (file: string, subject?: string) => Promise<void> | void;

/** What is heard while a subject is checked. */
export interface CheckListener {
  /** It is about to be held to a law. */
  law(name: string): void;
  /** Another subject of the run is about to be asked what it claims, since the one that is checked may claim the same; undefined: and has been asked. */
  other?(name: string | undefined): void;
}

/** Subjects and laws within one process, as they are. */
export interface Checker {
  load(source: Source, skipped?: Skipped, loading?: Loading): Promise<Manifest>;
  /** The results of one subject, one after the other. */
  check(name: string, settings: Settings, hears: CheckListener): Generator<Result>;
  /** What becomes of the mistakes that are planted into a function, one after the other. @throws {Error} if it fails as it is. */
  mutate(name: string, settings: Settings): Generator<Fate>;
  draw(name: string, results: readonly Result[], seed: number): readonly Result[];
  /** Ends the servers that were started. */
  close(): void;
}

/** A checker that has loaded nothing yet. */
export function checkerOf(): Checker {
  let subjects: ReadonlyMap<string, Subject> = new Map();
  let inquiries: readonly Inquiry[] = [];
  let servers: Loader['loaded']['servers'] = new Map();
  return {
    async load(source, { rejected: skipped = [] } = { rejected: [] }, loading = () => {}) {
      const { properties } = await import('../../../properties/index.ts');
      const { readings } = await import('../../../readings/index.ts');
      const found = await loadedFrom(source, skipped, loading);
      servers = found.servers;
      inquiries = [...properties, ...readings, ...found.inquiries];
      const kept = found.subjects.filter((subject) => !skipped.some((one) => one.subject === subject.name));
      subjects = new Map(kept.map((subject) => [subject.name, subject]));
      const listed: Listed[] = [];
      for (const subject of kept) {
        if (subject.source) await loading(subject.source.file, subject.name);
        listed.push({ ...listedOf(subject, inquiries), ...servedBy(subject.name, servers) });
      }
      const engines = Object.assign({}, ...[...servers.values()].map(({ hello }) => hello.engines));
      return {
        subjects: listed,
        inquiries: inquiries.map(stated),
        rejected: [...skipped, ...found.rejected],
        engines,
        coverages: found.coverages,
      };
    },
    *check(name, { laws, subjects: names, memory, ...options }, hears) {
      const chosen = inquiries.filter((inquiry) => laws.includes(inquiry.name));
      const others = {
        *[Symbol.iterator]() {
          for (const other of names) {
            const subject = other === name ? undefined : subjects.get(other);
            if (!subject) continue;
            hears.other?.(other);
            try {
              yield subject;
            } finally {
              hears.other?.(undefined);
            }
          }
        },
      };
      const recall = (subject: string, property: string) => recalled(memory, subject, property);
      yield* results([subjects.get(name)!], chosen, { ...options, others, recall }, (_, { name: law }) => hears.law(law));
    },
    *mutate(name, { laws, seed, runs, effort, budget }) {
      const chosen = inquiries.filter((inquiry): inquiry is Property => 'measure' in inquiry && laws.includes(inquiry.name));
      const options = { seed, runs, ...(effort && { effort }), ...(budget !== undefined && { budget }) };
      yield* mutation(subjects.get(name) as FunctionSubject, chosen, options);
    },
    draw(name, results, seed) {
      const laws = Object.fromEntries(inquiries.flatMap((one) => ('topic' in one ? [[one.name, one.topic] as const] : [])));
      return illustrated(results, [subjects.get(name)!], { seed, laws });
    },
    close() {
      for (const server of servers.values()) server.close();
    },
  };
}

/** What is loaded, where the subject that is chosen has fixed points, and is rejected if it cannot have them. Where several are chosen, none gets any. */
function pinned(loaded: Loader['loaded'], { texts, patterns = [] }: Pinned['at']): Loader['loaded'] {
  const { subjects, rejected } = loaded;
  const chosen = patterns.length === 0 ? subjects : subjects.filter(({ name }) => patterns.some((pattern) => matches(pattern, name)));
  const [only] = chosen;
  if (!only || chosen.length > 1) return loaded;
  try {
    const whole = withPlaces(only, texts);
    return { ...loaded, subjects: subjects.map((subject) => (subject === only ? whole : subject)) };
  } catch (error) {
    const rejection = { file: only.source?.file ?? 'gradcheck', subject: only.name, fault: 'throws', message: messageOf(error) } as const;
    return { ...loaded, subjects: subjects.filter((subject) => subject !== only), rejected: [...rejected, rejection] };
  }
}

/** What a formula is called where others have the name of a file. */
const FORMULA = 'the formula';

async function loadedFrom(source: Source, skipped: readonly Rejection[], loading: Loading): Promise<Loader['loaded']> {
  const none = { inquiries: [], rejected: [], coverages: [], servers: new Map() };
  if (typeof source === 'string') {
    const { sound, flawed, ailing } = await import('../../../fixtures/index.ts');
    return { subjects: source === 'built-in' ? sound : [...sound, ...flawed, ...ailing], ...none };
  }
  if ('of' in source) return pinned(await loadedFrom(source.of, skipped, loading), source.at);
  if ('files' in source) return fromFiles(source, skipped, loading);
  if (skipped.some(({ file }) => file === FORMULA)) return { subjects: [], ...none };
  await loading(FORMULA);
  const { fromFormulas } = await import('../formulas.ts');
  const { f, gradient, domains } = source.formulas;
  return { subjects: [fromFormulas(f, gradient, domains)], ...none };
}

async function fromFiles(source: FilesAndServers, skipped: readonly Rejection[], loading: Loading): Promise<Loader['loaded']> {
  const loader = await loaderOf();
  const each = async (names: readonly string[], load: (name: string) => Promise<void>): Promise<void> => {
    for (const name of names) {
      if (skipped.some((one) => one.subject === undefined && one.file === name)) continue;
      await loading(name);
      await load(name);
    }
  };
  await each(source.files, loader.add);
  await each(source.exec ?? [], (command) => loader.serve(command, source.timeout));
  return loader.loaded;
}

/** The line that has started the server of a subject, if it has one. */
function servedBy(name: string, servers: Loader['loaded']['servers']): Pick<Listed, 'exec'> {
  const [exec] = [...servers].find(([, { hello }]) => hello.subjects.some((announced) => announced.name === name)) ?? [];
  return exec === undefined ? {} : { exec };
}

/** What a run knows of a subject. The laws that apply to it may have to ask it for its number of outputs. */
function listedOf(subject: Subject, inquiries: readonly Inquiry[]): Listed {
  const { kind, name, source, expect, requirement } = subject;
  const applies = (inquiry: Inquiry): boolean => {
    try {
      return inquiry.appliesTo(subject);
    } catch {
      return true;
    }
  };
  return {
    kind,
    name,
    ...(source && { source }),
    ...(expect && { expect }),
    ...(requirement !== undefined && { requirement }),
    laws: inquiries.filter(applies).map((inquiry) => inquiry.name),
    statement: statementOf(subject),
  };
}

const stated = (inquiry: Inquiry): Stated => ({
  name: inquiry.name,
  law: inquiry.law,
  ...('topic' in inquiry && { topic: inquiry.topic, role: inquiry.role }),
});

/** What a process is in which subjects run, as far as one of them could change it for the others. */
export function surroundings(): () => string | undefined {
  const { random, floor } = Math;
  const { now } = Date;
  const clock = performance.now;
  const names = () =>
    [Object, Array, Function, Number, Float64Array].map(({ prototype }) => Object.getOwnPropertyNames(prototype).length).join();
  const [folder, keys] = [process.cwd(), names()];
  return () => {
    try {
      if (process.cwd() !== folder) return `changed the working directory to ${process.cwd()}`;
    } catch (error) {
      return `left no working directory: ${messageOf(error)}`;
    }
    if (Math.random !== random || Math.floor !== floor || Date.now !== now || performance.now !== clock)
      return 'replaced a function of the language (Math, Date or performance)';
    return names() === keys ? undefined : 'added properties to the objects of the language (Object.prototype, Array.prototype)';
  };
}
