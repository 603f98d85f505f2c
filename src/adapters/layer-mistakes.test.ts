import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import vjpMatchesDifferences from '../../properties/vjp-matches-differences.ts';
import { check } from '../check/check.ts';
import { run } from '../report/run.ts';
import { withOthers } from '../subject/kind.ts';
import { layer } from './layer.ts';

/*
 * One layer that has all that a layer may have: nested tensors, two named outputs, a mask, an entry that is held, labels, a jvp and a double backward. It is right; and it is wrong in one way at a time,
 * which the first diagnosis names.
 *
 *   c = tanh(x w + b + shift[t]),  h = mask ⊙ c ⊙ (x u) + x²,  for a row of x with the label t.
 */

type Matrix = number[][];
interface Outputs {
  h: Matrix;
  c: Matrix;
}
interface Gradients {
  x: Matrix;
  w: Matrix;
  u: Matrix;
  b: number[];
}
interface Seen extends Readonly<Gradients> {
  readonly t: number[];
}

const [rows, columns] = [
  [0, 1, 2],
  [0, 1],
];
const mask = [
  [1, 1],
  [0, 1],
  [1, 1],
];
/** The last entry of x is padding. */
const padding = [
  [0, 0],
  [0, 0],
  [0, 1],
];
const shift = [0, 0.5, -0.75];

const sum = (over: readonly number[], term: (i: number) => number): number => over.reduce((total, i) => total + term(i), 0);
const map = (f: (...entries: number[]) => number, ...of: readonly Matrix[]): Matrix =>
  of[0]!.map((row, i) => row.map((_, j) => f(...of.map((a) => a[i]![j]!))));
const plus = (...of: readonly Matrix[]): Matrix => map((...entries) => entries.reduce((a, b) => a + b), ...of);
/** a b. */
const times = (a: Matrix, b: Matrix): Matrix => a.map((row) => columns.map((k) => sum(columns, (j) => row[j]! * b[j]![k]!)));
/** a bᵀ. */
const timesTransposed = (a: Matrix, b: Matrix): Matrix => a.map((row) => columns.map((k) => sum(columns, (j) => row[j]! * b[k]![j]!)));
/** aᵀ b. */
const transposedTimes = (a: Matrix, b: Matrix): Matrix => columns.map((j) => columns.map((k) => sum(rows, (i) => a[i]![j]! * b[i]![k]!)));
const columnSums = (a: Matrix): number[] => columns.map((k) => sum(rows, (i) => a[i]![k]!));
const each = (row: number[]): Matrix => rows.map(() => row);

function forward({ x, w, u, b, t }: Seen) {
  const c = map(
    (z, bk, s) => Math.tanh(z + bk + s),
    times(x, w),
    each(b),
    rows.map((i) => columns.map(() => shift[t[i]!]!)),
  );
  const p = times(x, u);
  return { c, p, h: map((m, ci, pi, xi) => m * ci * pi + xi * xi, mask, c, p, x) };
}

/** Gradients with respect to c, to z = x w + b + shift, and to p = x u. */
function within(seen: Seen, dy: Outputs) {
  const { c, p } = forward(seen);
  const dc = map((d, dh, m, pi) => d + m * dh * pi, dy.c, dy.h, mask, p);
  return { c, p, dc, dz: map((d, ci) => d * (1 - ci * ci), dc, c), dp: map((dh, m, ci) => m * dh * ci, dy.h, mask, c) };
}

const squares = (seen: Seen, dy: Outputs): Matrix => map((dh, xi) => 2 * dh * xi, dy.h, seen.x);

function backward(seen: Seen, dy: Outputs): Gradients {
  const { x, w, u } = seen;
  const { dz, dp } = within(seen, dy);
  return {
    x: plus(timesTransposed(dz, w), timesTransposed(dp, u), squares(seen, dy)),
    w: transposedTimes(x, dz),
    u: transposedTimes(x, dp),
    b: columnSums(dz),
  };
}

/** The gradients of Σ ⟨dd, backward(seen, dy)⟩. */
function double(seen: Seen, dy: Outputs, dd: Gradients): Gradients & { dy: Outputs } {
  const { x, w, u } = seen;
  const { c, p, dc, dz, dp } = within(seen, dy);
  const ofDz = plus(times(dd.x, w), times(x, dd.w), each(dd.b));
  const ofDp = plus(times(dd.x, u), times(x, dd.u));
  const ofDc = map((g, ci) => g * (1 - ci * ci), ofDz, c);
  const ofC = map((g, d, ci, gp, dh, m) => -2 * g * d * ci + gp * dh * m, ofDz, dc, c, ofDp, dy.h, mask);
  const ofZ = map((g, ci) => g * (1 - ci * ci), ofC, c);
  const ofP = map((g, dh, m) => g * dh * m, ofDc, dy.h, mask);
  return {
    x: plus(
      timesTransposed(dz, dd.w),
      timesTransposed(dp, dd.u),
      timesTransposed(ofZ, w),
      timesTransposed(ofP, u),
      map((dh, d) => 2 * dh * d, dy.h, dd.x),
    ),
    w: plus(transposedTimes(dd.x, dz), transposedTimes(x, ofZ)),
    u: plus(transposedTimes(dd.x, dp), transposedTimes(x, ofP)),
    b: columnSums(ofZ),
    dy: { h: map((g, pi, gp, ci, m, d, xi) => m * (g * pi + gp * ci) + 2 * d * xi, ofDc, p, ofDp, c, mask, dd.x, x), c: ofDc },
  };
}

interface Claims {
  readonly backward: typeof backward;
  readonly double: typeof double;
}

const cell = (claims: Partial<Claims> = {}) =>
  layer({
    name: 'cell',
    nested: true,
    inputs: { x: { shape: [3, 2], held: padding, at: 0 }, w: [2, 2], u: [2, 2], b: [2] },
    labels: { t: { shape: [3], values: [0, 1, 2] } },
    constants: { mask },
    outputs: { h: [3, 2], c: [3, 2] },
    forward: (seen) => {
      const { h, c } = forward(seen);
      return { y: { h, c } };
    },
    backward: (seen, dy) => (claims.backward ?? backward)(seen, dy),
    jvp: (seen, dot) => {
      const { c, p } = forward(seen);
      const z = plus(times(dot.x, seen.w), times(seen.x, dot.w), each(dot.b));
      const along = { c: map((zi, ci) => zi * (1 - ci * ci), z, c), p: plus(times(dot.x, seen.u), times(seen.x, dot.u)) };
      return {
        c: along.c,
        h: map((m, ci, pi, dc, dp, xi, dx) => m * (dc * pi + ci * dp) + 2 * xi * dx, mask, c, p, along.c, along.p, seen.x, dot.x),
      };
    },
    double: (seen, dy, dd) => (claims.double ?? double)(seen, dy, dd),
  });

test('the layer and its backward pass are right, and nothing stays open', () => {
  const { results, summary } = run([cell()], properties, { seed: 42 });
  expect(summary).toMatchObject({ fail: 0, inconclusive: 0 });
  expect(new Set(results.map(({ subject }) => subject))).toEqual(new Set(['cell', 'cell backward']));
  const laws = results.filter(({ subject }) => subject === 'cell').map(({ property }) => property);
  expect(laws).toEqual(expect.arrayContaining(['vjp-matches-differences', 'jvp-matches-differences', 'adjoint']));
});

/** A backward pass of which some gradients are others. */
const claiming =
  (change: (right: Gradients, seen: Seen, dy: Outputs) => Partial<Gradients>) =>
  (seen: Seen, dy: Outputs): Gradients => {
    const right = backward(seen, dy);
    return { ...right, ...change(right, seen, dy) };
  };

const mistakes: readonly (readonly [what: string, kind: string, text: string, claims: Partial<Claims>])[] = [
  ['a sign', 'sign', 'claimed = −measured in all 4 wrong', { backward: claiming(({ w }) => ({ w: map((d) => -d, w) })) }],
  ['a factor', 'factor', 'claimed / measured = 0.5', { backward: claiming(({ u }) => ({ u: map((d) => d / 2, u) })) }],
  [
    'xᵀdz for dzᵀx',
    'transposed',
    'rows and columns of w exchanged',
    { backward: claiming((_, seen, dy) => ({ w: transposedTimes(within(seen, dy).dz, seen.x) })) },
  ],
  [
    'dz w for dz wᵀ',
    'transposed',
    'the product with w where that with its transpose is meant',
    {
      backward: claiming((_, seen, dy) => {
        const { dz, dp } = within(seen, dy);
        return { x: plus(times(dz, seen.w), timesTransposed(dp, seen.u), squares(seen, dy)) };
      }),
    },
  ],
  [
    '= for += over the rows',
    'broadcast-sum',
    'a sum is missing',
    { backward: claiming((_, seen, dy) => ({ b: within(seen, dy).dz[2]! })) },
  ],
  [
    '= for += where x is used once more',
    'zeroed',
    'in what comes from c: a gradient that is stopped or left out',
    { backward: claiming((_, seen, dy) => ({ x: plus(timesTransposed(within(seen, dy).dp, seen.u), squares(seen, dy)) })) },
  ],
  [
    'a term forgotten',
    'term',
    'claimed − measured = -2 · x[0,0] · its cotangent',
    { backward: claiming(({ x }, seen, dy) => ({ x: map((d, s) => d - s, x, squares(seen, dy)) })) },
  ],
  [
    'a factor of the chain rule forgotten',
    'chain-factor',
    'claimed / measured = 1/(1 − c[',
    { backward: claiming((_, seen, dy) => ({ w: transposedTimes(seen.x, within(seen, dy).dc) })) },
  ],
  [
    'a mean for a sum',
    'mean-for-sum',
    '3 is the length of x along axis 0',
    { backward: claiming(({ b }) => ({ b: b.map((d) => d / 3) })) },
  ],
  ['rows exchanged', 'permuted', 'places mixed up', { backward: claiming(({ w }) => ({ w: [w[1]!, w[0]!] })) }],
  [
    'c held constant in h',
    'zeroed',
    'in what comes from h: a gradient that is stopped or left out',
    { backward: claiming((_, seen, dy) => ({ w: backward(seen, { h: map(() => 0, dy.h), c: dy.c }).w })) },
  ],
  [
    'a sum over one axis too many',
    'summed-over',
    'added up over all of b',
    { backward: claiming(({ b }) => ({ b: columns.map(() => b[0]! + b[1]!) })) },
  ],
  [
    'rows that leak into each other',
    'leak',
    'as between the rows of a batch',
    {
      backward: claiming(({ x, b }, seen, dy) => ({
        x: plus(
          x,
          timesTransposed(
            map((all, d) => all - d, each(b), within(seen, dy).dz),
            seen.w,
          ),
        ),
      })),
    },
  ],
  [
    'a branch of the labels',
    'sign',
    'others, all with t = 2, and right from the others: the opposite sign',
    {
      backward: claiming((_, seen, dy) => {
        const { dz } = within(seen, dy);
        return { b: columns.map((k) => sum(rows, (i) => (seen.t[i] === 2 ? -1 : 1) * dz[i]![k]!)) };
      }),
    },
  ],
  [
    'a branch of the inputs',
    'region-only',
    'wrong only where b[0] < 0',
    { backward: claiming(({ u }, { b }) => ({ u: b[0]! < 0 ? map((d) => 2 * d, u) : u })) },
  ],
  [
    'the gradient of another input',
    'wrong-input',
    'that of w is claimed for u, and the other way round',
    { backward: claiming(({ w, u }) => ({ w: u, u: w })) },
  ],
  [
    'the mask on the wrong side',
    'mask',
    'a mask in the wrong place',
    {
      backward: claiming((_, seen, dy) => ({
        u: transposedTimes(
          map((xi, m) => xi * m, seen.x, mask),
          map((dh, ci) => dh * ci, dy.h, forward(seen).c),
        ),
      })),
    },
  ],
  [
    'a sign in the double backward',
    'sign',
    'claimed = −measured in all 4 wrong',
    {
      double: (seen, dy, dd) => {
        const right = double(seen, dy, dd);
        return { ...right, u: map((d) => -d, right.u) };
      },
    },
  ],
  [
    'a term forgotten in the double backward',
    'zeroed',
    'in what comes from db: a gradient that is stopped or left out',
    { double: (seen, dy, dd) => ({ ...double(seen, dy, dd), dy: double(seen, dy, { ...dd, b: [0, 0] }).dy }) },
  ],
];

test.each(mistakes)('%s is named by the first diagnosis: %s', (_, kind, text, claims) => {
  const [itself, second] = withOthers(cell(claims));
  const { verdict, diagnosis } = check(claims.double ? second! : itself!, vjpMatchesDifferences, { seed: 42, runs: 100 });
  expect(verdict).toBe('fail');
  expect(diagnosis?.[0]).toEqual({ kind, text: expect.stringContaining(text) });
});
