import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ailing, sound } from '../fixtures/index.ts';
import { properties } from '../properties/index.ts';
import { type Stack, subject } from '../src/authoring.ts';
import { check, type Result } from '../src/check/check.ts';
import { run } from '../src/report/run.ts';
import gradientFlow from './gradient-flow.ts';
import { readings } from './index.ts';
import landscape from './landscape.ts';

const options = { seed: 1, runs: 100 };
const figures = (result: Result) => result.evidence!.reading as Readonly<Record<string, unknown>>;

test('every reading is registered under the name of its file, and says what it measures', () => {
  const files = readdirSync(new URL('./', import.meta.url)).filter((file) => !/^index|test\.ts$/.test(file));
  expect(readings.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  for (const { law } of readings) expect(law).toMatch(/^[^\n]{8,140}$/);
});

test.each(ailing.map((each) => [each.name, each] as const))(
  '%s is warned of by exactly the readings that should, in these words',
  (_, each) => {
    for (const reading of readings.filter(({ appliesTo }) => appliesTo(each))) {
      const { verdict, warnings = [] } = check(each, reading, options);
      const due = each.warns[reading.name];
      expect(verdict).toBe('pass');
      if (!due) expect(warnings).toEqual([]);
      for (const text of due ?? []) expect(warnings.join('\n')).toContain(text);
      expect(check(each, reading, { ...options, strictReadings: true }).verdict).toBe(due ? 'fail' : 'pass');
    }
  },
);

test('what is ailing has right derivatives all the same, where it has any', () => {
  const laws = properties.filter(({ name }) => name === 'matches-differences' || name === 'chain-rule');
  const broken = ailing
    .filter(({ name }) => !name.startsWith('network-without-'))
    .flatMap((each) =>
      laws.filter(({ appliesTo }) => appliesTo(each)).map((law) => check(each, law, { seed: 1, runs: 20, hunting: false })),
    )
    .filter(({ verdict }) => verdict === 'fail');
  expect(broken).toEqual([]);
});

test('no sound stack is warned of, and no sound backward pass is taken for differences', () => {
  const warned = (name: string) => {
    const reading = readings.find((each) => each.name === name)!;
    return sound.filter(reading.appliesTo).flatMap((each) => check(each, reading, options).warnings ?? []);
  };
  expect(warned('gradient-flow')).toEqual([]);
  expect(warned('cost')).toEqual([]);
});

test('the same stack with and without normalisation, side by side', () => {
  const vanishing = ailing.find(({ name }) => name === 'vanishing-network') as Stack & (typeof ailing)[number];
  const { growth, layers, beside } = figures(check(vanishing, gradientFlow, options)) as {
    growth: number;
    layers: { layer: string; signal: number; spread: number }[];
    beside: { stack: string; growth: number }[];
  };
  expect(layers.map(({ layer }) => layer)).toEqual(vanishing.layers.map(({ name }, l) => `layer ${l + 1} ${name}`));
  expect(layers[0]!.signal).toBeLessThan(1e-3 * layers.at(-2)!.signal);
  expect(layers.every(({ spread }) => spread >= 0)).toBe(true);
  expect(beside.map(({ stack }) => stack)).toEqual(['with-normalisation', 'with-residual-connections']);
  expect(growth).toBeLessThan(beside[0]!.growth);
  expect(beside[1]!.growth).toBeGreaterThan(0.7);
});

const valley = subject({
  name: 'valley',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  f: ([x, y]) => x * x + 1e4 * (y - x) ** 2,
  gradient: ([x, y]) => [2 * x - 2e4 * (y - x), 2e4 * (y - x)],
  critical: [{ at: [0, 0], kind: 'minimum' }],
});

test('the landscape of a tilted valley: its kind, its flat and its steep direction, and the rise along the signs of the gradient', () => {
  const { summary, places } = figures(check(valley, landscape, options)) as {
    summary: string;
    places: { stationary: boolean; kind?: string; eigenvalues: number[]; rise?: { expected: number; measured: number } }[];
  };
  expect(summary).toBe('minimum at x = 0, y = 0, a narrow valley: steep along 0.71 x − 0.71 y, flat along 0.71 x + 0.71 y');
  const [floor, ...slopes] = places;
  expect(floor).toMatchObject({ stationary: true, kind: 'minimum' });
  expect(floor).not.toHaveProperty('dominates');
  expect(floor!.eigenvalues[0]).toBeCloseTo(1, 3);
  expect(floor!.eigenvalues[1]).toBeCloseTo(40001, 0);
  for (const { stationary, rise } of slopes) {
    expect(stationary).toBe(false);
    expect(rise!.measured / rise!.expected).toBeCloseTo(1, 6);
  }
});

test('an input that matters most is named', () => {
  const lopsided = subject({
    name: 'lopsided',
    domain: [
      [0, 1],
      [0, 1],
    ],
    f: ([x, y]) => x + 50 * y,
    gradient: () => [1, 50],
  });
  expect(figures(check(lopsided, landscape, options)).summary).toBe('y dominates');
});

test('a saddle and a hilltop are told apart', () => {
  const at = (a: number, b: number) =>
    subject({
      name: 'quadratic',
      domain: [
        [-1, 1],
        [-1, 1],
      ],
      f: ([x, y]) => a * x * x + b * y * y,
      gradient: ([x, y]) => [2 * a * x, 2 * b * y],
      critical: [{ at: [0, 0], kind: 'undecided' }],
    });
  const kind = (a: number, b: number) => (figures(check(at(a, b), landscape, options)).places as { kind?: string }[])[0]!.kind;
  expect([kind(1, 2), kind(-1, 2), kind(-1, -2), kind(1, 0)]).toEqual(['minimum', 'saddle', 'maximum', 'undecided']);
});

test('where nothing can be read, the reading is inconclusive', () => {
  const nowhere = subject({ name: 'nowhere', domain: [[0, 1]], f: () => Number.NaN, gradient: () => [0] });
  expect(check(nowhere, landscape, options)).toMatchObject({ verdict: 'inconclusive', reason: 'f or its gradient is finite at no sample' });
});

test('the same seed gives the same readings', () => {
  const taken = () => run([valley, ...ailing], readings, options).results;
  expect(taken()).toStrictEqual(taken());
});

test('of a thousand inputs the landscape tells where it was looked at, of more it does not', () => {
  const places = (n: number) => {
    const squares = subject({
      name: 'squares',
      domain: { dimension: n, low: -1, high: 1 },
      f: (x: Float64Array) => x.reduce((sum, xi) => sum + xi * xi, 0),
      gradient: (x: Float64Array) => x.map((xi) => 2 * xi),
    });
    return figures(check(squares, landscape, options)).places as { x?: readonly number[]; gradient: number }[];
  };
  expect(places(1000).map(({ x }) => x?.length)).toEqual([1000, 1000]);
  expect(places(1001).map(({ x, gradient }) => [x, gradient > 0])).toEqual([
    [undefined, true],
    [undefined, true],
  ]);
});
