import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Result } from '../../check/check.ts';
import { fromJson, type Report, toJson } from '../../report/report.ts';
import { reportOf } from '../../report/run.ts';
import { htmlPage } from './index.ts';

const provenance = { command: 'gradcheck run', date: '2026-01-02T03:04:05.678Z', node: 'v20.19.0', engines: {} };
const reported = (results: readonly Result[], more: Partial<Report['provenance']> = {}): Report =>
  reportOf({ results, statements: [] }, 7, { ...provenance, ...more });
const rendered = (report: Report): string => htmlPage(report, { color: false, width: 100, verbose: false });

const pass: Result = {
  subject: 'f',
  property: 'matches-differences',
  law: '⟨∇f(x), v⟩ = D_v f(x)',
  verdict: 'pass',
  runs: 100,
  discarded: 3,
  evaluations: { f: 10, claims: 3 },
  digits: { worst: 9.1, median: 11.5 },
};
const curve = { size: [1e-9, 1e-6, 1e-3, 1], slope: 1, due: 2 };
const matrix = (n: number, label: (i: number) => string) => {
  const table = (of: (i: number, j: number) => number) =>
    Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => of(i, j)));
  const labels = Array.from({ length: n }, (_, i) => label(i));
  return {
    rows: labels,
    columns: labels,
    shape: [n, n],
    claimed: table((i, j) => i - j),
    measured: table((i, j) => i + j),
    error: table(() => 1e-9),
  };
};
/** A failure in which every text is `text`, every number `number`, and everything is drawn. */
const failing = (text: string, number: number): Result => ({
  ...pass,
  subject: text,
  property: text,
  law: text,
  verdict: 'fail',
  reason: text,
  message: text,
  source: { file: text, line: 3 },
  requirement: text,
  digits: { worst: number, median: number },
  simplest: {
    sample: { x: [number, number], [text]: text },
    measurements: [{ what: text, claimed: { value: number, error: number }, observed: { value: number, error: number }, relation: '≤' }],
  },
  starkest: { sample: { x: [number, number] }, measurements: [] },
  wrong: [{ index: 0, label: text, claimed: number, observed: number, error: number }],
  diagnosis: [{ kind: text, text }],
  region: text,
  warnings: [text],
  replay: text,
  evidence: {
    inputs: [text, text],
    steps: {
      label: text,
      claimed: number,
      observed: { value: number, error: number },
      h: [1e-3, 1e-2, 1e-1, number],
      measuredError: [number, 1e-6, 1e-4, 1e-2],
      claimedError: [1, number, 1, 1],
      noise: number,
      order: number,
      step: number,
    },
    remainder: {
      label: text,
      h: [1e-3, 1e-2, 1e-1, number],
      noise: number,
      claimed: { ...curve, size: [number, 1, 2, 3] },
      measured: curve,
      second: curve,
    },
    jacobian: matrix(3, () => text),
    hessian: matrix(14, () => text),
    reading: {
      summary: text,
      growth: number,
      layers: [{ layer: text, signal: number, spread: number, parameters: 1 }],
      beside: [{ stack: text, layers: [{ layer: text, signal: 1, spread: 1, parameters: number }], growth: 1 }],
    },
    spectra: [{ at: [number], inputs: [text], declared: 'saddle', found: 'minimum', values: [number, 1], error: number }],
  },
});

/** Elements and attributes as a parser sees them: text of scripts and styles apart. */
function parsed(page: string): {
  readonly tags: readonly string[];
  readonly attributes: readonly string[];
  readonly ids: readonly string[];
} {
  const bare = page.replace(/(<(script|style)[^>]*>)[\s\S]*?(<\/\2>)/g, '$1$3');
  const elements = [...bare.matchAll(/<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>"']+(?:="[^"]*")?)*)\s*\/?>/g)];
  expect(bare.replace(/<\/?[a-zA-Z][^\s/>]*(?:\s+[^\s=>"']+(?:="[^"]*")?)*\s*\/?>|<!doctype html>/g, '')).not.toMatch(/[<>]/);
  const attributes = elements.flatMap(([, , text]) => [...text!.matchAll(/([^\s=>"']+)(?:="([^"]*)")?/g)]);
  return {
    tags: elements.map(([, name]) => name!),
    attributes: attributes.map(([, name]) => name!),
    ids: attributes.flatMap(([, name, value]) => (name === 'id' ? [value!] : [])),
  };
}

const hostile = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</style></title></textarea><img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)" x="',
  "' onfocus='alert(1)",
  ']]><!--<svg/onload=alert(1)>',
  '`$' + '{alert(1)}`',
  'javascript:alert(1)',
  '\u202eevil\u2066\u0000\u001b[31m\u2028\ud800',
  '&lt;b&gt;&#60;',
  '__proto__',
  'constructor',
  'x'.repeat(10_000),
  '漢字 ∂f/∂x',
];

test.each(hostile)('nothing in %j becomes markup', (text) => {
  const plain = parsed(rendered(fromJson(toJson(reported([failing('plain', 1.5), pass])))));
  const page = rendered(
    fromJson(toJson(reported([failing(text, 1.5), pass], { command: text, machine: text, commit: text, engines: { [text]: text } }))),
  );
  const seen = parsed(page);
  expect([...new Set(seen.tags)].filter((tag) => !plain.tags.includes(tag) && !/^m[a-z]+$|^wbr$/.test(tag))).toEqual([]);
  expect(seen.attributes.filter((name) => /^on|^style$|^src$/.test(name))).toEqual([]);
  expect(new Set(seen.ids).size).toBe(seen.ids.length);
  expect(seen.ids.filter((id) => /\s/.test(id))).toEqual([]);
  expect([...page.matchAll(/ href="([^"]*)"/g)].filter(([, target]) => !target!.startsWith('#'))).toEqual([]);
  expect(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/.exec(page)?.[0]).toBeUndefined();
  expect(page.match(/<script/g)).toHaveLength(rendered(reported([failing('plain', 1.5), pass])).match(/<script/g)!.length);
});

test('the policy lets the styles and scripts of the page run, and nothing else', () => {
  const page = rendered(
    reported([failing('f', 1), pass].map((result) => ({ ...result, evidence: { ...result.evidence, explorer: { name: 'f' } } }))),
  );
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
  const hashes = (kind: string): string[] =>
    [...page.matchAll(new RegExp(`<${kind}>([\\s\\S]*?)</${kind}>`, 'g'))].map(
      ([, text]) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`,
    );
  expect([hashes('style').length, hashes('script').length]).toEqual([2, 2]);
  expect(policy).toBe(
    `default-src 'none'; style-src ${hashes('style').join(' ')}; script-src ${hashes('script').join(' ')}; base-uri 'none'; form-action 'none'`,
  );
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  expect(/https?:\/\/(?!www\.w3\.org\/)|@import|\burl\((?!#)|\beval\(|new Function/.exec(page)?.[0]).toBeUndefined();
});

test('a report without results says so', () => {
  const page = rendered(reported([]));
  expect(page).toContain('Nothing was checked');
  parsed(page);
});

test.each([
  [[pass], 'The derivative is right'],
  [[pass, { ...pass, subject: 'g' }], 'All 2 subjects are right'],
  [[{ ...pass, verdict: 'fail' as const }], 'The derivative is wrong'],
  [[pass, { ...pass, subject: 'g', verdict: 'fail' as const }], '1 of 2 subjects is wrong'],
  [
    [pass, { ...pass, subject: 'g', verdict: 'inconclusive' as const, reason: 'noise' }],
    'Nothing is wrong; 1 of 2 subjects is undecided in part',
  ],
  [[pass, { ...pass, subject: 'g', verdict: 'fail' as const, expected: 'ISSUE-1' }], 'Nothing new is wrong; 1 failure is known'],
  [[{ ...pass, verdict: 'inconclusive' as const, reason: 'noise' }], 'It could not be decided'],
])('the verdict of a report is told: %#', (results, text) => {
  expect(/<h1[^>]*><span[^>]*>.<\/span>([^<]*)<\/h1>/.exec(rendered(reported(results)))![1]).toBe(text);
});

test('it says what is wrong, where, how to see it again, and how much is established', () => {
  const page = rendered(
    reported([
      {
        ...failing('loss', 1.5),
        property: 'matches-differences',
        wrong: [{ index: 1, label: 'w', claimed: -3, observed: 2, error: 2e-14 }],
        evidence: { inputs: ['v', 'w'] },
        replay: 'gradcheck run a.ts --seed 7',
      },
      pass,
    ]),
  );
  const text = page
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  expect(text).toContain('∂f/∂w is wrong');
  expect(text).toContain('claimed −3 , measured 2 ± 2e−14 at v = 1.5, w = 1.5');
  expect(text).toContain('gradcheck run a.ts --seed 7');
  expect(text).toContain('at least 9 digits');
  expect(text).toContain('seed 7');
  expect(text).toContain('6 could not be judged');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e300, 5e-324])(
  'numbers that are %s everywhere draw nothing that is no number',
  (number) => {
    const page = rendered(fromJson(toJson(reported([failing('f', number)]))));
    parsed(page);
    const drawn = [...page.matchAll(/ (?:d|x|y|cx|cy|points|width|height|viewBox|transform)="([^"]*)"/g)].map(([, value]) => value!);
    expect(drawn.length).toBeGreaterThan(20);
    expect(drawn.filter((value) => /NaN|Infinity|undefined/.test(value))).toEqual([]);
  },
);

test.each([
  ['text', 'x'],
  ['null', null],
  ['empty objects', {}],
  ['ragged tables', { rows: ['a'], columns: ['b', 'c'], shape: [1, 2], measured: [[1]], error: [[]] }],
  ['lists', [1, 2]],
])('evidence that is %s is not drawn and stops nothing', (_, value) => {
  const evidence = Object.fromEntries(
    ['inputs', 'steps', 'remainder', 'jacobian', 'hessian', 'spectra', 'reading', 'at'].map((key) => [key, value]),
  );
  parsed(rendered(fromJson(toJson(reported([{ ...failing('f', 1), evidence }])))));
});

test('the page is the same from the JSON of the report', () => {
  const report = reported([failing('f', 1.25), pass]);
  expect(rendered(fromJson(toJson(report)))).toBe(rendered(report));
});

test('500 subjects held to 25 properties are some megabytes, written in seconds', () => {
  const results = Array.from({ length: 12_500 }, (_, i): Result => {
    const [subject, k] = [`module/layer-${Math.floor(i / 25)}`, i % 25];
    const common = { ...pass, subject, property: `property-number-${k}`, law: `⟨∇f(x), v⟩ = D_v f(x) + ${k}` };
    return i % 250 === 0 ? { ...failing(subject, 1.5), ...common, verdict: 'fail' } : common;
  });
  const started = performance.now();
  const page = rendered(reported(results));
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(page.length).toBeLessThan(15_000_000);
  expect(page.match(/<details class="subject"/g)).toHaveLength(500);
});

test('a silent law has a dash in the matrix, and its reason in the table', () => {
  const silent: Result = { ...pass, property: 'even', reason: 'nothing to say: x is 0 at all 100 points', discarded: 100, silent: 100 };
  const page = rendered(reported([pass, silent]));
  expect(page).toMatch(/<td role="cell" class=""><a [^>]*>–<\/a>/);
  expect(page).toContain('✓ silent</span><span class="why">nothing to say: x is 0 at all 100 points</span>');
  expect(page).toContain('Of 200 samples, 3 could not be judged.');
});
