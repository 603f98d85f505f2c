import { expect, test } from 'vitest';
import { claiming } from '../../bench/fuzzing/tables.ts';
import { properties } from '../../properties/index.ts';
import { run } from '../report/run.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { families } from './families.ts';
import { indicesOf } from './nesting.ts';
import type { Operation } from './operations.ts';
import {
  add,
  type Cell,
  cell,
  expanded,
  gathered,
  masked,
  moved,
  mul,
  number,
  paired,
  place,
  pointwise,
  reduced,
  reshaped,
  smallEngine,
  sum,
} from './small-engine.ts';
import {
  cos,
  exp,
  half,
  inverse,
  log,
  map,
  maximum,
  mean,
  minus,
  one,
  padded,
  picked,
  product,
  relu,
  sin,
  softmax,
  summedUp,
  tanh,
  transposed,
} from './small-operations.ts';
import { sweep } from './sweep.ts';

const { unary, binary, reduction, matmul, indexing, padding, along } = families;
const REAL = Number.POSITIVE_INFINITY;

/** The first subject, of those that operations stand for, that breaks a law at quick effort. */
function broken(operations: readonly Operation<Cell>[]): string | undefined {
  const fails = (subject: FunctionSubject): boolean =>
    run([subject], properties, { seed: 42, effort: 'quick', budget: 5000 }).summary.fail > 0;
  return sweep({ engine: smallEngine, operations }).subjects.find(fails)?.name;
}

test('no operation of a sound engine breaks a law, in first or second order', () => {
  const sound = [
    unary('exp', exp),
    unary('log', log, { range: [0, REAL], order: 1 }),
    unary('sin', sin, { order: 1 }),
    unary('tanh', tanh, { order: 1 }),
    unary('relu', relu, { order: 1 }),
    binary('mul', mul).slice(2, 6),
    binary('maximum', maximum, { order: 1 }).slice(-2),
    reduction<Cell>('sum', (x, { axes, keepdims }) => sum(x, axes, keepdims)),
    reduction<Cell>('mean', (x, { axes, keepdims }) => mean(x, axes, keepdims), { order: 1 }),
    matmul<Cell>('matmul', (a, b, t) => product(t.a ? transposed(a) : a, t.b ? transposed(b) : b), { order: 1 }),
    indexing('gather', picked),
    padding('pad', padded),
    along('softmax', softmax),
    along('cumsum', summedUp),
  ].flat();
  expect(broken(sound)).toBeUndefined();
});

/** An operation whose slope by its only input is another function of dy, x and y. */
const sloped = (f: (x: number) => number, slope: (dy: Cell, x: Cell, y: Cell) => Cell) => pointwise(f, slope);
const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
let before: Cell = number(0);

const mistakes: readonly (readonly [mistake: string, operations: readonly Operation<Cell>[]])[] = [
  [
    'a sum that sends its gradient along the wrong axis',
    reduction<Cell>('sum', (x, { axes, keepdims }) => {
      const y = sum(x, axes, keepdims);
      return claiming(y, [x], (dy) => [moved(dy, x.shape, (k) => k % dy.values.length)]);
    }),
  ],
  [
    'a mean that divides by the size of the whole',
    reduction<Cell>('mean', (x, { axes, keepdims }) => {
      const y = mean(x, axes, keepdims);
      return claiming(y, [x], (dy) => [
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
      ]);
    }),
  ],
  [
    'a product that does not sum over broadcast rows',
    binary<Cell>('mul', (a, b) => {
      const y = mul(a, b);
      const first = (part: Cell, shape: readonly number[]): Cell => moved(part, shape, (k) => k);
      return claiming(y, [a, b], (dy) => [first(mul(dy, expanded(b, y.shape)), a.shape), first(mul(dy, expanded(a, y.shape)), b.shape)]);
    }),
  ],
  [
    'a product that averages over broadcast rows',
    binary<Cell>('mul', (a, b) => {
      const y = mul(a, b);
      const averaged = (part: Cell, x: Cell): Cell => mul(reduced(part, x.shape), number(x.values.length / part.values.length));
      return claiming(y, [a, b], (dy) => [averaged(mul(dy, b), a), averaged(mul(dy, a), b)]);
    }),
  ],
  [
    'a saved output that is held constant in the second order',
    unary<Cell>(
      'exp',
      sloped(Math.exp, (dy, _, y) => mul(dy, cell(y.values, y.shape))),
      { range: [-4, 4] },
    ),
  ],
  [
    'a saved input that is held constant in the second order',
    unary<Cell>(
      'square',
      sloped(
        (x) => x * x,
        (dy, x) =>
          mul(
            dy,
            map(x, (value) => 2 * value),
          ),
      ),
    ),
  ],
  [
    'a maximum that gives both of two equal entries the whole',
    binary<Cell>(
      'maximum',
      paired(Math.max, (dy, a, b) => [masked(dy, (k) => a.values[k]! >= b.values[k]!), masked(dy, (k) => a.values[k]! <= b.values[k]!)]),
    ).slice(-2),
  ],
  [
    'half precision inside of the backward pass',
    unary<Cell>(
      'tanh',
      sloped(Math.tanh, (dy, _, y) =>
        mul(
          dy,
          map(y, (value) => half(1 - value * value)),
        ),
      ),
      { range: [-3, 3] },
    ),
  ],
  [
    'single precision inside of the backward pass',
    unary<Cell>(
      'sin',
      sloped(Math.sin, (dy, x) =>
        mul(
          dy,
          map(x, (value) => Math.fround(Math.cos(value))),
        ),
      ),
    ),
  ],
  [
    'a wrong sign',
    unary<Cell>(
      'cos',
      sloped(Math.cos, (dy, x) => mul(dy, sin(x))),
    ),
  ],
  [
    'a slope that is wrong at 0 alone',
    unary<Cell>(
      'square',
      sloped(
        (x) => x * x,
        (dy, x) =>
          mul(
            dy,
            map(x, (value) => (value === 0 ? 1 : 2 * value)),
          ),
      ),
    ),
  ],
  [
    'a power whose slope is NaN at 0',
    unary<Cell>(
      'cube',
      sloped(
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
  ],
  [
    'a sigmoid whose slope overflows',
    unary<Cell>(
      'sigmoid',
      sloped(sigmoid, (dy, x) =>
        mul(
          dy,
          map(x, (value) => Math.exp(-value) / (1 + Math.exp(-value)) ** 2),
        ),
      ),
    ),
  ],
  [
    'a softplus whose slope overflows',
    unary<Cell>(
      'softplus',
      sloped(
        (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
        (dy, x) =>
          mul(
            dy,
            map(x, (value) => Math.exp(value) / (1 + Math.exp(value))),
          ),
      ),
    ),
  ],
  [
    'a matrix product that forgets a transpose',
    matmul<Cell>('matmul', (a, b, t) => {
      const y = product(t.a ? transposed(a) : a, t.b ? transposed(b) : b);
      return t.b && !t.a ? claiming(y, [a, b], (dy) => [product(dy, b), reshaped(product(transposed(a), dy), b.shape)]) : y;
    }),
  ],
  [
    'a batched product that takes the first batch alone',
    matmul<Cell>(
      'matmul',
      (a, b) => {
        const y = product(a, b);
        const first = (part: Cell, shape: readonly number[]): Cell => moved(part, shape, (k) => k);
        return claiming(y, [a, b], (dy) => [first(product(dy, transposed(b)), a.shape), first(product(transposed(a), dy), b.shape)]);
      },
      { transposes: false },
    ),
  ],
  [
    'entries picked twice that count once',
    indexing<Cell>('gather', (x, at, axis) => {
      const y = picked(x, at, axis);
      return claiming(y, [x], (dy) => [
        picked(
          dy,
          Array.from({ length: x.shape[axis]! }, (_, i) => Math.max(at.lastIndexOf(i), 0)),
          axis,
        ),
      ]);
    }),
  ],
  [
    'a gradient of a padding that starts at the wrong end',
    padding<Cell>('pad', (x, widths) =>
      claiming(padded(x, widths), [x], (dy) => [
        moved(dy, x.shape, (k) =>
          place(
            indicesOf(x.shape, k).map((i, axis) => i + widths[axis]![1]),
            dy.shape,
          ),
        ),
      ]),
    ),
  ],
  [
    'a softmax without what its entries take from each other',
    along<Cell>(
      'softmax',
      (x, axis) => {
        const y = softmax(x, axis);
        return claiming(y, [x], (dy) => [mul(dy, mul(y, add(one(y), minus(y))))]);
      },
      { range: [-4, 4] },
    ),
  ],
  [
    'a cumulative sum whose gradient is not reversed',
    along<Cell>('cumsum', (x, axis) => claiming(summedUp(x, axis), [x], (dy) => [summedUp(dy, axis)])),
  ],
  [
    'an operation that overwrites its input',
    unary<Cell>(
      'x exp(x)',
      (x) => {
        const y = exp(x);
        x.values.set(y.values);
        return mul(y, x);
      },
      { range: [-4, 4] },
    ),
  ],
  [
    'a slope at the input of the call before',
    unary<Cell>(
      'sin',
      (x) => {
        const last = before.values.length === x.values.length ? before : x;
        before = x;
        return claiming(sin(x), [x], (dy) => [mul(dy, cos(reshaped(last, x.shape)))]);
      },
      { range: [-4, 4] },
    ),
  ],
  [
    'a power that ignores its exponent',
    binary<Cell>(
      'pow',
      (a, b) => {
        const y = exp(mul(log(a), b));
        return claiming(y, [a, b], (dy) => [reduced(mul(dy, mul(mul(y, b), inverse(a))), a.shape), null]);
      },
      { range: [0.5, 4] },
    ),
  ],
  [
    'a clip that lets everything through',
    unary<Cell>('clip', (x) =>
      claiming(
        map(x, (value) => Math.min(Math.max(value, -1), 1)),
        [x],
        (dy) => [dy],
      ),
    ),
  ],
  [
    'a leaky unit with one slope',
    unary<Cell>('leaky', (x) =>
      claiming(
        map(x, (value) => (value > 0 ? value : value / 4)),
        [x],
        (dy) => [dy],
      ),
    ),
  ],
  [
    'a gather that drops its last index',
    indexing<Cell>('gather', (x, at, axis) => {
      const y = picked(x, at, axis);
      const sources = Array.from(y.values, (_, k) => {
        const index = indicesOf(y.shape, k);
        return index[axis] === at.length - 1 ? -1 : place(index.with(axis, at[index[axis]!]!), x.shape);
      });
      return claiming(y, [x], (dy) => [gathered(dy, x.shape, sources)]);
    }),
  ],
];

/** Functions of one number, and their slopes. */
const functions: Readonly<Record<string, readonly [f: (x: number) => number, slope: (x: number) => number]>> = {
  exp: [Math.exp, Math.exp],
  sin: [Math.sin, Math.cos],
  tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  square: [(x) => x * x, (x) => 2 * x],
  softplus: [(x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), sigmoid],
};
const spoilt: Readonly<Record<string, (slope: number, x: number) => number>> = {
  'has the opposite sign': (slope) => -slope,
  'is a thousandth too large': (slope) => 1.001 * slope,
  'is computed in half precision': half,
  'is 0 beyond 2': (slope, x) => (x > 2 ? 0 : slope),
};
const slopes = Object.entries(functions).flatMap(([name, [f, slope]]) =>
  Object.entries(spoilt).map(([how, broken]) => {
    const wrong = pointwise(f, (dy, x) =>
      mul(
        dy,
        map(x, (value) => broken(slope(value), value)),
      ),
    );
    return [`a slope of ${name} that ${how}`, unary<Cell>(name, wrong, { range: [-4, 4] }).slice(-1)] as const;
  }),
);

test.each(slopes)('%s is found', (_, operations) => {
  expect(broken(operations)).toBeDefined();
});

test('forty operations and more are broken on purpose, each in its own way', () => {
  const names = [...mistakes, ...slopes].map(([name]) => name);
  expect(new Set(names).size).toBeGreaterThanOrEqual(40);
});

test.each(mistakes)('%s is found', (_, operations) => {
  expect(broken(operations)).toBeDefined();
});

test('what an engine has no derivative of is listed, and is no subject', () => {
  const refusing = {
    ...smallEngine,
    vjp: () => {
      throw new Error('no derivative of step');
    },
  };
  const { subjects, coverage } = sweep({ engine: refusing, operations: unary<Cell>('step', (x) => map(x, Math.sign)) });
  expect([subjects, coverage.orders]).toEqual([[], [0, 0]]);
  expect(coverage.underived[1]).toEqual({ name: 'step [1]', message: 'no derivative of step' });
});

test('a claim that breaks is a subject, and what an engine refuses to compute is none', () => {
  const breaking = {
    ...smallEngine,
    vjp: () => {
      throw new Error('shapes do not match');
    },
  };
  const operations = unary<Cell>('sin', sin).slice(0, 1);
  expect(sweep({ engine: breaking, operations }).subjects.map(({ name }) => name)).toEqual(['sin []']);
  const refused = sweep({
    engine: smallEngine,
    operations: [
      {
        ...operations[0]!,
        f: () => {
          throw new Error('rank 0');
        },
      },
    ],
  });
  expect(refused.coverage.underived).toEqual([{ name: 'sin []', message: 'it cannot be called: rank 0' }]);
});

test('what is registered and covered by no table is listed', () => {
  const operations = [...unary<Cell>('sin', sin), ...unary<Cell>('tanh', tanh, { order: 1, covers: ['hyperbolic'] })];
  const { coverage } = sweep({ engine: smallEngine, operations, registered: ['sin', 'hyperbolic', 'gamma'] });
  expect(coverage).toEqual({
    engine: 'small',
    format: 'float64',
    operations: 6,
    orders: [6, 3],
    underived: [],
    registered: { all: 3, first: 2, second: 1, uncovered: ['gamma'] },
  });
});

test('a known failure is expected of its subjects, and one of none is refused', () => {
  const operations = unary<Cell>('sin', sin);
  const known = (name: string) => [{ subjects: [name], fail: ['taylor-first-order'], because: 'of a reason' }];
  const { subjects } = sweep({ engine: smallEngine, operations, known: known('∇ sin [1]') });
  expect(subjects.flatMap(({ name, expect: failure }) => (failure ? [[name, failure]] : []))).toEqual([
    ['∇ sin [1]', { fail: ['taylor-first-order'], because: 'of a reason' }],
  ]);
  const { subjects: unnamed } = sweep({ engine: smallEngine, operations, known: [{ subjects: ['sin []'], because: 'of a reason' }] });
  expect(unnamed.find(({ name }) => name === 'sin []')!.expect).toEqual({ fail: 'all', because: 'of a reason' });
  // It is right, so a failure that any law would show is missed at every effort.
  for (const effort of ['quick', 'normal'] as const)
    expect(run(unnamed.slice(0, 1), properties, { seed: 42, effort, budget: 5000 }).summary.fail).toBe(1);
  expect(() => sweep({ engine: smallEngine, operations, known: known('cos') })).toThrow(
    'sweep of small: known: no operation is called "cos"',
  );
  expect(() => sweep({ engine: smallEngine, operations: [...operations, ...operations] })).toThrow('two operations are called "sin []"');
});
