import { expect, test } from 'vitest';
import vjpMatchesDifferences from '../../properties/vjp-matches-differences.ts';
import { properties } from '../../properties/index.ts';
import { check } from '../check/check.ts';
import { run } from '../report/run.ts';
import { withOthers } from '../subject/kind.ts';
import { layer } from './layer.ts';

type Matrix = number[][];

const [ROWS, N] = [3, 2];
const rows = [0, 1, 2];
const columns = [0, 1];
const matrix = (entry: (i: number, j: number) => number, height = ROWS): Matrix =>
  Array.from({ length: height }, (_, i) => columns.map((j) => entry(i, j)));
const sum = (over: readonly number[], term: (i: number) => number): number => over.reduce((total, i) => total + term(i), 0);
/** a b, of matrices whose inner sizes are 2. */
const times = (a: Matrix, b: Matrix): Matrix => matrix((i, k) => sum(columns, (j) => a[i]![j]! * b[j]![k]!), a.length);
const transposed = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));
/** aᵀ b, of matrices of three rows. */
const across = (a: Matrix, b: Matrix): Matrix => matrix((j, k) => sum(rows, (i) => a[i]![j]! * b[i]![k]!), N);
const zip = (f: (...entries: number[]) => number, ...of: readonly Matrix[]): Matrix =>
  matrix((i, j) => f(...of.map((a) => a[i]![j]!)), of[0]!.length);

/** Padding: the last entry of x is none. */
const padding = [
  [0, 0],
  [0, 0],
  [0, 1],
];
/** What is let through of c into h, by its place. */
const mask = [
  [1, 1],
  [0, 1],
  [1, 1],
];
const scales = [1, -0.5, 2];

interface Seen {
  readonly x: Matrix;
  readonly w: Matrix;
  readonly u: Matrix;
  readonly b: number[];
  readonly t: number[];
}

/** What the passes have in common: c = s(t) tanh(x w + b), h = mask c ⊙ (x u) + x². */
function parts({ x, w, u, b, t }: Seen) {
  const a = zip(Math.tanh, zip((z, bk) => z + bk, times(x, w), rows.map(() => b)));
  const s = rows.map((i) => columns.map(() => scales[t[i]!]!));
  const p = times(x, u);
  return { a, s, p, c: zip((ai, si) => ai * si, a, s) };
}

interface Gradients {
  x: Matrix;
  w: Matrix;
  u: Matrix;
  b: number[];
}

/** From the gradients with respect to z = x w + b and p = x u, those with respect to the inputs. */
const inputs = ({ x, w, u }: Seen, dz: Matrix, dp: Matrix, dh: Matrix): Gradients => ({
  x: zip((one, two, d, xi) => one + two + 2 * d * xi, times(dz, transposed(w)), times(dp, transposed(u)), dh, x),
  w: across(x, dz),
  u: across(x, dp),
  b: columns.map((k) => sum(rows, (i) => dz[i]![k]!)),
});

interface Steps {
  readonly seen: Seen;
  readonly dh: Matrix;
  readonly dy: { h: Matrix; c: Matrix };
  readonly dc: Matrix;
  readonly dz: Matrix;
  readonly dp: Matrix;
  readonly right: Gradients;
}

/** The backward pass, of which a mistake may change the result. */
function back(seen: Seen, dy: { h: Matrix; c: Matrix }): Steps {
  const { a, s, p, c } = parts(seen);
  const dc = zip((d, dh, pi, m) => d + m * dh * pi, dy.c, dy.h, p, mask);
  const dz = zip((d, si, ai) => d * si * (1 - ai * ai), dc, s, a);
  const dp = zip((dh, ci, m) => m * dh * ci, dy.h, c, mask);
  return { seen, dh: dy.h, dy, dc, dz, dp, right: inputs(seen, dz, dp, dy.h) };
}

type Back = (steps: Steps) => Gradients;
interface Double extends Gradients {
  dy: { h: Matrix; c: Matrix };
}

/** The backward of the backward, from ddx, ddw, ddu and ddb. */
function doubled(seen: Seen, dy: { h: Matrix; c: Matrix }, dd: Gradients): Double {
  const { x, w, u } = seen;
  const { a, s, p, c } = parts(seen);
  const { dc, dz, dp } = back(seen, dy);
  // Cotangents of dz, dp and dh in the gradients of the inputs.
  const gz = zip((one, two, three) => one + two + three, times(dd.x, w), times(x, dd.w), rows.map(() => dd.b));
  const gp = zip((one, two) => one + two, times(dd.x, u), times(x, dd.u));
  const gdc = zip((g, si, ai) => g * si * (1 - ai * ai), gz, s, a);
  // c = s a; dz = dc s (1 − a²).
  const ga = zip((g, d, si, ai) => -2 * g * d * si * ai, gz, dc, s, a);
  const gc = zip((g, dh, m) => g * m * dh, gp, dy.h, mask);
  const gpp = zip((g, dh, m) => g * m * dh, gdc, dy.h, mask);
  const gzz = zip((g, gci, si, ai) => (g + gci * si) * (1 - ai * ai), ga, gc, s, a);
  const dx = zip(
    (...six) => sum([0, 1, 2, 3], (k) => six[k]!) + 2 * six[4]! * six[5]!,
    times(dz, transposed(dd.w)),
    times(dp, transposed(dd.u)),
    times(gzz, transposed(w)),
    times(gpp, transposed(u)),
    dy.h,
    dd.x,
  );
  return {
    x: dx,
    w: zip((one, two) => one + two, across(dd.x, dz), across(x, gzz)),
    u: zip((one, two) => one + two, across(dd.x, dp), across(x, gpp)),
    b: columns.map((k) => sum(rows, (i) => gzz[i]![k]!)),
    dy: {
      h: zip((g, pi, gpi, ci, m, xi, ddx) => m * (g * pi + gpi * ci) + 2 * xi * ddx, gdc, p, gp, c, mask, x, dd.x),
      c: gdc,
    },
  };
}

const cell = (name: string, { backward = ({ right }) => right, double = doubled }: { backward?: Back; double?: typeof doubled } = {}) =>
  layer({
    name,
    nested: true,
    inputs: { x: { shape: [3, 2], held: padding, at: 0 }, w: [2, 2], u: [2, 2], b: [2] },
    labels: { t: { shape: [3], values: [0, 1, 2] } },
    constants: { mask },
    outputs: { h: [3, 2], c: [3, 2] },
    forward: (seen, { mask }) => {
      const { c, p } = parts(seen);
      return { y: { h: zip((ci, pi, m, xi) => m * ci * pi + xi * xi, c, p, mask, seen.x), c } };
    },
    backward: (seen, dy) => backward(back(seen, dy)),
    double: (seen, dy, dd) => double(seen, dy, dd),
  });

const told = (subject: ReturnType<typeof cell>) => {
  const subjects = withOthers(subject);
  return run(subjects, properties, { seed: 42 });
};

test('the layer is right', () => {
  const { results, summary } = told(cell('cell'));
  for (const { subject, property, verdict, reason, message } of results) console.log(subject, property, verdict, reason ?? '', message ?? '');
  expect(summary).toMatchObject({ fail: 0, inconclusive: 0 });
});

const mistakes: readonly (readonly [string, { backward?: Back; double?: typeof doubled }])[] = [
  ['sign', { backward: ({ right }) => ({ ...right, w: zip((d) => -d, right.w) }) }],
  ['factor', { backward: ({ right }) => ({ ...right, u: zip((d) => d / 2, right.u) }) }],
  ['transposed product', { backward: (s) => ({ ...s.right, x: inputs({ ...s.seen, w: transposed(s.seen.w) }, s.dz, s.dp, s.dh).x }) }],
  ['= for +=', { backward: (s) => ({ ...s.right, b: s.dz[2]! }) }],
  ['= for +=, used twice', { backward: (s) => ({ ...s.right, x: zip((d, xi, dh) => d + 2 * xi * dh, times(s.dp, transposed(s.seen.u)), s.seen.x, s.dh) }) }],
  ['missing term', { backward: (s) => ({ ...s.right, x: zip((d, xi, dh) => d - 2 * xi * dh, s.right.x, s.seen.x, s.dh) }) }],
  ['mean for sum', { backward: (s) => ({ ...s.right, b: s.right.b.map((d) => d / 3) }) }],
  ['shifted', { backward: (s) => ({ ...s.right, x: [s.right.x[1]!, s.right.x[2]!, s.right.x[0]!] }) }],
  ['output ignored', { backward: (s) => ({ ...s.right, w: across(s.seen.x, back(s.seen, { h: zip((d) => 0 * d, s.dh), c: s.dy.c }).dz) }) }],
  ['axis too many', { backward: (s) => ({ ...s.right, b: columns.map(() => s.right.b[0]! + s.right.b[1]!) }) }],
  ['leak', { backward: (s) => ({ ...s.right, x: inputs(s.seen, rows.map(() => columns.map((k) => s.right.b[k]!)), s.dp, s.dh).x }) }],
  ['saved changed', { backward: (s) => ({ ...s.right, ...pick(inputs(s.seen, zip((d, si, ci) => d * si * (1 - ci * ci), s.dc, parts(s.seen).s, parts(s.seen).c), s.dp, s.dh), ['w']) }) }],
  ['label branch', { backward: (s) => ({ ...s.right, b: columns.map((k) => sum(rows, (i) => (s.seen.t[i] === 2 ? -1 : 1) * s.dz[i]![k]!)) }) }],
  ['region', { backward: (s) => ({ ...s.right, u: s.seen.b[0]! < 0 ? zip((d) => 2 * d, s.right.u) : s.right.u }) }],
  ['wrong input', { backward: (s) => ({ ...s.right, w: s.right.u, u: s.right.w }) }],
  ['mask wrong side', { backward: (s) => ({ ...s.right, u: across(zip((xi, m) => xi * m, s.seen.x, mask), zip((dh, c) => dh * c, s.dh, parts(s.seen).c)) }) }],
  ['double sign', { double: (seen, dy, dd) => ({ ...doubled(seen, dy, dd), u: zip((d) => -d, doubled(seen, dy, dd).u) }) }],
  ['double term', { double: (seen, dy, dd) => ({ ...doubled(seen, dy, dd), w: zip((d, e) => d - e, doubled(seen, dy, dd).w, across(dd.x, back(seen, dy).dz)) }) }],
];

const pick = <T extends object, K extends keyof T>(of: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, of[key]])) as Pick<T, K>;

test.each(mistakes)('%s', (_, mistake) => {
  const [forward, backward] = withOthers(cell('cell', mistake));
  const began = performance.now();
  const { diagnosis, wrong, verdict } = check(mistake.double ? backward! : forward!, vjpMatchesDifferences, { seed: 1, runs: 40 });
  console.log(_, verdict, Math.round(performance.now() - began), wrong?.slice(0, 3).map(({ label }) => label).join(), JSON.stringify(diagnosis));
});
