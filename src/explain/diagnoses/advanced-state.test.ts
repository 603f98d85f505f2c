import { expect, test } from 'vitest';
import deterministicAndPure from '../../../properties/deterministic-and-pure.ts';
import vjpMatchesDifferences from '../../../properties/vjp-matches-differences.ts';
import { layer } from '../../adapters/layer.ts';
import { check } from '../../check/check.ts';
import type { Property } from '../../law/property.ts';

interface State {
  seed: number;
  calls: number;
  sums: number[];
}

/** A layer y = mask ⊙ x² with a mask that forward draws; what it keeps is declared. */
function masked(
  back: (given: { readonly mask: Float64Array; readonly draw: (n: number) => Float64Array; readonly kept: State }) => Float64Array,
) {
  let kept: State = { seed: 3, calls: 0, sums: [0, 0, 0, 0] };
  const draw = (n: number) =>
    new Float64Array(n).map(() => {
      kept.seed = (Math.imul(kept.seed, 1664525) + 1013904223) >>> 0;
      return kept.seed / 2 ** 32 < 0.5 ? 0 : 2;
    });
  return layer({
    name: 'dropout',
    inputs: { x: [4] },
    forward: ({ x }) => {
      const mask = draw(x.length);
      return { y: x.map((xi, i) => xi * xi * mask[i]!), saved: mask };
    },
    backward: ({ x }, dy, mask) => {
      const own = back({ mask, draw, kept });
      return { x: dy.map((d, i) => 2 * d * x[i]! * own[i]!) };
    },
    state: {
      snapshot: () => structuredClone(kept),
      restore: (before) => {
        kept = structuredClone(before as State);
      },
    },
  });
}

const held = (of: ReturnType<typeof masked>, law: Property) => check(of, law, { seed: 1, runs: 30 });

test('a backward pass that draws its mask anew is named, with what it changes', () => {
  const { verdict, diagnosis } = held(
    masked(({ draw }) => draw(4)),
    vjpMatchesDifferences,
  );
  expect(verdict).toBe('fail');
  expect(diagnosis?.[0]).toEqual({
    kind: 'advanced-state',
    text: expect.stringMatching(
      /^backward changes the declared state \(seed: \d+ → \d+\) and depends on it: called twice after one forward pass, it gives \S+ and then \S+ for ∂\/∂x\[\d\]$/,
    ),
  });
});

test('one that adds to what it keeps is named by the numbers that grow', () => {
  const growing = masked(({ mask, kept }) => {
    kept.sums = kept.sums.map((sum, i) => sum + 1 + mask[i]!);
    return Float64Array.from(kept.sums);
  });
  expect(held(growing, vjpMatchesDifferences).diagnosis?.[0]).toEqual({
    kind: 'advanced-state',
    text: expect.stringContaining('(sums[0]: 0 → '),
  });
});

test.each<[string, Parameters<typeof masked>[0]]>([
  ['a sign, where only forward changes the state', ({ mask }) => mask.map((m) => -m)],
  [
    'a sign, where backward counts its calls and does not depend on that',
    ({ mask, kept }) => {
      kept.calls++;
      return mask.map((m) => -m);
    },
  ],
])('another mistake is named for what it is: %s', (_, back) => {
  expect(held(masked(back), vjpMatchesDifferences).diagnosis?.[0]?.kind).toBe('sign');
});

test('a gradient that is right the first time and another the second is a fault of repeated calls', () => {
  const once = masked(({ mask, kept }) => mask.map((m) => m * (1 + kept.calls++)).map((_, i) => mask[i]! * (kept.calls > 4 ? 2 : 1)));
  expect(held(once, vjpMatchesDifferences).verdict).toBe('pass');
  expect(held(once, deterministicAndPure)).toMatchObject({
    verdict: 'fail',
    fault: 'not-deterministic',
    message: expect.stringMatching(
      /^backward changes the declared state \(calls: 0 → 4\): called twice after one forward pass, it gives \S+ and \S+ at index \d$/,
    ),
    diagnosis: [{ kind: 'advanced-state' }],
  });
});

test('a right layer with a state passes, also where backward counts its calls', () => {
  const counting = masked(({ mask, kept }) => {
    kept.calls++;
    return mask;
  });
  for (const of of [masked(({ mask }) => mask), counting])
    for (const law of [vjpMatchesDifferences, deterministicAndPure]) expect(held(of, law)).toMatchObject({ verdict: 'pass' });
});

test('a state is told by three of its parts, and by its value where it has none', () => {
  const state = { value: 1 as unknown };
  const odd = (next: (before: unknown) => unknown) =>
    layer({
      name: 'odd',
      inputs: { x: [2] },
      forward: ({ x }) => x,
      backward: (_, dy) => {
        state.value = next(state.value);
        return { x: dy.map((d) => d * Math.random() + 3) };
      },
      state: {
        snapshot: () => structuredClone(state.value),
        restore: (before) => {
          state.value = before;
        },
      },
    });
  const first = (of: ReturnType<typeof odd>) => held(of, vjpMatchesDifferences).diagnosis?.[0]?.text;
  expect(first(odd((before) => (before as number) + 1))).toContain('(1 → 2)');
  state.value = [0, 0, 0, 0, 0];
  expect(first(odd((before) => (before as number[]).map((one) => one + 1)))).toContain('([0]: 0 → 1, [1]: 0 → 1, [2]: 0 → 1, 2 more)');
  state.value = new Map([[1, 2]]);
  expect(first(odd(() => new Map([[1, 3]])))).toContain('({} → {})');
});
