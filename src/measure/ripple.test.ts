import { expect, test } from 'vitest';
import { along, dot, plus, vector } from '../math/vector.ts';
import { balance } from './line-integral.ts';
import { rippleOf } from './ripple.ts';

const BOX = [-3, 3] as const;
const ground = { domain: [BOX, BOX], inside: () => true, precision: 'float64' as const };
const valley = (x: number, y: number) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
const slopes = (x: number, y: number) => [2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)];

/** A valley that ripples with a part of itself, in waves of 10⁻⁸, and a claim that leaves these out, and is off by a factor. */
const rippling = (part: number, factor: (x: number) => number = () => 1) => ({
  field: {
    f: ([x, y]: Float64Array) => valley(x!, y!) * (1 + part * Math.sin(1e8 * x! + 3e8 * y!)),
    slope: ([x, y]: Float64Array, v: Float64Array) => factor(x!) * dot(slopes(x!, y!), v),
  },
  ground,
});

const SEGMENTS = [
  [-1.2, 0.3, 0.5, -1.8],
  [-1.2, 0.3, -1.15, 0.21],
  [2.4, 2.9, -2.2, -0.1],
  [0.3, 0.1, 0.31, 0.11],
].map(([a, b, c, d]) => [vector([a!, b!]), vector([c!, d!])] as const);

/** Whether the gradient theorem contradicts a claim on a segment. */
const contradicts = (claim: ReturnType<typeof rippling>, [a, b]: (typeof SEGMENTS)[number]): boolean => {
  const { claimed, measured } = balance(claim, a, b, 'care');
  return measured.kind !== 'jump' && Math.abs(claimed.value - measured.value) > 3 * (claimed.error + measured.error);
};

test('what f ripples with is as high on short pieces as it is, and a mistake of the claim is not', () => {
  for (const [a, b] of SEGMENTS) {
    const segment = { a, b, length: 1 };
    const size = Math.max(valley(a[0]!, a[1]!), valley(b[0]!, b[1]!));
    const way = plus(b, a, -1);
    const rise = [0, 1 / 4, 1 / 2, 3 / 4, 1].map((t) => Math.abs(dot(slopes(...(along(a, way, t) as unknown as [number, number])), way)));
    expect(rippleOf(rippling(1e-7), segment)).toBeGreaterThan(1e-8 * size);
    expect(rippleOf(rippling(1e-7), segment)).toBeLessThan(2e-7 * size);
    expect(rippleOf(rippling(0), segment)).toBeLessThan(1e-14 * size);
    expect(
      rippleOf(
        rippling(0, () => 1.5),
        segment,
      ),
    ).toBeLessThan((0.5 * Math.max(...rise)) / 1000);
  }
});

test('waves that a claim leaves out and that are far below the segment are noise, on any segment', () => {
  for (const segment of SEGMENTS) expect(contradicts(rippling(1e-7), segment)).toBe(false);
});

test('a mistake is seen beside them, everywhere or in a part', () => {
  for (const [a, b] of SEGMENTS.slice(0, 3)) {
    expect(
      contradicts(
        rippling(1e-7, () => 1.01),
        [a, b],
      ),
    ).toBe(true);
    const middle = (a[0]! + b[0]!) / 2;
    expect(
      contradicts(
        rippling(1e-7, (x) => 1 + Math.exp(-(((x - middle) / 0.1) ** 2))),
        [a, b],
      ),
    ).toBe(true);
  }
});

test('over a distance that no wave which counts is shorter than, a change that noise may make is no contradiction; a larger one is', () => {
  const near = [vector([0, 0]), vector([0, -7e-9])] as const;
  expect(contradicts(rippling(1e-7), near)).toBe(false);
  expect(
    contradicts(
      rippling(0, () => 1e5),
      [vector([0, 0]), vector([0, -1e-6])],
    ),
  ).toBe(false);
  expect(
    contradicts(
      rippling(0, () => 1e7),
      [vector([1e-6, 0]), vector([0, 0])],
    ),
  ).toBe(true);
  expect(
    contradicts(
      rippling(0, () => 1.01),
      [vector([1e-4, 0]), vector([0, 0])],
    ),
  ).toBe(true);
});

test('in a domain that is narrow beside where it is, waves are compared with its width', () => {
  const box = [1e5, 1e5 + 1e-2] as const;
  const claim = (factor: number) => ({
    field: { f: ([x]: Float64Array) => Math.sin(x!), slope: ([x]: Float64Array, [v]: Float64Array) => factor * Math.cos(x!) * v! },
    ground: { domain: [box], inside: () => true, precision: 'float64' as const },
  });
  const ends = [vector([1e5 + 1e-3]), vector([1e5 + 9e-3])] as const;
  for (const [factor, expected] of [
    [1, false],
    [1.00001, true],
  ] as const) {
    const { claimed, measured } = balance(claim(factor), ...ends, 'care');
    expect(measured.kind !== 'jump' && Math.abs(claimed.value - measured.value) > 3 * (claimed.error + measured.error)).toBe(expected);
  }
});
