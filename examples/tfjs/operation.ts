import * as tf from '@tensorflow/tfjs';
import { type FunctionSubject, fromTfjs } from 'gradcheck';

tf.enableProdMode();
await tf.setBackend('cpu');

type Input = readonly number[] | { readonly shape: readonly number[]; readonly range: readonly [low: number, high: number] };
type Known = NonNullable<FunctionSubject['expect']>;

interface Operation<I> {
  f(inputs: { readonly [name in keyof I]: tf.Tensor }): tf.Tensor;
}

/** An operation and its derivative. */
export const once = <const I extends Readonly<Record<string, Input>>>(
  name: string,
  inputs: I,
  f: Operation<I>['f'],
  expect?: Known,
): readonly FunctionSubject[] => [fromTfjs(tf, { name, inputs, f, ...(expect && { expect }) })];

/** An operation and its derivative; and its derivative with the derivative of that. What is known is known of the latter. */
export const twice = <const I extends Readonly<Record<string, Input>>>(
  name: string,
  inputs: I,
  f: Operation<I>['f'],
  expect?: Known,
): readonly FunctionSubject[] => [
  ...once(name, inputs, f),
  fromTfjs(tf, { name: `∇ ${name}`, order: 2, inputs, f, ...(expect && { expect }) }),
];

/** The engine gives another derivative than that of the function. */
export const wrong = (because: string): Known => ({ fail: ['vjp-matches-differences'], because });

/** The engine throws where it is asked for the derivative. */
export const refused = (because: string): Known => ({ fail: ['vjp-matches-differences', 'vjp-linear', 'finite-on-domain'], because });

/**
 * An operation whose gradient is written with its own output (exp, tanh, sigmoid, softmax, …) saves a clone of it. The tape gets the clone before the
 * operation itself, so a second derivative takes it for a constant (engine.js, saveTensorsForBackwardMode; github.com/tensorflow/tfjs/issues/3252).
 */
export const SAVED_OUTPUT = 'the saved output of exp, or tanh, counts as constant in a second derivative (tfjs issue 3252)';
