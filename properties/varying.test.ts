import { expect, test } from 'vitest';
import { check } from '../src/check/check.ts';
import { subject } from '../src/subject/subject.ts';
import deterministicAndPure from './deterministic-and-pure.ts';
import vjpMatchesDifferences from './vjp-matches-differences.ts';

/** x ↦ (x₁ s, x₂ s), with a factor s that is off by so much at every second call, and a pass of many points that is off by as much again. */
function wavering(off: number, varies?: boolean) {
  let calls = 0;
  const factor = () => 1 + (calls++ % 2) * off;
  const f = ([x, y]: readonly number[]): number[] => [x! * 1, y! * 1].map((yk) => yk * factor());
  return subject({
    name: 'wavering',
    domain: [
      [1, 2],
      [1, 2],
    ],
    outputs: 2,
    ...(varies !== undefined && { varies }),
    f,
    many: (xs) => xs.map((x) => f(x)),
    vjp: (_, [a, b]) => [a! * factor(), b!],
  });
}

const held = (off: number, varies?: boolean) => check(wavering(off, varies), deterministicAndPure, { seed: 1, runs: 20 });

test('what another order of sums explains passes and is told, where it is said that a subject may vary', () => {
  expect(held(2 ** -46, true)).toMatchObject({
    verdict: 'pass',
    warnings: ['varies by 1e-14 between calls, as sums do that are added up in varying order'],
  });
  expect(held(0, true).warnings).toBeUndefined();
  expect(check(wavering(2 ** -46, true), vjpMatchesDifferences, { seed: 1, runs: 20 }).verdict).toBe('pass');
});

test('it is a fault where nothing is said, or what differs is more than that', () => {
  for (const given of [held(2 ** -46), held(2 ** -46, false), held(2 ** -30, true)])
    expect(given).toMatchObject({ verdict: 'fail', fault: 'not-deterministic' });
});
