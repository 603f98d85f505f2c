import { expect, test } from 'vitest';
import { fromFormula } from '../adapters/formula.ts';
import { type Effort, instrument } from '../measure/instrument.ts';
import { evaluator } from '../subject/evaluator.ts';
import { type FunctionSubject, subject } from '../subject/subject.ts';
import { exactMeasurement } from './exact-measurement.ts';
import type { Measurement } from './verdict.ts';

/** The measurement of a claimed gradient at x along v. */
function measured(of: FunctionSubject, x: readonly number[], v: readonly number[], effort: Effort = 'thorough'): Measurement | undefined {
  const target = evaluator(of);
  const look = instrument(target, effort);
  const [at, along] = [Float64Array.from(x), Float64Array.from(v)];
  const claimed = look.product(target.gradient!, at, along);
  return exactMeasurement(target, {
    claim: 'gradient',
    x: at,
    weights: along,
    claimed,
    effort,
    measured: () => look.derivative(target.f, at, along),
  });
}

const plane = (f: string, gradient: readonly string[]): FunctionSubject =>
  fromFormula({ name: f, variables: { x: [-2, 2], y: [-2, 2] }, f, gradient });

/** A bowl with noise that is 10⁷ times smaller and does not change along (3, −1). */
const noisy = plane('((1 - x)^2 + y^2 + 1)*(1 + 1e-7*sin(1e8*(x + 3*y)))', ['-2*(1 - x)', '2*y']);

test('noise that the formula spells out does not count where it shows in f, nor along its waves', () => {
  expect(measured(noisy, [0, 1], [1, 0])).toBeUndefined();
  expect(measured(noisy, [0, 1], [1.5, -0.5], 'weighed')).toBeUndefined();
  // At 0 the noise itself vanishes along them, and only entries by themselves differ.
  expect(measured(noisy, [0, 0], [1.5, -0.5])).toBeUndefined();
});

test('a claim that is not the derivative with noise, nor without, is wrong', () => {
  const wrong = plane('(x^2 + y^2 + 1)*(1 + 1e-7*sin(1e8*(x + 3*y)))', ['3*x', '2*y']);
  expect(measured(wrong, [1, 1], [1, 0])!.decided!.verdict).toBe('fail');
});

test('entries that the direction does not meet are not looked at', () => {
  const half = plane('x^2 + abs(y)', ['2*x', '7']);
  expect(measured(half, [1, 0.5], [1, 0])!.decided!.verdict).toBe('pass');
  expect(measured(half, [1, 0.5], [1, 1])!.exact!.wrong).toEqual([
    { index: 1, label: 'y', claimed: 7, exact: 1, relative: expect.closeTo(6 / 7, 12) },
  ]);
  expect(measured(half, [1, 0], [1, 1])).toBeUndefined();
});

test('a sum of entries that vanishes has lost no digits', () => {
  const sum = plane('exp(x) - exp(y)', ['exp(x)', '-exp(y)']);
  expect(measured(sum, [0.3, 0.3], [1, 1])!.exact).toMatchObject({ agreement: 'identical', digits: 15.6, ulps: 0 });
  expect(measured(sum, [0.3, 0.3 + 2 ** -40], [1, 1])!.exact!.digits).toBeGreaterThan(14);
});

test('a long formula is left to the samples that are looked at with care', () => {
  const terms = Array.from({ length: 60 }, (_, k) => k + 1);
  const long = plane(terms.map((k) => `sin(${k}*x)*y`).join('+'), [
    terms.map((k) => `${k}*cos(${k}*x)*y`).join('+'),
    terms.map((k) => `sin(${k}*x)`).join('+'),
  ]);
  expect(measured(long, [1, 1], [1, 1], 'quick')).toBeUndefined();
  expect(measured(long, [1, 1], [1, 1])!.exact!.agreement).toBe('identical');
});

test('code is held to its formula only where it has its values', () => {
  const bent = (off: number): FunctionSubject =>
    subject({ name: 'bent', domain: [[-2, 2]], f: ([x]) => x ** 3 * (1 + off), gradient: ([x]) => [3 * x * x], formula: 'x^3' });
  expect(measured(bent(0), [1.5], [1])!.decided!.verdict).toBe('pass');
  expect(measured(bent(2 ** -52), [1.5], [1])).toBeDefined();
  expect(measured(bent(1e-10), [1.5], [1])).toBeUndefined();
});
