import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { around } from './cells.ts';
import { decimals, exactly } from './decimals.ts';
import { FLOATS } from './floats.ts';
import { machine, operations } from './machine.ts';
import type { Program } from './program.ts';
import { CURVATURES, MACHINES } from './rounding.ts';
import { exactHessian, truth } from './truth.ts';

const table = operations(FLOATS.float64);
/** Where all operations are smooth. */
const POINTS: readonly (readonly number[])[] = [
  [0.34, 0.71, 0.93],
  [0.62, 0.28, 0.81],
];

const alone = (operation: string): Program => {
  const { operands, parameters } = table[operation]!;
  const on = [0, 1, 2].slice(0, operands);
  return {
    name: operation,
    box: on.map(() => [0.1, 1] as const),
    steps: [...on.map((input) => ({ input })), { operation, on, ...(parameters && { parameter: parameters[2]! }) }],
    outputs: [operands],
  };
};

/** The slope of the exact program along input i, by a difference quotient in 80 digits that is right to some 40. */
function quotient(program: Program, x: readonly number[], i: number): number {
  const m = decimals(80, { tie: false, nearest: 1 });
  const step = new Decimal('1e-25');
  const at = (sign: number) => {
    const v = machine(m, true).values(
      program,
      x.map((value, j) => (j === i ? m.of(value).plus(step.times(sign)) : m.of(value))),
    );
    return v[program.outputs[0]!]!;
  };
  return at(1).minus(at(-1)).div(step.times(2)).toNumber();
}

describe.each(Object.keys(table))('%s', (operation) => {
  const program = alone(operation);
  const points = POINTS.map((point) => point.slice(0, program.box.length));

  test('has in doubles the value that it has exactly', () => {
    for (const x of points) {
      const [value] = truth(program, x)!.values;
      const { iterated } = table[operation]!;
      expect(Math.abs(MACHINES.float64.values(program, x).at(-1)! - value!)).toBeLessThan(
        (iterated ? 1e-9 : 2e-15) * (1 + Math.abs(value!)),
      );
    }
  });

  test('has the exact slopes of a difference quotient in exact arithmetic, and its rule gives them', () => {
    for (const x of points) {
      const exact = truth(program, x)!.jacobian[0]!;
      x.forEach((_, i) => void expect(Math.abs(exact[i]! - quotient(program, x, i))).toBeLessThan(1e-15 * (1 + Math.abs(exact[i]!))));
      const iterated = table[operation]!.iterated === true;
      const bound = iterated ? 1e-8 : 1e-14;
      MACHINES.float64
        .pulled(program, x, [1])
        .forEach((slope, i) => void expect(Math.abs(slope - exact[i]!)).toBeLessThan(bound * (1 + Math.abs(slope))));
      const along = x.map((_, i) => i + 1);
      const sum = exact.reduce((total, slope, i) => total + slope * along[i]!, 0);
      expect(Math.abs(MACHINES.float64.pushed(program, x, along)[0]! - sum)).toBeLessThan(10 * bound * (1 + Math.abs(sum)));
    }
  });

  test('is another function by each of its wrong rules', () => {
    for (const rule of Object.keys(table[operation]!.wrong ?? {})) {
      const step = program.steps.length - 1;
      const differs = [...POINTS, [1.7, -2.3, 0.4], [-1.3, 0.6, 3.1], [3.6, -0.4, -1.9], [4.6, -0.9, 1.2]].some((point) => {
        const x = point.slice(0, program.box.length);
        const right = MACHINES.float64.pulled(program, x, [1]);
        return MACHINES.float64
          .pulled(program, x, [1], { kind: 'rule', step, rule })
          .some((slope, i) => Math.abs(slope - right[i]!) > 1e-3 * Math.abs(slope));
      });
      expect([rule, differs]).toEqual([rule, true]);
    }
  });
});

test.each(Object.keys(table).filter((name) => !table[name]!.once))(
  '%s has in reverse mode along a direction the exact second derivatives',
  (operation) => {
    const program = alone(operation);
    const x = POINTS[0]!.slice(0, program.box.length);
    const exact = exactHessian(program, x)!;
    const bound = table[operation]!.iterated ? 1e-7 : 1e-12;
    x.forEach((_, i) => {
      const row = CURVATURES.float64(
        program,
        x,
        x.map((_, j) => (i === j ? 1 : 0)),
      );
      row.forEach((value, j) => void expect(Math.abs(value - exact[i]![j]!)).toBeLessThan(bound * (1 + Math.abs(value))));
    });
  },
);

test('a double becomes a decimal without rounding', () => {
  expect(new Decimal(exactly(0.1)).toFixed()).toBe('0.1000000000000000055511151231257827021181583404541015625');
  expect(new Decimal(exactly(-(2 ** 70))).toFixed()).toBe('-1180591620717411303424');
  for (const double of [Number.MIN_VALUE, 2 ** -1022, Number.MAX_VALUE, 1 - 2 ** -53, 1e22, Math.PI])
    expect(new Decimal(exactly(double)).toNumber()).toBe(double);
});

test('half precision has eleven bits, gradual underflow and an end', () => {
  const round = FLOATS.float16.of;
  expect([1 / 3, 2049, 2051, 65519, 65520, 2 ** -25, 3 * 2 ** -25, 1e-6, -0.1].map(round)).toEqual([
    0.333251953125,
    2048,
    2052,
    65504,
    Number.POSITIVE_INFINITY,
    0,
    2 ** -23,
    17 * 2 ** -24,
    -0.0999755859375,
  ]);
});

test('hyperbolic functions of large numbers are exact, and take no time', () => {
  const { functions: f, of } = decimals(40, { tie: false, nearest: 1 });
  expect([f.tanh(of(1e110)), f.tanh(of(-1e110)), f.cosh(of(1e30))].map(String)).toEqual(['1', '-1', 'Infinity']);
  expect(f.tanh(of(-2)).toFixed(40)).toBe(of(-2).tanh().toFixed(40));
  expect(f.sinh(of(-20)).div(of(-20).sinh()).minus(1).abs().toNumber()).toBeLessThan(1e-45);
  expect(f.cosh(of(20)).div(of(20).cosh()).minus(1).abs().toNumber()).toBeLessThan(1e-45);
});

test('bfloat16 has eight bits, and the exponents of single precision', () => {
  const round = FLOATS.bfloat16.of;
  expect([1 / 3, 257, 259, 1e38, 3.396e38, 3.397e38, -(2 ** -133), 1.5 * 2 ** -133, 2 ** -134].map(round)).toEqual([
    0.333984375,
    256,
    260,
    150 * 2 ** 119,
    255 * 2 ** 120,
    Number.POSITIVE_INFINITY,
    -(2 ** -133),
    2 ** -132,
    0,
  ]);
});

test('log Γ and its derivatives have the values of the handbooks', () => {
  const m = decimals(60, { tie: false, nearest: 1 });
  const value = (order: number, x: number) => m.polygamma(order, m.of(x)).toFixed(40);
  expect(value(-1, 5)).toBe(Decimal.clone({ precision: 60 }).ln(24).toFixed(40));
  // Γ(½) = √π, −ψ(1) is Euler's constant, ψ′(1) = π²/6, and −ψ″(1)/2 is Apéry's constant.
  expect(value(-1, 0.5)).toBe('0.5723649429247000870717136756765293558236');
  expect(value(0, 1)).toBe('-0.5772156649015328606065120900824024310422');
  expect(value(1, 1)).toBe('1.6449340668482264364724151666460251892189');
  expect(value(2, 1)).toBe('-2.4041138063191885707994763230228999815300');
  expect([0, -1, -2.5].map((x) => FLOATS.float64.polygamma(0, x))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  for (const x of [1e-9, 0.3, 1, 2, 7.99, 8, 30, 2e5])
    for (const order of [-1, 0, 1, 2]) {
      const exact = m.polygamma(order, m.of(x)).toNumber();
      expect(Math.abs(FLOATS.float64.polygamma(order, x) - exact)).toBeLessThan(1e-14 * (1 + Math.abs(exact)));
    }
});

test('no rule claims NaN or infinity at a kink whose slopes are finite', () => {
  const numbers = [-2, -1, 0, 0.5, 1, 2];
  const broken = Object.keys(table).flatMap((operation) => {
    const program = { ...alone(operation), box: alone(operation).box.map(() => [-9, 9] as const) };
    const points = program.box.reduce<number[][]>((all) => all.flatMap((x) => numbers.map((number) => [...x, number])), [[]]);
    return points
      .filter((x) => {
        const slopes = (distance: string) => around(program, x, distance).flatMap(({ jacobian }) => jacobian.flat().map(Math.abs));
        if (!MACHINES.float64.values(program, x).every(Number.isFinite)) return false;
        if (MACHINES.float64.pulled(program, x, [1]).every(Number.isFinite)) return false;
        return Math.max(...slopes('1e-30')) <= 1.01 * Math.max(...slopes('1e-20'));
      })
      .map((x) => `${operation} at ${x}`);
  });
  expect(broken).toEqual([]);
});
