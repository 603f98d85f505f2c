import { expect, test } from 'vitest';
import hessianMatchesDifferences from '../../properties/hessian-matches-differences.ts';
import matchesDifferences from '../../properties/matches-differences.ts';
import taylor from '../../properties/taylor-first-order.ts';
import vjpMatchesDifferences from '../../properties/vjp-matches-differences.ts';
import { layer } from '../adapters/layer.ts';
import { subject } from '../subject/subject.ts';
import { check } from './check.ts';

type Points = readonly (readonly [number, number])[];

/** x²y with a claim that is wrong at single points alone, which no sample meets. */
const product = (points: Points, wrongAt: Points = []) =>
  subject({
    name: 'product',
    domain: [
      [-2, 2],
      [-2, 2],
    ],
    points,
    f: ([x, y]) => x * x * y,
    gradient: ([x, y]) => [2 * x * y, x * x + (wrongAt.some(([a, b]) => a === x && b === y) ? 1 : 0)],
  });
const options = { seed: 42, runs: 12, hunting: false } as const;
const held = (points: Points, wrongAt?: Points, more = {}) => check(product(points, wrongAt), matchesDifferences, { ...options, ...more });

test('a mistake at a fixed point is found, whatever the seed, and told at that very point', () => {
  const wrong: Points = [[0.3, 0.7]];
  expect(held([], wrong)).toMatchObject({ verdict: 'pass', runs: 12 });
  for (const seed of [1, 2, 3]) {
    const found = held([[1, 1], ...wrong], wrong, { seed });
    expect(found).toMatchObject({
      verdict: 'fail',
      fixed: { points: 2, fails: 2 },
      simplest: { sample: { x: [0.3, 0.7] } },
      wrong: [{ label: 'y', claimed: 1.09 }],
    });
  }
});

test('at every effort, and with a budget that is spent', () => {
  const wrong: Points = [[0.3, 0.7]];
  expect(held(wrong, wrong, { effort: 'quick' })).toMatchObject({ verdict: 'fail', fixed: { fails: 1 } });
  expect(held([[1, 1], [0, 0], ...wrong], wrong, { budget: 1 })).toMatchObject({ verdict: 'fail', fixed: { points: 3, fails: 3 } });
});

test('the path of a failure leads back to its point', () => {
  const wrong: Points = [[0.3, 0.7]];
  const { path } = held([[1, 1], ...wrong], wrong);
  expect(path).toMatch(/^p\d+$/);
  expect(held([[1, 1], ...wrong], wrong, { path })).toMatchObject({ verdict: 'fail', runs: 1, path, fixed: { fails: 2 } });
});

test('all fixed points are tried, also where the first of them fail', () => {
  const points: Points = [
    [0.3, 0.7],
    [0.4, 0.6],
    [0.5, 0.5],
    [0.6, 0.4],
    [0.7, 0.3],
  ];
  const asked = new Set<string>();
  const watched = {
    ...product(points, points),
    gradient([x, y]: readonly [number, number]) {
      asked.add(`${x}`);
      return [2 * x * y, x * x + 1];
    },
  };
  check(watched as never, matchesDifferences, options);
  expect(points.map(([x]) => asked.has(`${x}`))).toEqual(points.map(() => true));
});

test('a right claim passes at its fixed points, which are counted apart from the others', () => {
  expect(
    held([
      [1, 1],
      [0, 0],
    ]),
  ).toMatchObject({ verdict: 'pass', fixed: { points: 2, samples: 10 }, runs: 22 });
  expect(held([]).fixed).toBeUndefined();
});

test('a fixed point without a verdict is told, and does not hide the others', () => {
  const log = subject({ name: 'log', domain: [[0, 2]], points: [[1], [0]], f: ([x]) => Math.log(x), gradient: ([x]) => [1 / x] });
  const { verdict, warnings } = check(log, matchesDifferences, options);
  expect(verdict).toBe('pass');
  expect(warnings).toContain('fixed point 2 (x = 0) is not judged: f is not finite');
});

test('a law that holds no claim to f along lines is not tried at them', () => {
  expect(check(product([[1, 1]]), taylor, options)).toMatchObject({ verdict: 'pass', runs: 12 });
  expect(check(product([[1, 1]]), taylor, options).fixed).toBeUndefined();
});

test('second derivatives are tried at them too', () => {
  const cubic = (wrong: number) =>
    subject({
      name: 'cubic',
      domain: [[-2, 2]],
      points: [[0.3]],
      f: ([x]) => x ** 3,
      gradient: ([x]) => [3 * x * x],
      hessian: ([x]) => [[6 * x + (x === 0.3 ? wrong : 0)]],
    });
  expect(check(cubic(0), hessianMatchesDifferences, options)).toMatchObject({ verdict: 'pass' });
  expect(check(cubic(1), hessianMatchesDifferences, options)).toMatchObject({ verdict: 'fail', fixed: { fails: 1 } });
});

test('a layer is tried at the tensors that it fixes, with more inputs than have a line each', () => {
  const squares = (wrong: number) =>
    layer({
      name: 'squares',
      inputs: { x: [4, 5] },
      points: [{ x: Array.from({ length: 4 }, () => [1, 0.25, 0, 0, 0.5]) }],
      forward: ({ x }) => [0, 1, 2, 3].map((row) => x.slice(5 * row, 5 * row + 5).reduce((sum, xi) => sum + xi * xi, 0)),
      backward: ({ x }, dy) => ({ x: x.map((xi, i) => (2 * xi + (x[1] === 0.25 && i === 6 ? wrong : 0)) * dy[Math.floor(i / 5)]!) }),
    });
  expect(check(squares(0), vjpMatchesDifferences, options)).toMatchObject({ verdict: 'pass', fixed: { points: 1, samples: 3 } });
  expect(check(squares(1), vjpMatchesDifferences, options)).toMatchObject({
    verdict: 'fail',
    fixed: { fails: 1 },
    wrong: [{ label: '∂y[1]/∂x[1,1]', claimed: 1.5 }],
  });
});
