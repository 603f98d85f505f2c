import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { Result } from '../check/check.ts';
import { fromJson, type Report, summarize, toJson } from '../report/report.ts';
import { reporters } from './index.ts';
import { markdownPage } from './markdown.ts';

const options = { color: false, width: 100, verbose: false };
const reported = (results: readonly Result[], more: Partial<Report['provenance']> = {}): Report => ({
  version: 1,
  tool: { name: 'gradcheck', version: '1.2.3' },
  seed: 7,
  provenance: { command: 'gradcheck run a.ts', date: '2026-01-02T03:04:05.678Z', node: 'v20.19.0', engines: {}, ...more },
  results,
  summary: summarize(results),
});

const pass: Result = {
  subject: 'f',
  property: 'matches-differences',
  law: '⟨∇f(x), v⟩ = D_v f(x)',
  verdict: 'pass',
  source: { file: 'src/f.gradcheck.ts', line: 12 },
  runs: 100,
  discarded: 3,
  evaluations: { f: 10, claims: 3 },
  digits: { worst: 9.1, median: 11.5 },
};
const fail: Result = {
  ...pass,
  subject: 'g',
  verdict: 'fail',
  source: { file: 'losses/my loss.gradcheck.ts', line: 3 },
  wrong: [{ index: 1, label: 'w', claimed: -3, observed: 2, error: 2e-14 }],
  simplest: { sample: { x: [0, 1] }, measurements: [{ claimed: { value: -3, error: 0 }, observed: { value: 2, error: 2e-14 } }] },
  diagnosis: [{ kind: 'sign', text: 'the sign is wrong' }],
  region: 'x > 0',
  replay: 'gradcheck run --subject g --seed 7',
  evidence: { inputs: ['v', 'w'] },
};
const open: Result = { ...pass, subject: 'h', verdict: 'inconclusive', reason: 'noise' };
const known: Result = { ...fail, subject: 'k', expected: 'ISSUE-12' };
const fault: Result = { ...pass, subject: 'm', verdict: 'fail', fault: 'throws', message: 'gradient threw: out of order' };
const reading: Result = { ...pass, property: 'gradient-flow', law: '‖∂L‖', warnings: ['dead: layer 3'], evidence: { reading: {} } };

/** A result of each kind in which every text is `text` and every number `number`. */
function all(text: string, number: number): readonly Result[] {
  const failing: Result = {
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
    wrong: [{ index: 0, label: text, claimed: number, observed: number, error: number }],
    diagnosis: [{ kind: text, text }],
    region: text,
    warnings: [text],
    replay: text,
    evidence: { inputs: [text, text] },
  };
  const { wrong: _, ...bare } = failing;
  return [
    failing,
    { ...bare, subject: `${text}2` },
    { ...bare, subject: `${text}3`, fault: 'throws' },
    { ...failing, subject: `${text}4`, expected: text },
    { ...bare, subject: `${text}5`, verdict: 'inconclusive' },
    { ...bare, subject: `${text}6`, verdict: 'pass', evidence: { reading: { summary: text } } },
  ];
}

const hostile = [
  '<script>alert(1)</script>',
  ']]><!--<![CDATA[&amp;&#0;&bogus;',
  '" onmouseover="alert(1)" x=\'y',
  '\u0000\u0007\u001b[2J\r\n\t\u0085\u202e\u2028\ud800\ufffe\uffff',
  '::error file=x::y\n::stop-commands::z\n%0A,a=b:c',
  '@octocat #1 GH-2 user@example.com https://example.com www.example.com ![i](j) [a](b) **b** `c` ``` | \\| <!-- $x$ :tada:',
  '---\n# heading\n- [ ] list',
  '{0} {{x}} [link](1)',
  '../a b/ä?%#.ts',
  'x'.repeat(10_000),
  '漢字 ∂f/∂x 😀',
  '__proto__',
  '',
];

interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly depth: number;
}

/** The elements of a document of XML, which is refused if it is not well-formed. */
function parsed(text: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    found.push({ name, attributes: new Map(Object.entries(attributes)), depth: depth++ });
  });
  parser.on('closetag', () => {
    depth--;
  });
  parser.write(text).close();
  return found;
}

test.each(['<a>', '<a></b>', '<a b="<"/>', '<a b="1" b="2"/>', '<a>&x;</a>', '<a>]]></a>', '<a/><b/>', '<a>\u0001</a>', '<a b=1/>'])(
  'the reader of XML refuses %j',
  (text) => {
    expect(() => parsed(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`)).toThrow();
  },
);

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { id: string; name: string; defaultConfiguration: { level: string } }[] };
    };
    readonly invocations: readonly { commandLine: string }[];
    readonly results: readonly {
      readonly kind: string;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly suppressions?: readonly { justification: string }[];
      readonly locations: readonly { readonly physicalLocation?: { readonly artifactLocation: { uri: string; uriBaseId?: string } } }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly properties: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

const ajv = addFormats.default(new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false }));
const conforms = ajv.compile<Log>(schema);

/** A log of SARIF by the published schema, and by rule 3.27.10 that the schema does not tell: what is no failure has no level. */
function sarifLog(text: string): Log {
  const log: unknown = JSON.parse(text);
  if (!conforms(log)) throw new Error(ajv.errorsText(conforms.errors));
  for (const { kind, level } of log.runs[0]!.results)
    if (kind !== 'fail' && level !== 'none') throw new Error(`${kind} with the level ${level}`);
  return log;
}

test.each([
  ['another version', ['"2.1.0"', '"2.0.0"']],
  ['a level that does not exist', ['"level": "error"', '"level": "fatal"']],
  ['a key that does not exist', ['"ruleIndex"', '"ruleNumber"']],
  ['a URI that is none', ['losses/my%20loss', 'losses/my loss']],
  ['a line that is none', ['"startLine": 3', '"startLine": 0']],
  ['a time that is none', ['2026-01-02T', 'yesterday']],
  ['no message', ['"message"', '"massage"']],
  ['an undecided error', ['"kind": "fail"', '"kind": "open"']],
] as const)('the reader of SARIF refuses %s', (_, [right, wrong]) => {
  const text = JSON.stringify(JSON.parse(reporters.sarif!(reported([fail]), options)), undefined, 1);
  expect(() => sarifLog(text)).not.toThrow();
  expect(() => sarifLog(text.replace(right, wrong))).toThrow();
});

const sarifOf = (results: readonly Result[]) => sarifLog(reporters.sarif!(reported(results), options)).runs[0]!;
const junitOf = (results: readonly Result[], more = {}) => parsed(reporters.junit!(reported(results, more), options));
const linesOf = (results: readonly Result[]) => reporters.github!(reported(results), options).trimEnd().split('\n');

test('JUnit: a suite for each subject, a case for each law, with place, failure and reasons', () => {
  const found = junitOf([pass, reading, fail, open, known, fault], { commit: 'abc' });
  const of = (name: string) => found.filter((element) => element.name === name).map(({ attributes }) => Object.fromEntries(attributes));
  expect(of('testsuites')).toEqual([
    { name: 'gradcheck', tests: '6', failures: '1', errors: '1', skipped: '2', timestamp: '2026-01-02T03:04:05.678Z' },
  ]);
  expect(of('testsuite').map(({ name, tests, failures, skipped, file }) => [name, tests, failures, skipped, file])).toEqual([
    ['f', '2', '0', '0', 'src/f.gradcheck.ts'],
    ['g', '1', '1', '0', 'losses/my loss.gradcheck.ts'],
    ['h', '1', '0', '1', 'src/f.gradcheck.ts'],
    ['k', '1', '0', '1', 'losses/my loss.gradcheck.ts'],
    ['m', '1', '0', '0', 'src/f.gradcheck.ts'],
  ]);
  expect(of('testcase')[2]).toEqual({ name: 'g: matches-differences', classname: 'g', file: 'losses/my loss.gradcheck.ts', line: '3' });
  expect(of('failure')).toEqual([{ message: '∂f/∂w is wrong', type: 'wrong' }]);
  expect(of('error')).toEqual([{ message: 'throws', type: 'throws' }]);
  expect(of('skipped')).toEqual([{ message: 'inconclusive: noise' }, { message: 'known failure: ISSUE-12' }]);
  expect(of('property')).toContainEqual({ name: 'measured', value: '2 ± 2e-14' });
  const text = reporters.junit!(reported([fail, reading]), options);
  expect(text).toContain('claimed     -3\nmeasured    2 ± 2e-14\n');
  expect(text).toContain('replay      gradcheck run --subject g --seed 7</failure>');
  expect(text).toContain('<system-out>gradient-flow: dead: layer 3</system-out>');
});

test('JUnit: without results, still a suite', () => {
  expect(junitOf([]).map(({ name, depth }) => [name, depth])).toEqual(
    expect.arrayContaining([
      ['testsuites', 0],
      ['testsuite', 1],
    ]),
  );
});

test('SARIF: laws are rules, failures errors, known ones suppressed, the rest open or warnings', () => {
  const { results, tool, invocations } = sarifOf([pass, reading, fail, open, known, fault]);
  expect(tool.driver.rules.map(({ id, name, defaultConfiguration }) => [id, name, defaultConfiguration.level])).toEqual([
    ['matches-differences', 'MatchesDifferences', 'error'],
    ['gradient-flow', 'GradientFlow', 'warning'],
  ]);
  expect(results.map(({ properties, kind, level, suppressions }) => [properties.subject, kind, level, suppressions?.length])).toEqual([
    ['g', 'fail', 'error', undefined],
    ['m', 'fail', 'error', undefined],
    ['h', 'open', 'none', undefined],
    ['k', 'fail', 'error', 1],
    ['f', 'fail', 'warning', undefined],
  ]);
  expect(results[0]).toMatchObject({
    ruleId: 'matches-differences',
    ruleIndex: 0,
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'losses/my%20loss.gradcheck.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3 },
        },
      },
    ],
    properties: { wrong: fail.wrong, replay: fail.replay, measurements: fail.simplest!.measurements },
  });
  expect(results[0]!.message.text).toMatch(/^g: ∂f\/∂w is wrong\nin words +the gradient says [^\n]*\nat +v = 0, w = 1\nclaimed +-3\n/);
  expect(results[3]!.suppressions![0]!.justification).toBe('ISSUE-12');
  expect(results.at(-1)).toMatchObject({ ruleId: 'gradient-flow', ruleIndex: 1, message: { text: 'f: dead: layer 3' } });
  expect(invocations[0]!.commandLine).toBe('gradcheck run a.ts');
});

test('SARIF: fingerprints outlive moved lines and other values, and tell subjects and laws apart', () => {
  const print = (result: Result): string => sarifOf([result]).results[0]!.partialFingerprints['gradcheck/v1']!;
  expect(print({ ...fail, source: { file: 'other.ts', line: 99 }, wrong: [] })).toBe(print(fail));
  expect(new Set([print(fail), print({ ...fail, subject: 'x' }), print({ ...fail, property: 'x' }), print(fault)]).size).toBe(4);
});

test.each([
  ['a/b.ts', 'a/b.ts', '%SRCROOT%'],
  ['../x y.ts', '../x%20y.ts', '%SRCROOT%'],
  ['a:b?#%.ts', 'a%3Ab%3F%23%25.ts', '%SRCROOT%'],
  ['/home/me/f.ts', 'file:///home/me/f.ts', undefined],
  ['C:\\me\\f.ts', 'file:///C:/me/f.ts', undefined],
])('SARIF: the file %j is the URI %j', (file, uri, base) => {
  const { physicalLocation } = sarifOf([{ ...fail, source: { file } }]).results[0]!.locations[0]!;
  expect(physicalLocation!.artifactLocation).toEqual({ uri, ...(base && { uriBaseId: base }) });
  expect(new URL(uri, 'file:///root/').protocol).toBe('file:');
});

test('SARIF: braces are no placeholders, brackets no links', () => {
  const { message: said } = sarifOf([{ ...open, reason: '{0} [text](1) W[0,3]' }]).results[0]!;
  expect(said.text).toBe('h: undecided: {{0}} \\[text](1) W[0,3]');
});

test('GitHub: an annotation for each subject and cause, with its place', () => {
  expect(linesOf([pass, reading, fail, { ...fail, property: 'taylor-first-order', wrong: [] }, open, known])).toEqual([
    '::error file=losses/my loss.gradcheck.ts,line=3,title=g%3A ∂f/∂w is wrong::in words    the gradient says f changes by −3 per unit of w; f changes by 2 ± 2e-14. One of them is wrong.%0Aat          v = 0, w = 1%0Aclaimed     -3%0Ameasured    2 ± 2e-14%0Awhere       x > 0%0Alooks like  the sign is wrong%0Abreaks      matches-differences, taylor-first-order%0Areplay      gradcheck run --subject g --seed 7',
    '::warning file=src/f.gradcheck.ts,line=12,title=h%3A undecided::noise',
    '::warning file=src/f.gradcheck.ts,line=12,title=f::dead: layer 3',
    '::notice title=gradcheck::1 wrong · 1 right · 1 inconclusive · 1 with known failures · 6 checks · seed 7',
  ]);
});

test('GitHub: no more of each level than are shown, the last one tells how many are left', () => {
  const many = (result: Result): Result[] => Array.from({ length: 25 }, (_, i) => ({ ...result, subject: `${result.subject}${i}` }));
  const lines = linesOf([...many(fail), ...many(open)]);
  for (const [level, more] of [
    ['error', '::error title=gradcheck::and 16 more errors'],
    ['warning', '::warning title=gradcheck::and 16 more warnings'],
  ] as const) {
    const of = lines.filter((line) => line.startsWith(`::${level} `));
    expect(of).toHaveLength(10);
    expect(of.at(-1)).toBe(more);
  }
  expect(linesOf(many(fail).slice(0, 10)).filter((line) => line.startsWith('::error file='))).toHaveLength(10);
});

test('Markdown: verdict, a table with the wrong subject first, failures in full', () => {
  const text = reporters.markdown!(reported([pass, reading, fail, open, known]), options);
  expect(text).toMatch(
    /^## ✗ 1 of 4 subjects is wrong\n\n1 wrong · 1 right · 1 inconclusive · 1 with known failures · 5 checks · seed 7\n/,
  );
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  expect(rows.map((row) => row.slice(0, 22))).toEqual([
    '| | subject | verdict ',
    '| ✗ | <code>g</code> |',
    '| ? | <code>h</code> |',
    '| ~ | <code>k</code> |',
    '| ✓ | <code>f</code> |',
  ]);
  expect(rows[3]).toContain('<code>matches-differences</code>: <code>known&#58; ISSUE-12</code>');
  expect(text).toContain(
    '### <code>g</code>\n\n```text\n∂f/∂w is wrong\n    in words    the gradient says f changes by −3 per unit of w; f changes by 2 ± 2e-14. One of them is wrong.\n    at          v = 0, w = 1\n',
  );
  expect(text.trimEnd().endsWith('<code>v20.19.0 · 2026-01-02T03&#58;04&#58;05.678Z</code>')).toBe(true);
});

test.each([
  [[], 'Nothing was checked'],
  [[pass], '✓ The derivative is right'],
  [[pass, { ...pass, subject: 'x' }], '✓ All 2 subjects are right'],
  [[open], '? Nothing is wrong; 1 of 1 subject undecided in part'],
  [[known], '✓ Nothing new is wrong; 1 of 1 subject with known failures'],
])('Markdown: the verdict %#', (results, verdict) => {
  expect(reporters.markdown!(reported(results), options).split('\n')[0]).toBe(`## ${verdict}`);
});

test.each(hostile)('every format stays what it is with %j', (text) => {
  const report = fromJson(toJson(reported(all(text, 1.5), { command: text, commit: text, machine: text, engines: { [text]: text } })));
  expect(parsed(reporters.junit!(report, options)).filter(({ name }) => name === 'testcase')).toHaveLength(6);
  const log = sarifLog(reporters.sarif!(report, options));
  expect(log.runs[0]!.results.length).toBeGreaterThanOrEqual(5);
  expect(/\p{Cs}|[\u0000-\u0009\u000b-\u001f]/u.exec(reporters.sarif!(report, options))).toBeNull();
  expect(/\p{Cs}/u.exec(JSON.stringify(log))).toBeNull();
  for (const line of reporters.github!(report, options).trimEnd().split('\n')) {
    const command = /^::(error|warning|notice) ((?:file=[^,:]*,)?(?:line=\d+,)?title=[^,:]*)::([^\r\n]*)$/.exec(line);
    expect(command, line.slice(0, 200)).not.toBeNull();
    expect(line.replace(/%(25|0A|0D|3A|2C)/g, '')).not.toContain('%');
  }
  const markdown = reporters.markdown!(report, options);
  expect(bare(markdown)).not.toMatch(/[@#`*_[\]\\<>]|https?:|www\.|:tada:|^---/m);
  for (const row of markdown.split('\n').filter((line) => line.startsWith('| '))) expect(row.split('|')).toHaveLength(6);
});

/** What is left of a page without its own markup: its headings, tables, code and blocks of code. */
function bare(markdown: string): string {
  const blocks = markdown.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
  return blocks
    .replace(/<code>[^<>@`*_[\]\\|]*<\/code>/g, (code) => code.slice(6, -7).replace(/&#\d+;/g, ''))
    .replace(/^#{2,3} /gm, '')
    .replace(/^\|---\|---\|---\|---\|$/m, '');
}

test('a fence is longer than any in what it holds', () => {
  const text = reporters.markdown!(reported([{ ...fail, region: 'a ```` b' }]), options);
  expect(text).toMatch(/^`{5}text\n[\s\S]* {4}where {7}a ```` b\n[\s\S]*?\n`{5}$/m);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e308, 5e-324])(
  'numbers that are %s everywhere',
  (number) => {
    const report = fromJson(toJson(reported(all('f', number))));
    expect(parsed(reporters.junit!(report, options)).length).toBeGreaterThan(10);
    const [first] = sarifLog(reporters.sarif!(report, options)).runs[0]!.results;
    const [wrong] = first!.properties.wrong as { claimed: unknown }[];
    expect(Number(wrong!.claimed)).toBe(number === 0 ? 0 : number);
    for (const name of ['github', 'markdown', 'terminal']) expect(reporters[name]!(report, options)).not.toMatch(/undefined|null/);
  },
);

test('every format renders an empty report, and the same from JSON', () => {
  const report = fromJson(toJson(reported([pass, fail, open, known, fault, reading])));
  for (const reporter of Object.values(reporters)) {
    expect(reporter(reported([]), options).length).toBeGreaterThan(20);
    expect(reporter(fromJson(toJson(report)), options)).toBe(reporter(report, options));
  }
});

test('5000 results: quick, and within the limits of pages', () => {
  const results = Array.from(
    { length: 5000 },
    (_, i): Result => ({
      ...(i % 5 === 0 ? { ...fail, warnings: ['∂'.repeat(100)] } : pass),
      subject: `subject-${i >> 1}`,
      property: `law-${i % 2}`,
    }),
  );
  const report = reported(results);
  for (const name of ['junit', 'sarif', 'github', 'markdown', 'terminal']) {
    const start = performance.now();
    const text = reporters[name]!(report, options);
    expect(performance.now() - start, name).toBeLessThan(5000);
    expect(text.length, name).toBeLessThan(8_000_000);
  }
  expect(reporters.markdown!(report, options).length).toBeLessThan(65_536);
  for (const bytes of [2 ** 20, 20_000]) {
    const summary = markdownPage(report, bytes);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(bytes);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(bytes / 2);
    expect(/\nand (.*) more wrong subjects\.\n/.exec(summary)?.[1]).toMatch(/^\d+( \d+)?$/);
  }
  expect(/and (.*) more subjects \|/.exec(markdownPage(report, 20_000))?.[1]).toMatch(/^\d+( \d+)?$/);
});

const silent: Result = {
  ...pass,
  property: 'steepest-ascent',
  reason: 'nothing to say: the gradient is 0 at all 100 points',
  discarded: 100,
  silent: 100,
};

test('a silent law passes in JUnit, where it says why it is silent, is told in Markdown, and kept in JSON', () => {
  const report = reported([pass, silent]);
  const junit = reporters.junit!(report, options);
  expect(junit).toContain('<testsuites name="gradcheck" tests="2" failures="0" errors="0" skipped="0"');
  expect(junit).toContain('<system-out>silent: nothing to say: the gradient is 0 at all 100 points</system-out>');
  expect(reporters.markdown!(report, options)).toContain('<code>steepest-ascent</code>: <code>nothing to say&#58;');
  expect(fromJson(toJson(report)).results[1]!.silent).toBe(100);
  expect(report.summary).toEqual({ pass: 2, fail: 0, inconclusive: 0 });
});

test('a law whose budget was spent early does not read as one that has looked at all points', () => {
  const cut = { ...pass, subject: 'dear', warnings: ['3 of 25 points: the budget of 5000 evaluations is spent'] };
  const report = reported([pass, cut]);
  const line = '1 subject passed with the budget spent before all points were looked at';
  for (const name of ['terminal', 'markdown', 'html']) {
    expect(reporters[name]!(report, options)).toContain(line);
    expect(reporters[name]!(reported([pass]), options)).not.toContain('the budget was spent');
  }
  expect(reporters.terminal!(report, options)).toContain('1 law at as few as 3 of 25 points');
  const failed = { ...cut, verdict: 'fail' as const };
  expect(reporters.terminal!(reported([failed]), options)).not.toContain(line);
  expect(reporters.terminal!(reported([cut, { ...failed, property: 'convex' }]), options)).not.toContain(line);
});

test('what an effort left out is told by the terminal, the page for a pull request and the HTML page; nothing is, where nothing was', () => {
  const leftOut = ['a', 'b', 'c', 'd', 'e'];
  const line =
    'quick effort: 25 points a law, half of them special ones; left out: 5 laws (a, b, c, d, …), the search along lines, what kind of mistake it is (a replay tells)';
  const finer = 'thorough effort: 400 points a law, and a search along twice as many lines, twice as fine';
  const told = [
    { report: reported([pass], { effort: { name: 'quick', points: 25, leftOut } }), text: line },
    { report: reported([pass], { effort: { name: 'thorough', points: 400, leftOut: [] } }), text: finer },
  ];
  for (const name of ['terminal', 'markdown', 'html']) {
    for (const { report, text } of told) expect(reporters[name]!(report, options)).toContain(text);
    expect(reporters[name]!(reported([pass]), options)).not.toContain('effort:');
  }
  for (const { report } of told) expect(fromJson(toJson(report))).toEqual(report);
});
