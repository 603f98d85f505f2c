import { expect, test } from 'vitest';
import deterministicAndPure from '../../../properties/deterministic-and-pure.ts';
import matchesDifferences from '../../../properties/matches-differences.ts';
import matchesReference from '../../../properties/matches-reference.ts';
import vjpMatchesDifferences from '../../../properties/vjp-matches-differences.ts';
import { layer } from '../../adapters/layer.ts';
import { check, type Result } from '../../check/check.ts';
import type { Property } from '../../law/property.ts';
import { instrument } from '../../measure/instrument.ts';
import { evaluator } from '../../subject/evaluator.ts';
import { type FunctionSubject, subject } from '../../subject/subject.ts';
import { compare } from '../comparison.ts';
import { diagnosed } from './index.ts';

type Three = readonly [number, number, number];

/** x²y + sin(yz), whose gradient has no two components alike. */
const claiming = (gradient: (x: Three) => readonly number[], more: Partial<FunctionSubject> = {}): FunctionSubject => ({
  ...subject({
    name: 'claimant',
    domain: [
      [-2, 2],
      [-2, 2],
      [-2, 2],
    ],
    f: ([x, y, z]) => x * x * y + Math.sin(y * z),
    gradient: gradient as (x: Three) => Three,
  }),
  ...more,
});

const right = ([x, y, z]: Three): [number, number, number] => [2 * x * y, x * x + z * Math.cos(y * z), y * Math.cos(y * z)];

const told = (wrong: FunctionSubject, law: Property = matchesDifferences, others: readonly FunctionSubject[] = []): Result =>
  check(wrong, law, { seed: 1, runs: 60, others });
const first = (wrong: FunctionSubject, law?: Property, others?: readonly FunctionSubject[]) => told(wrong, law, others).diagnosis?.[0];

const other = subject({
  name: 'the other',
  domain: [
    [-2, 2],
    [-2, 2],
    [-2, 2],
  ],
  f: ([x, y, z]) => x + y * y + z ** 3,
  gradient: ([, y, z]) => [1, 2 * y, 3 * z * z],
});

let before: readonly number[] | undefined;
const stale = (x: Three): readonly number[] => {
  const said = before ?? right(x);
  before = right(x);
  return said;
};

test.each<readonly [string, string, (x: Three) => readonly number[]]>([
  ['sign', 'claimed = −measured in ∂f/∂y', (x) => right(x).map((g, i) => (i === 1 ? -g : g))],
  ['factor', 'claimed / measured = 2 ', (x) => right(x).map((g) => 2 * g)],
  ['factor', '0.01745329 ± ', (x) => right(x).map((g) => (g * Math.PI) / 180)],
  ['factor', '= 1.00001 ', (x) => right(x).map((g, i) => (i === 0 ? g * 1.00001 : g))],
  ['zeroed', 'claimed = 0 in ∂f/∂z', (x) => right(x).map((g, i) => (i === 2 ? 0 : g))],
  ['permuted', 'two places exchanged', (x) => [right(x)[1], right(x)[0], right(x)[2]]],
  ['permuted', 'shifted by 1', (x) => [right(x)[1], right(x)[2], right(x)[0]]],
  ['other-subject', '"the other"', ([, y, z]) => [1, 2 * y, 3 * z * z]],
  ['chain-factor', 'claimed / measured = 1/y in ∂f/∂z', ([x, y, z]) => [2 * x * y, x * x + z * Math.cos(y * z), Math.cos(y * z)]],
  ['term', 'claimed − measured = −x² in ∂f/∂y', ([x, y, z]) => [2 * x * y, z * Math.cos(y * z), y * Math.cos(y * z)]],
  ['term', 'claimed − measured = 3 in ∂f/∂x', (x) => right(x).map((g, i) => (i === 0 ? g + 3 : g))],
  ['region-only', 'wrong only where x < −1.5', (x) => right(x).map((g) => (x[0] < -1.5 ? 3 * g : g))],
  [
    'region-only',
    'wrong only where x in [−1.5, −1] or in [0.5, 1.25]',
    (x) => right(x).map((g) => ((x[0] > -1.5 && x[0] < -1) || (x[0] > 0.5 && x[0] < 1.25) ? 3 * g : g)),
  ],
  ['tie', 'wrong only where y = z', (x) => right(x).map((g) => (x[1] === x[2] ? g + 1 : g))],
  ['not-finite', 'where x = 0', (x) => right(x).map((g) => (g * x[0]) / x[0])],
])('%s: %s', (kind, text, gradient) => {
  const found = first(claiming(gradient), matchesDifferences, [other]);
  expect(found).toEqual({ kind, text: expect.stringContaining(text) });
});

test('the values of the call before, where the law of repeated calls fails', () => {
  expect(first(claiming(stale), deterministicAndPure)).toEqual({
    kind: 'hidden-state',
    text: expect.stringContaining('the values of the call before'),
  });
});

test('a right gradient has no diagnosis, since it does not fail', () => {
  expect(told(claiming(right))).toMatchObject({ verdict: 'pass' });
  expect(told(claiming(right)).diagnosis).toBeUndefined();
});

/** A number in [−1, 1) that depends on x like chance. */
const noise = (x: readonly number[], k: number): number => {
  const s = Math.sin(x.reduce((sum, xi, i) => sum + xi * (12.9898 + 7 * i), k * 78.233)) * 43758.5453;
  return 2 * (s - Math.floor(s)) - 1;
};

test.each([
  ['in all components', (x: Three) => right(x).map((g, k) => g + noise(x, k))],
  ['in one component', (x: Three) => right(x).map((g, k) => (k === 0 ? g + noise(x, k) : g))],
  ['of a thousandth', (x: Three) => right(x).map((g, k) => g * (1 + noise(x, k) / 1000))],
])('random noise %s has no diagnosis', (_, gradient) => {
  const result = told(claiming(gradient));
  expect(result.verdict).toBe('fail');
  expect(result.diagnosis).toBeUndefined();
});

test('a coincidence at one point is no explanation', () => {
  const result = told(claiming((x) => right(x).map((g, i) => g + (i === 0 ? Math.exp(x[0] * Math.sin(x[1] + x[2])) : 0))));
  expect(result.verdict).toBe('fail');
  expect(result.diagnosis).toBeUndefined();
});

const [B, N, M] = [3, 2, 4];

/** y = x W + b for three examples, with one input of its backward pass replaced. */
const dense = (replace: (x: Float64Array, w: Float64Array, dy: Float64Array) => object) =>
  layer({
    name: 'dense',
    inputs: { x: [B, N], w: [N, M], b: [M] },
    forward: ({ x, w, b }) =>
      Array.from({ length: B * M }, (_, k) => {
        const [i, j] = [Math.floor(k / M), k % M];
        return b[j]! + x[i * N]! * w[j]! + x[i * N + 1]! * w[M + j]!;
      }),
    backward: ({ x, w }, dy) => ({
      x: Array.from({ length: B * N }, (_, k) =>
        Array.from({ length: M }, (_, j) => dy[Math.floor(k / N) * M + j]! * w[(k % N) * M + j]!).reduce((a, c) => a + c),
      ),
      w: Array.from({ length: N * M }, (_, k) =>
        Array.from({ length: B }, (_, i) => x[i * N + Math.floor(k / M)]! * dy[i * M + (k % M)]!).reduce((a, c) => a + c),
      ),
      b: Array.from({ length: M }, (_, j) => Array.from({ length: B }, (_, i) => dy[i * M + j]!).reduce((a, c) => a + c)),
      ...replace(x, w, dy),
    }),
  });

test('a layer: a missing sum, a mean for it, a matrix transposed, and what they are in', () => {
  const last = told(
    dense((_, __, dy) => ({ b: dy.slice((B - 1) * M) })),
    vjpMatchesDifferences,
  );
  expect(last.diagnosis?.[0]).toEqual({
    kind: 'broadcast-sum',
    text: expect.stringContaining('a sum is missing, as over a broadcast axis: ∂/∂b[0]'),
  });
  expect(last.evidence).toMatchObject({ pattern: 'every entry of b' });

  const mean = first(
    dense((_, __, dy) => ({
      b: Array.from({ length: M }, (_, j) => Array.from({ length: B }, (_, i) => dy[i * M + j]! / B).reduce((a, c) => a + c)),
    })),
    vjpMatchesDifferences,
  );
  expect(mean).toEqual({
    kind: 'mean-for-sum',
    text: expect.stringMatching(/a mean for a sum: claimed \/ measured = 0\.3333333.*3 is the length of x along axis 0/),
  });

  const transposed = first(
    dense((x, _, dy) => ({
      w: Array.from({ length: M * N }, (_, k) =>
        Array.from({ length: B }, (_, i) => x[i * N + (k % N)]! * dy[i * M + Math.floor(k / N)]!).reduce((a, c) => a + c),
      ),
    })),
    vjpMatchesDifferences,
  );
  expect(transposed).toEqual({ kind: 'transposed', text: expect.stringContaining('rows and columns of w exchanged') });
});

test('f is the odd one out, or its reference is', () => {
  const formula = { formula: 'x^2*y + sin(y*z)', f: (([x, y, z]: Three) => x * x * y + Math.sin(y * z) + x) as never };
  expect(first(claiming(right, formula))).toEqual({ kind: 'odd-one-out', text: expect.stringContaining('f is the odd one out') });
  const reference = (([x, y, z]: Three) => x * x * y + Math.sin(y * z) + x) as never;
  expect(first(claiming(right, { reference }), matchesReference)).toEqual({
    kind: 'odd-one-out',
    text: expect.stringContaining('the reference is the odd one out'),
  });
});

/** Rounds to single precision. */
const r = Math.fround;

test('single precision inside', () => {
  const target = evaluator(claiming((x) => right(x).map((g) => r(r(g + 64) - 64)) as [number, number, number]));
  const comparison = compare(
    target,
    'gradient',
    { quick: instrument(target, 'quick'), thorough: instrument(target, 'thorough') },
    { given: [], fresh: 12 },
  )!;
  const [found] = diagnosed({ comparison, topic: matchesDifferences.topic, others: [] });
  expect(found).toEqual({
    kind: 'single-precision',
    text: expect.stringContaining('every wrong entry is a number of 24 bits, and off by up to'),
  });
});
