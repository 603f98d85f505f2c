// Operations that work entry by entry. Run: gradcheck run examples/tfjs
import * as tf from '@tensorflow/tfjs';
import { once, refused, SAVED_OUTPUT, twice, wrong } from './operation.ts';

const on = (low: number, high: number) => ({ x: { shape: [3], range: [low, high] } }) as const;
const pair = { a: [2, 3], b: [2, 3] } as const;
const row = { a: [2, 3], b: [3] } as const;
const positive = (a: readonly number[], b: readonly number[]) =>
  ({ a: { shape: a, range: [0.2, 3] }, b: { shape: b, range: [0.2, 3] } }) as const;

export default [
  twice('abs', on(-2, 2), ({ x }) => tf.abs(x)),
  twice('acos', on(-0.9, 0.9), ({ x }) => tf.acos(x)),
  twice('acosh', on(1.2, 4), ({ x }) => tf.acosh(x)),
  twice('asin', on(-0.9, 0.9), ({ x }) => tf.asin(x)),
  twice('asinh', on(-3, 3), ({ x }) => tf.asinh(x)),
  twice('atan', on(-3, 3), ({ x }) => tf.atan(x)),
  twice('atanh', on(-0.9, 0.9), ({ x }) => tf.atanh(x)),
  once('ceil', on(-2, 2), ({ x }) => tf.ceil(x)),
  once('clipByValue', on(-2, 2), ({ x }) => tf.clipByValue(x, -1, 0.5)),
  twice('cos', on(-3, 3), ({ x }) => tf.cos(x)),
  twice('cosh', on(-3, 3), ({ x }) => tf.cosh(x)),
  once('elu', on(-3, 3), ({ x }) => tf.elu(x)),
  once('erf', on(-2, 2), ({ x }) => tf.erf(x)),
  once('exp', on(-3, 3), ({ x }) => tf.exp(x)),
  twice('exp(square)', on(-1, 1), ({ x }) => tf.exp(tf.square(x)), wrong(SAVED_OUTPUT)),
  twice('expm1', on(-3, 3), ({ x }) => tf.expm1(x)),
  once('floor', on(-2, 2), ({ x }) => tf.floor(x)),
  once('leakyRelu', on(-2, 2), ({ x }) => tf.leakyRelu(x, 0.1)),
  twice('log', on(0.2, 4), ({ x }) => tf.log(x)),
  twice('log1p', on(-0.5, 4), ({ x }) => tf.log1p(x)),
  twice('logSigmoid', on(-3, 3), ({ x }) => tf.logSigmoid(x)),
  once('neg', on(-2, 2), ({ x }) => tf.neg(x)),
  once('prelu', { x: [2, 3], alpha: [3] }, ({ x, alpha }) => tf.prelu(x, alpha)),
  twice('reciprocal', on(0.2, 3), ({ x }) => tf.reciprocal(x)),
  twice('relu', on(-2, 2), ({ x }) => tf.relu(x)),
  once('relu6', on(-3, 9), ({ x }) => tf.relu6(x)),
  once('round', on(-2, 2), ({ x }) => tf.round(x)),
  twice('rsqrt', on(0.2, 4), ({ x }) => tf.rsqrt(x)),
  once('selu', on(-3, 3), ({ x }) => tf.selu(x)),
  once('sigmoid', on(-4, 4), ({ x }) => tf.sigmoid(x)),
  once('sign', on(-2, 2), ({ x }) => tf.sign(x)),
  twice('sin', on(-3, 3), ({ x }) => tf.sin(x)),
  twice('sinh', on(-3, 3), ({ x }) => tf.sinh(x)),
  twice('softplus', on(-4, 4), ({ x }) => tf.softplus(x)),
  twice('sqrt', on(0.2, 4), ({ x }) => tf.sqrt(x)),
  twice('square', on(-2, 2), ({ x }) => tf.square(x)),
  once('step', on(-2, 2), ({ x }) => tf.step(x, 0.5)),
  twice('tan', on(-1.2, 1.2), ({ x }) => tf.tan(x)),
  once('tanh', on(-3, 3), ({ x }) => tf.tanh(x)),
  twice('x tanh', on(-3, 3), ({ x }) => tf.mul(x, tf.tanh(x)), wrong(SAVED_OUTPUT)),

  once('add', row, ({ a, b }) => tf.add(a, b)),
  once('addN', pair, ({ a, b }) => tf.addN([a, b, a])),
  twice('atan2', positive([2, 3], [2, 3]), ({ a, b }) => tf.atan2(a, b)),
  twice('div', positive([2, 3], [3]), ({ a, b }) => tf.div(a, b)),
  once('divNoNan', positive([2, 3], [2, 3]), ({ a, b }) => tf.divNoNan(a, b), refused('it goes through Equal, which has no gradient')),
  once(
    'floorDiv',
    positive([2, 3], [2, 3]),
    ({ a, b }) => tf.floorDiv(a, b),
    wrong('FloorDiv_grad.js: dy / b, though ⌊a / b⌋ is constant between its jumps'),
  ),
  once('maximum', pair, ({ a, b }) => tf.maximum(a, b)),
  once(
    'maximum, broadcast',
    row,
    ({ a, b }) => tf.maximum(a, b),
    refused('Maximum_grad.js: dy · [a < b] is not summed over the axes that b was broadcast to'),
  ),
  once('minimum', pair, ({ a, b }) => tf.minimum(a, b)),
  once(
    'minimum, broadcast',
    row,
    ({ a, b }) => tf.minimum(a, b),
    refused('Minimum_grad.js: dy · [a > b] is not summed over the axes that b was broadcast to'),
  ),
  twice('mod', positive([2, 3], [2, 3]), ({ a, b }) => tf.mod(a, b)),
  twice('mul', { a: [2, 1], b: [3] }, ({ a, b }) => tf.mul(a, b)),
  once('pow', positive([2, 3], [3]), ({ a, b }) => tf.pow(a, b)),
  twice('pow 3', on(-2, 2), ({ x }) => tf.pow(x, 3)),
  twice('squaredDifference', pair, ({ a, b }) => tf.squaredDifference(a, b)),
  once(
    'squaredDifference, broadcast',
    row,
    ({ a, b }) => tf.squaredDifference(a, b),
    refused('SquaredDifference_grad.js: 2 dy (b − a) is not summed over the axes that b was broadcast to'),
  ),
  once('sub', row, ({ a, b }) => tf.sub(a, b)),
  once('where', pair, ({ a, b }) =>
    tf.where(
      tf.tensor2d(
        [
          [1, 0, 1],
          [0, 1, 0],
        ],
        [2, 3],
        'bool',
      ),
      a,
      b,
    ),
  ),
].flat();
