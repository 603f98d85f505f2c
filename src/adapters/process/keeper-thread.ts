/** What runs in the thread of a keeper. It is handed over as text, so that it is the same in a bundle and out of its source: its functions use nothing but their arguments. */
import type { ChildProcess } from 'node:child_process';
import type { MessagePort } from 'node:worker_threads';

/** Places of the numbers that a keeper and the thread which started it share, in an Int32Array. Why: any; each its own. */
export const SLOT = { ended: 0, status: 1, signal: 2, killed: 3, tail: 4, bell: 5, leave: 6 } as const;
/** Bytes of the shared memory before the deadline, which are those of the slots. Why: a line of a cache. */
export const DEADLINE_AT = 64;
/** Bytes of the shared memory before the tail of what was printed. Why: another line of a cache. */
export const TAIL_AT = 128;
/** Bytes of the tail of what was printed. Why: an exception with the end of its trace. */
export const TAIL_BYTES = 2048;
/**
 * Milliseconds between two looks of a keeper at the deadline; that a process may take to end by itself once it was told to; and after its end, until no more of what it printed is waited for.
 * Why: a hang is told a twentieth of a second late, and a look takes microseconds; engines tear down threads, and what takes longer than a second hangs.
 */
export const TIMES = { look: 50, farewell: 1000, lastWords: 200 } as const;

/** What the thread of a keeper is given. */
export interface KeeperData {
  readonly shared: SharedArrayBuffer;
  /** A line for the shell. */
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  /** A folder that is removed in the end, and descriptors that are closed then: ends of channels that are held open until the process is gone. */
  readonly folder: string | undefined;
  readonly holds: readonly number[];
  /** Where frames go to and come from, if the process has no FIFOs but inherits pipes. */
  readonly port: MessagePort | undefined;
}

/** The constants that the thread shares with who started it. */
interface Layout {
  readonly SLOT: { readonly [name in keyof typeof SLOT]: number };
  readonly DEADLINE_AT: number;
  readonly TAIL_AT: number;
  readonly TAIL_BYTES: number;
  readonly TIMES: { readonly [name in keyof typeof TIMES]: number };
}

/** A process that a keeper has started. */
type Kept = Pick<ChildProcess, 'pid' | 'kill' | 'stdio'>;

/** Parts of what a keeper does, each of which uses nothing but its arguments. */
const parts = {
  /** Carries bytes between a port and the pipes of a process, as they come. */
  relay(child: Kept, port: MessagePort, ring: () => void): void {
    const [to, from] = [child.stdio[3] as NodeJS.WritableStream, child.stdio[4] as NodeJS.ReadableStream];
    for (const stream of [to, from]) stream.on('error', () => {});
    port.on('message', (bytes: Uint8Array) => void to.write(bytes));
    from.on('data', (bytes: Buffer) => {
      port.postMessage(new Uint8Array(bytes));
      ring();
    });
  },
  /** Kills the process and all that it has started in its group. */
  kill(child: Kept): void {
    try {
      if (process.platform === 'win32' || !child.pid) child.kill('SIGKILL');
      else process.kill(-child.pid, 'SIGKILL');
    } catch {}
  },
  /** A process that outlives this one, whatever ends it, and then kills the group and removes the folder. What it returns is called when there is no more need of it. */
  guard({ spawn }: Modules['processes'], group: number | undefined, folder: string | undefined): () => void {
    if (process.platform === 'win32' || group === undefined) return () => {};
    const script =
      'trap "" HUP INT TERM; read -r group folder; read -r over || kill -KILL -"$group"; [ -z "$folder" ] || rm -rf -- "$folder"';
    const guard = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    guard.on('error', () => {});
    guard.stdin.on('error', () => {});
    guard.stdin.write(`${group} ${folder ?? ''}\n`);
    return () => void guard.stdin.end('over\n');
  },
  /** Passes on what a process prints, and keeps the last of it. */
  listen(streams: readonly unknown[], files: Modules['files'], keep: (bytes: Buffer) => void): void {
    for (const stream of streams as NodeJS.ReadableStream[])
      stream.on('data', (bytes: Buffer) => {
        try {
          files.writeSync(2, bytes);
        } catch {}
        keep(bytes);
      });
  },
};

/** What Node gives to a keeper. */
interface Modules {
  readonly processes: Pick<typeof import('node:child_process'), 'spawn'>;
  readonly files: Pick<typeof import('node:fs'), 'writeSync' | 'closeSync'>;
}

/** What the thread of a keeper is made of, as text. */
export const programOf = (): string => {
  const texts = Object.values(parts).map(String);
  return `(${keep})(require, ${JSON.stringify({ SLOT, DEADLINE_AT, TAIL_AT, TAIL_BYTES, TIMES })}, { ${texts.join(', ')} })`;
};

/** Starts the process, kills its group at the deadline, and tells how it ended. */
function keep(
  require: NodeJS.Require,
  { SLOT, DEADLINE_AT, TAIL_AT, TAIL_BYTES, TIMES }: Layout,
  { relay, kill, guard, listen }: typeof parts,
): void {
  const { parentPort, workerData } = require('node:worker_threads') as typeof import('node:worker_threads');
  const processes = require('node:child_process') as typeof import('node:child_process');
  const files = require('node:fs') as typeof import('node:fs');
  const { signals } = (require('node:os') as typeof import('node:os')).constants;
  const { shared, command, env, folder, holds, port } = workerData as KeeperData;
  const slots = new Int32Array(shared, 0, DEADLINE_AT / 4);
  const deadline = new Float64Array(shared, DEADLINE_AT, 1);
  const now = () => Number(process.hrtime.bigint()) / 1e6;
  const stdio = ['ignore', 'pipe', 'pipe', ...(port ? ['pipe', 'pipe'] : [])] as const;
  const options = { shell: true, detached: process.platform !== 'win32', stdio: [...stdio], env: { ...process.env, ...env } } as const;
  const child = processes.spawn(command, { ...options, stdio: [...stdio] as never }) as ChildProcess;
  const dismissGuard = guard(processes, child.pid, folder);
  let tail = Buffer.alloc(0);
  listen([child.stdout, child.stderr], files, (bytes) => {
    tail = Buffer.concat([tail, bytes]).subarray(-TAIL_BYTES);
    new Uint8Array(shared, TAIL_AT, TAIL_BYTES).set(tail);
    Atomics.store(slots, SLOT.tail, tail.length);
  });
  let farewell = 0;
  const clock = setInterval(() => {
    if (slots[SLOT.leave] === 1 && farewell === 0) farewell = now() + TIMES.farewell;
    const until = deadline[0]!;
    const late = until > 0 && now() > until;
    if (late) slots[SLOT.killed] = 1;
    if (late || (farewell > 0 && now() > farewell)) kill(child);
  }, TIMES.look);
  const ring = () => {
    for (const bell of [SLOT.ended, SLOT.bell]) Atomics.notify(slots, bell);
  };
  const finish = () => {
    if (slots[SLOT.ended] === 1) return;
    clearInterval(clock);
    Atomics.store(slots, SLOT.ended, 1);
    Atomics.store(slots, SLOT.bell, 1);
    ring();
    for (const hold of holds) files.closeSync(hold);
    dismissGuard();
    port?.close();
    parentPort!.close();
  };
  child.on('error', finish);
  child.on('exit', (status, signal) => {
    slots[SLOT.status] = status ?? 0;
    slots[SLOT.signal] = signal ? signals[signal] : 0;
    kill(child);
    child.on('close', finish);
    setTimeout(finish, TIMES.lastWords);
  });
  if (port)
    relay(child, port, () => {
      Atomics.store(slots, SLOT.bell, 1);
      ring();
    });
}
