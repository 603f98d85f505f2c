import { expect, test } from 'vitest';
import { derivative } from '../algebra.ts';
import { graph } from '../graph.ts';
import { parse } from '../parse.ts';
import { settled } from './settlement.ts';

/** The value of a formula and of its derivative by the first variable, to 25 digits, or why nothing is said of them. */
function at(text: string, point: Readonly<Record<string, number>>): readonly string[] {
  const g = graph('exact');
  const { root } = parse(g, text, Object.keys(point));
  const roots = [root, derivative(g, root, 0)];
  const values = settled({ g, x: Object.values(point), roots });
  return roots.map((term) => {
    const value = values.get(term)!;
    return typeof value === 'string' ? value : value.toSignificantDigits(25).toString();
  });
}

const third = 1 / 3;

const exact: readonly (readonly [formula: string, x: number, value: string, slope: string])[] = [
  ['x^2', third, '0.1111111111111110987752997', '0.6666666666666666296592325'],
  ['0.1*x', 3, '0.3', '0.1'],
  ['pi*x + e', 1, '5.859874482048838473822931', '3.141592653589793238462643'],
  ['tau*x', 0.5, '3.141592653589793238462643', '6.283185307179586476925287'],
  ['erf(x)', 0, '0', '1.128379167095512573896159'],
  ['2^x', 1, '2', '1.386294361119890618834464'],
  ['tanh(x)^2 + sech(x)^2', 30, '1', '0'],
  ['sin(x)^2 + cos(x)^2', 0.7, '1', '0'],
  ['(1 - cos(x))/x^2', 1e-8, '0.4999999999999999958333333', '-8.333333333333333452132451e-10'],
  ['log(1 + exp(-x))', 700, '9.859676543759770856705373e-305', '-9.859676543759770856705373e-305'],
  ['(1 + x) - 1', 1e-300, '1.000000000000000025059092e-300', '1'],
  ['x + 1e-20*sin(1e10*x)', 0.3, '0.2999999999999999889076398', '0.9999999999839309866951869'],
  ['x == 1 ? 1 : x^2', 1.5, '2.25', '3'],
  ['x > 0 ? x : log(x)*abs(x + 1)', 2, '2', '1'],
  ['round(x) + floor(x) + ceil(x) + fix(x)', -0.25, '-1', '0'],
  ['mod(x, 3)', -0.25, '2.75', '1'],
  ['1e308*x', 1e300, '1.00000000000000005250476e+608', '1e+308'],
  // A difference that vanishes, in doubles too, of which the first evaluation leaves rounding.
  ['x*(1 + (sqrt(6e90) - 1e45*sqrt(2)*sqrt(3)))', third, '0.3333333333333333148296163', '1'],
  // The first evaluation loses 45 digits, and the bound of that underflows on the way.
  ['((x + sqrt(2e90)) - 1e45*sqrt(2))*1e-200*1e-200*1e200*1e200', third, '0.3333333333333333148296163', '1'],
  ['exp(exp(exp(x)))', 3, '2.050986436051648895105861e+229520860', '2.177128613838084333459236e+229520870'],
];

test.each(exact)('%s at %s is %s, with the slope %s', (formula, x, value, slope) => {
  expect(at(formula, { x })).toEqual([value, slope]);
});

const silent: readonly (readonly [formula: string, x: number, because: string])[] = [
  ['x == 1 ? 1 : x^2', 1, 'kink'],
  ['x < 1 ? 1 : x', 1, 'kink'],
  ['abs(x)', 0, 'kink'],
  ['sign(x)', 0, 'kink'],
  ['max(x, 1)', 1, 'kink'],
  ['min(x, 2*x)', 0, 'kink'],
  ['floor(x)', 2, 'kink'],
  ['ceil(x)', -1, 'kink'],
  ['fix(x)', 1, 'kink'],
  ['round(x)', 2.5, 'kink'],
  ['mod(x, 3)', 6, 'kink'],
  ['not x', 0, 'kink'],
  ['log(-1 - x^2)', 1, 'not finite'],
  ['1/x', 0, 'not finite'],
  ['exp(exp(exp(x)))', 6, 'not finite'],
  // The double 0.1 is not the number 0.1, and in doubles the two are equal.
  ['abs(x - 0.1)', 0.1, 'kink'],
  // Rounding alone decides it, at any precision.
  ['sin(pi) > 0 ? x : 2*x', 0.1, 'kink'],
];

test.each(silent)('of %s at %s nothing is said: %s', (formula, x, because) => {
  expect(at(formula, { x })[0]).toBe(because);
});

test('rounding decides nothing, also where it decides alike in doubles and at every precision', () => {
  for (let k = 2; k <= 12; k++)
    for (const sign of ['<', '>'])
      if (!Number.isInteger(Math.sqrt(k)))
        expect(at(`sqrt(${k})*sqrt(${k}) ${sign} ${k} ? x : 2*x`, { x: 1 })[0], `${k} ${sign}`).toBe('kink');
});

test('nothing is said of a derivative that is not finite', () => {
  expect(at('sqrt(x)', { x: 0 })).toEqual(['0', 'not finite']);
  expect(at('hypot(x, y)', { x: 0, y: 0 })).toEqual(['0', 'kink']);
  expect(at('sqrt(x^2 + y^2)', { x: 0, y: 0 })).toEqual(['0', 'kink']);
});

test('the branch that is not taken may be at a kink or have no value', () => {
  expect(at('x < 0 ? abs(x - 1) : 2*x', { x: 1 })).toEqual(['2', '2']);
  expect(at('x > 0 and log(x) > 0 ? 1 : x', { x: -1 })).toEqual(['-1', '1']);
});

test('points in a row are kept apart', () => {
  const g = graph('exact');
  const { root } = parse(g, 'x + y', ['x', 'y']);
  const values = [[0, 1], [0, 2], [1], [0, 1]].map((x) => String(settled({ g, x, roots: [root] }).get(root)));
  expect(values).toEqual(['1', '2', 'not finite', '1']);
});

test('numbers are read as they are written, in their order', () => {
  expect(at('0.1*x + 1e-3*x1 - (x1 > 0.5 ? 0.25 : 7.1) + 0x10', { x1: 0.5 + 2 ** -20, x: 2 })[0]).toBe('15.95050000095367431640625');
  expect(at('1.00000000000000000001*x', { x: 1 })[1]).toBe('1.00000000000000000001');
  expect(at('x + 0.3 # and not 0.1', { x: 1 })[0]).toBe('1.3');
});
