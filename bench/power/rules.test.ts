import { expect, test } from 'vitest';
import { stream } from '../random.ts';
import { autograd } from './autograd.ts';
import { ceres } from './ceres.ts';
import { peers } from './index.ts';
import { jax } from './jax.ts';
import { manopt } from './manopt.ts';
import { openmdao } from './openmdao.ts';
import { pyadjoint } from './pyadjoint.ts';
import { pytorchFast } from './pytorch-fast.ts';
import { pytorchSlow } from './pytorch-slow.ts';
import type { Claim, Rule } from './rule.ts';

const scalar = (f: (x: number) => number, slope: (x: number) => number): Claim => ({
  n: 1,
  m: 1,
  f: (x) => [f(x[0]!)],
  jacobian: (x) => [[slope(x[0]!)]],
});
const sum = (n: number, claimed: (i: number) => number): Claim => ({
  n,
  m: 1,
  f: (x) => [Array.from(x).reduce((total, value) => total + value, 0)],
  jacobian: () => [Array.from({ length: n }, (_, i) => claimed(i))],
});
const share = (rule: Rule, claim: Claim, x: readonly number[], times = 40): number =>
  Array.from({ length: times }, (_, seed) => rule.accepts(claim, x, stream(seed))).filter(Boolean).length / times;

const ordinary: Claim = {
  n: 2,
  m: 2,
  f: (x) => [Math.sin(x[0]!) * x[1]!, x[0]! * x[0]! + x[1]!],
  jacobian: (x) => [
    [Math.cos(x[0]!) * x[1]!, Math.sin(x[0]!)],
    [2 * x[0]!, 1],
  ],
};

test('every rule accepts an ordinary Jacobian and refuses its negative', () => {
  expect(peers.filter((rule) => !rule.accepts(ordinary, [0.7, 1.3], stream(1)))).toEqual([]);
  const negative = { ...ordinary, jacobian: (x: ArrayLike<number>) => ordinary.jacobian(x).map((row) => row.map((value) => -value)) };
  expect(peers.filter((rule) => rule.accepts(negative, [0.7, 1.3], stream(1)))).toEqual([]);
});

test('PyTorch: positive directions hide one wrong partial derivative of 4000, single entries do not', () => {
  const x = new Array<number>(4000).fill(0.5);
  expect(
    share(
      pytorchFast,
      sum(4000, (i) => (i === 7 ? 2 : 1)),
      x,
    ),
  ).toBe(1);
  expect(
    share(
      pytorchSlow,
      sum(4000, (i) => (i === 7 ? 2 : 1)),
      x,
      1,
    ),
  ).toBe(0);
});

test('JAX: five percent too much are found in one output, and in 20 000 by the test of vjp', () => {
  const claim = (m: number): Claim => ({ n: 1, m, f: (x) => new Array<number>(m).fill(x[0]!), jacobian: () => new Array(m).fill([1.05]) });
  expect(share(jax, claim(1), [1])).toBe(0);
  expect(share(jax, claim(20_000), [1], 3)).toBe(0);
});

test('HIPS autograd: below an absolute error of 1e-6 all is accepted', () => {
  expect(
    share(
      autograd,
      scalar(
        (x) => 1e-8 * x,
        () => -1e-8,
      ),
      [1],
    ),
  ).toBe(1);
});

test('OpenMDAO: the right slope of x² at 0 is refused', () => {
  expect(
    openmdao.accepts(
      scalar(
        (x) => x * x,
        (x) => 2 * x,
      ),
      [0],
      stream(1),
    ),
  ).toBe(false);
});

test('Ceres: its first step leaves the domain of a root near its edge', () => {
  const root = scalar(Math.sqrt, (x) => 0.5 / Math.sqrt(x));
  expect([ceres.accepts(root, [1], stream(1)), ceres.accepts(root, [1e-4], stream(1))]).toEqual([true, false]);
});

test('Taylor slopes: an error of 1e-6 passes, linear functions do not', () => {
  expect(
    manopt.accepts(
      scalar(Math.exp, (x) => Math.exp(x) * (1 + 1e-6)),
      [0.3],
      stream(1),
    ),
  ).toBe(true);
  expect(
    manopt.accepts(
      scalar(Math.exp, (x) => 2 * Math.exp(x)),
      [0.3],
      stream(1),
    ),
  ).toBe(false);
  expect(
    pyadjoint.accepts(
      scalar(Math.exp, (x) => Math.exp(x) * (1 + 1e-6)),
      [0.3],
      stream(1),
    ),
  ).toBe(true);
  expect(
    pyadjoint.accepts(
      scalar(
        (x) => 2.1 * x + 0.3,
        () => 2.1,
      ),
      [0.3],
      stream(1),
    ),
  ).toBe(false);
});
