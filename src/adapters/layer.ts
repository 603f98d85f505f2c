import type { Interval } from '../domain.ts';
import { Fault } from '../observed.ts';
import { defined, type FunctionSubject, type Traits } from '../subject.ts';

/** The sizes of a tensor; [] is a single number. */
export type Shape = readonly number[];

/** An input: its shape, and the interval of its entries ([-2, 2] if omitted). */
export type Input = Shape | { readonly shape: Shape; readonly range?: Interval };

/** Numbers, flat in row-major order or nested to any depth. */
export type Nested = number | ArrayLike<number> | readonly Nested[];

type Tensors<I> = { readonly [name in keyof I]: Float64Array };

/** What the author of a layer writes. Tensors come in flat, in row-major order, and go out flat or nested. */
export interface LayerDefinition<I extends Readonly<Record<string, Input>>, Constants, Saved>
  extends Omit<Traits, 'formula' | 'variables'>,
    Pick<FunctionSubject, 'name' | 'precision' | 'expect' | 'requirement' | 'source'> {
  readonly inputs: I;
  /** What the layer is given and does not differentiate: masks, hyperparameters. */
  readonly constants?: Constants;
  /** True where the claim is made; everywhere in the ranges if omitted. */
  readonly where?: (inputs: Tensors<I>, constants: NoInfer<Constants>) => boolean;
  /** y, or y and what backward needs to know. */
  readonly forward: (inputs: Tensors<I>, constants: NoInfer<Constants>) => Nested | { readonly y: Nested; readonly saved: Saved };
  /** For dy = ∂L/∂y (flat, as many numbers as y has): ∂L/∂x for each input x, of its size. */
  readonly backward: (
    inputs: Tensors<I>,
    dy: Float64Array,
    saved: NoInfer<Saved>,
    constants: NoInfer<Constants>,
  ) => { readonly [name in keyof I]: Nested };
  /** The same map, written plainly; may be slow. */
  readonly reference?: (inputs: Tensors<I>, constants: NoInfer<Constants>) => Nested;
}

interface Tensor {
  readonly name: string;
  readonly shape: Shape;
  readonly range: Interval;
  readonly start: number;
  readonly size: number;
}

/**
 * A layer as a subject: f is forward, from all inputs one after the other to y flattened, and its claim is backward, as a vector–Jacobian product.
 * Every call gets tensors of its own. The number of outputs is found by one forward pass, amid the ranges, when it is first asked for.
 * @throws {Error} naming the layer and the input whose shape or range is none.
 */
export function layer<const I extends Readonly<Record<string, Input>>, Constants = undefined, Saved = undefined>(
  definition: LayerDefinition<I, Constants, Saved>,
): FunctionSubject {
  const { inputs, constants: given, where, forward, backward, reference, ...rest } = definition;
  const constants = (given ?? {}) as NoInfer<Constants>;
  const tensors = layout(definition.name, inputs);
  const n = tensors.reduce((sum, { size }) => sum + size, 0);

  const apart = (x: ArrayLike<number>): Tensors<I> => {
    const whole = Float64Array.from(x);
    return Object.fromEntries(tensors.map(({ name, start, size }) => [name, whole.slice(start, start + size)])) as Tensors<I>;
  };
  const run = (x: ArrayLike<number>): { readonly y: Float64Array; readonly saved: Saved } => {
    const result = forward(apart(x), constants);
    const both =
      typeof result === 'object' && result !== null && 'y' in result ? result : { y: result as Nested, saved: undefined as Saved };
    return { y: flat(both.y, 'forward'), saved: both.saved };
  };

  let outputs: number | undefined;
  const countOutputs = (): number => {
    if (outputs === undefined)
      try {
        outputs = run(middle(tensors, n)).y.length;
      } catch {
        outputs = 1;
      }
    return outputs;
  };

  const checked = defined({
    ...rest,
    kind: 'function',
    domain: box(tensors, n),
    ...(where && { where: (x: ArrayLike<number>) => where(apart(x), constants) }),
    f: (x: ArrayLike<number>) => run(x).y,
    vjp: (x: ArrayLike<number>, dy: ArrayLike<number>) => {
      const { y, saved } = run(x);
      if (dy.length !== y.length) throw new Fault('wrong-length', `forward returned ${y.length} numbers where ${dy.length} should be`);
      return together(tensors, backward(apart(x), Float64Array.from(dy), saved, constants), n);
    },
    label: (i: number) => labelled(tensors, i),
    outputLabel: (k: number) => (countOutputs() === 1 ? 'y' : `y[${k}]`),
  } as FunctionSubject);
  const whole = {
    ...checked,
    ...(reference && { reference: (x: ArrayLike<number>) => flat(reference(apart(x), constants), 'reference') }),
  };
  return Object.defineProperty(whole, 'outputs', { get: countOutputs, enumerable: true });
}

const isShape = (input: Input): input is Shape => Array.isArray(input);

function layout(layerName: string, inputs: Readonly<Record<string, Input>>): readonly Tensor[] {
  const wrong = (problem: string): never => {
    throw new Error(`layer ${JSON.stringify(String(layerName).slice(0, 80))}: ${problem}`);
  };
  let start = 0;
  const tensors = Object.entries(inputs ?? {}).map(([name, input]): Tensor => {
    const { shape, range = [-2, 2] as const } = isShape(input) ? { shape: input } : input;
    if (!Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size > 0))
      wrong(`inputs.${name}: a shape is a list of whole sizes above 0`);
    if (!(range.length === 2 && range[0] <= range[1])) wrong(`inputs.${name}: a range is [low, high] with low ≤ high`);
    const size = shape.reduce((product, length) => product * length, 1);
    start += size;
    return { name, shape, range, start: start - size, size };
  });
  if (tensors.length === 0) wrong('inputs: at least one input is needed');
  return tensors;
}

const MANY = 1000;

function box(tensors: readonly Tensor[], n: number): FunctionSubject['domain'] {
  const [low, high] = tensors[0]!.range;
  if (n > MANY && tensors.every(({ range }) => range[0] === low && range[1] === high)) return { dimension: n, low, high };
  return tensors.flatMap(({ range, size }) => Array.from({ length: size }, () => range));
}

function middle(tensors: readonly Tensor[], n: number): Float64Array {
  const x = new Float64Array(n);
  for (const { range, start, size } of tensors) {
    const [low, high] = range;
    const amid = Number.isFinite(low) && Number.isFinite(high) ? low / 2 + high / 2 : Math.min(Math.max(0, low), high);
    x.fill(amid, start, start + size);
  }
  return x;
}

/** `w[0,3]`, `b[2]`, `s`. */
function labelled(tensors: readonly Tensor[], i: number): string {
  const tensor = tensors.findLast(({ start }) => start <= i)!;
  const indices: number[] = [];
  let rest = i - tensor.start;
  for (const size of tensor.shape.toReversed()) {
    indices.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return indices.length === 0 ? tensor.name : `${tensor.name}[${indices.join(',')}]`;
}

/** All numbers of a nested array, in row-major order. */
function flat(values: Nested, of: string): Float64Array {
  if (values instanceof Float64Array) return values.slice();
  const numbers: number[] = [];
  const collect = (part: unknown, depth: number): void => {
    if (typeof part === 'number') numbers.push(part);
    else if (typeof part === 'object' && part !== null && typeof (part as ArrayLike<unknown>).length === 'number' && depth < 32)
      for (let i = 0; i < (part as ArrayLike<unknown>).length; i++) collect((part as ArrayLike<unknown>)[i], depth + 1);
    else {
      const what = part === undefined ? 'nothing' : part === null ? 'null' : typeof part === 'object' ? 'an object' : `a ${typeof part}`;
      throw new Fault('wrong-length', `${of} returned ${what} where numbers should be`);
    }
  };
  collect(values, 0);
  return Float64Array.from(numbers);
}

/** What backward returned, laid out like the inputs. */
function together(tensors: readonly Tensor[], returned: Readonly<Record<string, Nested>>, n: number): Float64Array {
  const names = tensors.map(({ name }) => name).join(', ');
  if (typeof returned !== 'object' || returned === null) throw new Fault('wrong-length', `backward returned no object with ${names}`);
  const extra = Object.keys(returned).find((key) => !tensors.some(({ name }) => name === key));
  if (extra !== undefined) throw new Fault('wrong-length', `backward returned ${extra}, which is no input (inputs: ${names})`);
  const result = new Float64Array(n);
  for (const { name, shape, start, size } of tensors) {
    if (returned[name] === undefined) throw new Fault('wrong-length', `backward returned nothing for ${name}`);
    const part = flat(returned[name], `backward, for ${name},`);
    if (part.length !== size)
      throw new Fault(
        'wrong-length',
        `backward returned ${count(part.length)} for ${name}, which has shape [${shape.join(',')}] = ${size}`,
      );
    result.set(part, start);
  }
  return result;
}

const count = (numbers: number): string => (numbers === 1 ? '1 number' : `${numbers} numbers`);
