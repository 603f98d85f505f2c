import { describe, expect, test } from 'vitest';
import { type FunctionSubject, subject } from '../src/authoring.ts';
import { layer } from '../src/index.ts';
import { costOf, costs, EFFORTS, recorded, subjects } from './economy.ts';

/** A count may be this many times the one on record. */
const GROWTH = 1.05;

test.each(EFFORTS)('no check costs more than is on record, by more than a twentieth, and each passes: %s effort', (effort) => {
  const [now, before] = [costs(effort), recorded()[effort]];
  expect(Object.keys(now)).toEqual(Object.keys(before));
  const dearer = Object.entries(now).filter(
    ([name, { f, claims }]) => f > GROWTH * before[name]!.f || claims > GROWTH * before[name]!.claims,
  );
  expect(dearer).toEqual([]);
  expect(Object.values(now).every(({ passes }) => passes)).toBe(true);
});

/** The sums Wx + b of 4 units with 3 inputs. */
const sums = (x: Float64Array, W: Float64Array, b: Float64Array) =>
  b.map((bi, i) => x.reduce((sum, xj, j) => sum + W[3 * i + j]! * xj, bi));
/** The layer relu(Wx + b). */
const relu = layer({
  name: 'relu layer',
  inputs: { x: { shape: [3], range: [-2, 2] }, W: { shape: [4, 3], range: [-2, 2] }, b: { shape: [4], range: [-2, 2] } },
  forward: ({ x, W, b }) => sums(x, W, b).map((s) => Math.max(0, s)),
  backward: ({ x, W, b }, dy) => {
    const g = sums(x, W, b).map((s, i) => (s > 0 ? dy[i]! : 0));
    return {
      x: x.map((_, j) => g.reduce((sum, gi, i) => sum + W[3 * i + j]! * gi, 0)),
      W: Array.from(g, (gi) => Array.from(x, (xj) => gi * xj)),
      b: g,
    };
  },
});
/** An exponential of a mean, of 30 inputs. */
const exponential = subject({
  name: 'exponential',
  domain: { dimension: 30, low: -1, high: 1 },
  f: (x) => Math.exp(x.reduce((sum, xi) => sum + xi, 0) / 30),
  gradient: (x) => x.map(() => Math.exp(x.reduce((sum, xi) => sum + xi, 0) / 30) / 30),
});

const named = (name: string): FunctionSubject => subjects.find((one) => one.name === name) as FunctionSubject;
/** Subjects by what quick effort may cost them, in f and claims. */
const bars: readonly (readonly [string, FunctionSubject, f: number, claims: number])[] = [
  ...['x² + 3xy + y²', 'rosenbrock of 2', 'rosenbrock of 100', 'softplus'].map((name) => [name, named(name), 500, 60] as const),
  ['exponential', exponential, 500, 60],
  ...['layer-norm-layer', 'attention', 'gelu-layer'].map((name) => [name, named(name), 1000, 200] as const),
  ['relu layer', relu, 5000, Number.POSITIVE_INFINITY],
  ['relu-sum', named('relu-sum'), 5000, Number.POSITIVE_INFINITY],
];

type Mistake = (entries: readonly number[], i: number) => number;
const mistakes: readonly (readonly [string, Mistake])[] = [
  ['one wrong entry', (g, i) => (i === Math.min(1, g.length - 1) ? 1.5 * g[i]! + 1 : g[i]!)],
  ['a wrong sign', (g, i) => -g[i]!],
  ['a factor of 1.01', (g, i) => 1.01 * g[i]!],
];

/** The subject with a mistake in its gradient or vjp, and no other claim. */
function planted(of: FunctionSubject, mistake: Mistake): FunctionSubject {
  const { jacobian, jvp, hessian, hvp, ...rest } = of;
  const claim = of.vjp ? 'vjp' : 'gradient';
  const right = of[claim] as (...args: never[]) => ArrayLike<number>;
  const wrong = (...args: never[]) => {
    const entries = Array.from(right(...args));
    return entries.map((_, i) => mistake(entries, i));
  };
  return { ...rest, [claim]: wrong } as unknown as FunctionSubject;
}

describe('quick effort', () => {
  test.each(bars)('is cheap for a right claim: %s', (_, of, f, claims) => {
    const cost = costOf(of, 'quick');
    expect(cost.results.map(({ verdict }) => verdict)).toEqual(cost.results.map(() => 'pass'));
    expect(cost.f).toBeLessThanOrEqual(f);
    expect(cost.claims).toBeLessThanOrEqual(claims);
  });

  test.each(bars.flatMap(([name, of, f, claims]) => mistakes.map(([what, mistake]) => [name, what, of, mistake, f, claims] as const)))(
    'finds and locates a plain mistake for twice that: %s, %s',
    (_, __, of, mistake, f, claims) => {
      for (const seed of [1, 2, 3, 4, 5]) {
        const cost = costOf(planted(of, mistake), 'quick', seed);
        const failing = cost.results.filter(({ verdict }) => verdict === 'fail');
        expect(failing.length).toBeGreaterThan(0);
        expect(failing[0]!.wrong?.length).toBeGreaterThan(0);
        expect(cost.f).toBeLessThanOrEqual(2 * f);
        expect(cost.claims).toBeLessThanOrEqual(2 * claims);
      }
    },
  );
});
