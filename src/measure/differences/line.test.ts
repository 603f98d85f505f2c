import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { line } from './line.ts';

const f = (y: Float64Array) => y[0]! * y[1]!;

test('values along the line are asked for once', () => {
  let calls = 0;
  const of = line((y) => f(y) + 0 * calls++, vector([1, 2]), vector([1, -1]));
  expect([of.at(0), of.at(1), of.at(0), of.at(1), of.at(-0.5)]).toEqual([2, 2, 2, 2, 1.25]);
  expect([calls, of.counted()]).toEqual([3, 3]);
});

test('what is not finite has no value', () => {
  const of = line(([t]) => 1 / t!, vector([1]), vector([1]));
  expect(of.at(-1)).toBeNaN();
});

test('beyond a condition f is not asked, at the point itself it is', () => {
  const asked: number[] = [];
  const of = line(
    (y) => {
      asked.push(y[0]!);
      return y[0]!;
    },
    vector([0]),
    vector([1]),
    { inside: (y) => y[0]! > 0 },
  );
  expect([of.at(0), of.at(1), of.at(-1)]).toEqual([0, 1, Number.NaN]);
  expect(asked).toEqual([0, 1]);
});

test('the ends of the line are those of the domain, its scale that of the input', () => {
  const of = line(f, vector([4, 0.25]), vector([1, 0]), {
    domain: [
      [0, 100],
      [0, 1],
    ],
  });
  expect([of.low, of.high, of.scale]).toEqual([-4, 96, 4]);
  expect(line(f, vector([4, 0.25]), vector([1, 0]), { zoom: 2 ** -8 }).scale).toBe(2 ** -6);
});

test('the finest step moves every input by many units in its last place', () => {
  const of = line(f, vector([1, 1e6]), vector([1, 1]));
  expect(1e6 + of.finest).toBeGreaterThan(1e6 + 1e-9);
  expect(of.rounding).toBeCloseTo(1e6 * 2 ** -52, 20);
  expect(line(f, vector([0, 0]), vector([1, 1])).finest).toBeGreaterThan(0);
});
