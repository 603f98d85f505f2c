import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commanded, type Outcome } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { fromJson } from '../report/report.ts';
import { sha256 } from '../report/statement.ts';

const subjects = [
  { name: 'square', variables: { x: [-2, 2] }, f: 'x^2', gradient: ['2*x'], requirement: 'R-1' },
  { name: 'cube', variables: { x: [-2, 2] }, f: 'x^3', gradient: ['3*x^2'], requirement: 'R-2' },
];

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = temporaryFolder('requirements');
  writeFileSync(join(path, 'a.gradcheck.json'), JSON.stringify({ subjects }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

const run = (cwd: string, ...flags: readonly string[]): Promise<Outcome> =>
  commanded(cwd, 'run', '.', '--runs', '6', '--no-memory', '--reporter', 'terminal', '--reporter', 'json=r.json', ...flags);
/** A run with this list of requirements. */
const required = (csv: string, ...flags: readonly string[]): Promise<Outcome> =>
  run(folder({ 'list.csv': csv }), '--requirements', 'list.csv', ...flags);

test('a list of requirements that are all verified passes, and is in the report with its hash', async () => {
  const csv = '\ufeffNumber, ID ,Text,Digits\r\n1,R-1,"The slope, ""2x""",6\r\n2,R-2,,\r\n\r\n';
  const cwd = folder({ 'list.csv': csv });
  const { status, stdout } = await run(cwd, '--requirements', 'list.csv');
  expect(status).toBe(0);
  expect(stdout).toContain('\nall 2 requirements are verified\n');
  const report = fromJson(readFileSync(join(cwd, 'r.json'), 'utf8'));
  expect(report.requirements).toMatchObject([
    { id: 'R-1', text: 'The slope, "2x"', digits: 6, outcome: 'verified', subjects: ['square'] },
    { id: 'R-2', outcome: 'verified', subjects: ['cube'] },
  ]);
  expect(report.provenance.files).toEqual({
    'a.gradcheck.json': sha256(JSON.stringify({ subjects })),
    'list.csv': sha256(csv),
  });
});

test('an id that is missing, or established to fewer digits, fails the run', async () => {
  expect(await required('id\nR-1\nR-2\nR-9\n')).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/2 of 3 requirements are verified\n {2}✗ R-9: not checked: no subject of this run has its id\n/),
  });
  expect(await required('id,digits\nR-1,17\nR-2,1\n')).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/1 of 2 requirements is verified\n {2}✗ R-1: agrees to [\d.]+ digits where 17 are required \(square\)\n/),
  });
});

test('an id that is not decided fails the run where a list is given', async () => {
  const step = { name: 'noise', variables: { x: [-2, 2] }, f: '1e18 + sin(x)', gradient: ['cos(x)'], requirement: 'R-3' };
  const cwd = folder({ 'b.gradcheck.json': JSON.stringify({ subjects: [step] }), 'list.csv': 'id\nR-3\n' });
  const own = await run(cwd, '--subject', 'noise', '--property', 'matches-differences');
  expect(own.status).toBe(0);
  expect(own.stdout).toContain('? R-3: not decided (noise)');
  expect((await run(cwd, '--subject', 'noise', '--property', 'matches-differences', '--requirements', 'list.csv')).status).toBe(1);
});

test('digits that a subject requires are held without a list', async () => {
  const cwd = folder({
    'a.gradcheck.json': JSON.stringify({ subjects: [{ ...subjects[0], requirement: undefined, requires: { digits: 16.9 } }] }),
  });
  const { status, stdout } = await run(cwd);
  expect(stdout).toMatch(/✗ square: agrees to [\d.]+ digits where 16\.9 are required/);
  expect(status).toBe(1);
  writeFileSync(join(cwd, 'a.gradcheck.json'), JSON.stringify({ subjects: [{ ...subjects[0], requires: { digits: 40 } }] }));
  expect((await run(cwd)).stderr).toMatch(/requires.*digits/);
});

test('shards leave their requirements to the merge', async () => {
  const cwd = folder({ 'list.csv': 'id\nR-1\nR-2\nR-9\n' });
  for (const shard of ['1/2', '2/2']) await run(cwd, '--shard', shard, '--reporter', `blob=parts/${shard[0]}.blob`);
  expect(await run(cwd, '--shard', '1/2', '--requirements', 'list.csv')).toMatchObject({
    status: 2,
    stderr: 'gradcheck: --requirements of a shard: give them to gradcheck merge, which has the results of all\n',
  });
  const whole = await commanded(cwd, 'merge', 'parts', '--requirements', 'list.csv', '--reporter', 'json=merged.json');
  expect(whole.status).toBe(1);
  const report = fromJson(readFileSync(join(cwd, 'merged.json'), 'utf8'));
  expect(report.requirements!.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['R-1 verified', 'R-2 verified', 'R-9 missing']);
  expect(report.subjects!.map(({ name }) => name)).toEqual(['square', 'cube']);
  expect(Object.keys(report.provenance.files!).sort()).toEqual(['a.gradcheck.json', 'list.csv']);
});

test.each([
  ['', 'there is no requirement in it'],
  ['id,text\n', 'there is no requirement in it'],
  ['number,text\n1,a\n', 'its first line has no column "id" (it has "number", "text")'],
  ['id\nR-1\nR-1\n', 'line 3: the id "R-1" is there twice'],
  ['id,text\n,a\n', 'line 2: the id is missing'],
  ['id,digits\nR-1,many\n', 'line 2: digits must be a number from 0 to 17, not "many"'],
  ['id\n"R-1\n', 'is no CSV: '],
])('a list that is none is told in one line: %j', async (csv, problem) => {
  const { status, stderr, stdout } = await required(csv);
  expect(stderr.startsWith(`gradcheck: --requirements list.csv: ${problem}`)).toBe(true);
  expect(stderr.split('\n')).toHaveLength(2);
  expect([status, stdout]).toEqual([2, '']);
});

test('a list that is not there is told in one line', async () => {
  expect((await run(folder(), '--requirements', 'none.csv')).stderr).toBe('gradcheck: --requirements none.csv: cannot be read (ENOENT)\n');
});
