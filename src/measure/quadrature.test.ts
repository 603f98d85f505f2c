import { expect, test } from 'vitest';
import { integral } from './quadrature.ts';

const ACCURACY = { tolerance: 0, panels: 64 };

test('one panel of 15 values integrates polynomials of degree 22 to rounding', () => {
  let asked = 0;
  const power = (t: number) => {
    asked++;
    return 23 * t ** 22;
  };
  const seen = integral(power, 0, 1, { tolerance: 1, panels: 1, least: 1 });
  expect(Math.abs(seen.value - 1)).toBeLessThan(1e-13);
  expect(asked).toBe(15);
});

test('7 values integrate polynomials of degree 10 to rounding, where they may do; where their bar is too wide, the panels follow', () => {
  const asked: number[] = [];
  const power = (degree: number) => (t: number) => {
    asked.push(t);
    return (degree + 1) * t ** degree;
  };
  const brief = { tolerance: 1, panels: 1, least: 1, brief: true };
  expect(Math.abs(integral(power(10), 0, 1, brief).value - 1)).toBeLessThan(1e-14);
  expect(Math.abs(integral(power(12), 0, 1, brief).value - 1)).toBeGreaterThan(1e-9);
  expect(asked).toHaveLength(14);
  asked.length = 0;
  const { value, error } = integral(power(10), 0, 1, { ...brief, tolerance: 1e-6 });
  expect(Math.abs(value - 1)).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-6);
  expect(asked).toHaveLength(22);
});

test('the values of a short rule are announced before they are asked', () => {
  const announced: number[] = [];
  const asked: number[] = [];
  const slope = Object.assign((t: number) => asked.push(t), { ahead: (ts: readonly number[]) => announced.push(...ts) });
  integral(slope, 0, 1, { tolerance: 100, panels: 1, least: 1, brief: true });
  expect(announced).toEqual(asked);
  expect(asked).toHaveLength(7);
});

test('a smooth slope costs three panels: one, and its halves', () => {
  let asked = 0;
  const cosine = (t: number) => {
    asked++;
    return Math.cos(t);
  };
  const { value, error } = integral(cosine, 0, 1, ACCURACY);
  expect(Math.abs(value - Math.sin(1))).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-14);
  expect(asked).toBe(45);
});

test.each([
  ['a kink', (t: number) => Math.abs(t - 0.3), 0.29],
  ['a jump', (t: number) => (t < 1 / 3 ? 1 : 0), 1 / 3],
  ['a pole at an end', (t: number) => Math.log(t), -1],
  ['an infinite slope at an end', (t: number) => 0.5 / Math.sqrt(t), 1],
])('the bar holds the truth beside %s', (_, slope, truth) => {
  const { value, error } = integral(slope, 0, 1, ACCURACY);
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-3);
});

test('a value that is not finite leaves the bar infinite, unless halving gets past it', () => {
  expect(integral((t) => (t > 0.4 && t < 0.5 ? Number.NaN : 1), 0, 1, ACCURACY).error).toBe(Number.POSITIVE_INFINITY);
  expect(integral((t) => (t === 0.5 ? Number.NaN : 1), 0, 1, ACCURACY)).toMatchObject({ value: 1, size: 1 });
});

test('the size is that of the slope without its sign', () => {
  expect(integral((t) => Math.sign(t), -1, 1, ACCURACY)).toMatchObject({ value: 0, size: 2 });
});

test('noise is given up after eight panels, with a bar that holds what may be off; a jump is not', () => {
  const costOf = (slope: (t: number) => number) => {
    let asked = 0;
    const seen = integral(
      (t) => {
        asked++;
        return slope(t);
      },
      0,
      1,
      ACCURACY,
    );
    return { ...seen, panels: asked / 15 };
  };
  const noise = costOf((t) => 1 + Math.sin(1e12 * t));
  expect(noise.panels).toBe(15); // one, and two for each of seven divisions
  expect(Math.abs(noise.value - 1)).toBeLessThanOrEqual(noise.error);
  const jump = costOf((t) => (t > 0.3 ? 1 : 0));
  expect(jump.panels).toBeGreaterThan(60);
  expect(jump.error).toBeLessThan(1e-12);
});

test('an integral that need be accurate to a part of itself only is taken from fewer panels', () => {
  const costOf = (relative?: number) => {
    let asked = 0;
    const seen = integral(
      (t) => {
        asked++;
        return 1 / (t + 0.3);
      },
      0,
      1,
      { tolerance: 0, panels: 64, least: 1, ...(relative !== undefined && { relative }) },
    );
    return { ...seen, asked };
  };
  const [fine, coarse] = [costOf(), costOf(1e-5)];
  expect(coarse.asked).toBe(15);
  expect(fine.asked).toBeGreaterThan(60);
  expect(coarse.error).toBeLessThan(1e-5 * coarse.size);
  for (const { value, error } of [fine, coarse]) expect(Math.abs(value - Math.log(1.3 / 0.3))).toBeLessThanOrEqual(error);
});

test('an integral that stays as inaccurate when it is halved is given up where that is asked for, and one that gets accurate is not', () => {
  const cost = (slope: (t: number) => number, hopeless?: number) => {
    let asked = 0;
    const counted = (t: number) => {
      asked++;
      return slope(t);
    };
    const { error, size } = integral(counted, 0, 1, { tolerance: 0, relative: 1e-8, panels: 4, least: 1, ...(hopeless && { hopeless }) });
    return [asked, error > 1e-5 * size];
  };
  const wave = (t: number) => Math.sin(300 * t);
  const peak = (t: number) => 1 / (2e-2 + (t - 1 / 3) ** 2);
  expect([cost(wave), cost(wave, 1e-2)]).toEqual([
    [105, true],
    [45, true],
  ]);
  expect(cost(peak, 1e-2)).toEqual(cost(peak));
});
