import { expect, test } from 'vitest';
import { type Domain, everywhere } from '../../math/domain.ts';
import type { Estimate } from '../../math/estimate.ts';
import { vector } from '../../math/vector.ts';
import { curvature, derivative, type LineOptions } from './index.ts';

type Scalar = (t: number) => number;

const of = (f: Scalar, x: number, look: LineOptions = {}, v = 1) => derivative((y) => f(y[0]!), vector([x]), vector([v]), look);
const within = ({ value, error }: Estimate, truth: number) => Math.abs(value - truth) <= error;
const digits = ({ error }: Estimate, truth: number) => -Math.log10(error / Math.abs(truth));

/** Name, f, x, f′(x), and the digits that are due. */
const smooth: readonly (readonly [string, Scalar, number, number, number])[] = [
  ['x² at 3', (t) => t * t, 3, 6, 13],
  ['x³ at 1e-5', (t) => t ** 3, 1e-5, 3e-10, 6],
  ['a line', (t) => 3 * t - 1, 0.7, 3, 13],
  ['eˣ', Math.exp, 1, Math.E, 12],
  ['e³⁰ˣ', (t) => Math.exp(30 * t), 1, 30 * Math.exp(30), 10],
  ['sin x', Math.sin, 1, Math.cos(1), 12],
  ['sin 100x', (t) => Math.sin(100 * t), 1, 100 * Math.cos(100), 10],
  ['sin 10⁴x', (t) => Math.sin(1e4 * t), 1, 1e4 * Math.cos(1e4), 6],
  ['sin 10⁶x', (t) => Math.sin(1e6 * t), 0.3, 1e6 * Math.cos(1e6 * 0.3), 4],
  ['sin x at 10⁶', Math.sin, 1e6, Math.cos(1e6), 6],
  ['a ripple on a slope', (t) => t + 1e-3 * Math.sin(1e3 * t), 0.2, 1 + Math.cos(200), 8],
  ['tanh at 5, saturated', Math.tanh, 5, 1 / Math.cosh(5) ** 2, 7],
  ['softplus', (t) => Math.log1p(Math.exp(t)), 0.5, 1 / (1 + Math.exp(-0.5)), 12],
  ['1/x at 10⁻⁶', (t) => 1 / t, 1e-6, -1e12, 10],
  ['ln x at 10⁻⁸', Math.log, 1e-8, 1e8, 10],
  ['√x at 10⁻¹⁰', Math.sqrt, 1e-10, 0.5e5, 10],
  ['x² at 10¹²', (t) => t * t, 1e12, 2e12, 12],
  ['x² at 10⁻¹²', (t) => t * t, 1e-12, 2e-12, 3],
  ['1/(1 + x²) at 10⁶', (t) => 1 / (1 + t * t), 1e6, -2e6 / (1 + 1e12) ** 2, 8],
  ['a bell of width 10⁻³', (t) => Math.exp(-((t / 1e-3) ** 2)), 5e-4, -1e3 * Math.exp(-0.25), 9],
  ['1000 + sin x', (t) => 1000 + Math.sin(t), 1, Math.cos(1), 9],
  ['10⁶ + sin x', (t) => 1e6 + Math.sin(t), 1, Math.cos(1), 6],
  ['10⁸ + x²', (t) => 1e8 + t * t, 1, 2, 5],
  ['10⁻¹² sin x', (t) => 1e-12 * Math.sin(t), 1, 1e-12 * Math.cos(1), 12],
  ['10¹⁰⁰ eˣ', (t) => 1e100 * Math.exp(t), 1, 1e100 * Math.E, 12],
  ['10⁻²⁰⁰ eˣ', (t) => 1e-200 * Math.exp(t), 1, 1e-200 * Math.E, 12],
  ['(x − 1)² − x² + 2x, which is 1', (t) => (t - 1) ** 2 - t * t + 2 * t - 1 + t, 1e3, 1, 4],
];

test.each(smooth)('the truth lies within the bar: %s', (_, f, x, truth) => {
  const seen = of(f, x);
  expect(seen.kind).toBe('smooth');
  expect(within(seen, truth), `${seen.value} ± ${seen.error}, truth ${truth}`).toBe(true);
});

test.each(smooth)('and the bar is as small as it can be: %s', (_, f, x, truth, due) => {
  expect(digits(of(f, x), truth)).toBeGreaterThan(due);
});

test.each(smooth)('both sides agree where f is smooth: %s', (_, f, x, truth) => {
  const { left, right } = of(f, x);
  expect([within(left, truth), within(right, truth)]).toEqual([true, true]);
});

test.each(smooth)(
  'a glance takes at most eight values, and holds the truth wherever its bar is below 10⁻⁸ of the slope: %s',
  (_, f, x, truth) => {
    const seen = of(f, x, { effort: 'quick' });
    const settled = seen.error <= 1e-8 * Math.max(Math.abs(seen.value), seen.variation);
    if (seen.evaluations <= 8 && !settled) expect(seen.error).toBeGreaterThan(0);
    else expect(within(seen, truth), `${seen.value} ± ${seen.error}, truth ${truth}`).toBe(true);
  },
);

test.each(smooth.slice(0, 8))('a bar of an inexact value is not zero: %s', (_, f, x, truth) => {
  for (const effort of ['quick', 'thorough'] as const) {
    const { value, error } = of(f, x, { effort });
    expect(error > 0 || value === truth).toBe(true);
    expect(error).toBeGreaterThan(0);
  }
});

test('a constant has the slope 0', () => {
  expect(of(() => 7, 1)).toMatchObject({ value: 0, kind: 'smooth', noisy: false, variation: 0 });
});

test('at a flat point the slope is 0 within the bar, which is small for the function around', () => {
  for (const f of [(t: number) => t * t, (t: number) => t ** 3, (t: number) => 1 - Math.cos(t)]) {
    const seen = of(f, 0);
    expect(within(seen, 0)).toBe(true);
    expect(seen.error).toBeLessThan(1e-12);
    expect(seen.variation).toBeGreaterThan(seen.error);
  }
});

test('kinks: one-sided slopes, and a value between them', () => {
  const cases: readonly (readonly [Scalar, number, number, number])[] = [
    [Math.abs, 0, -1, 1],
    [(t) => Math.max(0, t), 0, 0, 1],
    [(t) => Math.abs(t - 1) + t * t, 1, 1, 3],
    [(t) => Math.exp(-Math.abs(t)), 0, 1, -1],
    [(t) => Math.min(t, 3 * t, 5), 0, 3, 1],
    [(t) => 1e-6 * Math.abs(t), 0, -1e-6, 1e-6],
  ];
  for (const [f, x, left, right] of cases) {
    const seen = of(f, x);
    expect(seen.kind).toBe('kink');
    expect(seen.left.value).toBeCloseTo(left, 9);
    expect(seen.right.value).toBeCloseTo(right, 9);
    expect(within(seen.left, left) && within(seen.right, right)).toBe(true);
    expect(within(seen, (left + right) / 2)).toBe(true);
  }
});

test('beside a kink f is smooth, however near the kink', () => {
  for (const distance of [1, 1e-2, 1e-4, 1e-6, 1e-8]) {
    const seen = of(Math.abs, distance);
    expect(seen.kind).toBe('smooth');
    expect(within(seen, 1)).toBe(true);
    expect(seen.error).toBeLessThan(1e-5);
  }
});

test('kinks that cancel leave a smooth function', () => {
  const relu = (t: number) => Math.max(0, t);
  expect(of((t) => relu(t) - relu(-t), 0)).toMatchObject({ kind: 'smooth' });
  expect(of((t) => relu(t) - relu(-t), 0).value).toBeCloseTo(1, 12);
});

test('a joint at which the slopes meet is smooth', () => {
  const huber = (t: number) => (Math.abs(t) <= 1 ? (t * t) / 2 : Math.abs(t) - 0.5);
  const seen = of(huber, 1);
  expect(seen.kind).toBe('smooth');
  expect(within(seen, 1)).toBe(true);
});

test.each<[string, Scalar, number]>([
  ['a step at the point', (t) => (t < 0 ? 0 : 1), 0],
  ['a step with slopes', (t) => t + (t < 1 ? 0 : 3), 1],
  ['the sign', Math.sign, 0],
])('jumps: %s', (_, f, x) => {
  expect(of(f, x).kind).toBe('jump');
});

test.each<[string, Scalar]>([
  ['∛x', Math.cbrt],
  ['√|x|', (t) => Math.sqrt(Math.abs(t))],
  ['x ln |x|', (t) => (t === 0 ? 0 : t * Math.log(Math.abs(t)))],
])('slopes without limit: %s', (_, f) => {
  const { kind, error } = of(f, 0);
  expect(['blow-up', 'unresolved']).toContain(kind);
  if (kind === 'unresolved') expect(error > 0).toBe(true);
});

test('√x at 0 has no finite slope', () => {
  expect(of(Math.sqrt, 0, { domain: [[0, 1]] }).kind).toBe('blow-up');
});

test('at the edge of the domain the one-sided slope counts', () => {
  const left = of(Math.exp, 0, { domain: [[0, 1]] });
  const right = of(Math.exp, 1, { domain: [[0, 1]] });
  expect([left.kind, right.kind]).toEqual(['edge', 'edge']);
  expect(within(left, 1) && within(right, Math.E)).toBe(true);
  expect([left.error, right.error].every((error) => error > 0 && error < 1e-9)).toBe(true);
  expect(within(left.right, 1) && within(right.left, Math.E)).toBe(true);
  expect([left.left.error, right.right.error]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test('where values end without a domain that says so, by NaN or by an error, that is an edge too', () => {
  const throwing = (t: number) => {
    if (t < 0) throw new RangeError('negative');
    return t ** 3 + t;
  };
  const nan = (t: number) => (t < 0 ? Number.NaN : t ** 3 + t);
  const infinite = (t: number) => (t < 0 ? Number.POSITIVE_INFINITY : t ** 3 + t);
  for (const f of [throwing, nan, infinite]) {
    const seen = of(f, 0);
    expect(seen.kind).toBe('edge');
    expect(within(seen, 1)).toBe(true);
  }
});

test('close to an edge the slope is that of a smooth function', () => {
  for (const x of [1e-2, 1e-4, 1e-8, 1e-12]) {
    for (const look of [{ domain: [[0, 1]] as Domain }, {}]) {
      const log = of(Math.log, x, look);
      expect(log.kind).toBe('smooth');
      expect(within(log, 1 / x)).toBe(true);
      expect(within(of(Math.sqrt, x, look), 0.5 / Math.sqrt(x))).toBe(true);
    }
  }
});

test('holes apart from the point are gone around', () => {
  const seen = of((t) => (Math.abs(t - 1.1) < 0.05 ? Number.NaN : Math.sin(t)), 1);
  expect(within(seen, Math.cos(1))).toBe(true);
});

test('where f has no value at the point, there is no slope', () => {
  for (const f of [() => Number.NaN, () => Number.POSITIVE_INFINITY, () => JSON.parse('')] as Scalar[])
    expect(of(f, 1)).toMatchObject({ kind: 'unresolved', error: Number.POSITIVE_INFINITY, value: Number.NaN });
  expect(of((t) => (t === 1 ? 1 : Number.NaN), 1).error).toBe(Number.POSITIVE_INFINITY);
});

test('no point outside the domain is asked for, nor one where the condition fails', () => {
  const box = [
    [0, 1],
    [-2, 1e-3],
  ] as const;
  const asked: number[][] = [];
  const f = (y: Float64Array) => {
    asked.push(Array.from(y));
    return Math.sqrt(y[0]!) * Math.log(1 - y[1]!) + Math.abs(y[0]! - 0.3);
  };
  const inside = (y: Float64Array) => y[0]! > y[1]!;
  for (const x of [
    [0, -1],
    [1, 1e-3],
    [0.3, 1e-9],
    [1e-12, -2],
    [0.5, 0.000999],
  ])
    for (const v of [
      [1, 0],
      [0, 1],
      [1, 1],
      [-1, 0.25],
      [1, -1000],
    ])
      for (const effort of ['quick', 'thorough'] as const) {
        derivative(f, vector(x), vector(v), { domain: box, inside, effort });
        curvature(f, vector(x), vector(v), { domain: box, inside });
      }
  expect(asked.length).toBeGreaterThan(1000);
  const strays = asked.filter(([a, b]) => !(a! >= 0 && a! <= 1 && b! >= -2 && b! <= 1e-3 && a! > b!));
  expect(strays).toEqual([]);
});

test('evaluations are counted exactly', () => {
  const cases: readonly (readonly [Scalar, number, LineOptions])[] = [
    [Math.exp, 1, {}],
    [Math.exp, 1, { effort: 'quick' }],
    [Math.abs, 0, {}],
    [Math.sqrt, 0, { domain: [[0, 1]] }],
    [(t) => Math.sin(1e4 * t), 1, {}],
    [() => Number.NaN, 1, {}],
  ];
  for (const [f, x, look] of cases) {
    let calls = 0;
    const { evaluations } = of(
      (t) => {
        calls++;
        return f(t);
      },
      x,
      look,
    );
    expect(evaluations).toBe(calls);
  }
});

test('a smooth function costs at most eight values at a glance, and some forty with care', () => {
  for (const f of [Math.exp, Math.sin, (t: number) => t * t, (t: number) => Math.log1p(Math.exp(t))]) {
    expect(of(f, 1, { effort: 'quick' }).evaluations).toBeLessThanOrEqual(8);
    expect(of(f, 1).evaluations).toBeLessThanOrEqual(60);
  }
});

test('along v = 0 nothing moves, and nothing is asked', () => {
  const still = { value: 0, error: 0, kind: 'smooth', evaluations: 0 };
  expect(of(Math.exp, 1, {}, 0)).toMatchObject(still);
  expect(of(Math.exp, 1, {}, -0)).toMatchObject(still);
  expect(curvature((y) => y[0]!, vector([1]), vector([0]))).toMatchObject(still);
});

test.each([2 ** -40, 0.5, 2, 1024, 2 ** 60])('a direction scaled by %d scales the result exactly', (k) => {
  const f = (y: Float64Array) => Math.sin(y[0]!) * Math.exp(y[1]!) + Math.abs(y[0]! - 0.5);
  for (const x of [
    [0.3, 0.7],
    [0.5, -1],
  ]) {
    const once = derivative(f, vector(x), vector([1, -0.75]));
    const scaled = derivative(f, vector(x), vector([k, -0.75 * k]));
    const by = ({ value, error }: Estimate) => ({ value: value * k, error: error * k });
    const step = once.step === undefined ? {} : { step: once.step / k };
    expect(scaled).toEqual({ ...once, ...by(once), ...step, left: by(once.left), right: by(once.right), variation: once.variation * k });
  }
});

test('the slope along −v is the opposite, left and right exchanged', () => {
  const there = of((t) => Math.max(t, 3 * t), 0);
  const back = of((t) => Math.max(t, 3 * t), 0, {}, -1);
  expect(back.kind).toBe('kink');
  expect(back.value).toBeCloseTo(-there.value, 9);
  expect(back.left.value).toBeCloseTo(-there.right.value, 9);
  expect(back.right.value).toBeCloseTo(-there.left.value, 9);
});

test('directions across many inputs and scales', () => {
  const rosenbrock = ([x, y]: Float64Array) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2;
  const seen = derivative(rosenbrock, vector([-1.2, 1]), vector([1, 1]));
  expect(within(seen, -215.6 + -88)).toBe(true);
  const n = 2000;
  const sum = derivative((y) => y.reduce((s, yi) => s + yi * yi, 0), new Float64Array(n).fill(1), new Float64Array(n).fill(1));
  expect(within(sum, 2 * n)).toBe(true);
  expect(digits(sum, 2 * n)).toBeGreaterThan(10);
});

test('without a domain ℝⁿ is meant', () => {
  expect(of(Math.sin, 1)).toEqual(of(Math.sin, 1, { domain: everywhere(1) }));
});

test('the given point and direction are left alone, and f gets its own', () => {
  const [x, v] = [vector([1, 2]), vector([1, -1])];
  const seen = derivative(
    (y) => {
      const value = y[0]! * y[1]!;
      y.fill(Number.NaN);
      return value;
    },
    x,
    v,
  );
  expect([x, v]).toEqual([vector([1, 2]), vector([1, -1])]);
  expect(within(seen, 1)).toBe(true);
});

test.each<[string, Scalar, number, number]>([
  ['x³', (t) => t ** 3, 2, 12],
  ['eˣ', Math.exp, 1, Math.E],
  ['a line', (t) => 3 * t, 1, 0],
  ['sin 100x', (t) => Math.sin(100 * t), 0.2, -1e4 * Math.sin(20)],
  ['ln x near 0', Math.log, 1e-4, -1e8],
  ['10⁶ + cos x', (t) => 1e6 + Math.cos(t), 0.5, -Math.cos(0.5)],
])('the curvature lies within its bar: %s', (_, f, x, truth) => {
  const seen = curvature((y) => f(y[0]!), vector([x]), vector([1]));
  expect(seen.kind).toBe('smooth');
  expect(within(seen, truth), `${seen.value} ± ${seen.error}`).toBe(true);
  expect(seen.error).toBeLessThan(1e-3 * Math.max(1, Math.abs(truth)));
});

test('a curvature is quadratic in the direction, and unresolved at a kink', () => {
  const f = ([x, y]: Float64Array) => x! * x! * y! + Math.sin(y!);
  const x = vector([1, 2]);
  const once = curvature(f, x, vector([1, 0.5]));
  expect(curvature(f, x, vector([4, 2])).value).toBe(16 * once.value);
  expect(curvature((y) => Math.abs(y[0]!), vector([0]), vector([1])).kind).toBe('unresolved');
});

test('at an edge, a slope that converges slowly is read before the rounding of the inputs hides it', () => {
  for (const [at, slope] of [
    [1, 1],
    [2, 0],
  ] as const) {
    const seen = derivative(([y]) => (at - y!) ** y!, vector([at]), vector([-1]));
    expect(seen.kind).toBe('edge');
    expect(Math.abs(seen.value - slope)).toBeLessThanOrEqual(seen.error);
    expect(seen.error).toBeLessThan(1e-6);
  }
});

test('a power that is no whole one, beside the end of its domain, is no noise', () => {
  for (const x of [1e-11, 3e-9, 5e-8]) {
    const { value, error } = derivative(([y]) => y! ** 1.5, vector([x]), vector([1]), { domain: [[1e-12, 0.01]] });
    expect(Math.abs(value - 1.5 * Math.sqrt(x))).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(0.01 * value);
  }
});

test.each<[string, (t: number) => number, (t: number) => number]>([
  ['exp', Math.exp, Math.exp],
  ['sin', Math.sin, (t) => -Math.sin(t)],
  ['1/(1 + t²)', (t) => 1 / (1 + t * t), (t) => (6 * t * t - 2) / (1 + t * t) ** 3],
  ['t⁵', (t) => t ** 5, (t) => 20 * t ** 3],
])('a glance is enough for the second derivative of %s if its bar is, which holds the truth, at an edge too', (_, f, truth) => {
  for (const at of [0.1, 0.7, 1, 2.3, 4])
    for (const domain of [[[-10, 10] as const], [[at, at + 10] as const]]) {
      const seen = curvature(([t]) => f(t!), vector([at]), vector([1]), { domain, enough: 2 ** -10 });
      expect(seen.evaluations).toBe(7);
      expect(Math.abs(seen.value - truth(at))).toBeLessThanOrEqual(seen.error);
      expect(curvature(([t]) => f(t!), vector([at]), vector([1]), { domain, enough: 2 ** -40 }).evaluations).toBeGreaterThan(12);
    }
});

test('a thorough look costs twelve values less without a second opinion, at a slope, a kink and a second derivative', () => {
  const costs = (seconded: boolean) => {
    const slope = (f: (x: number) => number, at: number) => derivative(([x]) => f(x!), vector([at]), vector([1]), { seconded });
    const [smooth, kink] = [slope(Math.sin, 1), slope((x) => Math.abs(x) + x, 0)];
    expect(Math.abs(smooth.value - Math.cos(1))).toBeLessThanOrEqual(smooth.error);
    expect([kink.kind, kink.left.value, kink.right.value]).toEqual(['kink', expect.closeTo(0, 12), expect.closeTo(2, 12)]);
    const bend = curvature(([x]) => Math.sin(x!), vector([1]), vector([1]), { seconded });
    expect(Math.abs(bend.value + Math.sin(1))).toBeLessThanOrEqual(bend.error);
    return [smooth, kink, bend].map(({ evaluations }) => evaluations);
  };
  const [less, more] = [costs(false), costs(true)];
  expect(less[0]).toBe(17);
  for (const [k, cost] of less.entries()) expect(more[k]! - cost).toBeGreaterThanOrEqual(12);
});

test('the five values of a glance are at even distances, and among its seven', () => {
  const places = (enough: number) => {
    const asked: number[] = [];
    const f = ([x]: Float64Array) => {
      asked.push(x! * 64);
      return Math.exp(x!);
    };
    derivative(f, vector([0]), vector([1]), { effort: 'quick', enough });
    return asked.sort((a, b) => a - b);
  };
  expect(places(1e-6)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(places(1e-15).map((t) => Math.round(100 * t) / 100)).toEqual([-1, -0.87, -0.5, 0, 0.5, 0.87, 1]);
});
