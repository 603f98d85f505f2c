import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * How a worker is run, for the other cores are the other workers': its memory is swept in its own thread, and seldom, since nearly all that a check makes is soon forgotten; and other threads
 * compile less for it, since they took a quarter of its time with V8's usual 920 bytes of code inlined into a function.
 */
const THRIFT = [
  '--single-threaded-gc',
  '--min-semi-space-size=32',
  '--max-semi-space-size=64',
  '--max-inlined-bytecode-size-cumulative=400',
] as const;

/** A process of this program's worker, which is a file beside this one, or its source. What it prints goes to standard error. */
function made(): ChildProcess {
  const here = dirname(fileURLToPath(import.meta.url));
  const built = join(here, 'worker.cjs');
  const isBuilt = existsSync(built);
  return fork(isBuilt ? built : join(here, 'worker.ts'), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: isBuilt ? [...THRIFT] : [...THRIFT, '--import', loader()],
  });
}

/** What lets Node run the source of the worker. */
const loader = (): string =>
  pathToFileURL(join(dirname(createRequire(import.meta.url).resolve('jiti/package.json')), 'lib/jiti-register.mjs')).href;

/** A worker that was started before it was known whether it is needed. */
let spare: ChildProcess | undefined;

/** Starts a worker in advance, while this process loads what it needs itself. It ends with this process. */
export function startEarly(): void {
  spare = made();
}

/** A process of a worker: the one that was started in advance, or a new one. */
export function forked(): ChildProcess {
  const child = spare?.exitCode === null && spare.signalCode === null ? spare : made();
  spare = undefined;
  return child;
}
