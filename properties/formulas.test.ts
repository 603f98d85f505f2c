import { expect, test } from 'vitest';
import { erf, type Subject, subject, type Verdict } from '../src/authoring.ts';
import { check } from '../src/check/check.ts';
import { results } from '../src/report/run.ts';
import { properties } from './index.ts';

/*
 * Formulas as they are commonly written, in double precision, where their arithmetic absorbs: terms are added to 1 and taken away again, and what is left is a stair,
 * or nothing at all. Their claims are right as far as their arithmetic goes; times `factor` they are wrong.
 */

type Numbers = readonly number[] | Float64Array;
const { exp, log, log1p, max, sqrt, tanh } = Math;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const list = (x: Numbers): number[] => Array.from(x);
const shares = (x: Numbers) => {
  const powers = list(x).map((xi) => exp(xi - max(...list(x))));
  return powers.map((power) => power / sum(powers));
};
const mean = (x: Numbers) => sum(list(x)) / x.length;
const steep = sqrt(2 / Math.PI);
const bent = (t: number) => tanh(steep * (t + 0.044715 * t ** 3));

interface Formula {
  readonly f: (x: Numbers) => number;
  readonly gradient: (x: Numbers) => number[];
}

const formulas = {
  softplus: { f: ([t]: Numbers) => log(1 + exp(t!)), gradient: ([t]: Numbers) => [1 / (1 + exp(-t!))] },
  mish: {
    f: ([t]: Numbers) => t! * tanh(log(1 + exp(t!))),
    gradient([t]: Numbers) {
      const h = tanh(log(1 + exp(t!)));
      return [h + (t! / (1 + exp(-t!))) * (1 - h * h)];
    },
  },
  selu: {
    f: ([t]: Numbers) => 1.0507 * (t! > 0 ? t! : 1.67326 * (exp(t!) - 1)),
    gradient: ([t]: Numbers) => [1.0507 * (t! > 0 ? 1 : 1.67326 * exp(t!))],
  },
  gelu: {
    f: ([t]: Numbers) => 0.5 * t! * (1 + bent(t!)),
    gradient: ([t]: Numbers) => [0.5 * (1 + bent(t!)) + 0.5 * t! * (1 - bent(t!) ** 2) * steep * (1 + 3 * 0.044715 * t! * t!)],
  },
  exactGelus: {
    f: (x: Numbers) => sum(list(x).map((t) => 0.5 * t * (1 + erf(t / sqrt(2))))),
    gradient: (x: Numbers) => list(x).map((t) => 0.5 * (1 + erf(t / sqrt(2))) + (t * exp((-t * t) / 2)) / sqrt(2 * Math.PI)),
  },
  versine: { f: ([t]: Numbers) => 1 - Math.cos(t!), gradient: ([t]: Numbers) => [Math.sin(t!)] },
  crossEntropy: {
    f: (x: Numbers) => max(...list(x)) + log(sum(list(x).map((xi) => exp(xi - max(...list(x)))))) - x[0]!,
    gradient: (x: Numbers) => shares(x).map((p, i) => (i === 0 ? p - 1 : p)),
  },
  share: {
    f: (x: Numbers) => shares(x)[0]!,
    gradient: (x: Numbers) => shares(x).map((p, i, all) => all[0]! * ((i === 0 ? 1 : 0) - p)),
  },
  logits: {
    f: ([t, target]: Numbers) => max(t!, 0) - t! * target! + log1p(exp(-Math.abs(t!))),
    gradient: ([t, target]: Numbers) => [1 / (1 + exp(-t!)) - target!, -t!],
  },
  divergence: {
    f: ([p, q]: Numbers) => p! * log(p! / q!) + (1 - p!) * log((1 - p!) / (1 - q!)),
    gradient: ([p, q]: Numbers) => [log(p! / q!) - log((1 - p!) / (1 - q!)), (1 - p!) / (1 - q!) - p! / q!],
  },
  variance: {
    f: (x: Numbers) => mean(list(x).map((xi) => (xi - mean(x)) ** 2)),
    gradient: (x: Numbers) => list(x).map((xi) => (2 * (xi - mean(x))) / x.length),
  },
  meanOfSquares: {
    f: (x: Numbers) => mean(list(x).map((xi) => xi ** 2)) - mean(x) ** 2,
    gradient: (x: Numbers) => list(x).map((xi) => (2 / 3) * xi - (2 / 3) * ((x[0]! + x[1]! + x[2]!) / 3)),
  },
  bernoulli: {
    f: ([t]: Numbers) => (t === 0 ? 1 : t! / Math.expm1(t!)),
    gradient: ([t]: Numbers) => [t === 0 ? -0.5 : (Math.expm1(t!) - t! * exp(t!)) / Math.expm1(t!) ** 2],
  },
  quotient: {
    f: ([t]: Numbers) => (exp(t!) - 1) / t!,
    gradient: ([t]: Numbers) => [(t! * exp(t!) - exp(t!) + 1) / (t! * t!)],
  },
  cosineLaw: {
    f: ([a, b, angle]: Numbers) => sqrt(a! * a! + b! * b! - 2 * a! * b! * Math.cos(angle!)),
    gradient([a, b, angle]: Numbers) {
      const c = sqrt(a! * a! + b! * b! - 2 * a! * b! * Math.cos(angle!));
      return [(a! - b! * Math.cos(angle!)) / c, (b! - a! * Math.cos(angle!)) / c, (a! * b! * Math.sin(angle!)) / c];
    },
  },
  excess: {
    f: ([x, y]: Numbers) => sqrt(x! * x! + y! * y!) - x!,
    gradient([x, y]: Numbers) {
      const r = sqrt(x! * x! + y! * y!);
      return [x! / r - 1, y! / r];
    },
  },
  tiny: { f: ([t]: Numbers) => 1.6e-19 * Math.sin(20 * t!), gradient: ([t]: Numbers) => [3.2e-18 * Math.cos(20 * t!)] },
  minute: { f: ([t]: Numbers) => 1e-200 * t! * t!, gradient: ([t]: Numbers) => [2e-200 * t!] },
} satisfies Record<string, Formula>;

type Box = readonly [low: number, high: number];
const NONE: Box = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

const made = (name: keyof typeof formulas, domain: readonly Box[], factor: number) => {
  const { f, gradient }: Formula = formulas[name];
  return subject({ name, domain, f, gradient: (x) => gradient(x).map((gi) => factor * gi) });
};
/** The laws that a subject breaks, found one after the other. */
function* broken(of: Subject, seed: number): Generator<string> {
  for (const { verdict, property } of results([of], properties, { seed, runs: 100, brief: true })) if (verdict === 'fail') yield property;
}
const isBroken = (of: Subject, seed: number): boolean => !broken(of, seed).next().done;
const verdict = (of: Subject, law: string): Verdict =>
  check(of, properties.find(({ name }) => name === law)!, { seed: 1, runs: 100, brief: true }).verdict;

const cube = (box: Box): readonly Box[] => [box, box, box];

test.each<[keyof typeof formulas, readonly Box[], number]>([
  ['softplus', [[-50, 50]], 1],
  ['softplus', [[-1000, 1000]], 1],
  ['mish', [[-50, 50]], 1],
  ['mish', [[-600, 600]], 2],
  ['selu', [[-100, 100]], 1],
  ['selu', [NONE], 1],
  ['gelu', [[-10, 10]], 1],
  [
    'exactGelus',
    [
      [-10, 10],
      [-10, 10],
    ],
    5,
  ],
  ['versine', [[-1, 1]], 1],
  ['crossEntropy', cube([-50, 50]), 1],
  ['crossEntropy', cube([-1000, 1000]), 1],
  ['share', cube([-1000, 1000]), 1],
  [
    'logits',
    [
      [-50, 50],
      [0, 1],
    ],
    1,
  ],
  [
    'divergence',
    [
      [1e-12, 0.5],
      [1e-12, 0.5],
    ],
    1,
  ],
  ['variance', cube([100, 101]), 1],
  ['variance', cube([1e6, 1e6 + 1]), 1],
  ['meanOfSquares', cube([-100, 100]), 1],
  ['bernoulli', [[-50, 50]], 1],
  ['quotient', [[1e-6, 1]], 1],
  [
    'cosineLaw',
    [
      [1, 1.001],
      [1, 1.001],
      [1e-4, 1e-2],
    ],
    1,
  ],
  [
    'excess',
    [
      [1, 1e6],
      [-1, 1],
    ],
    5,
  ],
  ['tiny', [[-10, 10]], 1],
  ['minute', [[-10, 10]], 1],
])('%s on %j: no law fails, and some do where claims are 5 percent too large', (name, domain, seed) => {
  expect([...broken(made(name, domain, 1), seed)]).toEqual([]);
  expect(isBroken(made(name, domain, 1.05), seed)).toBe(true);
});

test.each([1e-6, 1e-9])('1 − cos within ±%d, where it is hardly more than stairs, or 0: no law fails', (high) => {
  expect([...broken(made('versine', [[-high, high]], 1), 1)]).toEqual([]);
});

test('where f does not change, and might by more than the claim says, nothing is established', () => {
  expect(verdict(made('versine', [[-1e-6, 1e-6]], 1), 'matches-differences')).toBe('inconclusive');
});

test('a saturated function passes every law that speaks about it', () => {
  const saturated = subject({ name: 'tanh', domain: [[-50, 50]], f: ([t]) => tanh(t), gradient: ([t]) => [1 - tanh(t) ** 2] });
  expect([...results([saturated], properties, { seed: 1, runs: 100 })].filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

test('a step along the gradient is taken at any scale, and a glance at a slope among large numbers is not the last', () => {
  const descent = (factor: number) => verdict(made('minute', [[-10, 10]], factor), 'descent-decreases');
  expect(descent(1)).toBe('pass');
  expect(descent(-1)).toBe('fail');
  const lifted = subject({ name: 'lifted', domain: [[-1e5, 1e5]], f: ([t]) => 1e6 + Math.sin(t), gradient: ([t]) => [Math.cos(t)] });
  expect(verdict(lifted, 'descent-decreases')).toBe('pass');
});
