import { describe, expect, test } from 'vitest';
import type { Interval } from '../math/domain.ts';
import type { Precision } from '../math/precision.ts';
import { dot, vector } from '../math/vector.ts';
import { standing } from './point-defect.ts';

type Gradient = (x: readonly number[]) => readonly number[];

/** The standing of a claim at a point along a direction. */
const at = (gradient: Gradient, x: readonly number[], v: readonly number[], box: Interval = [-1, 1], precision: Precision = 'float64') => {
  const g = (y: Float64Array) => vector(gradient([...y]));
  const ground = { domain: x.map(() => box), inside: () => true, precision };
  return standing({ f: () => 0, gradient: g, slope: (y, w) => dot(g(y), w) }, vector(x), vector(v), ground).kind;
};

describe('at the kink of |x|', () => {
  const sign =
    (atZero: number): Gradient =>
    ([x]) => [x === 0 ? atZero : Math.sign(x!)];
  test.each([-1, 0, 0.3, 1])('%d is among the slopes nearby', (value) => expect(at(sign(value), [0], [1])).toBe('among'));
  test.each([1.001, -5, Number.NaN, Number.POSITIVE_INFINITY])('%d stands apart', (value) =>
    expect(at(sign(value), [0], [1])).toBe('apart'),
  );
  test('at an edge only the slope from inside counts', () => {
    expect(at(sign(0), [0], [1], [0, 1])).toBe('apart');
    expect(at(sign(1), [0], [1], [0, 1])).toBe('among');
  });
});

describe('where f is smooth', () => {
  const cosine =
    (atZero: number): Gradient =>
    ([x]) => [x === 0 ? atZero : Math.cos(x!)];
  test('the limit of the slopes nearby is among them, and what is 10⁻⁶ off is not', () => {
    expect(at(cosine(1), [0], [1])).toBe('among');
    expect(at(cosine(1.000001), [0], [1])).toBe('apart');
    expect(at(([x]) => [1.5 * Math.sqrt(x!)], [0], [1], [0, 1])).toBe('among');
  });
  test('a claim that scatters tends to nothing', () => {
    const noise: Gradient = ([x]) => [x === 0 ? 7 : Math.sin(1e30 * x!) * 1e3];
    expect(at(noise, [0], [1])).not.toBe('apart');
  });
});

describe('where slopes grow without bound', () => {
  const entropy =
    (atZero: number): Gradient =>
    ([x]) => [x === 0 ? atZero : -1 - Math.log(x!)];
  test('infinity of their sign is right, of the other it stands apart, and no value is left open', () => {
    expect(at(entropy(Number.POSITIVE_INFINITY), [0], [1], [0, 1])).toBe('unbounded');
    expect(at(entropy(Number.NEGATIVE_INFINITY), [0], [1], [0, 1])).toBe('apart');
    expect(at(entropy(Number.NaN), [0], [1], [0, 1])).toBe('unbounded');
    expect(at(entropy(3), [0], [1], [0, 1])).toBe('unbounded');
  });
  test('at −0 infinity may have the sign of the zero', () => {
    const root: Gradient = ([x]) => [0.5 / Math.sqrt(x!)];
    expect(at(root, [-0], [1], [0, 1])).toBe('unbounded');
    expect(at(([x]) => [-0.5 / Math.sqrt(x!)], [0], [1], [0, 1])).toBe('unbounded');
    expect(at(([x]) => [x === 0 ? Number.NEGATIVE_INFINITY : 0.5 / Math.sqrt(x!)], [-0], [1], [0, 1])).toBe('apart');
  });
  test('the pole of a small term is seen close to it', () => {
    const small: Gradient = ([x]) => [x === 0 ? Number.POSITIVE_INFINITY : 1e6 * (1 + x!) + 0.5e-3 / Math.sqrt(x!)];
    expect(at(small, [0], [1], [0, 1], 'float32')).toBe('unbounded');
  });
  test('a pole is one too where another input weighs it with a number near 0', () => {
    const weighed: Gradient = ([x, y]) => [-(y! ** 2) / Math.sqrt(1 - x! ** 2), 2 * y! * Math.acos(x!)];
    expect(at(weighed, [1, -1e-8], [1, 0])).toBe('unbounded');
  });
  test('only the inputs whose claim is not finite are looked at', () => {
    const two: Gradient = ([x, y]) => [1e12, y === 0 ? Number.POSITIVE_INFINITY : 1 / Math.sqrt(y!) + x! * 0];
    expect(at(two, [1, 0], [1, 1], [0, 1])).toBe('unbounded');
  });
  test('beside a slope against which the growing part is small, of whatever sign', () => {
    const beside = (constant: number): Gradient => {
      return ([x]) => [x === 0 ? Number.NEGATIVE_INFINITY : constant + Math.log(x!)];
    };
    expect(at(beside(-3e8), [0], [1], [0, 1])).toBe('unbounded');
    expect(at(beside(3e8), [0], [1], [0, 1])).toBe('unbounded');
  });
  test('in one cell of eight only, where claims next to x are 0 in the others', () => {
    const least = (slope: (x: number) => number): Gradient => {
      return ([x, y]) => (x === 0 && y === 0 ? [Number.POSITIVE_INFINITY, 0] : x! > 0 && y! > x! ? [slope(x!), 0] : [0, 0]);
    };
    expect(
      at(
        least((x) => 0.5 / Math.sqrt(x)),
        [0, 0],
        [1, 0],
      ),
    ).toBe('unbounded');
    expect(
      at(
        least((x) => Math.exp(x)),
        [0, 0],
        [1, 0],
      ),
    ).toBe('apart');
  });
});

test('next to an input that is nearly 0 are points that are off by parts of it', () => {
  const over: Gradient = ([x]) => [1 - 1e-40 / x! ** 2];
  expect(at(over, [1e-20], [1])).toBe('among');
  expect(at(([x]) => [x === 1e-20 ? 2 : over([x!])[0]!], [1e-20], [1])).toBe('apart');
  expect(at(([x]) => [x === 0 ? 0 : over([x!])[0]!], [0], [1])).toBe('apart');
});

describe('at a tie', () => {
  test('a claim in the whole of two inputs stands apart along both, though either is right by itself', () => {
    const both: Gradient = ([x, y]) => [x! >= y! ? 1 : 0, y! >= x! ? 1 : 0];
    expect(at(both, [0, 0], [1, 0])).toBe('among');
    expect(at(both, [0, 0], [1, 1])).toBe('apart');
  });
  test('the gradient of a thin cell is found by a directed search', () => {
    const thin: Gradient = ([x, y]) => (x! - 10 * Math.abs(y!) >= 0 ? [1, y! >= 0 ? -10 : 10] : [0, 0]);
    expect(at(thin, [0, 0], [1, -1])).toBe('among');
    const none: Gradient = ([x, y]) => (x === 0 && y === 0 ? [1, -30] : thin([x!, y!]));
    expect(at(none, [0, 0], [1, -1])).toBe('apart');
  });
  test('as is that of a minimum, and of a tie at an edge between inputs of different scale', () => {
    const least: Gradient = ([x, y]) => (2 - x! <= y! ? [-1, 0] : [0, 1]);
    const g = (y: Float64Array) => vector(least([...y]));
    const ground = {
      domain: [
        [-1e-3, 1e-3],
        [-2, 2],
      ] as const,
      inside: () => true,
      precision: 'float64' as const,
    };
    const field = { f: () => 0, gradient: g, slope: (y: Float64Array, w: Float64Array) => dot(g(y), w) };
    expect(standing(field, vector([0, 2]), vector([1, 1]), ground).kind).toBe('among');
  });
});

test('in half precision there is no room for points nearby, and nothing is told', () => {
  expect(at(([x]) => [Math.sign(x!)], [0], [1], [-1, 1], 'bfloat16')).toBe('unknown');
});
