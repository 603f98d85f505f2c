import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { fromFormulas, pointOf } from './formulas.ts';

test('variables are sorted by name, the gradient follows them', () => {
  const subject = fromFormulas('y^2 + 3*x', ['3', '2*y'], []);
  expect(subject.variables).toEqual(['x', 'y']);
  expect(Array.from(subject.gradient!([5, 7] as never))).toEqual([3, 14]);
});

test('intervals: given, open, infinite, and [−2, 2] where none is given', () => {
  const of = (...domains: string[]) => fromFormulas('x + y', ['1', '1'], domains).domain;
  expect(of()).toEqual([
    [-2, 2],
    [-2, 2],
  ]);
  expect(of('y=-1e-3:.5')).toEqual([
    [-2, 2],
    [-1e-3, 0.5],
  ]);
  expect(of('x=0:', 'y=-inf:Infinity')).toEqual([
    [0, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ]);
});

test.each([
  ['x^^2', ['2'], [], /^the formula: /],
  ['2 + 3', [], [], /^"2 \+ 3" has no variable$/],
  ['x^2', [], [], /^"x\^2" has 1 variable \(x\) but 0 --gradients given: one for each, in this order$/],
  ['x*y', ['y'], [], /has 2 variables \(x, y\) but 1 --gradient given/],
  ['3xy', ['3*y', '3*x'], [], /^"3xy" has 1 variable \(xy\) but 2 --gradients given; xy is one variable; a product is written 3\*x\*y$/],
  ['3*xy', ['3*y', '3*x'], [], /did you mean x\*y/],
  ['x^2', ['2*z'], [], /gradient\[0\]: unknown variable z/],
  ['x^2', ['2*x'], ['x'], /write it as NAME=LOW:HIGH/],
  ['x^2', ['2*x'], ['z=0:1'], /^--domain "z=0:1": the formula has no variable "z"/],
  ['x^2', ['2*x'], ['x=2:1'], /LOW ≤ HIGH/],
  ['x^2', ['2*x'], ['x=a:1'], /LOW and HIGH are numbers/],
  ['x^2', ['2*x'], ['x=0x10:99'], /LOW and HIGH are numbers/],
  ['x^2', ['2*x'], ['x=inf:inf'], /LOW and HIGH are numbers/],
  ['x^2', ['2*x'], ['x=0:1', 'x=0:2'], /already has an interval/],
])('%s with gradient %j on %j is refused', (f, gradient, domains, message) => {
  expect(() => fromFormulas(f, gradient, domains)).toThrow(message);
});

test('a formula longer than a name is checked under a shorter one', () => {
  const long = Array.from({ length: 4000 }, (_, k) => `x*${k}`).join('+');
  expect(fromFormulas(long, ['1'], []).name).toMatch(/^x\*0\+x\*1\+.*…$/);
  expect(() => fromFormulas(long, ['1', '2'], [])).toThrow(/^"x\*0.{0,80}…" has 1 variable/);
});

test('a formula of 2 000 factors is checked within seconds, and what is told of it is short', async () => {
  const factors = (sign: string): string => Array.from({ length: 2000 }, (_, k) => `(1${sign}x/${k + 1})`).join('*');
  const flags = ['--domain', 'x=0:0.001', '--runs', '10'];
  const start = process.cpuUsage();
  const wrong = await commanded('.', 'check', factors('+'), '--gradient', factors('-'), ...flags);
  const { user } = process.cpuUsage(start);
  expect(user / 1e6).toBeLessThan(20);
  expect(wrong.status).toBe(1);
  expect(wrong.stdout).toMatch(/\n {4}replay {6}gradcheck check '\(1\+x\/1\).*….* --domain x=0:0\.001 .*--seed 42 --runs 10.*\n/);
  expect(wrong.stdout.length).toBeLessThan(6000);
  const names = Array.from({ length: 3000 }, (_, k) => `x${k}`);
  const { stderr } = await commanded('.', 'check', names.join('+'), '--gradient', '1');
  expect(stderr).toMatch(/has 3000 variables \(x0, x1, .*…\) but 1 --gradient given/);
  expect(stderr.length).toBeLessThan(500);
});

test('a formula of more than 200 000 characters is refused', async () => {
  const { status, stderr } = await commanded('.', 'check', `x${'+x'.repeat(100_000)}`, '--gradient', '1');
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'gradcheck: the formula: the formula has 200001 characters; at most 200000 are read\n',
  });
});

test('a point gives each variable one number', () => {
  expect(pointOf(' y = -2e1 , x=.5', ['x', 'y'])).toEqual([0.5, -20]);
});

test.each([
  ['x=1', /^--at "x=1": y is missing$/],
  ['x=1,y=2,x=3', /x is given twice/],
  ['x=1,y=inf', /write it as/],
  ['x=1,y', /^--at "x=1,y": write it as NAME=NUMBER,…, such as x=1,y=2$/],
  ['x=1,z=2', /^--at "x=1,z=2": the formula has no variable "z"/],
  ['', /write it as/],
])('the point %j is refused', (text, message) => {
  expect(() => pointOf(text, ['x', 'y'])).toThrow(message);
});
