import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { fromFormula } from '../authoring.ts';
import { fromJson, type Report, toJson } from '../report/report.ts';
import { run } from '../report/run.ts';
import { htmlPage } from './html/index.ts';
import { terminal } from './terminal.ts';

const law = properties.filter(({ name }) => name === 'matches-symbolic');
const reportOf = (f: string, gradient: string, domain: readonly [number, number] = [-2, 2]): Report =>
  run([fromFormula({ name: f, variables: { x: domain }, f, gradient: [gradient] })], law, { seed: 1, runs: 30 });
const printed = (report: Report): readonly string[] =>
  terminal(report, { color: false, width: 200, verbose: false })
    .split('\n')
    .filter((line) => /^ {4}(exactly| {7})/.test(line))
    .map((line) => line.slice(4).trim().replace(/\s+/, ' '));

test.each<[f: string, gradient: string, domain: readonly [number, number], lines: readonly string[]]>([
  [
    'sin(x)',
    'cos(x)',
    [-2, 2],
    ['exactly gradient identical to the derivative (identity test at 27 random points, 40 digits); in doubles right to 15.6 digits'],
  ],
  [
    '2^x',
    '0.6931471805599453*2^x',
    [-2, 2],
    [
      'exactly gradient right to 16 digits: a literal has only so many (identity test at 27 random points, 40 digits); in doubles right to 15.6 digits',
    ],
  ],
  [
    'tanh(x)',
    '1 - tanh(x)^2',
    [10, 12],
    [
      'exactly gradient identical to the derivative (identity test at 20 random points, 40 digits)',
      'gradient loses 9 digits in doubles at x = 11.8971370678: condition number 3.2e10',
    ],
  ],
  ['x^2', '2.000000000001*x', [-2, 2], []],
])('%s with the gradient %s', (f, gradient, domain, lines) => {
  expect(printed(reportOf(f, gradient, domain))).toEqual(lines);
});

test('the JSON report keeps what was found, and the page tells it with the error in units in the last place', () => {
  const report = reportOf('tanh(x)', '1 - tanh(x)^2', [10, 12]);
  expect(fromJson(toJson(report))).toEqual(report);
  expect(report.results[0]!.exact).toMatchObject({ claim: 'gradient', agreement: 'identical', loss: { at: { x: expect.any(Number) } } });
  const page = htmlPage(report, { color: false, width: 100, verbose: false });
  expect(page).toContain('gradient identical to the derivative (identity test at');
  expect(page).toContain('units in the last place off the exact value at most');
});
