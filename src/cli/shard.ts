import { createHash } from 'node:crypto';
import type { Arguments } from './command.ts';
import { UsageError } from './usage-error.ts';
import { single } from './values.ts';

/** One of several parts of a run: the `index`-th, from 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The most parts of a run. Why: more than any array of jobs has. */
export const MOST_SHARDS = 100_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** What an engine tells a job: which one it is, from 1 on, and of how many; undefined where it is no such engine. */
type Told = readonly [index: unknown, count: unknown] | undefined;

/** The environment variables by which engines tell each of their jobs which one it is. */
const ENGINES: readonly { readonly name: string; readonly told: (env: Environment) => Told }[] = [
  {
    name: 'GRADCHECK_SHARD',
    told: ({ GRADCHECK_SHARD }) => (GRADCHECK_SHARD ? [GRADCHECK_SHARD.split('/')[0], GRADCHECK_SHARD.split('/')[1]] : undefined),
  },
  {
    name: 'CI_NODE_INDEX and CI_NODE_TOTAL',
    told: ({ CI_NODE_INDEX, CI_NODE_TOTAL }) => (CI_NODE_INDEX ? [CI_NODE_INDEX, CI_NODE_TOTAL] : undefined),
  },
  {
    name: 'SLURM_ARRAY_TASK_ID, SLURM_ARRAY_TASK_MIN and SLURM_ARRAY_TASK_COUNT',
    told: ({ SLURM_ARRAY_TASK_ID: id, SLURM_ARRAY_TASK_MIN: min = '0', SLURM_ARRAY_TASK_COUNT: count }) =>
      id ? [Number(id) - Number(min) + 1, count] : undefined,
  },
  {
    name: 'JOB_COMPLETION_INDEX and GRADCHECK_SHARDS',
    told: ({ JOB_COMPLETION_INDEX, GRADCHECK_SHARDS }) =>
      JOB_COMPLETION_INDEX ? [Number(JOB_COMPLETION_INDEX) + 1, GRADCHECK_SHARDS] : undefined,
  },
];

/**
 * The part of a run that is asked for by --shard or, where the run leaves a blob to be merged, by the variables of the engine that has started it.
 * @throws {UsageError} if these are no whole numbers i ≤ N.
 */
export function shardOf(args: Arguments, blob: boolean, env: Environment = process.env): Shard | undefined {
  const text = single(args, 'shard');
  if (text !== undefined) return checked('--shard', text.split('/'));
  for (const { name, told } of blob ? ENGINES : []) {
    const given = told(env);
    if (given) return checked(name, given);
  }
  return undefined;
}

function checked(what: string, given: readonly unknown[]): Shard {
  const [index, count] = given.map((part) => (/^\d{1,6}$/.test(String(part)) ? Number(part) : Number.NaN));
  if (given.length !== 2 || !(index! >= 1 && index! <= count! && count! <= MOST_SHARDS))
    throw new UsageError(`${what}: a shard is I/N, two whole numbers with 1 ≤ I ≤ N ≤ ${MOST_SHARDS}, not ${given.join('/').slice(0, 80)}`);
  return { index: index!, count: count! };
}

/** Whether a subject belongs to a part of a run: that depends on nothing but its name. */
export const belongs = (name: string, { index, count }: Shard): boolean =>
  createHash('sha256').update(name).digest().readUInt32BE(0) % count === index - 1;
