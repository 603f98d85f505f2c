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

/** The word by which a program that is one file is told to be a worker. */
const WORKER = 'worker';

/** A process of this program's worker. What it prints goes to standard error. */
function made(): ChildProcess {
  const [file, words, loaders] = program();
  return fork(file, words, {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [...THRIFT, ...loaders],
  });
}

/** Where the program of a worker is, with what it and Node are told: a file beside this one, or its source; or this very file, where the program is one (packaging/one-file.ts). */
function program(): readonly [file: string, words: readonly string[], loaders: readonly string[]] {
  const here = fileURLToPath(import.meta.url);
  const [built, source] = ['worker.cjs', 'worker.ts'].map((name) => join(dirname(here), name));
  if (existsSync(built!)) return [built!, [], []];
  return existsSync(source!) ? [source!, [], ['--import', loader()]] : [here, [WORKER], []];
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
