import { expect, test } from 'vitest';
import { random } from '../math/random.ts';
import { drift, type Trial } from './sequential-test.ts';

const MEAN = Float64Array.of(0.5, -0.25);
const BOUND = Float64Array.of(1.5, 1.25);
/** The standard deviation of a number from [−1, 1). */
const DEVIATION = 1 / Math.sqrt(3);

/** Draws about a mean, uniform to ±1, and a bias of the first component in parts of their standard deviation. */
function uniform(seed: number, bias = 0): () => Float64Array {
  const { next } = random(seed);
  return () => Float64Array.of(MEAN[0]! + bias * DEVIATION + 2 * next() - 1, MEAN[1]! + 2 * next() - 1);
}

const trial = (trials: number, alarm: number, bounded = true): Trial => ({
  trials,
  alarm,
  rounding: new Float64Array(2),
  ...(bounded && { bound: BOUND.map((b) => b + 0.5) }),
});
const share = (count: number, of: (seed: number) => boolean): number =>
  Array.from({ length: count }, (_, k) => of(k + 1)).filter(Boolean).length / count;

test('draws without a bias raise an alarm no more often than is allowed for, at however many draws they are looked at', () => {
  for (const bounded of [true, false])
    expect(share(400, (seed) => drift(MEAN, uniform(seed), trial(1000, 0.1, bounded)).biased !== undefined)).toBeLessThanOrEqual(0.1);
});

test('a bias of a tenth of the standard deviation is found, on its side and of its size, and the sooner the larger it is', () => {
  const found = [0.1, 1].map((bias) => drift(MEAN, uniform(3, bias), trial(20_000, 0.01)));
  for (const { biased, biases } of found) {
    expect(biased).toBe(0);
    expect(biases[0]!.low).toBeGreaterThan(0);
    expect(biases[1]!.low).toBeLessThan(0);
    expect(biases[1]!.high).toBeGreaterThan(0);
  }
  expect(found[1]!.draws).toBeLessThan(found[0]!.draws / 10);
  expect(drift(MEAN, uniform(3, -0.1), trial(20_000, 0.01)).biases[0]!.high).toBeLessThan(0);
});

test('what is excluded covers the bias that is there, and shrinks with the root of the draws', () => {
  const wide = drift(MEAN, uniform(5, 0.005), trial(2000, 0.01)).biases[0]!;
  const narrow = drift(MEAN, uniform(5, 0.005), trial(32_000, 0.01)).biases[0]!;
  for (const { low, high } of [wide, narrow]) {
    expect(low).toBeLessThan(0.005 * DEVIATION);
    expect(high).toBeGreaterThan(0.005 * DEVIATION);
  }
  expect((wide.high - wide.low) / (narrow.high - narrow.low)).toBeGreaterThan(3);
});

test('a constant that is off is found, within rounding it is not, and beyond a declared bound nothing is said', () => {
  const off = (by: number) => () => MEAN.map((value) => value + by);
  expect(drift(MEAN, off(0.1), trial(1000, 1e-3)).biased).toBeDefined();
  expect(drift(MEAN, off(1e-15), { ...trial(1000, 1e-3, false), rounding: Float64Array.of(2e-15, 2e-15) }).biased).toBeUndefined();
  expect(drift(MEAN, off(1e-15), trial(1000, 1e-3, false)).biased).toBeDefined();
  expect(drift(MEAN, off(3), trial(1000, 1e-3)).beyond).toMatchObject({ draw: 0, component: 0 });
});
