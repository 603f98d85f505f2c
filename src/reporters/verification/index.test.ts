import { afterAll, expect, test } from 'vitest';
import { barriers, hasBrowser, opener, overflow } from '../../../bench/browser.ts';
import { properties } from '../../../properties/index.ts';
import { fromFormula } from '../../adapters/formula.ts';
import { layer } from '../../adapters/layer.ts';
import { type Report, toJson } from '../../report/report.ts';
import { requirementsOf } from '../../report/requirements.ts';
import { run } from '../../report/run.ts';
import { sha256 } from '../../report/statement.ts';
import { verification } from './index.ts';

const rendered = (report: Report): string => verification(report, { color: false, width: 100, verbose: false });

const softplus = fromFormula({
  name: 'softplus',
  variables: { x: [-5, null] },
  f: 'log(1+exp(x))',
  gradient: ['1/(1+exp(-x))'],
  convex: true,
  requirement: 'R-1',
  requires: { digits: 6 },
});
const product = fromFormula({
  name: '<b>product</b>',
  variables: { x: [1, 2], y: [1, 3] },
  f: 'x^2*y',
  gradient: ['2*x*y', 'x'],
  requirement: '<R-2>',
});
const squares = layer({
  name: 'squares',
  inputs: { x: { shape: [2, 2], range: [-1, 1] } },
  requirement: 'R-3',
  expect: { fail: 'all', because: 'a known slip' },
  forward: ({ x }) => x.map((value) => value * value),
  backward: ({ x }, dy) => ({ x: x.map((value, i) => 3 * value * dy[i]!) }),
});

const report = run([softplus, product, squares], properties, { seed: 1, runs: 8, hunting: false });
const page = rendered(report);
const text = page
  .replace(/<style>[\s\S]*?<\/style>/g, '')
  .replace(/<[^>]+>/g, ' ')
  .replace(/\s+/g, ' ');

test('it says what was checked: formula and claim, code and its hash, domain, traits, ids, and what is required', () => {
  for (const part of ['log(1+exp(x))', '1/(1+exp(-x))', 'x ∈ [−5, ∞)', 'convex', 'R-1', 'agrees to 6 digits at least'])
    expect(text).toContain(part);
  expect(text).toMatch(/x \(2×2\) ∈ \[−1, 1\]/);
  expect(text).toContain('3 * value * dy[i]');
  expect(text).toContain('&lt;b&gt;product&lt;/b&gt;');
  expect(text).toContain('&lt;R-2&gt;');
  expect(page).not.toMatch(/<b>product|<R-2>/);
});

test('it says what is wrong, what is known, by which laws, how, and what it does not say', () => {
  expect(text).toContain('1 of 3 requirements is verified');
  expect(text).toMatch(/Exactly gradient identical to the derivative \(identity test at \d+ random points/);
  expect(text).toMatch(/Fails matches-differences: ∂f\/∂y is wrong; claimed \S+, measured/);
  expect(text).toContain('(a known slip)');
  for (const law of new Set(report.results.map(({ property }) => property))) expect(text).toContain(law);
  for (const part of ['Seed 1', 'What this report does not say', 'Prepared by', report.provenance.node.slice(1)])
    expect(text).toContain(part);
  expect(text).toContain(`the JSON report ${sha256(toJson(report))}`);
});

test('it says what is required: verified, failed, known, below, missing, not decided', () => {
  const list = [
    { id: 'R-1', digits: 3, text: 'the slope of softplus' },
    { id: '<R-2>' },
    { id: 'R-3' },
    { id: 'R-4', text: 'nobody has it' },
  ];
  const found = requirementsOf(report, list);
  expect(found.map(({ id, outcome, digits }) => [id, outcome, digits])).toEqual([
    ['R-1', 'verified', 6],
    ['<R-2>', 'failed', undefined],
    ['R-3', 'known', undefined],
    ['R-4', 'missing', undefined],
  ]);
  expect(requirementsOf(report, [{ id: 'R-1', digits: 16.5 }])[0]).toMatchObject({ outcome: 'below', digits: 16.5 });
  const { digits: measured } = report.results.find(({ subject, digits }) => subject === 'softplus' && digits)!;
  expect(requirementsOf(report)[0]!.established).toBeGreaterThan(measured!.worst);
  const unsure = report.results.map((result) => (result.subject === 'softplus' ? { ...result, verdict: 'inconclusive' as const } : result));
  expect(requirementsOf({ ...report, results: unsure })[0]).toMatchObject({ id: 'R-1', outcome: 'undecided' });
  expect(requirementsOf({ ...report, results: [] })[0]).toMatchObject({ outcome: 'missing', subjects: ['softplus'] });
  const table = rendered({ ...report, requirements: found });
  for (const part of ['the slope of softplus', 'nobody has it', 'not checked: no subject of this run has its id'])
    expect(table).toContain(part);
});

test('one id of several subjects is verified if all are right', () => {
  const pair = [softplus, { ...product, requirement: 'R-1' }];
  expect(run(pair, properties, { seed: 1, runs: 4, hunting: false }).requirements).toMatchObject([
    { id: 'R-1', outcome: 'failed', subjects: ['softplus', '<b>product</b>'] },
  ]);
});

test('without requirements the verdict is that of the functions, and of nothing nothing is said', () => {
  const { requirement: _, requires: __, ...free } = softplus;
  expect(rendered(run([free as typeof softplus], properties, { seed: 1, runs: 4, hunting: false }))).toContain('The derivative is right.');
  expect(rendered(run([], properties, { seed: 1 }))).toContain('Nothing was checked');
});

const found = hasBrowser('the verification report');
const browser = opener();
afterAll(() => browser.close());

test.skipIf(!found).each([{}, { width: 360 }])(
  'an audit of the page finds no barrier, and nothing is loaded or too wide: %o',
  async (look) => {
    const { page: shown, problems, requests } = await browser.open(page, look);
    expect(await barriers(shown)).toEqual([]);
    expect(await overflow(shown)).toBe(0);
    expect(problems).toEqual([]);
    expect(requests).toEqual([shown.url()]);
  },
);
