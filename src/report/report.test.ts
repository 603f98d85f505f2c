import { expect, test } from 'vitest';
import type { Result } from '../check/check.ts';
import { fromJson, type Report, reportSchema, summarize, toJson } from './report.ts';

const result: Result = {
  subject: 'f',
  property: 'matches-differences',
  law: '⟨g, v⟩ = D_v f',
  verdict: 'fail',
  runs: 3,
  discarded: 0,
  evaluations: { f: 10, claims: 3 },
  digits: { worst: Number.NEGATIVE_INFINITY, median: 11.5 },
  simplest: {
    sample: { x: [Number.NaN, -0, Number.POSITIVE_INFINITY, 1e-300], seed: 7, nested: { deep: [[Number.NEGATIVE_INFINITY]] } },
    measurements: [
      { claimed: { value: Number.NaN, error: 0 }, observed: { value: -0, error: Number.POSITIVE_INFINITY, range: true }, relation: '≤' },
    ],
  },
  wrong: [{ index: 1, label: 'w[1]', claimed: Number.POSITIVE_INFINITY, observed: 2, error: Number.NaN, range: true }],
  evidence: { inputs: ['x', 'NaN-ish'] },
};

const report: Report = {
  version: 1,
  tool: { name: 'gradcheck', version: '0.0.0' },
  seed: -5,
  provenance: { command: 'gradcheck run', date: '2026-01-02T03:04:05.678Z', node: 'v20.19.0', engines: {} },
  results: [result],
  summary: { pass: 0, fail: 1, inconclusive: 0 },
};

test('NaN, the infinities and −0 survive the way to JSON and back, at any depth', () => {
  expect(fromJson(toJson(report))).toStrictEqual(report);
});

test('what is not finite is written as the three strings of the format', () => {
  const raw = JSON.parse(toJson(report));
  expect(raw.results[0].digits).toEqual({ worst: '-Infinity', median: 11.5 });
  expect(raw.results[0].simplest.sample.x).toEqual(['NaN', -0, 'Infinity', 1e-300]);
  expect(raw.results[0].wrong[0]).toEqual({ index: 1, label: 'w[1]', claimed: 'Infinity', observed: 2, error: 'NaN', range: true });
});

test('a typed array is written as a list, and what is undefined not at all', () => {
  const evidence = { values: Float64Array.of(1, Number.NaN), none: undefined };
  const raw = JSON.parse(toJson({ ...report, results: [{ ...result, evidence }] }));
  expect(raw.results[0].evidence).toEqual({ values: [1, 'NaN'] });
});

test('text with quotes, line ends and control characters is valid JSON', () => {
  const subject = 'a"b\n\u0000\u202e\ud800';
  expect(JSON.parse(toJson({ ...report, results: [{ ...result, subject }] })).results[0].subject).toBe(subject);
});

test.each([
  ['another version', { version: 2 }],
  ['an unknown key', { surprise: 1 }],
  ['a seed that is no integer', { seed: 0.5 }],
  ['a date that is none', { provenance: { ...report.provenance, date: 'yesterday' } }],
  ['a fault that is unknown', { results: [{ ...result, fault: 'tired' }] }],
  ['a number that is other text', { results: [{ ...result, digits: { worst: 'many', median: 1 } }] }],
])('the schema refuses %s', (_, change) => {
  const raw = { ...JSON.parse(toJson(report)), ...JSON.parse(JSON.stringify(change)) };
  expect(reportSchema.safeParse(raw).success).toBe(false);
});

test.each(['throws', 'wrong-length', 'not-finite', 'mutates-input', 'reuses-buffer', 'not-deterministic', 'timed-out', 'crashed'])(
  'the schema takes the fault %s',
  (fault) => {
    expect(
      reportSchema.safeParse({ ...JSON.parse(toJson(report)), results: [{ ...JSON.parse(toJson(report)).results[0], fault }] }).success,
    ).toBe(true);
  },
);

test('a known failure is counted as none of the three', () => {
  const known: Result = { ...result, expected: 'not mended yet' };
  const pass: Result = { ...result, verdict: 'pass' };
  expect(summarize([result, known, pass, pass, { ...result, verdict: 'inconclusive' }])).toEqual({ pass: 2, fail: 1, inconclusive: 1 });
});
