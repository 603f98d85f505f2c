/**
 * Mutation testing of the files that decide: every change of `change.ts`, or a sample of them, is planted in a source file, and the tests beside it are run. A change that all of
 * them pass has survived: it shows a rule that no test holds, unless `survivors.ts` says why none can.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { grouped } from '../../src/report/group.ts';
import { interval } from '../campaign/proportion.ts';
import { stream } from '../random.ts';
import { started } from '../started.ts';
import { percent, table } from '../table.ts';
import { type Change, changesOf } from './change.ts';
import { neighbours } from './neighbours.ts';
import { survivors } from './survivors.ts';
import type { Outcome, Trial } from './trial.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const DIFFERENCES = [
  'central',
  'chebyshev',
  'disturbance',
  'extent',
  'glance',
  'index',
  'limit',
  'line',
  'noise',
  'search',
  'second-opinion',
  'stair',
] as const;
/** The files that are tried if none is named. */
const DECIDING: readonly string[] = [
  ...DIFFERENCES.map((name) => `src/measure/differences/${name}.ts`),
  'src/measure/nearby.ts',
  'src/measure/spread.ts',
  'src/law/verdict.ts',
  'src/check/examine.ts',
  'src/check/excuses.ts',
];

/** A trial that takes longer than this many times the unchanged tests, and so many milliseconds more, does not end. */
const PATIENCE = { times: 5, more: 5000 };

/** A change in its file, and whether a test told it. */
export interface Planted extends Change {
  readonly file: string;
  readonly killed: boolean;
}

/** The process in which tests run, begun anew after each trial that did not end. */
class Laboratory {
  private process: Promise<ChildProcess> | undefined;

  private begin(): Promise<ChildProcess> {
    const process = fork(fileURLToPath(new URL('./trial.ts', import.meta.url)), {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new Promise((done, fail) => {
      process.once('message', () => done(process));
      process.once('error', fail);
    });
  }

  /** What comes of a trial; undefined if it does not end in so many milliseconds, or ends the process. */
  async outcome(trial: Trial, limit: number): Promise<Outcome | undefined> {
    this.process ??= this.begin();
    const process = await this.process;
    const seen = await new Promise<Outcome | undefined>((done) => {
      const late = setTimeout(done, limit, undefined);
      const settle = (outcome?: Outcome) => {
        clearTimeout(late);
        process.removeAllListeners();
        done(outcome);
      };
      process.once('message', (message) => settle(message as Outcome));
      process.once('exit', () => settle());
      process.send(trial);
    });
    if (!seen) this.end();
    return seen;
  }

  end(): void {
    this.process?.then((process) => process.kill('SIGKILL'));
    this.process = undefined;
  }
}

/** The longest that the tests of an unchanged file may take, in milliseconds. */
const LONGEST = 600_000;

/** Those of some tests that pass as a file is, and how long each takes; those that fail are told, and left out. @throws {Error} if they fail otherwise. */
async function passing(laboratory: Laboratory, file: string, tests: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (tests.length === 0) return new Map();
  const seen = await laboratory.outcome({ file, tests }, LONGEST);
  if (seen?.passed) return new Map(tests.map((test, k) => [test, seen.durations[k]!]));
  if (!seen || seen.failed.length === 0) throw new Error(`${file}: its tests do not run as it is`);
  for (const test of seen.failed) console.error(`${relative(root, test)} fails as ${relative(root, file)} is, and is left out`);
  return passing(
    laboratory,
    file,
    tests.filter((test) => !seen.failed.includes(test)),
  );
}

/** Each change of a file planted by itself, and whether tests told it; their paths are absolute. */
export async function* planted(file: string, chosen: readonly Change[], tests: readonly string[]): AsyncGenerator<Planted> {
  const path = join(root, file);
  const source = readFileSync(path, 'utf8');
  const laboratory = new Laboratory();
  try {
    const durations = await passing(laboratory, path, tests);
    const [own, ...others] = durations.keys();
    const inOrder = own === undefined ? [] : [own, ...others.sort((a, b) => durations.get(a)! - durations.get(b)!)];
    const limit = PATIENCE.times * [...durations.values()].reduce((sum, time) => sum + time, 0) + PATIENCE.more;
    for (const change of chosen) {
      const text = source.slice(0, change.start) + change.text + source.slice(change.end);
      const seen = inOrder.length > 0 && (await laboratory.outcome({ file: path, text, tests: inOrder }, limit));
      yield { ...change, file, killed: seen !== false && seen?.passed !== true };
    }
  } finally {
    laboratory.end();
  }
}

/** So many members of a list, drawn without replacement, in their order; all if there are no more. */
function drawn<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const random = stream(seed);
  const keyed = all.map((one, place) => ({ one, place, key: random() }));
  const chosen = keyed.sort((a, b) => a.key - b.key).slice(0, count);
  return chosen.sort((a, b) => a.place - b.place).map(({ one }) => one);
}

const share = (killed: number, of: number): string => {
  const [low, high] = interval(killed, of);
  return `${percent(killed / of, 0)} (${percent(low, 0)} … ${percent(high, 0)})`;
};

/** The titles that survivors.ts lists for a file. */
const listedIn = (file: string): ReadonlySet<string> => new Set(survivors.flatMap(({ titles }) => titles[file] ?? []));
const isListed = ({ file, title }: Planted): boolean => listedIn(file).has(title);

/** Killed and survived by file, with 95 % intervals. */
export function summary(all: readonly Planted[]): string {
  const row = (name: string, some: readonly Planted[]) => {
    const killed = some.filter((one) => one.killed).length;
    const left = some.filter((one) => one.killed || !isListed(one));
    const listed = some.length - left.length;
    return [name, some.length, killed, listed, left.length - killed, share(killed, some.length), share(killed, left.length)].map(String);
  };
  const rows = [...grouped(all, ({ file }) => file)].map(([file, some]) => row(file, some));
  return table(
    ['file', 'planted', 'killed', 'survived, listed', 'not listed', 'killed of all', 'of those not listed'],
    [...rows, row('all', all)],
  );
}

/** Titles in the list of survivors that are none: tried and killed, or of no change that there is. */
export function stale(all: readonly Planted[], existing: ReadonlyMap<string, readonly Change[]>): readonly string[] {
  return [...existing].flatMap(([file, changes]) =>
    [...listedIn(file)].flatMap((title) => {
      if (!changes.some((change) => change.title === title)) return [`${file}: no such change: ${title}`];
      const tried = all.filter((one) => one.file === file && one.title === title);
      return tried.length > 0 && tried.every(({ killed }) => killed) ? [`${file}: killed: ${title}`] : [];
    }),
  );
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, count: { type: 'string' } },
  });
  const files = positionals.length > 0 ? positionals.map((file) => relative(root, resolve(file))) : DECIDING;
  const existing = new Map(files.map((file) => [file, changesOf(file, readFileSync(join(root, file), 'utf8'))]));
  const every = [...existing].flatMap(([file, changes]) => changes.map((change) => ({ file, change })));
  const chosen = drawn(every, values.count === undefined ? every.length : Number(values.count), Number(values.seed));
  const seen: Planted[] = [];
  for (const [file, some] of grouped(chosen, (one) => one.file))
    for await (const one of planted(
      file,
      some.map(({ change }) => change),
      neighbours(join(root, file)),
    )) {
      seen.push(one);
      if (!one.killed && !isListed(one)) console.log(`${file}:${one.line} survived in ${one.title}`);
    }
  console.log(`\n${summary(seen)}`);
  const old = stale(seen, existing);
  if (old.length > 0) console.log(`\nListed in survivors.ts without need:\n${old.join('\n')}`);
}

if (started(import.meta.url)) await main();
