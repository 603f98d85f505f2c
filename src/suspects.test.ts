import { expect, test } from 'vitest';
import { instrument } from './instrument.ts';
import { locate } from './locate.ts';
import { observe } from './observed.ts';
import { subject } from './subject.ts';

/** A right gradient of n components, but that those at these places are off by one part in a thousand. */
const wide = (n: number, wrong: ReadonlySet<number>) => {
  const scales = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7919) % 13) / 13);
  return observe(
    subject({
      name: 'wide',
      domain: { dimension: n, low: -1, high: 1 },
      f: (x) => {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += scales[i]! * x[i]! * x[i]! + Math.sin(x[i]!);
        return sum;
      },
      gradient: (x) => x.map((xi, i) => (2 * scales[i]! * xi + Math.cos(xi)) * (wrong.has(i) ? 1.001 : 1)),
    }),
  );
};

/** What it takes to see that something is wrong: one glance along all inputs. */
const DETECTION = 7;

const located = (n: number, places: readonly number[]) => {
  const target = wide(n, new Set(places));
  const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i * 1.7));
  const wrong = locate(target, 'matches-differences', { x }, instrument(target, 'thorough'));
  return { found: wrong.map(({ index }) => index).sort((a, b) => a - b), evaluations: target.evaluations.f - DETECTION };
};

test('one wrong component of a million is located in at most 60 evaluations beyond detection', () => {
  for (const place of [123_456]) {
    const { found, evaluations } = located(1_000_000, [place]);
    expect(found).toEqual([place]);
    expect(evaluations).toBeLessThanOrEqual(60);
  }
}, 60_000);

test('ten of a hundred thousand in at most 600', () => {
  const places = [3, 1_700, 1_701, 23_000, 34_040, 50_000, 51_234, 70_001, 88_888, 99_998];
  const { found, evaluations } = located(100_000, places);
  expect(found).toEqual(places);
  expect(evaluations).toBeLessThanOrEqual(600);
}, 120_000);
