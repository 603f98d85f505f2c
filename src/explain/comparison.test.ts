import { expect, test } from 'vitest';
import { vector } from '../math/vector.ts';
import { instrument } from '../measure/instrument.ts';
import { type ClaimName, evaluator } from '../subject/evaluator.ts';
import { type FunctionSubject, subject } from '../subject/subject.ts';
import { compare, type Places } from './comparison.ts';

/** x²y on a square. */
const f = ([x, y]: readonly number[]) => x! * x! * y!;
const smooth = subject({
  name: 'x²y',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  f,
  gradient: ([x, y]) => [2 * x * y, x * x],
  hessian: ([x, y]) => [
    [2 * y, 2 * x],
    [2 * x, 0],
  ],
  hvp: ([x, y], [v = 0, w = 0]) => [2 * y * v + 2 * x * w, 2 * x * v],
});
/** (x²y, x + y). */
const map = subject({
  name: 'map',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  outputs: 2,
  f: ([x, y]) => [x * x * y, x + y],
  jacobian: ([x, y]) => [
    [2 * x * y, x * x],
    [1, 1],
  ],
  vjp: ([x, y], [a = 0, b = 0]) => [2 * x * y * a + b, x * x * a + b],
  jvp: ([x, y], [v, w]) => [2 * x * y * v + x * x * w, v + w],
});
const changed = (of: FunctionSubject, change: object): FunctionSubject => ({ ...of, ...change });
const claiming = (gradient: (x: readonly number[]) => readonly number[]) => changed(smooth, { gradient });

/** A claim compared at given points and at so many ordinary ones, with what measures it. */
function compared(of: FunctionSubject, claim: ClaimName, { given = [], fresh = 0 }: Partial<Places> = {}) {
  const target = evaluator(of);
  const look = { quick: instrument(target, 'quick'), thorough: instrument(target, 'thorough') };
  return { target, comparison: compare(target, claim, look, { given, fresh }) };
}
const at = (of: FunctionSubject, claim: ClaimName, ...x: readonly number[]) =>
  compared(of, claim, { given: [vector(x)] }).comparison!.points[0]!;

test('a claim that the subject does not make is not compared, nor the gradient of a map', () => {
  expect(compared(smooth, 'jvp').comparison).toBeUndefined();
  expect(compared(map, 'hessian').comparison).toBeUndefined();
  const graded = changed(map, { gradient: () => [0, 0], hvp: () => [0, 0] });
  for (const claim of ['gradient', 'hvp'] as const) expect(compared(graded, claim).comparison).toBeUndefined();
});

test('at a point there are both sides of every entry, each with its bar', () => {
  const { x, ordinary, weights, values, claimed, measured, bars, wrong, kinks } = at(smooth, 'gradient', 1.5, -1);
  expect({ x, ordinary, weights, values, claimed, wrong, kinks }).toEqual({
    x: vector([1.5, -1]),
    ordinary: false,
    weights: undefined,
    values: vector([-2.25]),
    claimed: vector([-3, 2.25]),
    wrong: [],
    kinks: [],
  });
  for (const [i, truth] of [-3, 2.25].entries()) {
    expect(Math.abs(measured[i]! - truth)).toBeLessThanOrEqual(bars[i]!);
    expect(bars[i]).toBeLessThan(1e-10);
    expect(bars[i]).toBeGreaterThan(0);
  }
});

test('entries that contradict what is measured are wrong, and those of all points are listed once, in their order', () => {
  const off = claiming(([x, y]) => [2 * x! * y! + (x! > 0 ? 1 : 0), x! * x! + (x! < 0 ? 1 : 0)]);
  const { comparison } = compared(off, 'gradient', { given: [vector([-1, 1]), vector([1, 1]), vector([1.5, 1])] });
  expect(comparison!.points.map(({ wrong }) => wrong)).toEqual([[1], [0], [0]]);
  expect(comparison!.wrong).toEqual([0, 1]);
});

test('an entry that is barely wrong is measured with care, a right one and one that is plainly wrong at a glance', () => {
  const cost = (gradient: (x: readonly number[]) => readonly number[]) =>
    compared(claiming(gradient), 'gradient', { given: [vector([1.5, -1])] }).target.evaluations.f;
  expect(cost(([x, y]) => [2 * x! * y!, x! * x!])).toBeLessThan(20);
  expect(cost(([x, y]) => [2 * x! * y! + 1, x! * x!])).toBeLessThan(20);
  expect(cost(([x, y]) => [2 * x! * y! + 1e-11, x! * x!])).toBeGreaterThan(30);
});

test('a claim that is written in single precision is granted its rounding, and its bar covers that', () => {
  const rounded = claiming(([x, y]) => [Math.fround(2 * x! * y!), Math.fround(x! * x!)]);
  const { wrong, claimed, measured, bars } = at(rounded, 'gradient', 1.1, -1);
  expect(wrong).toEqual([]);
  expect(Math.abs(claimed[0]! - measured[0]!)).toBeGreaterThan(1e-9);
  expect(bars[0]).toBeGreaterThan(Math.abs(claimed[0]! - measured[0]!));
  expect(
    at(
      claiming(([x, y]) => [Math.fround(2 * x! * y!), x! * x!]),
      'gradient',
      1.1,
      -1,
    ).wrong,
  ).toEqual([0]);
});

test('at a kink a claim beyond both slopes is wrong, one between them is not, and nothing is measured', () => {
  const bent = (slope: number) =>
    changed(smooth, { f: ([x, y]: number[]) => Math.abs(x!) + y!, gradient: ([x]: number[]) => [x === 0 ? slope : Math.sign(x!), 1] });
  const { wrong, kinks, measured, bars } = at(bent(3), 'gradient', 0, 1);
  expect({ wrong, kinks }).toEqual({ wrong: [0], kinks: [0] });
  expect([measured[0], bars[0]]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
  expect(measured[1]).toBeCloseTo(1, 12);
  expect(at(bent(0.5), 'gradient', 0, 1)).toMatchObject({ wrong: [], kinks: [] });
  const there = compared(bent(3), 'gradient').comparison!.measured(vector([0, 1]), undefined, [0, 1]);
  expect([...there.measured]).toEqual([Number.NaN, expect.closeTo(1, 12)]);
});

test('points outside of the domain, and where f has no value, are left out', () => {
  const log = changed(smooth, { f: ([x, y]: number[]) => Math.log(x!) * y!, gradient: ([x, y]: number[]) => [y! / x!, Math.log(x!)] });
  const { comparison } = compared(log, 'gradient', { given: [vector([3, 1]), vector([0, 1]), vector([1, 1])] });
  expect(comparison!.points.map(({ x }) => x)).toEqual([vector([1, 1])]);
});

test('a point is taken once', () => {
  const { comparison } = compared(smooth, 'gradient', { given: [vector([1, 1]), vector([1, 1]), vector([1, 2])] });
  expect(comparison!.points.map(({ x }) => x)).toEqual([vector([1, 1]), vector([1, 2])]);
});

test('ordinary points are drawn beside those that are given, the same each time, and are numbers of the precision', () => {
  const single = changed(smooth, { precision: 'float32' });
  const points = () => compared(single, 'gradient', { given: [vector([1, 1])], fresh: 3 }).comparison!.points;
  expect(points().map(({ ordinary }) => ordinary)).toEqual([false, true, true, true]);
  expect(points()).toEqual(points());
  for (const { x } of points()) expect(x).toEqual(x.map(Math.fround));
});

test('an entry is measured at a glance that is small beside another, or does not change f; alone it is measured with care', () => {
  const cost = (large: number, small: number) => {
    const wave = subject({
      name: 'waves',
      domain: [
        [-2, 2],
        [-2, 2],
      ],
      f: ([x, y]) => 5 + large * x + small * Math.sin(40 * y),
      gradient: ([, y]) => [large, small * 40 * Math.cos(40 * y)],
    });
    return compared(wave, 'gradient', { given: [vector([0.5, 0.3])] }).target.evaluations.f;
  };
  expect(cost(1, 0)).toBeLessThan(30);
  expect(cost(0, 0)).toBeLessThan(30);
  expect(cost(1000, 1e-6)).toBeLessThan(30);
  expect(cost(1, 1)).toBeGreaterThan(40);
});

test('once three thousand evaluations are spent, no further point is taken, but four in any case', () => {
  const noisy = changed(smooth, { f: (x: number[]) => f(x) + 1e-3 * Math.sin(1e7 * x[0]!) });
  const taken = (of: FunctionSubject) => compared(of, 'gradient', { fresh: 200 }).comparison!.points.length;
  const few = changed(noisy, {
    domain: { dimension: 64, low: -2, high: 2 },
    f: (x: number[]) => x.reduce((sum, xi) => sum + 1e-3 * Math.sin(1e7 * xi), 0),
    gradient: () => new Float64Array(64),
  });
  expect(taken(smooth)).toBe(200);
  expect(taken(noisy)).toBeLessThan(100);
  expect(taken(few)).toBe(4);
});

test('of many entries some, evenly spaced, are looked at; those of inputs that cannot vary are not', () => {
  const wide = subject({
    name: 'wide',
    domain: { dimension: 200, low: -1, high: 1 },
    f: (x) => x.reduce((sum, xi) => sum + xi, 0),
    gradient: (x) => x.map(() => 1),
  });
  const { looked, entries } = compared(wide, 'gradient', { fresh: 1 }).comparison!;
  expect([entries, looked.length, looked.slice(0, 3), looked.at(-1)]).toEqual([200, 50, [0, 4, 8], 196]);
  const fixed = changed(smooth, {
    domain: [
      [-2, 2],
      [1, 1],
    ],
  });
  expect(compared(fixed, 'gradient').comparison!.looked).toEqual([0]);
  expect(compared(fixed, 'hessian').comparison!.looked).toEqual([0, 2]);
});

test.each<[ClaimName, FunctionSubject, readonly string[], readonly [number, number] | undefined, number | undefined]>([
  ['gradient', smooth, ['∂f/∂x', '∂f/∂y'], undefined, undefined],
  ['jacobian', map, ['∂F[0]/∂x', '∂F[0]/∂y', '∂F[1]/∂x', '∂F[1]/∂y'], [2, 2], undefined],
  ['vjp', map, ['∂/∂x', '∂/∂y'], undefined, 2],
  ['jvp', map, ['DF[0]', 'DF[1]'], undefined, 2],
  ['hessian', smooth, ['∂²f/∂x∂x', '∂²f/∂x∂y', '∂²f/∂y∂x', '∂²f/∂y∂y'], [2, 2], undefined],
  ['hvp', smooth, ['entry x of H v', 'entry y of H v'], undefined, 2],
])('%s: its entries, their names and its shape; where it is right none is wrong', (claim, of, labels, matrix, weights) => {
  const comparison = compared(of, claim, { fresh: 4 }).comparison!;
  expect(comparison.looked.map(comparison.label)).toEqual(labels);
  expect([comparison.entries, comparison.matrix, comparison.points[0]!.weights?.length]).toEqual([labels.length, matrix, weights]);
  expect(comparison.points.length).toBe(4);
  expect(comparison.wrong).toEqual([]);
});

test.each<[ClaimName, FunctionSubject, object, readonly number[]]>([
  [
    'jacobian',
    map,
    {
      jacobian: ([x, y]: number[]) => [
        [2 * x! * y!, x! * x!],
        [1, 2],
      ],
    },
    [3],
  ],
  ['vjp', map, { vjp: ([x, y]: number[], [a, b]: number[]) => [2 * x! * y! * a! + b!, x! * x! * a! + 2 * b!] }, [1]],
  ['jvp', map, { jvp: ([x, y]: number[], [v, w]: number[]) => [2 * x! * y! * v! + x! * x! * w!, v! + 2 * w!] }, [1]],
  [
    'hessian',
    smooth,
    {
      hessian: ([x, y]: number[]) => [
        [2 * y!, 2 * x!],
        [2 * x!, 1],
      ],
    },
    [3],
  ],
  ['hvp', smooth, { hvp: ([x, y]: number[], [v, w]: number[]) => [2 * y! * v! + 2 * x! * w!, 2 * x! * v! + w!] }, [1]],
])('%s: an entry that is wrong is found', (claim, of, change, wrong) => {
  expect(compared(changed(of, change), claim, { fresh: 4 }).comparison!.wrong).toEqual(wrong);
});

test('weights of a product are multiples of 1/16 between 1 and 2, of either sign', () => {
  const weights = compared(map, 'vjp', { fresh: 20 }).comparison!.points.flatMap((point) => [...point.weights!]);
  for (const w of weights) {
    expect(Math.abs(w)).toBeGreaterThanOrEqual(1);
    expect(Math.abs(w)).toBeLessThan(2);
    expect(Number.isInteger(16 * w)).toBe(true);
  }
  expect(new Set(weights.map(Math.sign))).toEqual(new Set([1, -1]));
});

test('a Jacobian or a Hessian of more than 64 entries is compared by its product with a vector', () => {
  const n = 9;
  const squares = subject({
    name: 'squares',
    domain: { dimension: n, low: -2, high: 2 },
    outputs: n,
    f: (x) => x.map((xi) => xi * xi),
    jacobian: (x) => Array.from(x, (xi, i) => new Float64Array(n).with(i, i === 2 ? xi : 2 * xi)),
  });
  const rows = compared(squares, 'jacobian', { fresh: 2 }).comparison!;
  expect([rows.entries, rows.matrix, rows.points[0]!.weights!.length, rows.label(2), rows.wrong]).toEqual([
    n,
    undefined,
    n,
    '∂/∂x[2]',
    [2],
  ]);
  const cubes = subject({
    name: 'cubes',
    domain: { dimension: n, low: -2, high: 2 },
    f: (x) => x.reduce((sum, xi) => sum + xi ** 3, 0),
    gradient: (x) => x.map((xi) => 3 * xi * xi),
    hessian: (x) => Array.from(x, (xi, i) => new Float64Array(n).with(i, i === 2 ? 3 * xi : 6 * xi)),
  });
  const product = compared(cubes, 'hessian', { fresh: 2 }).comparison!;
  expect([product.entries, product.matrix, product.label(2), product.wrong]).toEqual([n, undefined, 'entry x[2] of H v', [2]]);
});

test('a cotangent of a scalar function has one number', () => {
  const pulled = changed(smooth, { vjp: ([x, y]: number[], [w]: number[]) => [2 * x! * y! * w!, x! * x! * w!] });
  const { points, wrong, label } = compared(pulled, 'vjp', { fresh: 4 }).comparison!;
  expect([points[0]!.weights!.length, wrong, label(1)]).toEqual([1, [], '∂f/∂y']);
});

test('a Jacobian has a row for each output and a column for each input', () => {
  const scalar = changed(smooth, { jacobian: ([x, y]: number[]) => [[2 * x! * y!, x! * x!]] });
  expect(compared(scalar, 'jacobian').comparison!.matrix).toEqual([1, 2]);
});

test('outputs are called as the subject says', () => {
  const named = changed(map, { outputLabel: (k: number) => `y${k}` });
  expect(compared(named, 'jacobian').comparison!.label(1)).toBe('∂y0/∂y');
  expect(compared(named, 'jvp').comparison!.label(1)).toBe('Dy1');
});

test('at another point the claim, what is measured for some entries, and whether one of these is wrong', () => {
  const off = claiming(([x, y]) => [2 * x! * y! + (x! > 1 ? 1 : 0), x! * x!]);
  const comparison = compared(off, 'gradient').comparison!;
  const x = vector([1.5, -1]);
  expect(comparison.claimed(x, undefined)).toEqual(vector([-2, 2.25]));
  const { measured, bars } = comparison.measured(x, undefined, [0]);
  expect([...measured]).toEqual([expect.closeTo(-3, 10), Number.NaN]);
  expect([bars[0]! < 1e-9, bars[1]]).toEqual([true, Number.POSITIVE_INFINITY]);
  expect(comparison.isWrong(x, undefined, [1])).toBe(false);
  expect(comparison.isWrong(x, undefined, [1, 0])).toBe(true);
  expect(comparison.isWrong(vector([0.5, -1]), undefined, [0, 1])).toBe(false);
});

test('products are compared with the weights that are given', () => {
  const comparison = compared(map, 'vjp').comparison!;
  const [x, w] = [vector([1, 2]), vector([3, 5])];
  expect(comparison.claimed(x, w)).toEqual(vector([17, 8]));
  expect([...comparison.measured(x, w, [0, 1]).measured]).toEqual([expect.closeTo(17, 9), expect.closeTo(8, 9)]);
  expect(comparison.isWrong(x, w, [0, 1])).toBe(false);
});

test('nothing is said of a point outside of the domain, of one where f has no value, or where no entry is settled', () => {
  const half = changed(smooth, { f: ([x, y]: number[]) => (x! < 0 ? Number.NaN : f([x!, y!])), where: ([x, y]: number[]) => x !== y });
  const comparison = compared(half, 'gradient').comparison!;
  expect(comparison.isWrong(vector([3, 1]), undefined, [0])).toBeUndefined();
  expect(comparison.isWrong(vector([1, 1]), undefined, [0])).toBeUndefined();
  expect(comparison.isWrong(vector([-1, 1]), undefined, [0])).toBeUndefined();
  const partly = changed(map, { f: ([x, y]: number[]) => [Math.log(x!), x! + y!], jvp: () => [0, 9] });
  expect(compared(partly, 'jvp').comparison!.isWrong(vector([-1, 1]), vector([1, 1]), [1])).toBeUndefined();
  const step = changed(smooth, { f: ([x]: number[]) => (x! < 0 ? 0 : 1), gradient: () => [0, 0] });
  expect(compared(step, 'gradient').comparison!.isWrong(vector([0, 1]), undefined, [0])).toBeUndefined();
});
