import { expect, test } from 'vitest';
import { sound } from '../../../fixtures/index.ts';
import { properties } from '../../../properties/index.ts';
import { check, type Result } from '../../check/check.ts';
import type { Subject } from '../../subject/kind.ts';
import { subject } from '../../subject/subject.ts';
import { fromJson, toJson } from '../report.ts';
import { reportOf, run } from '../run.ts';
import { illustrated, matrixSchema, remainderSchema, spectrumSchema, stepsSchema } from './index.ts';

const named = (name: string) => properties.find((property) => property.name === name)!;
const options = { seed: 3, runs: 30 };
const origin = { laws: Object.fromEntries(properties.map(({ name, topic }) => [name, topic])) };

/** What is recorded for a subject held to one law. */
function evidenceOf(target: Subject, property = 'matches-differences'): Readonly<Record<string, unknown>> {
  const [result] = illustrated([check(target, named(property), options)], [target], { seed: options.seed, ...origin });
  return result!.evidence ?? {};
}

const wave = {
  domain: [
    [-1, 1],
    [-1, 1],
  ] as const,
  f: ([x, y]: readonly [number, number]) => Math.sin(2 * x) * Math.exp(y),
};
const wrong = subject({
  name: 'wrong',
  ...wave,
  gradient: ([x, y]) => [2 * Math.cos(2 * x) * Math.exp(y) + 1, Math.sin(2 * x) * Math.exp(y)],
});
const right = subject({ name: 'right', ...wave, gradient: ([x, y]) => [2 * Math.cos(2 * x) * Math.exp(y), Math.sin(2 * x) * Math.exp(y)] });

test('the step curve of a wrong component comes to the measured slope and stays away from the claimed one', () => {
  const steps = stepsSchema.parse(evidenceOf(wrong).steps);
  expect(steps.label).toBe('∂f/∂x');
  expect(steps.claimed - steps.observed.value).toBeCloseTo(1, 10);
  expect(Math.min(...steps.measuredError)).toBeLessThan(1e-9);
  expect(Math.max(...steps.measuredError)).toBeGreaterThan(1e-3);
  expect(Math.min(...steps.claimedError.slice(10))).toBeGreaterThan(0.5);
  expect(steps.order).toBeCloseTo(2, 1);
  expect(steps.step).toBeGreaterThan(0);
  expect(steps.h).toEqual([...steps.h].sort((a, b) => a - b));
});

test('the remainder of a wrong slope falls too slowly, of the measured one as it should', () => {
  const { claimed, measured } = remainderSchema.parse(evidenceOf(wrong).remainder);
  expect(claimed.slope).toBeCloseTo(1, 1);
  expect(measured.slope).toBeGreaterThan(1.9);
});

test('where all is right, both curves agree', () => {
  const { steps, remainder } = evidenceOf(right);
  const { claimedError } = stepsSchema.parse(steps);
  expect(Math.min(...claimedError)).toBeLessThan(1e-9);
  expect(remainderSchema.parse(remainder).claimed.slope).toBeCloseTo(2, 1);
});

test('a Jacobian has both sides, row by row, with the names of its inputs', () => {
  const polar = subject({
    name: 'polar',
    domain: [
      [1, 2],
      [0, 1],
    ],
    outputs: 2,
    f: ([r, t]) => [r * Math.cos(t), r * Math.sin(t)],
    jacobian: ([r, t]) => [
      [Math.cos(t), r * Math.sin(t)],
      [Math.sin(t), r * Math.cos(t)],
    ],
  });
  const { rows, columns, claimed, measured, error } = matrixSchema.parse(evidenceOf(polar, 'jacobian-matches-differences').jacobian);
  expect([rows, columns]).toEqual([
    ['F[0]', 'F[1]'],
    ['x', 'y'],
  ]);
  expect(measured[0]![0]).toBeCloseTo(claimed![0]![0]!, 9);
  expect(measured[0]![1]).toBeCloseTo(-claimed![0]![1]!, 9);
  expect(Math.max(...error.flat())).toBeLessThan(1e-9);
});

test('of a large Jacobian, the columns that are wrong are among those that are kept', () => {
  const squares = subject({
    name: 'squares',
    domain: { dimension: 200, low: -1, high: 1 },
    f: (x) => x.reduce((sum, xi) => sum + xi * xi, 0),
    gradient: (x) => x.map((xi, i) => (i === 150 ? xi : 2 * xi)),
  });
  const { columns, shape } = matrixSchema.parse(evidenceOf(squares).jacobian);
  expect(shape).toEqual([1, 200]);
  expect(columns).toHaveLength(64);
  expect(columns).toContain('x[150]');
});

test('the kind of a critical point is told from values of f where the gradient is wrong', () => {
  const saddle = subject({
    name: 'saddle',
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    f: ([x, y]) => x * x - 3 * y * y,
    gradient: ([x, y]) => [2 * x, 6 * y],
    critical: [{ at: [0, 0], kind: 'saddle' }],
  });
  const [spectrum] = spectrumSchema.array().parse(evidenceOf(saddle).spectra);
  expect(spectrum).toMatchObject({ declared: 'saddle', found: 'saddle', at: [0, 0] });
  expect(spectrum!.values[0]).toBeCloseTo(-6, 6);
  expect(spectrum!.values[1]).toBeCloseTo(2, 6);
  expect(matrixSchema.parse(evidenceOf(saddle).hessian).from).toBe('values');
});

test('a wrong entry of a Hessian is asked about as a derivative of the gradient', () => {
  const bowl = subject({
    name: 'bowl',
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    f: ([x, y]) => x * x + x * y ** 3,
    gradient: ([x, y]) => [2 * x + y ** 3, 3 * x * y * y],
    hessian: ([x, y]) => [
      [2, 3 * y * y],
      [3 * y * y, 5 * x * y],
    ],
  });
  const steps = stepsSchema.parse(evidenceOf(bowl, 'hessian-matches-differences').steps);
  expect(steps.label).toBe('∂²f/∂y∂y');
  expect(steps.observed.value / steps.claimed).toBeCloseTo(6 / 5, 6);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['is not finite', () => [Number.NaN, Number.POSITIVE_INFINITY]],
  ['has the wrong length', () => [1]],
])('a gradient that %s stops nothing', (_, gradient) => {
  const broken = subject({ name: 'broken', ...wave, gradient: gradient as () => number[] });
  expect(() => evidenceOf(broken)).not.toThrow();
});

test('what it costs is in no count, and it survives the way to JSON and back', () => {
  const plain = run([wrong], [named('matches-differences')], options);
  const drawn = run([wrong], [named('matches-differences')], { ...options, evidence: true });
  expect(drawn.results[0]!.evaluations).toEqual(plain.results[0]!.evaluations);
  expect(fromJson(toJson(drawn)).results).toStrictEqual(JSON.parse(JSON.stringify(drawn.results)));
});

test('at most fifty subjects are drawn, the failing ones first', () => {
  const many = Array.from({ length: 60 }, (_, i) => subject({ ...(i === 57 ? wrong : right), name: `s${i}` } as never));
  const results = many.map((target) => ({ ...check(target, named('finite-on-domain'), { seed: 1, runs: 2, hunting: false }) }));
  const marked = results.map(
    (result, i): Result => (i === 57 ? { ...result, verdict: 'fail', simplest: { sample: { x: [0.5, 0.5] }, measurements: [] } } : result),
  );
  const drawn = reportOf({ results: illustrated(marked, many, { seed: 1, ...origin }), statements: [] }, 1, {
    command: '',
    date: '2026-01-01T00:00:00.000Z',
    node: '',
    engines: {},
  }).results;
  expect(drawn.filter(({ evidence }) => evidence?.jacobian)).toHaveLength(50);
  expect(drawn[57]!.evidence?.jacobian).toBeDefined();
});

test('every kind of subject in the registry can be drawn or is left alone', () => {
  const kinds = [...new Map(sound.map((target) => [target.kind, target])).values()];
  for (const target of kinds) {
    const property = properties.find((candidate) => candidate.appliesTo(target))!;
    const result = check(target, property, { seed: 1, runs: 3 });
    expect(() => illustrated([result], [target], { seed: 1, ...origin })).not.toThrow();
  }
});
