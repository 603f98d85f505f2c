import { expect, test } from 'vitest';
import type { Side } from '../measure/side.ts';
import { judge, type Measurement, TIE } from './verdict.ts';

const reading = (value: number, error: number, more: Partial<Side> = {}): Side => ({ value, error, ...more });
const both = (claimed: Side, measured: Side, more: Partial<Measurement> = {}): Measurement => ({ claimed, measured, ...more });
const kink = (left: number, right: number, error = 1e-12): Side =>
  reading((left + right) / 2, Math.abs(right - left) / 2 + error, {
    kind: 'kink',
    left: { value: left, error },
    right: { value: right, error },
  });

test('infinity is the right rounding of a slope beyond the largest number of the precision, where it has its sign', () => {
  const infinite = reading(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  const verdict = (measured: number, claimed = infinite, precision: 'float32' | 'float16' | 'float64' = 'float32') =>
    judge(both(claimed, reading(measured, 1e-3 * Math.abs(measured), { kind: 'smooth' })), precision).verdict;
  expect(verdict(-2.9e39)).toBe('pass');
  expect(verdict(-3.4e38)).toBe('pass');
  expect(verdict(-3.3e38)).toBe('fail');
  expect(verdict(2.9e39)).toBe('fail');
  expect(verdict(-2.9e39, infinite, 'float64')).toBe('fail');
  expect(verdict(-7e4, infinite, 'float16')).toBe('pass');
  expect(verdict(-6e4, infinite, 'float16')).toBe('fail');
  // NaN at a slope that is infinite in its precision stays open.
  const nothing = { ...infinite, value: Number.NaN };
  expect([-3.5e38, -3.41e38].map((slope) => verdict(slope, nothing))).toEqual(['inconclusive', 'fail']);
  expect([-3.3e38, -3.5e38].map((slope) => verdict(slope, { ...nothing, beyond: 3.3e38 }))).toEqual(['fail', 'inconclusive']);
  // Of a claim along a direction the entries are beyond it.
  expect(verdict(-5e37, { ...infinite, beyond: 4.25e37 })).toBe('pass');
  expect(verdict(-4e37, { ...infinite, beyond: 4.25e37 })).toBe('fail');
});

test('a gap of three bars is agreement, a wider one is a contradiction', () => {
  expect(judge(both(reading(1, 0), reading(1 + 2.99e-6, 1e-6))).verdict).toBe('pass');
  expect(judge(both(reading(1, 0), reading(1 + 3.01e-6, 1e-6)))).toMatchObject({ verdict: 'fail' });
});

test('the bars of both sides count, whichever side is claimed', () => {
  const apart = 5.9e-6;
  for (const [a, b] of [
    [1e-6, 1e-6],
    [2e-6, 0],
    [0, 2e-6],
  ] as const)
    expect(judge(both(reading(1, a), reading(1 + apart, b))).verdict).toBe('pass');
  expect(judge(both(reading(1, 0), reading(1 + apart, 1e-6))).verdict).toBe('fail');
  expect(judge(both(reading(1, 1e-6), reading(1 + apart, 0))).verdict).toBe('fail');
});

test('bars counts the bars between the sides', () => {
  expect(judge(both(reading(2, 0), reading(1, 1e-3))).bars).toBeCloseTo(1000, 6);
  expect(judge(both(reading(1, 0), reading(1, 1e-3))).bars).toBe(0);
});

test('numbers without a bar are still allowed to round', () => {
  expect(judge(both(reading(1, 0), reading(1 + 2 ** -52, 0))).verdict).toBe('pass');
  expect(judge(both(reading(1, 0), reading(1 + 2 ** -48, 0))).verdict).toBe('fail');
});

test('digits are those of the bars, or of the gap where it is wider', () => {
  expect(judge(both(reading(1, 0), reading(1, 1e-9))).digits).toBeCloseTo(9, 6);
  expect(judge(both(reading(1, 0), reading(1 + 2e-9, 1e-9))).digits).toBeCloseTo(9 - Math.log10(2), 3);
  expect(judge(both(reading(1e-12, 0), reading(1e-12, 1e-18))).digits).toBeCloseTo(6, 2);
  expect(judge(both(reading(1, 0), reading(1, 0))).digits).toBeGreaterThan(15);
  expect(judge(both(reading(0, 0), reading(0, 0))).digits).toBeGreaterThan(15);
});

test('a bar coarser than a thousandth of what it measures decides nothing, in single precision than a hundredth, in half precision than a tenth', () => {
  const at = (error: number) => both(reading(1, 0), reading(1, error));
  expect(judge(at(0.9e-3)).verdict).toBe('pass');
  expect(judge(at(1.1e-3))).toMatchObject({ verdict: 'inconclusive', reason: 'the error bar is as large as what it measures' });
  expect(judge(at(0.9e-2), 'float32').verdict).toBe('pass');
  expect(judge(at(1.1e-2), 'float32').verdict).toBe('inconclusive');
  expect(judge(at(0.9e-1), 'float16').verdict).toBe('pass');
  expect(judge(at(0.9e-1), 'bfloat16').verdict).toBe('pass');
  expect(judge(at(1.1e-1), 'float16').verdict).toBe('inconclusive');
});

test('a coarse bar is blamed on noise where noise was found', () => {
  expect(judge(both(reading(1, 0), reading(1, 0.1, { noisy: true }))).reason).toBe('noise');
  expect(judge(both(reading(1, 0.1, { noisy: true }), reading(1, 0))).reason).toBe('noise');
});

test('a coarse bar does not excuse a contradiction', () => {
  expect(judge(both(reading(5, 0), reading(1, 0.1, { noisy: true }))).verdict).toBe('fail');
});

test('about zero a bar is held against the sizes around: the scale, and the slope that f has nearby', () => {
  const near = (more: Partial<Side>, scale?: number) =>
    judge(both(reading(0, 0), reading(1e-10, 1e-10, more), scale === undefined ? {} : { scale }));
  expect(near({}).verdict).toBe('inconclusive');
  expect(near({}, 1)).toMatchObject({ verdict: 'pass' });
  expect(near({ variation: 1 }).verdict).toBe('pass');
  expect(near({ variation: 1e-9 }).verdict).toBe('inconclusive');
});

test('where f is constant nearby, a claim of zero holds at every digit', () => {
  expect(judge(both(reading(0, 0), reading(0, 1e-300, { variation: 0, kind: 'smooth' })))).toMatchObject({ verdict: 'pass' });
  expect(judge(both(reading(1e-12, 0), reading(0, 1e-300, { variation: 0, kind: 'smooth' }))).verdict).toBe('fail');
});

test.each(['jump', 'blow-up', 'unresolved'] as const)('nothing is said of a claim where the line has the shape %s', (kind) => {
  const { verdict, reason, bars } = judge(both(reading(5, 0), reading(1, 1e-9, { kind })));
  expect(verdict).toBe('inconclusive');
  expect(reason).toEqual(expect.any(String));
  expect(bars).toBeNaN();
  expect(judge(both(reading(1, 1e-9, { kind }), reading(5, 0))).verdict).toBe('inconclusive');
});

test('an edge is judged by its one side', () => {
  expect(judge(both(reading(1, 0), reading(1, 1e-9, { kind: 'edge' }))).verdict).toBe('pass');
  expect(judge(both(reading(2, 0), reading(1, 1e-9, { kind: 'edge' }))).verdict).toBe('fail');
});

test('a claim that is not finite is wrong where the slope is known, and nothing where it is not', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect(judge(both(reading(value, 0), reading(1, 1e-9)))).toMatchObject({ verdict: 'fail', reason: 'not finite' });
  expect(judge(both(reading(Number.NaN, 0), reading(0, 1e-9, { variation: 0 })))).toMatchObject({
    verdict: 'fail',
    reason: 'not finite',
  });
  expect(judge(both(reading(Number.NaN, 0), reading(1, 5, { kind: 'smooth', variation: 2 }))).verdict).toBe('inconclusive');
  expect(judge(both(reading(1, 0), reading(Number.NaN, 1)))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'nothing could be measured',
  });
  expect(judge(both(reading(Number.NaN, 0), reading(1, Number.POSITIVE_INFINITY))).verdict).toBe('inconclusive');
});

test('at a kink every slope between the one-sided ones is valid, and none beyond', () => {
  for (const claim of [-1, 0, 0.3, 1]) expect(judge(both(reading(claim, 0), kink(-1, 1))).verdict).not.toBe('fail');
  expect(judge(both(reading(1 + 1e-9, 0), kink(-1, 1))).verdict).toBe('fail');
  expect(judge(both(reading(-1 - 1e-9, 0), kink(-1, 1))).verdict).toBe('fail');
  expect(judge(both(reading(-1 - 1e-9, 0), kink(1, -1))).verdict).toBe('fail');
});

test('a valid slope at a kink is not called smooth: it passes only against a size, never with digits it has not', () => {
  const { verdict, digits } = judge(both(reading(0, 0), { ...kink(-1, 1), variation: 1 }, { scale: 1 }));
  expect(verdict).toBe('pass');
  expect(digits).toBeLessThan(13);
});

test('the range of slopes nearby replaces the two at the point', () => {
  const seen = { ...kink(0, 0), between: [-2, 2] as const };
  expect(judge(both(reading(1.5, 0), { ...seen, variation: 1 })).verdict).toBe('pass');
  expect(judge(both(reading(2.1, 0), { ...seen, variation: 1 })).verdict).toBe('fail');
});

test('where f has one slope along v at all points nearby, a claim within the range of single inputs is told as a tie', () => {
  const seen = { ...kink(-1, 1), between: [-1, 1] as const, along: { value: 0.5, error: 1e-12 }, variation: 1 };
  expect(judge(both(reading(0, 0), seen))).toMatchObject({ verdict: 'inconclusive', reason: TIE });
  expect(judge(both(reading(0.5, 0), seen)).verdict).toBe('pass');
  expect(judge(both(reading(2, 0), seen)).verdict).toBe('fail');
});

test('where f does not change, a claim within the bar passes only if no more than a rounding of 1 may hide', () => {
  const still = (roundingSlope: number) => reading(0, roundingSlope, { kind: 'smooth', variation: 0, roundingSlope });
  expect(judge(both(reading(1e-18, 0), still(1e-16))).verdict).toBe('pass');
  expect(judge(both(reading(1e-9, 0), still(1e-8))).verdict).toBe('inconclusive');
  expect(judge(both(reading(0, 0), still(1e-8))).verdict).toBe('pass');
  expect(judge(both(reading(1e-7, 0), still(1e-8))).verdict).toBe('fail');
});

test('a claim that rounds worse than f is wrong once its noise is a millionth of it and its value shows it', () => {
  const f = reading(1, 1e-12, { kind: 'smooth' });
  expect(judge(both(reading(1.01, 0.02), f))).toMatchObject({ verdict: 'fail', reason: 'unstable' });
  expect(judge(both(reading(1.01, 0.02), reading(1, 1e-3, { kind: 'smooth' }))).reason).not.toBe('unstable');
  const fine = judge(both(reading(1 + 1e-5, 1e-5), f));
  expect(fine).toMatchObject({ verdict: 'fail', reason: 'unstable', granted: { verdict: 'pass' } });
  expect(fine.granted!.digits).toBeCloseTo(5);
  expect(judge(both(reading(1.01, 0.02), f)).granted).toBeUndefined();
  expect(judge(both(reading(1 + 5e-7, 5e-7), f)).verdict).toBe('pass');
  expect(judge(both(reading(1, 0.02), f)).verdict).toBe('inconclusive');
});

test('a side that is measured itself is not called unstable', () => {
  const f = reading(1, 1e-12, { kind: 'smooth' });
  expect(judge(both(reading(1.01, 0.02, { kind: 'smooth' }), f)).verdict).toBe('inconclusive');
});

test('claimed ≤ measured and claimed ≥ measured allow one side to be larger, and the bars to either', () => {
  const low = reading(1, 1e-6);
  const high = reading(2, 1e-6);
  expect(judge(both(low, high, { relation: '≤' })).verdict).toBe('pass');
  expect(judge(both(high, low, { relation: '≤' })).verdict).toBe('fail');
  expect(judge(both(high, low, { relation: '≥' })).verdict).toBe('pass');
  expect(judge(both(low, high, { relation: '≥' })).verdict).toBe('fail');
  expect(judge(both(reading(1 + 5e-6, 1e-6), low, { relation: '≤' })).verdict).toBe('pass');
  expect(judge(both(reading(1 + 7e-6, 1e-6), low, { relation: '≤' })).verdict).toBe('fail');
});

test('an inequality may have a bar as wide as its values: zero is below a positive number known to a half', () => {
  expect(judge(both(reading(0, 0), reading(1, 0.5), { relation: '≤' })).verdict).toBe('pass');
});
