import { expect, test } from 'vitest';
import { rounded } from '../math/estimate.ts';
import { vector } from '../math/vector.ts';
import { type Effort, instrument } from '../measure/instrument.ts';
import { evaluator } from '../subject/evaluator.ts';
import { subject } from '../subject/subject.ts';
import { Discard, Unmeasured } from './property.ts';
import { remainderOrder } from './remainder.ts';
import { judge } from './verdict.ts';

/** The order at which f(x + h) − f(x) − h slope − ½h² bend vanishes, against the one that it should have. */
const order = (
  f: (t: number) => number,
  x: number,
  [slope, bend]: readonly number[],
  {
    effort = 'thorough' as Effort,
    domain = [[-10, 10]] as readonly [readonly [number, number]],
    where = undefined as ((t: number) => boolean) | undefined,
  } = {},
) => {
  const target = evaluator(subject({ name: 'line', domain, ...(where && { where: ([t]) => where(t!) }), f: ([t]) => f(t!) }));
  const model = { slope: rounded(slope!), ...(bend !== undefined && { bend: rounded(bend) }) };
  return remainderOrder(target, instrument(target, effort), vector([x]), vector([1]), model);
};
const verdict = (...args: Parameters<typeof order>) => judge(order(...args)).verdict;

test('what is left of f without its tangent vanishes as h²', () => {
  const { claimed, measured, relation } = order(Math.exp, 0.5, [Math.exp(0.5)]);
  expect([claimed.value, relation]).toEqual([2, '≤']);
  expect(measured.value).toBeCloseTo(2, 1);
});

test('without its parabola, as h³', () => {
  expect(order(Math.exp, 0, [1, 1]).measured.value).toBeCloseTo(3, 1);
});

test('a wrong slope leaves h, a wrong curvature h²', () => {
  expect(order(Math.exp, 0.5, [1.01 * Math.exp(0.5)]).measured.value).toBeCloseTo(1, 1);
  expect(verdict(Math.exp, 0.5, [1.01 * Math.exp(0.5)])).toBe('fail');
  expect(verdict(Math.exp, 0, [1, 1.2])).toBe('fail');
});

test.each<[string, (t: number) => number, number, number]>([
  ['a steeper remainder passes: x³ at 0', (t) => t ** 3, 0, 0],
  ['a line has none', (t) => 3 * t - 7, 1, 3],
  ['1000 + sin x', (t) => 1000 + Math.sin(t), 1, Math.cos(1)],
  ['10⁶ + sin x', (t) => 1e6 + Math.sin(t), 1, Math.cos(1)],
  ['a constant', () => 5, 1, 0],
  ['x² at 0', (t) => t * t, 0, 0],
])('%s', (_, f, x, slope) => {
  for (const effort of ['quick', 'thorough', 'nearby'] as const) expect(verdict(f, x, [slope], { effort })).not.toBe('fail');
});

test('noise does not pass for a remainder', () => {
  const noisy = (t: number) => Math.exp(t) + 1e-9 * Math.sin(1e12 * (t + Math.sqrt(2)));
  expect(verdict(noisy, 0, [1])).toBe('pass');
  expect(verdict(noisy, 0, [1.01])).toBe('fail');
});

test('at an end of the domain the other way is gone', () => {
  expect(verdict(Math.sqrt, 1, [0.5], { domain: [[0, 1]] })).toBe('pass');
  expect(verdict(Math.sqrt, 1, [0.6], { domain: [[0, 1]] })).toBe('fail');
});

test('nothing is said of a kink', () => {
  const run = () => order(Math.abs, 0, [0]);
  expect(run).toThrow(new Discard('f has a kink here'));
  expect(run).not.toThrow(Unmeasured);
});

test.each<[string, () => unknown, string]>([
  ['a second derivative that jumps', () => order((t) => t * Math.abs(t), 0, [0, 0]), 'f is not smooth enough here'],
  ['a model without a value', () => order(Math.exp, 0, [Number.NaN]), 'the model is not finite'],
  ['a domain of one point', () => order(Math.exp, 1, [Math.E], { domain: [[1, 1]] }), 'no room in the domain along v'],
  ['a condition of one point', () => order(Math.exp, 1, [2], { domain: [[0, 2]], where: (t) => t === 1 }), 'no room in the domain along v'],
])('the order cannot be had of %s', (_, run, reason) => {
  expect(run).toThrow(Unmeasured);
  expect(run).toThrow(reason);
});

test('a claim that scatters is blamed for no more than it scatters by', () => {
  const target = evaluator(subject({ name: 'line', domain: [[-10, 10]], f: ([t]) => Math.exp(t) }));
  const verdictOf = (error: number) =>
    judge(remainderOrder(target, instrument(target, 'weighed'), vector([0]), vector([1]), { slope: { value: 1 + 1e-3, error } })).verdict;
  expect(() => verdictOf(1e-3)).toThrow(Discard);
  expect(verdictOf(1e-6)).toBe('fail');
});

test('at a glance four values tell the order of a right slope; a wrong one is looked at step by step, and still seen', () => {
  const glanced = (f: (t: number) => number, slope: number) => {
    let asked = 0;
    const counted = (t: number) => {
      asked++;
      return f(t);
    };
    const measurement = order(counted, 0.5, [slope], { effort: 'quick' });
    return { asked, verdict: judge(measurement).verdict, order: measurement.measured.value };
  };
  const right = glanced(Math.exp, Math.exp(0.5));
  expect(right).toMatchObject({ asked: 4, verdict: 'pass' });
  expect(right.order).toBeCloseTo(2, 2);
  for (const factor of [1.5, 1.01, 1 + 1e-4]) {
    const wrong = glanced(Math.exp, factor * Math.exp(0.5));
    expect(wrong.asked).toBeGreaterThan(4);
    expect(wrong.order).toBeLessThan(1.4);
  }
});
