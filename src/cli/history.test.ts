import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { commandedWith, type Environment, type Outcome } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { fromJson } from '../report/report.ts';

const gradcheck = (cwd: string, args: readonly string[], environment: Environment = {}): Promise<Outcome> =>
  commandedWith({ CI: '1', ...environment }, cwd, ...args);

const subjects = (slope: number): string => `import { subject } from 'gradcheck';
const define = (name, a) => subject({ name, domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [a * x] });
export default [define('square', ${slope}), define('steady', 2), define('other', ${5 - slope})];
`;

/** A folder with the reports of three runs: from the first to the second, square breaks and other is mended. A process loads a module once, so each state of it has a path of its own. */
const folder = temporaryFolder();
beforeAll(async () => {
  for (const [name, slope, status] of [
    ['old', 2, 1],
    ['new', 3, 1],
    ['same', 3, 1],
  ] as const) {
    const cwd = name === 'same' ? folder : join(folder, 'before', name);
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'a.gradcheck.mjs'), subjects(slope));
    const args = ['run', 'a.gradcheck.mjs', '--runs', '20', '--no-memory', '--reporter', `json=${join(folder, name)}.json`];
    expect((await gradcheck(cwd, args)).status).toBe(status);
  }
});
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('compare: what broke and what is better, exit 1; without changes, or only better ones, exit 0', async () => {
  const { status, stdout, stderr } = await gradcheck(folder, ['compare', 'old.json', 'new.json']);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(/^✗ broke\n {4}square {3}∂f\/∂x is wrong {3}a\.gradcheck\.mjs:3\n {8}matches-differences, .*: holds → fails\n/);
  expect(stdout).toMatch(/✓ is better\n {4}other /);
  expect(stdout).not.toContain('steady');
  expect(await gradcheck(folder, ['compare', 'new.json', 'same.json'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^nothing changed · \d+ checks in both\n$/),
  });
});

test('compare: as Markdown and JSON, to files', async () => {
  const args = ['compare', 'old.json', 'new.json', '--reporter', 'markdown', '--reporter', 'json=changes.json'];
  const { status, stdout } = await gradcheck(folder, args);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^## ✗ Something got worse\n/);
  const { changes } = JSON.parse(read('changes.json'));
  expect(new Set(changes.map(({ subject }: { subject: string }) => subject))).toEqual(new Set(['square', 'other']));
});

test.each([
  [['compare', 'old.json'], /^usage: gradcheck compare <old\.json> <new\.json>$/],
  [['compare', 'old.json', 'none.json'], /^none\.json: no such file$/],
  [['compare', 'a.gradcheck.mjs', 'new.json'], /^a\.gradcheck\.mjs: not a report of gradcheck: no JSON: /],
  [['compare', 'old.json', 'odd.json'], /^odd\.json: not a report of gradcheck: version: /],
  [['compare', 'old.json', 'new.json', '--reporter', 'html'], /^unknown reporter "html"; there are terminal, markdown, json$/],
  [['report', '.'], /^\.: cannot be read \(EISDIR\)$/],
  [['report', 'odd.json', '--reporter', 'junit=x.xml'], /^odd\.json: not a report/],
  [['report'], /^reports\/gradcheck\.json: no such file$/],
  [['open', 'none.html'], /^none\.html: no such file$/],
  [['open'], /^there is no report in reports\/: gradcheck run writes one$/],
])('%j: exit 2 and one line', async (args, message) => {
  writeFileSync(join(folder, 'odd.json'), '{"version": 2}');
  const { status, stdout, stderr } = await gradcheck(folder, args);
  expect({ status, stdout, lines: stderr.split('\n').length }).toEqual({ status: 2, stdout: '', lines: 2 });
  expect(stderr.trimEnd().slice('gradcheck: '.length)).toMatch(message);
});

test('a report renders later to every format as it does in the run', async () => {
  const formats = { junit: 'xml', sarif: 'sarif', markdown: 'md', github: 'txt', terminal: 'log', html: 'html' };
  const args = (prefix: string): string[] =>
    Object.entries(formats).flatMap(([name, end]) => ['--reporter', `${name}=out/${prefix}.${end}`]);
  expect(
    (await gradcheck(folder, ['run', 'a.gradcheck.mjs', '--runs', '20', '--no-memory', '--reporter', 'json=now.json', ...args('run')]))
      .status,
  ).toBe(1);
  expect(await gradcheck(folder, ['report', 'now.json', ...args('later')])).toMatchObject({
    status: 0,
    stdout: '',
    stderr: expect.stringMatching(/^report in out\/later\.xml, /),
  });
  for (const end of Object.values(formats)) {
    expect(read(`out/later.${end}`).length).toBeGreaterThan(100);
    expect(read(`out/later.${end}`)).toBe(read(`out/run.${end}`));
  }
  expect(fromJson((await gradcheck(folder, ['report', 'now.json', '--reporter', 'json'])).stdout)).toEqual(fromJson(read('now.json')));
  expect((await gradcheck(folder, ['report', 'now.json'])).stdout).toContain('✗ square   ∂f/∂x is wrong');
  expect((await gradcheck(folder, ['report', 'now.json', '--reporter', 'html'])).stdout).toBe(read('out/run.html'));
});

test('on GitHub: annotations beside the report on standard output, and the summary of the step, within its limit', async () => {
  const summary = join(folder, 'summary.md');
  writeFileSync(summary, 'before\n');
  const run = async (): Promise<string> => {
    const args = ['report', 'new.json', '--reporter', 'terminal', '--reporter', 'github'];
    const { status, stdout, stderr } = await gradcheck(folder, args, { GITHUB_STEP_SUMMARY: summary });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  };
  expect(await run()).toMatch(/✗ square {3}[\s\S]*\n::error file=a\.gradcheck\.mjs,line=3,title=square%3A ∂f\/∂x is wrong::/);
  expect(read('summary.md')).toMatch(/^before\n## ✗ 1 of 3 subjects is wrong\n/);
  writeFileSync(summary, 'x'.repeat(2 ** 20 - 50));
  await run();
  expect(statSync(summary).size).toBe(2 ** 20 - 50);
  expect((await gradcheck(folder, ['report', 'new.json', '--reporter', 'github'], { GITHUB_STEP_SUMMARY: '' })).status).toBe(0);
});

test('open: the page of the latest report; where there is no browser its path', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'a.gradcheck.mjs'), subjects(2));
  await gradcheck(cwd, ['run', '.', '--runs', '5', '--no-memory']);
  writeFileSync(join(cwd, 'reports/explore.html'), 'no report');
  expect(await gradcheck(cwd, ['open'])).toMatchObject({ status: 0, stdout: 'page in reports/gradcheck.html\n', stderr: '' });
  expect(readFileSync(join(cwd, 'reports/gradcheck.html'), 'utf8')).toContain('1 of 3 subjects is wrong');
  writeFileSync(join(cwd, 'reports/other.html'), 'a page');
  utimesSync(join(cwd, 'reports/other.html'), new Date(), new Date(Date.now() + 10_000));
  expect((await gradcheck(cwd, ['open'])).stdout).toBe('page in reports/other.html\n');
  expect((await gradcheck(cwd, ['open', 'reports/gradcheck.json', '--no-open'])).stdout).toBe('page in reports/gradcheck.html\n');
  expect(fromJson(readFileSync(join(cwd, 'reports/gradcheck.json'), 'utf8')).results.length).toBeGreaterThan(0);
});

test('a locale without UTF-8 gets ASCII', async () => {
  const { stdout } = await gradcheck(folder, ['report', 'new.json'], { LC_ALL: 'en_US.ISO-8859-1' });
  expect(stdout).not.toMatch(/[^\n -~]/);
  expect(stdout).toContain('x square   df/dx is wrong');
  expect((await gradcheck(folder, ['report', 'new.json'], { LC_ALL: 'C.UTF-8' })).stdout).toContain('✗ square');
});
