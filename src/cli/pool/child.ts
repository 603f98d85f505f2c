import type { ChildProcess } from 'node:child_process';
import { forked } from './forked.ts';
import { constrained, type Watch, watched } from './memory-watch.ts';
import type { News, Order } from './messages.ts';

/** Why a worker is no more: what the subject did that it was busy with. */
export interface End {
  readonly fault: 'timed-out' | 'crashed';
  /** What happened, as it is said of a subject: `called process.exit`. */
  readonly message: string;
}

/** A worker, as the run sees it. */
export interface Child {
  order(order: Order): void;
  /** Gives it so many milliseconds from now on, until the next call; any time if undefined. */
  allow(milliseconds: number | undefined): void;
  /** Ends it at once. Nothing more is heard of it. */
  kill(): void;
}

/** What is heard of a worker. */
export interface ChildListener {
  news(news: News): void;
  end(end: End): void;
}

/** Limits of a worker: its part of the memory, in bytes. */
export interface Limits {
  readonly memory: number;
}

/** A new worker. */
export function childOf({ memory }: Limits, listener: ChildListener): Child {
  const process = forked();
  passOn(process);
  let cause: End | undefined;
  let over = false;
  let clock: NodeJS.Timeout | undefined;
  let allowed = 0;
  const fell = (end: End): void => {
    cause ??= end;
    process.kill('SIGKILL');
  };
  const watch: Watch = watched(process.pid, (seen) => {
    if (seen === 'stopped') fell({ fault: 'crashed', message: 'was stopped by a signal and did not go on' });
    else if (seen > memory) fell({ fault: 'crashed', message: `took more than ${inGibibytes(memory)} of memory` });
  });
  const finish = (end: End): void => {
    if (over) return;
    over = true;
    clearTimeout(clock);
    watch.stop();
    listener.end(end);
  };
  process.on('message', (news: News) => over || cause || listener.news(news));
  process.on('error', (error) => finish({ fault: 'crashed', message: `cannot be started: ${error.message}` }));
  process.on('exit', (code, signal) => finish(cause ?? endOf(code, signal)));
  return {
    order: (order) => void process.send(order, () => {}),
    allow(milliseconds) {
      clearTimeout(clock);
      if (milliseconds === undefined) return;
      allowed = milliseconds;
      clock = setTimeout(() => fell({ fault: 'timed-out', message: `did not come to an end within ${allowed / 1000} s` }), milliseconds);
    },
    kill() {
      over = true;
      clearTimeout(clock);
      watch.stop();
      process.kill('SIGKILL');
    },
  };
}

/** How the text begins that V8 prints when its heap is full: a page of addresses, in place of which the run says what happened. */
const HEAP_IS_FULL = /<--- Last few GCs|FATAL ERROR: |# Fatal (?:Java)?[Ss]cript/;

function passOn({ stdout, stderr }: ChildProcess): void {
  let muted = false;
  for (const stream of [stdout, stderr])
    stream?.on('data', (data: Buffer) => {
      muted ||= HEAP_IS_FULL.test(data.toString());
      if (!muted) process.stderr.write(data);
    });
}

const inGibibytes = (bytes: number): string => `${Number((bytes / 2 ** 30).toPrecision(2))} GiB`;

function endOf(code: number | null, signal: NodeJS.Signals | null): End {
  if (signal === 'SIGABRT' || code === 134) return { fault: 'crashed', message: 'ran out of heap memory' };
  if (signal) return { fault: 'crashed', message: `was ended by the signal ${signal}` };
  return { fault: 'crashed', message: `ended the process with status ${code} (process.exit?)` };
}

/** The part of the memory that workers may use together. Why: the rest is for the run itself and for the system. */
const SHARE = 0.8;

/** The memory that each of so many workers may use, in bytes; GRADCHECK_MEMORY says it in MiB. */
export function memoryEach(workers: number, env: NodeJS.ProcessEnv = process.env): number {
  const given = Number(env.GRADCHECK_MEMORY);
  return given > 0 ? given * 2 ** 20 : (SHARE * constrained()) / workers;
}
