import { expect, test } from 'vitest';
import { exactFormulas } from './formulas.ts';

/** How a claimed derivative by x compares with that of a formula. */
const compared = (f: string, claim: string, x: number) => {
  const [agreement] = exactFormulas([f], ['x'])!.compared([x], 1, [claim]).agreements;
  return agreement!.kind === 'literal' ? `to ${agreement!.digits} digits` : agreement!.kind;
};

const verdicts: readonly (readonly [f: string, claim: string, x: number, verdict: string])[] = [
  ['tanh(x)', '1 - tanh(x)^2', 30, 'identical'],
  ['tanh(x)', 'sech(x)^2', 30, 'identical'],
  ['tanh(x)', '1 - tanh(x)^2', 400, 'identical'],
  ['tanh(x)', '1 - tanh(x)^2', 1000, 'undecided'],
  ['tanh(x)', '0', 300, 'different'],
  ['log(1 + exp(-x))', '-1/(1 + exp(x))', 700, 'identical'],
  ['x - sin(x)', '1 - cos(x)', 1e-9, 'identical'],
  ['sin(x)^2 + cos(x)^2', '0', 0.3, 'identical'],
  ['erf(x)', '2/sqrt(pi)*exp(-x^2)', 0.4, 'identical'],
  ['2^x', 'log(2)*2^x', 0.4, 'identical'],
  ['2^x', '0.6931471805599453*2^x', 0.4, 'to 16 digits'],
  ['2^x', '0.693147180559945*2^x', 0.4, 'to 15 digits'],
  ['2^x', '0.69314718055994*2^x', 0.4, 'different'],
  ['0.1*x^2', '0.2*x', 0.4, 'identical'],
  ['x^2', '2*x + 1e-30', 0.4, 'different'],
  ['1.23456789012*x^2', '2.46913578025*x', 0.4, 'different'],
  ['1.234567890123456*x^2', '2.469135780146912*x', 0.4, 'different'],
  ['x + 1e-20*sin(1e10*x)', '1', 0.3, 'different'],
  ['x + 1e-20*sin(1e10*x)', '1 + 1e-10*cos(1e10*x)', 0.3, 'identical'],
  ['abs(x)', 'sign(x)', 0, 'undecided'],
  ['x == 1 ? 1 : x^2', '2*x', 1, 'undecided'],
];

test.each(verdicts)('for %s, the claim %s at %s is %s', (f, claim, x, verdict) => {
  expect(compared(f, claim, x)).toBe(verdict);
});

test('a formula that is data is not evaluated exactly', () => {
  const sum = (n: number): string => Array.from({ length: n }, (_, k) => `${k}.1*sin(x + ${k})`).join(' + ');
  expect(exactFormulas([sum(100)], ['x'])).toBeDefined();
  expect(exactFormulas([sum(10_000)], ['x'])).toBeUndefined();
  expect(exactFormulas([sum(900)], ['x'])).toBeUndefined();
});
