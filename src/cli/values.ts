import { randomInt } from 'node:crypto';
import type { Arguments } from './command.ts';
import { DEFAULT_RUNS, DEFAULT_SEED } from './flags.ts';
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

export function runsOf(args: Arguments, otherwise = DEFAULT_RUNS): number {
  const text = single(args, 'runs');
  return text === undefined ? otherwise : whole('runs', text, 1, 1_000_000);
}

export function budgetOf(args: Arguments): number | undefined {
  const text = single(args, 'budget');
  return text === undefined ? undefined : whole('budget', text, 1, Number.MAX_SAFE_INTEGER);
}
