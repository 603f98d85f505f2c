/** The table of a small engine that is sound, of which parts are replaced by what is wrong. */
import type { Engine } from '../../src/adapters/engine.ts';
import { families } from '../../src/adapters/families.ts';
import type { Operation } from '../../src/adapters/operations.ts';
import { add, type Back, type Cell, made, mul, smallEngine, sum } from '../../src/adapters/small-engine.ts';
import {
  cos,
  exp,
  log,
  maximum,
  mean,
  padded,
  picked,
  product,
  relu,
  sin,
  softmax,
  tanh,
  transposed,
} from '../../src/adapters/small-operations.ts';
import { type Sweep, sweep } from '../../src/adapters/sweep.ts';

const { unary, binary, reduction, matmul, indexing, padding, along } = families;

/** The parts of a table, each of which a test may replace by one with a mistake. */
const sound: Readonly<Record<string, readonly Operation<Cell>[]>> = {
  add: binary('add', add),
  mul: binary('mul', mul),
  maximum: binary('maximum', maximum),
  exp: unary('exp', exp),
  log: unary('log', log, { range: [2 ** -10, Number.POSITIVE_INFINITY], reference: Math.log }),
  sin: unary('sin', sin, { reference: Math.sin }),
  cos: unary('cos', cos),
  tanh: unary('tanh', tanh),
  relu: unary('relu', relu),
  sum: reduction<Cell>('sum', (x, { axes, keepdims }) => sum(x, axes, keepdims)),
  mean: reduction<Cell>('mean', (x, { axes, keepdims }) => mean(x, axes, keepdims)),
  matmul: matmul<Cell>('matmul', (a, b, t) => product(t.a ? transposed(a) : a, t.b ? transposed(b) : b)),
  gather: indexing('gather', picked),
  pad: padding('pad', padded),
  softmax: along('softmax', softmax),
};
export const tableOf = (replaced: Partial<typeof sound> = {}, engine: Engine<Cell> = smallEngine): Sweep =>
  sweep({ engine, operations: Object.values({ ...sound, ...replaced }).flatMap((part) => part ?? []) });

/** The same values as those of a sound operation, with other gradients. */
export const claiming = (y: Cell, inputs: readonly Cell[], back: Back): Cell => made(y.values, y.shape, inputs, back);
/** An engine in which the gradient of what is used twice is that of one use alone. */
export const overwriting: Engine<Cell> = {
  ...smallEngine,
  vjp(f, x, dy) {
    const y = f(...x);
    const adjoints = new Map<Cell, Cell>([[y, dy(y)]]);
    const visit = (one: Cell): void => {
      const part = adjoints.get(one);
      if (!part || !one.from) return;
      const parts = one.from.back(part, one);
      one.from.inputs.forEach((input, k) => {
        if (parts[k]) adjoints.set(input, parts[k]);
        visit(input);
      });
    };
    visit(y);
    return x.map((one) => adjoints.get(one) ?? null);
  },
};
