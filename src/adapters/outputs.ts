import { Fault } from '../subject/guard.ts';
import { SHOWN_NAME, unknownKey } from '../subject/shape.ts';
import type { Outputs } from './layer-definition.ts';
import { entryName, type Nested, nestedBy, type Shape, shapeOf } from './nesting.ts';
import { apart, flat, isSizes, labelled, layout, NO_SHAPE, type Tensor, together } from './tensors.ts';

/** What a forward pass returned: all numbers of y, and what backward needs of it. */
export interface Returned {
  readonly y: Float64Array;
  readonly saved: unknown;
}

/** How the outputs of a layer are read, handed out and named. */
export interface OutputForm {
  /** The tensors that y is made of; undefined where nothing is said of it. */
  readonly tensors: readonly Tensor[] | undefined;
  /** What forward returned. @throws {Fault} 'wrong-length' if it is not y, or y and saved. */
  readonly read: (returned: unknown) => Returned;
  /** All numbers of a y that stands alone; `of` names the function that returned it. */
  readonly flat: (y: unknown, of: string) => Float64Array;
  /** Numbers, as many as y has, in the form of y. */
  readonly like: (values: Float64Array) => unknown;
  /** The name of output k, of so many. */
  readonly label: (k: number, count: number) => string;
}

/** What a forward pass may return beside y. */
const RETURNED_KEYS = ['y', 'saved'];

/** The form of the outputs of a layer. @throws {Error} with the owner, if a shape is none or there is no output. */
export function outputForm(owner: string, outputs: Outputs | undefined, nested: boolean): OutputForm {
  if (outputs === undefined) return found(nested);
  if (Array.isArray(outputs)) return single(owner, outputs as Shape, nested);
  return several(owner, outputs as Readonly<Record<string, Shape>>, nested);
}

/** y and saved, where forward returned an object with both. */
function parted(returned: unknown): { readonly y: unknown; readonly saved: unknown } {
  if (!isObject(returned) || !('y' in returned)) return { y: returned, saved: undefined };
  const extra = Object.keys(returned).find((key) => !RETURNED_KEYS.includes(key));
  if (extra !== undefined) throw new Fault('wrong-length', `forward returned the ${unknownKey(extra, RETURNED_KEYS)}`);
  return { y: returned.y, saved: (returned as { readonly saved?: unknown }).saved };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** One output of which nothing is said: its shape is that of what the first forward pass returns. */
function found(nested: boolean): OutputForm {
  let shape: Shape | undefined;
  return {
    tensors: undefined,
    read: (returned) => {
      const { y, saved } = parted(returned);
      const numbers = flat(y as Nested, 'forward');
      shape ??= shapeOf(y as Nested) ?? [numbers.length];
      return { y: numbers, saved };
    },
    flat: (y, of) => flat(y as Nested, of),
    like: (values) => (nested && shape ? nestedBy(values, shape) : values),
    label: (k, count) => (count === 1 ? 'y' : entryName('y', shape ?? [count], k)),
  };
}

/** One output of a known shape. */
function single(owner: string, shape: Shape, nested: boolean): OutputForm {
  if (!isSizes(shape)) throw new Error(`${owner}: outputs: ${NO_SHAPE}`);
  const tensors = layout(owner, { y: shape });
  const checked = (y: unknown, of: string) => {
    if (isObject(y)) throw new Fault('wrong-length', `${of} returned an object with ${keysOf(y)} where numbers should be`);
    return together(tensors, { y: y as Nested }, of, 'output');
  };
  return {
    tensors,
    read: (returned) => {
      const { y, saved } = parted(returned);
      return { y: checked(y, 'forward'), saved };
    },
    flat: checked,
    like: (values) => (nested ? nestedBy(values, shape) : values),
    label: (k, count) => (count === 1 ? 'y' : entryName('y', shape, k)),
  };
}

/** Several outputs with names: forward returns them as `{ y: { h, c } }`, and never on their own, so that an output may be called y, or saved. */
function several(owner: string, outputs: Readonly<Record<string, Shape>>, nested: boolean): OutputForm {
  for (const [name, shape] of Object.entries(outputs)) if (!isSizes(shape)) throw new Error(`${owner}: outputs.${name}: ${NO_SHAPE}`);
  if (Object.keys(outputs).length === 0) throw new Error(`${owner}: outputs: at least one output is needed`);
  const tensors = layout(owner, outputs);
  const names = tensors.map(({ name }) => name).join(', ');
  const all = (y: unknown, of: string) => together(tensors, y as Readonly<Record<string, Nested>>, of, 'output');
  return {
    tensors,
    read: (returned) => {
      if (!isObject(returned) || !('y' in returned) || !isObject(returned.y)) {
        const said = isObject(returned) ? keysOf(returned) : 'no object';
        throw new Fault('wrong-length', `forward returned ${said} where { y: { ${names} } } should be`);
      }
      const { y, saved } = parted(returned);
      return { y: all(y, 'forward'), saved };
    },
    flat: all,
    like: (values) => apart(tensors, values, nested),
    label: (k) => labelled(tensors, k),
  };
}

const keysOf = (value: object): string => {
  const keys = Object.keys(value).join(', ');
  return keys === '' ? 'an empty object' : keys.slice(0, SHOWN_NAME);
};
