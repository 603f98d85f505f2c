import { EFFORT_RUNS, type Effort } from '../check/effort.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { type Blob, hashOf } from './blob.ts';
import type { Arguments } from './command.ts';
import { type Config, config, configured } from './config.ts';
import { subjectFiles } from './files.ts';
import { BUILT_IN_RUNS } from './flags.ts';
import { memoryFile } from './memory-file.ts';
import { type Output, outputs } from './outputs.ts';
import type { FilesAndServers, Source } from './pool/crew.ts';
import { type RequirementsFile, requirementsIn } from './requirements-file.ts';
import { type Shard, shardOf } from './shard.ts';
import { UsageError } from './usage-error.ts';
import { budgetOf, effortOf, maxTimeOf, pathOf, runsOf, seedOf, timeoutOf, workersOf } from './values.ts';
import { writable } from './writing.ts';

/** What a run is to do, from its command line, its configuration and its environment. */
export interface Plan {
  readonly source: Source;
  readonly seed: number;
  readonly runs: number;
  readonly effort: Effort;
  readonly budget?: number;
  readonly path?: string;
  /** Points that are tried before all others. */
  readonly at?: readonly string[];
  readonly hunting: boolean;
  readonly strict: boolean;
  readonly strictReadings: boolean;
  readonly workers: number;
  readonly timeout?: number;
  readonly shard?: Shard;
  /** Where failures are remembered. */
  readonly memory?: string;
  /** The requirements, each of which must be verified. */
  readonly requirements?: RequirementsFile;
  /** Failures that are known. */
  readonly baseline?: Baseline;
  /** Milliseconds that the run may take. */
  readonly maxTime?: number;
  readonly outputs: readonly Output[];
  readonly blobs: readonly string[];
  /** The subjects and laws that are asked for. */
  readonly patterns?: readonly string[];
  readonly properties?: readonly string[];
}

/** The plan of a command line. @throws {UsageError} naming what is wrong, on the command line or in the configuration. */
export async function planOf(args: Arguments): Promise<Plan> {
  const { file: from, config: defaults } = await config();
  const asked = args.positionals.length > 0 || args.values.has('exec');
  const own = asked || defaults.include !== undefined || defaults.exec !== undefined;
  const whole = !own && !args.values.has('subject');
  const [path, budget, timeout] = [pathOf(args), budgetOf(args) ?? defaults.budget, timeoutOf(args)];
  const memory = own && path === undefined ? memoryFile(args, defaults.memory) : undefined;
  const effort = effortOf(args, defaults.effort);
  const { outputs, blobs } = destinations(args, defaults, from);
  const shard = shardOf(args, blobs.length > 0);
  const requirements = requirementsOf(args);
  if (requirements && shard) throw new UsageError('--requirements of a shard: give them to gradcheck merge, which has the results of all');
  const [patterns, properties, at] = [args.values.get('subject'), args.values.get('property'), args.values.get('at')];
  const source = sourceOf(args, asked ? {} : defaults, from, timeout);
  const [baseline, maxTime] = [baselineOf(args), maxTimeOf(args)];
  return {
    source: at ? { of: source, at: { texts: at, ...(patterns && { patterns }) } } : source,
    seed: seedOf(args, defaults.seed),
    runs: runsOf(args, effort === 'normal' && whole ? BUILT_IN_RUNS : (defaults.runs ?? EFFORT_RUNS[effort])),
    effort,
    ...(budget !== undefined && { budget }),
    ...(path !== undefined && { path }),
    ...(at && { at }),
    hunting: !whole || effort === 'thorough',
    strict: args.values.has('strict') || defaults.strict === true,
    strictReadings: args.values.has('strict-readings') || defaults.strictReadings === true,
    workers: workersOf(args),
    ...(timeout !== undefined && { timeout }),
    ...(shard && { shard }),
    ...(memory !== undefined && { memory }),
    ...(requirements && { requirements }),
    ...(baseline && { baseline }),
    ...(maxTime !== undefined && { maxTime }),
    outputs,
    blobs,
    ...(patterns && { patterns }),
    ...(properties && { properties }),
  };
}

/** The files and servers of the command line or, where it names none, of the configuration. */
function sourceOf(
  args: Arguments,
  { include, exec: served }: Config,
  from: string | undefined,
  timeout: number | undefined,
): FilesAndServers | 'built-in' {
  const exec = args.values.get('exec') ?? served;
  const given = args.positionals.length > 0 ? subjectFiles(args.positionals, { globs: false }) : undefined;
  const files = given ?? (include && configured(from, 'include', () => subjectFiles(include, { globs: true })));
  if (!files && !exec) return 'built-in';
  return { files: files ?? [], ...(exec && { exec }), ...(timeout !== undefined && { timeout }) };
}

const BLOB = 'blob=';

/** Where reports go. A blob is no report for people, and is written by the run itself. */
function destinations(args: Arguments, defaults: Config, from: string | undefined): Pick<Plan, 'outputs' | 'blobs'> {
  const given = args.values.get('reporter');
  const split = (specs: readonly string[] | undefined): Pick<Plan, 'outputs' | 'blobs'> => {
    if (specs?.some((spec) => spec === 'blob' || spec === BLOB)) throw new UsageError('a blob goes to a file: --reporter blob=FILE');
    const blobs = (specs ?? []).filter((spec) => spec.startsWith(BLOB)).map((spec) => spec.slice(BLOB.length));
    const list = outputs(specs?.filter((spec) => !spec.startsWith(BLOB)));
    blobs.forEach(writable);
    return { outputs: list, blobs };
  };
  return given ? split(given) : configured(defaults.reporters && from, 'reporters', () => split(defaults.reporters));
}

/** The requirements that a command line names, if it does. @throws {UsageError} if their file is none. */
export function requirementsOf(args: Arguments): RequirementsFile | undefined {
  const [file] = args.values.get('requirements') ?? [];
  return file === undefined ? undefined : requirementsIn(file);
}

/** What all shards of a run have in common. */
export const commonOf = (
  { runs, effort, budget, strictReadings, hunting }: Plan,
  laws: readonly string[],
  names: readonly string[],
): Pick<Blob, 'options' | 'subjects'> => ({
  options: { runs, effort, budget: budget ?? null, strictReadings, hunting, laws: hashOf(laws) },
  subjects: hashOf(names),
});
