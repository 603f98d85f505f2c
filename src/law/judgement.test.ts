import { expect, test } from 'vitest';
import { type Precision, SMALLEST } from '../math/precision.ts';
import type { Side } from '../measure/side.ts';
import { type Judgement, judge, type Measurement } from './verdict.ts';

const EPSILON = 2 ** -52;
const side = (value: number, error: number, more: Partial<Side> = {}): Side => ({ value, error, ...more });
const judged = (claimed: Side, measured: Side, more: Partial<Measurement> = {}, precision: Precision = 'float64'): Judgement =>
  judge({ claimed, measured, ...more }, precision);
const verdicts = (...all: readonly Judgement[]) => all.map(({ verdict }) => verdict);

test.each<[Precision, number]>([
  ['float64', 1e-3],
  ['float32', 1e-2],
  ['float16', 1e-1],
  ['bfloat16', 1e-1],
])('in %s a bar up to %d of what it measures passes', (precision, resolution) => {
  const at = (part: number) => judged(side(1, 0), side(1, part * resolution), {}, precision);
  expect(verdicts(at(0.9), at(1.1))).toEqual(['pass', 'inconclusive']);
});

test('what is measured has the size of the largest of both values, the scale, and both variations', () => {
  const bar = { claimed: side(0, 0), measured: side(0, 0.9e-3) };
  const sized = (claimed: Partial<Side>, measured: Partial<Side>, scale?: number) =>
    judge({ claimed: { ...bar.claimed, ...claimed }, measured: { ...bar.measured, ...measured }, ...(scale !== undefined && { scale }) })
      .verdict;
  expect(sized({}, {})).toBe('inconclusive');
  expect(sized({}, {}, 1)).toBe('pass');
  expect(sized({}, { variation: 1 })).toBe('pass');
  expect(sized({ variation: 1 }, {})).toBe('pass');
  expect([sized({}, {}, 0.5), sized({}, { variation: 0.5 }), sized({ variation: 0.5 }, {})]).toEqual([
    'inconclusive',
    'inconclusive',
    'inconclusive',
  ]);
  for (const sign of [1, -1]) {
    expect(judged(side(sign, 0.9e-3), side(sign * 0.9985, 0)).verdict).toBe('inconclusive');
    expect(judged(side(sign, 0.9e-3), side(sign, 0)).verdict).toBe('pass');
    expect(judged(side(sign, 0), side(sign, 0.9e-3)).verdict).toBe('pass');
    // Of 1 and 1.1 the larger one is the size: 0.105 of 1.1 is below a tenth, and of 1 it is not.
    expect(judged(side(sign * 1.1, 0), side(sign, 0.105), {}, 'float16').verdict).toBe('pass');
    expect(judged(side(sign, 0), side(sign * 1.1, 0.105), {}, 'float16').verdict).toBe('pass');
  }
});

test('two roundings of the larger value, and the smallest number of the format, are granted', () => {
  const apart = (a: number, b: number, precision: Precision = 'float64') => judged(side(a, 0), side(b, 0), {}, precision).verdict;
  for (const sign of [1, -1]) {
    // 3 · 2 · 1.75 roundings are 10.5.
    expect([apart(sign * 1.75, sign * (1.75 - 10 * EPSILON)), apart(sign * 1.75, sign * (1.75 - 11 * EPSILON))]).toEqual(['pass', 'fail']);
    expect([apart(sign * (1.75 - 10 * EPSILON), sign * 1.75), apart(sign * (1.75 - 11 * EPSILON), sign * 1.75)]).toEqual(['pass', 'fail']);
  }
  expect(apart(1e-30, -1e-30)).toBe('fail');
  const tiny = (k: number) => judged(side(k * SMALLEST.float32, 0), side(0, 0, { variation: 1 }), {}, 'float32').verdict;
  expect([tiny(2.9), tiny(3.1)]).toEqual(['pass', 'fail']);
  expect(judged(side(0, 0), side(0, 0)).bars).toBe(0);
  // Of numbers of opposite sign the larger size counts.
  expect([judged(side(2 ** 53, 0), side(-1, 3e15)).bars * (3e15 + 4)]).toEqual([expect.closeTo(2 ** 53, -1)]);
});

test('three bars are agreement still', () => {
  expect(verdicts(judged(side(3, 0), side(0, 1 - SMALLEST.float64 - 6 * EPSILON, { variation: 1e9 })))).toEqual(['pass']);
});

test('the digits of a pass are those of the larger of bar and gap, and 15.6 at most', () => {
  expect(judged(side(1, 0), side(1, 1e-20)).digits).toBeCloseTo(-Math.log10(2 * EPSILON), 3);
  expect(judged(side(0, 0), side(0, 0)).digits).toBe(15.6);
  expect(judged(side(1, 0), side(1, 0)).digits).toBe(15.6);
  expect(judged(side(0, 0), side(0, 1e-20, { variation: 1 })).digits).toBe(15.6);
  expect(judged(side(0, 0), side(0, 1e-20, { variation: 0 })).digits).toBe(15.6);
  expect(judged(side(0, 1e-9), side(0, 1e-9)).verdict).toBe('inconclusive');
  expect(judged(side(0, 0), side(0, 1e-9, { variation: 1 })).digits).toBeCloseTo(9, 9);
});

test('a claim without a value is not blamed where the bar is above half of the slope and of the variation', () => {
  const missing = (value: number, error: number, variation: number) =>
    judged(side(Number.NaN, 0), side(value, error, { kind: 'smooth', variation })).verdict;
  for (const sign of [1, -1]) {
    expect([missing(sign * 4, 1.9, 1), missing(sign * 4, 2.1, 1)]).toEqual(['fail', 'inconclusive']);
    expect([missing(sign, 1.9, 4), missing(sign, 2.1, 4)]).toEqual(['fail', 'inconclusive']);
  }
  expect(missing(1, 100, 0)).toBe('fail');
  expect(judged(side(5, 0), side(1, 0.6, { kind: 'smooth', variation: 1 })).verdict).toBe('fail');
  expect(judged(side(Number.NaN, Number.POSITIVE_INFINITY), side(1, 1e-9, { kind: 'smooth', variation: 1 }))).toMatchObject({
    verdict: 'fail',
    reason: 'not finite',
  });
});

test('a claim whose bar is not finite says nothing', () => {
  expect(judged(side(5, Number.POSITIVE_INFINITY), side(1, 1e-9))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'nothing could be measured',
  });
});

test('a kink allows all slopes from the smaller to the larger one, and as its bar the larger one of theirs', () => {
  const kink = (left: Side, right: Side) => side(0, 100, { kind: 'kink', left, right, variation: 1e3 });
  const [fine, coarse] = [1e-3, 1e-1];
  for (const claim of [1.29, -1.29]) {
    expect(judged(side(claim, 0), kink(side(-1, fine), side(1, coarse))).verdict).toBe('pass');
    expect(judged(side(claim, 0), kink(side(1, coarse), side(-1, fine))).verdict).toBe('pass');
    expect(judged(side(claim, 0), kink(side(1, fine), side(-1, fine))).verdict).toBe('fail');
    expect(judged(side(claim * 1.02, 0), kink(side(-1, fine), side(1, coarse))).verdict).toBe('fail');
  }
  const between = (left?: Side, right?: Side) =>
    side(0, 0, { kind: 'kink', between: [-1, 1], variation: 1e3, ...(left && { left }), ...(right && { right }) });
  for (const claim of [1.29, -1.29]) {
    expect(judged(side(claim, 0), between(side(0, fine), side(0, coarse))).verdict).toBe('pass');
    expect(judged(side(claim, 0), between(side(0, coarse), side(0, fine))).verdict).toBe('pass');
    expect(judged(side(claim, 0), between(side(0, coarse))).verdict).toBe('pass');
    expect(judged(side(claim, 0), between(undefined, side(0, coarse))).verdict).toBe('pass');
    expect(judged(side(claim, 0), between()).verdict).toBe('fail');
  }
});

test('one-sided slopes count only at a kink, and only where both are known', () => {
  const sided = (more: Partial<Side>) => judged(side(1, 0), side(0, 1e-3, { variation: 1e3, ...more })).verdict;
  const [left, right] = [side(-1, 1e-3), side(1, 1e-3)];
  expect(sided({ kind: 'kink', left, right })).toBe('pass');
  expect(sided({ kind: 'smooth', left, right })).toBe('fail');
  expect(sided({ kind: 'kink', left })).toBe('fail');
  expect(sided({ kind: 'kink', right })).toBe('fail');
});

test('a value that holds exactly passes with all digits whatever else is known, one with a bar does not', () => {
  expect(judged(side(0, 0), side(0, 0)).verdict).toBe('pass');
  expect(judged(side(1e-310, 0), side(0, 0)).verdict).toBe('inconclusive');
  expect(judged(side(0, 1e-3), side(0, 1e-3)).verdict).toBe('inconclusive');
});

test('where f does not change, a slope that 64 roundings of 1 may hide passes as exact', () => {
  const still = (claim: number, roundingSlope: number | undefined, error = 1) =>
    judged(side(claim, 0), side(0, error, { variation: 0, kind: 'smooth', ...(roundingSlope !== undefined && { roundingSlope }) }));
  expect(verdicts(still(0.5, 60 * EPSILON), still(0.5, 70 * EPSILON), still(0.5, undefined))).toEqual(['pass', 'inconclusive', 'pass']);
  expect(verdicts(still(-0.5, 60 * EPSILON), still(-2, 60 * EPSILON), still(2, 60 * EPSILON))).toEqual([
    'pass',
    'inconclusive',
    'inconclusive',
  ]);
  expect(verdicts(still(0.5, 64 * EPSILON))).toEqual(['pass']);
  // It establishes no digits of the claim, unless that is 0.
  expect([still(0.5, 0).digits, still(0, 0).digits, still(0, 70 * EPSILON).digits]).toEqual([undefined, 15.6, 15.6]);
});

/** A claim with noise, beside a slope that is measured on a smooth line. */
const noisy = (claim: number, noise: number, error = 1e-12, more: Partial<Side> = {}) =>
  judged(side(claim, noise), side(1, error, { kind: 'smooth', ...more }));

test('a claim is unstable where its noise and its gap are above a millionth of the size, and not to be granted above a thousandth', () => {
  const worthless = noisy(1.0015, 1.2e-3);
  expect(worthless).toMatchObject({ verdict: 'fail', reason: 'unstable', gap: expect.closeTo(1.5e-3, 9) });
  expect(worthless.granted).toBeUndefined();
  expect(noisy(1.0015, 0.9e-3).granted).toMatchObject({ verdict: 'inconclusive' });
  expect(noisy(1.0009, 1.2e-3).granted).toMatchObject({ verdict: 'inconclusive' });
  expect(noisy(1 + 1.5e-6, 1.2e-6)).toMatchObject({ verdict: 'fail', reason: 'unstable', granted: { verdict: 'pass' } });
  expect(noisy(1 + 1.5e-6, 0.9e-6).verdict).toBe('pass');
  expect(noisy(1 + 0.9e-6, 1.2e-6).verdict).toBe('pass');
  // Against a size of 4 a thousandth is 4 · 10⁻³.
  expect(noisy(1.0045, 4.2e-3, 1e-12, { variation: 4 }).granted).toBeUndefined();
  expect(noisy(1.0045, 3.8e-3, 1e-12, { variation: 4 }).granted).toBeDefined();
  expect(noisy(1.0038, 4.2e-3, 1e-12, { variation: 4 }).granted).toBeDefined();
});

test('and where the slope of f is a hundred times surer than that, and excludes the claim', () => {
  expect(noisy(1.01, 0.02, 1.9e-4)).toMatchObject({ reason: 'unstable' });
  expect(noisy(1.01, 0.02, 2.1e-4).reason).not.toBe('unstable');
  // Against three bars of 10⁻² of the noise: 0.3 · 0.1 is above the gap of 0.002.
  expect(noisy(1.002, 0.1, 0.9e-3).reason).not.toBe('unstable');
  expect(noisy(1.003, 0.1, 0.9e-3)).toMatchObject({ reason: 'unstable' });
});

test('a claim is not unstable where f scatters too, so that no slope of it is seen', () => {
  const scattering = (error: number, more: Partial<Side>) => noisy(-4e43, 6e43, error, { variation: 4, ...more });
  expect(scattering(2.1, { noisy: true })).toMatchObject({ verdict: 'inconclusive', reason: 'noise' });
  expect(scattering(1.9, { noisy: true })).toMatchObject({ verdict: 'fail', reason: 'unstable' });
  // An f that is flat shows that it has no such slope.
  expect(scattering(2.1, {})).toMatchObject({ verdict: 'fail', reason: 'unstable' });
});

test('the bars of an unstable claim are those of the slope', () => {
  expect(noisy(1.01, 0.02, 1e-4).bars).toBeCloseTo(100, 6);
  expect(noisy(1.01, 0.02, 0).bars).toBeCloseTo(0.01 / (2 * EPSILON * 1.01), -8);
});

test('only a slope that was measured on a line shows a claim to be unstable', () => {
  expect(judged(side(1.01, 0.02), side(1, 1e-12)).verdict).toBe('inconclusive');
});

test('within what is allowed no bar lies between the sides', () => {
  const kink = side(0, 1, { kind: 'kink', left: side(-1, 1e-9), right: side(1, 1e-9), variation: 1e3 });
  expect(judged(side(0.5, 0), kink).bars).toBe(0);
  expect(judged(side(-0.5, 0), kink).bars).toBe(0);
  expect(judged(side(-5, 0), side(1, 1e-3), { relation: '≤' }).bars).toBe(0);
  expect(judged(side(5, 0), side(1, 1e-3), { relation: '≥' }).bars).toBe(0);
});
