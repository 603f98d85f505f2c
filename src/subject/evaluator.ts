import { contains, type Domain, dimension } from '../math/domain.ts';
import { type Matrix, type Vector, vector } from '../math/vector.ts';
import { memo } from './memo.ts';
import type { FunctionSubject } from './subject.ts';

/** In which ways a subject breaks the form of its kind, apart from any mathematics, and what is said of it then. */
export const faults = {
  throws: 'throws',
  'wrong-length': 'returns a result of the wrong shape',
  'not-finite': 'claims what is not finite where f is',
  'mutates-input': 'changes its input',
  'reuses-buffer': 'returns a buffer that it overwrites later',
  'not-deterministic': 'gives different results at the same input',
  'timed-out': 'does not come to an end',
  crashed: 'crashed',
} as const;

export type FaultKind = keyof typeof faults;

/** Thrown where a subject breaks the form of its kind. */
export class Fault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind, message: string) {
    super(message);
    this.name = 'Fault';
    this.kind = kind;
  }
}

/** The derivatives that a map F: ℝⁿ → ℝᵐ may claim; gradient, Hessian and hvp are for m = 1. */
export interface Claims {
  /** ∇f(x): n numbers. */
  gradient(x: Vector): Vector;
  /** J(x): m rows of n numbers. */
  jacobian(x: Vector): Matrix;
  /** J(x)ᵀw for a cotangent w of m numbers: n numbers. */
  vjp(x: Vector, cotangent: Vector): Vector;
  /** J(x)v for a tangent v of n numbers: m numbers. */
  jvp(x: Vector, tangent: Vector): Vector;
  /** H(x): n rows of n numbers. */
  hessian(x: Vector): Matrix;
  /** H(x)v: n numbers. */
  hvp(x: Vector, v: Vector): Vector;
}

export type ClaimName = keyof Claims;

/** The shape of each claim of a map ℝⁿ → ℝᵐ: the length of a vector, or the numbers of rows and columns of a matrix. */
const claimShapes: {
  readonly [C in ClaimName]: (size: { readonly n: number; readonly m: number }) => readonly [length: number, columns?: number];
} = {
  gradient: ({ n }) => [n],
  jacobian: ({ n, m }) => [m, n],
  vjp: ({ n }) => [n],
  jvp: ({ m }) => [m],
  hessian: ({ n }) => [n, n],
  hvp: ({ n }) => [n],
};

export const claimNames = Object.keys(claimShapes) as readonly ClaimName[];

/**
 * What evaluates a subject F: ℝⁿ → ℝᵐ and its claims: every call is counted, gets a copy of its input, and has the length of its result checked. What was asked before is not asked again.
 * Where f throws, its value is NaN, as where it is not defined. A claim that throws, and a result of the wrong length, throw a Fault.
 */
export interface Evaluator extends Partial<Claims> {
  readonly subject: FunctionSubject;
  readonly domain: Domain;
  /** n. */
  readonly inputs: number;
  /** m. */
  readonly outputs: number;
  /** The calls so far, of f and of all claims. */
  readonly evaluations: { f: number; claims: number };
  /** The message of what f threw last, if it threw. */
  thrown: string | undefined;
  /** Whether x is in the domain and fulfils the author's condition. */
  inside(x: Vector): boolean;
  /** The author's condition on x beside the domain, if there is one. */
  readonly where: ((x: Vector) => boolean) | undefined;
  /** The value of a scalar function; the first output must be the only one. */
  f(x: Vector): number;
  /** All m outputs. */
  map(x: Vector): Vector;
}

/** The question to a memo for values of f; claims follow in their order. */
const VALUE = 0;

/** The evaluator of a function. `evaluations` is where its calls are counted: a new count if omitted. */
export function evaluator(subject: FunctionSubject, evaluations: Evaluator['evaluations'] = { f: 0, claims: 0 }): Evaluator {
  const { domain, plain, state } = subject;
  const inputs = dimension(domain);
  const outputs = subject.outputs ?? 1;
  const given = (x: Vector): never => (plain ? listed(x) : x.slice()) as never;
  const { where: condition } = subject;
  const where = condition && ((x: Vector) => condition(given(x)));

  const values = memo<number>(() => 0);
  const lists = memo<Matrix>((rows) => rows.reduce((sum, row) => sum + row.length, 0));
  const target: Evaluator = {
    subject,
    domain,
    inputs,
    outputs,
    evaluations,
    thrown: undefined,
    where,
    inside: (x) => contains(domain, x) && (where?.(x) ?? true),
    f: (x) =>
      values.recall(VALUE, [x], () => {
        evaluations.f++;
        const value = attempt(x);
        return typeof value === 'number' ? value : numbers(value, 1, 'f')[0]!;
      }),
    map: (x) => (outputs === 1 ? Float64Array.of(target.f(x)) : lists.recall(VALUE, [x], () => [outputsAt(x)])[0]!.slice()),
  };

  function outputsAt(x: Vector): Vector {
    evaluations.f++;
    const value = attempt(x);
    if (typeof value === 'number') return Number.isNaN(value) ? new Float64Array(outputs).fill(value) : numbers([value], outputs, 'f');
    return numbers(value, outputs, 'f');
  }

  function attempt(x: Vector): number | ArrayLike<number> {
    try {
      return unmoved(state, () => subject.f(given(x)));
    } catch (error) {
      if (error instanceof Fault) throw error;
      target.thrown = messageOf(error);
      return Number.NaN;
    }
  }

  function claim<T>(name: ClaimName, call: () => T): T {
    evaluations.claims++;
    return asked(name, () => unmoved(state, call));
  }

  for (const name of claimNames) {
    const written = subject[name] as ((...args: never[]) => ArrayLike<unknown>) | undefined;
    if (!written) continue;
    const [m, n] = claimShapes[name]({ n: inputs, m: outputs });
    Object.assign(target, {
      [name]: (...args: Vector[]) => {
        const answer = lists.recall(1 + claimNames.indexOf(name), args, () => {
          const values = claim(name, () => written(...args.map(given)));
          return n === undefined ? [numbers(values, m, name)] : rows(values, m, n, name);
        });
        return n === undefined ? answer[0]!.slice() : answer.map((row) => row.slice());
      },
    });
  }
  return target;
}

/** The result of a call, after which the state that it may have changed is restored. */
export function unmoved<T>(state: FunctionSubject['state'], call: () => T): T {
  if (!state) return call();
  const before = state.snapshot();
  try {
    return call();
  } finally {
    state.restore(before as never);
  }
}

/** The result of a call. @throws {Fault} 'throws', with its name, if it throws. */
export function asked<T>(name: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('throws', `${name} threw: ${messageOf(error)}`);
  }
}

/** The result of a call with copies of these vectors. @throws {Fault} 'throws', or 'mutates-input' if it changes a copy. */
export function askedWith<T>(name: string, vectors: readonly Vector[], call: (...copies: Vector[]) => T): T {
  const copies = vectors.map((vector) => vector.slice());
  const result = asked(name, () => call(...copies));
  vectors.forEach((vector, k) => {
    const i = vector.findIndex((value, i) => !Object.is(value, copies[k]![i]));
    if (i >= 0)
      throw new Fault('mutates-input', `${name} changed a vector that it was given: ${vector[i]} became ${copies[k]![i]} at index ${i}`);
  });
  return result;
}

/** A plain array of the same numbers. */
function listed(x: Vector): number[] {
  const list = new Array<number>(x.length);
  for (let i = 0; i < x.length; i++) list[i] = x[i]!;
  return list;
}

/** The longest message of an error of a subject that is passed on, in characters. Why: it stands in one line of a report. */
const LONGEST_MESSAGE = 400;

/** The first line of the message of what was thrown, whatever it was. */
const messageOf = (error: unknown): string => {
  try {
    return String(error instanceof Error ? error.message || error.name : error)
      .split('\n')[0]!
      .slice(0, LONGEST_MESSAGE);
  } catch {
    return 'something that cannot be printed';
  }
};

/** What `of` returned, as a vector. @throws {Fault} 'wrong-length' if it is not a list of `length` numbers. */
export function numbers(values: unknown, length: number, of: string): Vector {
  if (values === null || typeof values !== 'object' || typeof (values as ArrayLike<number>).length !== 'number')
    throw new Fault(
      'wrong-length',
      `${of} returned ${described(values)} where ${length === 1 && of === 'f' ? 'a number' : `${length} numbers`} should be`,
    );
  const list = values as ArrayLike<number>;
  if (list.length !== length) throw new Fault('wrong-length', `${of} returned ${list.length} numbers where ${length} should be`);
  for (let i = 0; i < list.length; i++)
    if (typeof list[i] !== 'number')
      throw new Fault('wrong-length', `${of} returned ${described(list[i])} at index ${i} where a number should be`);
  return vector(list);
}

/** What `of` returned, as m rows of n numbers. @throws {Fault} 'wrong-length' if it is not that. */
function rows(values: unknown, m: number, n: number, of: string): Matrix {
  const list = values as ArrayLike<ArrayLike<number>>;
  if (list === null || typeof list !== 'object' || list.length !== m)
    throw new Fault(
      'wrong-length',
      `${of} returned ${typeof list?.length === 'number' ? `${list.length} rows` : described(list)} where ${m} rows should be`,
    );
  return Array.from(list, (row, k) => numbers(row, n, `row ${k} of ${of}`));
}

const described = (value: unknown): string =>
  value === null ? 'null' : value === undefined ? 'nothing' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
