import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { decoded, type Frame, PREFIX_BYTES, sizesOf } from './frame.ts';
import { type Keeper, keeperOf } from './keeper.ts';
import { SLOT } from './keeper-thread.ts';

/** Two streams of bytes between this thread, which waits, and a server. */
export interface Channel {
  /** Sends a whole frame. @throws {Closed} if nobody reads it. */
  send(bytes: Uint8Array): void;
  /** Waits for some bytes, at most as many as fit. @throws {Closed} if none will come. */
  read(into: Uint8Array): number;
  close(): void;
}

/** Thrown where the other side of a channel is gone. */
export class Closed extends Error {}

/** Bytes that are read at once. Why: what a pipe holds. */
const GULP = 65_536;

/** Takes the bytes of a channel apart into frames. @throws {Closed} at its end, {Garbage} where there is no frame. */
export function framesOf(read: Channel['read']): () => Frame {
  const buffer = new Uint8Array(GULP);
  let [from, to] = [0, 0];
  const fill = (count: number): void => {
    if (to - from >= count) return;
    buffer.copyWithin(0, from, to);
    [from, to] = [0, to - from];
    while (to < count) to += read(buffer.subarray(to));
  };
  return () => {
    fill(PREFIX_BYTES);
    const { header, body } = sizesOf(buffer.subarray(from, to));
    const frame = new Uint8Array(PREFIX_BYTES + header + body);
    const known = Math.min(to - from, frame.length);
    frame.set(buffer.subarray(from, from + known));
    from += known;
    for (let at = known; at < frame.length; ) at += read(frame.subarray(at));
    return decoded(frame);
  };
}

/** How often it is asked whether an answer is there, before this thread sleeps until it is. Why: as long as some calls of the system take; to be woken takes longer than most functions. */
const MOST_GLANCES = 32;

/**
 * The channel of two FIFOs that are open, the second twice: `peek` does not wait. An answer that comes at once is met awake; where answers take longer, it is asked ever less often whether one is there.
 */
export function fifoChannel(ask: number, tell: number, peek: number): Channel {
  let glances = MOST_GLANCES;
  const glance = (into: Uint8Array): number | undefined => {
    for (let k = 0; k < glances; k++) {
      try {
        const count = readSync(peek, into, 0, into.length, null);
        glances = MOST_GLANCES;
        return count;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      }
    }
    glances = Math.max(1, glances >> 1);
    return undefined;
  };
  return {
    send(bytes) {
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(ask, bytes, at);
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'EPIPE' ? new Closed() : error;
      }
    },
    read(into) {
      const count = glance(into) ?? readSync(tell, into, 0, into.length, null);
      if (count === 0) throw new Closed();
      return count;
    },
    close() {
      for (const descriptor of [ask, tell, peek]) closeSync(descriptor);
    },
  };
}

/** A process that a keeper has started, and the channel to it. */
export interface Started {
  readonly keeper: Keeper;
  readonly channel: Channel;
  /** Called when the process has opened its ends. */
  met(): void;
}

/** A way of talking with a process that is started. */
export type Medium = 'fifos' | 'pipes';

/** A process that is started by a line for the shell, with a channel of its own. */
export const started = (command: string, medium: Medium): Started => (medium === 'fifos' ? overFifos(command) : overPipes(command));

/** What there is on this machine. */
export const usualMedium: Medium = process.platform === 'win32' ? 'pipes' : 'fifos';

/**
 * The other end of each FIFO is held open until the process is gone, and then closed by the keeper: so nobody waits for the process to open its ends, and who reads or writes
 * when it is gone meets the end of the file.
 */
function overFifos(command: string): Started {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-channel-'));
  const [ask, tell] = [join(folder, 'ask'), join(folder, 'tell')];
  try {
    execFileSync('mkfifo', ['-m', '600', ask, tell]);
    const { O_RDONLY, O_WRONLY, O_RDWR, O_NONBLOCK } = constants;
    const holds = [openSync(ask, O_RDONLY | O_NONBLOCK), openSync(tell, O_RDWR)];
    const channel = fifoChannel(openSync(ask, O_WRONLY), openSync(tell, O_RDONLY), openSync(tell, O_RDONLY | O_NONBLOCK));
    const keeper = keeperOf({ command, env: { GRADCHECK_CHANNEL: `fifo:${ask},${tell}` }, folder, holds, port: undefined });
    return { keeper, channel, met: () => rmSync(folder, { recursive: true, force: true }) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The descriptors of the pipes that a process inherits where there are no FIFOs: the one that it reads, and the one that it writes. */
const INHERITED = 'fd:3,4';

function overPipes(command: string): Started {
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  const keeper = keeperOf({ command, env: { GRADCHECK_CHANNEL: INHERITED }, folder: undefined, holds: [], port: port2 });
  return { keeper, channel: portChannel(port1, keeper), met: () => {} };
}

/** The channel to a keeper that reads and writes in its own thread: this one sleeps until the bell rings. */
function portChannel(port: MessagePort, { slots }: Keeper): Channel {
  let rest = new Uint8Array(0);
  const next = (): Uint8Array => {
    for (;;) {
      Atomics.store(slots, SLOT.bell, 0);
      const ended = Atomics.load(slots, SLOT.ended) === 1;
      const found = receiveMessageOnPort(port);
      if (found) return found.message as Uint8Array;
      if (ended) throw new Closed();
      Atomics.wait(slots, SLOT.bell, 0);
    }
  };
  return {
    send: (bytes) => port.postMessage(bytes),
    read(into) {
      if (rest.length === 0) rest = next() as Uint8Array<ArrayBuffer>;
      const count = Math.min(rest.length, into.length);
      into.set(rest.subarray(0, count));
      rest = rest.subarray(count);
      return count;
    },
    close: () => port.close(),
  };
}
