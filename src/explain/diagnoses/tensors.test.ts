import { expect, test } from 'vitest';
import jvpMatchesDifferences from '../../../properties/jvp-matches-differences.ts';
import vjpMatchesDifferences from '../../../properties/vjp-matches-differences.ts';
import { layer } from '../../adapters/layer.ts';
import { check } from '../../check/check.ts';
import { type FunctionSubject, subject } from '../../subject/subject.ts';

const first = (wrong: FunctionSubject) => check(wrong, vjpMatchesDifferences, { seed: 1, runs: 40 }).diagnosis?.[0];

type Three = Record<'a' | 'b' | 'c', Float64Array>;

/** sin(a) b + c³, with another gradient. */
const scaled = (taken: (right: Three) => Three): FunctionSubject =>
  layer({
    name: 'scaled',
    inputs: { a: [3], b: [3], c: [3] },
    forward: ({ a, b, c }) => a.map((ai, i) => Math.sin(ai) * b[i]! + c[i]! ** 3),
    backward: ({ a, b, c }, dy) =>
      taken({
        a: dy.map((d, i) => d * Math.cos(a[i]!) * b[i]!),
        b: dy.map((d, i) => d * Math.sin(a[i]!)),
        c: dy.map((d, i) => 3 * d * c[i]! ** 2),
      }),
  });

test('the gradients of two inputs exchanged, or one of them in the place of another', () => {
  expect(first(scaled(({ a, b, c }) => ({ a: b, b: a, c })))).toEqual({
    kind: 'wrong-input',
    text: expect.stringContaining('exchanged: that of a is claimed for b, and the other way round'),
  });
  expect(first(scaled(({ a, b }) => ({ a, b, c: b })))).toEqual({
    kind: 'wrong-input',
    text: expect.stringContaining('that of b is claimed for c'),
  });
});

const weights = [
  [1, 2, -1],
  [0.5, -1, 3],
  [2, 0.25, 1],
];
const product = (x: ArrayLike<number>) => weights.map((row) => row.reduce((sum, w, j) => sum + w * x[j]!, 0));
const slopes = (x: ArrayLike<number>) => product(x).map((z) => 1 - Math.tanh(z) ** 2);

test('the product with the Jacobian where its transpose is meant, and the other way round', () => {
  const pulled = layer({
    name: 'dense',
    inputs: { x: [3] },
    forward: ({ x }) => product(x).map(Math.tanh),
    backward: ({ x }, dy) => {
      const t = slopes(x);
      return { x: product(dy).map((p, i) => t[i]! * p) };
    },
  });
  expect(first(pulled)).toEqual({ kind: 'not-transposed', text: expect.stringContaining('claimed = J w where Jᵀw is meant') });
  const pushed = subject({
    name: 'pushed',
    domain: { dimension: 3, low: -1, high: 1 },
    outputs: 3,
    f: (x) => product(x).map(Math.tanh),
    jvp: (x, v) => {
      const t = slopes(x);
      return [0, 1, 2].map((j) => weights.reduce((sum, row, i) => sum + row[j]! * t[i]! * v[i]!, 0));
    },
  });
  const { diagnosis } = check(pushed, jvpMatchesDifferences, { seed: 1, runs: 40 });
  expect(diagnosis?.[0]).toEqual({ kind: 'not-transposed', text: expect.stringContaining('claimed = Jᵀv where J v is meant') });
});

/** Two matrices times a third, with another gradient of that. */
const biased = (taken: (right: readonly number[]) => readonly number[]): FunctionSubject =>
  layer({
    name: 'biased',
    inputs: { x: [2, 2, 3], b: [2, 3] },
    forward: ({ x, b }) => x.map((xi, k) => xi * b[k % 6]!),
    backward: ({ x, b }, dy) => ({
      x: dy.map((d, k) => d * b[k % 6]!),
      b: [...taken([0, 1, 2, 3, 4, 5].map((k) => dy[k]! * x[k]! + dy[k + 6]! * x[k + 6]!))],
    }),
  });

test('a sum over one axis too many, or over all', () => {
  expect(first(biased((g) => g.map((_, k) => g[k % 3]! + g[(k % 3) + 3]!)))).toEqual({
    kind: 'summed-over',
    text: expect.stringContaining('added up over axis 0 of b'),
  });
  expect(first(biased((g) => g.map(() => g.reduce((a, b) => a + b))))).toEqual({
    kind: 'summed-over',
    text: expect.stringContaining('added up over all of b'),
  });
});

/** The softmax of the rows of a matrix of 2 × 3. */
const softmax = (x: readonly number[]) =>
  [0, 1].flatMap((r) => {
    const e = x.slice(3 * r, 3 * r + 3).map(Math.exp);
    return e.map((ei) => ei / e.reduce((a, b) => a + b));
  });

test('rows that leak into each other', () => {
  const leaking = layer({
    name: 'softmax',
    inputs: { x: [2, 3] },
    forward: ({ x }) => softmax([...x]),
    backward: ({ x }, dy) => {
      const y = softmax([...x]);
      const sum = dy.reduce((total, d, k) => total + d * y[k]!, 0);
      return { x: dy.map((d, k) => y[k]! * (d - sum)) };
    },
  });
  expect(first(leaking)).toEqual({
    kind: 'leak',
    text: expect.stringMatching(
      /^a leak, as between the rows of a batch: ∂\/∂x\[0,0\] gets a part of what comes from y\[3\], which does not depend on it; all else is right/,
    ),
  });
});
