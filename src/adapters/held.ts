import { messageOf } from '../subject/guard.ts';
import { type Held, indicesOf, type Shape, sizeOf } from './nesting.ts';

/** How deep a mask may be nested. Why: tensors have a handful of axes; an array that contains itself has no end. */
const DEEPEST_MASK = 32;

/** The places of the held entries, in row-major order. @throws {Error} with the owner, if the mask is none or the condition throws. */
export function heldOf(owner: string, shape: Shape, held: Held): ReadonlySet<number> {
  const size = sizeOf(shape);
  const places = Array.from({ length: size }, (_, i) => i);
  if (typeof held === 'function') return new Set(places.filter((i) => asked(owner, () => held(...indicesOf(shape, i)))));
  const entries = entriesOf(held);
  if (entries.length !== size || !entries.every((entry) => entry === 0 || entry === 1))
    throw new Error(`${owner}: held is a mask of 0 and 1 with ${size} entries, or a condition on the indices`);
  return new Set(places.filter((i) => entries[i] === 1));
}

/** The entries of nested arrays, whatever they are. */
const entriesOf = (part: unknown, depth = DEEPEST_MASK): readonly unknown[] =>
  depth > 0 && (Array.isArray(part) || ArrayBuffer.isView(part))
    ? Array.from(part as unknown as ArrayLike<unknown>).flatMap((one) => entriesOf(one, depth - 1))
    : [part];

function asked(owner: string, call: () => unknown): boolean {
  try {
    return Boolean(call());
  } catch (error) {
    throw new Error(`${owner}: held threw: ${messageOf(error)}`);
  }
}
