import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { derivative, type LineOptions } from './index.ts';

type Scalar = (t: number) => number;

const { exp, log, tanh } = Math;
const of = (f: Scalar, x: number, look: LineOptions = {}) => derivative((y) => f(y[0]!), vector([x]), vector([1]), look);
const box = (low: number, high: number): LineOptions => ({ domain: [[low, high]] });

const steep = 0.8;
const bent: Scalar = (t) => t * (1 + tanh(steep * t));
const bentSlope: Scalar = (t) => 2 / (1 + exp(-2 * steep * t)) + t * steep * (4 / (exp(steep * t) + exp(-steep * t)) ** 2);
const weight = 1.7;
const elu: Scalar = (t) => (t > 0 ? t : weight * (exp(t) - 1));

test.each<[string, Scalar, number, Scalar, LineOptions]>([
  ['ln(1 + eˣ) at −50, where 1 + eˣ is 1', (t) => log(1 + exp(t)), -50, exp, {}],
  ['the same at −300, where the line overflows elsewhere', (t) => log(1 + exp(t)), -300, exp, box(-1000, 1000)],
  ['a million times that, whose steps are as much taller', (t) => 1e6 * log(1 + exp(t)), -50, (t) => 1e6 * exp(t), box(-100, 100)],
  ['x tanh ln(1 + eˣ) at −256, which is 0 again at 0', (t) => t * tanh(log(1 + exp(t))), -256, (t) => t * exp(t), box(-600, 600)],
  ['1 − cos x at 10⁻⁹', (t) => 1 - Math.cos(t), 1e-9, Math.sin, {}],
  ['1 − cos x on an interval where it is 0', (t) => 1 - Math.cos(t), 6e-10, Math.sin, box(-1e-9, 1e-9)],
  ['ln(1 + e⁻ˣ) beside an edge', (t) => log(1 + exp(-t)), 29.99992, (t) => -exp(-t), box(-30, 30)],
  ['x (1 + tanh x) on a stair that leans', bent, -20.3, bentSlope, box(-30, 30)],
  ['the same on a broad one', bent, -22.6, bentSlope, box(-30, 30)],
])('the bar covers what a stair of rounding hides: %s', (_, f, x, slope, look) => {
  const { value, error } = of(f, x, look);
  expect(Math.abs(value - slope(x)), `${value} ± ${error}, truth ${slope(x)}`).toBeLessThanOrEqual(error);
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(Math.max(1e-9, 1e4 * Math.abs(slope(x))));
});

test.each<[string, Scalar, number]>([
  ['the dead side of a ramp, which it leaves gradually', (t) => Math.max(0, t), -1],
  ['a tiny ramp', (t) => 1e-15 * Math.max(0, t), -1],
  ['a step of its own size', (t) => (t > 1 ? 1 : 0), 0.3],
])('a constant that is not rounding hides next to nothing: %s', (_, f, x) => {
  expect(of(f, x, box(-10, 10))).toMatchObject({ value: 0 });
  expect(of(f, x, box(-10, 10)).error).toBeLessThan(1e-20);
});

test.each<[string, Scalar, number, number]>([
  ['of a constant', (t) => 5 + Math.max(0, t), -1, 0],
  ['of a line', (t) => 5 + t + Math.max(0, t), -0.02, 1],
  ['of a parabola', (t) => t * t + Math.abs(t - 1), 0.98, 0.96],
])('a bend nearby is no step: the bar stays as small as it is elsewhere, %s', (_, f, x, slope) => {
  const { value, error } = of(f, x, box(-10, 10));
  expect(Math.abs(value - slope)).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-11);
});

test('what a small number does beside an edge is its shape, though it changes by no more than a rounding of 1', () => {
  const x = 1.209522160554448e-8;
  const { value, error } = of((t) => 6.576e-5 + t ** 1.5, x, box(0, 2));
  expect(Math.abs(value - 1.5 * Math.sqrt(x))).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-9);
});

test('a side of a kink whose value is a difference is seen through its noise, at the usual price', () => {
  const { left, right, kind, evaluations } = of(elu, 0, box(-10, 10));
  expect(kind).toBe('kink');
  expect(Math.abs(left.value - weight)).toBeLessThanOrEqual(left.error);
  expect(left.error).toBeLessThan(1e-8);
  expect(right.value).toBeCloseTo(1, 12);
  expect(evaluations).toBeLessThan(250);
});
