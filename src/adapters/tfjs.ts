import { random } from '../math/random.ts';
import { owner } from '../subject/shape.ts';
import type { FunctionSubject, Traits } from '../subject/subject.ts';
import { apart, flat, type Input, labelled, layout, type Nested, overTensors, type Tensors } from './tensors.ts';

interface EngineTensor {
  readonly size: number;
  dataSync(): ArrayLike<number>;
}

/** The part of TensorFlow.js that is used: `tf` of `import * as tf from '@tensorflow/tfjs'` has it. */
export interface Tfjs {
  tidy(work: () => void): void;
  tensor(values: never, shape: never): EngineTensor;
  reshape(x: never, shape: never): EngineTensor;
  concat(parts: never): EngineTensor;
  mul(a: never, b: never): EngineTensor;
  sum(x: never): EngineTensor;
  grads(f: never): (inputs: never, dy?: never) => EngineTensor[];
}

/** The same, as it is called here. */
interface Engine<T> {
  tidy(work: () => void): void;
  tensor(values: Float32Array, shape: readonly number[]): T;
  reshape(x: T, shape: readonly number[]): T;
  concat(parts: readonly T[]): T;
  mul(a: T, b: T): T;
  sum(x: T): T;
  grads(f: (...inputs: T[]) => T): (inputs: readonly T[], dy?: T) => T[];
}

/** A function of TensorFlow.js' tensors, as its author writes it. */
export interface TfjsDefinition<T, I extends Readonly<Record<string, Input>>>
  extends Omit<Traits<Float64Array>, 'formula' | 'variables'>,
    Pick<FunctionSubject, 'name' | 'precision' | 'expect' | 'requirement' | 'source'> {
  readonly inputs: I;
  /** The function: one tensor of any shape. All tensors that it makes are disposed. (A method, so that its author may say the ranks of the inputs.) */
  f(inputs: { readonly [name in keyof I]: T }): T;
  /** 1, if omitted: the engine's derivative is checked. 2: its derivative of that derivative. */
  readonly order?: 1 | 2;
  /** True where the claim is made; everywhere in the ranges if omitted. */
  readonly where?: (inputs: Tensors<I>) => boolean;
  /** The same map, or for order 2 its gradient, written without the engine. */
  readonly reference?: (inputs: Tensors<I>) => Nested;
}

/**
 * A function of TensorFlow.js as a subject whose claim is the engine's own reverse mode, as a vector–Jacobian product: `fromTfjs(tf, { name, inputs: { x: [3, 4] }, f })`.
 * Of order 2, the subject is x ↦ ∇⟨w, f(x)⟩, computed by the engine, for a fixed w of random weights; its claim is the engine's derivative of that.
 * The backend is the one that is set, and has to be a synchronous one (cpu, wasm).
 * @throws {Error} naming the function and the input whose shape or range is not valid.
 */
export function fromTfjs<E extends Tfjs, const I extends Readonly<Record<string, Input>>>(
  engine: E,
  definition: TfjsDefinition<ReturnType<E['tensor']>, I>,
): FunctionSubject {
  type T = ReturnType<E['tensor']>;
  const tf = engine as unknown as Engine<T>;
  const { inputs, f, order = 1, where, reference, ...rest } = definition;
  const tensors = layout(owner('tfjs', definition.name), inputs);

  const row = (x: T): T => tf.reshape(x, [-1]);
  const value = (...parts: T[]): T =>
    row(f(Object.fromEntries(tensors.map(({ name }, k) => [name, parts[k]])) as { readonly [name in keyof I]: T }));
  const weighted = (...parts: T[]): T => {
    const y = value(...parts);
    return tf.sum(tf.mul(y, tf.tensor(weights(y.size), [y.size])));
  };
  const slope = (...parts: T[]): T => tf.concat(tf.grads(weighted)(parts).map(row));
  const map = order === 1 ? value : slope;

  /** The numbers of a tensor that is computed from the inputs; all tensors are disposed. */
  const read = (x: ArrayLike<number>, compute: (parts: T[]) => T): Float64Array => {
    let numbers = new Float64Array(0);
    tf.tidy(() => {
      const parts = tensors.map(({ shape, start, size }) =>
        tf.tensor(
          Float32Array.from({ length: size }, (_, i) => x[start + i]!),
          shape,
        ),
      );
      numbers = Float64Array.from(compute(parts).dataSync());
    });
    return numbers;
  };

  return overTensors(
    tensors,
    (x) => read(x, (parts) => map(...parts)),
    {
      precision: 'float32',
      ...rest,
      ...(where && { where: (x: ArrayLike<number>) => where(apart(tensors, x)) }),
      vjp: (x: ArrayLike<number>, dy: ArrayLike<number>) =>
        read(x, (parts) =>
          tf.concat(
            tf
              .grads(map)(parts, tf.tensor(Float32Array.from(dy), [dy.length]))
              .map(row),
          ),
        ),
      ...(reference && { reference: (x: ArrayLike<number>) => flat(reference(apart(tensors, x)), 'reference') }),
    },
    order === 1 ? undefined : (k) => `∂/∂${labelled(tensors, k)}`,
  );
}

/** The seed of the weights of outputs. Why: any; a fixed one, so that the subject is one function. */
const WEIGHT_SEED = 2;

/** Weights of either sign, from ½ to 3/2 in size, always the same ones: none hides an output, and outputs do not cancel as a whole. */
function weights(length: number): Float32Array {
  const { next, sign } = random(WEIGHT_SEED);
  return Float32Array.from({ length }, () => sign() * (1 / 2 + next()));
}
