import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { fromJson } from '../report/report.ts';

/** Sines and cosines, whose slopes are as given. */
const SUBJECTS = `import { subject } from 'gradcheck';
const one = (name, f, slope) => subject({ name, domain: [[-3, 3]], f: ([x]) => f(x), gradient: ([x]) => [slope(x)] });
export default [one('sin', Math.sin, SIN), one('cos', Math.cos, COS), one('exp', Math.exp, Math.exp)];
`;
const [RIGHT_SIN, WRONG] = ['Math.cos', '(x) => x + 5'];

function folder(sin = RIGHT_SIN, cos = WRONG): string {
  const path = temporaryFolder('baseline');
  writeFileSync(join(path, 'waves.gradcheck.mjs'), SUBJECTS.replace('SIN', sin).replace('COS', cos));
  return path;
}
/** Another folder with the same baseline, as modules are loaded once. */
function changed(before: string, sin: string, cos: string): string {
  const path = folder(sin, cos);
  copyFileSync(join(before, 'gradcheck-baseline.json'), join(path, 'gradcheck-baseline.json'));
  return path;
}
const run = (cwd: string, ...more: readonly string[]) =>
  commanded(cwd, 'run', 'waves.gradcheck.mjs', '--no-memory', '--effort', 'quick', '--reporter', 'json=report.json', ...more);
const SEEN = 'the slope by x is claimed 5, measured 0';
const baselineOf = (cwd: string) => JSON.parse(readFileSync(join(cwd, 'gradcheck-baseline.json'), 'utf8'));

test('failures of a baseline are known: new ones alone fail the run, and mended ones are told', async () => {
  const cwd = folder();
  expect((await run(cwd)).status).toBe(1);
  expect((await run(cwd, '--update-baseline')).status).toBe(0);
  expect(baselineOf(cwd)).toEqual({ baseline: 1, failures: [{ subject: 'cos', law: 'matches-differences', seen: SEEN }] });
  expect((await run(cwd)).status).toBe(0);
  const { results } = fromJson(readFileSync(join(cwd, 'report.json'), 'utf8'));
  expect(new Set(results.flatMap(({ subject, expected }) => (expected ? [`${subject} ${expected}`] : [])))).toEqual(
    new Set(['cos in gradcheck-baseline.json']),
  );

  expect((await run(changed(cwd, WRONG, WRONG))).status).toBe(1);

  const mended = changed(cwd, RIGHT_SIN, '(x) => -Math.sin(x)');
  const better = await run(mended);
  expect([better.status, better.stderr]).toEqual([
    0,
    expect.stringMatching(/^gradcheck: mended, and still in gradcheck-baseline.json: cos: .*\. --update-baseline takes this out\n/),
  ]);
  await run(mended, '--update-baseline');
  expect(baselineOf(mended)).toEqual({ baseline: 1, failures: [] });
});

test('an update keeps what the run says nothing of', async () => {
  const cwd = folder(WRONG, WRONG);
  await run(cwd, '--update-baseline', '--subject', 'sin');
  await run(cwd, '--update-baseline', '--subject', 'cos');
  expect(baselineOf(cwd).failures.map(({ subject }: { subject: string }) => subject)).toEqual(['cos', 'sin']);
  expect((await run(cwd)).status).toBe(0);
});

test('an expectation that is mended stays red, and is not taken for a failure that is known', async () => {
  const cwd = folder();
  const text = SUBJECTS.replace('SIN', RIGHT_SIN)
    .replace('COS', '(x) => -Math.sin(x)')
    .replace('domain:', "expect: { fail: ['matches-differences'], because: 'of a reason' }, domain:");
  writeFileSync(join(cwd, 'waves.gradcheck.mjs'), text);
  expect((await run(cwd, '--update-baseline')).status).toBe(1);
  expect(baselineOf(cwd).failures).toEqual([]);
});

test('names of properties of every object are names of subjects as others are', async () => {
  const cwd = folder();
  writeFileSync(
    join(cwd, 'waves.gradcheck.mjs'),
    SUBJECTS.replace("'cos'", "'constructor'").replace("'sin'", "'__proto__'").replace('SIN', WRONG).replace('COS', WRONG),
  );
  expect((await run(cwd)).status).toBe(1);
  expect((await run(cwd, '--update-baseline')).status).toBe(0);
  expect((await run(cwd)).status).toBe(0);
});

test.each([
  [undefined, 'gradcheck: --baseline known.json: is not there; --update-baseline writes it\n'],
  ['{', /^gradcheck: --baseline known.json: is no baseline: .*\n$/],
  ['{ "baseline": 2, "failures": [] }', /^gradcheck: --baseline known.json: is no baseline: .*\n$/],
])('a baseline of %j is refused in one line', async (content, stderr) => {
  const cwd = folder();
  if (content !== undefined) writeFileSync(join(cwd, 'known.json'), content);
  const found = await run(cwd, '--baseline', 'known.json');
  expect(found).toMatchObject({ status: 2, stderr: typeof stderr === 'string' ? stderr : expect.stringMatching(stderr) });
});

/** Subjects, the second of which takes its time. */
const SLOW = `import { subject } from 'gradcheck';
const wait = () => { const end = Date.now() + 15; while (Date.now() < end); };
const one = (name, before = () => {}) => subject({ name, domain: [[-3, 3]], f: ([x]) => (before(), Math.sin(x)), gradient: ([x]) => [Math.cos(x)] });
export default [one('first'), one('slow', wait), one('last')];
`;

test.each(['0', '1'])('with %s workers, a run ends in order when its time is over, and says what was not reached', async (workers) => {
  const cwd = folder();
  writeFileSync(join(cwd, 'waves.gradcheck.mjs'), SLOW);
  const { status, stderr } = await run(cwd, '--workers', workers, '--max-time', '2s');
  expect(status).toBe(0);
  expect(stderr).toMatch(/^gradcheck: --max-time is over: \d+ laws of [23] subjects were not reached\n/);
  const { results } = fromJson(readFileSync(join(cwd, 'report.json'), 'utf8'));
  const last = results.filter(({ subject }) => subject === 'last');
  expect(last.length).toBeGreaterThan(1);
  expect(last.every(({ verdict, reason }) => verdict === 'inconclusive' && reason === 'not reached: the time was over')).toBe(true);
  expect(results.some(({ verdict }) => verdict === 'fail')).toBe(false);
  expect((await run(cwd, '--workers', workers, '--max-time', '2s', '--strict')).status).toBe(1);
});

test.each(['0', '8d', 'm', '-1'])('a time of %s is refused', async (time) => {
  expect(await run(folder(), `--max-time=${time}`)).toMatchObject({
    status: 2,
    stderr: `gradcheck: --max-time takes a time such as 90s, 8m or 1h, not ${JSON.stringify(time)}\n`,
  });
});

test('a baseline that cannot be read is refused', async () => {
  expect(await run(folder(), '--baseline', '.')).toMatchObject({
    status: 2,
    stderr: 'gradcheck: --baseline .: cannot be read (EISDIR)\n',
  });
});
