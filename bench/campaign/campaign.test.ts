import { describe, expect, test } from 'vitest';
import { alarmOf, KINDS, kindOf, letterOf } from './alarm.ts';
import { around } from './cells.ts';
import { claimed, type Setting } from './claims.ts';
import { PRECISIONS } from './floats.ts';
import { generated, pointsOf } from './generator.ts';
import { distanceToHull } from './hull.ts';
import { smallestMissed } from './missed.ts';
import { mutants, shown } from './mutants.ts';
import { type Program, text } from './program.ts';
import { interval } from './proportion.ts';
import { headlines } from './rates.ts';
import { reduced } from './reduction.ts';
import { MACHINES, roundingOf } from './rounding.ts';
import { type Finding, share, summary } from './tally.ts';
import { tried } from './trial.ts';
import { truth } from './truth.ts';

const SETTING: Setting = { precision: 'float64', second: false };
const EFFORT = { seed: 42, runs: 20, seconds: 30 } as const;

/** A program of one operation after the other on x0. */
const chain = (box: Program['box'], ...operations: string[]): Program => ({
  name: operations.join(' '),
  box,
  steps: [{ input: 0 }, ...operations.map((operation, k) => ({ operation, on: [k] }))],
  outputs: [operations.length],
});
/** relu(x) − relu(−x), which is x. */
const difference: Program = {
  name: 'difference of relu',
  box: [[-1, 1]],
  steps: [
    { input: 0 },
    { constant: -1 },
    { operation: 'multiply', on: [0, 1] },
    { operation: 'relu', on: [0] },
    { operation: 'relu', on: [2] },
    { operation: 'subtract', on: [3, 4] },
  ],
  outputs: [5],
};

describe('programs', () => {
  test('are the same for the same seed, and others for another', () => {
    const names = (seed: number) => [0, 1, 2].map((number) => text(generated(seed, number)));
    expect(names(5)).toEqual(names(5));
    expect(names(5)).not.toEqual(names(6));
    expect(generated(5, 1)).toEqual(generated(5, 1));
  });

  test('are differentiated by their rules as they are exactly, at most points', () => {
    const programs = Array.from({ length: 12 }, (_, number) => generated(9, number));
    const errors = programs.flatMap((program) =>
      pointsOf(program, 2).flatMap((x) => {
        const exact = truth(program, x);
        if (!exact || exact.course.tie) return [];
        const size = Math.max(...exact.jacobian.flat().map(Math.abs));
        const own = claimed(program, x, { precision: 'float64' });
        return Math.max(...own.flatMap((row, k) => row.map((value, i) => Math.abs(value - exact.jacobian[k]![i]!)))) / size;
      }),
    );
    expect(errors.filter((error) => error < 1e-6).length / errors.length).toBeGreaterThan(0.9);
  });

  test('have roundings that the first-order bound covers', () => {
    for (const precision of PRECISIONS) {
      const program = chain([[0.5, 2]], 'log', 'sin', 'exp', 'sqrt');
      for (const [x] of pointsOf(program, 5) as [number][]) {
        const at = precision === 'float64' ? x : Math.round(x * 128) / 128;
        const value = MACHINES[precision].values(program, [at]).at(-1)!;
        expect(Math.abs(value - truth(program, [at])!.values[0]!)).toBeLessThanOrEqual(2 * roundingOf(program, precision, [at], [1]));
      }
    }
  });

  test('are written as expressions', () => {
    expect(text(difference)).toBe('subtract(relu(x0), relu(multiply(x0, -1)))');
    expect(text(generated(5, 0))).toMatchInlineSnapshot(
      `"add(triangle(x3), swish(logcosh(x4))) | multiply(logcosh(multiply(x4, normal(x1))), add(x0, x2))"`,
    );
  });
});

describe('a wrong program', () => {
  const program = chain([[0.5, 2]], 'sin', 'exp');
  const mistake = { kind: 'rule', step: 1, rule: 'sin for cos' } as const;

  test('differs from exact arithmetic by its wrong rule', () => {
    const exact = truth(program, [1])!.jacobian[0]![0]!;
    expect(exact).toBeCloseTo(Math.cos(1) * Math.exp(Math.sin(1)), 14);
    expect(claimed(program, [1], { precision: 'float64', mistake })[0]![0]).toBeCloseTo(Math.sin(1) * Math.exp(Math.sin(1)), 14);
  });

  test('is found, and told as wrong and not as a false alarm', () => {
    const wrong = { ...SETTING, mistake };
    const { verdict, failed } = tried(program, wrong, { ...EFFORT, brief: false });
    expect(verdict).toBe('fail');
    expect(KINDS[alarmOf(program, wrong, failed).kind]).toBe('true');
    expect(tried(program, SETTING, { ...EFFORT, brief: false }).verdict).toBe('pass');
  });

  test('is told in second derivatives and in maps of several outputs', () => {
    const both: Program = { ...program, outputs: [1, 2] };
    expect(tried(both, SETTING, { ...EFFORT, brief: true }).verdict).toBe('pass');
    expect(tried(both, { ...SETTING, mistake }, { ...EFFORT, brief: true }).verdict).toBe('fail');
    const second = { ...SETTING, second: true };
    const law = 'hessian-matches-differences';
    expect(tried(program, second, { ...EFFORT, law, brief: true }).verdict).toBe('pass');
    expect(tried(program, { ...second, mistake }, { ...EFFORT, law, brief: true }).verdict).toBe('fail');
  });

  test('that takes longer than it may is no failure', () => {
    expect(tried(program, { ...SETTING, mistake }, { ...EFFORT, seconds: 0, brief: true }).verdict).toBe('out of time');
  });

  test('shows where the gap is a hundred times what rounding hides', () => {
    expect(shown(program, 'float64', mistake)).toBeGreaterThan(0.95);
    expect(shown(program, 'float64', { kind: 'factor', input: 0, factor: 1 + 1e-7 })).toBeGreaterThan(0.9);
    expect(shown(program, 'float64', { kind: 'factor', input: 0, factor: 1 + 1e-15 })).toBe(0);
    expect(shown(program, 'float32', { kind: 'factor', input: 0, factor: 1 + 1e-7 })).toBe(0);
    const wave: Program = { ...chain([[1e5, 2e5]], 'triangle'), name: 'wave' };
    const factor = { kind: 'factor', input: 0, factor: 1 + 1e-3 } as const;
    expect(shown(wave, 'float64', factor)).toBe(1);
    expect(shown(wave, 'float32', factor)).toBeLessThan(0.02);
    const region = mutants(program, 'float64').find((mutant) => mutant.class === 'region')!;
    expect(shown(program, 'float64', region.mistake)).toBeGreaterThan(0.01);
    expect(shown(program, 'float64', region.mistake)).toBeLessThan(0.4);
  });
});

describe('an alarm on a right program', () => {
  interface Failed {
    readonly gap?: number;
    readonly law?: string;
    readonly own?: readonly (readonly number[])[];
    readonly setting?: Setting;
  }
  const kind = (
    program: Program,
    x: readonly number[],
    { gap = 1, law = 'matches-differences', own, setting = SETTING }: Failed = {},
  ): string => {
    const at = { sample: { x, v: [1] }, measurements: [{ claimed: { value: 0, error: 0 }, observed: { value: gap, error: 0 } }] };
    return kindOf({ program, setting, law, at, x, own: own ?? claimed(program, x, SETTING) }).kind;
  };

  test('is false where the claim is a subgradient, at an edge or inside', () => {
    expect(kind(chain([[0, 1]], 'relu'), [0])).toBe('kink at an edge');
    expect(kind(chain([[-1, 1]], 'abs'), [0])).toBe('tie inside');
    expect(kind(chain([[-1, 1]], 'square', 'sqrt'), [0])).toBe('tie inside');
  });

  test('is no subgradient of what f does outside of the box, unless it is right just inside', () => {
    const edge = chain([[0, 1]], 'relu');
    expect(kind(edge, [0], { own: [[0.5]] })).toBe('kink at an edge');
    const halved = { setting: { ...SETTING, mistake: { kind: 'factor', input: 0, factor: 0.5 } } } as const;
    expect(kind(edge, [0], { own: [[0]], ...halved })).toBe('no subgradient');
    expect(kind(chain([[0, 4]], 'fraction'), [4])).toBe('f jumps');
  });

  test('is false where the claim is a subgradient of a cell that is too thin for random directions', () => {
    const thin: Program = {
      name: 'thin',
      box: [
        [-1, 1],
        [-1, 1],
      ],
      steps: [
        { input: 0 },
        { input: 1 },
        { constant: -1 },
        { operation: 'multiply', on: [1, 2] },
        { operation: 'max', on: [1, 3] },
        { constant: 1e6 },
        { operation: 'multiply', on: [4, 5] },
        { operation: 'subtract', on: [0, 6] },
        { operation: 'relu', on: [7] },
      ],
      outputs: [8],
    };
    const vertices = [...new Set(around(thin, [0, 0]).map(({ jacobian }) => String(jacobian[0]!.map(Math.round))))].sort();
    expect(vertices).toEqual(['0,0', '1,-1000000', '1,1000000']);
    expect(kind(thin, [0, 0], { own: [[1, -1e6]] })).toBe('tie inside');
    expect(kind(thin, [0, 0], { own: [[1, 1.1e6]] })).toBe('no subgradient');
  });

  test('is true where the claim is no subgradient, where f jumps, and where the claim lost its digits or has no value', () => {
    expect(kind(difference, [0])).toBe('no subgradient');
    expect(kind(chain([[0, 4]], 'fraction'), [2])).toBe('f jumps');
    expect(kind(chain([[0, 1]], 'sinc'), [2e-8], { gap: 6e-9 })).toBe('rounding of the claim');
    const norm: Program = {
      ...chain([[-1, 1]], 'hypot'),
      box: [
        [-1, 1],
        [-1, 1],
      ],
      steps: [{ input: 0 }, { input: 1 }, { operation: 'hypot', on: [0, 1] }],
      outputs: [2],
    };
    expect(kind(norm, [0, 0], { own: [[Number.NaN, Number.NaN]] })).toBe('not finite where slopes are');
    expect(kind(norm, [0, 0])).toBe('tie inside');
  });

  test('is false at an infinite slope, at a joint and where nothing is special', () => {
    expect(kind(chain([[0, 1]], 'sqrt'), [0])).toBe('infinite slope');
    expect(kind(chain([[0, 1]], 'entropy'), [0])).toBe('infinite slope');
    expect(kind(chain([[-1, 2]], 'smoothstep'), [0.999])).toBe('joint or kink nearby');
    expect(kind(chain([[0, 1]], 'huber'), [1], { law: 'taylor-second-order' })).toBe('joint or kink nearby');
    const odd: Program = {
      name: 'odd',
      box: [[-1, 1]],
      steps: [{ input: 0 }, { operation: 'abs', on: [0] }, { operation: 'multiply', on: [0, 1] }],
      outputs: [2],
    };
    const second = { setting: { ...SETTING, second: true }, law: 'hessian-matches-differences' };
    expect(kind(odd, [0], second)).toBe('joint or kink nearby');
    expect(kind(chain([[0, 1]], 'exp'), [0.5])).toBe('other');
    expect(kind(chain([[0, 4]], 'fraction'), [1.99])).toBe('joint or kink nearby');
    expect(kind(chain([[0, 1]], 'versine'), [0.5], { gap: 1e-15 })).toBe('rounding of f');
  });
});

test('a program is reduced to the smallest one that still shows something', () => {
  const program: Program = {
    name: 'large',
    box: [
      [-2, 2],
      [0.1, 10],
    ],
    steps: [
      { input: 0 },
      { input: 1 },
      { constant: 17.3 },
      { operation: 'multiply', on: [0, 2] },
      { operation: 'sin', on: [3] },
      { operation: 'relu', on: [4] },
      { operation: 'log', on: [1] },
      { operation: 'add', on: [5, 6] },
    ],
    outputs: [7, 6],
  };
  const small = reduced(
    program,
    (one) =>
      text(one).includes('relu')
        ? MACHINES.float64.values(
            one,
            one.box.map(() => 0.5),
          )
        : undefined,
    5,
  );
  expect(text(small)).toBe('relu(x0)');
  expect(small.box).toEqual([[0, 1]]);
});

test('a wrong program that is missed is reduced with its mistake, and is still missed though it shows', () => {
  const program: Program = {
    name: 'missed',
    box: [
      [0, 1],
      [0.1, 10],
    ],
    steps: [
      { input: 0 },
      { input: 1 },
      { operation: 'log', on: [1] },
      { operation: 'sin', on: [0] },
      { operation: 'exp', on: [3] },
      { operation: 'add', on: [2, 4] },
    ],
    outputs: [5, 2],
  };
  const mistake = { kind: 'region', step: 3, above: 0.82 } as const;
  const few = { seed: 1, runs: 1, hunting: false, seconds: 10, law: 'vjp-matches-differences', brief: true };
  expect(tried(program, { ...SETTING, mistake }, few).verdict).toBe('pass');
  const { law: _, ...any } = few;
  const setting = { ...SETTING, mistake };
  const verdict = tried(program, setting, any).verdict;
  const small = smallestMissed(program, setting, verdict, any);
  expect(text(small.program)).toBe('sin(x0)');
  expect(small.mistake).toEqual({ ...mistake, step: 1 });
  expect(tried(small.program, { ...SETTING, mistake: small.mistake }, any).verdict).toBe(verdict);
});

test('kinds have the letters of the edge at which they are', () => {
  expect(letterOf('kink at an edge', { box: [[0, 1]] })).toBe('A');
  expect(
    letterOf('kink at an edge', {
      box: [
        [0, 1],
        [3, 3],
        [1, 5000],
      ],
    }),
  ).toBe('B');
  expect(letterOf('joint or kink nearby', { box: [[0, 1]] })).toBe('I');
  expect(letterOf('other', { box: [[0, 1]] })).toBeUndefined();
});

test('findings are counted by precision, each rate with its interval, each kind on a line', () => {
  const one: Finding = { program: 'p', precision: 'float64', class: 'right', verdict: 'pass', evaluations: 10, seconds: 1 };
  const alarm = { ...one, verdict: 'fail', kind: 'other', false: 'false', law: 'convex', reason: 'unstable' };
  const findings: Finding[] = [
    ...Array.from({ length: 196 }, () => one),
    { ...alarm, kind: 'kink at an edge', letter: 'A' },
    alarm,
    { ...alarm, kind: 'f jumps', false: 'true' },
    { ...one, verdict: 'inconclusive', law: 'matches-differences', reason: 'noise' },
    ...Array.from({ length: 9 }, () => ({ ...one, precision: 'float32', class: 'rule', verdict: 'fail' })),
    { ...one, precision: 'float32', class: 'region', verdict: 'pass' },
    { ...one, precision: 'float32', class: 'region', verdict: 'invisible' },
  ];
  expect(summary(findings)).toMatchInlineSnapshot(`
    "right programs, float64: 200
      false alarms: 2 of 200 = 1.00 % [0.12 %, 3.57 %]
      true alarms: 1 of 200 = 0.50 % [0.01 %, 2.75 %]
      alarms undecided by exact arithmetic: 0 of 200 = 0.00 % [0.00 %, 1.83 %]
        A, kink at an edge (false): 1 of 200 = 0.50 % [0.01 %, 2.75 %]
        other (false): convex, unstable: 1 of 200 = 0.50 % [0.01 %, 2.75 %]
        f jumps (true): convex, unstable: 1 of 200 = 0.50 % [0.01 %, 2.75 %]
      main law inconclusive: 1 of 200 = 0.50 % [0.01 %, 2.75 %]
        matches-differences, noise: 1 of 200 = 0.50 % [0.01 %, 2.75 %]
      out of time: 0
      evaluations: median 10, worst 10; slowest 1.0 s
    mutants, float32: 11
      found among those that show: 9 of 10 = 90.00 % [55.50 %, 99.75 %]
    | class  | mutants | visible | found | open |                       missed or open |
    |:-------|--------:|--------:|------:|-----:|-------------------------------------:|
    | rule   |       9 |       9 |     9 |    0 |    0 of 9 = 0.00 % [0.00 %, 33.63 %] |
    | region |       2 |       1 |     0 |    0 | 1 of 1 = 100.00 % [2.50 %, 100.00 %] |
    | all    |      11 |      10 |     9 |    0 |  1 of 10 = 10.00 % [0.25 %, 44.50 %] |
      out of time: 0
      evaluations: median 10, worst 10; slowest 1.0 s"
  `);
});

test('the distance from a hull is that of its nearest point', () => {
  const square = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  expect(distanceToHull(square, [0.3, 0.9])).toBeLessThan(1e-6);
  expect(distanceToHull(square, [2, 0.5])).toBeCloseTo(1, 6);
  expect(
    distanceToHull(
      [
        [1, 0],
        [0, 1],
      ],
      [0, 0],
    ),
  ).toBeCloseTo(Math.SQRT1_2, 6);
});

test('an interval is that of Clopper and Pearson', () => {
  const digits = ([low, high]: readonly [number, number]) => [low.toFixed(6), high.toFixed(6)];
  expect(digits(interval(22, 554))).toEqual(['0.025051', '0.059508']);
  expect(digits(interval(0, 348))).toEqual(['0.000000', '0.010544']);
  expect(digits(interval(63, 63))).toEqual(['0.943128', '1.000000']);
  expect(interval(0, 0)).toEqual([0, 1]);
  expect(share(3, 1000)).toBe('3 of 1000 = 0.30 % [0.06 %, 0.87 %]');
});

test('the rates that are told first are those on record, each with the commands that measure it', () => {
  const text = `right programs, float64: 91
  false alarms: 5 of 91 = 5.49 % [1.81 %, 12.36 %]
mutants, float64: 20
  found among those that show: 9 of 10 = 90.00 % [55.50 %, 99.75 %]
right programs, float32: 32
  false alarms: 0 of 32 = 0.00 % [0.00 %, 10.89 %]
`;
  const findings = ['right-float64-1', 'right-float64-2', 'right-float32-3', 'wrong-float64-4'];
  const [doubles, single, found] = headlines({ findings, text });
  expect(doubles).toMatchObject({ count: '5 of 91', share: '5.49 %', interval: '1.81 % … 12.36 %' });
  expect(doubles!.commands).toEqual([1, 2].map((seed) => `npm run bench:campaign -- --kind right --precision float64 --seed ${seed}`));
  expect([single!.count, found!.count]).toEqual(['0 of 32', '9 of 10']);
  expect(() => headlines({ findings, text: text.replace('mutants', 'others') })).toThrow(
    'no rate "found among those that show" of mutants, float64',
  );
});
