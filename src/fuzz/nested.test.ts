import { expect, test } from 'vitest';
import { overwriting, tableOf } from '../../bench/fuzzing/tables.ts';
import { properties } from '../../properties/index.ts';
import { families } from '../adapters/families.ts';
import type { Operation } from '../adapters/operations.ts';
import { add, type Cell, cell, made, mul, paired, pointwise, smallEngine, sum } from '../adapters/small-engine.ts';
import { cos, exp, map, minus, sin } from '../adapters/small-operations.ts';
import { type Sweep, sweep } from '../adapters/sweep.ts';
import { type Fuzzed, type FuzzOptions, fuzz } from './fuzz.ts';

const { unary, binary, reduction } = families;
const run = (table: Sweep, options: Partial<FuzzOptions> = {}): Fuzzed =>
  fuzz(table, { seed: 42, runs: 400, laws: properties, ...options });

/** A tensor that counts as constant. */
const frozen = (x: Cell): Cell => cell(x.values, x.shape);
/** A tensor whose derivative throws. */
const stuck = (x: Cell, message: string): Cell =>
  made(x.values, x.shape, [x], () => {
    throw new Error(message);
  });
const frozenExp = unary<Cell>(
  'exp',
  pointwise(Math.exp, (dy, _, y) => mul(dy, frozen(y))),
);

/** Each plant is right in first order. */
const plants: Readonly<Record<string, readonly [root: RegExp, table: Sweep]>> = {
  'a saved output that counts as constant': [/^exp$/, tableOf({ exp: frozenExp })],
  'a saved input that counts as constant': [
    /^sin$/,
    tableOf({
      sin: unary<Cell>(
        'sin',
        pointwise(Math.sin, (dy, x) => mul(dy, cos(frozen(x)))),
      ),
    }),
  ],
  'a product that forgets one of its mixed derivatives': [
    /^mul$/,
    tableOf({
      mul: binary<Cell>(
        'mul',
        paired(
          (a, b) => a * b,
          (dy, a, b) => [mul(dy, frozen(b)), mul(dy, a)],
        ),
      ),
    }),
  ],
  'a second derivative of the wrong sign': [
    /^cos$/,
    tableOf({
      cos: unary<Cell>(
        'cos',
        pointwise(Math.cos, (dy, x) => minus(mul(dy, pointwise(Math.sin, (dz, z) => minus(mul(dz, cos(z))))(x)))),
      ),
    }),
  ],
  'a cotangent that counts as constant': [
    /^sum \+ |\+ sum$/,
    tableOf({
      sum: reduction<Cell>('sum', (x, { axes, keepdims }) => {
        const y = sum(x, axes, keepdims);
        return made(
          y.values,
          y.shape,
          [x],
          (dy) =>
            smallEngine.vjp(
              (one) => sum(one!, axes, keepdims),
              [x],
              () => frozen(dy),
            ) as Cell[],
        );
      }),
    }),
  ],
  'a second derivative that throws': [
    /^exp$/,
    tableOf({
      exp: unary<Cell>(
        'exp',
        pointwise(Math.exp, (dy, _, y) => mul(dy, stuck(y, 'cannot read properties of undefined'))),
      ),
    }),
  ],
};

test.each(Object.entries(plants))('%s is found in second order, and shown in two operations at most', (_, [root, table]) => {
  const { findings } = run(table);
  expect(findings).toMatchObject([{ root: expect.stringMatching(root), order: 2 }]);
  expect(findings[0]!.steps).toBeLessThanOrEqual(2);
});

test('one program in eight of a sound engine that nests is examined in second order, and yields nothing', () => {
  expect(run(tableOf(), { runs: 1600, seed: 7 })).toMatchObject({ nested: 200, findings: [], cleared: 0, leftOutNested: [] });
});

test('an engine that does not nest is examined in first order alone', () => {
  const { dot: _, ...engine } = smallEngine;
  expect(run(tableOf({ exp: frozenExp }, engine), { runs: 80 })).toMatchObject({
    programs: 80,
    nested: 0,
    findings: [],
    leftOutNested: [],
  });
});

const operations = [...frozenExp, ...unary<Cell>('sin', sin), ...binary('add', add)];

test('the code of a finding is the derivative of the derivative, in ones, and its place shows it again', () => {
  const table = sweep({ engine: smallEngine, operations, api: { small: Object.assign({ sin }, { exp: frozenExp[0]!.call!.of }) } });
  const { findings } = run(table, { runs: 80 });
  expect(findings).toMatchObject([
    {
      root: 'exp',
      order: 2,
      steps: 1,
      code: [
        'const f = (x) => {',
        '  const y = small.exp(x);',
        '  return y;',
        '};',
        'const x = engine.tensor(Float64Array.of(0), []);',
        'const slope = (x) => {',
        '  const gradients = engine.vjp(f, [x], () => engine.tensor(Float64Array.of(1), []));',
        '  return engine.dot(gradients, [engine.tensor(Float64Array.of(1), [])]);',
        '};',
        'engine.vjp(slope, [x], () => engine.tensor(Float64Array.of(1), []));',
      ],
      entries: [{ label: 'x', claimed: 0, measured: expect.closeTo(1, 9) }],
    },
  ]);
  const [{ place, code }] = findings as [(typeof findings)[0]];
  expect(run(table, { place })).toMatchObject({ programs: 1, nested: 1, findings: [{ root: 'exp', order: 2, place, code }] });
});

test('inputs of which there is no gradient are left out of the code', () => {
  const half: Operation<Cell> = {
    name: 'half of the square',
    inputs: { a: [1], b: [2] },
    f: ({ a, b }) =>
      made(
        a!.values.map((x) => (x * x) / 2),
        [1],
        [b!, a!],
        (dy) => [null, mul(dy, frozen(a!))],
      ),
  };
  const [{ code }] = run(sweep({ engine: smallEngine, operations: [half] }), { runs: 40 }).findings as [Fuzzed['findings'][0]];
  expect(code.at(-3)).toBe('  return engine.dot([gradients[0]], [engine.tensor(Float64Array.of(1), [1])]);');
});

test('what is known to be wrong in second order, or that the table asks for in first order alone, takes part in first order', () => {
  const known = [{ subjects: ['∇ exp []'], fail: ['vjp-matches-differences'], because: 'of a reason' }];
  const cosine = unary<Cell>(
    'cos',
    pointwise(Math.cos, (dy, x) => minus(mul(dy, sin(frozen(x))))),
    { order: 1 },
  );
  const table = sweep({ engine: smallEngine, operations: [...operations, ...cosine], known });
  expect(run(table)).toMatchObject({ nested: 50, findings: [], leftOut: [], leftOutNested: ['exp', 'cos'] });
  const wrong = [
    ...operations,
    ...cosine,
    ...unary<Cell>('exp of minus', (x) => made(exp(x).values, x.shape, [x], (dy) => [minus(mul(dy, exp(x)))])),
  ];
  expect(run(sweep({ engine: smallEngine, operations: wrong, known })).findings).toMatchObject([{ root: 'exp of minus', order: 1 }]);
});

test('a message that there is no second derivative ends the examination without a word', () => {
  const exponential = unary<Cell>(
    'exp',
    pointwise(Math.exp, (dy, x, y) => mul(dy, x.shape.length > 2 ? stuck(y, 'no gradient of exp') : exp(x))),
  );
  const table = sweep({ engine: smallEngine, operations: [...exponential, ...binary('add', add)] });
  expect(run(table, { runs: 800 })).toMatchObject({ nested: 100, findings: [], cleared: 0, underived: [], leftOutNested: [] });
});

test('what is wrong in first order is not told in second order too', () => {
  const wrong = unary<Cell>(
    'exp',
    pointwise(Math.exp, (dy, x, y) =>
      mul(
        dy,
        map(y, (value) => (x.values[0]! > 1 ? 0 : value)),
      ),
    ),
  );
  const { findings } = run(tableOf({ exp: wrong }));
  expect(findings).toMatchObject([{ root: 'exp', order: 1 }]);
});

test('where a tensor that is used twice is the mistake, nothing is told of second order', () => {
  const { nested, findings } = run(tableOf({}, overwriting));
  expect(nested).toBeGreaterThan(0);
  expect(new Set(findings.map(({ order }) => order))).toEqual(new Set([1]));
});

test('at kinks that cancel in the whole nothing is said', () => {
  const kinked = unary<Cell>(
    'abs',
    pointwise(Math.abs, (dy, x) => mul(dy, map(x, Math.sign))),
  );
  const table = sweep({ engine: smallEngine, operations: [...kinked, ...unary<Cell>('square', (x) => mul(x, x))] });
  expect(run(table, { runs: 1600 })).toMatchObject({ findings: [], cleared: 0 });
});

test('where programs turn sharply nothing is told, and hardly anything suspected', () => {
  const table = sweep({ engine: smallEngine, operations: [...unary<Cell>('exp', exp), ...unary<Cell>('sin', sin), ...binary('mul', mul)] });
  const { findings, cleared } = run(table, { runs: 3200 });
  expect([findings, cleared <= 3]).toEqual([[], true]);
});

test('operations whose derivative is 0 take no part in second order', () => {
  const steps = unary<Cell>('step', (x) => map(x, Math.sign));
  const table = sweep({ engine: smallEngine, operations: [...frozenExp, ...steps] });
  const { findings } = run(table, { runs: 80 });
  expect(findings).toMatchObject([{ root: 'exp', programs: 10 }]);
});
