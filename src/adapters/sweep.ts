import { dimension, type Interval, interval } from '../math/domain.ts';
import type { Precision } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { messageOf } from '../subject/guard.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { type Engine, fromEngine, isUnderived } from './engine.ts';
import { formatOf } from './format.ts';
import type { Operation } from './operations.ts';

/** Operations that are known to break laws. */
export interface KnownFailure {
  /** The names of subjects: that of an operation, or of its second order with ∇ before it. */
  readonly subjects: readonly string[];
  /** The laws that each of them breaks, at every effort; if omitted, each breaks one at least, and no other failure of it is told. */
  readonly fail?: readonly string[];
  readonly because: string;
}

/** An engine and its table of operations. */
export interface SweepDefinition<T> {
  readonly engine: Engine<T>;
  readonly operations: readonly Operation<T>[];
  /** What the engine registers as differentiable: what no operation covers is listed. */
  readonly registered?: readonly string[];
  /** The names of `registered` whose derivatives are asked for during a piece of work, where the engine can tell; if omitted, an operation covers what it says. */
  readonly trace?: (work: () => void) => Iterable<string>;
  readonly known?: readonly KnownFailure[];
  /** Parts of the engine by the names that its users give them, such as { tf }: programs are told in words of theirs. */
  readonly api?: Readonly<Record<string, object>>;
}

/** What a sweep covers. */
export interface Coverage {
  readonly engine: string;
  /** The format of its numbers, which is measured. */
  readonly format: Precision;
  readonly operations: number;
  /** The numbers of subjects of first and of second order. */
  readonly orders: readonly [first: number, second: number];
  /** Operations of which the engine has no derivative, or none of the second order, or that it refuses at these inputs, in its words. They are no subjects. */
  readonly underived: readonly { readonly name: string; readonly message: string }[];
  /** Of what the engine registers: how many there are, how many are covered in each order, and which are not. */
  readonly registered?: {
    readonly all: number;
    readonly first: number;
    readonly second: number;
    readonly uncovered: readonly string[];
  };
}

/** The subjects of a table of operations, and what they cover. A file that exports one is a file of these subjects. */
export interface Sweep {
  readonly kind: 'sweep';
  readonly subjects: readonly FunctionSubject[];
  readonly coverage: Coverage;
  /** What it was made of. */
  readonly table: SweepDefinition<unknown>;
}

/**
 * Makes subjects of a table of operations: of first order, and of second where the engine nests. Each is asked once for its derivative: one whose engine throws for lack of it is no subject, and is listed.
 * @throws {Error} naming two operations of one name, or a known failure of none.
 */
export function sweep<T>(table: SweepDefinition<T>): Sweep {
  const { engine, operations, registered, trace, known = [] } = table;
  const taken = new Set<string>();
  const missing: { name: string; message: string }[] = [];
  const subjects: FunctionSubject[] = [];
  const reached = [new Set<string>(), new Set<string>()] as const;
  const orders: [number, number] = [0, 0];
  for (const operation of operations) {
    if (taken.has(operation.name)) throw new Error(`sweep of ${engine.name}: two operations are called ${JSON.stringify(operation.name)}`);
    taken.add(operation.name);
    for (const order of [1, 2] as const) {
      if (order === 2 && (!engine.dot || operation.order === 1)) continue;
      const subject = subjectOf(engine, operation, { order, known });
      const probe = probed(subject, trace);
      if (probe.lack !== undefined) {
        missing.push({ name: subject.name, message: probe.lack });
        break;
      }
      for (const name of probe.names ?? operation.covers ?? [operation.name]) reached[order - 1]!.add(name);
      orders[order - 1]!++;
      subjects.push(subject);
      // A first derivative that breaks is a failure, and that it has no derivative itself goes without saying.
      if (probe.breaks) break;
    }
  }
  refuseStrangers(engine.name, known, [...subjects, ...missing]);
  const within = (names: ReadonlySet<string>): number => registered?.filter((name) => names.has(name)).length ?? 0;
  const coverage: Coverage = {
    engine: engine.name,
    format: formatOf(engine),
    operations: operations.length,
    orders,
    underived: missing,
    ...(registered && {
      registered: {
        all: registered.length,
        first: within(reached[0]),
        second: within(reached[1]),
        uncovered: registered.filter((name) => !reached[0].has(name)),
      },
    }),
  };
  return { kind: 'sweep', subjects, coverage, table: table as unknown as SweepDefinition<unknown> };
}

function subjectOf<T>(
  engine: Engine<T>,
  { name: plain, inputs, f, where, reference }: Operation<T>,
  { order, known }: { readonly order: 1 | 2; readonly known: readonly KnownFailure[] },
): FunctionSubject {
  const name = order === 1 ? plain : `∇ ${plain}`;
  const failure = known.find(({ subjects }) => subjects.includes(name));
  return fromEngine(engine, {
    name,
    inputs,
    f,
    order,
    ...(where && { where }),
    ...(reference && order === 1 && { reference }),
    ...(failure && { expect: { fail: failure.fail ?? 'all', because: failure.because } }),
  });
}

function refuseStrangers(engine: string, known: readonly KnownFailure[], subjects: readonly { readonly name: string }[]): void {
  const names = new Set(subjects.map(({ name }) => name));
  const stranger = known.flatMap((one) => one.subjects).find((name) => !names.has(name));
  if (stranger !== undefined) throw new Error(`sweep of ${engine}: known: no operation is called ${JSON.stringify(stranger)}`);
}

/** The seed of the points at which derivatives are asked for once. Why: any. */
const PROBE_SEED = 7;

/** What came of asking a subject once for its derivative. */
interface Probe {
  /** Why it is no subject. */
  readonly lack?: string;
  /** True if the claim throws, and not for lack of a derivative. */
  readonly breaks: boolean;
  /** What was asked for its derivative on the way. */
  readonly names?: readonly string[];
}

/** Asks a subject once for its derivative. Why not at a round point: there, matrices are singular, and engines are asked for roots of 0. */
function probed(subject: FunctionSubject, trace: SweepDefinition<never>['trace']): Probe {
  const { next } = random(PROBE_SEED);
  const { domain } = subject;
  const x = Float64Array.from({ length: dimension(domain) }, (_, i) => inside(interval(domain, i), next()));
  try {
    subject.f(x as never);
  } catch (error) {
    return { lack: `it cannot be called: ${messageOf(error)}`, breaks: false };
  }
  const thrown: string[] = [];
  const work = (): void => {
    try {
      subject.vjp!(x as never, new Float64Array(subject.outputs ?? 1).fill(1) as never);
    } catch (error) {
      thrown.push(messageOf(error));
    }
  };
  const names = trace && [...trace(work)];
  if (!trace) work();
  const lack = thrown.find(isUnderived);
  return { ...(lack !== undefined && { lack }), breaks: thrown.length > 0, ...(names && { names }) };
}

/** The number at a part of the way through an interval; of one without end, within 1 of its end, or from 0 to 1. */
const inside = ([low, high]: Interval, part: number): number => {
  const from = Number.isFinite(low) ? low : Number.isFinite(high) ? high - 1 : 0;
  const to = Number.isFinite(high) ? high : from + 1;
  return from + (to - from) * part;
};

/** Whether a value is a sweep. */
export const isSweep = (value: unknown): value is Sweep =>
  typeof value === 'object' && value !== null && (value as { readonly kind?: unknown }).kind === 'sweep';
