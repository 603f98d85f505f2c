import { expect, test } from 'vitest';
import type { Estimate } from '../../math/estimate.ts';
import { vector } from '../../math/vector.ts';
import { curvature, derivative, type LineOptions, noiseAlong } from './index.ts';

type Scalar = (t: number) => number;

const of = (f: Scalar, x: number, look: LineOptions = {}, v = 1) => derivative((y) => f(y[0]!), vector([x]), vector([v]), look);
const box = (low: number, high: number): LineOptions => ({ domain: [[low, high]] });
const nowhere: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
/** A number in [−1/2, 1/2) that is another for every t. */
function hashed(t: number): number {
  const [low, high] = new Uint32Array(Float64Array.of(t).buffer) as unknown as [number, number];
  let bits = (low ^ Math.imul(high, 0x9e3779b1)) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32 - 1 / 2;
}

test('a glance is smooth inside the line, and at its ends an edge with one side', () => {
  const glance = (low: number, high: number) => of((t) => 3 * t, 0, { ...box(low, high), effort: 'quick' });
  const slope = { value: expect.closeTo(3, 12), error: expect.closeTo(0, 9) };
  expect(glance(-64, 64)).toMatchObject({ kind: 'smooth', noisy: false, noise: 0, left: slope, right: slope });
  expect(glance(0, 64)).toMatchObject({ kind: 'edge', left: nowhere, right: slope });
  expect(glance(-64, 0)).toMatchObject({ kind: 'edge', left: slope, right: nowhere });
  expect(Object.keys(glance(-64, 64))).not.toContain('roundingSlope');
});

test('what is told of a slope scales with the direction', () => {
  const softplus: Scalar = (t) => Math.log(1 + Math.exp(t));
  const [once, four] = [of(softplus, -50), of(softplus, -50, {}, 4)];
  expect(once.roundingSlope).toBeGreaterThan(0);
  expect(four.roundingSlope).toBe(4 * once.roundingSlope!);
  expect([of(Math.sin, 0.5).step, of(Math.sin, 0.5, {}, 4).step]).toEqual([1 / 4, 1 / 16]);
  const blur = (factor: number) => of(Math.sin, 0.5, { effort: 'quick' }, factor).blur!;
  expect(blur(1)).toBeGreaterThan(0);
  expect(blur(4)).toBe(4 * blur(1));
});

test('a direction may be as small or as large as numbers are', () => {
  expect(of((t) => t, 0, {}, 2 ** -1060).value).toBe(2 ** -1060);
  expect(of((t) => t / 4, 0, {}, 2 ** 1023).value).toBe(2 ** 1021);
});

test('the step is that of the interval from which the slope was read, and there is none at a kink', () => {
  expect(of(Math.exp, 0, box(0, 64)).step).toBe(1 / 4);
  expect(of(Math.exp, 0, box(-64, 64)).step).toBe(1 / 4);
  expect(Object.keys(of(Math.abs, 0))).not.toContain('step');
});

test('where f has no value at x one evaluation tells', () => {
  expect(of((t) => (t === 1 ? Number.NaN : t), 1)).toEqual({
    ...nowhere,
    left: nowhere,
    right: nowhere,
    kind: 'unresolved',
    evaluations: 1,
    noisy: false,
    variation: 0,
    noise: 0,
  });
});

test('where f has a value at x alone there is a slope on no side', () => {
  const seen = of((t) => (t === 1 ? 5 : Number.NaN), 1);
  expect(seen).toMatchObject({ ...nowhere, left: nowhere, right: nowhere, kind: 'unresolved', noisy: false, variation: 0, noise: 0 });
  expect(seen.step).toBeUndefined();
  expect(curvature(([t]) => (t === 1 ? 5 : Number.NaN), vector([1]), vector([1]))).toMatchObject({
    ...nowhere,
    variation: 0,
    kind: 'unresolved',
  });
});

test('the value at a kink lies in the middle, and its bar reaches both slopes with theirs', () => {
  for (const [f, left, right] of [
    [(t: number) => Math.max(t, 3 * t), 1, 3],
    [(t: number) => Math.max(-t, -3 * t), -3, -1],
    [(t: number) => Math.max(t, 3 * t) + (t > 0 ? 1e-6 * hashed(t) : 0), 1, 3],
    [(t: number) => Math.max(t, 3 * t) + (t < 0 ? 1e-6 * hashed(t) : 0), 1, 3],
  ] as const) {
    const seen = of(f, 0);
    expect(seen.kind).toBe('kink');
    expect(Math.abs(seen.value - (left + right) / 2)).toBeLessThan(0.1);
    const larger = Math.max(seen.left.error, seen.right.error);
    expect(seen.error - larger).toBeCloseTo(Math.abs(seen.left.value - seen.right.value) / 2, 12);
  }
});

test('one side with noise makes a kink noisy, and the larger noise and variation are told', () => {
  for (const sign of [1, -1]) {
    const seen = of((t) => (sign * t > 0 ? 3 * t + 1e-6 * hashed(t) : t), 0);
    expect([seen.kind, seen.noisy]).toEqual(['kink', true]);
    expect(seen.noise).toBeGreaterThan(1e-7);
    expect(seen.variation).toBeCloseTo(3, 2);
  }
});

test('two slopes that bars do not tell apart are one, whichever side the bar is on', () => {
  for (const sign of [1, -1]) {
    const at = (zoom: number) => of((t) => (sign * t > 0 ? 3 * t + 1e-7 * hashed(t) : t), 0, { zoom });
    expect(at(1).kind).toBe('kink');
    const vague = at(1 / 16);
    const [left, right] = [vague.left, vague.right];
    expect(vague.kind).toBe('smooth');
    expect(Math.abs(left.value - right.value)).toBeGreaterThan(6 * Math.min(left.error, right.error));
  }
});

test.each<[string, Scalar, 'jump' | 'blow-up' | 'unresolved']>([
  ['∛x', Math.cbrt, 'blow-up'],
  ['√x to the right of a line', (t) => (t < 0 ? t : Math.sqrt(t)), 'blow-up'],
  ['a step behind a line', (t) => (t < 0 ? t : t + 1), 'jump'],
  ['x sin 1/x', (t) => (t === 0 ? 0 : t * Math.sin(1 / t)), 'unresolved'],
])('either side tells the shape: %s', (_, f, kind) => {
  expect([of(f, 0).kind, of((t) => f(-t), 0).kind, of((t) => -f(-t), 0).kind]).toEqual([kind, kind, kind]);
});

test('a value that stands out at an edge is a jump there', () => {
  expect(of((t) => (t === 0 ? 5 : t), 0, box(0, 64)).kind).toBe('jump');
  expect(of((t) => (t === 0 ? 5 : t), 0, box(-64, 0)).kind).toBe('jump');
  expect(of(Math.sqrt, 0, box(0, 64)).kind).toBe('blow-up');
  expect(of((t) => (t === 0 ? 5 : Number.NaN), 0, box(0, 64)).step).toBeUndefined();
});

test('in less than double precision a constant beside an edge is looked at from the other side alone', () => {
  const still = (low: number, high: number, look: LineOptions = { precision: 'float32' }, f: Scalar = () => 1) =>
    of(f, 0, { ...box(low, high), ...look });
  const zero = { value: 0, error: expect.any(Number) };
  expect(still(-1e-3, 64)).toMatchObject({ kind: 'edge', left: nowhere, right: zero });
  expect(still(-64, 1e-3)).toMatchObject({ kind: 'edge', left: zero, right: nowhere });
  expect(still(-64, 64, { precision: 'float32', span: 1 / 8 })).toMatchObject({ kind: 'edge', left: zero, right: nowhere });
  expect(still(-64, 64).kind).toBe('smooth');
  expect(still(-1e-3, 64, {}).kind).toBe('smooth');
  expect(still(-1e-3, 64, { precision: 'float32' }, (t) => t).kind).toBe('smooth');
});

test('a line that is smooth only because it drowned in its rounding is looked at from both sides as well', () => {
  // A kink of ±1 on 2 · 10¹², whose numbers are 2⁻¹² apart, shows as far as 1/4 and no longer as far as 1/64.
  const drowned = of((t) => 2e12 + Math.abs(t), 0);
  expect(drowned).toMatchObject({ kind: 'kink', left: { value: expect.closeTo(-1, 4) }, right: { value: expect.closeTo(1, 4) } });
});

test('a curvature tells the variation of the line', () => {
  const of2 = (f: Scalar, v = 1) => curvature((y) => f(y[0]!), vector([0]), vector([v]));
  expect(of2((t) => t * t).variation * 2).toBeCloseTo(1, 9);
  expect(of2((t) => t * t, 4).variation).toBe(16 * of2((t) => t * t).variation);
  expect(of2((t) => t + 1e-9 * hashed(t))).toMatchObject({ kind: 'smooth' });
  expect(of2((t) => t + 1e-9 * hashed(t)).evaluations).toBeLessThan(150);
});

test('the noise along a direction is that of the values', () => {
  const noise = (v: number) => noiseAlong(([t]) => t! + 1e-6 * hashed(t!), vector([1]), vector([v]));
  for (const v of [1, 4, -1 / 4]) {
    expect(noise(v)).toBeGreaterThan(1e-7);
    expect(noise(v)).toBeLessThan(1e-6);
  }
  expect(noise(0)).toBe(0);
});
