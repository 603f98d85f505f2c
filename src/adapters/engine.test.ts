import { expect, test } from 'vitest';
import { evaluator, Fault } from '../subject/evaluator.ts';
import { type Engine, fromEngine, isUnderived } from './engine.ts';
import { type Cell, cell, mul, pointwise, smallEngine, sum } from './small-engine.ts';

const inputs = { a: [2], b: { shape: [1, 2], range: [1, 3] } } as const;
const product = fromEngine(smallEngine, { name: 'product', inputs, f: ({ a, b }) => mul(mul(a, a), b) });
const point = Float64Array.of(2, -3, 0.5, 4);

test('a function of an engine is a map of all its inputs, with the claims of both modes', () => {
  const { inputs: n, outputs, map, vjp, jvp } = evaluator(product);
  expect([n, outputs, product.precision]).toEqual([4, 2, 'float64']);
  expect(product.domain).toEqual([
    [-2, 2],
    [-2, 2],
    [1, 3],
    [1, 3],
  ]);
  expect([0, 3].map((i) => product.label!(i))).toEqual(['a[0]', 'b[0,1]']);
  expect(map(point)).toEqual(Float64Array.of(2, 36));
  expect(vjp!(point, Float64Array.of(1, -1))).toEqual(Float64Array.of(2, 24, 4, -9));
  expect(jvp!(point, Float64Array.of(1, 0, 0, 2))).toEqual(Float64Array.of(2, 18));
});

test('of order 2 its function is a gradient, and its claims are derivatives of that by both modes, which agree', () => {
  const second = fromEngine(smallEngine, { name: 'product', inputs, f: ({ a, b }) => mul(mul(a, a), b), order: 2 });
  const { outputs, map, vjp, jvp } = evaluator(second);
  expect([outputs, second.outputLabel!(2)]).toEqual([4, '∂/∂b[0,0]']);
  const [w0, w1] = [map(point)[2]! / 4, map(point)[3]! / 9];
  const along = vjp!(point, Float64Array.of(1, 1, 0, 2));
  for (const [i, entry] of [w0, -4 * w1, 4 * w0, -6 * w1].entries()) expect(along[i]).toBeCloseTo(entry, 12);
  expect(jvp!(point, Float64Array.of(1, 1, 0, 2))).toEqual(along);
});

test('the derivative of a gradient that no input moves is 0', () => {
  const linear = fromEngine(smallEngine, { name: 'sum', inputs: { a: [2], b: [2] }, f: ({ a }) => sum(a), order: 2 });
  const { map, vjp } = evaluator(linear);
  expect([map(point)[0] === map(point)[1], map(point)[2], map(point)[3]]).toEqual([true, 0, 0]);
  expect(vjp!(point, Float64Array.of(1, 2, 3, 4))).toEqual(new Float64Array(4));
});

test('an engine without dot has no second order', () => {
  const { dot: _, ...engine } = smallEngine;
  const make = () => fromEngine(engine as Engine<Cell>, { name: 'f', inputs: { x: [1] }, f: ({ x }) => x, order: 2 });
  expect(make).toThrow('small "f": order: small has no dot, so its derivatives do not nest');
});

test('a gradient of the wrong size is a fault, and so is one too few', () => {
  const engine = (vjp: Engine<Cell>['vjp']) =>
    fromEngine({ ...smallEngine, vjp }, { name: 'f', inputs: { x: [2], y: [1] }, f: ({ x }) => x });
  const ask = (vjp: Engine<Cell>['vjp']) => () => evaluator(engine(vjp)).vjp!(Float64Array.of(1, 2, 3), Float64Array.of(1, 1));
  expect(ask(() => [cell([1], [1]), null])).toThrow(new Fault('wrong-length', 'the gradient for x has 1 numbers where 2 should be'));
  expect(ask(() => [cell([1, 2], [2])])).toThrow(new Fault('wrong-length', 'small returned 1 gradients where 2 should be'));
});

const exp = pointwise(Math.exp, (dy, _, y) => mul(dy, y));
const definition = { name: 'exp', inputs: { x: [3] }, f: ({ x }: { x: Cell }) => exp(x) } as const;

test('the precision is the measured one, whatever the engine says', () => {
  const precisionOf = (part: Partial<Engine<Cell>>) => fromEngine({ ...smallEngine, ...part }, definition).precision;
  expect(precisionOf({})).toBe('float64');
  expect(precisionOf({ dtype: 'float32' })).toBe('float64');
  expect(precisionOf({ tensor: (values, shape) => cell(values.map(Math.fround), shape) })).toBe('float32');
  expect(
    precisionOf({
      tensor: (values, shape) =>
        cell(
          values.map((x) => Number(x.toPrecision(3))),
          shape,
        ),
    }),
  ).toBe('bfloat16');
  expect(precisionOf({ data: ({ values }) => (values.length > 1 ? values.map(Math.fround) : values) })).toBe('float32');
});

test('values of doubles that are accurate to single precision only are told by the reference', () => {
  const coarse = pointwise(
    (x) => Math.exp(x) * (1 + 1e-7),
    (dy, _, y) => mul(dy, y),
  );
  const reference = ({ x }: { x: Float64Array }) => x.map(Math.exp);
  expect(fromEngine(smallEngine, { ...definition, f: ({ x }) => coarse(x), reference }).precision).toBe('float32');
  expect(fromEngine(smallEngine, { ...definition, reference }).precision).toBe('float64');
});

test('an engine that throws for lack of a derivative is told from one that breaks', () => {
  expect(isUnderived('Cannot compute gradient: gradient function not found for Diag.')).toBe(true);
  expect(isUnderived('Backward rule for Sort not implemented')).toBe(true);
  expect(isUnderived('there is no derivative of gamma')).toBe(true);
  expect(isUnderived('the gradient has shape 2,3, which does not match the shape 3')).toBe(false);
});

test('a compiled function is compiled before it is called', () => {
  const compile: NonNullable<Engine<Cell>['compile']> =
    (f) =>
    (...x) =>
      mul(f(...x), cell([2], []));
  const compiled = fromEngine({ ...smallEngine, compile }, { ...definition, compiled: true });
  expect(evaluator(compiled).map(new Float64Array(3))).toEqual(Float64Array.of(2, 2, 2));
});
