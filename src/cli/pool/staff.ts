import type { Rejection } from '../load.ts';
import { UsageError } from '../usage-error.ts';
import { type Child, type ChildListener, childOf, type End, memoryEach } from './child.ts';
import type { Manifest, Source } from './crew.ts';
import type { News, Order } from './messages.ts';

/** How many workers there may be, and how many milliseconds each subject, and each file, may take; any time if undefined. */
export interface PoolOptions {
  readonly workers: number;
  readonly timeout?: number;
}

/** Workers that have loaded the same files, as many as are called for. */
export interface Staff {
  /** What has been loaded, once one worker is ready. */
  readonly manifest: Manifest | undefined;
  /** Errors that came up while files were loaded, and that no call has thrown. */
  readonly strays: readonly Rejection[];
  readonly stopped: boolean;
  /** Settled when the staff is stopped. */
  readonly stop: Promise<void>;
  /** Says what is loaded by all workers that are called from now on. */
  loads(source: Source): void;
  /** A worker that has loaded all; undefined if the staff is stopped. What a worker does not survive is rejected, and left out by the next. */
  called(): Promise<Child | undefined>;
  /** Carries out an order, until `onNews` says that it is done. Resolves with how the worker ended, undefined if it lives. */
  carriedOut(child: Child, order: Order, onNews: (news: News) => boolean): Promise<End | undefined>;
  /** Takes a worker back that has nothing to do. */
  rest(child: Child): void;
  dismiss(child: Child): void;
  stopAll(): void;
}

/** A staff of nobody. */
export function staffOf({ workers, timeout }: PoolOptions): Staff {
  const memory = memoryEach(workers);
  const living = new Set<Child>();
  const idle: Child[] = [];
  const listeners = new Map<Child, ChildListener>();
  const strays: Rejection[] = [];
  let tellStop = (): void => {};
  const stop = new Promise<void>((resolve) => {
    tellStop = resolve;
  });
  const state: { source: Source; rejected: readonly Rejection[]; manifest?: Manifest; stopped: boolean } = {
    source: 'built-in',
    rejected: [],
    stopped: false,
  };
  const carriedOut = orders(listeners, timeout);
  return {
    get manifest() {
      return state.manifest;
    },
    strays,
    get stopped() {
      return state.stopped;
    },
    stop,
    loads(source) {
      state.source = source;
    },
    async called() {
      for (let child = idle.pop(); !state.stopped; child = undefined) {
        const one = child ?? born(memory, living, listeners);
        const culprit = child ? undefined : await loadedBy(one, { carriedOut, timeout, strays, state });
        if (culprit === undefined) return one;
        state.rejected = [...state.rejected, culprit];
      }
      return undefined;
    },
    carriedOut,
    rest: (child) => void idle.push(child),
    dismiss(child) {
      child.kill();
      living.delete(child);
    },
    stopAll() {
      state.stopped = true;
      for (const child of living) child.kill();
      living.clear();
      tellStop();
    },
  };
}

/** A new worker, who is heard through these listeners. */
function born(memory: number, living: Set<Child>, listeners: ReadonlyMap<Child, ChildListener>): Child {
  const child: Child = childOf(
    { memory },
    {
      news: (news) => listeners.get(child)?.news(news),
      end(end) {
        living.delete(child);
        listeners.get(child)?.end(end);
      },
    },
  );
  living.add(child);
  return child;
}

/** How orders are carried out by workers who are heard through these listeners. */
const orders =
  (listeners: Map<Child, ChildListener>, timeout: number | undefined): Staff['carriedOut'] =>
  (child, order, onNews) =>
    new Promise((resolve) => {
      const over = (end?: End): void => {
        child.allow(undefined);
        listeners.delete(child);
        resolve(end);
      };
      listeners.set(child, { news: (news) => onNews(news) && over(), end: over });
      // The time of a file begins when it is loaded: a machine may be slow to start a process.
      child.allow(order.kind === 'load' ? undefined : timeout);
      child.order(order);
    });

/** What loading needs of a staff. */
interface Loading extends Pick<Staff, 'carriedOut'> {
  readonly timeout: number | undefined;
  readonly strays: Rejection[];
  readonly state: { readonly source: Source; readonly rejected: readonly Rejection[]; manifest?: Manifest };
}

/** Has a worker load all; what it did not survive, if it did not. */
async function loadedBy(child: Child, { carriedOut, timeout, strays, state }: Loading): Promise<Rejection | undefined> {
  const { source, rejected } = state;
  let at: Pick<Rejection, 'file' | 'subject'> | undefined;
  const end = await carriedOut(child, { kind: 'load', source, skipped: { rejected } }, (news) => {
    if (news.kind === 'loading') {
      at = news;
      child.allow(timeout);
    }
    if (news.kind === 'stray' && at) strays.push({ file: at.file, fault: 'throws', message: `outside of every call: ${news.message}` });
    if (news.kind === 'loaded') state.manifest ??= news.manifest;
    return news.kind === 'loaded';
  });
  if (!end) return undefined;
  if (!at) throw new UsageError(`no worker can be started: one ${end.message}; --workers 0 checks in this process`);
  const { file, subject } = at;
  const message = subject === undefined ? `cannot be loaded: it ${end.message}` : end.message;
  return { file, ...(subject !== undefined && { subject }), fault: end.fault, message };
}
