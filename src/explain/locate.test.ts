import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { vector } from '../math/vector.ts';
import { glancing } from '../measure/glancing.ts';
import { instrument } from '../measure/instrument.ts';
import { evaluator } from '../subject/evaluator.ts';
import { type FunctionSubject, subject } from '../subject/subject.ts';
import { locate } from './locate.ts';

const domain = [
  [-2, 2],
  [-2, 2],
  [-2, 2],
] as const;
const cubic = subject({
  name: 'cubic',
  domain,
  f: ([x, y, z]) => x * x * y + z,
  gradient: ([x, y]) => [2 * x * y, x * x, 1],
  hessian: ([x, y]) => [
    [2 * y, 2 * x, 0],
    [2 * x, 0, 0],
    [0, 0, 0],
  ],
});
const map = subject({
  name: 'map',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  outputs: 2,
  f: ([x, y]) => [x * x + y, x * y],
  jacobian: ([x, y]) => [
    [2 * x, 1],
    [y, x],
  ],
  vjp: ([x, y], [a = 0, b = 0]) => [2 * x * a + y * b, a + x * b],
  jvp: ([x, y], [a, b]) => [2 * x * a + b, y * a + x * b],
});

const topicOfLaw = (name: string) => properties.find((law) => law.name === name)!.topic;
const wrong = (of: FunctionSubject, property: string, x: readonly number[]) => {
  const target = evaluator(of);
  return locate(target, topicOfLaw(property), { x: vector(x) }, () => instrument(target, 'thorough'));
};
const claim = (change: object): FunctionSubject => ({ ...cubic, ...change });

test('the components of a gradient that are wrong, worst first, with both values', () => {
  const off = claim({ gradient: ([x, y]: number[]) => [2 * x! * y! + 1, x! * x!, 4] });
  const found = wrong(off, 'matches-differences', [1, 2, 0]);
  expect(found.map(({ index, label, claimed }) => ({ index, label, claimed }))).toEqual([
    { index: 2, label: 'z', claimed: 4 },
    { index: 0, label: 'x', claimed: 5 },
  ]);
  expect(found[1]!.observed).toBeCloseTo(4, 10);
  expect(found[1]!.error).toBeGreaterThan(0);
  expect(found[1]!.error).toBeLessThan(1e-9);
});

test('none where all are right, none without a point, none of a subject that breaks', () => {
  const target = evaluator(cubic);
  const look = instrument(target, 'thorough');
  expect(wrong(cubic, 'matches-differences', [1, 2, 0])).toEqual([]);
  expect(locate(target, topicOfLaw('critical-point-kind'), { which: 0 }, () => look)).toEqual([]);
  const broken = claim({
    gradient: () => {
      throw new Error('no');
    },
  });
  expect(wrong(broken, 'matches-differences', [1, 2, 0])).toEqual([]);
});

test('a component that is not finite comes first', () => {
  const off = claim({ gradient: () => [100, Number.NaN, 1] });
  expect(wrong(off, 'matches-differences', [1, 2, 0]).map(({ index }) => index)).toEqual([1, 0]);
});

test('labels are those of the subject', () => {
  const off = claim({ gradient: () => [100, 1, 1], label: (i: number) => `w[${i}]` });
  expect(wrong(off, 'matches-differences', [1, 2, 0])[0]!.label).toBe('w[0]');
});

test('an input that cannot vary is not blamed', () => {
  const off = claim({
    domain: [
      [-2, 2],
      [2, 2],
      [-2, 2],
    ],
    gradient: ([x, y]: number[]) => [2 * x! * y!, 99, 1],
  });
  expect(wrong(off, 'matches-differences', [1, 2, 0])).toEqual([]);
});

test('entries of a Hessian, row-major', () => {
  const off = claim({
    hessian: ([x, y]: number[]) => [
      [2 * y!, 0, 0],
      [2 * x!, 0, 0],
      [0, 0, 0],
    ],
  });
  const found = wrong(off, 'hessian-matches-differences', [1, 2, 0]);
  expect(found.map(({ index, label }) => ({ index, label }))).toEqual([{ index: 1, label: '∂²/∂x∂y' }]);
  expect([found[0]!.claimed, found[0]!.observed]).toEqual([0, expect.closeTo(2, 9)]);
  expect(
    wrong(claim({ hessian: undefined, hvp: () => [0, 0, 7] }), 'hessian-vector-product', [0, 0, 0])!.map(({ index }) => index),
  ).toEqual([6, 7, 8]);
});

test.each([
  [
    'jacobian-matches-differences',
    {
      jacobian: ([x, y]: number[]) => [
        [2 * x!, 1],
        [x!, y!],
      ],
    },
    [2, 3],
  ],
  ['vjp-matches-differences', { vjp: ([x, y]: number[], [a, b]: number[]) => [2 * x! * a! + x! * b!, a! + y! * b!] }, [2, 3]],
  ['jvp-matches-differences', { jvp: ([x, y]: number[], [a, b]: number[]) => [2 * x! * a! + b!, x! * a! + y! * b!] }, [2, 3]],
] as const)('entries of a Jacobian through the claim that %s speaks about', (property, change, indices) => {
  const found = wrong({ ...map, ...change } as unknown as FunctionSubject, property, [1, 2]);
  expect(found.map(({ index }) => index).sort()).toEqual(indices);
  expect(found.find(({ index }) => index === 3)!.label).toBe('∂F[1]/∂y');
});

test('outputs are called as the subject says', () => {
  const off = {
    ...map,
    jacobian: () => [
      [9, 1],
      [9, 9],
    ],
    outputLabel: (k: number) => `y[${k}]`,
  } as unknown as FunctionSubject;
  expect(wrong(off, 'jacobian-matches-differences', [1, 2]).map(({ label }) => label)).toContain('∂y[0]/∂x');
});

test('among many inputs the few wrong ones are found by halving', () => {
  const n = 3000;
  const off = subject({
    name: 'sum',
    domain: { dimension: n, low: -1, high: 1 },
    f: (x) => x.reduce((sum, xi) => sum + xi, 0),
    gradient: (x) => x.map((_, i) => (i === 3 ? 2 : i === 1777 ? 5 : 1)),
  });
  const target = evaluator(off);
  const found = locate(target, topicOfLaw('matches-differences'), { x: new Float64Array(n).fill(0.5) }, () =>
    instrument(target, 'thorough'),
  );
  expect(found.map(({ index, claimed }) => [index, claimed]).sort(([a], [b]) => a! - b!)).toEqual([
    [3, 2],
    [1777, 5],
  ]);
  expect(target.evaluations.f).toBeLessThan(n);
});

test('a large Jacobian is not looked at entry by entry; of many wrong components 32 are listed', () => {
  const n = 100;
  const all = { name: 'all', domain: { dimension: n, low: -1, high: 1 } } as const;
  const identity = subject({ ...all, outputs: n, f: (x) => x, vjp: (x) => x.map(() => 5) });
  expect(wrong(identity, 'vjp-matches-differences', Array(n).fill(0.5))).toEqual([]);
  const first = subject({ ...all, f: (x) => x[0]!, gradient: (x) => x.map(() => 5) });
  expect(wrong(first, 'matches-differences', Array(n).fill(0.5))).toHaveLength(32);
});

test.each([48, 600])('of a large Jacobian the wrong inputs of a pullback are found: %d outputs', (n) => {
  const squares = (back: (x: readonly number[], w: readonly number[]) => number[]) =>
    evaluator(
      subject({
        name: 'squares',
        domain: { dimension: n, low: 0, high: 1 },
        outputs: n,
        f: (x) => x.map((xi) => xi * xi),
        vjp: (x, w) => back([...x], w),
      }),
    );
  const right = (x: readonly number[], w: readonly number[]) => x.map((xi, i) => 2 * xi * w[i]!);
  const at = { x: new Float64Array(n).fill(0.5), w: Float64Array.from({ length: n }, (_, i) => 1 + i / n) };
  const found = (back: typeof right) => {
    const target = squares(back);
    return locate(target, topicOfLaw('vjp-matches-differences'), at, () => instrument(target, 'thorough'));
  };
  expect(found(right)).toEqual([]);
  const off = found((x, w) => right(x, w).map((g, i) => (i === 7 ? g + 1 : g)));
  expect(off).toMatchObject([{ index: 7, label: '∂⟨w, F⟩/∂x[7]' }]);
  expect(off[0]!.claimed - off[0]!.observed).toBeCloseTo(1, 9);
});

test('entries of 0 are glanced at beside the largest that is claimed, and all of a smooth map at seven places', () => {
  const n = 12;
  const shifted = (wrongAt: number) => {
    const slopes = (x: readonly number[]) => x.map((xi, i) => Math.cos(xi) + (i === wrongAt ? 1e-3 : 0));
    const of = subject({
      name: 'shifted',
      domain: { dimension: n, low: 0, high: 1 },
      outputs: n,
      f: (x) => x.map((xi) => 5 + Math.sin(xi)),
      vjp: (x, w) => slopes([...x]).map((slope, i) => slope * w[i]!),
    });
    const target = evaluator(of);
    const at = { x: new Float64Array(n).fill(0.4) };
    const found = locate(target, topicOfLaw('vjp-matches-differences'), at, (size) => glancing(target, size));
    return { found: found.map(({ index }) => index), f: target.evaluations.f };
  };
  expect(shifted(-1).found).toEqual([]);
  const { found, f } = shifted(3);
  expect(found).toEqual([3 * n + 3]);
  expect(f).toBeLessThanOrEqual(1 + n * 6);
});

test('where what is claimed is not finite, entries are looked at with care', () => {
  const target = evaluator(
    subject({
      name: 'ripple',
      domain: [[0, 1]],
      outputs: 2,
      f: ([x]) => [3, x + 1e-4 * Math.sin(1e4 * x)],
      vjp: (_, [a, b]) => [(a! > 0 ? Number.POSITIVE_INFINITY : 0) + 1.1 * b!],
    }),
  );
  const found = locate(target, topicOfLaw('vjp-matches-differences'), { x: vector([0.5]) }, (size) => glancing(target, size));
  expect(found.map(({ index }) => index)).toEqual([0, 1]);
});

test('at a glance entries that are right are not taken for wrong ones, however small they are', () => {
  const [rows, inner, columns] = [4, 3, 2];
  const product = (z: readonly number[], i: number, j: number) => {
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += z[i * inner + k]! * z[rows * inner + k * columns + j]!;
    return Math.tanh(sum);
  };
  const places = Array.from({ length: rows * columns }, (_, at) => [Math.floor(at / columns), at % columns] as const);
  const layer = subject({
    name: 'dense',
    domain: { dimension: rows * inner + inner * columns, low: -4, high: 4 },
    outputs: rows * columns,
    f: (z) => places.map(([i, j]) => product([...z], i, j)),
    vjp: (z, w) => {
      const slopes = Array.from(z, () => 0);
      for (const [at, [i, j]] of places.entries()) {
        const slope = w[at]! * (1 - product([...z], i, j) ** 2);
        for (let k = 0; k < inner; k++) {
          slopes[i * inner + k]! += slope * z[rows * inner + k * columns + j]!;
          slopes[rows * inner + k * columns + j]! += (k === 2 && j === 1 ? -1 : 1) * slope * z[i * inner + k]!;
        }
      }
      return slopes;
    },
  });
  const target = evaluator(layer);
  const wrongAt = rows * inner + 2 * columns + 1;
  for (let seed = 1; seed <= 24; seed++) {
    const x = Float64Array.from({ length: 18 }, (_, i) => (seed % 2 === 0 ? 3.5 : 1.3) * Math.sin(7 * i + seed));
    const found = locate(target, topicOfLaw('vjp-matches-differences'), { x }, (size) => glancing(target, size));
    expect(found.map(({ index }) => index % 18)).toEqual(found.map(() => wrongAt));
    expect(found.length).toBeGreaterThan(0);
  }
});
