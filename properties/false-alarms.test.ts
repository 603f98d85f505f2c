import { describe, expect, test } from 'vitest';
import { type FunctionSubject, layer, properties, run, type Subject, subject } from '../src/index.ts';

/** A right subject, and the same with a mistake of the kind that its excuse could hide. */
interface Case {
  readonly domain: readonly (readonly [number, number])[];
  readonly f: (x: readonly number[]) => number;
  readonly gradient: (x: readonly number[]) => readonly number[];
  readonly mistaken: (x: readonly number[]) => readonly number[];
}

const smoothstep = (a: number): number => {
  const t = Math.min(1, Math.max(0, a));
  return t * t * (3 - 2 * t);
};
const slopeOfStep = (a: number): number => {
  const t = Math.min(1, Math.max(0, a));
  return 6 * t * (1 - t);
};
const xlogx = (x: number): number => (x === 0 ? 0 : x * Math.log(x));

const CASES: Readonly<Record<string, Case>> = {
  'a ramp whose kink is the edge of the domain': {
    domain: [[0, 2]],
    f: ([x]) => 3 * Math.max(0, x!),
    gradient: ([x]) => [x! > 0 ? 3 : 0],
    mistaken: ([x]) => [x! > 0 ? 2.9 : 0],
  },
  'a distance from the edge of the domain': {
    domain: [[1, 4]],
    f: ([x]) => Math.abs(x! - 1),
    gradient: ([x]) => [Math.sign(x! - 1)],
    mistaken: ([x]) => [-Math.sign(x! - 1)],
  },
  'a value that is clipped at both edges of the domain': {
    domain: [[0, 100]],
    f: ([x]) => Math.min(100, Math.max(0, x!)),
    gradient: ([x]) => [x! > 0 && x! < 100 ? 1 : 0],
    mistaken: ([x]) => [x! > 0 && x! < 90 ? 1 : 0],
  },
  'a tie at the edge of a wide box, in a narrow one': {
    domain: [
      [-1e-3, 1e-3],
      [-3, 3],
    ],
    f: ([x, y]) => Math.min(3 - x!, y!),
    gradient: ([x, y]) => (3 - x! <= y! ? [-1, 0] : [0, 1]),
    mistaken: ([x, y]) => (3 - x! <= y! ? [-1, 0] : [0, 1.01]),
  },
  'an entropy, whose slope at 0 is infinite': {
    domain: [
      [0, 1],
      [0, 1],
    ],
    f: (p) => -p.reduce((sum, pi) => sum + xlogx(pi), 0),
    gradient: (p) => p.map((pi) => -1 - Math.log(pi)),
    mistaken: (p) => p.map((pi) => -Math.log(pi)),
  },
  'powers whose slope at 0 is infinite': {
    domain: [
      [0, 1],
      [0, 1],
    ],
    f: (x) => x.reduce((sum, xi) => sum + xi ** 0.8, 0),
    gradient: (x) => x.map((xi) => 0.8 * xi ** -0.2),
    mistaken: (x) => x.map((xi) => 0.8 * xi ** 0.2),
  },
  'structure that is finer than f is rounded': {
    domain: [
      [0.1, 10],
      [0, 1],
      [0, 1],
      [-50, 50],
    ],
    f: ([a, b, c, d]) => a! + d! + 2 * Math.tanh(Math.min(b!, c!)) - Math.min(c!, 2),
    gradient: ([, b, c]) => {
      const slope = 2 * (1 - Math.tanh(Math.min(b!, c!)) ** 2);
      return [1, b! <= c! ? slope : 0, (b! <= c! ? 0 : slope) - 1, 1];
    },
    mistaken: ([, b, c]) => {
      const slope = 2 * (1 - Math.tanh(Math.min(b!, c!)) ** 2);
      return [1, b! <= c! ? slope : 0, b! <= c! ? 0 : slope, 1];
    },
  },
  'waves as tall as f, and ever finer towards 0': {
    domain: [
      [0.1, 1],
      [-2, 2],
    ],
    f: ([x, y]) => Math.cos(x! / y!),
    gradient: ([x, y]) => [-Math.sin(x! / y!) / y!, (Math.sin(x! / y!) * x!) / (y! * y!)],
    mistaken: ([x, y]) => [-Math.sin(x! / y!) / y!, (Math.sin(x! / y!) * x!) / y!],
  },
  'stairs of rounding that are left of larger terms': {
    domain: [
      [-20, 20],
      [-20, 20],
    ],
    f: ([a, b]) => Math.log(Math.exp(a!) + Math.exp(b!)) - Math.max(a!, b!),
    gradient: ([a, b]) => {
      const slope = (a! > b! ? -1 : 1) / (1 + Math.exp(Math.abs(a! - b!)));
      return a === b ? [0, 0] : [slope, -slope];
    },
    mistaken: ([a, b]) => {
      const slope = (a! > b! ? -1 : 1) / (1 + Math.exp(Math.abs(a! - b!)));
      return a === b ? [0, 0] : [slope, slope];
    },
  },
  'stairs of rounding times a variable': {
    domain: [
      [-1e-6, 1e-6],
      [-1e-6, 1e-6],
    ],
    f: ([x, y]) => (1 - Math.cos(x!)) * (2 + y!),
    gradient: ([x, y]) => [Math.sin(x!) * (2 + y!), 1 - Math.cos(x!)],
    mistaken: ([x, y]) => [Math.sin(x!) * (1 + y!), 1 - Math.cos(x!)],
  },
  'a claim of nothing but rounding, where f is constant': {
    domain: [
      [1, 2],
      [3, 4],
    ],
    f: ([x, y]) => (x! * y!) / (x! * y!),
    gradient: ([x, y]) => [y! / (x! * y!) - 1 / x!, x! / (x! * y!) - 1 / y!],
    mistaken: ([x, y]) => [y! / (x! * y!), x! / (x! * y!) - 1 / y!],
  },
  'slopes far below 1, as the inputs are large': {
    domain: [[1e18, 1e20]],
    f: ([x]) => Math.asinh(x!),
    gradient: ([x]) => [1 / Math.hypot(1, x!)],
    mistaken: () => [0],
  },
  'joints of a spline in a corner of the domain': {
    domain: [
      [0.1, 10],
      [0.1, 10],
    ],
    f: ([x, y]) => smoothstep(x! - y!) + 1 / x!,
    gradient: ([x, y]) => [slopeOfStep(x! - y!) - x! ** -2, -slopeOfStep(x! - y!)],
    mistaken: ([x, y]) => [slopeOfStep(x! - y!) - x! ** -2, slopeOfStep(x! - y!)],
  },
  'joints of a spline beside an edge': {
    domain: [
      [100, 101],
      [100, 101],
      [100, 101],
    ],
    f: ([a, b, c]) => a! ** 2 * smoothstep(c! / b!) * Math.hypot(c! / b!, 0.05),
    gradient: ([a, b, c]) => {
      const t = c! / b!;
      const [s, h] = [smoothstep(t), Math.hypot(t, 0.05)];
      const byT = a! ** 2 * (slopeOfStep(t) * h + (s * t) / h);
      return [2 * a! * s * h, (-byT * t) / b!, byT / b!];
    },
    mistaken: ([a, b, c]) => {
      const t = c! / b!;
      const [s, h] = [smoothstep(t), Math.hypot(t, 0.05)];
      const byT = a! ** 2 * (slopeOfStep(t) * h + (s * t) / h);
      return [2 * a! * s * h, (-byT * t) / c!, byT / b!];
    },
  },
};

const deciding = properties.filter(({ name }) => name === 'matches-differences' || name === 'gradient-theorem');

const made = (name: string, { domain, f, gradient }: Pick<Case, 'domain' | 'f' | 'gradient'>): FunctionSubject =>
  subject({ name, domain, f: (x) => f(Array.from(x)), gradient: (x) => gradient(Array.from(x)) });

describe.each(Object.entries(CASES))('%s', (name, { mistaken, ...right }) => {
  test.each([11, 12])('is no alarm, seed %i', (seed) => {
    const { results } = run([made(name, right)], properties, { seed, runs: 100 });
    expect(results.filter(({ verdict }) => verdict === 'fail').map(({ property }) => property)).toEqual([]);
    expect(results.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(0);
  });

  test('does not hide a mistake', () => {
    const { results } = run([made(name, { ...right, gradient: mistaken })], deciding, { seed: 11, runs: 100 });
    expect(results.some(({ verdict }) => verdict === 'fail')).toBe(true);
  });
});

describe('second derivatives where the slopes have a kink', () => {
  /** x |y|, with the products that forward differentiation of the reverse pass makes at y = 0, which are not those of one matrix. */
  const bent = (low: number, wrong: number) =>
    subject({
      name: 'x |y|',
      domain: [
        [low, 1],
        [low, 1],
      ],
      f: ([x, y]) => x! * Math.abs(y!),
      gradient: ([x, y]) => [Math.abs(y!), Math.sign(y!) * x!],
      hessian: ([, y]) => [
        [0, (y! >= 0 ? 1 : -1) + wrong],
        [Math.sign(y!) + wrong, 0],
      ],
      hvp: ([, y], [u, v]) => [Math.sign(y!) * v!, (y! >= 0 ? 1 : -1) * u!],
    });
  const held = properties.filter(({ name }) => name === 'hessian-matches-differences' || name === 'hessian-vector-product');
  const second = properties.filter(({ topic, appliesTo }) => topic.order === 2 && appliesTo(bent(0, 0)));

  test.each([
    ['inside', -1],
    ['at an edge', 0],
  ])('are no alarm %s, and no excuse for a mistake', (_, low) => {
    for (const seed of [1, 2]) {
      const failing = (wrong: number, laws = second) =>
        run([bent(low, wrong)], laws, { seed, runs: 100 }).results.flatMap(({ verdict, property }) => (verdict === 'fail' ? property : []));
      expect(failing(0)).toEqual([]);
      expect(failing(1e-6, held)).toEqual(held.map(({ name }) => name));
    }
  });

  test('a Hessian that is wrong at one point, where f has one, is', () => {
    const pointed = subject({
      name: 'wrong at 0',
      domain: [[-1, 1]],
      f: ([x]) => x! ** 2,
      gradient: ([x]) => [2 * x!],
      hessian: ([x]) => [[x === 0 ? 3 : 2]],
    });
    const { results } = run([pointed], second, { seed: 1, runs: 100 });
    expect(results.some(({ verdict }) => verdict === 'fail')).toBe(true);
  });
});

describe('a claimed Hessian that is one of each piece at a kink of the slopes', () => {
  /** |y| x, with the Hessian of the upper half at y = 0 in one entry, and a slope of 0 in the other. */
  const folded = (low: number, off: number) =>
    subject({
      name: '|y| x',
      domain: [
        [low, 1],
        [low, 1],
      ],
      f: ([x, y]) => Math.abs(y!) * x!,
      gradient: ([x, y]) => [Math.abs(y!), Math.sign(y!) * x!],
      hessian: ([, y]) => [
        [0, y! >= 0 ? 1 : -1],
        [Math.sign(y!) + off, 0],
      ],
    });
  const symmetric = properties.filter(({ name }) => name === 'hessian-symmetric');

  test.each([
    ['inside', -1],
    ['at an edge', 0],
  ])('is no alarm %s', (_, low) => {
    for (const seed of [1, 2, 3]) {
      const { results } = run([folded(low, 0)], symmetric, { seed, runs: 100 });
      expect(results.map(({ verdict }) => verdict)).toEqual(['pass']);
      expect(run([folded(low, 1e-6)], symmetric, { seed, runs: 100 }).results[0]!.verdict).toBe('fail');
    }
  });
});

describe('a claim with fewer digits than f', () => {
  const halved = (v: number): number => {
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(v))) - 10);
    return v === 0 ? v : Math.round(v / unit) * unit;
  };
  /** tanh(x w), a row of x and a matrix w, whose gradient by w is kept in numbers of some precision. */
  const dense = (kept: (v: number) => number) =>
    layer({
      name: 'dense',
      inputs: { x: [3], w: [3, 2] },
      forward: ({ x, w }) => [0, 1].map((o) => Math.tanh(x.reduce((sum, xi, i) => sum + xi * w[2 * i + o]!, 0) / 6)),
      backward: ({ x, w }, dy) => {
        const dz = [0, 1].map((o) => (dy[o]! * (1 - Math.tanh(x.reduce((sum, xi, i) => sum + xi * w[2 * i + o]!, 0) / 6) ** 2)) / 6);
        return {
          x: x.map((_, i) => dz[0]! * w[2 * i]! + dz[1]! * w[2 * i + 1]!),
          w: w.map((_, k) => kept(x[k >> 1]! * dz[k % 2]!)),
        };
      },
    });
  const broken = (of: Subject, seed: number) =>
    run([of], comparing, { seed, runs: 20 }).results.flatMap(({ verdict, property }) => (verdict === 'fail' ? property : []));
  const comparing = properties.filter(({ name }) => name === 'vjp-matches-differences' || name === 'matches-differences');

  test('is wrong if that is half precision', () => {
    for (const seed of [1, 2, 3]) expect(broken(dense(halved), seed)).toEqual(['vjp-matches-differences']);
  });

  test('is right if it keeps single precision', () => {
    for (const seed of [1, 2, 3]) expect(broken(dense(Math.fround), seed)).toEqual([]);
  });

  test('is right where its formula loses them, though f has them', () => {
    const softplus = subject({
      name: 'softplus',
      domain: [[-24, -14]],
      f: ([x]) => Math.log1p(Math.exp(x!)),
      gradient: ([x]) => [1 - 1 / (1 + Math.exp(x!))],
    });
    for (const seed of [1, 2, 3]) expect(broken(softplus, seed)).toEqual([]);
  });
});
