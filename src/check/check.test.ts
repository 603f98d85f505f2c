import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { evaluatorOf } from '../subject/kind.ts';
import { type FunctionSubject, subject } from '../subject/subject.ts';
import { type CheckOptions, check, type Result } from './check.ts';

const domain = [
  [-2, 2],
  [-2, 2],
] as const;
const bowl = subject({
  name: 'bowl',
  domain,
  f: ([x, y]) => x * x + 3 * x * y + y * y,
  gradient: ([x, y]) => [2 * x + 3 * y, 3 * x + 2 * y],
});
const law = (name: string) => properties.find((property) => property.name === name)!;
const held = (
  of: FunctionSubject,
  { property = 'matches-differences', seed = 1, runs = 30, ...more }: Partial<CheckOptions> & { readonly property?: string } = {},
): Result => check(of, law(property), { seed, runs, ...more });
const changed = (change: object): FunctionSubject => ({ ...bowl, ...change }) as FunctionSubject;
const pair = ([x, y]: readonly number[]) => [2 * x! + 3 * y!, 3 * x! + 2 * y!];

const swapped = changed({ name: 'swapped', gradient: (x: number[]) => pair(x).reverse() });

test('a right gradient passes, with the digits established and every call counted', () => {
  let [f, claims] = [0, 0];
  const counted = changed({
    f: ([x, y]: number[]) => {
      f++;
      return x! * x! + 3 * x! * y! + y! * y!;
    },
    gradient: (x: number[]) => {
      claims++;
      return pair(x);
    },
  });
  const result = held(counted);
  expect(result).toMatchObject({ subject: 'bowl', property: 'matches-differences', verdict: 'pass', runs: 30, discarded: 0 });
  expect(result.law).toBe('⟨∇f(x), v⟩ = D_v f(x)');
  expect(result.digits!.worst).toBeGreaterThanOrEqual(8);
  expect(result.digits!.median).toBeGreaterThanOrEqual(result.digits!.worst);
  expect(result.evaluations).toEqual({ f, claims });
  expect([result.simplest, result.wrong, result.path, result.fault]).toEqual([undefined, undefined, undefined, undefined]);
});

test('a wrong gradient fails, with samples, the wrong components and a path', () => {
  const result = held(swapped);
  expect(result.verdict).toBe('fail');
  expect(result.path).toMatch(/^\d+$/);
  expect(result.starkest!.measurements).toHaveLength(1);
  expect(result.simplest!.sample).toEqual({ x: [expect.any(Number), expect.any(Number)], v: [expect.any(Number), expect.any(Number)] });
  expect(result.wrong!.map(({ label }) => label).sort()).toEqual(['x', 'y']);
  const { claimed, observed } = result.simplest!.measurements[0]!;
  expect(Math.abs(claimed.value - observed.value)).toBeGreaterThan(3 * (claimed.error + observed.error));
});

test('only the wrong component is named', () => {
  const off = changed({ gradient: ([x, y]: number[]) => [3 * x! + 3 * y!, 3 * x! + 2 * y!] });
  expect(held(off).wrong).toEqual([expect.objectContaining({ index: 0, label: 'x' })]);
});

test('the simplest sample is simple, and as stark as can be expected', () => {
  const off = changed({ gradient: ([x, y]: number[]) => [2 * x! + 3 * y!, 3 * x! + 2 * y! + (x! > 0.5 ? 1 : 0)] });
  for (let seed = 0; seed < 8; seed++) {
    const { simplest, starkest } = held(off, { seed, runs: 100 });
    const [x, y] = simplest!.sample.x as number[];
    expect([x, y, (simplest!.sample.v as number[]).map(Math.abs)]).toEqual([1, 0, [0, 1]]);
    const bars = ({ claimed, observed }: NonNullable<typeof simplest>['measurements'][number]) =>
      Math.abs(claimed.value - observed.value) / (claimed.error + observed.error);
    expect(bars(starkest!.measurements[0]!)).toBeGreaterThan(1000);
    expect(bars(simplest!.measurements[0]!)).toBeGreaterThan(1000);
  }
});

test('a gap that grows from zero is not followed to where it begins', () => {
  const off = changed({ gradient: ([x, y]: number[]) => [2 * x! + 3 * y! + 1e-3 * Math.max(0, x! - 0.1), 3 * x! + 2 * y!] });
  const { simplest } = held(off, { runs: 100 });
  expect(simplest!.sample).toEqual({ x: [1, 0], v: [1, 0] });
});

test('the same seed gives the same result, another seed other samples', () => {
  for (const of of [bowl, swapped]) expect(held(of, { seed: 7 })).toEqual(held(of, { seed: 7 }));
  const starkest = (seed: number) => held(swapped, { seed }).starkest;
  expect(new Set([1, 2, 3].map((seed) => JSON.stringify(starkest(seed)))).size).toBe(3);
});

test('the path leads to the same sample and the same measurements, at once', () => {
  const late = changed({ gradient: ([x, y]: number[]) => [2 * x! + 3 * y! + (x! > 1.5 ? 1 : 0), 3 * x! + 2 * y!] });
  for (let seed = 0; seed < 5; seed++) {
    const found = held(late, { seed, runs: 100 });
    expect(found.verdict).toBe('fail');
    const again = held(late, { seed, runs: 100, path: found.path! });
    const { runs, evaluations, ...same } = again;
    expect(found).toMatchObject(same);
    expect(runs).toBe(1);
    expect(evaluations.f).toBeLessThanOrEqual(found.evaluations.f);
  }
});

test('a few failures are enough: the search stops', () => {
  expect(held(swapped, { runs: 1000 }).runs).toBeLessThan(10);
});

test('a budget ends the search, and what was seen counts', () => {
  const all = held(bowl, { runs: 1000 });
  const some = held(bowl, { runs: 1000, budget: 500 });
  expect(all.runs).toBe(1000);
  expect(some.runs).toBeLessThan(100);
  expect(some.runs).toBeGreaterThan(0);
  expect(some.evaluations.f).toBeLessThan(1500);
  expect(some.verdict).toBe('pass');
});

const refused = () => {
  throw new Error('no such value');
};

test.each<[string, object, string, Partial<Result>]>([
  ['f throws at every sample', { f: refused }, 'matches-differences', { fault: 'throws', message: 'f threw: no such value' }],
  ['the gradient throws', { gradient: refused }, 'matches-differences', { fault: 'throws', message: 'gradient threw: no such value' }],
  [
    'f is NaN everywhere',
    { f: () => Number.NaN },
    'matches-differences',
    { fault: 'not-finite', message: 'f is not finite at any sample' },
  ],
  [
    'f is infinite everywhere',
    { f: () => Number.NEGATIVE_INFINITY },
    'matches-differences',
    { fault: 'not-finite', message: 'f is not finite at any sample' },
  ],
  [
    'a gradient that is too short',
    { gradient: () => [1] },
    'matches-differences',
    { fault: 'wrong-length', message: 'gradient returned 1 numbers where 2 should be' },
  ],
  [
    'a gradient that is too long',
    { gradient: () => [1, 2, 3] },
    'matches-differences',
    { fault: 'wrong-length', message: 'gradient returned 3 numbers where 2 should be' },
  ],
  [
    'a gradient that is nothing',
    { gradient: () => undefined },
    'matches-differences',
    { fault: 'wrong-length', message: 'gradient returned nothing where 2 numbers should be' },
  ],
  [
    'a list where a number should be',
    { f: (x: number[]) => x },
    'matches-differences',
    { fault: 'wrong-length', message: 'f returned 2 numbers where 1 should be' },
  ],
  [
    'a Jacobian with a short row',
    { outputs: 2, f: (x: number[]) => x, jacobian: () => [[1, 0], [1]] },
    'jacobian-matches-differences',
    { fault: 'wrong-length', message: 'row 1 of jacobian returned 1 numbers where 2 should be' },
  ],
  [
    'a Jacobian with a row too few',
    { outputs: 2, f: (x: number[]) => x, jacobian: () => [[1, 0]] },
    'jacobian-matches-differences',
    { fault: 'wrong-length', message: 'jacobian returned 1 rows where 2 rows should be' },
  ],
  [
    'a gradient that changes the point',
    {
      gradient: (x: number[]) => {
        const right = pair(x);
        x[0] = 99;
        return right;
      },
    },
    'deterministic-and-pure',
    { fault: 'mutates-input', message: 'gradient changed the point that it was given' },
  ],
  [
    'an f that sorts its input',
    { f: (x: number[]) => x.sort((a, b) => a - b)[0] },
    'deterministic-and-pure',
    { fault: 'mutates-input', message: 'f changed the point that it was given' },
  ],
  [
    'a vjp that changes the cotangent',
    {
      vjp: (x: number[], w: number[]) => {
        const right = pair(x).map((g) => g * w[0]!);
        w[0] = 0;
        return right;
      },
    },
    'deterministic-and-pure',
    { fault: 'mutates-input', message: 'vjp changed the vector that it was given' },
  ],
])('%s: reported as that', (_, change, property, expected) => {
  expect(held(changed(change), { property })).toMatchObject({ verdict: 'fail', ...expected });
});

test('a gradient that returns one buffer at every call', () => {
  const buffer = new Float64Array(2);
  const reusing = changed({
    gradient: (x: number[]) => {
      buffer.set(pair(x));
      return buffer;
    },
  });
  expect(held(reusing, { property: 'deterministic-and-pure' })).toMatchObject({
    verdict: 'fail',
    fault: 'reuses-buffer',
    message: 'gradient returned a buffer that its next call overwrites',
  });
  expect(held(reusing).verdict).toBe('pass');
});

test('a gradient that returns one buffer, which never changes', () => {
  const always = Float64Array.of(3, 5);
  const plane = changed({ f: ([x, y]: number[]) => 3 * x! + 5 * y!, gradient: () => always });
  expect(held(plane, { property: 'deterministic-and-pure' })).toMatchObject({
    fault: 'reuses-buffer',
    message: 'gradient returns the same buffer at every call',
  });
});

test('a period of another dimension', () => {
  expect(held(changed({ periods: [[1, 2, 3]] }), { property: 'periodic' })).toMatchObject({
    fault: 'wrong-length',
    message: 'a period has 3 numbers where 2 should be',
  });
});

test.each<[string, (calls: number) => object, RegExp]>([
  ['f', (k) => ({ f: ([x]: number[]) => x! + 1e-15 * k }), /^f returned \S+ and \S+ at one and the same point$/],
  [
    'gradient',
    (k) => ({ gradient: (x: number[]) => [pair(x)[0], k] }),
    /^gradient returned \d+ and \d+ at index 1 at one and the same point$/,
  ],
])('hidden state in %s', (name, change, message) => {
  let calls = 0;
  const of = changed({ [name]: (x: number[]) => (change(calls++) as Record<string, (x: number[]) => unknown>)[name]!(x) });
  const result = held(of, { property: 'deterministic-and-pure' });
  expect(result).toMatchObject({ verdict: 'fail', fault: 'not-deterministic' });
  expect(result.message).toMatch(message);
});

test('a fault is shown with the sample at which it came, and the path leads there again', () => {
  const rare = changed({
    gradient: (x: number[]) => {
      if (x[0]! > 1) throw new Error('too large');
      return pair(x);
    },
  });
  const result = held(rare, { runs: 100 });
  expect(result).toMatchObject({ verdict: 'fail', fault: 'throws', message: 'gradient threw: too large' });
  expect((result.simplest!.sample.x as number[])[0]).toBeGreaterThan(1);
  const again = held(rare, { runs: 100, path: result.path! });
  expect(again).toMatchObject({ fault: 'throws', simplest: result.simplest, path: result.path });
});

test('a claim that is not finite where f is smooth', () => {
  const result = held(changed({ gradient: () => [Number.NaN, 0] }));
  expect(result).toMatchObject({ verdict: 'fail', reason: 'not finite', fault: 'not-finite' });
  expect(result.wrong![0]).toMatchObject({ index: 0, claimed: Number.NaN });
});

test('points at which f is not finite are left aside, and warned about where the domain is bounded', () => {
  const holed = changed({ f: ([x, y]: number[]) => (x! < -1 ? Number.NaN : x! * x! + 3 * x! * y! + y! * y!) });
  const result = held(holed, { runs: 100 });
  expect(result.verdict).toBe('pass');
  expect(result.discarded).toBeGreaterThan(5);
  expect(result.warnings).toEqual([`f is not finite at ${result.discarded} of 100 samples of its bounded domain`]);
  const unbounded = changed({
    ...holed,
    domain: [
      [Number.NEGATIVE_INFINITY, 2],
      [-2, 2],
    ],
  });
  expect(held(unbounded, { runs: 100 }).warnings).toBeUndefined();
});

test('what f threw there is told', () => {
  const throwing = changed({
    f: ([x, y]: number[]) => {
      if (x! < -1) throw new RangeError('x below −1');
      return x! * x! + 3 * x! * y! + y! * y!;
    },
  });
  expect(held(throwing, { runs: 100 }).warnings![0]).toContain('(it threw: x below −1)');
});

test('a check that cannot fail is not a pass: nowhere inside', () => {
  const nowhere = changed({ where: () => false });
  expect(held(nowhere)).toMatchObject({ verdict: 'fail', runs: 30, discarded: 30, reason: 'nothing was checked: no room to vary' });
});

test('a check that cannot fail is not a pass: the bar is as large as what it measures', () => {
  let state = 1;
  const noisy = changed({
    f: () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    },
    gradient: () => [0, 0],
  });
  expect(held(noisy).verdict).not.toBe('pass');
});

test('at a jump nothing is claimed, beside it everything', () => {
  const step = (gradient: (x: number) => number) =>
    held(subject({ name: 'step', domain: [[-1, 1]], f: ([x]) => (x < 0 ? 0 : 1), gradient: ([x]) => [gradient(x)] }), { runs: 100 });
  expect(step((x) => (x === 0 ? 5 : 0)).verdict).toBe('pass');
  expect(step((x) => (x > 0 ? 5 : 0)).verdict).toBe('fail');
});

test('an error in a law is no verdict about the subject', () => {
  const broken = { ...law('matches-differences'), measure: () => refused() };
  expect(() => check(bowl, broken, { seed: 1, runs: 3 })).toThrow('no such value');
});

test('an input above a thousand numbers is reported by its length and first numbers', () => {
  const n = 1001;
  const large = subject({
    name: 'large',
    domain: { dimension: n, low: 1, high: 2 },
    f: (x) => x.reduce((sum, xi) => sum + xi * xi, 0),
    gradient: (x) => x.map((xi) => 3 * xi),
  });
  const result = held(large, { runs: 5 });
  expect(result.verdict).toBe('fail');
  expect(result.starkest!.sample.x).toMatchObject({ dimension: n, entries: expect.any(Array) });
});

test('at a kink a range of slopes is measured', () => {
  const ramp = subject({ name: 'ramp', domain: [[-2, 2]], f: ([x]) => Math.max(0, x), gradient: ([x]) => [x === 0 ? 2 : x > 0 ? 1 : 0] });
  const found = check(ramp, law('matches-differences'), { seed: 1, runs: 60 });
  expect(found.wrong).toEqual([{ index: 0, label: 'x', claimed: 2, observed: 0.5, error: expect.closeTo(0.5), range: true }]);
  expect(found.simplest!.measurements[0]!.observed).toMatchObject({ value: 0.5, range: true });
});

test('after a fault nothing more is asked, though a narrow gap waits', () => {
  let [thrown, after] = [false, 0];
  const faulty = changed({
    name: 'faulty',
    f: ([x, y]: number[]) => {
      if (thrown) after++;
      return Math.exp(x!) * Math.sin(y!);
    },
    gradient: ([x, y]: number[]) => {
      thrown ||= x! > 1.5;
      if (thrown) throw new Error('out of order');
      return [Math.exp(x!) * Math.sin(y!) * (1 + 1e-8), Math.exp(x!) * Math.cos(y!)];
    },
  });
  const { verdict, fault, runs } = check(faulty, law('matches-differences'), { seed: 1, runs: 60 });
  expect(runs).toBeGreaterThan(2);
  expect([verdict, fault, after]).toEqual(['fail', 'throws', 0]);
});

test.each([
  ['right', bowl],
  ['wrong', swapped],
  ['at a kink', subject({ name: 'kink', domain, f: ([x, y]) => Math.max(x, y), gradient: ([x, y]) => (x > y ? [1, 0] : [0, 1]) })],
] as const)('laws that share an evaluator come out as they do alone, to the bit, and ask for less: a claim that is %s', (_, of) => {
  const target = evaluatorOf(of);
  const laws = properties.filter(({ appliesTo }) => appliesTo(of));
  const [alone, together] = [
    laws.map((one) => check(of, one, { seed: 1, runs: 30 })),
    laws.map((one) => check(of, one, { seed: 1, runs: 30 }, target)),
  ];
  const verdicts = (results: readonly Result[]) => results.map(({ evaluations, ...rest }) => rest);
  expect(verdicts(together)).toEqual(verdicts(alone));
  const total = (results: readonly Result[]) => results.reduce((sum, { evaluations }) => sum + evaluations.f, 0);
  expect(total(together)).toBe(target.evaluations.f);
  expect(total(together)).toBeLessThan(0.85 * total(alone));
});

test('a law that the budget of its subject cut short says so; one that ended with its failures does not', () => {
  const cut = held(bowl, { runs: 100, budget: 200 });
  expect(cut.runs).toBeLessThan(20);
  expect(cut.warnings).toEqual([`${cut.runs} of 100 points: the budget of 200 evaluations is spent`]);
  expect(held(bowl, { runs: 20, budget: 1_000_000 }).warnings).toBeUndefined();
  const failed = held(swapped, { runs: 100, budget: 1_000_000 });
  expect(failed.runs).toBeLessThan(100);
  expect(failed.warnings).toBeUndefined();
});

test('a mistake that has cost the budget is located where it was found, and not explained', () => {
  const spent = held(swapped, { budget: 1 });
  expect(spent).toMatchObject({ verdict: 'fail', simplest: spent.starkest!, wrong: [{ label: 'x' }, { label: 'y' }] });
  expect(spent.diagnosis).toBeUndefined();
  const explained = held(swapped);
  expect(explained.diagnosis).toBeDefined();
  expect(explained.simplest).not.toEqual(explained.starkest);
  // Of a trait no entry is wrong.
  const hill = changed({
    name: 'hill',
    convex: true,
    f: ([x, y]: number[]) => -(x! ** 2) - y! ** 2,
    gradient: (x: number[]) => x.map((xi) => -2 * xi),
  });
  const [cheap, simplified] = [1, 1_000_000].map((budget) => held(hill, { property: 'convex', budget }));
  expect([cheap!.verdict, simplified!.verdict]).toEqual(['fail', 'fail']);
  expect(cheap!.simplest).toEqual(cheap!.starkest);
  expect(simplified!.simplest).not.toEqual(simplified!.starkest);
});

test('where the budget ends before all points are examined, f may be finite at those that were left out', () => {
  const hole = changed({ name: 'hole', f: () => Number.NaN });
  expect(held(hole, { runs: 100, budget: 1 })).toMatchObject({ verdict: 'inconclusive', reason: 'f is not finite', runs: 1 });
  expect(held(hole, { runs: 100 })).toMatchObject({ verdict: 'fail', reason: 'f is not finite', runs: 100 });
});

test('a claim that is asked for more often than f spends the budget too', () => {
  const rough = changed({ name: 'rough', gradient: (x: number[]) => pair(x).map((g) => g + Math.sin(1e9 * x[0]!)) });
  const { evaluations, warnings, runs } = held(rough, { property: 'gradient-theorem', runs: 1000, budget: 20_000 });
  expect(runs).toBeLessThan(1000);
  expect(evaluations.f).toBeLessThan(20_000);
  expect(evaluations.claims).toBeGreaterThanOrEqual(20_000);
  expect(warnings?.at(-1)).toBe(`${runs} of 1000 points: the budget of 20000 evaluations is spent`);
});
