import { setTimeout } from 'node:timers/promises';
import type { Result } from '../../check/check.ts';
import type { FaultKind } from '../../subject/guard.ts';
import type { Rejection } from '../load.ts';
import { type Child, childOf, type End, memoryEach } from './child.ts';
import type { Crew, Listed, Listener, Manifest, Settings, Source, Stated } from './crew.ts';
import type { News, Order } from './messages.ts';

/** The name that a result has in the place of a law, if a subject does something outside of its calls; and what it states. */
const ISOLATION = { name: 'isolation', law: 'a subject does nothing but what it is called for' };

/** How many workers there may be, and how many milliseconds each subject, and each file, may take; any time if undefined. */
export interface PoolOptions {
  readonly workers: number;
  readonly timeout?: number;
}

/** Milliseconds of checking after which more workers are started. Why: a worker takes most of a second of processor time to start, and a file of few subjects is done by then. */
const PATIENCE = 1000;

/** Processes that check subjects. What breaks in one of them is a result of the subject that it was busy with, and another one takes its place. */
export function poolCrew({ workers, timeout }: PoolOptions): Crew {
  const limits = { memory: memoryEach(workers) };
  const living = new Set<Child>();
  /** Workers that have loaded all, and nothing to do. */
  const idle: Child[] = [];
  const listeners = new Map<Child, { news: (news: News) => void; end: (end: End) => void }>();
  let source: Source = 'built-in';
  let rejected: readonly Rejection[] = [];
  let manifest: Manifest | undefined;
  let stopped = false;
  let wakeUp = (): void => {};
  const stop = new Promise<void>((resolve) => {
    wakeUp = resolve;
  });

  function born(): Child {
    const child: Child = childOf(limits, {
      news: (news) => listeners.get(child)?.news(news),
      end: (end) => {
        living.delete(child);
        listeners.get(child)?.end(end);
      },
    });
    living.add(child);
    return child;
  }

  /** Carries out an order; resolves with how it ended, `undefined` if well. */
  function carriedOut(child: Child, order: Order, onNews: (news: News) => boolean): Promise<End | undefined> {
    return new Promise((resolve) => {
      const over = (end?: End): void => {
        child.allow(undefined);
        listeners.delete(child);
        resolve(end);
      };
      listeners.set(child, { news: (news) => onNews(news) && over(), end: over });
      child.allow(timeout);
      child.order(order);
    });
  }

  /** A worker that has loaded all. What it does not survive is rejected, and left out by the next. */
  async function ready(): Promise<Child | undefined> {
    for (let at: Pick<Rejection, 'file' | 'subject'> | undefined; !stopped; at = undefined) {
      const child = born();
      const end = await carriedOut(child, { kind: 'load', source, skipped: { rejected } }, (news) => {
        if (news.kind === 'loading') {
          at = news;
          child.allow(timeout);
        }
        if (news.kind === 'stray' && at) strays.push({ file: at.file, fault: 'throws', message: news.message });
        if (news.kind === 'loaded') manifest ??= news.manifest;
        return news.kind === 'loaded';
      });
      if (!end) return child;
      if (!at) throw new Error(`a worker ${end.message}`);
      const { file, subject } = at;
      const message = subject === undefined ? `cannot be loaded: it ${end.message}` : end.message;
      rejected = [...rejected, { file, ...(subject !== undefined && { subject }), fault: end.fault, message }];
    }
    return undefined;
  }
  const strays: Rejection[] = [];

  async function work(queue: Listed[], settings: Settings, listener: Listener): Promise<void> {
    let child = idle.pop() ?? (await ready());
    for (let subject = queue.shift(); subject && child && !stopped; subject = queue.shift()) {
      const spoiled: boolean = await examined(child, subject, settings, listener);
      listener.done(subject);
      if (!spoiled) continue;
      child.kill();
      living.delete(child);
      child = queue.length > 0 && !stopped ? await ready() : undefined;
    }
    if (child && !stopped) idle.push(child);
  }

  /** Has a subject checked; true if its worker must be replaced. */
  async function examined(child: Child, subject: Listed, settings: Settings, listener: Listener): Promise<boolean> {
    const due = subject.laws.filter((law) => settings.laws.includes(law));
    const entry = (fault: FaultKind, message: string, law?: string) =>
      listener.result(
        subject,
        incident(subject, { fault, message, law: manifest!.inquiries.find(({ name }) => name === law) ?? ISOLATION }),
      );
    let law: string | undefined;
    let disturbed: string | undefined;
    const strange = new Map<string, string | undefined>();
    const end = await carriedOut(child, { kind: 'check', subject: subject.name, settings }, (news) => {
      if (news.kind === 'law') {
        law = news.law;
        listener.law(subject, law);
      } else if (news.kind === 'result') listener.result(subject, news.result);
      else if (news.kind === 'stray') strange.set(news.message, news.subject);
      else if (news.kind === 'done') disturbed = news.disturbed;
      return news.kind === 'done';
    });
    for (const [message, name] of strange) {
      const culprit = manifest!.subjects.find((one) => one.name === name);
      if (culprit)
        listener.result(culprit, incident(culprit, { fault: 'throws', message: `outside of every call: ${message}`, law: ISOLATION }));
      else listener.rejected({ file: subject.source?.file ?? subject.name, fault: 'throws', message: `outside of every call: ${message}` });
    }
    if (disturbed !== undefined) entry('crashed', disturbed);
    if (end) {
      const left = due.length - 1 - due.indexOf(law ?? '');
      const rest = left > 0 && law !== undefined ? `; ${left === 1 ? 'one more law was' : `${left} more laws were`} not checked` : '';
      entry(end.fault, `${end.message}${rest}`, law);
    }
    return end !== undefined || disturbed !== undefined;
  }

  return {
    async load(given) {
      source = given;
      const first = await Promise.race([ready(), stop]);
      if (first) idle.push(first);
      const { subjects, inquiries, rejected: found } = manifest ?? { subjects: [], inquiries: [], rejected: [] };
      return { subjects, inquiries, rejected: [...found, ...strays] };
    },
    async check(subjects, settings, listener) {
      const queue = [...subjects];
      const count = Math.min(workers, queue.length);
      const first = work(queue, settings, listener);
      const joined = async (): Promise<void> => {
        await Promise.race([first, setTimeout(PATIENCE, undefined, { ref: false })]);
        if (queue.length > 0 && !stopped) await work(queue, settings, listener);
      };
      await Promise.race([Promise.all([first, ...Array.from({ length: count - 1 }, joined)]), stop]);
    },
    async draw({ name: subject }, results, seed) {
      const child = idle.pop() ?? (await Promise.race([ready(), stop]));
      if (!child) return results;
      let drawn: readonly Result[] = results;
      const end = await Promise.race([
        carriedOut(child, { kind: 'draw', subject, results, seed }, (news) => {
          if (news.kind === 'drawn') drawn = news.results;
          return news.kind === 'drawn';
        }),
        stop,
      ]);
      if (!end && !stopped) idle.push(child);
      return drawn;
    },
    stop() {
      stopped = true;
      for (const child of living) child.kill();
      living.clear();
      wakeUp();
    },
  };
}

/** What a subject did beside being wrong, as a failed result of a law. */
const incident = (
  { name, source, requirement }: Listed,
  { fault, message, law }: { readonly fault: FaultKind; readonly message: string; readonly law: Stated },
): Result => ({
  subject: name,
  property: law.name,
  law: law.law,
  verdict: 'fail',
  fault,
  message,
  ...(source && { source }),
  ...(requirement !== undefined && { requirement }),
  runs: 0,
  discarded: 0,
  evaluations: { f: 0, claims: 0 },
});
