/** The sizes of a tensor along its axes; [] is that of a single number. */
export type Shape = readonly number[];

/** Numbers, flat in row-major order or nested to any depth. */
export type Nested = number | ArrayLike<number> | readonly Nested[];

/** Which entries of a tensor are held at one value: a mask of its shape, 1 where one is and 0 elsewhere, or a condition on the indices. */
export type Held = Nested | ((...indices: number[]) => boolean);

/** An array of arrays of any depth, whose entries are numbers at the depth at which they are read. */
interface DeepArray extends Array<Deep> {}
/** Numbers nested to a depth that the types do not know. */
export type Deep = number & DeepArray;

/** The nested arrays of a shape: `number[][]` of [2, 3], `number` of []. */
export type NestedBy<S extends Shape> = S extends readonly []
  ? number
  : S extends readonly [number, ...infer Rest extends Shape]
    ? NestedBy<Rest>[]
    : Deep;

export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** Numbers in row-major order, from a place on, as nested arrays of a shape; a single number of the shape []. */
export function nestedBy(values: ArrayLike<number>, shape: Shape, from = 0, axis = 0): Deep {
  if (axis === shape.length) return values[from]! as Deep;
  // Loops, as every call of a layer's function comes through here.
  const length = shape[axis]!;
  const all: unknown[] = new Array(length);
  if (axis === shape.length - 1) {
    for (let i = 0; i < length; i++) all[i] = values[from + i];
    return all as unknown as Deep;
  }
  let size = 1;
  for (let later = axis + 1; later < shape.length; later++) size *= shape[later]!;
  for (let i = 0; i < length; i++) all[i] = nestedBy(values, shape, from + i * size, axis + 1);
  return all as unknown as Deep;
}

/** How deep the shape of nested arrays is looked for. Why: tensors have a handful of axes; an array that contains itself has no end. */
const DEEPEST_SHAPE = 32;

/** The shape of nested arrays, of which all at one depth are of one length; undefined of others. */
export function shapeOf(values: Nested, depth = DEEPEST_SHAPE): Shape | undefined {
  if (typeof values === 'number') return [];
  if (depth === 0) return undefined;
  if (ArrayBuffer.isView(values)) return [values.length];
  const parts = Array.from(values as ArrayLike<Nested>, (part) => shapeOf(part, depth - 1));
  const [first] = parts;
  if (first === undefined || !parts.every((part) => part?.join() === first.join())) return undefined;
  return [parts.length, ...first];
}

/** The indices of an entry of a tensor, from its place in row-major order. */
export function indicesOf(shape: Shape, place: number): readonly number[] {
  const indices: number[] = [];
  let rest = place;
  for (const size of shape.toReversed()) {
    indices.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return indices;
}

/** The name of an entry: `w[0,3]`, `b[2]`, or `s` of a single number. */
export function entryName(name: string, shape: Shape, place: number): string {
  const indices = indicesOf(shape, place);
  return indices.length === 0 ? name : `${name}[${indices.join(',')}]`;
}
