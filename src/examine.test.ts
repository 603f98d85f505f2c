import { expect, test } from 'vitest';
import { properties } from '../properties/index.ts';
import { check } from './check.ts';
import { subject } from './index.ts';

const law = properties.find(({ name }) => name === 'matches-differences')!;
const r = Math.fround;

/** a mod b in single precision: in the corner (3, 0.2) the quotient rounds across a jump that lies outside the domain. */
const modulo = (factor: number) =>
  subject({
    name: 'modulo',
    precision: 'float32',
    domain: [
      [0.2, 3],
      [0.2, 3],
    ],
    f: ([a, b]) => r(r(a) % r(b)),
    gradient: ([a, b]) => [factor, -factor * Math.floor(r(r(a) / r(b)))],
  });

const leaky = (slope: number) =>
  subject({
    name: 'leaky',
    precision: 'float32',
    domain: { dimension: 3, low: -2, high: 2 },
    f: (x) => x.reduce((sum, xi) => r(sum + (xi > 0 ? r(xi) : r(r(0.1) * r(xi)))), 0),
    gradient: (x) => x.map((xi) => (xi > 0 ? 1 : slope)),
  });

const verdicts = (of: Parameters<typeof check>[0]) =>
  [1, 2, 3, 4, 5].map((seed) => check(of, law, { seed, runs: 100, brief: true }).verdict);
const five = (verdict: string) => Array.from({ length: 5 }, () => verdict);

test('in single precision, at an edge of the domain beside a jump: the right claim passes, a wrong one fails', () => {
  expect(verdicts(modulo(1))).toEqual(five('pass'));
  expect(verdicts(modulo(1.05))).toEqual(five('fail'));
});

test('at an edge for one input and a kink for another: the right claim passes, a wrong one fails', () => {
  expect(verdicts(leaky(r(0.1)))).toEqual(five('pass'));
  expect(verdicts(leaky(0.2))).toEqual(five('fail'));
});
