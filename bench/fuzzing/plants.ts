import { families } from '../../src/adapters/families.ts';
import { indicesOf } from '../../src/adapters/nesting.ts';
import {
  add,
  type Cell,
  cell,
  expanded,
  masked,
  moved,
  mul,
  number,
  paired,
  pointwise,
  reduced,
  reshaped,
  sum,
} from '../../src/adapters/small-engine.ts';
import {
  cos,
  exp,
  half,
  map,
  mean,
  minus,
  one,
  picked,
  product,
  relu,
  sin,
  softmax,
  transposed,
} from '../../src/adapters/small-operations.ts';
import { type Sweep, sweep } from '../../src/adapters/sweep.ts';
import { claiming, overwriting, tableOf } from './tables.ts';

const { unary, binary, reduction, matmul, indexing, along } = families;
const first = (part: Cell, shape: readonly number[]): Cell => moved(part, shape, (k) => k);
const frozen = (x: Cell): Cell => cell(x.values, x.shape);
let before = number(0);

/** Each plant: the root that is to be found, and the table that has it. */
export const plants: Readonly<Record<string, readonly [root: string, table: () => Sweep]>> = {
  'a sum along the wrong axis': [
    'sum',
    () =>
      tableOf({
        sum: reduction<Cell>('sum', (x, { axes, keepdims }) =>
          claiming(sum(x, axes, keepdims), [x], (dy) => [moved(dy, x.shape, (k) => k % dy.values.length)]),
        ),
      }),
  ],
  'a mean over the size of the whole': [
    'mean',
    () =>
      tableOf({
        mean: reduction<Cell>('mean', (x, { axes, keepdims }) =>
          claiming(mean(x, axes, keepdims), [x], (dy) => [
            mul(
              expanded(
                reshaped(
                  dy,
                  x.shape.map((n, i) => (!axes || axes.includes(i) ? 1 : n)),
                ),
                x.shape,
              ),
              number(1 / x.values.length),
            ),
          ]),
        ),
      }),
  ],
  'a product that does not sum over broadcast rows': [
    'mul',
    () =>
      tableOf({
        mul: binary<Cell>('mul', (a, b) => {
          const y = mul(a, b);
          return claiming(y, [a, b], (dy) => [
            first(mul(dy, expanded(b, y.shape)), a.shape),
            first(mul(dy, expanded(a, y.shape)), b.shape),
          ]);
        }),
      }),
  ],
  'an addition that refuses to broadcast backwards': [
    'add',
    () =>
      tableOf({
        add: binary<Cell>('add', (a, b) =>
          claiming(add(a, b), [a, b], (dy) => {
            if (dy.values.length !== a.values.length) throw new Error('shapes do not match');
            return [reduced(dy, a.shape), reduced(dy, b.shape)];
          }),
        ),
      }),
  ],
  'an exponential of which the saved output is overwritten': [
    'exp',
    () =>
      tableOf({
        exp: unary<Cell>('exp', (x) => {
          const y = exp(x);
          return claiming(y, [x], (dy) => [
            mul(
              dy,
              map(frozen(y), (value) => Math.min(value, 2)),
            ),
          ]);
        }),
      }),
  ],
  'a maximum that gives both of two equal entries the whole': [
    'maximum',
    () =>
      tableOf({
        maximum: binary<Cell>(
          'maximum',
          paired(Math.max, (dy, a, b) => [
            masked(dy, (k) => a.values[k]! >= b.values[k]!),
            masked(dy, (k) => a.values[k]! <= b.values[k]!),
          ]),
        ),
      }),
  ],
  'half precision inside of the backward pass': [
    'tanh',
    () =>
      tableOf({
        tanh: unary<Cell>(
          'tanh',
          pointwise(Math.tanh, (dy, _, y) =>
            mul(
              dy,
              map(y, (value) => half(1 - value * value)),
            ),
          ),
        ),
      }),
  ],
  'a clip that lets everything through': [
    'clip',
    () =>
      tableOf({
        clip: unary<Cell>('clip', (x) =>
          claiming(
            map(x, (value) => Math.min(Math.max(value, -1), 1)),
            [x],
            (dy) => [dy],
          ),
        ),
      }),
  ],
  'a wrong sign': [
    'cos',
    () =>
      tableOf({
        cos: unary<Cell>(
          'cos',
          pointwise(Math.cos, (dy, x) => mul(dy, sin(x))),
        ),
      }),
  ],
  'a slope that is wrong at 0 alone': [
    'square',
    () =>
      tableOf({
        square: unary<Cell>(
          'square',
          pointwise(
            (x) => x * x,
            (dy, x) =>
              mul(
                dy,
                map(x, (value) => (value === 0 ? 1 : 2 * value)),
              ),
          ),
        ),
      }),
  ],
  'a unit whose slope is NaN at 0': [
    'cube',
    () =>
      tableOf({
        cube: unary<Cell>(
          'cube',
          pointwise(
            (x) => x ** 3,
            (dy, x, y) =>
              mul(
                dy,
                cell(
                  y.values.map((value, k) => (3 * value) / x.values[k]!),
                  y.shape,
                ),
              ),
          ),
        ),
      }),
  ],
  'a value that is not that of its reference': [
    'sin',
    () => tableOf({ sin: unary('sin', (x) => sin(mul(x, number(1 + 2 ** -8))), { reference: Math.sin }) }),
  ],
  'a slope that overflows in the tail': [
    'softplus',
    () =>
      tableOf({
        softplus: unary<Cell>(
          'softplus',
          pointwise(
            (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
            (dy, x) =>
              mul(
                dy,
                map(x, (value) => (value > 8 ? 0 : 1 / (1 + Math.exp(-value)))),
              ),
          ),
        ),
      }),
  ],
  'a product of matrices that forgets a transpose': [
    'matmul',
    () =>
      tableOf({
        matmul: matmul<Cell>('matmul', (a, b, t) => {
          const y = product(t.a ? transposed(a) : a, t.b ? transposed(b) : b);
          return t.b && !t.a ? claiming(y, [a, b], (dy) => [product(dy, b), reshaped(product(transposed(a), dy), b.shape)]) : y;
        }),
      }),
  ],
  'a gather in which entries picked twice count once': [
    'gather',
    () =>
      tableOf({
        gather: indexing<Cell>('gather', (x, at, axis) =>
          claiming(picked(x, at, axis), [x], (dy) => [
            picked(
              dy,
              Array.from({ length: x.shape[axis]! }, (_, i) => Math.max(at.lastIndexOf(i), 0)),
              axis,
            ),
          ]),
        ),
      }),
  ],
  'a gather that drops its last index': [
    'gather',
    () =>
      tableOf({
        gather: indexing<Cell>('gather', (x, at, axis) => {
          const y = picked(x, at, axis);
          return claiming(y, [x], (dy) => [
            picked(
              masked(dy, (k) => indicesOf(y.shape, k)[axis] !== at.length - 1),
              [...Array(x.shape[axis]!).keys()].map((i) => Math.max(at.indexOf(i), 0)),
              axis,
            ),
          ]);
        }),
      }),
  ],
  'a softmax without what its entries take from each other': [
    'softmax',
    () =>
      tableOf({
        softmax: along<Cell>('softmax', (x, axis) => {
          const y = softmax(x, axis);
          return claiming(y, [x], (dy) => [mul(dy, mul(y, add(one(y), minus(y))))]);
        }),
      }),
  ],
  'a slope at the input of the call before': [
    'sin',
    () =>
      tableOf({
        sin: unary<Cell>('sin', (x) => {
          const last = before.values.length === x.values.length ? before : x;
          before = x;
          return claiming(sin(x), [x], (dy) => [mul(dy, cos(reshaped(last, x.shape)))]);
        }),
      }),
  ],
  'an operation that overwrites its input': [
    'a tensor that is used twice',
    () =>
      tableOf({
        relu: unary<Cell>('relu', (x) => {
          const y = relu(x);
          x.values.set(y.values);
          return y;
        }),
      }),
  ],
  'gradients that are set where they should be added up': [
    'a tensor that is used twice',
    () => sweep({ engine: overwriting, operations: [binary('add', add), binary('mul', mul)].flatMap((part) => part.slice(0, -1)) }),
  ],
};
