import { expect, test } from 'vitest';
import { plants } from '../../bench/fuzzing/plants.ts';
import { claiming, tableOf } from '../../bench/fuzzing/tables.ts';
import { properties } from '../../properties/index.ts';
import type { Engine } from '../adapters/engine.ts';
import { families } from '../adapters/families.ts';
import { type Cell, cell, mul, pointwise, smallEngine } from '../adapters/small-engine.ts';
import { cos, map, sin } from '../adapters/small-operations.ts';
import { type Sweep, sweep } from '../adapters/sweep.ts';
import { type Fuzzed, type FuzzOptions, fuzz } from './fuzz.ts';

const { unary } = families;
const laws = properties;
const run = (table: Sweep, options: Partial<FuzzOptions> = {}): Fuzzed => fuzz(table, { seed: 42, runs: 200, laws, ...options });

test('a sound engine yields nothing', () => {
  const found = run(tableOf(), { runs: 2000 });
  expect(found).toMatchObject({ programs: 2000, findings: [], cleared: 0, leftOut: [] });
  expect(found.steps).toBeGreaterThanOrEqual(5);
});

const shown = new Map<string, number>();
test.each(Object.entries(plants))('%s is found within 200 programs, and shown in three operations at most', (plant, [root, table]) => {
  const { findings } = run(table());
  expect(findings.map((finding) => finding.root)).toEqual([root]);
  shown.set(plant, findings[0]!.steps);
  expect(findings[0]!.steps).toBeLessThanOrEqual(3);
});

test('nine of ten plants are shown in two operations at most', () => {
  const small = [...shown.values()].filter((steps) => steps <= 2);
  expect(small.length).toBeGreaterThanOrEqual(0.9 * shown.size);
});

test('where time is over a suspect is told as it is, and is not made smaller', () => {
  const table = plants['a wrong sign']![1]();
  const { findings } = run(table, { runs: 20 });
  const [{ place, code }] = findings as [(typeof findings)[0]];
  let asked = 0;
  const hurried = run(table, { runs: 20, goesOn: () => asked++ <= place });
  expect(hurried).toMatchObject({ programs: place + 1, findings: [{ root: 'cos', place }] });
  expect(hurried.findings[0]!.code).not.toEqual(code);
});

test.each([
  ['no gradient', (): Cell[] => [], '0 gradients where 1 should be'],
  [
    'one of another size',
    (parts: readonly (Cell | null)[]) => parts.map(() => cell([1, 2], [2])),
    'a gradient of 2 numbers where 1 should be',
  ],
])('an engine that returns %s is told so', (_, spoilt, thrown) => {
  const engine: Engine<Cell> = { ...smallEngine, vjp: (f, x, dy) => spoilt(smallEngine.vjp(f, x, dy) as (Cell | null)[]) };
  const { findings } = run(sweep({ engine, operations: unary('sin', sin).slice(0, 1) }), { runs: 20 });
  expect(findings).toMatchObject([{ root: 'sin', thrown, entries: [] }]);
});

test('what is known to be wrong takes no part, and what the engine has no derivative of is named', () => {
  const known = [{ subjects: ['sin []'], fail: ['vjp-matches-differences'], because: 'of a reason' }];
  const stubborn = unary<Cell>('step', (x) =>
    claiming(map(x, Math.sign), [x], (dy) => {
      if (x.shape.length > 2) throw new Error('no derivative of step');
      return [map(dy, () => 0)];
    }),
  );
  const operations = [...unary<Cell>('sin', sin), ...unary<Cell>('cos', cos), ...stubborn];
  expect(run(sweep({ engine: smallEngine, operations, known }))).toMatchObject({ findings: [], leftOut: ['sin'], underived: ['step'] });
});

test('the same seed gives the same programs, and a place one of them', () => {
  const table = tableOf({
    cos: unary<Cell>(
      'cos',
      pointwise(Math.cos, (dy, x) => mul(dy, sin(x))),
    ),
  });
  const [all] = run(table, { runs: 20 }).findings;
  expect(run(table, { runs: 20 }).findings).toEqual([all]);
  expect(run(table, { place: all!.place })).toMatchObject({ programs: 1, findings: [{ root: 'cos', code: all!.code }] });
  expect(run(table, { runs: 20, seed: 43 }).findings[0]!.programs).not.toBe(all!.programs);
});

test('a campaign ends when its time is over', () => {
  let asked = 0;
  expect(run(tableOf(), { goesOn: () => asked++ < 5 }).programs).toBe(5);
});
