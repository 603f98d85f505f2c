import type { Domain, Interval } from '../math/domain.ts';
import { zeros } from '../math/vector.ts';
import { Fault, unmoved } from '../subject/evaluator.ts';
import { nearest } from '../subject/nearest.ts';
import { refuseUnknown, SHOWN_NAME } from '../subject/shape.ts';
import { defined, type FunctionSubject } from '../subject/subject.ts';
import { heldOf } from './held.ts';
import { entryName, type Held, type Nested, nestedBy, type Shape, sizeOf } from './nesting.ts';

/** An input tensor: its shape, and the interval of its entries ([-2, 2] if omitted). Entries that are held stay at one value: `at`, or the middle of the range. */
export type Input = Shape | { readonly shape: Shape; readonly range?: Interval; readonly held?: Held; readonly at?: number };

/** The inputs by their names, each flat in row-major order. */
export type Tensors<I> = { readonly [name in keyof I]: Float64Array };

/** An input tensor, and where its `size` entries stand among the numbers of all inputs. */
export interface Tensor {
  readonly name: string;
  readonly shape: Shape;
  readonly range: Interval;
  readonly start: number;
  readonly size: number;
  /** The places of its entries that stay at one value. */
  readonly held?: ReadonlySet<number>;
  /** That value. */
  readonly at: number;
}

/** The keys of an input that is more than its shape. */
const INPUT_KEYS = ['shape', 'range', 'held', 'at'];

/**
 * The input tensors, one after the other in the order of their keys.
 * @throws {Error} naming the owner (`layer "dense"`) and the input whose shape, range or held entries are not valid, or that has an unknown key.
 */
export function layout(owner: string, inputs: Readonly<Record<string, Input>>): readonly Tensor[] {
  const wrong = (problem: string): never => {
    throw new Error(`${owner}: ${problem}`);
  };
  let start = 0;
  const tensors = Object.entries(inputs ?? {}).map(([name, input]): Tensor => {
    const { shape, range = [-2, 2] as const, held: given, at = amid(range) } = isShape(input) ? { shape: input } : input;
    if (!isShape(input)) refuseUnknown(`${owner}: inputs.${name}`, input, INPUT_KEYS);
    if (!isSizes(shape)) wrong(`inputs.${name}: ${NO_SHAPE}`);
    if (!(range.length === 2 && range[0] <= range[1])) wrong(`inputs.${name}: ${NO_RANGE}`);
    if (!Number.isFinite(at)) wrong(`inputs.${name}: at is a finite number`);
    const held = given === undefined ? undefined : heldOf(`${owner}: inputs.${name}`, shape, given);
    const size = sizeOf(shape);
    start += size;
    return { name, shape, range, start: start - size, size, at, ...(held && { held }) };
  });
  if (tensors.length === 0) wrong('inputs: at least one input is needed');
  return tensors;
}

/** What is said of a shape or a range that is none. */
export const NO_SHAPE = 'a shape is a list of whole sizes above 0';
export const NO_RANGE = 'a range is [low, high] with low ≤ high';

const isShape = (input: Input): input is Shape => Array.isArray(input);

/** Whether a value is a shape. */
export const isSizes = (shape: unknown): shape is Shape =>
  Array.isArray(shape) && shape.every((size) => Number.isInteger(size) && size > 0);

/** The middle of an interval; of one without end, the number nearest to 0. */
const amid = ([low, high]: Interval): number =>
  Number.isFinite(low) && Number.isFinite(high) ? low / 2 + high / 2 : Math.min(Math.max(0, low), high);

type Parts = Omit<FunctionSubject, 'kind' | 'domain' | 'f' | 'label' | 'outputLabel' | 'fed' | 'tensors'>;

/** A map of tensors, on all their numbers one after the other, as a subject. The number of its outputs, where it is not said, is found by one evaluation, in the middle of the ranges, when it is first asked for. */
export function overTensors(
  tensors: readonly Tensor[],
  f: (x: ArrayLike<number>) => Float64Array,
  rest: Parts,
  outputLabel = (k: number, outputs: number): string => (outputs === 1 ? 'y' : `y[${k}]`),
): FunctionSubject {
  let { outputs } = rest;
  const lengthAt = (x: Float64Array): number | undefined => {
    try {
      return unmoved(rest.state, () => f(x).length);
    } catch {
      return undefined;
    }
  };
  const countOutputs = (): number => {
    outputs ??= lengthAt(middle(tensors)) ?? lengthAt(middle(tensors).map(aside)) ?? 1;
    return outputs;
  };
  const subject: FunctionSubject = {
    ...rest,
    kind: 'function',
    domain: domainOf(tensors),
    f,
    fed: tensors[0]!.size,
    label: (i) => labelled(tensors, i),
    tensors: tensors.map(({ name, shape, start }) => ({ name, shape, offset: start })),
    outputLabel: (k) => outputLabel(k, countOutputs()),
  };
  return Object.defineProperty({ ...defined(subject) }, 'outputs', { get: countOutputs, enumerable: true });
}

/** The most inputs whose intervals are listed one by one; where all are the same, more are one interval for all. Why: a list of ten million intervals is larger than the inputs. */
const LISTED_INTERVALS = 1000;

const numbersOf = (tensors: readonly Tensor[]): number => tensors.reduce((sum, { size }) => sum + size, 0);

function domainOf(tensors: readonly Tensor[]): Domain {
  const n = numbersOf(tensors);
  const [low, high] = tensors[0]!.range;
  if (n > LISTED_INTERVALS && tensors.every(({ range, held }) => range[0] === low && range[1] === high && !held))
    return { dimension: n, low, high };
  return tensors.flatMap(({ range, size, held, at }) =>
    Array.from({ length: size }, (_, i) => (held?.has(i) ? [at, at] : range) as Interval),
  );
}

/** The point in the middle of all ranges, with held entries at their value. */
export function middle(tensors: readonly Tensor[]): Float64Array {
  const x = zeros(numbersOf(tensors));
  for (const { range, start, size, held, at } of tensors) {
    x.fill(amid(range), start, start + size);
    for (const i of held ?? []) x[start + i] = at;
  }
  return x;
}

/** Entry i of a point, moved aside by an amount of its own. Why: where all entries are the same, a matrix is singular, and a function may throw. */
const aside = (x: number, i: number): number => x + Math.sin(i + 1) / 8;

/** The name of input i: `w[0,3]`, `b[2]`, or `s` of a single number. */
export function labelled(tensors: readonly Tensor[], i: number): string {
  const { name, shape, start } = tensors.findLast((tensor) => tensor.start <= i)!;
  return entryName(name, shape, i - start);
}

/** The numbers of all inputs as tensors by their names, in arrays of their own: flat, or nested in their shapes. */
export function apart<I>(tensors: readonly Tensor[], x: ArrayLike<number>, nested = false): Tensors<I> {
  const whole = x instanceof Float64Array ? x : Float64Array.from(x);
  const parts: Record<string, unknown> = {};
  for (const { name, shape, start, size } of tensors)
    parts[name] = nested ? nestedBy(whole, shape, start) : whole.slice(start, start + size);
  return parts as Tensors<I>;
}

/** How deep arrays of numbers may be nested. Why: tensors have a handful of axes; an array that contains itself has no end. */
const DEEPEST_ARRAY = 32;

/**
 * All numbers of a nested array, in row-major order; `of` names it in faults.
 * @throws {Fault} 'wrong-length' if there is anything else in it.
 */
export function flat(values: Nested, of: string): Float64Array {
  if (values instanceof Float64Array) return values.slice();
  const numbers: number[] = [];
  const collect = (part: unknown, depth: number): void => {
    if (typeof part === 'number') numbers.push(part);
    else if (typeof part === 'object' && part !== null && typeof (part as ArrayLike<unknown>).length === 'number' && depth < DEEPEST_ARRAY)
      for (let i = 0; i < (part as ArrayLike<unknown>).length; i++) collect((part as ArrayLike<unknown>)[i], depth + 1);
    else {
      const what = part === undefined ? 'nothing' : part === null ? 'null' : typeof part === 'object' ? 'an object' : `a ${typeof part}`;
      throw new Fault('wrong-length', `${of} returned ${what} where numbers should be`);
    }
  };
  collect(values, 0);
  return new Float64Array(numbers);
}

/**
 * One array for each input, as a backward pass returns them, or for each output, laid out one after the other; `of` names the function in faults.
 * @throws {Fault} 'wrong-length' if one is missing, unknown or of another size.
 */
export function together(
  tensors: readonly Tensor[],
  returned: Readonly<Record<string, Nested>>,
  of: string,
  kind: 'input' | 'output' = 'input',
): Float64Array {
  const named = () => tensors.map(({ name }) => name);
  if (typeof returned !== 'object' || returned === null) {
    const names = named().join(', ');
    throw new Fault('wrong-length', `${of} returned no object with ${names}`);
  }
  for (const extra of Object.keys(returned)) {
    if (tensors.some(({ name }) => name === extra)) continue;
    const meant = nearest(extra, named());
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    const names = named().join(', ');
    throw new Fault('wrong-length', `${of} returned ${extra.slice(0, SHOWN_NAME)}, which is no ${kind} (${kind}s: ${names})${hint}`);
  }
  const result = zeros(numbersOf(tensors));
  for (const { name, shape, start, size } of tensors) {
    const given = returned[name];
    if (given === undefined) throw new Fault('wrong-length', `${of} returned nothing for ${name}`);
    const part = given instanceof Float64Array ? given : flat(given, `${of}, for ${name},`);
    if (part.length !== size)
      throw new Fault('wrong-length', `${of} returned ${count(part.length)} for ${name}, which has shape [${shape.join(',')}] = ${size}`);
    result.set(part, start);
  }
  return result;
}

const count = (numbers: number): string => (numbers === 1 ? '1 number' : `${numbers} numbers`);
