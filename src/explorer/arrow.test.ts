import { expect, test } from 'vitest';
import { arrowOutline, arrowPath, rulerOf } from './arrow.ts';

test('an arrow is as long as the ground is steep, and vanishes where it is level', () => {
  const { kind, of } = rulerOf([1, 2, 3, 4, 5]);
  expect(kind).toBe('linear');
  expect(of(0)).toBe(0);
  expect(of(4) / of(2)).toBeCloseTo(2, 12);
});

test('where steepness differs widely, small arrows stay visible and longer is still steeper', () => {
  const { kind, of } = rulerOf(Array.from({ length: 100 }, (_, k) => 10 ** (k / 20)));
  expect(kind).toBe('compressed');
  expect(of(0)).toBe(0);
  expect(of(10)).toBeGreaterThan(0.1);
  for (let k = 1; k < 100; k++) expect(of(10 ** (k / 20))).toBeGreaterThan(of(10 ** ((k - 1) / 20)));
});

test('huge, missing and level ground', () => {
  expect(rulerOf([1e300, 2e300, 3e300]).of(3e300)).toBeCloseTo(1, 12);
  expect(rulerOf([0, 0]).of(0)).toBe(0);
  expect(rulerOf([Number.NaN, 1]).of(Number.NaN)).toBe(0);
});

test('an arrow begins and ends where it should', () => {
  const outline = arrowOutline([10, 20], [110, 20], 4, 15);
  expect(outline[3]).toEqual([110, 20]);
  expect([outline[0], outline.at(-1)]).toEqual([
    [10, 22],
    [10, 18],
  ]);
  expect(arrowPath([10, 20], [10.2, 20], 4, 15)).toBe('');
  expect(arrowPath([0, 0], [0, 20], 2, 6)).toMatch(/^M.*0 20L.*Z$/);
});
