import { expect, test } from 'vitest';
import { scaled, vector } from '../math/vector.ts';
import { instrument } from '../measure/instrument.ts';
import { evaluator, Fault } from '../subject/evaluator.ts';
import { guardedCall, pullbacks } from '../subject/pullback.ts';
import { subject } from '../subject/subject.ts';
import { alike, declared, image, linear, shifted, withInputRounding } from './symmetry.ts';

const one = Float64Array.of(1);
const opposite = (x: number) => {
  const here = { x: Float64Array.of(x), v: one, w: one };
  return { here, there: { ...here, x: scaled(here.x, -1), v: scaled(one, -1) } };
};
/** What is said of a function of one input that is called even. */
const evenness = (f: (x: number) => number, slope: (x: number) => number, x: number, effort: 'quick' | 'thorough' = 'thorough') => {
  const target = evaluator(subject({ name: 'f', domain: [[-4, 4]], f: ([x]) => f(x), gradient: ([x]) => [slope(x)] }));
  const look = instrument(target, effort);
  const { here, there } = opposite(x);
  return declared(target, look, alike(target, look, there, here)).map(({ what }) => what);
};

test('where f has the symmetry, claims are held to it as well', () => {
  expect(evenness(Math.cos, (x) => -Math.sin(x), 1)).toEqual(['values of f itself', 'the claimed gradient']);
});

test('where f has it not, that is all that is said', () => {
  expect(evenness(Math.exp, Math.exp, 1)).toEqual(['values of f itself']);
});

test('where values hide it, measured slopes tell that f has it not', () => {
  expect(
    evenness(
      (x) => x ** 3 - x,
      (x) => 3 * x * x - 1,
      1,
    ),
  ).toEqual(['slopes of f itself']);
});

test('where claims break it and f does not, both are told', () => {
  expect(
    evenness(
      (x) => x * x,
      (x) => 2 * x + 1,
      1,
    ),
  ).toEqual(['values of f itself', 'the claimed gradient']);
});

test('at kinks, claims may choose another slope at the other place', () => {
  const tent = (x: number) => Math.max(0, 1 - Math.abs(x));
  const slope = (x: number) => (Math.abs(Math.abs(x) - 1) < 1e-9 ? (x > 0 ? -1 : 0) : Math.abs(x) > 1 ? 0 : -Math.sign(x));
  expect(evenness(tent, slope, 1)).toEqual(['values of f itself']);
  expect(evenness(tent, slope, 0.5)).toEqual(['values of f itself', 'the claimed gradient']);
});

test('a place outside the domain says nothing', () => {
  const target = evaluator(subject({ name: 'f', domain: [[-1, 4]], f: ([x]) => x * x }));
  const { here, there } = opposite(2);
  expect(alike(target, instrument(target, 'thorough'), there, here)).toEqual({ ofF: [], ofClaims: [] });
});

test('a value is granted what roundings of its inputs make of it: a jump, or a steep slope', () => {
  const target = evaluator(subject({ name: 'f', domain: [[-2, 2]], f: ([x]) => Math.floor(x) + 1e6 * x }));
  const at = (x: number, effort: 'quick' | 'thorough') =>
    withInputRounding(target, instrument(target, effort), target.map, Float64Array.of(x), one).error;
  expect(at(1, 'thorough')).toBeGreaterThanOrEqual(1);
  expect(at(0.5, 'thorough')).toBeLessThan(1e-8);
  expect(at(1, 'quick')).toBeLessThan(1e-8);
});

test('a linear map: its matrix or a function, with what its sums are rounded at', () => {
  const target = evaluator(subject({ name: 'f', domain: { dimension: 2, low: -9, high: 9 }, f: (x) => x[0]! }));
  const rows = [
    [1, -2],
    [0, 3],
  ];
  const byRows = linear(target, 'A', rows, 2);
  const byFunction = linear(target, 'A', (([x, y]: Float64Array) => [x! - 2 * y!, 3 * y!]) as never, 2);
  const place = { x: Float64Array.of(2, 1), v: Float64Array.of(0, 1), w: one };
  for (const map of [byRows, byFunction]) {
    expect(image(map, place)).toEqual({
      x: Float64Array.of(0, 3),
      v: Float64Array.of(-2, 3),
      w: one,
      sizes: { x: Float64Array.of(4, 3), v: Float64Array.of(2, 3), w: one },
    });
    expect(map.transposed(Float64Array.of(1, 1))).toEqual(Float64Array.of(1, 1));
    expect(map.transposedSizes(Float64Array.of(1, 1))).toEqual(Float64Array.of(1, 5));
  }
  expect(() => linear(target, 'A', [[1, 2]], 2)).toThrow(new Fault('wrong-length', 'A is no matrix of 2 rows of 2 numbers'));
  expect(shifted(place, Float64Array.of(1, -4), -1)).toMatchObject({ x: Float64Array.of(1, 5), sizes: { x: Float64Array.of(3, 5) } });
});

test('every claim from which a gradient can be read is read', () => {
  const target = evaluator(
    subject({
      name: 'F',
      domain: [[-1, 1]],
      outputs: 2,
      f: ([x]) => [x, x * x],
      jacobian: ([x]) => [[1], [2 * x]],
      vjp: ([x], [a = 0, b = 0]) => [a + 2 * x * b],
      jvp: ([x], [v]) => [v, 2 * x * v],
    }),
  );
  const seen = pullbacks(target, Float64Array.of(10, 1)).map(({ what, field }) => [what, Array.from(field(Float64Array.of(0.5)))]);
  expect(seen).toEqual([
    ['the claimed Jacobian', [11]],
    ['the claimed vjp', [11]],
  ]);
});

test('what the author gives takes what f takes, and keeps its form', () => {
  const plain = evaluator(subject({ name: 'f', domain: [[-1, 1]], f: ([x]) => x }));
  expect(guardedCall(plain, 'd', ((x: unknown) => [Array.isArray(x) ? 1 : 0]) as never, 1)(vector([1]))).toEqual(one);
  expect(() => guardedCall(plain, 'd', () => [1, 2], 1)(one)).toThrow(new Fault('wrong-length', 'd returned 2 numbers where 1 should be'));
  expect(() =>
    guardedCall(
      plain,
      'd',
      () => {
        throw new Error('no');
      },
      1,
    )(one),
  ).toThrow(new Fault('throws', 'd threw: no'));
});
