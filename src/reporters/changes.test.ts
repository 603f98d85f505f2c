import { expect, test } from 'vitest';
import type { Result } from '../check/check.ts';
import { changes } from '../report/changes.ts';
import { type Report, summarize } from '../report/report.ts';
import { changeReporters } from './changes.ts';

const options = { color: false, width: 100, verbose: false };
const pass: Result = {
  subject: 'f',
  property: 'first-law',
  law: 'a = b',
  verdict: 'pass',
  source: { file: 'f.gradcheck.ts', line: 3 },
  runs: 100,
  discarded: 0,
  evaluations: { f: 4000, claims: 1000 },
  digits: { worst: 9, median: 12 },
};
const fail: Result = { ...pass, verdict: 'fail', wrong: [{ index: 0, label: 'x', claimed: 3, observed: 2, error: 0 }] };
const report = (results: readonly Result[]): Report => ({
  version: 1,
  tool: { name: 'gradcheck', version: '1.0.0' },
  seed: 1,
  provenance: { command: '', date: '2026-01-02T03:04:05.678Z', node: 'v20', engines: {} },
  results,
  summary: summarize(results),
});
const laws = ['first-law', 'second-law', 'third-law', 'fourth-law', 'fifth-law'];
const found = changes(
  report([...laws.map((property) => ({ ...pass, property })), { ...fail, subject: 'g' }, { ...pass, subject: 'h' }]),
  report([
    ...laws.map((property) => ({ ...fail, property })),
    { ...pass, subject: 'g' },
    { ...pass, subject: 'h', digits: { worst: 5.2, median: 6 } },
  ]),
);

test('what a person reads: the worst first, the laws of a subject together', () => {
  expect(changeReporters.terminal!(found, options)).toBe(`✗ broke
    f   ∂f/∂x is wrong   f.gradcheck.ts:3
        first-law, second-law, third-law and 2 more laws: holds → fails

✗ holds to more than 1 digit less
    h   f.gradcheck.ts:3
        first-law: 9.0 digits → 5.2 digits

✓ is better
    g   f.gradcheck.ts:3
        first-law: fails → holds

5 broken · 1 with fewer digits · 1 better · 7 checks in both
`);
  expect(changeReporters.terminal!(found, { ...options, verbose: true })).toContain(`${laws.join(', ')}: holds → fails`);
});

test('for a pull request', () => {
  const text = changeReporters.markdown!(found, options);
  expect(text).toMatch(/^## ✗ Something got worse\n/);
  expect(text).toContain('| broke | <code>f</code> | <code>first-law, second-law, third-law and 2 more laws&#58; holds → fails</code> | ');
});

test('as data', () => {
  const { regressed, changes: list } = JSON.parse(changeReporters.json!(found, options));
  expect(regressed).toBe(true);
  expect(list).toHaveLength(7);
  expect(list[0]).toEqual({
    kind: 'broke',
    subject: 'f',
    property: 'first-law',
    from: 'holds',
    to: 'fails',
    regression: true,
    verdict: 'fail',
    source: pass.source,
  });
});

test('nothing changed', () => {
  const none = changes(report([pass]), report([pass]));
  expect(changeReporters.terminal!(none, options)).toBe('nothing changed · 1 check in both\n');
  expect(changeReporters.markdown!(none, options)).toBe('## ✓ Nothing got worse\n\nnothing changed · 1 check in both\n');
});

test('hostile names are text, and many subjects are counted', () => {
  const evil = '\u001b[2J\n| @octocat <b> `x`\u202e';
  const many = Array.from({ length: 200 }, (_, i): Result => ({ ...fail, subject: `${evil}${i}`, property: evil, source: { file: evil } }));
  const hostile = changes(report([]), report(many));
  const text = changeReporters.terminal!(hostile, options);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(text).toContain('    and 170 more subjects (--verbose tells all)');
  const rows = changeReporters.markdown!(hostile, options)
    .split('\n')
    .filter((line) => line.startsWith('| '));
  expect(rows).toHaveLength(122);
  for (const row of rows) expect(row.split('|')).toHaveLength(6);
  expect(rows.slice(1).join('\n')).not.toMatch(/[@`]|<b>/);
  expect(JSON.parse(changeReporters.json!(hostile, options)).changes).toHaveLength(200);
});
