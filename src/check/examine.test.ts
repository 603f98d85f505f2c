import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { direction, fc, point, property, subject } from '../authoring.ts';
import { vector } from '../math/vector.ts';
import { evaluator } from '../subject/evaluator.ts';
import { check } from './check.ts';
import { examine } from './examine.ts';
import { examiner } from './examiner.ts';

const law = properties.find(({ name }) => name === 'matches-differences')!;
const r = Math.fround;

/** a mod b in single precision: in the corner (3, 0.2) the quotient rounds across a jump that lies outside the domain. */
const modulo = (factor: number) =>
  subject({
    name: 'modulo',
    precision: 'float32',
    domain: [
      [0.2, 3],
      [0.2, 3],
    ],
    f: ([a, b]) => r(r(a) % r(b)),
    gradient: ([a, b]) => [factor, -factor * Math.floor(r(r(a) / r(b)))],
  });

const leaky = (slope: number) =>
  subject({
    name: 'leaky',
    precision: 'float32',
    domain: { dimension: 3, low: -2, high: 2 },
    f: (x) => x.reduce((sum, xi) => r(sum + (xi > 0 ? r(xi) : r(r(0.1) * r(xi)))), 0),
    gradient: (x) => x.map((xi) => (xi > 0 ? 1 : slope)),
  });

const verdicts = (of: Parameters<typeof check>[0]) =>
  [1, 2, 3, 4, 5].map((seed) => check(of, law, { seed, runs: 100, brief: true }).verdict);
const five = (verdict: string) => Array.from({ length: 5 }, () => verdict);

test('in single precision, at an edge of the domain beside a jump: the right claim passes, a wrong one fails', () => {
  expect(verdicts(modulo(1))).toEqual(five('pass'));
  expect(verdicts(modulo(1.05))).toEqual(five('fail'));
});

test('at an edge for one input and a kink for another: the right claim passes, a wrong one fails', () => {
  expect(verdicts(leaky(r(0.1)))).toEqual(five('pass'));
  expect(verdicts(leaky(0.2))).toEqual(five('fail'));
});

const elu = (below: (x: number) => number) =>
  subject({
    name: 'elu',
    domain: { dimension: 2, low: -4, high: 4 },
    f: (x) => x.reduce((sum, xi) => sum + (xi > 0 ? xi : Math.expm1(xi)), 0),
    gradient: (x) => x.map((xi) => (xi > 0 ? 1 : below(xi))),
  });

test('where only the second derivative jumps, f is smooth: the right claim passes, one that is wrong there alone fails, and is cheap to confirm', () => {
  expect(verdicts(elu(Math.exp))).toEqual(five('pass'));
  for (const seed of [1, 2, 3]) {
    const { verdict, evaluations } = check(
      elu((x) => (x === 0 ? 1.5 : Math.exp(x))),
      law,
      { seed, runs: 100, brief: true },
    );
    expect(verdict).toBe('fail');
    expect(evaluations.f).toBeLessThan(20_000);
  }
});

test('a narrow gap waits for a wide one, and is found where there is no other', () => {
  const near = (part: (x: number) => number) =>
    subject({
      name: 'near',
      domain: [
        [-2, 2],
        [-2, 2],
      ],
      f: ([x, y]) => Math.exp(x) * Math.sin(y),
      gradient: ([x, y]) => [Math.exp(x) * Math.sin(y) * (1 + part(x)), Math.exp(x) * Math.cos(y)],
    });
  const narrow = check(
    near(() => 1e-8),
    law,
    { seed: 1, runs: 60 },
  );
  expect(narrow.verdict).toBe('fail');
  const both = check(
    near((x) => (x > 1 ? 1 : 1e-8)),
    law,
    { seed: 1, runs: 60 },
  );
  expect(both.verdict).toBe('fail');
  expect((both.starkest!.sample as { x: number[] }).x[0]).toBeGreaterThan(1);
  expect(verdicts(near(() => 0))).toEqual(five('pass'));
});

const bowl = (factor: number, degree: number, bend = 2) =>
  subject({
    name: 'bowl',
    domain: [
      [-2, 2],
      [-2, 2],
    ],
    f: ([x, y]) => x ** 2 + y ** 2 + x * y,
    gradient: ([x, y]) => [factor * (2 * x + y), factor * (2 * y + x)],
    hessian: () => [
      [bend, 1],
      [1, bend],
    ],
    degree,
  });
const homogeneous = properties.find(({ name }) => name === 'homogeneous')!;

test('a claim that the gradient theorem plainly contradicts needs no points nearby, whatever its law compares', () => {
  const { verdict, evaluations } = check(bowl(2, 2), homogeneous, { seed: 1, runs: 100 });
  expect(verdict).toBe('fail');
  expect(evaluations.f).toBeLessThan(3000);
});

test('what a law compares may be wrong where no claim is, or a claim of another order', () => {
  for (const [of, verdict] of [
    [bowl(1, 3), 'fail'],
    [bowl(1, 2), 'pass'],
    [bowl(1, 2, 3), 'pass'],
  ] as const)
    expect(check(of, homogeneous, { seed: 1, runs: 100 }).verdict).toBe(verdict);
});

test('a law of first order is not confirmed by a Hessian that is wrong', () => {
  const unconfirmed = property({
    name: 'unconfirmed',
    law: 'what fails is right where nearby points are asked',
    needs: ['gradient'],
    about: ['gradient'],
    forAll: (target) => fc.record({ x: point(target), v: direction(target) }),
    measure({ gradient }, { x, v }, look) {
      const claimed = look.product(gradient, x, v);
      return { claimed, measured: { value: claimed.value + (look.effort === 'nearby' ? 0 : 1), error: 1e-12 } };
    },
  });
  expect(check(bowl(1, 2, 3), unconfirmed, { seed: 1, runs: 20 }).verdict).toBe('pass');
  expect(check(bowl(2, 2), unconfirmed, { seed: 1, runs: 20 }).verdict).toBe('fail');
});

const turn = r(2 * Math.PI);
/** Ackley's function (1987) in single precision: a cone at 0, where its gradient is 0/0. */
const ackley = subject({
  name: 'ackley',
  precision: 'float32',
  domain: { dimension: 3, low: -16, high: 16 },
  f: (x) => {
    const mean = (of: (xi: number) => number) => r(x.reduce((sum, xi) => r(sum + of(r(xi))), 0) / 3);
    const root = r(Math.sqrt(mean((xi) => r(xi * xi))));
    const waves = mean((xi) => r(Math.cos(r(turn * xi))));
    return r(r(r(-20 * r(Math.exp(r(r(-0.2) * root)))) - r(Math.exp(waves))) + r(20 + Math.E));
  },
  gradient: (x) => {
    const mean = (of: (xi: number) => number) => x.reduce((sum, xi) => sum + of(xi), 0) / 3;
    const root = Math.sqrt(mean((xi) => xi * xi));
    const waves = Math.exp(mean((xi) => Math.cos(turn * xi)));
    return x.map((xi) => r((4 * Math.exp(-0.2 * root) * (xi / 3)) / root + (waves * turn * Math.sin(turn * xi)) / 3));
  },
});

test('a kink that drowns in the rounding of f at the ends of a narrow interval is one: a claim without a value fails there, and any subgradient passes', () => {
  expect(verdicts(ackley)).toEqual(five('fail'));
  const gradient = ackley.gradient as (x: readonly number[]) => readonly number[];
  const mended = { ...ackley, gradient: (x: readonly number[]) => gradient(x).map((g) => (Number.isNaN(g) ? 0 : g)) };
  expect(verdicts(mended as unknown as typeof ackley)).toEqual(five('pass'));
});

/** 16 and a wave of x/y in single precision: near y = 0 the wave is below a rounding of 16, and its slopes change from one number to the next; or the sine, and its slope by a quotient of differences. */
const rippled = (slope: 'of the wave' | 'of differences') => {
  const wave = (y: number) => r(r(Math.sqrt(r(r(y * y) + r(1e-12)))) * r(Math.sin(r(1 / y))));
  const ofWave = (y: number) => r(r(1e-6 * r(Math.cos(r(1 / y)))) * r(-1 / r(y * y)));
  const sine = (y: number) => r(Math.sin(r(y)));
  return subject({
    name: 'rippled',
    precision: 'float32',
    domain: [[-2, 2]],
    f: ([y]) => (slope === 'of the wave' ? r(16 + wave(r(y!))) : sine(y!)),
    gradient: ([y]) => [slope === 'of the wave' ? ofWave(r(y!)) : r(r(sine(r(r(y!) + 1e-6)) - sine(y!)) / 1e-6)],
  });
};

test('a claim that scatters from one number to the next is unstable only where it changes f by less than a rounding there, or else f may wave below its rounding', () => {
  const at = (slope: Parameters<typeof rippled>[0], y: number) => {
    const look = examiner(evaluator(rippled(slope)), law);
    const sample = { x: vector([r(y)]), v: vector([1]) };
    return [look(sample, 'weighed').reason, examine(look, sample, 'thorough').verdict];
  };
  expect(at('of the wave', -4e-10)).toEqual(['unstable', 'inconclusive']);
  expect(at('of the wave', 1.04e-9)).toEqual(['unstable', 'inconclusive']);
  expect(at('of differences', 0.3)).toEqual(['unstable', 'fail']);
});

test('nor where f is so steep that it changes from one number to the next by more than its rounding', () => {
  const steep = subject({
    name: 'steep',
    domain: [[-2, 2]],
    f: ([y]) => y! ** -2 - Math.cos(y! ** -2) ** 2,
    gradient: ([y]) => [-2 * y! ** -3 * (1 + Math.sin(2 * y! ** -2))],
  });
  const look = examiner(evaluator(steep), law);
  const samples = [-1.25e-9, -1.3e-9, 2e-9].map((y) => ({ x: vector([y]), v: vector([1]) }));
  expect(samples.map((sample) => look(sample, 'weighed').reason)).toContain('unstable');
  expect(samples.map((sample) => examine(look, sample, 'thorough').verdict)).not.toContain('fail');
});

/** x² + y² + z² above the square of their mean: where all are equal, its gradient is 0, and its claim what its terms are rounded to. */
const spread = (factor: number) =>
  subject({
    name: 'spread',
    domain: { dimension: 3, low: -100, high: 100 },
    f: ([x, y, z]) => (x! ** 2 + y! ** 2 + z! ** 2) / 3 - ((x! + y! + z!) / 3) ** 2,
    gradient: ([x, y, z]) => [x, y, z].map((t) => (2 * t!) / 3 - 2 * (1 / 3) * ((x! + y! + z!) / 3) + factor),
  });

test('a claim that scatters where it should be 0, by what its terms are rounded to, is not called unstable', () => {
  const at = (factor: number) =>
    examine(
      examiner(evaluator(spread(factor)), law),
      { x: vector([73.12915705999998, 73.12915705999998, 73.12915705999998]), v: vector([1, 1, 1]) },
      'thorough',
    );
  expect(at(0).verdict).not.toBe('fail');
  expect(at(1e-9).verdict).toBe('fail');
});

/** f with a kink at 0, and claims that are wrong as far as a distance beside it. */
const beside = (distance: number) =>
  subject({
    name: 'beside a kink',
    domain: [[-2, 2]],
    f: ([x]) => (x > 0 ? 2 * x : Math.sin(x)),
    gradient: ([x]) => [x > -distance ? 2 : Math.cos(x)],
  });

test('a claim that is the slope of the other side of a kink nearby is wrong, and found at every distance; at the kink itself it is none', () => {
  for (const distance of [1e-2, 1e-4, 1e-6, 1e-8, 1e-10]) {
    const look = examiner(evaluator(beside(distance)), law);
    for (const effort of ['quick', 'search'] as const)
      expect(examine(look, { x: vector([-distance / 2]), v: vector([1]) }, effort).verdict).toBe('fail');
    expect(examine(look, { x: vector([0]), v: vector([1]) }, 'quick').verdict).toBe('pass');
  }
});

test('at a kink, and beside one, a glance settles a sample of a claim that is right', () => {
  const target = evaluator(beside(0));
  const look = examiner(target, law);
  for (const x of [0, -1e-3, 1e-6, -1e-9, 1e-11]) {
    const before = target.evaluations.f;
    expect(examine(look, { x: vector([x]), v: vector([1]) }, 'quick').verdict).toBe('pass');
    expect(target.evaluations.f - before).toBeLessThanOrEqual(20);
  }
});

test('a jump at a kink, and a root beside it, are left open as a thorough look leaves them', () => {
  for (const f of [(x: number) => (x < 0 ? 1e-4 : x), (x: number) => (x < 0 ? Math.sqrt(-x) : x)]) {
    const of = subject({ name: 'broken', domain: [[-2, 2]], f: ([x]) => f(x), gradient: () => [1] });
    expect(examine(examiner(evaluator(of), law), { x: vector([0]), v: vector([1]) }, 'quick').verdict).toBe('inconclusive');
  }
});

test('a law that follows is settled by four digits where the one that decides needs eight', () => {
  const of = subject({
    name: 'bent',
    domain: { dimension: 2, low: -4, high: 4 },
    f: ([x, y]) => Math.exp(24 * x!) + Math.exp(24 * y!),
    gradient: (x) => x.map((xi) => 24 * Math.exp(24 * xi)),
  });
  const costOf = (name: string, sample: Parameters<typeof examine>[1]) => {
    const target = evaluator(of);
    examine(examiner(target, properties.find((one) => one.name === name)!), sample, 'quick');
    return target.evaluations.f;
  };
  const sample = { x: vector([1, 1.01]), v: vector([1, 0]) };
  expect(costOf('matches-differences', sample)).toBeGreaterThan(9);
  expect(costOf('orthogonal-to-contours', sample)).toBeLessThanOrEqual(9);
});

test('where rounding blurs a glance, a wider one is taken if it may show the digits, and none that is closer', () => {
  const places = (offset: number, effort: 'search' | 'quick' = 'quick') => {
    const asked: number[] = [];
    const of = subject({
      name: 'far from 0',
      domain: [[-4, 4]],
      f: ([x]) => {
        asked.push(Math.abs(x! - 1));
        return offset + Math.sin(x!);
      },
      gradient: ([x]) => [Math.cos(x!)],
    });
    expect(examine(examiner(evaluator(of), law), { x: vector([1]), v: vector([1]) }, effort).verdict).toBe('pass');
    return asked;
  };
  const [plain, blurred, drowned] = [places(2 ** 13), places(2 ** 15), places(2 ** 20)];
  expect([plain.length, Math.max(...plain)]).toEqual([7, 1 / 64]);
  expect([blurred.length, Math.max(...blurred)]).toEqual([13, 1 / 8]);
  expect(drowned).not.toContain(1 / 8);
  for (const asked of [plain, blurred, drowned]) expect(Math.min(...asked.filter((distance) => distance > 0))).toBe(1 / 128);
  expect(places(2 ** 20, 'search').length).toBeLessThanOrEqual(7);
});

test('where f bends within a glance, a closer one shows its slope, and no careful look is taken', () => {
  const asked: number[] = [];
  const at = 1 + 2 ** -10;
  const of = subject({
    name: 'bent',
    domain: [[-4, 4]],
    f: ([x]) => {
      asked.push(Math.abs(x! - at));
      return Math.hypot(x! - 1, 2 ** -9);
    },
    gradient: ([x]) => [(x! - 1) / Math.hypot(x! - 1, 2 ** -9)],
  });
  expect(examine(examiner(evaluator(of), law), { x: vector([at]), v: vector([1]) }, 'quick').verdict).toBe('pass');
  expect(Math.max(...asked)).toBe(1 / 64);
});

test('a claim that scatters is open where f is waves that are shorter than the distance of two numbers', () => {
  const at = { x: vector([100.64530232204238]), v: vector([1]) };
  const of = subject({
    name: 'waves',
    domain: [[-1000, 1000]],
    f: ([x]) => Math.max(0, Math.sin(Math.exp(x))) - 330,
    gradient: ([x]) => [Math.sin(Math.exp(x)) > 0 ? Math.cos(Math.exp(x)) * Math.exp(x) : 0],
  });
  expect(examine(examiner(evaluator(of), law), at, 'thorough')).toMatchObject({ verdict: 'inconclusive', reason: 'noise' });
});
