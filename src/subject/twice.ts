import { isDeepStrictEqual } from 'node:util';
import type { Vector } from '../math/vector.ts';
import { unmoved } from './guard.ts';

/** State that is kept between calls on purpose. */
export interface Declared {
  readonly snapshot: () => unknown;
  readonly restore: (snapshot: never) => void;
}

/** What a backward pass gives when it is called twice after one forward pass, with nothing put back in between. */
export interface Twice {
  readonly first: Vector;
  readonly second: Vector;
  /** The first entry in which they differ; −1 if there is none. */
  readonly apart: number;
  /** What the first call changed in the declared state, each in a few words; nothing if it left it alone. */
  readonly changed: readonly string[];
}

type Ask = (x: Vector, weights: Vector) => Twice;

const asks = new WeakMap<object, Ask>();

/** The claim itself, of which it is kept how its backward pass alone is called twice. */
export function twiceAsked<F extends object>(claim: F, ask: Ask): F {
  asks.set(claim, ask);
  return claim;
}

/** What the backward pass of a layer gives when it is called twice; undefined of other claims, and where it leaves the declared state as it is. */
export function askedTwice(claim: object | undefined, x: Vector, weights: Vector): Twice | undefined {
  const twice = claim && asks.get(claim)?.(x, weights);
  return twice && twice.changed.length > 0 ? twice : undefined;
}

/** Calls a backward pass twice, in a state that is put back afterwards. `prepare` is the forward pass. */
export function calledTwice<P>(state: Declared, prepare: () => P, call: (prepared: P) => Vector): Twice {
  return unmoved(state, () => {
    const prepared = prepare();
    const before = state.snapshot();
    const first = call(prepared).slice();
    const changed = differences(before, state.snapshot());
    const second = call(prepared);
    return { first, second, apart: first.findIndex((value, k) => !Object.is(value, second[k]!)), changed };
  });
}

/** Parts of a state that are told. Why: one names the culprit; a state of thousands of numbers would fill the page. */
const TOLD_PARTS = 3;
/** How deep a state is looked into. Why: one that contains itself has no end. */
const DEEPEST_STATE = 8;
/** Characters of a value that are told. Why: it stands in a line. */
const LONGEST_VALUE = 40;

/** What differs between two snapshots: `seed: 1 → 2`, at the places where they differ, three at most. */
function differences(before: unknown, after: unknown): readonly string[] {
  const found = [...partsThatDiffer(before, after, '', DEEPEST_STATE)];
  return found.length > TOLD_PARTS ? [...found.slice(0, TOLD_PARTS), `${found.length - TOLD_PARTS} more`] : found;
}

function* partsThatDiffer(before: unknown, after: unknown, path: string, depth: number): Generator<string> {
  if (isDeepStrictEqual(before, after)) return;
  const both = [before, after];
  if (depth === 0 || !both.every(isOpen) || lengthOf(before) !== lengthOf(after)) {
    yield `${path === '' ? '' : `${path}: `}${said(before)} → ${said(after)}`;
    return;
  }
  const [one, other] = both as [Record<string, unknown>, Record<string, unknown>];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const step = /^\d+$/.test(key) ? `[${key}]` : `${path === '' ? '' : '.'}${key}`;
    yield* partsThatDiffer(one[key], other[key], path + step, depth - 1);
  }
}

/** Whether a value has parts that are looked at one by one. */
const isOpen = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || ArrayBuffer.isView(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value)));

const lengthOf = (value: unknown): unknown => (value as { readonly length?: unknown }).length;

function said(value: unknown): string {
  try {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
    return (text ?? typeof value).slice(0, LONGEST_VALUE);
  } catch {
    return 'something that cannot be printed';
  }
}
