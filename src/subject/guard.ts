import { types } from 'node:util';
import { type Matrix, type Vector, zeros } from '../math/vector.ts';

/** In which ways a subject breaks the form of its kind, apart from any mathematics, and what is said of it then. */
export const faults = {
  throws: 'throws',
  'wrong-length': 'returns a result of the wrong shape',
  'wrong-type': 'returns what are no real numbers',
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

/** Whether what was thrown is a Fault. A proxy may throw even when it is asked for its prototype. */
export function isFault(error: unknown): error is Fault {
  try {
    return error instanceof Fault;
  } catch {
    return false;
  }
}

/**
 * The result of a call of the author's code, whatever that is: a function of a subject, or a look into what one returned.
 * @throws {Fault} 'throws', with its name, if it throws anything but a Fault; 'wrong-length' if it returns a Promise.
 */
export function asked<T>(name: string, call: () => T): T {
  try {
    const result = call();
    if (isPromise(result)) throw new Fault('wrong-length', `${name} returned a Promise; ${name} must be synchronous`);
    return result;
  } catch (error) {
    throw isFault(error) ? error : new Fault('throws', `${name} threw: ${messageOf(error)}`);
  }
}

/** Whether a value is a Promise, or has a method `then` as one has. The rejection of a Promise is taken notice of, so that it does not end the process. */
function isPromise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  if (!types.isPromise(value)) return typeof (value as { readonly then?: unknown }).then === 'function';
  Promise.prototype.then.call(value, undefined, () => {});
  return true;
}

/** A copy of a vector as the functions of a subject take it: as a plain array where its domain is a list. */
export const givenTo = ({ plain }: { readonly plain?: boolean }, x: Vector): never => (plain ? listed(x) : x.slice()) as never;

/** A plain array of the same numbers, also where they are whole ones an array of doubles: a function that has met but one kind of array runs faster. */
function listed(x: Vector): number[] {
  const list = new Array<number>(x.length).fill(1 / 2);
  for (let i = 0; i < x.length; i++) list[i] = x[i]!;
  return list;
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

/** The result of a call, after which the state that it may have changed is restored. @throws {Fault} 'throws' if the state can be neither saved nor restored. */
export function unmoved<T>(
  state: { readonly snapshot: () => unknown; readonly restore: (snapshot: never) => void } | undefined,
  call: () => T,
): T {
  if (!state) return call();
  const before = asked('state.snapshot', () => state.snapshot());
  try {
    return call();
  } finally {
    asked('state.restore', () => state.restore(before as never));
  }
}

/** What `of` returned, as a vector. @throws {Fault} 'wrong-length' if it is not a list of `length` numbers, 'throws' if it cannot be read. */
export const numbers = (values: unknown, length: number, of: string): Vector => asked(of, () => listOf(values, length, of));

/** What `of` returned, as m rows of n numbers. @throws {Fault} 'wrong-length' if it is not that, 'throws' if it cannot be read. */
export const rows = (values: unknown, [m, n]: readonly [m: number, n: number], of: string): Matrix =>
  asked(of, () => {
    const list = values as ArrayLike<ArrayLike<number>>;
    const length = list?.length;
    if (list === null || typeof list !== 'object' || length !== m)
      throw new Fault(
        'wrong-length',
        `${of} returned ${typeof length === 'number' ? `${length} rows` : described(list)} where ${m} rows should be`,
      );
    return Array.from({ length: m }, (_, k) => listOf(list[k], n, `row ${k} of ${of}`));
  });

function listOf(values: unknown, length: number, of: string): Vector {
  if (values === null || typeof values !== 'object' || typeof (values as ArrayLike<number>).length !== 'number')
    throw new Fault(
      'wrong-length',
      `${of} returned ${described(values)} where ${length === 1 && of === 'f' ? 'a number' : `${length} numbers`} should be`,
    );
  const list = values as ArrayLike<number>;
  if (list.length !== length) throw new Fault('wrong-length', `${of} returned ${list.length} numbers where ${length} should be`);
  const copy = zeros(length);
  // What is in a typed array are numbers.
  if (types.isFloat64Array(list) && lengthOf.call(list) === length) copy.set(list);
  else
    for (let i = 0; i < length; i++) {
      const value: unknown = list[i];
      if (typeof value !== 'number')
        throw new Fault('wrong-length', `${of} returned ${described(value)} at index ${i} where a number should be`);
      copy[i] = value;
    }
  return copy;
}

/** The length of a typed array, whatever a subclass says. */
const lengthOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Float64Array.prototype), 'length')!.get!;

const described = (value: unknown): string =>
  value === null ? 'null' : value === undefined ? 'nothing' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;

/** The longest message of an error of a subject that is passed on, in characters. Why: it stands in one line of a report. */
const LONGEST_MESSAGE = 400;

/** The first line of the message of what was thrown, whatever it was. */
export function messageOf(error: unknown): string {
  try {
    const said: unknown = error instanceof Error ? error.message || error.name : error;
    const text = String(typeof said === 'object' && said !== null && !(said instanceof Error) ? named(said) : said);
    return (
      text
        .split('\n')
        .find((line) => line.trim() !== '')
        ?.slice(0, LONGEST_MESSAGE) ?? 'an error without a message'
    );
  } catch {
    return 'something that cannot be printed';
  }
}

/** An object that is no error, by its own text if it has one. */
function named(value: object): string {
  const text = String(value);
  return text === '[object Object]' ? 'an object that is no Error' : text;
}

/** The longest name of an input or output that is shown, in characters. Why: names stand in lines and tables of a report. */
const LONGEST_LABEL = 200;

/** The name that the author gives to an input or output; one in its place, with the reason, where the author's function throws or gives no text. */
export function labelled(otherwise: string, call: () => unknown): string {
  try {
    const text = asked('label', call);
    if (typeof text !== 'string') return `${otherwise} (label gave ${described(text)})`;
    return text.length <= LONGEST_LABEL ? text : `${text.slice(0, LONGEST_LABEL)}…`;
  } catch (error) {
    return `${otherwise} (${isFault(error) ? error.message : messageOf(error)})`;
  }
}
