import { expect, test } from 'vitest';
import { fromFormula } from '../adapters/formula.ts';
import { subject } from '../subject/subject.ts';
import { exploration } from './exploration.ts';
import { still } from './still.ts';

const saddle = fromFormula({
  name: 'x^2 + 3*x*y + y^2',
  variables: { x: [-3, 3], y: [-3, 3] },
  f: 'x^2 + 3*x*y + y^2',
  gradient: ['2*x + 3*y', '3*x + 2*y'],
});
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

test('a picture has contours with their values, arrows, a path with its end, and words', () => {
  const svg = still(exploration(saddle, { at: [1, 2], failures: [{ at: [1, 1], text: 'here' }] })!);
  expect(count(svg, /class="contour"/g)).toBeGreaterThan(6);
  expect(count(svg, /class="level"/g)).toBeGreaterThan(6);
  for (const name of ['measured', 'claimed', 'tangent', 'downhill', 'field', 'walk', 'walk-start', 'walk-end', 'flat saddle', 'failure'])
    expect(count(svg, new RegExp(`class="${name}"`, 'g'))).toBeGreaterThan(0);
  expect(svg).toContain('the steepest way up is (8, 7); steepness 10.6.');
  expect(svg).toContain('Overshoot limit: η = 0.402.');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('the same input gives the same picture', () => {
  const draw = (): string => still(exploration(saddle)!);
  expect(draw()).toBe(draw());
});

test('the arrow of x² + 3xy + y² at (1, 2) points along (8, 7) and stands across the contour', () => {
  const svg = still(exploration(saddle, { at: [1, 2] })!);
  const numbers = (text: string): number[] => text.match(/-?\d+(\.\d+)?/g)!.map(Number);
  const outline = numbers(/class="measured" d="([^"]*)"/.exec(svg)![1]!);
  const [x, y] = numbers(/class="dot" cx="([^"]*" cy="[^"]*)"/.exec(svg)![1]!) as [number, number];
  const [dx, dy] = [outline[6]! - x, y - outline[7]!];
  expect(dy / dx).toBeCloseTo(7 / 8, 2);
  const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((name) =>
    Number(new RegExp(`class="tangent"[^>]*\\b${name}="([^"]*)"`).exec(svg)![1]),
  );
  expect(Math.abs((x2! - x1!) * dx - (y2! - y1!) * dy) / Math.hypot(dx, dy) / 140).toBeLessThan(1e-3);
});

test('level ground, ground without values, and enormous heights make valid pictures', () => {
  for (const f of ['0*x*y + 3', 'log(x*y)', '1e300*(x^2 - y^2)', '1e-300*x*y', 'abs(x) + abs(y)', 'floor(x) + y']) {
    const svg = still(exploration(fromFormula({ name: f, variables: { x: [-2, 2], y: [-2, 2] }, f }))!);
    expect(svg).not.toMatch(/"[^"]*(NaN|undefined|Infinity)[^"]*"/);
  }
});

test('what a hostile author writes stays text', () => {
  const hostile = subject({
    name: '</title><script>alert(1)</script>&"\'',
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    label: (i) => `<b onload="x">${i}]]>`,
    f: ([x, y]) => x * y,
  });
  const svg = still(exploration(hostile, { failures: [{ at: [0, 0], text: '<script>' }], size: 17 })!);
  expect(svg).not.toMatch(/<script|<b |]]>/);
  expect(svg).toContain('&lt;/title&gt;&lt;script&gt;');
});
