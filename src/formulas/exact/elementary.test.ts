import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { exactText } from '../numeral.ts';
import { elementary, GUARD_DIGITS } from './elementary.ts';

const at = (digits: number) => {
  const D = Decimal.clone({ precision: digits + GUARD_DIGITS, minE: -9e15, maxE: 9e15 });
  return { D, ...elementary(D, digits) };
};

/** The first 40 digits of a function's value. */
const value = (name: string, x: string, digits = 50): string => {
  const { D, functions } = at(digits);
  return functions[name]!(new D(x)).toSignificantDigits(40).toString();
};

// By mathematics that has nothing to do with how they are computed here: tables of constants, and inverse functions.
const known: readonly (readonly [name: string, x: string, value: string])[] = [
  ['exp', '1', '2.718281828459045235360287471352662497757'],
  ['log', '2', '0.6931471805599453094172321214581765680755'],
  ['log', '10', '2.302585092994045684017991454684364207601'],
  ['log10', '2', '0.3010299956639811952137388947244930267682'],
  ['atan', '1', '0.7853981633974483096156608458198757210493'],
  ['acos', '-1', '3.141592653589793238462643383279502884197'],
  ['asin', '1', '1.570796326794896619231321691639751442099'],
  ['asin', '0.5', '0.5235987755982988730771072305465838140329'],
  ['sinh', '1', '1.175201193643801456882381850595600815156'],
  ['cosh', '1', '1.543080634815243778477905620757061682602'],
  ['tanh', '1', '0.7615941559557648881194582826047935904128'],
  ['asinh', '1', '0.8813735870195430252326093249797923090282'],
  ['acosh', '2', '1.316957896924816708625046347307968444027'],
  ['atanh', '0.5', '0.5493061443340548456976226184612628523237'],
  ['erf', '1', '0.8427007929497148693412206350826092592961'],
  ['sin', '1', '0.8414709848078965066525023216302989996226'],
  ['cos', '1', '0.5403023058681397174009366074429766037323'],
  ['expm1', '1e-30', '1.000000000000000000000000000000500000000e-30'.replace(/0+e/, 'e')],
  ['log1p', '1e-30', '9.999999999999999999999999999995000000000e-31'.replace(/0+e/, 'e')],
];

test.each(known)('%s(%s) is %s', (name, x, digits) => {
  expect(value(name, x)).toBe(digits);
});

const names = Object.keys(at(50).functions);
const arguments_ = ['0.3', '-0.7', '1e-9', '3e-70', '0.99999999', '12.5', '-31.7', '1.2e3', '1e22'];

describe.each(names)('%s', (name) => {
  test.each(arguments_)('has the same 40 digits at %s, whether computed with 50 or with 220', (x) => {
    expect(value(name, x, 50)).toBe(value(name, x, 220));
  });
});

test('functions and their inverses undo each other, to all digits', () => {
  const { D, functions: f } = at(300);
  const x = new D('0.37');
  for (const [there, back] of [
    ['exp', 'log'],
    ['expm1', 'log1p'],
    ['sin', 'asin'],
    ['tan', 'atan'],
    ['sinh', 'asinh'],
    ['tanh', 'atanh'],
  ] as const)
    expect(f[back]!(f[there]!(x)).minus(x).abs().lt('1e-300'), there).toBe(true);
});

test('a power has all its digits, however large its exponent', () => {
  const { D, power } = at(50);
  expect(power(new D(2), new D('0.5')).toSignificantDigits(30).toString()).toBe('1.41421356237309504880168872421');
  expect(power(new D('1e-200'), new D('-1.5')).toSignificantDigits(40).toString()).toBe('1e+300');
  expect(power(new D(10), new D('123456789.5')).toSignificantDigits(30).toString()).toBe('3.16227766016837933199889354443e+123456789');
  expect(power(new D(-8), new D('0.5')).isNaN()).toBe(true);
  expect(power(new D(0), new D('0.5')).isZero()).toBe(true);
  expect(power(new D(2), new D('1e300')).toString()).toBe('Infinity');
  expect(power(new D(2), new D('1e-300')).toString()).toBe('1');
  expect(power(new D(2), new D('1e1000000')).isNaN()).toBe(true);
});

test('angles are reduced by as many digits of π as they need', () => {
  const { functions, D } = at(60);
  expect(functions.sin!(new D('1e22')).toNumber()).toBe(-0.8522008497671888);
  expect(functions.sin!(new D(exactText(1e300))).toNumber()).toBe(-0.8178819121159085);
  expect(functions.sin!(new D('1e5000')).isNaN()).toBe(true);
});

test('the angle of a point has the sign of its second coordinate', () => {
  const { D, atan2 } = at(50);
  const angle = (y: number, x: number): number => atan2(new D(y), new D(x)).toNumber();
  for (const [y, x] of [
    [1, 2],
    [2, 1],
    [-1, -2],
    [-2, 1],
    [3, -1],
    [0, -1],
  ] as const)
    expect(angle(y, x)).toBeCloseTo(Math.atan2(y, x), 14);
});
