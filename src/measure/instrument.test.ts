import { expect, test } from 'vitest';
import { everywhere } from '../math/domain.ts';
import { vector } from '../math/vector.ts';
import { type Evaluator, evaluator } from '../subject/evaluator.ts';
import { type FunctionSubject, subject } from '../subject/subject.ts';
import { type Effort, instrument } from './instrument.ts';
import type { Side } from './side.ts';

const efforts: readonly Effort[] = ['quick', 'thorough', 'weighed', 'nearby'];
const target = (more: Partial<FunctionSubject> = {}): Evaluator =>
  evaluator({ ...subject({ name: 'any', domain: everywhere(2), f: (x) => x[0]! }), ...more });
const look = (effort: Effort, more: Partial<FunctionSubject> = {}) => instrument(target(more), effort);
const holds = ({ value, error }: { value: number; error: number }, truth: number) => Math.abs(value - truth) <= error;

const smooth = ([x, y]: Float64Array) => Math.exp(x!) * Math.sin(y!);
const at = vector([0.3, 0.7]);

test.each(efforts)('slope, curvature and mixed derivative of a smooth function: %s', (effort) => {
  const { derivative, curvature, mixed } = look(effort);
  const [e, s, c] = [Math.exp(0.3), Math.sin(0.7), Math.cos(0.7)];
  const v = vector([1, -2]);
  const slope = derivative(smooth, at, v);
  expect(slope.kind).toBe('smooth');
  expect(Math.abs(slope.value - (e * s - 2 * e * c))).toBeLessThan(1e-8);
  expect(holds(curvature(smooth, at, v), e * s - 4 * e * c - 4 * e * s)).toBe(true);
  expect(holds(mixed(smooth, at, vector([1, 0]), vector([0, 1])), e * c)).toBe(true);
});

test('a mixed derivative across a kink is unresolved', () => {
  const { mixed } = look('thorough');
  expect(mixed(([x, y]) => Math.abs(x! + y!), vector([0, 0]), vector([1, 0]), vector([0, 1])).kind).toBe('unresolved');
});

test('stencils stay in the domain and where the author says', () => {
  const asked: number[] = [];
  const bounded: Partial<FunctionSubject> = {
    domain: [
      [0, 1],
      [0, 1],
    ],
    plain: true,
    where: (([x, y]: [number, number]) => x >= y) as never,
  };
  const f = ([x, y]: Float64Array) => {
    asked.push(Math.min(x!, 1 - x!, y!, 1 - y!, x! - y!));
    return Math.sqrt(x!) * y! + Math.abs(x! - 0.5);
  };
  for (const effort of efforts) {
    const { derivative, curvature, mixed, value } = look(effort, bounded);
    for (const x of [vector([1, 0]), vector([0.5, 0.5]), vector([0.5, 1e-9]), vector([1, 1])]) {
      derivative(f, x, vector([1, -1]));
      derivative(f, x, vector([0, 1]));
      curvature(f, x, vector([1, 0]));
      mixed(f, x, vector([1, 0]), vector([0, 1]));
      value(f, x);
    }
  }
  expect(asked.length).toBeGreaterThan(1000);
  expect(asked.reduce((least, t) => Math.min(least, t), 1)).toBe(0);
});

test('in a corner of the domain, where no line along v has room, the slope is put together', () => {
  const corner: Partial<FunctionSubject> = {
    domain: [
      [0, 1],
      [0, 1],
    ],
  };
  for (const effort of efforts) {
    const seen = look(effort, corner).derivative(smooth, vector([0, 1]), vector([1, 1]));
    expect(Math.abs(seen.value - (Math.sin(1) + Math.cos(1)))).toBeLessThan(1e-8);
    expect(seen.kind).not.toBe('unresolved');
  }
  const [whole, ...sides] = [
    [1, 1],
    [1, 0],
    [0, 1],
  ].map((v) => look('quick', corner).derivative(smooth, vector([0, 1]), vector(v)).blur!);
  expect(whole).toBeCloseTo(sides[0]! + sides[1]!, 18);
  expect(whole).toBeGreaterThan(0);
});

test('a value carries the rounding of its precision', () => {
  expect(look('thorough').value(() => 1, at).error).toBe(4 * 2 ** -52);
  expect(look('thorough', { precision: 'float32' }).value(() => 1, at).error).toBe(4 * 2 ** -23);
  expect(look('thorough', { precision: 'float16' }).value(() => -2, at)).toEqual({ value: -2, error: 8 * 2 ** -10 });
});

test('nearby, a value carries the noise that is measured around it', () => {
  const cancelling = ([x]: Float64Array) => (1 - Math.cos(x! * 1e-6)) / 1e-12;
  const x = vector([1.2, 0]);
  expect(look('thorough').value(cancelling, x).error).toBeLessThan(1e-14);
  const { value, error } = look('nearby').value(cancelling, x);
  expect(Math.abs(value - 0.72)).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-2);
});

test('a value that holds at x only is no noise', () => {
  const spike = ([x]: Float64Array) => (x === 0.3 ? 5 : 1);
  expect(look('nearby').value(spike, at).error).toBeLessThan(1e-12);
});

test('an inner product knows its size: ‖g‖‖v‖/√n', () => {
  const { value, error, scale } = look('thorough').product(() => vector([3, 4]), at, vector([1, 1]));
  expect(value).toBe(7);
  expect(scale).toBeCloseTo(5, 14);
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(1e-14);
});

test('an inner product that cancels carries the rounding of its terms', () => {
  const { value, error } = look('thorough').product(() => vector([1e8, -1e8]), at, vector([1, 1]));
  expect(value).toBe(0);
  expect(error).toBeGreaterThan(1e-8);
});

test('nearby, at a kink, all slopes from around are in view: Clarke’s bracket', () => {
  const concaveAlongDiagonal = ([x, y]: Float64Array) => Math.abs(x!) - Math.abs(y!);
  const seen: Side = look('nearby').derivative(concaveAlongDiagonal, vector([0, 0]), vector([1, 1]));
  expect(seen.kind).toBe('kink');
  expect(seen.between![0]).toBeLessThan(-1.9);
  expect(seen.between![1]).toBeGreaterThan(1.9);
});

test('nearby, kinks that cancel along every direction leave a smooth function', () => {
  const relu = (t: number) => Math.max(0, t);
  const seen: Side = look('nearby').derivative(([x]) => relu(x!) - relu(-x!), vector([0, 1]), vector([1, 0]));
  expect(seen.kind).toBe('smooth');
  expect(holds(seen, 1)).toBe(true);
});

test('at a tie, the slope along which f is smooth is told beside the bracket', () => {
  const seen: Side = look('nearby').derivative(([x, y]) => Math.max(x!, y!), vector([1, 1]), vector([1, 1]));
  expect(seen.kind).toBe('kink');
  expect(seen.along?.value).toBeCloseTo(1, 9);
  expect(seen.between).toEqual([expect.closeTo(0, 6), expect.closeTo(2, 6)]);
});

test('beside a kink, at some distance, there is none', () => {
  const seen = look('nearby').derivative(([x]) => Math.abs(x!), vector([0.1, 1]), vector([1, 0]));
  expect(seen.kind).toBe('smooth');
  expect(holds(seen, 1)).toBe(true);
});

test('at a kink of many inputs nothing is claimed', () => {
  const n = 40;
  const wide = evaluator(
    subject({ name: 'wide', domain: { dimension: n, low: -1, high: 1 }, f: (x) => x.reduce((sum, xi) => sum + Math.abs(xi), 0) }),
  );
  const seen = instrument(wide, 'nearby').derivative(wide.f, new Float64Array(n), new Float64Array(n).fill(1));
  expect(seen.kind).toBe('unresolved');
});

test('along inputs of very different scales the slopes are looked at one by one', () => {
  const f = ([x, y]: Float64Array) => Math.exp(x! * 1e9) + Math.sin(y!);
  const seen = look('thorough').derivative(f, vector([0, 0.5]), vector([1, 1]));
  expect(Math.abs(seen.value - (1e9 + Math.cos(0.5)))).toBeLessThan(1e-3);
});

test('a closer look starts from a part of the scale', () => {
  const ripple = ([x]: Float64Array) => x! + (Math.abs(x!) < 1e-4 ? x! ** 2 : 0);
  const seen = instrument(target(), 'thorough', { zoom: 2 ** -20 }).derivative(ripple, vector([0, 0]), vector([1, 0]));
  expect(seen.kind).toBe('smooth');
  expect(holds(seen, 1)).toBe(true);
});

test('noise that does not show along a line is found on others, and the bar covers it', () => {
  const quartic = (a: number, b: number) => (1 - a) ** 2 + 100 * (b - a * a) ** 2;
  const noisy = ([a, b]: Float64Array) => quartic(a!, b!) * (1 + 1e-7 * Math.sin(1e8 * a! + 3e8 * b!));
  const [x, v] = [vector([-3, -2]), vector([0.375, -0.125])];
  const truth = 0.375 * (-2 * 4 - 400 * -3 * (-2 - 9)) - 0.125 * 200 * (-2 - 9);
  const [plain, weighed] = [look('thorough').derivative(noisy, x, v), look('weighed').derivative(noisy, x, v)];
  expect(holds(plain, truth)).toBe(false);
  expect(holds(weighed, truth)).toBe(true);
  expect(weighed.error).toBeLessThan(1e-4 * Math.abs(truth));
});

test('noise of another input that leaves the slope along a line as it is does not widen its bar, and a wave of the only input is no noise', () => {
  const [x, v] = [vector([-3, -2]), vector([0, 1])];
  const beside = ([a, b]: Float64Array) => Math.sin(b!) + 1e-7 * Math.sin(1e9 * a!);
  const seen = look('weighed').derivative(beside, x, v);
  expect(holds(seen, Math.cos(-2))).toBe(true);
  expect(seen.error).toBeLessThan(1e-9);
  const times = ([a, b]: Float64Array) => Math.sin(b!) * (1 + 1e-7 * Math.sin(1e9 * a!));
  expect(look('weighed').derivative(times, x, v).error).toBeGreaterThan(1e-8);
  const one = { domain: { dimension: 1, low: 1e5, high: 2e5 } };
  const wave = look('weighed', one).derivative(([t]) => Math.sin(t!), vector([168381.36]), vector([1]));
  expect(wave.error).toBeLessThan(1e-6);
});

test.each([4, 8, 12])('where %i inputs are tied, at an edge or inside, the slope may be any one of theirs', (n) => {
  const largest = subject({
    name: 'largest',
    precision: 'float32',
    domain: { dimension: n, low: -2, high: 2 },
    f: (x) => Math.fround(2 * Math.max(...x.map(Math.fround))),
    gradient: (x) => x.map(() => 0),
  });
  const target = evaluator(largest);
  const v = Float64Array.from({ length: n }, (_, i) => (i % 2 ? 1 : -1) * (1 + i / 8));
  for (const at of [2, -2, 0]) {
    const { kind, between } = instrument(target, 'nearby').derivative(target.f, new Float64Array(n).fill(at), v);
    expect(kind).toBe('kink');
    expect(between![0]).toBeLessThanOrEqual(2 * Math.min(...v));
    expect(between![1]).toBeGreaterThanOrEqual(2 * Math.max(...v));
  }
});

test.each<[string, Partial<FunctionSubject>, readonly number[], (x: Float64Array) => number, number]>([
  [
    'in a box that is narrow for where it lies',
    { domain: { dimension: 2, low: 100, high: 101 } },
    [100.3, 100.6],
    ([x, y]) => x! - (x! + y!) / 2 + (y! - (x! + y!) / 2),
    1e-15,
  ],
  [
    'beside 0, where a quotient has a noise of its own',
    {},
    [1e-6, 1e-6],
    ([x]) => (x! * Math.exp(x!) - Math.exp(x!) + 1) / (x! * x!),
    1e-6,
  ],
])('the noise of a claim is seen %s', (_, more, x, claim, noise) => {
  expect(look('weighed', more).value(claim, vector(x)).error).toBeGreaterThan(noise);
  expect(look('thorough', more).value(claim, vector(x)).error).toBeLessThan(noise);
});

test('fewer values are enough as the focus says, and a second method is heard unless it says otherwise', () => {
  const costOf = (effort: Effort, focus: Parameters<typeof instrument>[2]) => {
    let asked = 0;
    const counted = (x: Float64Array) => {
      asked++;
      return smooth(x);
    };
    instrument(target(), effort, focus).derivative(counted, at, vector([1, -2]));
    return asked;
  };
  expect([costOf('quick', {}), costOf('quick', { enough: 1e-6 }), costOf('quick', { enough: 1e-14 })]).toEqual([7, 5, 7]);
  expect(costOf('thorough', {}) - costOf('thorough', { seconded: false })).toBe(12);
});
