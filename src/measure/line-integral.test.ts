import { describe, expect, test } from 'vitest';
import type { Interval } from '../math/domain.ts';
import { dot, vector } from '../math/vector.ts';
import { balance, contradiction, wrongPlace } from './line-integral.ts';

type Line = (x: number) => number;

const claimOf = (f: Line, slope: Line, box: Interval) => ({
  field: { f: ([x]: Float64Array) => f(x!), slope: ([x]: Float64Array, [v]: Float64Array) => slope(x!) * v! },
  ground: { domain: [box], inside: () => true, precision: 'float64' as const },
});

/** A product of a thousand factors close to 1. Near 0 all of them round towards 1. */
const TERMS = Array.from({ length: 1000 }, (_, k) => k + 1.37);
const product: Line = (x) => TERMS.reduce((all, c) => all * (1 + x / c), 1);
const slopeOfProduct: Line = (x) => product(x) * TERMS.reduce((sum, c) => sum + 1 / (c + x), 0);

/** (exp x − 1 − x)/x², which near 0 is what rounding left, and its slope by the series. */
const exponentialRest: Line = (x) => (Math.exp(x) - 1 - x) / x ** 2;
const slopeOfRest: Line = (x) => 1 / 6 + x / 12 + x ** 2 / 40 + x ** 3 / 180;

/** Whether a claim is contradicted on some segment from x. */
const contradicted = (f: Line, slope: Line, x: number, box: Interval = [-1, 1]): boolean =>
  contradiction({ ...claimOf(f, slope, box), x: vector([x]), v: vector([1]) }) !== undefined;

describe('a right claim is contradicted nowhere', () => {
  test.each<[string, Line, Line, number, Interval?]>([
    ['a smooth function', Math.sin, Math.cos, 0.3],
    ['beside a kink', Math.abs, Math.sign, 1e-9],
    ['at a kink on the edge of the domain, whatever is claimed there', (x) => Math.max(0, x), (x) => (x > 0 ? 1 : 0), 0, [0, 1]],
    ['at an infinite slope', (x) => (x === 0 ? 0 : x * Math.log(x)), (x) => 1 + Math.log(x), 0, [0, 1]],
    ['across a jump of f', Math.floor, () => 0, 0.99, [0, 2]],
    ['across many jumps', (x) => Math.floor(20 * x), () => 0, 0.99, [0, 2]],
    ['on a stair of rounding', (x) => 1 - Math.cos(x), Math.sin, -1.2e-8, [-1e-6, 1e-6]],
    ['on narrow stairs of rounding, tall where they are divided', (x) => (1 - Math.cos(x)) / x ** 2, (x) => -x / 12 + x ** 3 / 180, -1e-11],
    [
      'on narrow stairs of rounding beside a pole',
      (x) => 1 / (1 - Math.cos(x)),
      (x) => -Math.sin(x) / (2 * Math.sin(x / 2) ** 2) ** 2,
      3e-8,
    ],
    ['on the teeth of a saw of rounding', exponentialRest, slopeOfRest, 1e-11],
    ['on teeth as far apart as roundings, which halves of halves meet at the same phase', exponentialRest, slopeOfRest, 4e-9],
    ['on teeth whose gap spreads over more than is narrow', (x) => (1 - Math.cos(x)) / x ** 2, (x) => -x / 12 + x ** 3 / 180, 4e-7],
    ['on a saw of a million teeth', (x) => 1e6 * x - Math.floor(1e6 * x), () => 1e6, 3, [-3, 3]],
    ['on a slope with as many steps', (x) => x + Math.round(1e4 * x) / 1e4, () => 1, -3, [-3, 3]],
    ['on stairs of 1, where f is small', (x) => 0.4 * (1 - Math.cos(x)) + 1e-9 * x, (x) => 0.4 * Math.sin(x) + 1e-9, 1e-9, [1e-9, 1e-7]],
    ['where f is 0 in doubles', (x) => Math.log(1 + Math.exp(x)), Math.exp, -50, [-745, -40]],
    ['waves far below the scale', (x) => Math.sin(1e6 * x), (x) => 1e6 * Math.cos(1e6 * x), 0.3],
    ['where all factors of a product round the same way', product, slopeOfProduct, 3e-14, [-0.1, 0.1]],
    ['a claim that scatters about what is right', Math.sin, (x) => Math.cos(x) * (1 + 0.1 * Math.sin(1e15 * x)), 0.3],
  ])('%s', (_, f, slope, x, box) => expect(contradicted(f, slope, x, box)).toBe(false));
});

test('along an input of which f shows nothing, its rounding hides no more than is claimed to change', () => {
  const f = ([x, y, z, u]: Float64Array) => x! * y! - z! - u! ** 4;
  const ground = { domain: [0, 1, 2, 3].map((): Interval => [1e-9, 1e-7]), inside: () => true, precision: 'float64' as const };
  const found = (swapped: boolean, hidden: number) =>
    contradiction({
      field: { f, slope: ([x, y, , u], v) => dot([swapped ? x! : y!, swapped ? y! : x!, -1, hidden * u! ** 3], v) },
      ground,
      x: vector([4e-8, 2e-8, 9e-8, 6e-8]),
      v: vector([2 ** -24, 0, 0, 0]),
    }) !== undefined;
  expect(found(false, -4)).toBe(false);
  expect(found(false, 4)).toBe(false);
  expect(found(true, -4)).toBe(true);
});

describe('an f that is found by steps to a tolerance', () => {
  const until = (start: number, next: (y: number) => number): number => {
    let y = start;
    for (let step = next(y); Math.abs(step - y) > 1e-10 * Math.abs(step); step = next(y)) y = step;
    return next(y);
  };
  /** y = a + sin(y)/2, by repetition: off by up to 10⁻¹⁰, smoothly over long pieces. */
  const repeated: Line = (a) => until(a, (y) => a + Math.sin(y) / 2);
  /** The halvings of a that come to the root of y³ + y = a: a part of a, in pieces some 10⁻⁹ long. */
  const bisected: Line = (a) => {
    let [low, high] = [0, a];
    while (high - low > 1e-10 * high) {
      const middle = (low + high) / 2;
      if (middle ** 3 + middle < a) low = middle;
      else high = middle;
    }
    return low;
  };

  test('is not known better between its jumps than these are high, also where they are beyond the reach of a direction', () => {
    const slope = (x: Float64Array, v: Float64Array, factor: number) => (factor * v[1]!) / (1 - Math.cos(repeated(x[1]!)) / 2) + v[0]!;
    const ground = { domain: [[-1e-6, 1e-6] as const, [-0.84, 0.84] as const], inside: () => true, precision: 'float64' as const };
    const found = (x: readonly number[], factor: number) =>
      contradiction({
        field: { f: ([a, b]) => a! + repeated(b!), slope: (y, v) => slope(y, v, factor) },
        ground,
        x: vector(x),
        v: vector([2 ** -19, 3 / 8]),
      }) !== undefined;
    for (const x of [
      [0, -0.7178],
      [1e-6, -0.84],
      [0, 0.5],
    ]) {
      expect(found(x, 1)).toBe(false);
      expect(found(x, 1 + 1e-7)).toBe(true);
    }
  });

  test('nor over a segment that leads along another input, in a box that is narrow beside where it is', () => {
    const root = (a: number) => {
      let y = a;
      for (let k = 0; k < 60; k++) y -= (y ** 3 + y - a) / (3 * y * y + 1);
      return y;
    };
    const field = {
      f: ([a, b]: Float64Array) => bisected(a!) + Math.sin(b!),
      slope: ([a, b]: Float64Array, [u, v]: Float64Array) => u! / (3 * root(a!) ** 2 + 1) + Math.cos(b!) * v!,
    };
    const claim = {
      field,
      ground: { domain: [[100, 101] as const, [100, 101] as const], inside: () => true, precision: 'float64' as const },
    };
    const { claimed, measured } = balance(claim, vector([100, 100.24529618835683]), vector([100.00000000001867, 100]), 'care');
    expect(measured.kind === 'jump' || Math.abs(claimed.value - measured.value) <= 3 * (claimed.error + measured.error)).toBe(true);
  });
});

describe('in single precision, where a number is large beside its rounding, and f a wave of it', () => {
  const r = Math.fround;
  const cube: Line = (z) => r(r(r(-95.4) + r(z)) ** 3);
  const angle: Line = (z) => r(r(-0.97) * cube(z));
  const wave: Line = (z) => r(100 * r(Math.cos(angle(z))));
  const slopeOfWave: Line = (z) => r(r(r(-100 * r(Math.sin(angle(z)))) * r(-0.97)) * r(3 * r(r(r(-95.4) + r(z)) ** 2)));
  const found = (f: Line, slope: Line, box: Interval) =>
    Array.from({ length: 60 }, (_, k) => r(0.05 + 0.015 * k)).filter((z) => {
      const { field, ground } = claimOf(f, slope, box);
      return contradiction({ field, ground: { ...ground, precision: 'float32' }, x: vector([z]), v: vector([1]) }) !== undefined;
    }).length;
  test('the stair of its rounding is no contradiction', () => expect(found(wave, slopeOfWave, [0.01, 1])).toBe(0));
  test('a stair that is meant hides no mistake', () => {
    expect(
      found(
        (x) => r(Math.floor(r(8 * r(x))) + r(x)),
        () => 1,
        [0, 3],
      ),
    ).toBe(0);
    expect(
      found(
        (x) => r(Math.floor(r(8 * r(x))) + r(x)),
        () => 2,
        [0, 3],
      ),
    ).toBe(60);
  });
});

test('a step of rounding that is wider than the domain of an input makes no gap, and a mistake in another input does, however small f is', () => {
  const found = (factor: number, v: readonly number[]) =>
    contradiction({
      field: {
        f: ([x, y]) => y! * Math.log(1 + Math.exp(x! - 30)),
        slope: ([x, y], [u, w]) => (y! * u!) / (1 + Math.exp(30 - x!)) + factor * Math.log(1 + Math.exp(x! - 30)) * w!,
      },
      ground: { domain: [[-1e-3, 1e-3] as const, [0.1, 10] as const], inside: () => true, precision: 'float64' },
      x: vector([0, 1]),
      v: vector(v),
    }) !== undefined;
  expect(found(1, [-1, -1])).toBe(false);
  expect(found(1.5, [0, 1])).toBe(true);
  expect(
    contradicted(
      (x) => 1e-20 * Math.sin(x),
      (x) => 1.01e-20 * Math.cos(x),
      0.3,
    ),
  ).toBe(true);
});

describe('in single precision, on narrow stairs of rounding where exp x − 1 cancels', () => {
  const r = Math.fround;
  const exponential: Line = (x) => r(Math.exp(x));
  const cancelling: Line = (x) => r(exponential(x) - 1);
  const logarithm: Line = (x) => r(Math.log(x));
  const inverse = {
    f: ([x]: Float64Array) => r(1 / cancelling(x!)),
    gradient: ([x]: Float64Array) => [r(-r(exponential(x!) / r(cancelling(x!) ** 2)))],
  };
  const added = {
    f: ([x, y]: Float64Array) => r(r(x! * logarithm(y!)) + cancelling(r(y! * logarithm(y!)))),
    gradient: ([x, y]: Float64Array) => [logarithm(y!), r(r(x! / y!) + r(exponential(r(y! * logarithm(y!))) * r(logarithm(y!) + 1)))],
  };
  const found = ({ f, gradient }: typeof added, x: readonly number[], v: readonly number[], factor = 1): boolean =>
    contradiction({
      field: { f, slope: (at, way) => factor * dot(gradient(at), way) },
      ground: { domain: x.map((xi): Interval => [xi < 0 ? -2 : 0, 1]), inside: () => true, precision: 'float32' },
      x: vector(x.map(r)),
      v: vector(v),
    }) !== undefined;
  test('a segment that is shorter than a step is followed to the next ones', () => expect(found(added, [3e-9, 2e-11], [0, 1])).toBe(false));
  test('the steps are seen that lie close together in a part of the segment', () => expect(found(inverse, [-5e-8], [1])).toBe(false));
  test('a mistake is seen away from them', () => {
    expect(found(inverse, [-0.5], [1], 1.001)).toBe(true);
    expect(found(added, [0.3, 0.2], [0, 1], 1.001)).toBe(true);
  });
});

test('a plateau of rounding says nothing, though its steps are seen along another input only, and many times as tall as roundings of 1', () => {
  // Far out log(1 + eᵗ) is a stair with steps of 2⁻⁵² in doubles, and 0 in the end; y changes f by less than a millionth of a step.
  const inner = (x: number, y: number) => y / 1000 - x;
  const softplus = (times: number) => ({
    f: ([x, y]: Float64Array) => times * Math.log(1 + Math.exp(inner(x!, y!))),
    slope: ([x, y]: Float64Array, [u, v]: Float64Array) => (times * (v! / 1000 - u!)) / (1 + Math.exp(-inner(x!, y!))),
  });
  const ground = {
    domain: [
      [-50, 50],
      [0, 1],
    ] as const,
    inside: () => true,
    precision: 'float64' as const,
  };
  const found = (times: number, factor: number, x: number) => {
    const { f, slope } = softplus(times);
    const field = { f, slope: (at: Float64Array, way: Float64Array) => factor * slope(at, way) };
    return contradiction({ field, ground, x: vector([x, 0]), v: vector([0, 1]) }) !== undefined;
  };
  for (const x of [36, 38, 40]) expect(found(1e5, 1, x)).toBe(false);
  expect(found(1e5, 1.01, 10)).toBe(true);
});

describe('a wrong claim is contradicted', () => {
  test.each<[string, Line, Line, number, Interval?]>([
    ['of a saw of a million teeth, by a thousandth', (x) => 1e6 * x - Math.floor(1e6 * x), () => 1.001e6, 3, [-3, 3]],
    ['of a slope with many steps', (x) => x + Math.round(1e4 * x) / 1e4, () => 1.5, -3, [-3, 3]],
    ['a slope of 0 on stairs of single precision', (x) => Math.fround(Math.cos(x)), () => 0, 0.995, [-3, 3]],
    ['of stairs of a tolerance', (x) => Math.round(1e6 * x ** 2) / 1e6, (x) => 2.1 * x, 1, [-3, 3]],
    ['by a part of 10⁻⁷', Math.sin, (x) => Math.cos(x) * (1 + 1e-7), 0.3],
    ['in a region of a thousandth', Math.sin, (x) => (Math.abs(x - 0.3) < 1e-3 ? 0 : Math.cos(x)), 0.3],
    ['beside a large number', (x) => 1e8 + Math.sin(x), (x) => Math.cos(x) * 1.001, 0.3],
    ['where the slope is tiny and f is not', Math.asinh, () => 0, 1e19, [1e18, 1e20]],
    ['where f is tiny', (x) => 1e-20 * x, () => 1.1e-20, 0.3],
    ['beside a jump of f', (x) => Math.floor(x) + x, () => 2, 0.4, [0, 3]],
    ['waves far below the scale, left out', (x) => Math.sin(1e6 * x), () => 0, 0.3],
    ['by hundreds of roundings in a tiny region', product, (x) => slopeOfProduct(x) + (Math.abs(x) < 1e-12 ? 1 : 0), 0, [-0.1, 0.1]],
    ['the slope that a stair has as a whole, on one of its steps', (x) => Math.floor(64 * x) / 64 + x * x, (x) => 1 + 2 * x, 0.3],
    ['in a domain that is narrow beside its distance from zero', Math.sin, (x) => 1.001 * Math.cos(x), 2010.3, [2000, 2020]],
    ['in one that is narrower still', Math.sin, (x) => 1.001 * Math.cos(x), 1e6 + 0.3, [1e6, 1e6 + 1]],
    ['half of the slope at an infinite one', Math.sqrt, (x) => 0.25 / Math.sqrt(x), 0, [0, 1]],
  ])('%s', (_, f, slope, x, box) => expect(contradicted(f, slope, x, box)).toBe(true));
});

test('steps that are low beside what f is elsewhere are those of rounding, also where f bends on them', () => {
  const steps = (x: number) => Math.exp(x) - 1 + 1;
  const found = (factor: number, x: number) =>
    contradiction({
      field: {
        f: ([a, b]) => 1e4 * b! * steps(a!),
        slope: ([a, b], [u, v]) => 1e4 * (factor * b! * Math.exp(a!) * u! + steps(a!) * v!),
      },
      ground: { domain: [[-50, 50] as const, [-50, 50] as const], inside: () => true, precision: 'float64' as const },
      x: vector([x, 2]),
      v: vector([-0.375, 0.125]),
    }) !== undefined;
  expect(found(1, -34)).toBe(false);
  expect(found(1, -3)).toBe(false);
  expect(found(1.001, -3)).toBe(true);
});

test.each([
  ['from a value that is right to one that is biased', 0, 1e-12 / 32],
  ['from one that is biased to one that is right', 1e-12 / 32, 0],
])('a bias of the roundings at one end is no contradiction: %s', (_, a, b) => {
  const { measured } = balance(claimOf(product, slopeOfProduct, [-0.1, 0.1]), vector([a]), vector([b]), 'care');
  expect(measured.kind).toBe('jump');
});

test('a claim that does not grow with its direction is asked for directions of the size that the law asks for', () => {
  const field = { f: ([x]: Float64Array) => 3 * x!, slope: (_: Float64Array, [v]: Float64Array) => 3 * v! + 1 };
  const question = { field, ground: claimOf(Math.sin, Math.cos, [-1, 1]).ground, x: vector([0]), v: vector([1]) };
  expect(contradiction(question)).toBeDefined();
});

describe('a law about one direction only', () => {
  const field = (part: number) => ({
    f: ([x, y]: Float64Array) => x! + 100 * y!,
    slope: (_: Float64Array, v: Float64Array) => dot([1, 100 * part], v),
  });
  const ground = {
    domain: [
      [-1, 1],
      [-1, 1],
    ] as const,
    inside: () => true,
    precision: 'float64' as const,
  };
  const along = (part: number, only: boolean) =>
    contradiction({ field: field(part), ground, x: vector([0.1, 0.2]), v: vector([1, 0]), only }) !== undefined;
  test('is not broken by what is wrong aside', () => {
    expect(along(1, false)).toBe(false);
    expect(along(1.5, false)).toBe(true);
    expect(along(1.5, true)).toBe(false);
  });
  test.each([1, 2])('is broken by what is wrong along it, however little: %d inputs', (n) => {
    const question = (factor: number, only: boolean) => ({
      field: {
        f: (x: Float64Array) => Math.sin(x[0]!) + 3 * (x[1] ?? 0),
        slope: (x: Float64Array, v: Float64Array) => factor * Math.cos(x[0]!) * v[0]! + 3 * (v[1] ?? 0),
      },
      ground: { ...ground, domain: ground.domain.slice(0, n) },
      x: vector([0.1, 0.2].slice(0, n)),
      v: vector([1, 0].slice(0, n)),
      only,
    });
    expect(contradiction(question(1, true))).toBeUndefined();
    for (const only of [false, true]) expect(contradiction(question(1.0001, only))).toBeDefined();
  });
});

describe('the balance of a segment', () => {
  const of = (f: Line, slope: Line, from: number, to: number) => balance(claimOf(f, slope, [-2, 2]), vector([from]), vector([to]), 'care');
  test('has both sides, with their bars', () => {
    const { claimed, measured, scale } = of(
      (x) => x * x,
      (x) => 2 * x,
      -1,
      2,
    );
    expect(claimed.value).toBeCloseTo(3, 14);
    expect(measured.value).toBe(3);
    expect(scale).toBeCloseTo(5, 1);
  });
  test('tells a jump from a mistake', () => {
    expect(
      of(
        (x) => (x > 0.3 ? 1 : 0),
        () => 0,
        -1,
        1,
      ).measured.kind,
    ).toBe('jump');
    expect(
      of(
        (x) => x,
        () => 0.9,
        -1,
        1,
      ).measured.kind,
    ).toBeUndefined();
  });
  test('a jump that f shows by itself costs no claims beside those of the glance, however far it is followed', () => {
    const cost = (f: (x: number) => number) => {
      const asked = { f: 0, claims: 0 };
      const field = {
        f: ([x]: Float64Array) => {
          asked.f++;
          return f(x!);
        },
        slope: (_: Float64Array, [v]: Float64Array) => {
          asked.claims++;
          return v!;
        },
      };
      const ground = { domain: [[-2, 2]], inside: () => true, precision: 'float64' } as const;
      const { measured } = balance({ field, ground }, vector([-1]), vector([1]), 'care');
      return { kind: measured.kind, ...asked };
    };
    const tall = cost((x) => x + Number(x > 0.3));
    expect(tall).toMatchObject({ kind: 'jump', claims: 15 });
    expect(tall.f).toBeLessThan(100);
    // The teeth of a saw have together what no one of them has.
    const teeth = cost((x) => x + Math.floor(20 * x) / 20);
    expect(teeth.kind).toBe('jump');
    expect(teeth.claims).toBeLessThan(700);
    expect(cost((x) => 1.1 * x).kind).toBeUndefined();
  });
  test('is known to five digits, for which 15 claims may be enough where they are not for eight', () => {
    let asked = 0;
    const field = {
      f: ([x]: Float64Array) => Math.atan(x!),
      slope: ([x]: Float64Array, [v]: Float64Array) => {
        asked++;
        return v! / (1 + x! * x!);
      },
    };
    const ground = { domain: [[-2, 2]], inside: () => true, precision: 'float64' } as const;
    const { claimed, scale } = balance({ field, ground }, vector([-0.8]), vector([0.8]), 'glance');
    expect(claimed.error / scale).toBeLessThan(1e-5);
    expect(claimed.error / scale).toBeGreaterThan(1e-8);
    expect(asked).toBe(15);
  });
  test('does not believe an integral that misses a kink at its end', () => {
    const hinge = (x: number) => Math.max(0, x);
    expect(of(hinge, (x) => (x > 0 ? 1 : 0), 1, -3e-5).measured.kind).toBe('jump');
  });
  test('leads to the place where a claim is wrong', () => {
    const slope = (x: number) => (x > 0.5 && x < 0.51 ? 0 : 1);
    const [place] = wrongPlace(
      claimOf((x) => x, slope, [-2, 2]),
      vector([-1]),
      vector([2]),
    );
    expect(place).toBeGreaterThan(0.5);
    expect(place).toBeLessThan(0.51);
  });
});

describe('where it is plain from one of both ends that a claim is wrong', () => {
  let [asked, claims] = [0, 0];
  const counted = (slope: Line) => {
    [asked, claims] = [0, 0];
    const square = claimOf((x) => x ** 2, slope, [-2, 2]);
    return {
      ...square,
      field: {
        ...square.field,
        f: (x: Float64Array) => {
          asked++;
          return square.field.f(x);
        },
        slope: (x: Float64Array, v: Float64Array) => {
          claims++;
          return square.field.slope(x as never, v as never);
        },
      },
    };
  };
  /** Off by x², which is not in proportion to a length from 0 on. */
  const off: Line = (x) => 2 * x + x ** 2;

  test('both sides of the theorem cost some dozen values', () => {
    const { claimed, measured } = balance(counted(off), vector([0]), vector([1]), 'care');
    expect(claimed.value - measured.value).toBeCloseTo(1 / 3);
    expect(asked).toBeLessThan(100);
  });

  test('and the place too, where the claim is in the end found to be wrong', () => {
    const [place] = wrongPlace(counted(off), vector([0]), vector([1]));
    expect(Math.abs(off(place!) - 2 * place!)).toBeGreaterThan(0.1);
    expect(asked).toBeLessThan(150);
    expect(claims).toBeLessThan(1500);
  });
});

describe('an iteration that ends at a tolerance', () => {
  /** y = a + sin(y)/2, from y = a on. */
  const iterated: Line = (a) => {
    let y = a;
    for (let k = 0; k < 100; k++) {
      const next = a + Math.sin(y) / 2;
      if (Math.abs(next - y) <= 1e-9) return next;
      y = next;
    }
    return y;
  };
  test('is contradicted by no claim that is right for its limit, and is by one that is wrong', () => {
    const slope: Line = (a) => 1 / (1 - Math.cos(iterated(a)) / 2);
    for (const x of [8e-4, 0.0123, 0.3, 0.77]) {
      expect(contradicted(iterated, slope, x, [0, 1])).toBe(false);
      expect(contradicted(iterated, (a) => slope(a) * (1 + 1e-5), x, [0, 1])).toBe(true);
    }
  });
});

test('two rules that agree by accident beside a joint of the claim, on both halves of a segment too, make no gap in single precision', () => {
  const [r, step] = [Math.fround, (t: number) => (t >= 1 ? 1 : t * t * (3 - 2 * t))];
  const bend = (t: number) => (t >= 1 ? 0 : 6 * t * (1 - t));
  const f = ([x, y]: Float64Array) => {
    const t = r(x! * x!);
    return r(r(r(Math.sin(t)) + r(y! + r(step(t)))) + 1000);
  };
  const slope = ([x]: Float64Array, [v, w]: Float64Array) => r(r(r(Math.cos(r(x! * x!))) + r(bend(r(x! * x!)))) * r(2 * x!)) * v! + w!;
  const ground = { domain: [[0.1, 10] as const, [-2, 2] as const], inside: () => true, precision: 'float32' as const };
  const [a, b] = [vector([r(0.1), 0]), vector([r((r(0.1) + 4.45894384384) / 2), r(0.65)])];
  const sides = balance({ field: { f, slope }, ground }, a, b, 'care');
  expect(Math.abs(sides.claimed.value - sides.measured.value)).toBeLessThan(2 * (sides.claimed.error + sides.measured.error));
  const wrong = balance({ field: { f, slope: (x, v) => 1.02 * slope(x, v) }, ground }, a, b, 'care');
  expect(Math.abs(wrong.claimed.value - wrong.measured.value)).toBeGreaterThan(3 * (wrong.claimed.error + wrong.measured.error));
});

describe('a claim that is a part in 10⁵ or 10⁶ off, which is not plain', () => {
  let [asked, claims] = [0, 0];
  const counted = <F extends (x: Float64Array, v: Float64Array) => number>(f: (x: Float64Array) => number, slope: F, n = 1) => {
    [asked, claims] = [0, 0];
    const field = {
      f: (x: Float64Array) => {
        asked++;
        return f(x);
      },
      slope: (x: Float64Array, v: Float64Array) => {
        claims++;
        return slope(x, v);
      },
    };
    const domain = Array.from({ length: n }, (): Interval => [-1, 1]);
    return { field, ground: { domain, inside: () => true, precision: 'float64' as const } };
  };

  test('is found where f is smooth without seeking its jumps, which takes thousands of claims', () => {
    const claim = counted(
      ([x]) => Math.sin(x!),
      ([x], [v]) => Math.cos(x!) * (1 + 1e-6) * v!,
    );
    expect(contradiction({ ...claim, x: vector([0.3]), v: vector([1]) })).toBeDefined();
    expect(claims).toBeLessThan(1500);
  });

  test('nor its noise and its steps, further than they would matter', () => {
    const curved = () =>
      counted(
        ([x, y, z]) => Math.sin(x!) * y! + Math.exp(y! + z!),
        ([x, y, z], [u, v, w]) => Math.cos(x!) * y! * u! + (Math.sin(x!) + Math.exp(y! + z!)) * (1 + 1e-5) * v! + Math.exp(y! + z!) * w!,
        3,
      );
    const [a, b] = [vector([0.3, 0.2, -0.4]), vector([0.5, 0.9, 0.1])];
    expect(contradiction({ ...curved(), x: a, v: vector([0, 1, 0]) })).toBeDefined();
    expect(asked).toBeLessThan(600);
    const { claimed, measured } = balance(curved(), a, b, 'care');
    expect(Math.abs(claimed.value - measured.value)).toBeGreaterThan(1e6 * (claimed.error + measured.error));
    expect(asked).toBeLessThan(1200);
    // Nor are points announced that are then not asked for.
    let announced = 0;
    const { field, ground } = curved();
    const f = Object.assign((x: Float64Array) => field.f(x), {
      ahead: (points: readonly Float64Array[]) => {
        announced += points.length;
      },
    });
    balance({ field: { ...field, f }, ground }, a, b, 'care');
    expect(announced).toBeLessThan(1.5 * asked);
    wrongPlace(curved(), a, b);
    expect(asked).toBeLessThan(600);
  });

  test.each<[string, Line, Line]>([
    ['a kink', (x) => Math.sin(x) + Math.abs(x - 0.7), (x) => Math.cos(x) + Math.sign(x - 0.7)],
    ['a jump', (x) => Math.sin(x) + (x > 0.7 ? 1e-3 : 0), Math.cos],
  ])('beside %s jumps are sought only where f is not smooth', (_, f, slope) => {
    const claim = counted(
      ([x]) => f(x!),
      ([x], [v]) => slope(x!) * (1 + 1e-5) * v!,
    );
    expect(contradiction({ ...claim, x: vector([0.3]), v: vector([1]) })).toBeDefined();
    expect(claims).toBeLessThan(6000);
  });
});
