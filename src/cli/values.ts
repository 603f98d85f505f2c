import { randomInt } from 'node:crypto';
import { url } from 'node:inspector';
import { availableParallelism } from 'node:os';
import { type Effort, efforts } from '../check/effort.ts';
import { parsed } from '../check/replay-path.ts';
import type { Arguments } from './command.ts';
import { DEFAULT_FUZZ_TIME, DEFAULT_RUNS, DEFAULT_SEED, DEFAULT_TIMEOUT } from './flags.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';

/** The value of a flag that may be given once; undefined if it is not given. */
export const single = (args: Arguments, flag: string): string | undefined => args.values.get(flag)?.[0];

const LARGEST = 2 ** 31 - 1;

function whole(flag: string, text: string, least: number, most: number): number {
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new UsageError(`--${flag} takes a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`);
  return value;
}

export function seedOf(args: Arguments, otherwise: number | 'random' = DEFAULT_SEED): number {
  const text = single(args, 'seed') ?? String(otherwise);
  return text === 'random' ? randomInt(LARGEST) : whole('seed', text, -LARGEST - 1, LARGEST);
}

/** The effort of a check, or that of the configuration. */
export function effortOf(args: Arguments, otherwise: Effort = 'normal'): Effort {
  const text = single(args, 'effort');
  if (text === undefined) return otherwise;
  const found = efforts.find((effort) => effort === text);
  if (!found) throw new UsageError(`--effort takes ${efforts.join(', ')}, not ${JSON.stringify(text)}${suggestion(text, efforts)}`);
  return found;
}

export function runsOf(args: Arguments, otherwise = DEFAULT_RUNS): number {
  const text = single(args, 'runs');
  return text === undefined ? otherwise : whole('runs', text, 1, 1_000_000);
}

/** The most workers. Why: each is a process with a copy of all that is loaded. */
const MOST_WORKERS = 1024;

/** The number of workers: that of the flag, of GRADCHECK_WORKERS, none under a debugger, or one for each core. */
export function workersOf(args: Arguments, env: NodeJS.ProcessEnv = process.env): number {
  const text = single(args, 'workers') ?? env.GRADCHECK_WORKERS;
  if (text !== undefined) return whole('workers', text, 0, MOST_WORKERS);
  return isDebugged() ? 0 : Math.min(availableParallelism(), MOST_WORKERS);
}

/** The longest timeout, in seconds. Why: timers count milliseconds in 31 bits. */
const LONGEST_TIMEOUT = 2_000_000;

/** The milliseconds that one subject may take; any time, if undefined. */
export function timeoutOf(args: Arguments): number | undefined {
  const text = single(args, 'timeout');
  if (text === undefined) return isDebugged() ? undefined : DEFAULT_TIMEOUT * 1000;
  return millisecondsIn('timeout', text);
}

/** The milliseconds for which random programs are tried; undefined if their number says when to end. */
export function timeOf(args: Arguments): number | undefined {
  const text = single(args, 'time');
  if (text !== undefined) return millisecondsIn('time', text);
  return args.values.has('programs') || args.values.has('path') ? undefined : DEFAULT_FUZZ_TIME * 1000;
}

function millisecondsIn(flag: string, text: string): number {
  const seconds = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds > 0 && seconds <= LONGEST_TIMEOUT))
    throw new UsageError(`--${flag} takes a number of seconds above 0 and up to ${LONGEST_TIMEOUT}, not ${JSON.stringify(text)}`);
  return Math.max(1, Math.round(seconds * 1000));
}

const SECONDS_IN = { s: 1, m: 60, h: 3600 } as const;

/** The milliseconds that a whole run may take; any time, if undefined. */
export function maxTimeOf(args: Arguments): number | undefined {
  const text = single(args, 'max-time');
  if (text === undefined) return undefined;
  const [, number, unit = 's'] = /^(\d{1,9}(?:\.\d{1,9})?)([smh])?$/.exec(text) ?? [];
  const seconds = Number(number) * SECONDS_IN[unit as keyof typeof SECONDS_IN];
  if (!(seconds > 0 && seconds <= LONGEST_TIMEOUT))
    throw new UsageError(`--max-time takes a time such as 90s, 8m or 1h, not ${JSON.stringify(text)}`);
  return Math.max(1, Math.round(seconds * 1000));
}

/** The number of random programs; without end, if it is not given. */
export function programsOf(args: Arguments): number | undefined {
  const text = single(args, 'programs');
  return text === undefined ? undefined : whole('programs', text, 1, LARGEST);
}

const isDebugged = (): boolean => url() !== undefined;

/** The path to what an earlier run found. @throws {UsageError} if no run can have printed it. */
export function pathOf(args: Arguments): string | undefined {
  const text = single(args, 'path');
  if (text === undefined) return undefined;
  const path = parsed(text);
  const good = path.kind === 'generated' ? /^\d{1,9}(:\d{1,9})*$/.test(text) : path.kind === 'remembered' || /^[hp]\d{1,9}$/.test(text);
  if (!good) throw new UsageError(`--path takes what a replay line says, not ${JSON.stringify(text)}`);
  return text;
}

export function budgetOf(args: Arguments): number | undefined {
  const text = single(args, 'budget');
  return text === undefined ? undefined : whole('budget', text, 1, Number.MAX_SAFE_INTEGER);
}
