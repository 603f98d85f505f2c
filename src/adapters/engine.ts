import type { Precision } from '../math/precision.ts';
import { random } from '../math/random.ts';
import { Fault } from '../subject/guard.ts';
import { owner } from '../subject/shape.ts';
import type { FunctionSubject, Traits } from '../subject/subject.ts';
import { formatOf, isSingle } from './format.ts';
import type { Nested } from './nesting.ts';
import { pointsOf, type TensorPoint } from './points.ts';
import { apart, flat, type Input, labelled, layout, middle, overTensors, type Tensor, type Tensors } from './tensors.ts';

/**
 * An engine of automatic differentiation that answers at once. T is its tensor. The engine is passed in, and nothing of it is imported.
 * Whatever is said of its format, what counts is the one that its numbers have (`formatOf`).
 */
export interface Engine<T> {
  /** Its name in messages: `tfjs`. */
  readonly name: string;
  /** The format that it says it computes in. */
  readonly dtype: 'float32' | 'float64';
  /** A tensor of these numbers, in row-major order. */
  tensor(values: Float64Array, shape: readonly number[]): T;
  /** The numbers of a tensor, in row-major order. */
  data(t: T): ArrayLike<number>;
  /** The sizes of a tensor along its axes. If omitted, a result is one axis of as many numbers as it has, or a single number. */
  shape?(t: T): readonly number[];
  /** Jᵀ dy(y) of y = f(x), a tensor for each input; null where y does not depend on an input, which is 0. */
  vjp(f: (...x: T[]) => T, x: readonly T[], dy: (y: T) => T): readonly (T | null | undefined)[];
  /** J v, of the shape of f(x). */
  jvp?(f: (...x: T[]) => T, x: readonly T[], v: readonly T[]): T;
  /** Σ ⟨aᵢ, bᵢ⟩ over pairs of tensors, a single number that can be differentiated. An engine that has it nests: it differentiates what `vjp` returns. */
  dot?(a: readonly T[], b: readonly T[]): T;
  /** The result of a piece of work, after which all tensors that it made are disposed, also where it throws. */
  scope?<R>(work: () => R): R;
  /** The same function, compiled. */
  compile?(f: (...x: T[]) => T): (...x: T[]) => T;
  /** A tensor that may be used once more, in an engine where each use consumes it. */
  keep?(t: T): T;
}

/** A function of an engine's tensors, as its author writes it. */
export interface EngineDefinition<T, I extends Readonly<Record<string, Input>>>
  extends Omit<Traits<Float64Array>, 'formula' | 'variables'>,
    Pick<FunctionSubject, 'name' | 'precision' | 'expect' | 'requirement' | 'requires' | 'source'> {
  readonly inputs: I;
  /** The function: one tensor of any shape. All tensors that it makes are disposed, where the engine has a `scope`. (A method, so that its author may say the ranks of the inputs.) */
  f(inputs: { readonly [name in keyof I]: T }): T;
  /** 1, if omitted: the engine's derivative is checked. 2: its derivative of that derivative. */
  readonly order?: 1 | 2;
  /** Points that are tried before all others, whatever the seed: each a tensor for every input, nested in its shape or flat. */
  readonly points?: readonly TensorPoint<I>[];
  /** True where the claim is made; everywhere in the ranges if omitted. */
  readonly where?: (inputs: Tensors<I>) => boolean;
  /** The same map, or for order 2 its gradient, written without the engine. */
  readonly reference?: (inputs: Tensors<I>) => Nested;
  /** True if the function is compiled by the engine before it is called. */
  readonly compiled?: boolean;
}

type Loose<T> = EngineDefinition<T, Readonly<Record<string, Input>>>;

/**
 * A function of an engine's tensors as a subject: `fromEngine(engine, { name, inputs: { x: [3, 4] }, f })`. Its claims are the engine's own: the reverse mode as a
 * vector–Jacobian product and, where it has one, the forward mode as a Jacobian–vector product. Of order 2, the subject is x ↦ ∇⟨w, f(x)⟩, computed by the engine,
 * for a fixed w of random weights; its claims are the engine's derivatives of that.
 * Its precision, where it is not given, is measured: the format that numbers keep on their way through the engine, and the one of its results.
 * @throws {Error} naming the function and the input whose shape or range is not valid, or the engine that has no second order.
 */
export function fromEngine<T, const I extends Readonly<Record<string, Input>>>(
  engine: Engine<T>,
  definition: EngineDefinition<T, I>,
): FunctionSubject {
  const { inputs, f: _, order = 1, where, reference, points, compiled: __, ...rest } = definition as unknown as Loose<T>;
  const named = owner(engine.name, definition.name);
  const tensors = layout(named, inputs);
  if (order === 2 && !engine.dot) throw new Error(`${named}: order: ${engine.name} has no dot, so its derivatives do not nest`);
  const maps = mapsOf(engine, tensors, definition as unknown as Loose<T>);
  const { value, vjp, jvp } = order === 1 ? first(maps) : second(maps);
  const subject = overTensors(
    tensors,
    value,
    {
      text: String(definition.f),
      ...rest,
      ...(points && { points: pointsOf(named, tensors, points) }),
      ...(where && { where: (x: ArrayLike<number>) => where(apart(tensors, x)) }),
      vjp,
      ...(jvp && { jvp }),
      ...(reference && { reference: (x: ArrayLike<number>) => flat(reference(apart(tensors, x)), 'reference') }),
    },
    order === 1 ? undefined : (k) => `∂/∂${labelled(tensors, k)}`,
  );
  if (rest.precision) return subject;
  const known = formatOf(engine);
  let precision: Precision | undefined = known === 'float64' ? undefined : known;
  const measured = () => (precision ??= isSingle(subject, middle(tensors)) ? 'float32' : 'float64');
  return Object.defineProperty(subject, 'precision', { get: measured, enumerable: true });
}

/** A function between an engine's tensors, and how numbers get there and back. */
interface Maps<T> {
  readonly engine: Engine<T>;
  readonly tensors: readonly Tensor[];
  /** The function. */
  readonly f: (...parts: T[]) => T;
  /** The numbers of what is computed from the inputs at x. All tensors are disposed. */
  readonly within: <R>(x: ArrayLike<number>, compute: (parts: T[]) => R) => R;
  /** Numbers in the shape of a tensor. */
  readonly like: (y: T, values: ArrayLike<number>) => T;
  /** Numbers of all inputs, as tensors. */
  readonly split: (x: ArrayLike<number>) => T[];
  /** The numbers of one tensor for each input, one after the other; none is 0. */
  readonly joined: (parts: readonly (T | null | undefined)[]) => Float64Array;
}

function mapsOf<T>(engine: Engine<T>, tensors: readonly Tensor[], { f: given, compiled }: Loose<T>): Maps<T> {
  const split = (x: ArrayLike<number>): T[] =>
    tensors.map(({ shape, start, size }) =>
      engine.tensor(
        Float64Array.from({ length: size }, (_, i) => x[start + i]!),
        shape,
      ),
    );
  const plain = (...parts: T[]): T => given(Object.fromEntries(tensors.map(({ name }, k) => [name, parts[k]!])));
  const f = compiled && engine.compile ? engine.compile(plain) : plain;
  const { start, size } = tensors.at(-1)!;
  return {
    engine,
    tensors,
    f,
    split,
    within(x, compute) {
      const work = () => compute(split(x));
      return engine.scope ? engine.scope(work) : work();
    },
    like: (y, values) => engine.tensor(Float64Array.from(values), engine.shape?.(y) ?? (values.length === 1 ? [] : [values.length])),
    joined(parts) {
      const numbers = new Float64Array(start + size);
      if (parts.length !== tensors.length)
        throw new Fault('wrong-length', `${engine.name} returned ${parts.length} gradients where ${tensors.length} should be`);
      tensors.forEach((tensor, k) => {
        const part = parts[k];
        if (part === null || part === undefined) return;
        const values = engine.data(part);
        if (values.length !== tensor.size)
          throw new Fault('wrong-length', `the gradient for ${tensor.name} has ${values.length} numbers where ${tensor.size} should be`);
        numbers.set(Float64Array.from(values), tensor.start);
      });
      return numbers;
    },
  };
}

type Numbers = ArrayLike<number>;

/** A map between numbers and its claims. */
interface Claimed {
  readonly value: (x: Numbers) => Float64Array;
  readonly vjp: (x: Numbers, dy: Numbers) => Float64Array;
  readonly jvp?: (x: Numbers, v: Numbers) => Float64Array;
}

/** f, and the engine's derivative of it. */
function first<T>({ engine, f, within, like, split, joined }: Maps<T>): Claimed {
  const { jvp } = engine;
  const seed = (dy: Numbers) => (y: T) => {
    const given = engine.shape?.(y).reduce((product, length) => product * length, 1) ?? dy.length;
    if (given !== dy.length) throw new Fault('wrong-length', `f has ${given} numbers where ${dy.length} should be`);
    return like(y, dy);
  };
  return {
    value: (x) => within(x, (parts) => Float64Array.from(engine.data(f(...parts)))),
    vjp: (x, dy) => within(x, (parts) => joined(engine.vjp(f, parts, seed(dy)))),
    ...(jvp && { jvp: (x, v) => within(x, (parts) => Float64Array.from(engine.data(jvp.call(engine, f, parts, split(v))))) }),
  };
}

/** x ↦ ∇⟨w, f(x)⟩, and the engine's derivative of it. */
function second<T>({ engine, f, within, like, split, joined }: Maps<T>): Claimed {
  const { jvp } = engine;
  const dot = engine.dot!.bind(engine);
  const weighted = (y: T): T =>
    like(y, weights(engine.shape?.(y).reduce((product, length) => product * length, 1) ?? engine.data(y).length));
  const one = (y: T): T => like(y, [1]);
  /** The engine's gradient of a scalar; of one that no input moves, 0. */
  const gradient = (parts: readonly T[], scalar: (...parts: T[]) => T): Float64Array => {
    const dead: (T | null)[] = parts.map(() => null);
    try {
      return joined(engine.vjp(scalar, parts, one));
    } catch (error) {
      if (isFlat(error)) return joined(dead);
      throw error;
    }
  };
  return {
    value: (x) => within(x, (parts) => joined(engine.vjp(f, parts, weighted))),
    vjp: (x, u) =>
      within(x, (parts) => {
        const covector = split(u);
        return gradient(parts, (...inner) => slopeAlong(engine, engine.vjp(f, inner, weighted), covector));
      }),
    ...(jvp && {
      jvp: (x, v) =>
        within(x, (parts) => {
          const tangents = split(v);
          const scalar = (...inner: T[]): T => {
            const y = f(...inner);
            return dot([weighted(y)], [y]);
          };
          return gradient(parts, (...inner) => jvp.call(engine, scalar, inner, tangents));
        }),
    }),
  };
}

/**
 * Σ ⟨gradient, u⟩ over those inputs on which a function depends, as a number that the engine differentiates: it needs a `dot`.
 * @throws {symbol} what `isFlat` knows, where it depends on none.
 */
export function slopeAlong<T>(engine: Engine<T>, gradients: readonly (T | null | undefined)[], u: readonly T[]): T {
  const pairs = gradients.flatMap((part, k) => (part === null || part === undefined ? [] : [[part, u[k]!] as const]));
  if (pairs.length === 0) throw FLAT;
  return engine.dot!(
    pairs.map(([part]) => part),
    pairs.map(([, weight]) => weight),
  );
}

/** Whether a slope is constant, as the function depends on no input: its derivative is 0. */
export const isFlat = (thrown: unknown): boolean => thrown === FLAT;

/** Thrown where the slope whose gradient is asked for depends on no input. */
const FLAT = Symbol('flat');

/** Messages of engines that have no derivative of an operation. */
const UNDERIVED =
  /(no|without a|undefined) (gradient|derivative|adjoint|(jvp|vjp|transpose|backward)( rule)?)\b|(gradient|derivative|differentiation|adjoint|jvp|vjp|transpose|backward)\b.*\b(not (found|implemented|supported|defined|available)|unsupported|missing)|not differentiable|cannot differentiate/i;

/** Whether an engine says that it has no derivative of an operation, and not that something broke. */
export const isUnderived = (message: string): boolean => UNDERIVED.test(message);

/** The seed of the weights of outputs. Why: any; a fixed one, so that the subject is one function. */
const WEIGHT_SEED = 2;

/** Weights of either sign, from ½ to 3/2 in size, always the same ones: none hides an output, and outputs do not cancel as a whole. */
function weights(length: number): Float64Array {
  const { next, sign } = random(WEIGHT_SEED);
  return Float64Array.from({ length }, () => sign() * (1 / 2 + next()));
}
