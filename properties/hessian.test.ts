import { expect, test } from 'vitest';
import { check } from '../src/check/check.ts';
import { subject } from '../src/subject/subject.ts';
import law from './hessian-matches-differences.ts';

/** x³y, with a gradient that is this many times as large as it is, and a Hessian. */
const cubic = (times: number, hessianTimes = 1) =>
  subject({
    name: 'x³y',
    domain: [
      [0.5, 2],
      [0.5, 2],
    ],
    f: ([x, y]) => x ** 3 * y,
    gradient: ([x, y]) => [times * 3 * x * x * y, times * x ** 3],
    hessian: ([x, y]) => [
      [hessianTimes * 6 * x * y, hessianTimes * 3 * x * x],
      [hessianTimes * 3 * x * x, 0],
    ],
  });

test('a Hessian that is the slope of its gradient needs few second differences of f, which tell where both are wrong', () => {
  const { verdict, evaluations, digits } = check(cubic(1), law, { seed: 1 });
  expect([verdict, evaluations.f < 800]).toEqual(['pass', true]);
  expect(digits!.worst).toBeGreaterThan(9);
  expect(check(cubic(2, 2), law, { seed: 1 }).verdict).toBe('fail');
});

test('beside a wrong gradient it is held to f, at a glance: a right one passes, a wrong one fails', () => {
  const { verdict, evaluations } = check(cubic(2), law, { seed: 1 });
  expect([verdict, evaluations.f < 4000]).toEqual(['pass', true]);
  expect(check(cubic(2, 1.01), law, { seed: 1 }).verdict).toBe('fail');
  expect(check(cubic(1, 1.01), law, { seed: 1 }).verdict).toBe('fail');
});
