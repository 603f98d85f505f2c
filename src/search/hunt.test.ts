import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { type FunctionSubject, subject, type Verdict } from '../authoring.ts';
import { check, type Result } from '../check/check.ts';
import { random } from '../math/random.ts';

import { landmarks } from './special-points.ts';

const law = properties.find(({ name }) => name === 'matches-differences')!;
const held = (of: FunctionSubject, seed: number, path?: string): Result =>
  check(of, law, { seed, runs: 20, ...(path !== undefined && { path }) });
const verdict = (of: FunctionSubject, seed: number): Verdict => check(of, law, { seed, runs: 20, brief: true }).verdict;

const n = 3;
const domain = { dimension: n, low: -8, high: 8 } as const;
const f = (x: Float64Array) => x.reduce((sum, xi, i) => sum + Math.sin(xi + i) + (xi * xi) / 10, 0);
const slopes = (x: Float64Array) => x.map((xi, i) => Math.cos(xi + i) + xi / 5);
const wrongWhere = (name: string, wrong: (x: Float64Array) => boolean, i: number): FunctionSubject =>
  subject({ name, domain, f, gradient: (x) => slopes(x).map((g, k) => (k === i && wrong(x) ? 1.3 * g + 0.1 : g)) });

/** In the data of a closure, where no text shows it: 0.1 % of the domain. */
const hidden = { from: 5.4321, to: 5.4321 + 0.016 };

test.each([
  ['a window with an end that is written in the source', wrongWhere('window', (x) => x[1]! > 4.3217 && x[1]! < 4.3317, 1)],
  ['a window whose ends are data', wrongWhere('hidden', (x) => x[2]! > hidden.from && x[2]! < hidden.to, 2)],
  ['equal inputs', wrongWhere('equal', (x) => x[0] === x[2], 0)],
  ['opposite inputs', wrongWhere('opposite', (x) => x[0] === -x[1]! && x[0] !== 0, 0)],
  ['one zero', wrongWhere('zero', (x) => x[1] === 0, 1)],
  ['an end of the domain, where that is closed', { ...wrongWhere('end', (x) => x[2] === 8, 2), closed: true }],
] as const)('%s is found, whatever the seed', (_, of) => {
  for (const seed of [1, 2, 3, 4]) expect(verdict(of, seed)).toBe('fail');
});

test('what the hunt finds is found again by its path', () => {
  const found = held(
    wrongWhere('hidden', (x) => x[2]! > hidden.from && x[2]! < hidden.to, 2),
    1,
  );
  const again = held(
    wrongWhere('hidden', (x) => x[2]! > hidden.from && x[2]! < hidden.to, 2),
    1,
    found.path,
  );
  expect(found.path).toMatch(/^h\d+$/);
  expect(again.verdict).toBe('fail');
  expect(again.starkest).toEqual(found.starkest);
});

test('a right claim passes, and the hunted samples are not among those that are counted', () => {
  const right = held(
    wrongWhere('right', () => false, 0),
    1,
  );
  expect(right.verdict).toBe('pass');
  expect(right.runs).toBe(20);
});

test('along the lines of a smooth function f is asked at the ends of blocks only, and at a hunted sample at three places', () => {
  // Far from 0 the error of Simpson's rule falls from interval to interval, as it does before a mistake.
  const steep = (x: Float64Array) => x.map((xi) => Math.tanh(6 * xi));
  const right = subject({
    name: 'right',
    domain,
    f: (x) => x.reduce((sum, xi) => sum + Math.log(Math.cosh(6 * xi)) / 6, 0),
    gradient: steep,
  });
  const { evaluations } = held(right, 1);
  const { evaluations: without } = check(right, law, { seed: 1, runs: 20, hunting: false });
  const [blocks, marks] = [3 * 65, 240];
  expect(evaluations.f - without.f).toBeLessThan(blocks + 3.5 * marks);
});

test('a layer is hunted along lines of three quarters as many intervals', () => {
  const wide = { dimension: 8, low: -8, high: 8 } as const;
  const scalar = subject({ name: 'scalar', domain: wide, f, gradient: slopes });
  const layer = subject({
    name: 'layer',
    domain: wide,
    outputs: 2,
    f: (x) => [f(x), 2 * f(x)],
    vjp: (x, [a, b]) => slopes(x).map((g) => g * (a! + 2 * b!)),
  });
  const backward = properties.find(({ name }) => name === 'vjp-matches-differences')!;
  const claims = (of: FunctionSubject, by: typeof law) =>
    check(of, by, { seed: 1, runs: 20 }).evaluations.claims - check(of, by, { seed: 1, runs: 20, hunting: false }).evaluations.claims;
  const less = claims(scalar, law) - claims(layer, backward);
  expect(less).toBeGreaterThan(800);
  expect(less).toBeLessThan(1100);
});

test('where a claim has no value, though f has a slope along the input, the sound one passes and the other fails', () => {
  const entropy = (of: (x: number, y: number) => number) =>
    subject({
      name: 'x log y',
      domain: [
        [0, 2],
        [0, 2],
      ],
      f: ([x, y]) => (x === 0 ? 0 : x * Math.log(y)),
      gradient: ([x, y]) => [Math.log(y), of(x, y)],
    });
  for (const seed of [1, 2, 3, 4]) {
    const sound = entropy((x, y) => (x === 0 ? 0 : x / y));
    expect(verdict(sound, seed)).not.toBe('fail');
    const result = held(
      entropy((x, y) => x / y),
      seed,
    );
    expect(result.fault).toBe('not-finite');
    expect(result.simplest?.sample).toMatchObject({ x: [0, 0] });
  }
});

/** A claim that is wrong in an interval of one input that holds 0.1 to 1 % of the domain; at a kink or a jump, f changes there and the claim of a kink does not follow. */
function window(seed: number, where: 'text' | 'claim' | 'kink' | 'jump'): FunctionSubject {
  const rng = random(seed);
  const [i, from, width, size] = [rng.below(n), -7 + 13 * rng.next(), 16 * 10 ** (-3 + rng.next()), 10 ** (-3 * rng.next())];
  const within = (x: Float64Array) => x[i]! > from && x[i]! < from + width;
  const extra = ([...x]: Float64Array) => {
    const t = x[i]! - from;
    if (where === 'kink') return size * Math.max(0, Math.min(t, width));
    return where === 'jump' && t > 0 && t < width ? size : 0;
  };
  const off = (x: Float64Array) => (where !== 'kink' && within(x) ? slopes(x).with(i, slopes(x)[i]! * (1 + size) + size / 7) : slopes(x));
  const written = new Function(
    'slopes',
    'size',
    `return (x) => x[${i}] > ${from} && x[${i}] < ${from + width} ? slopes(x).with(${i}, slopes(x)[${i}] * (1 + size) + size / 7) : slopes(x)`,
  );
  return subject({ name: where, domain, f: (x) => f(x) + extra(x), gradient: where === 'text' ? written(slopes, size) : off });
}

test.each([
  ['text', 20],
  ['claim', 18],
  ['kink', 18],
  ['jump', 18],
] as const)('a mistake in a thousandth to a hundredth of the domain (%s) is found in at least %i of 20 seeds', (where, least) => {
  const found = Array.from({ length: 20 }, (_, k) => check(window(k + 1, where), law, { seed: k + 1, runs: 100, brief: true }));
  expect(found.filter(({ verdict }) => verdict === 'fail').length).toBeGreaterThanOrEqual(least);
});

test('special points are made when they are asked for: with a million inputs most are not', () => {
  let made = 0;
  const base = () => {
    made++;
    return new Float64Array(16);
  };
  const marks = landmarks({ dimension: 16, low: -1, high: 1 }, [], base);
  expect([marks.length, made]).toEqual([197, 0]);
  expect(marks[0]!()).toHaveLength(16);
  expect(made).toBe(1);
});
