import { expect, test } from 'vitest';
import { topicOf } from '../law/topic.ts';
import { vector } from '../math/vector.ts';
import { instrument } from '../measure/instrument.ts';
import { evaluator } from '../subject/evaluator.ts';
import { subject } from '../subject/subject.ts';
import { type Explained, explanation } from './explanation.ts';

const target = evaluator(
  subject({
    name: 'a product',
    domain: [
      [-2, 2],
      [-2, 2],
      [-2, 2],
    ],
    f: ([x, y, z]) => x * y + Math.exp(z),
    gradient: ([x, y, z]) => [3 * y, 3 * x, Math.exp(z)],
  }),
);
const look = { quick: instrument(target, 'quick'), thorough: instrument(target, 'thorough') };

/** What is told of a failure in some components. */
const told = (explained: Explained, wrong: readonly string[], reason?: string) =>
  explanation(
    target,
    { topic: topicOf({ about: ['gradient'] }), failing: [vector([0.5, 1, 0])], wrong, ...(reason && { reason }) },
    look,
    explained,
  );

test('a mistake is explained once: also where another law shows it in others of the components that are known to be wrong', () => {
  const explained: Explained = new Map();
  const first = told(explained, ['y']);
  expect(first.diagnosis?.[0]?.text).toContain('3');
  for (const wrong of [['y'], ['x'], ['x', 'y']]) expect(told(explained, wrong)).toBe(first);
});

test('not so in a component that is right there, and for another reason', () => {
  const explained: Explained = new Map();
  const first = told(explained, ['x', 'y']);
  expect(told(explained, ['x', 'z'])).not.toBe(first);
  expect(told(explained, ['x'], 'not finite')).not.toBe(first);
});

test('of many inputs fewer points are compared, as each gives more entries', () => {
  const cost = (n: number) => {
    const sum = evaluator(
      subject({
        name: 'a sum',
        domain: { dimension: n, low: -2, high: 2 },
        f: (x: Float64Array) => x.reduce((total, xi) => total + Math.exp(xi), 0),
        gradient: (x: Float64Array) => x.map((xi) => 3 * Math.exp(xi)),
      }),
    );
    const own = { quick: instrument(sum, 'quick'), thorough: instrument(sum, 'thorough') };
    explanation(sum, { topic: topicOf({ about: ['gradient'] }), failing: [new Float64Array(n)], wrong: [] }, own);
    return sum.evaluations.f;
  };
  expect(cost(16)).toBeLessThan(1.3 * cost(8));
});
