import { expect, test } from 'vitest';
import { type Random, random } from '../../math/random.ts';
import { vector } from '../../math/vector.ts';
import { type Derivative, derivative, type LineOptions } from './index.ts';

/** A value and its derivative along a line, carried through by the rules of calculus. */
interface Dual {
  readonly value: number;
  readonly slope: number;
}

const sum = (a: Dual, b: Dual): Dual => ({ value: a.value + b.value, slope: a.slope + b.slope });
const product = (a: Dual, b: Dual): Dual => ({ value: a.value * b.value, slope: a.slope * b.value + a.value * b.slope });
const chain =
  (f: (t: number) => number, slope: (t: number) => number) =>
  (a: Dual): Dual => ({ value: f(a.value), slope: slope(a.value) * a.slope });

const unary = [
  chain(Math.sin, Math.cos),
  chain(Math.tanh, (t) => 1 / Math.cosh(t) ** 2),
  chain(Math.atan, (t) => 1 / (1 + t * t)),
  chain(
    (t) => Math.exp(-t * t),
    (t) => -2 * t * Math.exp(-t * t),
  ),
  chain(
    (t) => Math.log1p(Math.exp(t)),
    (t) => 1 / (1 + Math.exp(-t)),
  ),
  chain(
    (t) => Math.sqrt(1 + t * t),
    (t) => t / Math.sqrt(1 + t * t),
  ),
  chain(
    (t) => 1 / (1 + t * t),
    (t) => (-2 * t) / (1 + t * t) ** 2,
  ),
];

type Expression = (x: readonly Dual[]) => Dual;

/** A random smooth function of three inputs, a few operations deep. */
function grown(rng: Random, depth: number): Expression {
  if (depth === 0) {
    const [i, k, c] = [rng.below(3), 2 * rng.normal(), rng.normal()];
    return (x) => ({ value: k * x[i]!.value + c, slope: k * x[i]!.slope });
  }
  const a = grown(rng, depth - 1);
  const kind = rng.next();
  if (kind < 0.5) {
    const f = rng.pick(unary);
    return (x) => f(a(x));
  }
  const b = grown(rng, rng.below(depth));
  return kind < 0.75 ? (x) => sum(a(x), b(x)) : (x) => product(a(x), b(x));
}

/** Derivatives of random functions at random points along random directions, inside the domain or on its edge, with their truths. */
function trials(seed: number, count: number, magnitude: (rng: Random) => number, look: LineOptions, onEdge = false) {
  const rng = random(seed);
  const seen: { readonly got: Derivative; readonly truth: number }[] = [];
  while (seen.length < count) {
    const f = grown(rng, 1 + rng.below(4));
    const x = Array.from({ length: 3 }, () => magnitude(rng) * rng.normal());
    const v = Array.from({ length: 3 }, () => Math.round(8 * rng.normal()) / 8);
    const { value, slope } = f(x.map((value, i) => ({ value, slope: v[i]! })));
    if (!Number.isFinite(value) || !Number.isFinite(slope)) continue;
    const still = (y: ArrayLike<number>) => Array.from(y, (value) => ({ value, slope: 0 }));
    const domain = onEdge ? x.map((xi, i): readonly [number, number] => (v[i]! > 0 ? [xi, 100] : [-100, xi])) : undefined;
    seen.push({ got: derivative((y) => f(still(y)).value, vector(x), vector(v), { ...look, ...(domain && { domain }) }), truth: slope });
  }
  return seen;
}

const covers = ({ got, truth }: { readonly got: Derivative; readonly truth: number }): boolean =>
  Math.abs(got.value - truth) <= got.error + 1e-15 * Math.abs(truth);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

test.each<[string, (rng: Random) => number, number]>([
  ['of the size of one', () => 1, 1500],
  ['of any size', (rng) => 10 ** (8 * rng.next() - 5), 1500],
])('the bar holds the truth for 99.9 % of random functions at points %s', (_, magnitude, count) => {
  const all = trials(1, count, magnitude, {});
  expect(all.filter(({ got }) => got.kind === 'smooth').length / count).toBeGreaterThan(0.98);
  expect(all.filter((trial) => !covers(trial)).length / count).toBeLessThanOrEqual(0.001);
});

test('the bar is not much wider than need be', () => {
  const all = trials(2, 300, () => 1, {}).filter(({ truth }) => Math.abs(truth) > 1e-3);
  expect(median(all.map(({ got, truth }) => got.error / Math.abs(truth)))).toBeLessThan(1e-11);
  expect(median(all.map(({ got, truth }) => Math.abs(got.value - truth) / Math.abs(truth)))).toBeLessThan(1e-12);
  expect(median(all.map(({ got, truth }) => got.error / Math.max(Math.abs(got.value - truth), 1e-17)))).toBeLessThan(200);
});

test('the median costs at most forty values, and no bar is zero', () => {
  const all = trials(3, 300, () => 1, {});
  expect(median(all.map(({ got }) => got.evaluations))).toBeLessThanOrEqual(40);
  expect(all.filter(({ got, truth }) => got.error === 0 && got.value !== truth)).toEqual([]);
});

test.each([
  ['inside the domain', false],
  ['on its edge', true],
])('%s, where a glance claims eight digits, it has seven for 99 % of random functions', (_, onEdge) => {
  const all = trials(4, 400, () => 1, { effort: 'quick' }, onEdge);
  const size = ({ value, variation }: Derivative) => Math.max(Math.abs(value), variation);
  const settled = all.filter(({ got }) => got.error <= 1e-8 * size(got));
  expect(settled.length / all.length).toBeGreaterThan(0.3);
  expect(settled.filter(({ got }) => got.evaluations > 8)).toEqual([]);
  expect(settled.filter(({ got, truth }) => !(Math.abs(got.value - truth) <= 1e-7 * size(got))).length / settled.length).toBeLessThan(0.01);
});

test.each([
  ['inside the domain', false, 1e-8],
  ['inside the domain', false, 1e-4],
  ['on its edge', true, 1e-8],
  ['on its edge', true, 1e-4],
])('%s, where five values are enough, they have all but one of the digits for 99 % of random functions', (_, onEdge, part) => {
  const all = trials(5, 400, () => 1, { effort: 'quick', enough: part }, onEdge);
  const size = ({ value, variation }: Derivative) => Math.max(Math.abs(value), variation);
  const five = all.filter(({ got }) => got.evaluations <= 5);
  expect(five.length / all.length).toBeGreaterThan(0.1);
  expect(five.filter(({ got, truth }) => !(Math.abs(got.value - truth) <= 10 * part * size(got))).length / five.length).toBeLessThan(0.01);
});
