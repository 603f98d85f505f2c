import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layer } from '../adapters/layer.ts';
import { subject } from '../subject/subject.ts';
import { assertGradient, forAllGradients, gradientTest } from './vitest.ts';

/** y = w ⊙ x for each row of x; with `forgets`, the gradient of w is that of the last row alone. */
const scale = (rows: number, columns: number, forgets = false) =>
  layer({
    name: `scale ${rows}×${columns}`,
    inputs: { x: [rows, columns], w: [columns] },
    forward: ({ x, w }) => x.map((xi, k) => xi * w[k % columns]!),
    backward: ({ x, w }, dy) => {
      const dw = new Float64Array(columns);
      dy.forEach((d, k) => {
        dw[k % columns] = (forgets ? 0 : dw[k % columns]!) + d * x[k]!;
      });
      return { x: dy.map((d, k) => d * w[k % columns]!), w: dw };
    },
  });
const wrong = subject({ name: 'tripled', domain: [[1, 2]], f: ([x]) => x * x, gradient: ([x]) => [3 * x] });
const messageOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
};

/** Noise as large as what it hides. */
const noise = subject({ name: 'noise', domain: [[-1, 1]], f: ([x]) => (Math.floor(x * 1e9) % 2 ? 1 : -1), gradient: () => [1] });

gradientTest(scale(3, 2));

test('what stays undecided passes, and fails where strict is asked for', () => {
  const options = { effort: 'normal', runs: 10 } as const;
  assertGradient(noise, options);
  const message = messageOf(() => assertGradient(noise, { ...options, strict: true }));
  expect(message).toMatch(/^the derivative of "noise" is not decided\n\n\? noise {3}not decided: .*; try effort: 'thorough'\n/);
});

test('a right layer of 5 000 inputs passes within the five seconds that runners give', { timeout: 5000 }, () => {
  const wide = layer({
    name: 'wide',
    inputs: { x: [5000] },
    forward: ({ x }) => [x.reduce((sum, xi) => sum + Math.sin(xi), 0)],
    backward: ({ x }, dy) => ({ x: x.map((xi) => dy[0]! * Math.cos(xi)) }),
  });
  expect(wide).toHaveCorrectGradient();
});

test('the matcher passes a right layer, and fails a wrong one with what a terminal shows', () => {
  expect(scale(2, 2)).toHaveCorrectGradient();
  expect(wrong).not.toHaveCorrectGradient();
  const message = messageOf(() => expect(wrong).toHaveCorrectGradient());
  expect(message).toContain('the derivative of "tripled" is wrong\n\n✗ tripled   ∂f/∂x is wrong');
  expect(message).toContain('replay      expect(subject).toHaveCorrectGradient({ property: "matches-differences", path: "');
});

test('the effort is quick if no other is asked for, and the message says what was left out', () => {
  const left = 'left out: ';
  expect(messageOf(() => expect(wrong).toHaveCorrectGradient())).toContain(left);
  expect(messageOf(() => assertGradient(wrong))).toContain('quick effort: 25 points a law');
  expect(messageOf(() => expect(wrong).toHaveCorrectGradient({ effort: 'normal' }))).not.toContain(left);
  expect(messageOf(() => expect(scale(2, 2)).not.toHaveCorrectGradient())).toMatch(/is right, as far as it was checked[\s\S]*left out: /);
});

test('a property that does not apply is told', () => {
  expect(() => assertGradient(wrong, { property: 'chain-rule' })).toThrow(/^the property "chain-rule" does not apply to "tripled"$/);
});

test('a subject that comes along with another is checked with it', () => {
  const squared = (slope: number) =>
    layer({
      name: 'squared',
      inputs: { x: [2] },
      outputs: [2],
      forward: ({ x }) => x.map((xi) => xi * xi),
      backward: ({ x }, dy) => ({ x: dy.map((d, i) => 2 * d * x[i]!) }),
      double: ({ x }, dy, dd) => ({ x: dy.map((d, i) => slope * d * dd.x[i]!), dy: dd.x.map((d, i) => 2 * d * x[i]!) }),
    });
  expect(squared(2)).toHaveCorrectGradient();
  expect(messageOf(() => expect(squared(3)).toHaveCorrectGradient())).toContain('✗ squared backward   ∂dx');
  expect(messageOf(() => assertGradient(squared(3), { property: 'vjp-matches-differences' }))).toContain('✗ squared backward   ∂dx');
});

test('what is no subject is refused', () => {
  expect(messageOf(() => expect({ f: 1 }).toHaveCorrectGradient())).toContain('takes a subject: what subject({ … }), layer, stack');
});

test('forAllGradients passes an arbitrary of right layers, and makes a wrong one as small as it fails', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));
  forAllGradients(sizes.map(([rows, columns]) => scale(rows, columns)));
  const forgetful = sizes.map(([rows, columns]) => scale(rows, columns, true));
  const message = messageOf(() => forAllGradients(forgetful));
  // One row alone is right: nothing is forgotten of it.
  expect(message).toContain('the derivative of "scale 2×1" is wrong');
  const [, again] = /forAllGradients\(arbitrary, (\{.*\})\)$/.exec(message)!;
  const { seed, path } = Object.fromEntries(
    [...again!.matchAll(/(\w+): ("[^"]*"|-?\d+)/g)].map(([, key, value]) => [key!, JSON.parse(value!)]),
  );
  expect(messageOf(() => forAllGradients(forgetful, { seed, path }))).toContain('the derivative of "scale 2×1" is wrong');
});
