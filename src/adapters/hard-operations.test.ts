import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { run } from '../report/run.ts';
import type { Engine } from './engine.ts';
import { tfjsEngine } from './engines.ts';
import type { Operation } from './operations.ts';
import { add, type Cell, mul, number, pointwise, smallEngine, sum } from './small-engine.ts';
import { exp, inverse, log, map, minus } from './small-operations.ts';
import { sweep } from './sweep.ts';

const tf = createRequire(new URL('../../examples/tfjs/package.json', import.meta.url))('@tensorflow/tfjs');
await tf.setBackend('cpu');

/** The arithmetic that operations are put together from, in an engine of doubles and in one of single precision. */
interface Arithmetic<T> {
  readonly engine: Engine<T>;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  sqrt(x: T): T;
  /** Along the last axis, which stays as one of size 1. */
  mean(x: T): T;
  constant(x: number): T;
}

const meanOf = (x: Cell): Cell => mul(sum(x, [x.shape.length - 1], true), number(1 / x.shape.at(-1)!));
const doubles: Arithmetic<Cell> = {
  engine: smallEngine,
  add,
  sub: (a, b) => add(a, minus(b)),
  mul,
  div: (a, b) => mul(a, inverse(b)),
  sqrt: (x) => exp(mul(log(x), number(1 / 2))),
  mean: meanOf,
  constant: number,
};
interface Tensor {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
}
const singles: Arithmetic<Tensor> = {
  engine: tfjsEngine<Tensor>(tf),
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  sqrt: tf.sqrt,
  mean: (x) => tf.mean(x, -1, true),
  constant: tf.scalar,
};

/** Operations whose slopes are lost in rounding, or are 0 for a reason: right ones, which are easily called wrong. */
function hard<T>({ add, sub, mul, div, sqrt, mean, constant }: Arithmetic<T>): readonly Operation<T>[] {
  const centered = (x: T): T => sub(x, mean(x));
  const covariance = (x: T, y: T): T => mean(mul(centered(x), centered(y)));
  const one = (name: string, inputs: Operation<T>['inputs'], f: (x: { readonly [name: string]: T }) => T): Operation<T> => ({
    name,
    inputs,
    f: f as Operation<T>['f'],
    order: 1,
  });
  return [
    one('x / x', { x: { shape: [3], range: [2 ** -10, 1e6] } }, ({ x }) => div(x!, x!)),
    one('a correlation', { x: [5], y: [5] }, ({ x, y }) => div(covariance(x!, y!), sqrt(mul(covariance(x!, x!), covariance(y!, y!))))),
    one('a correlation of what is far from 0', { x: { shape: [5], range: [100, 101] }, y: { shape: [5], range: [100, 101] } }, ({ x, y }) =>
      div(covariance(x!, y!), sqrt(mul(covariance(x!, x!), covariance(y!, y!)))),
    ),
    one('a layer norm of nearly constant rows', { x: { shape: [2, 4], range: [1, 1 + 2 ** -10] } }, ({ x }) =>
      div(centered(x!), sqrt(add(covariance(x!, x!), constant(1e-5)))),
    ),
    one(
      'an inverse of a nearly singular matrix',
      { a: near(1), b: near(1 - 2 ** -6), c: near(1 - 2 ** -6), d: near(1) },
      ({ a, b, c, d }) => div(d!, sub(mul(a!, d!), mul(b!, c!))),
    ),
    one('an inverse close to 0', { x: { shape: [3], range: [2 ** -10, 1] } }, ({ x }) => div(constant(1), x!)),
    one('a product that leaves an input out', { x: [3], y: [2], z: [3] }, ({ x, z }) => mul(x!, z!)),
    one('a difference of what is the same', { x: [3], y: [3] }, ({ x, y }) => sub(add(x!, y!), add(y!, x!))),
  ];
}
const near = (x: number) => ({ shape: [], range: [x, x + 2 ** -7] }) as const;

const failures = <T>(engine: Engine<T>, operations: readonly Operation<T>[]): readonly string[] =>
  run(sweep({ engine, operations }).subjects, properties, { seed: 42, effort: 'quick', budget: 3000 })
    .results.filter(({ verdict }) => verdict === 'fail')
    .map(({ subject, law }) => `${subject}: ${law}`);

test('what rounding hides is no mistake, in doubles and in single precision', () => {
  expect(failures(doubles.engine, hard(doubles))).toEqual([]);
  expect(failures(singles.engine, hard(singles))).toEqual([]);
});

test('a mistake among them is seen', () => {
  const wrong = pointwise(
    (x) => 1 / x,
    (dy, x) =>
      mul(
        dy,
        map(x, (value) => 1 / value ** 2),
      ),
  );
  const operations = hard({ ...doubles, div: (a, b) => mul(a, wrong(b)) }).filter(({ name }) => name === 'an inverse close to 0');
  expect(failures(doubles.engine, operations).length).toBeGreaterThan(0);
});
