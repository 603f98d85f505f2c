import { expect, test } from 'vitest';
import { levelsOf, toneOf } from './levels.ts';

const sampled = (f: (x: number, y: number) => number, [x0, x1]: readonly [number, number], [y0, y1]: readonly [number, number]): number[] =>
  Array.from({ length: 81 * 81 }, (_, k) => f(x0 + ((x1 - x0) * (k % 81)) / 80, y0 + ((y1 - y0) * Math.floor(k / 81)) / 80));
const square = [-2, 2] as const;

test('evenly spread values have even, round levels', () => {
  const tone = toneOf(sampled((x, y) => x * x + 3 * x * y + y * y, square, square))!;
  expect(tone.kind).toBe('linear');
  expect(levelsOf(tone)).toEqual([-2, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
});

test("Rosenbrock's valley is seen: half of the levels lie in the lowest twentieth of the range", () => {
  const tone = toneOf(sampled((x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, square, [-1, 3]))!;
  const levels = levelsOf(tone);
  expect(tone.kind).toBe('valley');
  expect(levels.filter((level) => level < 125).length).toBeGreaterThanOrEqual(levels.length / 2);
  expect(levels[0]).toBeLessThan(1);
  expect(levels.at(-1)).toBeGreaterThan(500);
});

test('a hill is a valley upside down', () => {
  const tone = toneOf(sampled((x, y) => -((1 - x) ** 2) - 100 * (y - x * x) ** 2, square, [-1, 3]))!;
  expect(tone.kind).toBe('summit');
  expect(levelsOf(tone).filter((level) => level > -125).length).toBeGreaterThanOrEqual(6);
});

test('spikes up and down leave contours between them', () => {
  const tone = toneOf(
    sampled((x, y) => x + y + 1e4 * (Math.exp(-400 * ((x - 1) ** 2 + y * y)) - Math.exp(-400 * ((x + 1) ** 2 + y * y))), square, square),
  )!;
  expect(tone.kind).toBe('tails');
  expect(levelsOf(tone).filter((level) => Math.abs(level) < 4).length).toBeGreaterThanOrEqual(2);
});

test('a tone rises from 0 to 1, and its inverse leads back', () => {
  for (const values of [
    sampled((x, y) => x * x + y, square, square),
    sampled((x, y) => Math.exp(6 * x + y), square, square),
    [-1.7e308, 0, 1.7e308],
  ]) {
    const tone = toneOf(values)!;
    expect([tone.of(tone.low), tone.of(tone.high)]).toEqual([0, 1]);
    for (const t of [0.1, 0.5, 0.9]) expect(tone.of(tone.inverse(t))).toBeCloseTo(t, 9);
    const levels = levelsOf(tone);
    expect(levels.length).toBeGreaterThan(4);
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
    expect(levels.every((level) => level > tone.low && level < tone.high)).toBe(true);
  }
});

test('a plateau is no valley', () => {
  expect(toneOf(sampled((x) => Math.max(0, x), square, square))!.kind).toBe('linear');
});

test('level ground has no tone, and neither has ground that is nowhere', () => {
  expect(toneOf([3, 3, 3])).toBeUndefined();
  expect(toneOf([Number.NaN, Number.POSITIVE_INFINITY])).toBeUndefined();
});
