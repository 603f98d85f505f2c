import type { Coverage } from '../../adapters/sweep.ts';
import type { Result } from '../../check/check.ts';
import type { Effort } from '../../check/effort.ts';
import type { Role } from '../../law/property.ts';
import type { Inquiry } from '../../law/reading.ts';
import type { Topic } from '../../law/topic.ts';
import type { Fate } from '../../mutation/mutation.ts';
import type { Memory } from '../../report/memory.ts';
import type { Statement } from '../../report/statement.ts';
import type { Subject } from '../../subject/kind.ts';
import type { Rejection } from '../load.ts';

/** A formula with its claimed gradient and its intervals, as the command line gives them. */
export interface Formulas {
  readonly f: string;
  readonly gradient: readonly string[];
  readonly domains: readonly string[];
}

/** Where subjects come from: files and servers, formulas, the built-in sound ones, or all fixtures; and points that one of them gets. */
export type Source = FilesAndServers | { readonly formulas: Formulas } | 'built-in' | 'fixtures' | Pinned;

/** A source, of which the one subject that is chosen gets fixed points. */
export interface Pinned {
  readonly of: FilesAndServers | 'built-in';
  readonly at: { readonly texts: readonly string[]; readonly patterns?: readonly string[] };
}

export interface FilesAndServers {
  readonly files: readonly string[];
  /** Lines for the shell that start servers. */
  readonly exec?: readonly string[];
  /** Milliseconds that one subject may take, and its loading; any time if omitted. */
  readonly timeout?: number;
}

/** A subject as the run knows it, which may live in another process. Its name is that of no other. */
export interface Listed extends Pick<Subject, 'kind' | 'name' | 'source' | 'expect' | 'requirement'> {
  /** The names of the laws and readings that apply to it. */
  readonly laws: readonly string[];
  /** What a report says of it. */
  readonly statement: Statement;
  /** The line that starts its server, if another process serves it. */
  readonly exec?: string;
}

/** A law or reading as the run knows it. */
export interface Stated extends Pick<Inquiry, 'name' | 'law'> {
  readonly topic?: Topic;
  readonly role?: Role;
}

/** What is to be checked, and what could not be loaded. */
export interface Manifest {
  readonly subjects: readonly Listed[];
  /** All laws and readings, those of gradcheck first. */
  readonly inquiries: readonly Stated[];
  readonly rejected: readonly Rejection[];
  /** The versions of the engines behind subjects of servers. */
  readonly engines?: Readonly<Record<string, string>>;
  /** What sweeps of the files cover. */
  readonly coverages?: readonly Coverage[];
}

/** How subjects are checked, as plain data. */
export interface Settings {
  readonly seed: number;
  readonly runs: number;
  readonly effort?: Effort;
  readonly path?: string;
  readonly budget?: number;
  readonly strictReadings: boolean;
  readonly hunting: boolean;
  /** The names of the laws and readings to which the subjects are held. */
  readonly laws: readonly string[];
  /** The names of all subjects of the run. */
  readonly subjects: readonly string[];
  readonly memory: Memory;
}

/** What is heard of a run while it goes on. */
export interface Listener {
  /** A subject is about to be held to a law. */
  law(subject: Listed, law: string): void;
  result(subject: Listed, result: Result): void;
  /** Something came to light that is wrong with a file. */
  rejected(rejection: Rejection): void;
  /** All is checked that is to be of this subject. */
  done(subject: Listed): void;
}

/** What is heard while mistakes are planted. */
export interface MutationListener {
  fate(subject: Listed, fate: Fate): void;
  /** No more is heard of this subject; why not all of its mistakes were tried, if they were not. */
  done(subject: Listed, problem?: string): void;
}

/** Those who check subjects: this process, or others. */
export interface Crew {
  load(source: Source): Promise<Manifest>;
  /** Checks subjects, until all are done or the crew is stopped. */
  check(subjects: readonly Listed[], settings: Settings, listener: Listener): Promise<void>;
  /** Plants mistakes into the claims of functions, until all are tried or the crew is stopped. */
  mutate(subjects: readonly Listed[], settings: Settings, listener: MutationListener): Promise<void>;
  /** The results of one subject with the data of their pictures; as they are, where these cannot be had. */
  draw(subject: Listed, results: readonly Result[], seed: number): Promise<readonly Result[]>;
  /** Ends all that goes on, as soon as may be. */
  stop(): void;
}
