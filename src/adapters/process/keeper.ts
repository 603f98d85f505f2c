import { constants } from 'node:os';
import { Worker } from 'node:worker_threads';
import { DEADLINE_AT, type KeeperData, programOf, SLOT, TAIL_AT, TAIL_BYTES, TIMES } from './keeper-thread.ts';

/** A process in a group of its own, started and watched by a thread, so that it can be killed while this thread waits for it. */
export interface Keeper {
  readonly slots: Int32Array;
  /** Kills the process after so many milliseconds from now; never, if undefined. */
  allow(milliseconds: number | undefined): void;
  /** Milliseconds that are left until then. */
  left(): number;
  /** How the process ended, in words, with the last lines that it printed. Waits for the end. */
  ending(): { readonly timedOut: boolean; readonly message: string };
  /** Lets the process end by itself, or kills it soon. */
  dismiss(): void;
}

const milliseconds = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A keeper that starts a process by a line for the shell. */
export function keeperOf(data: Omit<KeeperData, 'shared'>): Keeper {
  const shared = new SharedArrayBuffer(TAIL_AT + TAIL_BYTES);
  const slots = new Int32Array(shared, 0, DEADLINE_AT / Int32Array.BYTES_PER_ELEMENT);
  const deadline = new Float64Array(shared, DEADLINE_AT, 1);
  const thread = new Worker(programOf(), {
    eval: true,
    // Said, since a thread begins with the variables that the process was started with, and those of a command that is attended to may be others.
    env: process.env,
    workerData: { ...data, shared } satisfies KeeperData,
    transferList: data.port ? [data.port] : [],
    trackUnmanagedFds: false,
    stdin: false,
    execArgv: [],
  });
  thread.unref();
  return {
    slots,
    allow: (span) => void (deadline[0] = span === undefined ? 0 : milliseconds() + span),
    left: () => deadline[0]! - milliseconds(),
    ending() {
      Atomics.wait(slots, SLOT.ended, 0, TIMES.farewell + TIMES.lastWords);
      const tail = new TextDecoder().decode(new Uint8Array(shared, TAIL_AT, Atomics.load(slots, SLOT.tail)).slice());
      const timedOut = slots[SLOT.killed] === 1;
      return { timedOut, message: `${timedOut ? 'gave no answer in time and was killed' : endOf(slots)}${lastLines(tail)}` };
    },
    dismiss: () => void Atomics.store(slots, SLOT.leave, 1),
  };
}

/** The status with which a shell says that there is no such command. Why: POSIX. */
const NO_COMMAND = 127;
/** The status above which a shell says by which signal a command ended. Why: POSIX. */
const BY_SIGNAL = 128;

/** How a process ended, in words, from what its keeper knows. */
export function endOf(slots: Int32Array): string {
  const status = slots[SLOT.status]!;
  const signal = slots[SLOT.signal]! || (status > BY_SIGNAL ? status - BY_SIGNAL : 0);
  if (slots[SLOT.ended] === 0) return 'closed its channel';
  if (signal > 0) return `was ended by the signal ${nameOf(signal)}`;
  return status === NO_COMMAND ? 'could not be started' : `ended with status ${status}`;
}

const nameOf = (signal: number): string => Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? String(signal);

/** Lines that are quoted of what a process printed last. Why: an exception ends with its name and message. */
const QUOTED_LINES = 3;
/** Characters of these lines. Why: they are part of one line of a report. */
const QUOTED_CHARACTERS = 300;

function lastLines(tail: string): string {
  const lines = tail
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const text = lines.slice(-QUOTED_LINES).join(' | ').slice(-QUOTED_CHARACTERS);
  return text === '' ? '' : `; it printed last: ${text}`;
}
