import { describe, expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { type FunctionSubject, fromFormula, subject } from '../authoring.ts';
import { check, type Result } from './check.ts';

const law = (name: string) => properties.find((one) => one.name === name)!;
const held = (to: FunctionSubject, name = 'matches-symbolic', runs = 40): Result => check(to, law(name), { seed: 1, runs });

const formula = (f: string, gradient: string, [low, high]: readonly number[] = [-2, 2]): FunctionSubject =>
  fromFormula({ name: f.slice(0, 40), variables: { x: [low!, high!] }, f, gradient: [gradient] });

describe('a claim that is a formula', () => {
  const right: readonly (readonly [f: string, gradient: string, domain?: readonly number[]])[] = [
    ['log(1 + exp(-x))', '-1/(1 + exp(x))', [-700, 700]],
    ['tanh(x)', 'sech(x)^2'],
    ['tanh(x)', '1 - tanh(x)^2', [-30, 30]],
    ['x - sin(x)', '1 - cos(x)', [-1e-6, 1e-6]],
    ['(1 - cos(x))/x^2', 'sin(x)/x^2 - 2*(1 - cos(x))/x^3', [-0.01, 0.01]],
    ['x < 1 ? x^2 : 2*x - 1', 'x < 1 ? 2*x : 2'],
    ['max(x, x^2)', 'x > 0 and x < 1 ? 1 : 2*x'],
    ['1e308*x', '1e308', [-1, 1]],
    ['mod(x, 1)*floor(x)', 'floor(x)'],
  ];
  test.each(right.map(([f, gradient, domain = [-2, 2]]) => [f, gradient, domain] as const))(
    'is the derivative of %s as %s',
    (f, gradient, domain) => {
      const { verdict, exact } = held(formula(f, gradient, domain));
      expect([verdict, exact!.agreement]).toEqual(['pass', 'identical']);
      expect(exact!.points).toBeGreaterThan(15);
    },
  );

  test('is right to the digits of a number that is written in it', () => {
    expect(held(formula('2^x', '0.6931471805599453*2^x'))).toMatchObject({ verdict: 'pass', exact: { agreement: 'literal', digits: 16 } });
  });

  test.each([
    ['x^2', '2.000000000001*x'],
    ['1.23456789012*x^2', '2.46913578025*x'],
    ['x^2', '2*x + 1e-25'],
    ['exp(x)', 'exp(x) + 1e-20*x'],
  ])('is not the derivative of %s as %s, however small the gap', (f, gradient) => {
    const { verdict, reason, wrong, exact } = held(formula(f, gradient));
    expect([verdict, exact!.agreement]).toEqual(['fail', 'different']);
    expect(reason).toMatch(/^in exact arithmetic the claim is not the derivative: they differ by .* of their size$/);
    expect(wrong!.map(({ label, error }) => [label, error])).toEqual([['x', 0]]);
  });

  test('is wrong in the entries that are wrong', () => {
    const map = fromFormula({
      name: 'map',
      variables: { x: [1, 2], y: [1, 2] },
      f: ['x*y', 'x + y^2'],
      jacobian: [
        ['y', 'x'],
        ['1', '2*y + 1e-20'],
      ],
    });
    expect(held(map, 'jacobian-matches-symbolic').wrong!.map(({ label }) => label)).toEqual(['∂F[1]/∂y']);
    const bowl = fromFormula({
      name: 'bowl',
      variables: { x: [1, 2], y: [1, 2] },
      f: 'x^2*y',
      hessian: [
        ['2*y', '2*x'],
        ['2*x + 1e-20', '0'],
      ],
    });
    expect(held(bowl, 'hessian-matches-symbolic').wrong!.map(({ label }) => label)).toEqual(['∂²/∂y∂x']);
  });

  test('that loses its digits in doubles is told where, and how ill-conditioned it is there', () => {
    const { loss, doubles } = held(formula('tanh(x)', '1 - tanh(x)^2', [-30, 30])).exact!;
    expect(doubles.worst).toBe(0);
    expect(Math.abs(loss!.at.x!)).toBeGreaterThan(15);
    expect(loss).toMatchObject({ digits: 16, condition: expect.any(Number) });
    expect(loss!.condition).toBeGreaterThan(1e15);
    expect(held(formula('tanh(x)', 'sech(x)^2', [-30, 30])).exact!.loss).toBeUndefined();
  });

  test('does not fail by noise that the formula of f spells out', () => {
    for (const noise of ['1e-20*sin(1e10*x)', '1e-9*sin(1e9*x)'])
      for (const { verdict } of [held(formula(`x^2 + ${noise}`, '2*x')), held(formula(`x^2 + ${noise}`, '2*x'), 'matches-differences')])
        expect(verdict).not.toBe('fail');
  });

  test('without a value in doubles fails as before, though it has one', () => {
    const overflowing = formula('max(x, 0) + log1p(exp(-abs(x)))', 'exp(x)/(1 + exp(x))', [-1000, 1000]);
    expect(held(overflowing)).toMatchObject({ verdict: 'fail', reason: 'not finite' });
  });
});

describe('a claim in code', () => {
  const code = (gradient: (x: number) => number, f = (x: number) => Math.exp(x) * x): FunctionSubject =>
    subject({ name: 'code', domain: [[-2, 2]], f: ([x]) => f(x), gradient: ([x]) => [gradient(x)], formula: 'x*exp(x)' });

  test('is held to the exact derivative, and its error told in units in the last place', () => {
    const { verdict, exact } = held(code((x) => Math.exp(x) * (1 + x)));
    expect(verdict).toBe('pass');
    expect(exact!.agreement).toBeUndefined();
    expect(exact!.ulps.median).toBeLessThan(3);
    expect(exact!.doubles.worst).toBeGreaterThan(14);
  });

  test('fails by a gap that slopes of f do not show', () => {
    const off = (part: number): FunctionSubject =>
      subject({
        name: 'offset',
        domain: [[-2, 2]],
        f: ([x]) => 1e9 + x * Math.exp(x),
        gradient: ([x]) => [Math.exp(x) * (1 + x) * (1 + part)],
        formula: '1e9 + x*exp(x)',
      });
    expect(held(off(1e-9), 'matches-differences').verdict).toBe('pass');
    expect(held(off(1e-9)).verdict).toBe('fail');
    expect(held(off(1e-13))).toMatchObject({ verdict: 'pass', digits: { worst: 13 } });
  });

  test('is not held to a formula that f is not', () => {
    const other = subject({
      name: 'x²(1 + 10⁻⁷) + y',
      domain: [
        [1, 2],
        [1, 2],
      ],
      f: ([x, y]) => x * x * (1 + 1e-7) + y,
      gradient: ([x]) => [2 * x, 1],
      formula: 'x^2 + y',
    });
    expect(held(other, 'matches-differences').verdict).toBe('fail');
    expect(held(other).exact).toBeUndefined();
    expect(held(other).verdict).not.toBe('fail');
  });
});

describe('a failure of a law that compares claims with slopes of f', () => {
  test('is rounding where the claim is exactly right', () => {
    const cancelling = formula('(1 - cos(x))/x^2', 'sin(x)/x^2 - 2*(1 - cos(x))/x^3', [1e-9, 1e-2]);
    expect(held(cancelling, 'matches-differences', 100).verdict).not.toBe('fail');
    const code = subject({
      ...cancelling,
      name: 'code',
      domain: [[1e-9, 1e-2]],
      f: (x: readonly number[]) => (1 - Math.cos(x[0]!)) / x[0]! ** 2,
    } as never);
    expect(held(code, 'matches-differences', 100).verdict).not.toBe('fail');
  });

  test('stands for traits and critical points', () => {
    const definition = { name: 'cubic', variables: { x: [-2, 2] as const }, f: 'x^3', gradient: ['3*x^2'] };
    expect(held(fromFormula({ ...definition, convex: true }), 'convex').verdict).toBe('fail');
    const minimum = fromFormula({ ...definition, critical: [{ at: [1], kind: 'minimum' }] });
    expect(held(minimum, 'stationary-points').verdict).toBe('fail');
  });
});

describe('hostile formulas end in time, without a verdict that is wrong', () => {
  const hostile: readonly (readonly [f: string, gradient: string, domain?: readonly number[]])[] = [
    ['x == 1 ? 1 : x^2', '2*x', [1, 1.5]],
    ['abs(x)', 'sign(x)'],
    ['exp(exp(exp(x)))', 'exp(exp(exp(x)))*exp(exp(x))*exp(x)', [-2, 6]],
    ['sin(1e308*x)', '1e308*cos(1e308*x)', [-1, 1]],
    ['x^exp(exp(exp(x + 3)))', '0', [0.1, 0.5]],
    ['x^1e10', '1e10*x^(1e10 - 1)', [0.9, 1.1]],
    ['sin(pi*x) > 0 ? x : x', '1'],
    [
      Array.from({ length: 200 }, (_, k) => `sin(${k}.1*x)`).join('+'),
      Array.from({ length: 200 }, (_, k) => `${k}.1*cos(${k}.1*x)`).join('+'),
    ],
  ];
  test.each(hostile.map(([f, gradient, domain = [-2, 2]]) => [f, gradient, domain] as const))('%s', (f, gradient, domain) => {
    const started = performance.now();
    const { verdict, exact } = held(formula(f, gradient, domain), 'matches-symbolic', 20);
    expect(verdict).not.toBe('fail');
    expect(exact?.agreement ?? 'identical').toBe('identical');
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('ten thousand terms', () => {
    const terms = Array.from({ length: 10_000 }, (_, k) => k);
    const long = formula(terms.map((k) => `sin(x + ${k})`).join('+'), terms.map((k) => `cos(x + ${k})`).join('+'));
    expect(held(long, 'matches-symbolic', 4).verdict).not.toBe('fail');
  });
});
