import fc from 'fast-check';
import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { check } from '../check/check.ts';
import { discard, type Property, property, unmeasured } from '../law/property.ts';
import { point } from '../law/sample.ts';
import type { Side } from '../measure/side.ts';
import { subject } from '../subject/subject.ts';
import { run } from './run.ts';

const ruleOf = (name: string): Property => properties.find((law) => law.name === name)!;
const options = { seed: 42, runs: 100 };
const box = (n: number, low: number, high: number) => ({ dimension: n, low, high });

const relu = (slopes: readonly [below: number, above: number]) =>
  subject({
    name: 'relu',
    domain: box(2, -3, 1),
    f: ([x, y]) => Math.max(0, x!) + Math.max(0, y!),
    gradient: (x) => Array.from(x, (xi) => slopes[xi > 0 ? 1 : 0]),
  });

const zero = subject({
  name: 'zero',
  domain: box(2, -1, 1),
  f: () => 0,
  gradient: () => [0, 0],
  hessian: () => [
    [0, 0],
    [0, 0],
  ],
});

const held = (law: Property | string, of = zero) => check(of, typeof law === 'string' ? ruleOf(law) : law, options);

test.each(['orthogonal-to-contours', 'steepest-ascent', 'descent-decreases'])(
  '%s is silent where f is constant: alone it checks nothing, in a run it passes',
  (law) => {
    const alone = {
      subject: 'zero',
      property: law,
      law: ruleOf(law).law,
      verdict: 'inconclusive',
      reason: 'nothing was checked: the gradient is 0 at all 100 points',
      runs: 100,
      discarded: 100,
      silent: 100,
      evaluations: { f: 90, claims: 90 },
    };
    expect(held(law)).toEqual(alone);
    const inRun = run([zero], [ruleOf('finite-on-domain'), ruleOf(law)], options).results.find(({ property }) => property === law);
    const reason = 'nothing to say: the gradient is 0 at all 100 points';
    expect(inRun).toEqual({ ...alone, verdict: 'pass', reason, evaluations: { f: 0, claims: 0 } });
  },
);

test('f = 0 with the gradient 0 and the Hessian 0 passes every law that applies to it', () => {
  expect(run([zero], properties, { seed: 1, runs: 20 }).summary).toEqual({ pass: 13, fail: 0, inconclusive: 0 });
});

test('a law that has nothing to say at most points is judged by the others', () => {
  const result = held('steepest-ascent', relu([0, 1]));
  expect(result.verdict).toBe('pass');
  expect([result.runs, result.discarded, result.silent]).toEqual([100, 61, 61]);
});

test('a relu whose slope is wrong fails on either side, though most laws are silent on one of them', () => {
  expect(held('matches-differences', relu([0, 0.9])).verdict).toBe('fail');
  expect(held('matches-differences', relu([0.5, 1])).verdict).toBe('fail');
  expect(held('steepest-ascent', relu([0, 0.9])).verdict).toBe('fail');
});

/** A law of which a share of the samples, those with x[0] below a bound, is left aside. */
const leaving = (bound: number, aside: (reason: string) => never, sides: { claimed: Side; measured: Side; scale?: number }): Property =>
  property({
    name: 'own',
    law: '0 = 0',
    forAll: (target) => fc.record({ x: point(target) }),
    measure: (_, { x }) => (x[0]! < bound ? aside('x is small') : sides),
  });
const one = { claimed: { value: 1, error: 0 }, measured: { value: 1, error: 1e-12 } };

test('what could not be measured at most samples is undecided, what has nothing to say there is not', () => {
  expect(held(leaving(0.9, discard, one))).toMatchObject({ verdict: 'pass', discarded: 89, silent: 89 });
  const undecided = held(leaving(0.9, unmeasured, one));
  expect(undecided).toMatchObject({ verdict: 'inconclusive', reason: 'x is small', discarded: 89 });
  expect(undecided).not.toHaveProperty('silent');
});

test('a law that is silent for several reasons tells the commonest', () => {
  const twice = property({
    name: 'own',
    law: '0 = 0',
    forAll: (target) => fc.record({ x: point(target) }),
    measure: (_, { x }) => discard(x[0]! < 0.9 ? 'x is small' : 'x is large'),
  });
  expect(held(twice).reason).toBe('nothing was checked at any of 100 points: x is small at 89 of them');
});

test('a law whose sides are 0 within their bars says that it lacks a scale, and with one it passes', () => {
  const nothing = { claimed: { value: 1e-17, error: 2e-16 }, measured: { value: 0, error: 0 } };
  expect(held(leaving(-2, discard, nothing))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'both sides are 0 within their error bars, and the law gives no `scale` to compare these with',
  });
  expect(held(leaving(-2, discard, { ...nothing, scale: 1 })).verdict).toBe('pass');
});

test('sides that differ from 0, and whose bar is as large, do not blame a scale', () => {
  const vague = { claimed: { value: 1, error: 0.1 }, measured: { value: 1.1, error: 0.1 } };
  expect(held(leaving(-2, discard, vague)).reason).toBe('the error bar is as large as what it measures');
});
