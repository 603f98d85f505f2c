// Points at which derivatives of TensorFlow.js are wrong and that samples seldom meet: each has an operation that is always there, and the others leave it out.
import * as tf from '@tensorflow/tfjs';
import type { Operation } from 'gradcheck';

type T = tf.Tensor;
type Where = NonNullable<Operation<T>['where']>;

/** Operations, without the points at which they are known to be wrong. */
export const apart = (operations: readonly Operation<T>[], where: Where): readonly Operation<T>[] =>
  operations.map((operation) => ({ ...operation, where }));

/** No two entries are equal in single precision. */
export const distinct: Where = ({ x }) => new Set(x!.map(Math.fround)).size === x!.length;

/** The square of each entry is above 0 in single precision. */
export const squarable: Where = ({ x }) => x!.every((value) => Math.fround(value ** 2) > 0);

/** Of each pair one is not 0: at (0, 0) an angle has no slope. */
export const angled: Where = ({ a, b, x }) => [a ?? x!, b ?? x!].some((values) => values.every((value) => value !== 0));

const of = (name: string, f: (x: T) => T): Operation<T> => ({ name, inputs: { x: [] }, f: ({ x }) => f(x!), order: 1 });

export const singular: readonly Operation<T>[] = [
  of('max of equal entries', (x) => tf.max(tf.mul(tf.ones([2]), x))),
  of('min of equal entries', (x) => tf.min(tf.mul(tf.ones([2]), x))),
  of('norm of zeros', (x) => tf.norm(tf.mul(tf.zeros([2]), x))),
  of('pow of 0 by 0', (x) => tf.pow(tf.mul(x, 0), 0)),
];
