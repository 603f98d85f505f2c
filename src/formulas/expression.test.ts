import { expect, test } from 'vitest';
import { expression, FormulaError } from './expression.ts';
import { freeVariables } from './syntax.ts';

const at = (text: string, point: Readonly<Record<string, number>> = {}): number =>
  expression(text, Object.keys(point)).evaluate(Object.values(point));

test('formulas have the values of their mathematics', () => {
  expect(at('(1-x)^2 + 100*(y-x^2)^2', { x: -1, y: 2 })).toBe(104);
  expect(at('2x y^2', { x: 3, y: 2 })).toBe(24);
  expect(at('-x^2', { x: 3 })).toBe(-9);
  expect(at('2^-1')).toBe(0.5);
  expect(at('2^3^2')).toBe(512);
  expect(at('1/2x', { x: 4 })).toBe(2);
  expect(at('max(x, 2, 3) - min(x, 2, 3)', { x: -1 })).toBe(4);
  expect(at('log(8, 2)')).toBe(3);
  expect(at('log(e) + cos(pi) + sin(tau/4) + log2(8) + log10(1000)')).toBe(7);
  expect(at('hypot(x, 4) + cbrt(-8) + abs(-3) + square(2) + cube(2)', { x: 3 })).toBe(18);
  expect(at('atan2(y, x)', { x: -1, y: 0 })).toBe(Math.PI);
  expect(at('sec(x) * cos(x) + csc(x) * sin(x) + cot(x) * tan(x)', { x: 1 })).toBeCloseTo(3, 14);
  expect(at('mod(-5, 3) + (-5 % 3) + (x mod 0)', { x: 7 })).toBe(9);
  expect([at('round(2.5)'), at('round(-2.5)'), at('floor(-0.5)'), at('ceil(-0.5)'), at('sign(-2)')]).toEqual([3, -3, -1, -0, -1]);
  expect(at('asinh(1) + acosh(2) + atanh(0.5)')).toBe(Math.asinh(1) + Math.acosh(2) + Math.atanh(0.5));
});

test('conditions are exact, and a ? b : c takes one branch', () => {
  expect(at('x < -3 ? 1 : 2', { x: -4 })).toBe(1);
  expect(at('x < -3 ? log(x) : 2', { x: -1 })).toBe(2);
  expect(at('-1 < x < 1 ? 5 : 6', { x: 0 })).toBe(5);
  expect(at('-1 < x < 1 ? 5 : 6', { x: 1 })).toBe(6);
  expect(at('x > 0 and y > 0 or not (x == 0)', { x: 1, y: -1 })).toBe(1);
  expect(at('x xor y', { x: 1, y: 1 })).toBe(0);
  expect(at('x > 0 and log(x) > 0', { x: -1 })).toBe(0);
  expect(at('x == 1', { x: 1 + 2 ** -52 })).toBe(0);
  expect(at('true ? 1 : 2')).toBe(1);
});

test('what would be complex is NaN, and so is a condition on it', () => {
  for (const text of [
    'sqrt(-1)',
    'log(-1)',
    '(-8)^(1/3)',
    'acos(2)',
    'acosh(0)',
    'atanh(2)',
    'log(-1) > 0 ? 1 : 2',
    'not log(-1)',
    'log1p(-2)',
    'log(x, -2)',
  ])
    expect(at(text, { x: 1 }), text).toBeNaN();
});

const derivatives: readonly (readonly [formula: string, derivative: string])[] = [
  ['x^2*y + exp(y*x)', '2*x*y + exp(y*x)*y'],
  ['(1-x)^2 + 100*(y-x^2)^2', '-2*(1 - x) - 400*(y - x^2)*x'],
  ['2^x', '0.6931471805599453*2^x'],
  ['e^x', 'e^x'],
  ['sin(2x)', '2*cos(2*x)'],
  ['x/y', '1/y'],
  ['abs(x)', 'sign(x)'],
  ['floor(x) + round(x) + sign(x)', '0'],
  ['x > 0 ? x^3 : -x', '(x > 0) ? 3*x^2 : -1'],
  ['max(x, y)', '(x >= y) ? 1 : 0'],
  ['3', '0'],
  ['3 x^1', '3'],
  ['sqrt(x)', '0.5/sqrt(x)'],
  ['sqrt(1 + x^2 + y*y)', '2*0.5/sqrt(1 + x^2 + y*y)*x'],
  ['sqrt(x^2 + y^2)', '((sqrt(x^2 + y^2) == 0) and (2*x == 0)) ? 0 : 2*0.5/sqrt(x^2 + y^2)*x'],
];

test('a root claims a subgradient where its radicand is 0 and does not change, and has its second derivatives elsewhere', () => {
  for (const formula of ['sqrt(x^2 + y^2)', '(x^2 + y^2)^0.5', 'sqrt(x^4 + 3*y^2) + x', '(abs(x) + abs(y))^0.25*0 + abs(x)']) {
    const f = expression(formula, ['x', 'y']);
    expect(Array.from(f.gradient([0, 0])).every(Number.isFinite)).toBe(true);
  }
  const norm = expression('sqrt(x^2 + y^2)', ['x', 'y']);
  expect(Array.from(norm.gradient([0, 0]))).toEqual([0, 0]);
  expect(norm.derivative(0).derivative(0).evaluate([0, 2])).toBe(0.5);
  expect(expression('sqrt(x)', ['x']).derivative(0).evaluate([0])).toBe(Number.POSITIVE_INFINITY);
  // The slope of ∛x³ is 1 at 0, which no rule sees.
  expect(expression('cbrt(x^3)', ['x']).derivative(0).evaluate([0])).toBeNaN();
});

test('there are as many partial derivatives as variables', () => {
  expect(() => expression('x*y', ['x', 'y']).derivative(2)).toThrow('there is no variable number 2; there are 2');
});

test.each(derivatives)('the derivative of %s by x is %s', (formula, derivative) => {
  expect(expression(formula, ['x', 'y']).derivative(0).toString()).toBe(derivative);
});

// Central differences are right to 1e-7 or so here; a wrong rule is wrong in the first digit.
const smooth = [
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sqrt', 'cbrt', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh'],
  ...['asinh', 'atanh', 'erf', 'abs', 'sec', 'csc', 'cot', 'sech', 'csch', 'coth', 'square', 'cube'],
].map((name) => `${name}(0.3 x + 0.4 y)`);
const more = [
  'acosh(x + y + 1)',
  'x^y',
  'y^x',
  'pow(x, 2.5)',
  'atan2(x, y)',
  'hypot(x, y, 2)',
  'log(x, y + 2)',
  'mod(5 x, y)',
  'max(x, y, 0.1) * min(x, y)',
  'x/y - y/x',
];

test.each([...smooth, ...more])('the derivatives of %s agree with differences, and so do those of the printed derivative', (formula) => {
  const f = expression(formula, ['x', 'y']);
  for (const point of [
    [0.7, 0.4],
    [0.31, 0.92],
  ])
    for (const i of [0, 1]) {
      const moved = (h: number): number[] => point.map((value, k) => (k === i ? value + h : value));
      const difference = (f.evaluate(moved(1e-5)) - f.evaluate(moved(-1e-5))) / 2e-5;
      const claimed = f.derivative(i).evaluate(point);
      expect(Math.abs(claimed - difference)).toBeLessThan(1e-6 * (1 + Math.abs(difference)));
      expect(expression(f.derivative(i).text, ['x', 'y']).evaluate(point)).toBeCloseTo(claimed, 12);
      expect(f.gradient(point)[i]).toBe(claimed);
    }
});

test('powers have their derivatives at 0 too', () => {
  const slope = (formula: string, point: readonly number[], i: number): number =>
    expression(formula, ['x', 'y']).derivative(i).evaluate(point);
  expect(slope('x^2', [0, 0], 0)).toBe(0);
  expect(slope('x^y', [0, 2], 0)).toBe(0);
  expect(slope('x^y', [0, 1], 0)).toBe(1);
  expect(slope('x^y', [0, 0], 0)).toBe(0);
  expect(slope('x^y', [0, 2], 1)).toBe(0);
  expect(slope('0^y', [0, 2], 1)).toBe(0);
  expect(slope('(-2)^x', [3, 0], 0)).toBeNaN();
  expect(slope('x^3', [-2, 0], 0)).toBe(12);
  expect(slope('hypot(x, y)', [0, 0], 0)).toBe(0);
});

test('tanh and erf keep the digits of their derivatives in saturation', () => {
  expect(expression('tanh(x)', ['x']).derivative(0).evaluate([20])).toBeCloseTo(4 * Math.exp(-40), 30);
  expect(expression('tanh(x)', ['x']).derivative(0).evaluate([1000])).toBe(0);
  expect(expression('erf(x)', ['x']).derivative(0).evaluate([5])).toBe((2 / Math.sqrt(Math.PI)) * Math.exp(-25));
});

test('second derivatives', () => {
  const f = expression('x^2 + 3*x*y + y^2', ['x', 'y']);
  expect([0, 1].map((i) => [0, 1].map((j) => f.derivative(i).derivative(j).text))).toEqual([
    ['2', '3'],
    ['3', '2'],
  ]);
});

const refusals: readonly (readonly [formula: string, message: string])[] = [
  ['3xy', 'unknown variable xy; did you mean 3*x*y? (variables: x, y)'],
  ['x + xy', 'unknown variable xy; did you mean x*y? (variables: x, y)'],
  ['z', 'unknown variable z (variables: x, y)'],
  ['sqt(x)', 'unknown function sqt; did you mean sqrt? (variables: x, y)'],
  ['ln(x)', 'unknown function ln; did you mean log? (variables: x, y)'],
  ['xsin(y)', 'unknown function xsin; did you mean x*sin(…)? (variables: x, y)'],
  ['x(y + 1)', 'x is a variable, not a function; did you mean x*(…)?'],
  ['sin x', 'sin is a function; did you mean sin(…)?'],
  ['sin()', 'sin takes 1 argument, not 0'],
  ['log(x, 2, 3)', 'log takes 1 or 2 arguments, not 3'],
  ['constructor(x)', 'unknown function constructor (variables: x, y)'],
  ['x = 1', 'an assignment with = is not supported (equality is ==)'],
  ['f(x) = x', 'the definition of a function is not supported'],
  ['x; y', 'several statements are not supported: a formula is one expression'],
  ['[x, y]', 'arrays and matrices are not supported: a formula has one value'],
  ['x[1]', 'indexing with [ ] or . is not supported'],
  ['x.constructor', 'indexing with [ ] or . is not supported'],
  ['1:3', 'ranges are not supported (a : b belongs to a ? b : c)'],
  ['{a: 1}', 'objects are not supported'],
  ['"text"', 'text "text" is not a number'],
  ['null', 'null is not a number'],
  ['x!', 'operator ! is not supported'],
  ["x'", "operator ' is not supported"],
  ['2 cm', 'unknown variable cm (variables: x, y)'],
  ['x in y', 'operator in is not supported'],
  ['i', 'unknown variable i (variables: x, y)'],
  ['', 'the formula is empty'],
  ['x +', 'syntax of "x +": Unexpected end of expression (char 4)'],
  ['(x', 'syntax of "(x": Parenthesis ) expected (char 3)'],
  ['x ** 2', 'syntax of "x ** 2": Value expected (char 4); a power is written ^'],
  ['x && y', 'syntax of "x && y": Value expected (char 4); logic is written and, or, not'],
];

test.each(refusals)('%s is refused', (formula, message) => {
  expect(() => expression(formula, ['x', 'y'])).toThrow(new FormulaError(message));
});

test('a hostile formula gives one printable line', () => {
  for (const formula of [
    'x+\u001b[31m',
    'x\u0000',
    `"${'\u202e\n'.repeat(100)}"`,
    `${'a'.repeat(100_000)}`,
    `x @ ${'\u001b'.repeat(1000)}`,
  ]) {
    let message = '';
    try {
      expression(formula, ['x']);
    } catch (error) {
      expect(error).toBeInstanceOf(FormulaError);
      message = (error as Error).message;
    }
    expect(message).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{10,200}$/u);
  }
});

test('depth and length end in an error, not in a crash', () => {
  expect(() => expression(`${'('.repeat(100_000)}x`, ['x'])).toThrow(/nested too deeply/);
  expect(() => expression(`${'-'.repeat(100_000)}x`, ['x'])).toThrow(FormulaError);
  expect(() => expression('x'.repeat(200_001), ['x'])).toThrow('the formula has 200001 characters; at most 200000 are read');
});

test('sums of thousands of terms in a hundred variables are differentiated and evaluated without recursion', () => {
  const variables = Array.from({ length: 100 }, (_, i) => `x${i}`);
  const sum = Array.from({ length: 5000 }, (_, k) => `x${k % 100}^2`).join(' + ');
  const x = Float64Array.from(variables, (_, i) => i / 100);
  const f = expression(sum, variables);
  expect(f.gradient(x)[7]).toBeCloseTo(50 * 2 * 0.07, 10);
  expect(f.derivative(99).evaluate(x)).toBeCloseTo(50 * 2 * 0.99, 10);
  expect(
    expression(Array.from({ length: 3000 }, () => 'x').join('*'), ['x'])
      .derivative(0)
      .evaluate([1]),
  ).toBe(3000);
});

test('a derivative that shares its parts stays small and prints within bounds', () => {
  let text = 'x';
  for (let k = 0; k < 40; k++) text = `sin(${text})*cos(${text.length > 2000 ? 'x' : text})`;
  const f = expression(text, ['x']);
  expect(f.derivative(0).derivative(0).evaluate([0.3])).toBeTypeOf('number');
  expect(f.derivative(0).derivative(0).text.length).toBeLessThan(100_001);
});

test('the numbers written in a formula, with their signs', () => {
  expect(new Set(expression('x < -3 ? 2.5*x : x^3 - 1e-7', ['x']).constants())).toEqual(new Set([-3, 2.5, 3, 1e-7]));
});

test('equal formulas in equal variables are read once', () => {
  expect(expression('x + y', ['x', 'y'])).toBe(expression('x + y', ['x', 'y']));
  expect(expression('x + y', ['y', 'x']).evaluate([1, 0])).toBe(1);
  expect(expression('x - y', ['y', 'x']).evaluate([1, 0])).toBe(-1);
});

test('the free variables of a formula, sorted', () => {
  expect(freeVariables('sin(y)*x + pi*a_1 - e')).toEqual(['a_1', 'x', 'y']);
});
