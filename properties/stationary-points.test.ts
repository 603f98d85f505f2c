import { expect, test } from 'vitest';
import { check } from '../src/check/check.ts';
import { subject } from '../src/subject/subject.ts';
import law from './stationary-points.ts';

/** A bowl around (1, −1), whose gradient is off by a constant in its first component. */
const bowl = (off: number) =>
  subject({
    name: 'a bowl',
    domain: [
      [-4, 4],
      [-4, 4],
    ],
    f: ([x, y]) => (x - 1) ** 2 + Math.cosh(y + 1),
    gradient: ([x, y]) => [2 * (x - 1) + off, Math.sinh(y + 1)],
    critical: [{ at: [1, -1], kind: 'minimum' }],
  });

test('however many samples there are, a critical point is looked at in a few directions, of which one shows what is wrong', () => {
  const few = check(bowl(0), law, { seed: 1, runs: 100 });
  const many = check(bowl(0), law, { seed: 1, runs: 1000 });
  expect([few.verdict, many.verdict]).toEqual(['pass', 'pass']);
  expect(few.evaluations.f).toBeLessThan(200);
  expect(many.evaluations).toEqual(few.evaluations);
  expect(check(bowl(1e-3), law, { seed: 1 }).verdict).toBe('fail');
});
