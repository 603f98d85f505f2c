import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** A look at a process from time to time. */
export interface Watch {
  stop(): void;
}

/** Milliseconds between two looks. Why: a loop fills some 200 MiB in that time, and a look takes 50 microseconds. */
const LOOK = 100;
/** Milliseconds between two looks where a program must be started for each. */
const SLOW_LOOK = 2000;
/** Looks in a row at a stopped process, after which it does not go on. Why: five seconds; a debugger or Ctrl-Z stops the run as well. */
const STOPPED_LOOKS = 50;
/** Bytes of a page of memory. Why: /proc counts pages, which have 4 KiB on nearly all machines; larger ones make the watch late and no more. */
const PAGE = 4096;

/** Watches the resident memory of a process, in bytes, and whether it is stopped. On Linux /proc says that, elsewhere `ps`; on Windows nothing is watched. */
export function watched(pid: number | undefined, seen: (bytes: number | 'stopped') => void): Watch {
  if (pid === undefined || process.platform === 'win32') return { stop: () => {} };
  let stopped = 0;
  const timer = process.platform === 'linux' ? setInterval(look, LOOK) : setInterval(ask, SLOW_LOOK);
  timer.unref();
  return { stop: () => clearInterval(timer) };

  function look(): void {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      stopped = fields[0] === 'T' ? stopped + 1 : 0;
      if (stopped > STOPPED_LOOKS) seen('stopped');
      else seen(Number(fields[21]) * PAGE);
    } catch {}
  }

  function ask(): void {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, text) => {
      if (!error) seen(Number(text) * 1024);
    });
  }
}

/** The memory of the machine, or of the container in which this process is, in bytes. */
export function constrained(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}
