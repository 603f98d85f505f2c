import { expect, test } from 'vitest';
import { layer } from '../adapters/layer.ts';
import { defaultVariables, labelOf } from './label.ts';
import { defined, subject } from './subject.ts';

const square = {
  name: 'square',
  domain: [[-1, 1]] as const,
  f: ([x]: readonly [number]) => x * x,
  gradient: ([x]: readonly [number]) => [2 * x] as const,
};

test('a list as domain: arguments are plain arrays; { dimension }: Float64Arrays', () => {
  expect(subject(square)).toMatchObject({ kind: 'function', name: 'square', plain: true });
  const large = subject({ name: 'sum', domain: { dimension: 5000, low: -1, high: 1 }, f: (x) => x.reduce((sum, xi) => sum + xi, 0) });
  expect(large.plain).toBe(false);
});

test('types: points have as many components as the domain, and gradients must', () => {
  const domain = [
    [-2, 2],
    [-1, 3],
  ] as const;
  subject({ name: 'right', domain, f: ([x, y]) => x * y, gradient: ([x, y]) => [y, x] });
  subject({ name: 'literal', domain: [[0, 1]], f: ([x]) => x, gradient: () => [1] });
  subject({ name: 'of unknown length', domain, f: ([x, y]) => x * y, gradient: ([x, y]) => [y, x].map((g) => g * 1) });
  subject({
    name: 'typed array',
    domain: { dimension: 2, low: 0, high: 1 },
    f: (x) => x[0]! * x[1]!,
    gradient: (x) => x.slice().reverse(),
  });
  // @ts-expect-error: one component for two inputs
  subject({ name: 'too short', domain, f: ([x, y]) => x * y, gradient: ([, y]) => [y] });
  // @ts-expect-error: three components for two inputs
  subject({ name: 'too long', domain, f: ([x, y]) => x * y, gradient: ([x, y]) => [y, x, 0] });
  // @ts-expect-error: a number where a vector should be
  subject({ name: 'no vector', domain, f: ([x, y]) => x * y, gradient: ([x, y]) => x + y });
  // @ts-expect-error: a third input of two
  subject({ name: 'third input', domain, f: ([x, y, z]) => x * y * z });
});

test('types: f returns a number, or numbers where outputs is more than one', () => {
  const domain = [[0, 1]] as const;
  subject({ name: 'map', domain, outputs: 2, f: ([x]) => [x, x * x], jacobian: ([x]) => [[1], [2 * x]] });
  // @ts-expect-error: one number where two are due
  subject({ name: 'number', domain, outputs: 2, f: ([x]) => x });
  subject({ name: 'several outputs', domain, outputs: 3, f: ([x]) => new Float64Array(3).fill(x) });
});

test('types: the tensors of a layer are those of its inputs, and no others', () => {
  const inputs = { x: [2], w: [2] } as const;
  const y = (x: ArrayLike<number>, w: ArrayLike<number>) => x[0]! * w[0]! + x[1]! * w[1]!;
  expect(
    layer({
      name: 'right',
      inputs,
      forward: ({ x, w }) => y(x, w),
      backward: ({ x, w }, dy) => ({ x: [w[0]! * dy[0]!, w[1]! * dy[0]!], w: [x[0]! * dy[0]!, x[1]! * dy[0]!] }),
    }),
  ).toMatchObject({ kind: 'function' });
  layer({
    name: 'misspelled in forward',
    inputs,
    // @ts-expect-error: there is no tensor u
    forward: ({ x, u }) => y(x, u),
    backward: ({ x, w }) => ({ x: w, w: x }),
  });
  layer({
    name: 'misspelled in backward',
    inputs,
    forward: ({ x, w }) => y(x, w),
    // @ts-expect-error: there is no tensor u
    backward: ({ x, w }) => ({ x: w, u: x }),
  });
});

test.each([
  ['an empty name', { name: '' }, 'a subject needs a name'],
  ['no name', { name: undefined }, 'name: must be a text'],
  ['an endless name', { name: 'x'.repeat(10_001) }, 'name: a name has at most 10000 characters'],
  ['no input', { domain: [] }, 'domain: at least one input'],
  ['ends in the wrong order', { domain: [[1, 0]] }, 'domain.0: low ≤ high'],
  ['ends that are no numbers', { domain: [['a', 1]] }, 'domain: must be a list of intervals [low, high]'],
  ['an end that is NaN', { domain: [[Number.NaN, 1]] }, 'domain: must be a list of intervals [low, high]'],
  ['an interval at infinity', { domain: [[Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]] }, 'low ≤ high'],
  ['a domain that is none', { domain: 'everywhere' }, 'must be a list of intervals [low, high], or { dimension, low, high }'],
  ['half a dimension', { domain: { dimension: 1.5, low: 0, high: 1 } }, 'domain'],
  ['an f that is no function', { f: 3 }, 'f: must be a function'],
  ['a gradient that is no function', { gradient: [2] }, 'gradient: must be a function'],
  ['no outputs', { outputs: 0 }, 'outputs'],
  ['more outputs than fit', { outputs: 2 ** 28 + 1 }, 'outputs: a map has at most 268435456 outputs'],
  [
    'an end of a wide domain that is a text',
    { domain: { dimension: 3, low: 'a', high: 1 } },
    'domain: must be a list of intervals [low, high]',
  ],
  [
    'a symmetry that is none',
    { equivariant: [{ inputs: 3, outputs: [[1]] }] },
    'inputs: must be a matrix, as rows of numbers, or a function',
  ],
  ['a trend that is none', { monotone: 'upwards' }, "monotone: must be 'increasing' or 'decreasing', or a list of these"],
  ['a batch of nothing', { batch: { size: 2, of: 3, example: () => [0] } }, 'batch.of: must be a function or a layer'],
  ['half an example', { batch: { size: 1.5, of: 3, example: () => [0] } }, 'batch.size: must be a whole number'],
  ['more digits than a double has', { requires: { digits: 18 } }, 'requires'],
  ['an unknown precision', { precision: 'float8' }, 'precision'],
  ['an unknown key', { gradeint: () => [0] }, 'unknown key "gradeint"; did you mean "gradient"?'],
  ['a key that is like none', { temperature: 3 }, 'unknown key "temperature"; known are name, precision, expect,'],
  ['a key that is missing since it is misspelled', { f: undefined, domian: [[0, 1]] }, 'unknown key "domian"; did you mean "domain"?'],
  ['a word that is not all', { expect: { fail: 'al', because: 'x' } }, "expect.fail: must be a list of laws, or 'all'"],
  ['a known failure without a reason', { expect: { fail: ['matches-differences'], because: '' } }, 'expect.because'],
  ['a critical point without a kind', { critical: [{ at: [0] }] }, 'critical.0.kind'],
])('%s: refused with the name of the subject and of the key', (_, change, message) => {
  const make = () => subject({ ...square, ...change } as never);
  expect(make).toThrow(message);
  expect(make).toThrow(/^subject "/);
});

test('infinite ends, ends that meet and every trait are accepted', () => {
  const traits = {
    critical: [{ at: [0], kind: 'minimum' as const }],
    degree: 2,
    convex: true,
    quadratic: true,
    formula: 'x^2',
    variables: ['x'],
  };
  expect(subject({ ...square, ...traits, domain: [[Number.NEGATIVE_INFINITY, 5]], requirement: 'R-1' })).toMatchObject({
    ...traits,
    requirement: 'R-1',
  });
  expect(subject({ ...square, domain: [[3, 3]] }).domain).toEqual([[3, 3]]);
});

test('what an adapter made is looked at in the same way', () => {
  expect(() => defined({ ...subject(square), domain: [] })).toThrow('domain');
  expect(defined(subject(square))).toEqual(subject(square));
});

test('inputs are called by the label, the variable, a letter, or their index', () => {
  const four = subject({ name: 'four', domain: { dimension: 4, low: 0, high: 1 }, f: (x) => x[0]! });
  expect(labelOf(subject(square), 0)).toBe('x');
  expect(labelOf(four, 3)).toBe('x[3]');
  expect(labelOf({ ...four, variables: ['a', 'b', 'c', 'd'] }, 3)).toBe('d');
  expect(labelOf({ ...four, variables: ['a', 'b', 'c', 'd'], label: (i) => `W[0,${i}]` }, 3)).toBe('W[0,3]');
  expect([defaultVariables(2), defaultVariables(4)]).toEqual([
    ['x', 'y'],
    ['x1', 'x2', 'x3', 'x4'],
  ]);
});
