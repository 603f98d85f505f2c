import { Fault } from '../subject/guard.ts';
import { nearest } from '../subject/nearest.ts';
import { SHOWN_NAME } from '../subject/shape.ts';
import { entryName, type Nested, shapeOf } from './nesting.ts';
import { flat, type Tensor } from './tensors.ts';

/** Tensors by the names of a layer's inputs, each nested in its shape or flat. */
export type TensorPoint<I> = { readonly [name in keyof I]: Nested };

/**
 * The points that a layer fixes, as the numbers of all inputs one after the other.
 * @throws {Error} with the owner, the place of a point and its input, if there is no such input, a tensor is missing or has another shape, or an entry that is held has another value.
 */
export function pointsOf(owner: string, tensors: readonly Tensor[], points: unknown): readonly Float64Array[] {
  if (!Array.isArray(points))
    throw new Error(`${owner}: points: must be a list of points { ${tensors.map(({ name }) => name).join(', ')} }`);
  return points.map((point: unknown, k) => pointOf(`${owner}: points[${k}]`, tensors, point));
}

function pointOf(owner: string, tensors: readonly Tensor[], point: unknown): Float64Array {
  const names = tensors.map(({ name }) => name);
  const wrong = (problem: string): never => {
    throw new Error(`${owner}: ${problem}`);
  };
  if (typeof point !== 'object' || point === null || Array.isArray(point) || ArrayBuffer.isView(point))
    return wrong(`must be an object with a tensor for each input: { ${names.join(', ')} }`);
  const given = point as Readonly<Record<string, Nested>>;
  const extra = Object.keys(given).find((key) => !names.includes(key));
  if (extra !== undefined) {
    const meant = nearest(extra, names);
    wrong(
      `${extra.slice(0, SHOWN_NAME)} is no input${meant === undefined ? ` (inputs: ${names.join(', ')})` : `; did you mean ${meant}?`}`,
    );
  }
  const { start, size } = tensors.at(-1)!;
  const x = new Float64Array(start + size);
  for (const tensor of tensors) x.set(numbersOf(owner, tensor, given[tensor.name]), tensor.start);
  return x;
}

/** The numbers of one tensor of a point. */
function numbersOf(owner: string, { name, shape, size, held, at }: Tensor, values: Nested | undefined): Float64Array {
  const wrong = (problem: string): never => {
    throw new Error(`${owner}: ${problem}`);
  };
  if (values === undefined) return wrong(`nothing is said of ${name}`);
  const numbers = read(values) ?? wrong(`${name} must be numbers, nested in its shape [${shape.join(',')}] or flat`);
  const own = shapeOf(values);
  if (numbers.length !== size || !(own?.join() === shape.join() || own?.length === 1 || size === 1))
    wrong(`${name} has ${own === undefined ? 'uneven rows' : `shape [${own.join(',')}]`} where it should have [${shape.join(',')}]`);
  for (const i of held ?? []) if (numbers[i] !== at) wrong(`${entryName(name, shape, i)} = ${numbers[i]} is held at ${at}`);
  return numbers;
}

/** All numbers of nested arrays; undefined if there is anything else in them. */
function read(values: Nested): Float64Array | undefined {
  try {
    return flat(values, 'a point');
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
