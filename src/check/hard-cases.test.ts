import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { judge, type Verdict } from '../law/verdict.ts';
import { everywhere } from '../math/domain.ts';
import { vector } from '../math/vector.ts';
import { derivative } from '../measure/differences/index.ts';
import { instrument } from '../measure/instrument.ts';
import { evaluator } from '../subject/evaluator.ts';
import { type FunctionSubject, subject } from '../subject/subject.ts';
import { type CheckOptions, check, type Result } from './check.ts';

/*
 * Cases that gradient checkers are known to get wrong: Ipopt and Manopt.jl on 1000 + sin, OpenMDAO on x² at 0, Manopt.jl on x³, pyadjoint on lines,
 * FiniteDifferences.jl on sin 10⁴x, PyTorch on ties and on a sum of 4000, JAX on many outputs, nloptr on a true zero, HIPS and SciPy on tiny gradients, Ceres at edges.
 */

const SEEDS = [1, 2, 3];

const held = (
  of: FunctionSubject,
  { property = 'matches-differences', ...options }: Partial<CheckOptions> & { property?: string } = {},
): Result => check(of, properties.find(({ name }) => name === property)!, { seed: 1, runs: 100, ...options });

const verdict = (of: FunctionSubject, options: Parameters<typeof held>[1] = {}): Verdict => held(of, { ...options, brief: true }).verdict;

/** The verdicts of one law over several seeds. */
const verdicts = (of: FunctionSubject, property?: string, runs = 100): Verdict[] =>
  SEEDS.map((seed) => verdict(of, { seed, runs, ...(property !== undefined && { property }) }));

/** The laws that a subject breaks. */
const broken = (of: FunctionSubject): string[] =>
  properties
    .filter((property) => property.appliesTo(of) && verdict(of, { property: property.name, runs: 40 }) === 'fail')
    .map(({ name }) => name);

const [all, none]: [Verdict[], Verdict[]] = [SEEDS.map(() => 'pass'), SEEDS.map(() => 'fail')];

const line = (name: string, f: (x: number) => number, slope: (x: number) => number, low = -2, high = 2): FunctionSubject =>
  subject({ name, domain: [[low, high]], f: ([x]) => f(x), gradient: ([x]) => [slope(x)] });

/** What is said of a claim at one point, looked at as closely as before a failure is reported. */
const said = (f: (y: Float64Array) => number, x: readonly number[], v: readonly number[], claimed: number, low = -10, high = 10) => {
  const target = evaluator(subject({ name: 'at a point', domain: { dimension: x.length, low, high }, f }));
  const measured = instrument(target, 'nearby').derivative(f, vector(x), vector(v));
  return judge({ claimed: { value: claimed, error: 0 }, measured, scale: 1 });
};

test.each([1000, 1e6])('%d + sin x with the right gradient passes', (offset) => {
  const right = line('offset', (x) => offset + Math.sin(x), Math.cos);
  expect(verdicts(right)).toEqual(all);
  expect(broken(right)).toEqual([]);
  expect(
    verdicts(
      line(
        'offset',
        (x) => offset + Math.sin(x),
        (x) => 1.01 * Math.cos(x),
      ),
    ),
  ).toEqual(none);
});

test('x² with the right gradient passes, at 0 too', () => {
  const right = line(
    'square',
    (x) => x * x,
    (x) => 2 * x,
  );
  expect(verdicts(right)).toEqual(all);
  expect(broken(right)).toEqual([]);
  expect(said(([x]) => x! * x!, [0], [1], 0).verdict).toBe('pass');
});

test('x³ at 0, where the remainder falls faster than it must, passes', () => {
  const right = line(
    'cube',
    (x) => x ** 3,
    (x) => 3 * x * x,
  );
  expect(broken(right)).toEqual([]);
  expect(verdicts(right, 'taylor-first-order')).toEqual(all);
  expect(said(([x]) => x! ** 3, [0], [1], 0).verdict).toBe('pass');
});

test('a line, of which nothing remains, passes', () => {
  const right = line(
    'line',
    (x) => 3 * x - 7,
    () => 3,
  );
  expect(broken(right)).toEqual([]);
  expect(verdicts(right, 'taylor-first-order')).toEqual(all);
});

test('sin 10⁴x: an honest bar, and no false alarm', () => {
  const f = (x: number) => Math.sin(1e4 * x);
  for (const x of [1, 0.3, -1.7, 0]) {
    const { value, error } = derivative((y) => f(y[0]!), vector([x]), vector([1]));
    expect(Math.abs(value - 1e4 * Math.cos(1e4 * x))).toBeLessThanOrEqual(error);
  }
  expect(broken(line('fast', f, (x) => 1e4 * Math.cos(1e4 * x)))).toEqual([]);
  expect(verdicts(line('fast', f, (x) => 2e4 * Math.cos(1e4 * x)))).toEqual(none);
});

test('relu(x) − relu(−x) is smooth at 0: a claim of 0 there is wrong', () => {
  const relu = (x: number) => Math.max(0, x);
  const f = (x: number) => relu(x) - relu(-x);
  expect(derivative((y) => f(y[0]!), vector([0]), vector([1])).kind).toBe('smooth');
  const result = held(line('difference of relus', f, (x) => (x === 0 ? 0 : 1)));
  expect(result.verdict).toBe('fail');
  expect(result.simplest!.sample).toMatchObject({ x: [0] });
  expect(verdicts(line('difference of relus', f, (x) => (x === 0 ? 0 : 1)))).toEqual(none);
  expect(verdicts(line('difference of relus', f, () => 1))).toEqual(all);
});

test('|x| at 0: every slope from −1 to 1 is a valid one, and the point is called a kink', () => {
  expect(derivative((y) => Math.abs(y[0]!), vector([0]), vector([1])).kind).toBe('kink');
  for (const g of [0, 1, -1, 0.5]) expect(said(([x]) => Math.abs(x!), [0], [1], g).verdict).not.toBe('fail');
  expect(verdicts(line('absolute', Math.abs, Math.sign))).toEqual(all);
});

test('the least of four tied values: a quarter each is a valid subgradient, as is any one of them', () => {
  const amin = (x: ArrayLike<number>) => Math.min(x[0]!, x[1]!, x[2]!, x[3]!);
  const tied = [1, 1, 1, 1];
  for (const v of [
    [1, 0, 0, 0],
    [0, 0, -1, 0],
    [1, -1, 1, -1],
    [0.5, 2, -1, 1],
  ]) {
    const quarter = v.reduce((sum, vi) => sum + vi / 4, 0);
    expect(said(amin, tied, v, quarter).verdict).not.toBe('fail');
    expect(said(amin, tied, v, v[2]!).verdict).not.toBe('fail');
  }
  const shared = (share: (ties: number) => number) =>
    subject({
      name: 'amin',
      domain: { dimension: 4, low: -2, high: 2 },
      f: amin,
      gradient: (x) => {
        const least = amin(x);
        const ties = x.filter((xi) => xi === least).length;
        return x.map((xi) => (xi === least ? share(ties) : 0));
      },
    });
  expect(broken(shared((ties) => 1 / ties))).toEqual([]);
});

test('the sum of 4000 numbers with one partial derivative doubled fails', () => {
  const n = 4000;
  const sum = (wrong: number) =>
    subject({
      name: 'sum',
      domain: { dimension: n, low: -1, high: 1 },
      f: (x) => x.reduce((total, xi) => total + xi, 0),
      gradient: (x) => x.map((_, i) => (i === wrong ? 2 : 1)),
    });
  for (const wrong of [0, n - 1]) expect(verdict(sum(wrong), { runs: 3 })).toBe('fail');
  expect(verdict(sum(-1), { runs: 3, hunting: false })).toBe('pass');
});

test('a thousand outputs in single precision, all derivatives wrong: fails', () => {
  const n = 1000;
  const map = (slope: (x: number) => number) =>
    subject({
      name: 'single',
      domain: { dimension: n, low: -1, high: 1 },
      outputs: n,
      precision: 'float32',
      f: (x) => x.map((xi) => Math.fround(Math.sin(Math.fround(xi)))),
      vjp: (x, w) => x.map((xi, i) => Math.fround(slope(xi) * w[i]!)),
    });
  const options = { property: 'vjp-matches-differences', runs: 5 };
  const negated = (x: number) => -Math.cos(x);
  expect(verdict(map(negated), options)).toBe('fail');
  expect(verdict(map(Math.cos), { ...options, hunting: false })).not.toBe('fail');
});

test('a true zero, claimed to be −5, fails', () => {
  expect(
    verdicts(
      line(
        'constant',
        () => 3,
        () => -5,
      ),
    ),
  ).toEqual(none);
  expect(
    verdicts(
      line(
        'constant',
        () => 3,
        () => 0,
      ),
    ),
  ).toEqual(all);
  const beside = subject({
    name: 'beside',
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    f: ([x]) => Math.sin(x),
    gradient: ([x]) => [Math.cos(x), -5],
  });
  expect(held(beside).wrong).toEqual([expect.objectContaining({ label: 'y', claimed: -5, observed: 0 })]);
});

test('√eˣ, whose gradient is 0/0 once eˣ underflows: fails there, holds nearby', () => {
  const f = (x: number) => Math.sqrt(Math.exp(x));
  const slope = (x: number) => Math.exp(x) / (2 * Math.sqrt(Math.exp(x)));
  expect(slope(-877)).toBeNaN();
  expect(said((y) => f(y[0]!), [-877], [1], slope(-877), -1000, 0)).toMatchObject({ verdict: 'fail', reason: 'not finite' });
  const under = line('underflow', f, slope, -900, -800);
  expect(held(under)).toMatchObject({ verdict: 'fail', fault: 'not-finite' });
  expect(verdict(under, { property: 'finite-on-domain' })).toBe('fail');
  expect(verdicts(line('above', f, slope, -717, -600))).toEqual(all);
});

test('a gradient of size 10⁻⁸ that is all wrong fails', () => {
  const tiny = (factor: number) =>
    line(
      'tiny',
      (x) => 1e-8 * Math.sin(x),
      (x) => factor * 1e-8 * Math.cos(x),
    );
  for (const factor of [2, 0, -1, 1.001]) expect(verdicts(tiny(factor))).toEqual(none);
  expect(broken(tiny(1))).toEqual([]);
});

test('an input of 3·10⁵ in single precision: steps are above its rounding', () => {
  const r = Math.fround;
  const f = (x: number) => r(Math.sin(r(r(x) * r(1e-5))));
  const single = (slope: (x: number) => number): FunctionSubject => ({
    ...line('single', f, slope, 2.9e5, 3.1e5),
    precision: 'float32',
  });
  const right = (x: number) => 1e-5 * Math.cos(x * 1e-5);
  expect(verdicts(single(right))).not.toContain('fail');
  expect(verdicts(single((x) => 2 * right(x)))).toEqual(none);
  const { value, error } = derivative((y) => f(y[0]!), vector([3e5]), vector([1]));
  expect(Math.abs(value - right(3e5))).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-3 * Math.abs(value));
});

test('an input that cannot vary is not checked, the others are', () => {
  const frozen = (gx: number, gy: number) =>
    subject({
      name: 'frozen',
      domain: [
        [-2, 2],
        [3, 3],
      ],
      f: ([x, y]) => x * y,
      gradient: () => [gx, gy],
    });
  expect(verdicts(frozen(3, 99))).toEqual(all);
  expect(verdicts(frozen(4, 0))).toEqual(none);
});

test.each<[string, (x: number) => number, (x: number) => number]>([
  ['ln x', Math.log, (x) => 1 / x],
  ['√x', Math.sqrt, (x) => 0.5 / Math.sqrt(x)],
])('%s at 10⁻⁴, where the domain ends at 10⁻³ on one side and at 0 on the other', (name, f, slope) => {
  const domain = [[0, 1e-3]] as const;
  for (const x of [1e-4, 1e-3, 9.99e-4, 1e-9]) {
    const asked: number[] = [];
    const seen = derivative(
      (y) => {
        asked.push(y[0]!);
        return f(y[0]!);
      },
      vector([x]),
      vector([1]),
      { domain },
    );
    expect(['smooth', 'edge']).toContain(seen.kind);
    expect(Math.abs(seen.value - slope(x))).toBeLessThanOrEqual(seen.error);
    expect(seen.error).toBeLessThan(1e-6 * slope(x));
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...asked)).toBeLessThanOrEqual(1e-3);
  }
  expect(verdicts(line(name, f, slope, 1e-12, 1e-3))).toEqual(all);
});

test('noise of 10⁻⁹ whose own slope is consistent at small steps is not believed', () => {
  const f = (x: number) => Math.exp(x) + 1e-9 * Math.sin(1e9 * x);
  const biased = (x: number) => Math.exp(x) + Math.cos(1e9 * x);
  expect(verdicts(line('noise', f, Math.exp))).not.toContain('fail');
  expect(verdicts(line('noise', f, biased), 'matches-differences', 10)).not.toContain('pass');
  const { value, error } = derivative((y) => f(y[0]!), vector([0.3]), vector([1]));
  expect(Math.abs(value - Math.exp(0.3))).toBeLessThanOrEqual(error);
  expect(error).toBeGreaterThan(1e-9);
});

test('a transposed Jacobian fails', () => {
  const rows = (x: number, y: number) => [
    [2 * x, 1],
    [y, x],
  ];
  const map = (jacobian: (x: number, y: number) => readonly (readonly number[])[]) =>
    subject({
      name: 'map',
      domain: [
        [-2, 2],
        [-2, 2],
      ],
      outputs: 2,
      f: ([x, y]) => [x * x + y, x * y],
      jacobian: ([x, y]) => jacobian(x, y),
    });
  const transposed = map((x, y) => [0, 1].map((i) => rows(x, y).map((row) => row[i]!)));
  expect(verdicts(transposed, 'jacobian-matches-differences')).toEqual(none);
  expect(broken(map(rows))).toEqual([]);
  const { wrong } = held(transposed, { property: 'jacobian-matches-differences' });
  expect(wrong!.map(({ index }) => index).sort()).toEqual([1, 2]);
});

test('a function with hidden state is told as such', () => {
  const secretive = (): FunctionSubject => {
    let calls = 0;
    return line(
      'secretive',
      (x) => x * x + calls++ * 1e-9,
      (x) => 2 * x,
    );
  };
  expect(held(secretive(), { property: 'deterministic-and-pure' })).toMatchObject({
    verdict: 'fail',
    fault: 'not-deterministic',
    message: expect.stringContaining('f returned'),
  });
});

test('all of this holds without a domain as well', () => {
  const free = subject({
    name: 'free',
    domain: everywhere(1) as { dimension: 1; low: number; high: number },
    f: (x) => 1000 + Math.sin(x[0]!),
    gradient: (x) => [Math.cos(x[0]!)],
  });
  expect(broken(free)).toEqual([]);
});

test('a factor that is 1 but for some roundings, which makes a stair of what it multiplies, is no mistake of the claim', () => {
  const elu = (x: number) => (x > 0 ? x : Math.exp(x) - 1);
  const ramp = (x: number) => Math.min(1, Math.max(0, x));
  const smooth = (x: number) => ramp(x) ** 2 * (3 - 2 * ramp(x));
  const made = (factor: number) =>
    subject({
      name: 'saturated',
      domain: [
        [-50, 50],
        [100, 101],
        [-50, 50],
        [-50, 50],
      ],
      f: ([x, y, z, u]) => y * (x * z) * (elu(x) + smooth(u)),
      gradient: ([x, y, z, u]) => {
        const both = elu(x) + smooth(u);
        return [
          y * z * both + factor * y * x * z * (x > 0 ? 1 : Math.exp(x)),
          x * z * both,
          y * x * both,
          y * x * z * 6 * ramp(u) * (1 - ramp(u)),
        ];
      },
    });
  expect(verdict(made(1), { seed: 42 })).not.toBe('fail');
  expect(verdict(made(1.001), { seed: 42 })).toBe('fail');
});

test('the stairs on which a large quotient of rounded numbers changes are no teeth between which a claim of nothing is right', () => {
  const quotient = (times: number) =>
    subject({
      name: 'quotient',
      domain: { dimension: 2, low: -1e-3, high: 1e-3 },
      f: ([x, y]) => 6 / Math.log(Math.hypot(x!, 1)) + y!,
      gradient: ([x]) => [(-6 * times * x!) / ((1 + x! ** 2) * Math.log(Math.hypot(x!, 1)) ** 2), 1],
    });
  expect(verdicts(quotient(0))).toEqual(none);
  expect(verdicts(quotient(1))).not.toContain('fail');
});
