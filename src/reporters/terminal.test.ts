import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import type { Result } from '../check/check.ts';
import { type Report, summarize } from '../report/report.ts';
import { terminal } from './terminal.ts';

const laws = Object.fromEntries(properties.map(({ name, topic }) => [name, topic]));

const plain = { color: false, width: 80, verbose: false };
const base: Result = {
  subject: 'f',
  property: 'matches-differences',
  law: '⟨g(x), v⟩ = D_v f(x)',
  verdict: 'pass',
  runs: 100,
  discarded: 0,
  evaluations: { f: 1200, claims: 300 },
  digits: { worst: 9.24, median: 12 },
};
const wrong: Result = {
  ...base,
  subject: 'g',
  verdict: 'fail',
  source: { file: 'examples/g.gradcheck.ts', line: 3 },
  simplest: { sample: { x: [1, 0] }, measurements: [{ claimed: { value: 3, error: 0 }, observed: { value: 2, error: 4e-15 } }] },
  wrong: [{ index: 0, label: 'x', claimed: 3, observed: 2.000000000000001, error: 4e-15 }],
  evidence: { inputs: ['x', 'y'] },
  path: '0:3',
  replay: "gradcheck run examples/g.gradcheck.ts --subject g --property matches-differences --seed 42 --runs 100 --path '0:3'",
};
const reportOf = (results: readonly Result[]): Report => ({
  version: 1,
  tool: { name: 'gradcheck', version: '0.0.0' },
  seed: 42,
  provenance: { command: '', date: '2026-01-02T03:04:05.678Z', node: 'v20.19.0', engines: {}, laws },
  results,
  summary: summarize(results),
});

test('a whole report: the wrong subject first, its most telling failure once, then the rest', () => {
  const results: Result[] = [
    { ...base, property: 'taylor-first-order', digits: { worst: 4, median: 5 } },
    base,
    { ...wrong, property: 'taylor-first-order', wrong: [] },
    { ...wrong, property: 'descent-decreases', wrong: [] },
    wrong,
    { ...wrong, property: 'steepest-ascent', wrong: [] },
    { ...base, subject: 'g', property: 'deterministic-and-pure' },
    { ...base, subject: 'h', verdict: 'inconclusive', reason: 'noise' },
    { ...wrong, subject: 'k', expected: 'ticket 7' },
  ];
  expect(terminal(reportOf(results), plain)).toBe(`✗ g   ∂f/∂x is wrong                                   examples/g.gradcheck.ts:3
    in words    the gradient says f changes by 3 per unit of x; f changes by 2 ± 4e-15. One of them is wrong.
    at          x = 1, y = 0
    claimed     3
    measured    2 ± 4e-15
    to scale    0                   ●─────────◆   ◆ claimed, 2e14 error bars off
    breaks      matches-differences and 3 more laws
    replay      gradcheck run examples/g.gradcheck.ts --subject g --property matches-differences --seed 42 --runs 100 --path '0:3'
    otherwise   agrees to 9 digits   1 law × 100 points   1 200 f + 300 derivatives

? h   not decided: noise
    undecided   matches-differences: noise
~ k   1 200 f + 300 derivatives
    known       matches-differences: ticket 7
✓ f   agrees to 9 digits   2 laws × 100 points   2 400 f + 600 derivatives

1 wrong · 1 right · 1 inconclusive · 1 with known failures · 9 checks · seed 42
`);
});

test('each fault of a subject is named plainly', () => {
  const { wrong: _, simplest: __, ...bare } = wrong;
  const text = terminal(reportOf([{ ...bare, fault: 'mutates-input', message: 'gradient changed x[1]' }]), plain);
  expect(text).toContain('✗ g   changes its input');
  expect(text).toContain('says        gradient changed x[1]');
});

test('without wrong components, both sides of the law with the widest gap are shown', () => {
  const measurements = [
    { what: 'small', claimed: { value: 1, error: 0.1 }, observed: { value: 1.05, error: 0.1 } },
    { what: 'large', claimed: { value: 1, error: 0 }, observed: { value: 5, error: 1e-9 }, relation: '≤' as const },
  ];
  const { wrong: _, ...bare } = wrong;
  const text = terminal(reportOf([{ ...bare, simplest: { sample: { x: [1, 0], v: [0, 1] }, measurements } }]), plain);
  expect(text).toContain('✗ g   ⟨g(x), v⟩ = D_v f(x) does not hold');
  expect(text).toContain(
    '    with        v = [0, 1]\n    part        large\n    claimed     1 (should be at most what is measured)\n    measured    5 ± 1e-9\n    to scale    0     ◆────────────────────────●   ◆ claimed, 4e9 error bars off\n',
  );
});

test('many wrong components are counted, not listed', () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ index: i, label: `w[${i}]`, claimed: i, observed: -1, error: 0 }));
  const text = terminal(reportOf([{ ...wrong, wrong: many }]), plain);
  expect(text).toContain('∂f/∂w[0], ∂f/∂w[1], ∂f/∂w[2] and 6 more are wrong');
  expect(text).toContain('w[5]: claimed 5, measured -1\n                and 5 more components\n');
  expect(text).toContain('    wrong       w[8]: claimed 8, measured -1\n                w[7]: claimed 7, measured -1\n');
});

test('hostile names, messages, labels, laws and replay lines cannot reach the terminal', () => {
  const evil = '\u001b[2J\r\n\u202e\u0007';
  const label = [{ index: 0, label: evil, claimed: 1, observed: 2, error: 0 }];
  const all: Result = {
    ...wrong,
    subject: evil,
    property: evil,
    law: evil,
    reason: evil,
    message: evil,
    wrong: label,
    region: evil,
    replay: evil,
    diagnosis: [{ kind: evil, text: evil }],
    warnings: [evil],
    source: { file: evil },
    evidence: { inputs: [evil, evil] },
    simplest: {
      sample: { x: [1, 2], [evil]: evil },
      measurements: [{ what: evil, claimed: { value: 1, error: 0 }, observed: { value: 2, error: 0 } }],
    },
  };
  const { wrong: _, ...bare } = all;
  const results: Result[] = [
    all,
    { ...bare, subject: `${evil}2` },
    { ...all, subject: 'known', expected: evil },
    { ...all, subject: 'open', verdict: 'inconclusive' },
  ];
  for (const verbose of [false, true])
    expect(terminal(reportOf(results), { ...plain, verbose })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('colours only where they are asked for', () => {
  expect(terminal(reportOf([wrong]), { ...plain, color: true })).toContain('\u001b[31m✗');
  expect(terminal(reportOf([wrong]), plain)).not.toContain('\u001b');
});

test('verbose tells every law', () => {
  expect(terminal(reportOf([base]), { ...plain, verbose: true })).toContain(
    'matches-differences              pass         9.2 digits (median 12.0)',
  );
});

test('a report without results says so', () => {
  expect(terminal(reportOf([]), plain)).toBe('\n\n0 wrong · 0 right · 0 inconclusive · 0 checks · seed 42\n');
});

test('a reading is no law: its warnings are told with its name, its figures where every law is told, and it fails only where it is asked to', () => {
  const reading: Result = {
    ...base,
    property: 'gradient-flow',
    law: '‖∂L/∂yₗ‖',
    warnings: ['dead: layer 3'],
    evidence: { reading: { summary: 'the signal grows by ×2 a layer' } },
  };
  expect(terminal(reportOf([base, reading]), plain)).toBe(`✓ f   agrees to 9 digits   1 law × 100 points   1 200 f + 300 derivatives
    warning     gradient-flow: dead: layer 3

0 wrong · 1 right · 0 inconclusive · 2 checks · seed 42
`);
  expect(terminal(reportOf([base, reading]), { ...plain, verbose: true })).toMatch(
    /gradient-flow +reading +the signal grows by ×2 a layer\n/,
  );
  expect(terminal(reportOf([reading]), plain)).toContain('✓ f   1 reading\n');
  const strict = terminal(reportOf([base, { ...reading, verdict: 'fail', reason: 'dead: layer 3' }]), plain);
  expect(strict).toContain('✗ f   dead: layer 3\n    breaks      gradient-flow\n    otherwise   agrees to 9 digits   1 law');
});

const evidence = {
  inputs: ['x', 'y'],
  steps: {
    label: '∂f/∂x',
    claimed: 3,
    observed: { value: 2, error: 4e-15 },
    h: Array.from({ length: 65 }, (_, i) => 10 ** (i / 4 - 16)),
    measuredError: Array.from({ length: 65 }, (_, i) => 10 ** Math.max(-i / 4, i / 2 - 32, -14)),
    claimedError: Array.from({ length: 65 }, () => 1),
    noise: 1e-16,
  },
};

test('where the errors of differences are recorded, they are drawn: a valley at what is measured, a plain at the claim', () => {
  expect(terminal(reportOf([{ ...wrong, evidence }]), { ...plain, width: 100 })).toContain(`
    differences ███▇▇▇▆▆▅▅▅▄▄▄▃▃▂▂▂▁▁▁▁▂▃▄▄▅▆▇▇██  towards what is measured, steps 1e-16 to 1
                █████████████████████████████████  towards the claim
`);
});

test('in a narrow terminal lines are broken between words, and what cannot be broken is left out', () => {
  const reason = 'the error bar is as large as what it measures, at every sample that was taken';
  const text = terminal(
    reportOf([
      { ...wrong, evidence },
      { ...base, subject: 'h', verdict: 'inconclusive', reason },
    ]),
    { ...plain, width: 44 },
  );
  const long = text.split('\n').filter((line) => [...line].length > 44 && !/replay|·/.test(line));
  expect(long).toEqual([]);
  expect(text).toContain('undecided   matches-differences: the\n                error bar is as large as\n');
});

test('where only ASCII is shown, nothing else is written', () => {
  const text = terminal(reportOf([{ ...wrong, evidence }, base, { ...base, subject: '漢' }]), { ...plain, ascii: true, verbose: true });
  expect(text).not.toMatch(/[^\n -~]/);
  expect(text).toContain('x g   df/dx is wrong');
  expect(text).toContain('measured    2 +- 4e-15');
  expect(text).toContain('o---------*   * claimed, 2e14 error bars off');
  expect(text).toContain('+ \\u{6f22}   agrees to 9 digits');
});

test('what is recorded of differences may be anything', () => {
  const { steps } = evidence;
  const none = (value: unknown): string => terminal(reportOf([{ ...wrong, evidence: { steps: value } }]), plain);
  for (const value of ['x', null, {}, { ...steps, h: [] }, { ...steps, measuredError: [], claimedError: [] }])
    expect(none(value)).not.toContain('differences █');
  const holes = { ...steps, measuredError: steps.measuredError.map((error, i) => (i % 3 === 0 ? Number.NaN : i % 5 === 0 ? 0 : error)) };
  expect(none(holes)).toMatch(/differences [▁▂▃▄▅▆▇█ ]{33}\n/);
  expect(none({ ...steps, measuredError: steps.h.map(() => Number.NaN) })).toMatch(/differences {34}\n/);
});

test('a silent law is no law that holds: it stands apart, with its reason', () => {
  const { digits, ...bare } = base;
  const silent: Result = {
    ...bare,
    property: 'steepest-ascent',
    reason: 'nothing to say: the gradient is 0 at all 100 points',
    discarded: 100,
    silent: 100,
  };
  const report = reportOf([base, silent, { ...silent, property: 'descent-decreases' }]);
  expect(terminal(report, { ...plain, width: 120 })).toBe(`✓ f   agrees to 9 digits   1 law × 100 points   1 200 f + 300 derivatives
    silent      steepest-ascent, descent-decreases: nothing to say: the gradient is 0 at all 100 points

0 wrong · 1 right · 0 inconclusive · 3 checks · seed 42
`);
  expect(terminal(report, { ...plain, verbose: true })).toContain('      steepest-ascent                  silent   ');
});

test('failures without a sample are told apart by their reasons', () => {
  const { simplest, wrong: components, evidence: inputs, ...bare } = wrong;
  const text = terminal(reportOf([wrong, { ...bare, property: 'even', reason: 'nothing was checked: no room to vary' }]), plain);
  expect(text).toContain('∂f/∂x is wrong');
  expect(text).toContain('nothing was checked: no room to vary\n    breaks      even\n');
});
