/** All reports of a run count the same things, under names that stay. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../bench/folder.ts';
import { fromJson, type Report } from '../report/report.ts';

const binary = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const SUBJECTS = `import { subject } from 'gradcheck';
const square = { domain: [[-2, 2]] as const, f: ([x]) => x * x };
export default [
  subject({ ...square, name: 'right', gradient: ([x]) => [2 * x] }),
  subject({ ...square, name: 'wrong', gradient: ([x]) => [3 * x] }),
  subject({ ...square, name: 'known', gradient: ([x]) => [3 * x], expect: { fail: 'all', because: 'ISSUE-12' } }),
  subject({ ...square, name: 'throws', gradient: () => { throw new Error('not yet'); } }),
  subject({ ...square, name: 'ends', gradient: ([x]) => (x === 0 ? [0] : process.exit(3)) }),
  subject({ name: 'undecided', domain: [[-1, 1]], f: ([x]) => (Math.floor(x * 1e9) % 2 ? 1 : -1), gradient: () => [1] }),
];
`;

let [text, page, junit]: [string, string, string] = ['', '', ''];
let report: Report;
const root = temporaryFolder('counts');
const run = (cwd: string, ...args: readonly string[]) =>
  spawnSync('node', [binary, 'run', ...args], { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: process.env.HOME } });

beforeAll(() => {
  mkdirSync(join(root, '.git'));
  const cwd = join(root, 'packages/one');
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'all.gradcheck.ts'), SUBJECTS);
  const files = ['json=a.json', 'html=a.html', 'junit=a.xml'].flatMap((file) => ['--reporter', file]);
  text = run(cwd, 'all.gradcheck.ts', '--runs', '20', '--reporter', 'terminal', ...files).stdout;
  [page, junit] = [readFileSync(join(cwd, 'a.html'), 'utf8'), readFileSync(join(cwd, 'a.xml'), 'utf8')];
  report = fromJson(readFileSync(join(cwd, 'a.json'), 'utf8'));
});

/** The elements of a document of XML, with their attributes and the elements in them. */
function elements(
  xml: string,
): readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly within: string }[] {
  const found: { name: string; attributes: Record<string, string>; within: string }[] = [];
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    found.push({ name, attributes: attributes as Record<string, string>, within: path.at(-1) ?? '' });
    path.push(name);
  });
  parser.on('closetag', () => void path.pop());
  parser.write(xml).close();
  return found;
}

test('terminal, page, JUnit and JSON count the same checks, failures and open ones', () => {
  const { results, summary } = report;
  const known = results.filter(({ verdict, expected }) => verdict === 'fail' && expected !== undefined).length;
  expect(summary.pass + summary.fail + summary.inconclusive + known).toBe(results.length);
  expect([summary.pass, summary.fail, summary.inconclusive, known].every((count) => count > 0)).toBe(true);

  const all = elements(junit);
  const counts = all.find(({ name }) => name === 'testsuites')!.attributes;
  const of = (key: string): number => Number(counts[key]);
  expect(of('tests')).toBe(results.length);
  expect(of('failures') + of('errors')).toBe(summary.fail);
  expect(of('skipped')).toBe(summary.inconclusive + known);
  for (const [element, key] of [
    ['testcase', 'tests'],
    ['failure', 'failures'],
    ['error', 'errors'],
    ['skipped', 'skipped'],
  ] as const)
    expect(all.filter(({ name }) => name === element)).toHaveLength(of(key));

  expect(text).toContain(
    `3 wrong · 1 right · 1 inconclusive · 1 with known failures · ${results.length} checks · control: caught in 1 of 2 · seed 42`,
  );
  expect(page).toContain(`by ${results.length} checks: 6 subjects held to`);
});

test('JUnit: each name is the subject and the law, and is there once', () => {
  const names = elements(junit).flatMap(({ name, attributes }) => (name === 'testcase' ? [attributes.name!] : []));
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(report.results.map(({ subject, property }) => `${subject}: ${property}`)));
});

test('JUnit: what throws or ends its process is an error, a wrong gradient a failure, and what was not reached is skipped', () => {
  const outcomes = new Map<string, string>();
  let last = '';
  for (const { name, attributes, within } of elements(junit)) {
    if (name === 'testcase') last = attributes.name!;
    else if (within === 'testcase' && name !== 'properties' && name !== 'system-out')
      outcomes.set(last, `${name}: ${attributes.message ?? ''}`);
  }
  expect(outcomes.get('wrong: matches-differences')).toBe('failure: ∂f/∂x is wrong');
  expect(outcomes.get('throws: matches-differences')).toBe('error: throws');
  expect(outcomes.get('known: matches-differences')).toBe('skipped: known failure: ISSUE-12');
  expect(outcomes.get('undecided: taylor-first-order')).toMatch(/^skipped: inconclusive: /);
  const ends = report.results.filter(({ subject }) => subject === 'ends');
  const broken = ends.findIndex(({ fault }) => fault === 'crashed');
  expect(outcomes.get(`ends: ${ends[broken]!.property}`)).toBe('error: crashed');
  expect(ends.slice(broken + 1).length).toBeGreaterThan(3);
  for (const { property } of ends.slice(broken + 1))
    expect(outcomes.get(`ends: ${property}`)).toBe(`skipped: inconclusive: not reached: ${ends[broken]!.property} crashed`);
});

test('files are told from the root of the repository, also in commands, which run from there and from a folder of it', () => {
  const file = 'packages/one/all.gradcheck.ts';
  expect(new Set(report.results.map(({ source }) => source!.file))).toEqual(new Set([file]));
  const { replay } = report.results.find(({ verdict, subject }) => verdict === 'fail' && subject === 'wrong')!;
  expect(replay).toContain(`gradcheck run ${file} --subject wrong`);
  for (const cwd of [root, join(root, 'packages/one')])
    expect(run(cwd, file, '--subject', 'wrong', '--property', 'matches-differences', '--runs', '5', '--reporter', 'terminal').status).toBe(
      1,
    );
});
