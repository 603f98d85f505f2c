import { expect, test } from 'vitest';
import { vector } from '../../math/vector.ts';
import { glance, glanceAside } from './glance.ts';
import { type LineContext, line } from './line.ts';

type Scalar = (t: number) => number;

const EPSILON = 2 ** -52;

/** A glance at f at x, and the places that were asked for. */
function glanced(f: Scalar, x = 0, context: LineContext = {}) {
  const asked: number[] = [];
  const of = line(
    ([t]) => {
      asked.push(t! - x);
      return f(t!);
    },
    vector([x]),
    vector([1]),
    context,
  );
  return { seen: glance(of), ends: [Math.min(...asked), Math.max(...asked)], count: asked.length };
}
const box = (low: number, high: number): LineContext => ({ domain: [[low, high]] });

/** The half-width of a glance at 0, where the scale is 1. */
const half = 1 / 64;
/** A sum of Chebyshev polynomials on the interval of a glance at 0. */
const series =
  (...coefficients: readonly number[]): Scalar =>
  (t) =>
    coefficients.reduce((sum, c, k) => sum + c * Math.cos(k * Math.acos(Math.max(-1, Math.min(1, t / half)))), 0);

test('a glance is at seven places, a sixty-fourth of the scale to either side', () => {
  expect(glanced(Math.exp)).toMatchObject({ ends: [-half, half], count: 7 });
  expect(glanced(Math.exp, 4)).toMatchObject({ ends: [-4 * half, 4 * half], count: 7 });
});

test('near an edge it is shorter, down to an eighth, and then to the side on which there is more room', () => {
  expect(glanced(Math.exp, 0, box(-half / 2, 64)).ends).toEqual([-half / 2, half / 2]);
  expect(glanced(Math.exp, 0, box(-64, half / 8)).ends).toEqual([-half / 8, half / 8]);
  expect(glanced(Math.exp, 0, box(-half / 16, 64)).ends).toEqual([0, half]);
  expect(glanced(Math.exp, 0, box(-64, half / 16)).ends).toEqual([-half, 0]);
});

test('where no thousandth of that is left there is no glance', () => {
  const room = (part: number) => glanced(Math.exp, 0, { ...box(0, 64), span: (part * half) / 1024 }).seen;
  expect(room(2)).toBeDefined();
  expect(room(1.9)).toBeUndefined();
  expect(glanced((t) => t, 2 ** 40, { zoom: 2 ** -44 }).seen).toBeUndefined();
  expect(glanced((t) => (t > half / 2 ? Number.NaN : t)).seen).toBeUndefined();
});

test('the slope and the variation of a line', () => {
  for (const slope of [3, -3]) {
    const { seen } = glanced((t) => 100 + slope * t);
    expect(seen!.value).toBeCloseTo(slope, 11);
    expect(seen!.variation).toBeCloseTo(3, 11);
  }
});

test('the variation is the largest coefficient but that of the mean', () => {
  expect(glanced(series(9, 1, -5, 2)).seen!.variation * half).toBeCloseTo(5, 11);
  expect(glanced(series(9, 1, -5, 7)).seen!.variation * half).toBeCloseTo(7, 11);
});

test('the slope at the end of a one-sided glance', () => {
  expect(glanced((t) => Math.exp(t), 1, box(1, 64)).seen!.value).toBeCloseTo(Math.E, 7);
  expect(glanced((t) => Math.exp(t), 1, box(-64, 1)).seen!.value).toBeCloseTo(Math.E, 7);
});

/** The bar of a sum of Chebyshev polynomials at 0, in units of what T₇ adds to the slope, three times. */
const truncation = (...coefficients: readonly number[]) => (glanced(series(...coefficients)).seen!.error * half) / (3 * 7);

test('the coefficient left out is judged from the last two, or from how fast pairs fall if that is slower', () => {
  // From pairs 1, 2⁻⁴, 2⁻¹⁰ the next one is expected at 2⁻⁸ · 2⁻⁴.
  expect(truncation(0, 1, 0.5, 2 ** -4, 2 ** -6, 2 ** -10, 2 ** -11)).toBeCloseTo(2 ** -12, 8);
  expect(truncation(0, 0.5, -1, 2 ** -6, -(2 ** -4), 2 ** -11, -(2 ** -10))).toBeCloseTo(2 ** -12, 8);
  expect(truncation(0, 4, 0, 2 ** -2, 0, 2 ** -8, 0)).toBeCloseTo(2 ** -6 * 2 ** -4, 8);
  // From pairs 1, 2⁻⁴, 2⁻⁶ at 2⁻⁶ · 2⁻².
  expect(truncation(0, 1, 0.5, 2 ** -4, 2 ** -6, 2 ** -6, 2 ** -8)).toBeCloseTo(2 ** -8, 8);
  expect(truncation(0, 1, 0.5, 2 ** -4, 2 ** -6, 2 ** -8, 2 ** -6)).toBeCloseTo(2 ** -8, 8);
});

test('coefficients that grow are not expected to grow on', () => {
  expect(truncation(0, 0.25, 0, 0.5, 0, 4, 0)).toBeCloseTo(4, 8);
  expect(truncation(0, 1, 0, 0, 0, 2 ** -3, 0)).toBeCloseTo(2 ** -3, 8);
});

test('rounding counts with eight deviations of what differentiation makes of it', () => {
  // The derivatives of T₁ … T₆ at 0 are 1, 0, −3, 0, 5, 0, and a coefficient has √(2/7) of the noise of a value.
  const deviations = 8 * Math.sqrt(35) * Math.sqrt(2 / 7);
  const { seen } = glanced((t) => t, 0, { rounded: () => 1 });
  expect(seen!.error * half).toBeCloseTo(deviations, 10);
  expect(glanced(() => 7).seen).toMatchObject({ value: 0, variation: 0, error: expect.closeTo((7 * deviations * EPSILON) / half, 20) });
});

test('of its bar a glance tells what rounding makes, which grows as the line gets shorter', () => {
  const blurAt = (zoom: number) => glanced((t) => 2 ** 20 + Math.sin(t), 1, { zoom }).seen!;
  const [whole, quarter] = [blurAt(1), blurAt(1 / 4)];
  expect(quarter.blur / whole.blur).toBeCloseTo(4, 6);
  expect(whole.blur / whole.error).toBeGreaterThan(0.9);
  const bent = glanced(Math.exp, 0, { zoom: 32 }).seen!;
  expect(bent.blur / bent.error).toBeLessThan(1e-3);
});

test('the slope itself is rounded', () => {
  const { error } = glanced((t) => 2 ** 40 + 2 ** 60 * t, 0, { rounded: () => 0 }).seen!;
  expect(error).toBeGreaterThan(2 ** 60 * EPSILON);
  const tiny = glanced((t) => 1e-300 * t).seen!;
  expect(tiny.error).toBeLessThan(1e-313);
});

test('the bar covers that f rounds its inputs by four roundings, as far as the line is bent', () => {
  // The inputs of 1000 are rounded to 1000 · 2⁻⁵², and the curvature of t² is 2.
  expect(glanced((t) => (t - 1000) ** 2, 1000).seen!.error / (4 * 1000 * EPSILON * 2)).toBeCloseTo(1, 1);
  expect(glanced((t) => -((t - 1000) ** 2), 1000).seen!.error / (4 * 1000 * EPSILON * 2)).toBeCloseTo(1, 1);
  // T₂″ and T₄″ are 4 and −16 at 0, and T₄ may be left out as well. In single precision a glance spans an eighth of the scale of 512.
  const mixed = (t: number) => Math.cos(2 * Math.acos((t - 1000) / 64)) + 2 ** -6 * Math.cos(4 * Math.acos((t - 1000) / 64));
  const { error } = glanced(mixed, 1000, { precision: 'float32' }).seen!;
  expect(error).toBeCloseTo((3 * 7 * 2 ** -12 * 2 ** -6) / 64 + (4 * 1000 * 2 ** -23 * (4 + 16 / 64)) / 64 ** 2, 8);
});

/** What a glance at each side of 0 says, and how often f was asked for both. */
function aside(f: Scalar, context: LineContext = {}) {
  let count = 0;
  const counted = ([t]: Float64Array) => {
    count++;
    return f(t!);
  };
  const of = line(counted, vector([0]), vector([1]), context);
  const whole = glance(of)!;
  const seen = glanceAside(of, whole);
  return { seen, count };
}

test('at a kink the slopes of both sides are seen, at six values more each', () => {
  const { seen, count } = aside((t) => (t > 0 ? 2 * t : Math.sin(-t)));
  expect(seen).toMatchObject({ left: { value: expect.closeTo(-1, 9) }, right: { value: expect.closeTo(2, 10) } });
  expect(count).toBeLessThanOrEqual(7 + 12);
});

test('beside a kink the slope is that of the side on which x lies, however near the kink is', () => {
  for (const place of [1e-3, 1e-6, 1e-9, 1e-12]) {
    expect(aside((t) => Math.max(t - place, 0)).seen).toMatchObject({ clear: { value: expect.closeTo(0, 9) } });
    expect(aside((t) => Math.max(t + place, 0)).seen).toMatchObject({ clear: { value: expect.closeTo(1, 9) } });
  }
});

test('a side says nothing for the other where f jumps there, or has a root', () => {
  expect(aside((t) => (t < 0 ? 1 : t)).seen).toBeUndefined();
  expect(aside((t) => (t < 0 ? 1e-4 : t)).seen).toBeUndefined();
  expect(aside((t) => (t < 0 ? Math.sqrt(-t) : t)).seen).toBeUndefined();
  expect(aside((t) => (t > 0 ? Math.cbrt(t) : t)).seen).toBeUndefined();
});

test('neither side is clear of a wave, of noise, and of two kinks; a smooth line and an edge need no look aside', () => {
  expect(aside((t) => Math.sin(1e6 * t)).seen).toBeUndefined();
  expect(aside((t) => t + 1e-3 * Math.sin(1e14 * t)).seen).toBeUndefined();
  expect(aside((t) => Math.abs(t - 1e-3) + Math.abs(t + 1e-3)).seen).toBeUndefined();
  expect(aside(Math.exp)).toEqual({ seen: undefined, count: 7 });
  expect(aside(Math.abs, box(-half / 16, 64)).count).toBe(7);
});

/** A glance for which three values are enough if their bar is at most a part of the slope, and how often f was asked. */
function brief(f: Scalar, x = 0, context: LineContext = {}, part = 1e-4) {
  const asked = new Set<number>();
  const of = line(
    ([t]) => {
      asked.add(t! - x);
      return f(t!);
    },
    vector([x]),
    vector([1]),
    context,
  );
  return { seen: glance(of, 0, part)!, places: [...asked].sort((a, b) => a - b) };
}

test('three values close to x are enough for four digits, to both sides or to one', () => {
  const close = 2 ** -11;
  expect(brief(Math.exp).places).toEqual([-close, 0, close]);
  expect(brief(Math.exp, 0, box(0, 64)).places).toEqual([0, close / 2, close]);
  // Where the second derivative is 0, nothing shows how fast coefficients fall.
  const bent = brief(Math.sin).seen;
  expect(Math.abs(bent.value - 1)).toBeGreaterThan(1e-9);
  expect(Math.abs(bent.value - 1)).toBeLessThanOrEqual(bent.error);
  for (const { seen } of [brief(Math.exp), brief(Math.exp, 0, box(0, 64)), brief(Math.exp, 0, box(-64, 0))]) {
    expect(Math.abs(seen.value - 1)).toBeLessThanOrEqual(seen.error);
    expect(seen.error).toBeLessThan(1e-4);
  }
});

test.each<[string, Scalar]>([
  ['a kink', Math.abs],
  ['a jump', (t) => Number(t > 0) + t],
  ['a root', (t) => Math.sqrt(Math.abs(t))],
  ['a slope that is 0', (t) => t * t],
  ['a constant', () => 1],
])('they are not where they show %s', (_, f) => expect(brief(f).places.length).toBeGreaterThan(7));

test('nor for more digits than they have', () => expect(brief(Math.exp, 0, {}, 1e-8).places).toHaveLength(9));
