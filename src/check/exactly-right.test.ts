import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { type FunctionSubject, fromFormula, subject } from '../authoring.ts';
import { evaluatorOf } from '../subject/kind.ts';
import { isExactlyRight } from './exactly-right.ts';
import { examine } from './examine.ts';
import { examiner } from './examiner.ts';

const law = (name: string) => properties.find((one) => one.name === name)!;
const sample = (x: readonly number[], v: readonly number[] = [1]) => ({ x: Float64Array.from(x), v: Float64Array.from(v) });
const right = (of: FunctionSubject, x: readonly number[], name = 'matches-differences', more = {}): boolean =>
  isExactlyRight(evaluatorOf(of) as never, law(name), {
    ...sample(
      x,
      x.map(() => 1),
    ),
    ...more,
  });

const cancelling = fromFormula({
  name: '(1 − cos x)/x²',
  variables: { x: [-0.01, 0.01] },
  f: '(1 - cos(x))/x^2',
  gradient: ['sin(x)/x^2 - 2*(1 - cos(x))/x^3'],
});

test('a failure of a right formula is inconclusive, and told as rounding', () => {
  const { verdict, reason } = examine(examiner(evaluatorOf(cancelling) as never, law('matches-differences')), sample([2e-12]), 'thorough');
  expect([verdict, reason]).toEqual(['inconclusive', 'in exact arithmetic the claim is the derivative of f here: the gap is rounding']);
});

test('only laws that compare claims with f at x are arbitrated', () => {
  const names = properties.filter(({ compares }) => compares).map(({ name }) => name);
  expect(names.toSorted()).toEqual([
    'coordinate-independence',
    'descent-decreases',
    'directional-derivative',
    'hessian-matches-differences',
    'hessian-symmetric',
    'jacobian-matches-differences',
    'jvp-matches-differences',
    'matches-differences',
    'orthogonal-to-contours',
    'steepest-ascent',
    'taylor-first-order',
    'taylor-second-order',
    'vjp-matches-differences',
  ]);
  expect(right(cancelling, [2e-12])).toBe(true);
  expect(right(cancelling, [2e-12], 'finite-on-domain')).toBe(false);
  expect(right(cancelling, [2e-12], 'convex')).toBe(false);
});

const code = (gradient: (x: number) => number, f: (x: number) => number = Math.exp): FunctionSubject =>
  subject({ name: 'code', domain: [[-2, 2]], f: ([x]) => f(x), gradient: ([x]) => [gradient(x)], formula: 'exp(x)' });

test('a claim in code is right to within rounding, where f has the values of its formula all about', () => {
  expect(right(code(Math.exp), [0.5])).toBe(true);
  expect(
    right(
      code((x) => Math.exp(x) * (1 + 1e-12)),
      [0.5],
    ),
  ).toBe(false);
  expect(
    right(
      code(() => Number.NaN),
      [0.5],
    ),
  ).toBe(false);
  expect(
    right(
      code(Math.exp, (x) => Math.exp(x) * (1 + 1e-9)),
      [0.5],
    ),
  ).toBe(false);
  expect(
    right(
      code(Math.exp, (x) => (x > 0.5 ? 2 : 1) * Math.exp(x)),
      [0.5],
    ),
  ).toBe(false);
});

test('a formula without a value in doubles, and a point at a kink, are not arbitrated', () => {
  const line = (f: string, gradient: string): FunctionSubject =>
    fromFormula({ name: f, variables: { x: [-800, 800] }, f, gradient: [gradient] });
  expect(right(line('log1p(exp(-abs(x)))', 'x > 0 ? -exp(-x)/(1 + exp(-x)) : exp(x)/(1 + exp(x))'), [3])).toBe(true);
  expect(right(line('tanh(x)', '(exp(x)/cosh(x))*(exp(-x)/cosh(x))'), [750])).toBe(false);
  expect(right(line('abs(x)', 'sign(x)'), [0])).toBe(false);
});

test('all claims that a law is about are asked: rows, products, second derivatives', () => {
  const map = (wrong = 0): FunctionSubject =>
    subject({
      name: 'map',
      domain: [
        [-2, 2],
        [-2, 2],
      ],
      outputs: 2,
      f: ([x, y]) => [x * y, x * x],
      formula: ['x*y', 'x^2'],
      jacobian: ([x, y]) => [
        [y, x],
        [2 * x, wrong],
      ],
      vjp: ([x, y], w) => [w[0]! * y + w[1]! * 2 * x, w[0]! * x + w[1]! * wrong],
      jvp: ([x, y], v) => [v[0] * y + v[1] * x, 2 * x * v[0] + wrong * v[1]],
    });
  const w = { w: Float64Array.of(1, 2) };
  for (const name of ['jacobian-matches-differences', 'vjp-matches-differences', 'jvp-matches-differences'])
    expect([right(map(), [1, 2], name, w), right(map(1e-9), [1, 2], name, w)], name).toEqual([true, false]);
  const bowl = (off: number): FunctionSubject =>
    fromFormula({ name: 'bowl', variables: { x: [-2, 2] }, f: 'x^4', gradient: ['4*x^3'], hessian: [[`12*x^2 + ${off}`]] });
  const second = (of: FunctionSubject) => right(of, [1], 'hessian-matches-differences', { u: Float64Array.of(1) });
  expect([second(bowl(0)), second(bowl(1e-20))]).toEqual([true, false]);
});
