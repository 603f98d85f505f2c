import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { readings } from '../../readings/index.ts';
import type { FunctionSubject } from '../authoring.ts';
import { subject } from '../authoring.ts';
import { check } from '../check/check.ts';
import { run } from './run.ts';

const options = { seed: 42, runs: 10, command: 'test' };
const square = subject({ name: 'square', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [2 * x] });
const tripled = subject({ name: 'tripled', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [3 * x] });
const expecting = (of: FunctionSubject): FunctionSubject => ({ ...of, expect: { fail: ['matches-differences'], because: 'ticket 7' } });
const differences = properties.filter(({ name }) => name === 'matches-differences');

test('every property that applies gives a result, and no other', () => {
  const applicable = properties.filter((property) => property.appliesTo(square)).map(({ name }) => name);
  expect(run([square], properties, options).results.map(({ property }) => property)).toEqual(applicable);
});

const flat = subject({ name: 'flat', domain: [[-2, 2]], f: () => 7, gradient: () => [0] });
const only = (...names: readonly string[]) => properties.filter(({ name }) => names.includes(name));

test('silent laws pass beside one that has checked something, in the order of the laws', () => {
  const { results, summary } = run([square, flat], only('descent-decreases', 'finite-on-domain'), options);
  expect(results.map(({ subject, property, verdict, reason }) => [subject, property, verdict, reason])).toEqual([
    ['square', 'descent-decreases', 'pass', undefined],
    ['square', 'finite-on-domain', 'pass', undefined],
    ['flat', 'descent-decreases', 'pass', 'nothing to say: the gradient is 0 at all 10 points'],
    ['flat', 'finite-on-domain', 'pass', undefined],
  ]);
  expect(summary).toEqual({ pass: 4, fail: 0, inconclusive: 0 });
});

test('where every law of a subject is silent, nothing was checked, and the subject is not right', () => {
  const { results, summary } = run([flat, square], only('descent-decreases'), options);
  expect(results[0]).toMatchObject({ verdict: 'inconclusive', reason: 'nothing was checked: the gradient is 0 at all 10 points' });
  expect(results[1]).toMatchObject({ verdict: 'pass' });
  expect(summary).toEqual({ pass: 1, fail: 0, inconclusive: 1 });
});

test('a silent law tells nothing of a failure that is expected of it', () => {
  const known = { ...flat, expect: { fail: ['descent-decreases'], because: 'ticket 7' } };
  expect(run([known], only('descent-decreases', 'finite-on-domain'), options).summary).toEqual({ pass: 2, fail: 0, inconclusive: 0 });
});

test('the same seed gives the same report, apart from its date', () => {
  const [one, two] = [1, 2].map(() => run([square, tripled], properties, options));
  expect(two!.results).toStrictEqual(one!.results);
  expect(two!.summary).toEqual(one!.summary);
});

test('a failure that is expected stays a failure and is not counted', () => {
  const { results, summary } = run([expecting(tripled)], differences, options);
  expect(results[0]).toMatchObject({ verdict: 'fail', expected: 'ticket 7' });
  expect(summary).toEqual({ pass: 0, fail: 0, inconclusive: 0 });
});

test("'all' expects any failure, leaves what passes, and fails where there is no failure", () => {
  const anything = { fail: 'all', because: 'ticket 8' } as const;
  const known = run([{ ...tripled, expect: anything }], properties, options);
  const failing = known.results.filter(({ verdict }) => verdict === 'fail');
  expect(failing.length).toBeGreaterThan(1);
  expect(new Set(failing.map(({ expected }) => expected))).toEqual(new Set(['ticket 8']));
  expect(known.summary).toEqual({ pass: known.results.length - failing.length, fail: 0, inconclusive: 0 });

  const { results, summary } = run([{ ...square, expect: anything }, square], properties, options);
  expect(summary.fail).toBe(1);
  expect(results[results.length / 2 - 1]).toMatchObject({
    subject: 'square',
    verdict: 'fail',
    reason: 'expected to fail (ticket 8) but passes: remove the expectation',
  });
});

test('an expected failure that passes fails', () => {
  const { results, summary } = run([expecting(square)], differences, options);
  expect(results[0]).toMatchObject({ verdict: 'fail', reason: 'expected to fail (ticket 7) but passes: remove the expectation' });
  expect(results[0]).not.toHaveProperty('expected');
  expect(summary.fail).toBe(1);
});

test('an expected failure that the budget has left out is not said to be mended', () => {
  for (const of of [expecting(square), { ...square, expect: { fail: 'all', because: 'ticket 8' } as const }]) {
    const { results } = run([of], differences, { ...options, budget: 20 });
    expect(results.map(({ verdict }) => verdict)).toEqual(['pass']);
    expect(results[0]!.warnings!.join()).toContain('the budget of 20 evaluations is spent');
  }
});

test('what a subject says of itself is carried along', () => {
  const [result] = run([{ ...tripled, requirement: 'R-1', source: { file: 'a.ts', line: 3 } }], differences, options).results;
  expect(result).toMatchObject({ requirement: 'R-1', source: { file: 'a.ts', line: 3 }, evidence: { inputs: ['x'] } });
});

test('progress is told before each check', () => {
  const seen: string[] = [];
  run([square, tripled], differences, options, (of, property, done, all) => seen.push(`${of.name} ${property.name} ${done}/${all}`));
  expect(seen).toEqual(['square matches-differences 0/2', 'tripled matches-differences 1/2']);
});

test('a mistake that several laws show is explained once, and one elsewhere anew', () => {
  const wrongWhere = (wrong: (x: number) => boolean): FunctionSubject =>
    subject({
      name: 'cubic',
      domain: [
        [-8, 8],
        [-8, 8],
      ],
      f: ([x, y]) => x ** 3 + y,
      gradient: ([x]) => [wrong(x) ? 2 * x * x : 3 * x * x, 1],
    });
  const laws = properties.filter(({ name }) => name === 'matches-differences' || name === 'taylor-first-order');
  const of = (some: typeof laws) => run([wrongWhere((x) => x < -3)], some, { seed: 1, runs: 60 }).results;
  const [[first, second], [alone]] = [of(laws), of(laws.slice(1))];
  expect([first!.verdict, second!.verdict]).toEqual(['fail', 'fail']);
  expect([first!.region, second!.region, alone!.region]).toEqual(['x < −3', 'x < −3', 'x < −3']);
  expect(second!.evaluations.f).toBeLessThan(alone!.evaluations.f);
  const elsewhere = run([wrongWhere((x) => x > 4)], laws, { seed: 1, runs: 60 }).results;
  expect(elsewhere.map(({ region }) => region)).toEqual(['x > 4', 'x > 4']);
});

/** The sum of squares of n inputs, with one slope of all half as large as it is. */
const wide = (n: number, wrong?: number) =>
  subject({
    name: 'wide',
    domain: { dimension: n, low: -1, high: 1 },
    f: (x: Float64Array) => x.reduce((sum, xi) => sum + xi * xi, 0),
    gradient: (x: Float64Array) => x.map((xi, i) => (i === wrong ? xi : 2 * xi)),
  });

test('of so many inputs that each law costs millions of numbers, a mistake is located, and told once', () => {
  const n = 20_000;
  const { results } = run([wide(n, 7400)], [...properties, ...readings], { ...options, runs: 100 });
  expect(results.map(({ property, verdict }) => [property, verdict])).toEqual([['matches-differences', 'fail']]);
  const [first] = results;
  expect(first!.wrong!.map(({ index }) => index)).toEqual([7400]);
  expect(first!.warnings!.join()).toMatch(
    /^\d+ more checks of this claim left out: of so many inputs each takes long, and the claim is wrong$/,
  );
  expect(first!.evaluations.f + first!.evaluations.claims).toBeLessThan(1500);
  expect(check(wide(n, 7400), differences[0]!, { seed: 42, runs: 100, brief: true }).runs).toBe(first!.runs);
});

test('of fewer inputs every law tells what it finds', () => {
  const { results } = run([wide(100, 37)], only('matches-differences', 'directional-derivative'), options);
  expect(results.map(({ property, verdict }) => [property, verdict])).toEqual([
    ['matches-differences', 'fail'],
    ['directional-derivative', 'fail'],
  ]);
  expect(results.flatMap(({ warnings = [] }) => warnings)).toEqual([]);
});

test('a sum of ten thousand terms, which is off by many roundings, is right at a glance', () => {
  const n = 10_000;
  const sum = subject({
    name: 'a sum',
    domain: { dimension: n, low: -1, high: 1 },
    f: (x: Float64Array) => x.reduce((total, xi, i) => total + Math.cosh(xi) / (1 + (i % 7)), 0),
    gradient: (x: Float64Array) => x.map((xi, i) => Math.sinh(xi) / (1 + (i % 7))),
  });
  const laws = properties.filter(({ name }) => name === 'gradient-theorem' || name === 'steepest-ascent');
  const { results } = run([sum], laws, { ...options, runs: 20 });
  expect(results.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  const [steepest, theorem] = ['steepest-ascent', 'gradient-theorem'].map((law) => results.find(({ property }) => property === law)!);
  expect(steepest!.evaluations.f).toBeLessThan(500);
  expect(theorem!.evaluations.claims).toBeLessThan(500);
});
