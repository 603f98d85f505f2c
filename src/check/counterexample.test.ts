import { expect, test } from 'vitest';
import { digest, plain } from './counterexample.ts';

test('a long vector is told by the entries in which it differs from all others', () => {
  const x = new Float64Array(5000).fill(0.5);
  x[4999] = -3;
  x[7] = 2;
  expect(digest(x)).toEqual({
    dimension: 5000,
    others: 0.5,
    entries: [
      [7, 2],
      [4999, -3],
    ],
  });
  expect(digest(new Float64Array(2000))).toEqual({ dimension: 2000, others: 0, entries: [] });
});

test('or else by the largest, in their order', () => {
  const x = Float64Array.from({ length: 3000 }, (_, i) => ((i * 7919) % 3000) * (i % 2 ? 1 : -1));
  const sorted = [...x.keys()].sort((a, b) => Math.abs(x[b]!) - Math.abs(x[a]!)).slice(0, 8);
  expect(digest(x)).toEqual({ dimension: 3000, entries: sorted.map((i) => [i, x[i]]) });
});

test('shorter vectors are written in full, wherever they are', () => {
  expect(plain({ x: Float64Array.of(1, 2), deep: [{ y: new Float64Array(1001) }] })).toEqual({
    x: [1, 2],
    deep: [{ y: { dimension: 1001, others: 0, entries: [] } }],
  });
});
