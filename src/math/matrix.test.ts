import { expect, test } from 'vitest';
import { exactly } from './estimate.ts';
import { eigenvalues, inverse, solve } from './matrix.ts';
import { random } from './random.ts';
import { times, vector } from './vector.ts';

const entries = (rows: readonly (readonly number[])[], error = 0) => rows.map((row) => row.map((value) => ({ value, error })));

test('eigenvalues that are known', () => {
  expect(eigenvalues(entries([[7]])).values).toEqual([7]);
  const { values, error } = eigenvalues(
    entries([
      [2, 3],
      [3, 2],
    ]),
  );
  expect(values[0]).toBeCloseTo(-1, 14);
  expect(values[1]).toBeCloseTo(5, 14);
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(1e-13);
});

test('eigenvalues of the second difference of length n, 2 − 2 cos(kπ/(n+1)), within the bar', () => {
  const n = 12;
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)));
  const { values, error } = eigenvalues(entries(rows));
  values.forEach((value, k) => {
    expect(Math.abs(value - (2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1))))).toBeLessThanOrEqual(error);
  });
});

test('a matrix of one direction has a double zero, within the bar', () => {
  const v = [1, -2, 0.5];
  const { values, error } = eigenvalues(entries(v.map((a) => v.map((b) => a * b))));
  expect(Math.max(Math.abs(values[0]!), Math.abs(values[1]!))).toBeLessThanOrEqual(error);
  expect(Math.abs(values[2]! - 5.25)).toBeLessThanOrEqual(error);
});

test('errors of entries, and asymmetry, widen the bar by at least as much as they move an eigenvalue', () => {
  const exact = [
    [2, 1],
    [1, -3],
  ];
  const truth = eigenvalues(entries(exact)).values;
  const rng = random(5);
  for (let run = 0; run < 50; run++) {
    const noisy = exact.map((row) => row.map((value) => ({ value: value + 0.01 * (2 * rng.next() - 1), error: 0.01 })));
    const { values, error } = eigenvalues(noisy);
    values.forEach((value, k) => {
      expect(Math.abs(value - truth[k]!)).toBeLessThanOrEqual(error);
    });
  }
  expect(
    eigenvalues([
      [exactly(1), exactly(0.5)],
      [exactly(0), exactly(1)],
    ]).error,
  ).toBeGreaterThan(0.25);
});

test('the inverse, with rows exchanged where the pivot is zero; none of a singular matrix', () => {
  expect(inverse([vector([0, 2]), vector([4, 0])])).toEqual([vector([0, 0.25]), vector([0.5, 0])]);
  expect(inverse([vector([1, 2]), vector([2, 4])])).toBeUndefined();
  expect(inverse([vector([Number.NaN, 2]), vector([2, 4])])).toBeUndefined();
});

test('the solution solves, and the condition says how far it can be trusted', () => {
  const rows = [vector([2, 3, 1]), vector([3, 2, -1]), vector([0, 1, 4])];
  const { solution, condition } = solve(rows, vector([1, 2, 3]));
  Array.from(times(rows, solution)).forEach((value, i) => {
    expect(value).toBeCloseTo(i + 1, 13);
  });
  expect(condition).toBeGreaterThan(1);
  expect(condition).toBeLessThan(1000);
  expect(solve([vector([1, 0]), vector([0, 1])], vector([1, 1])).condition).toBe(1);
  expect(solve([vector([1, 2]), vector([2, 4])], vector([1, 1])).condition).toBe(Number.POSITIVE_INFINITY);
  const hilbert = Array.from({ length: 6 }, (_, i) => Float64Array.from({ length: 6 }, (_, j) => 1 / (i + j + 1)));
  expect(solve(hilbert, vector([1, 0, 0, 0, 0, 0])).condition).toBeGreaterThan(1e7);
});
