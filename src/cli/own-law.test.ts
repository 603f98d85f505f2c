import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commanded, type Outcome } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { fromJson, type Report } from '../report/report.ts';

/** A law that gradcheck does not have, in the file of a user, beside a right and a wrong subject. */
const FILE = `
import { fc, plus, point, property, subject } from 'gradcheck/authoring';

export const jensen = property({
  name: 'jensen',
  law: 'f(y) ≥ f(x) + ⟨∇f(x), y − x⟩',
  about: ['gradient'],
  needs: ['gradient'],
  traits: ['convex'],
  scalar: true,
  forAll: (target) => fc.record({ x: point(target), y: point(target) }),
  measure: ({ f, gradient }, { x, y }, instrument) => ({
    claimed: instrument.product(gradient, x, plus(y, x, -1)),
    measured: { value: f(y) - f(x), error: 1e-15 * (Math.abs(f(x)) + Math.abs(f(y))) },
    relation: '≤',
  }),
});

const bowl = { domain: [[-2, 2], [-2, 2]], convex: true, f: ([x, y]) => x * x + 3 * y * y };
export const right = subject({ ...bowl, name: 'right', gradient: ([x, y]) => [2 * x, 6 * y] });
export const wrong = subject({ ...bowl, name: 'wrong', gradient: ([x, y]) => [2 * x, 9 * y] });
`;

const folder = temporaryFolder('law');
writeFileSync(join(folder, 'own.gradcheck.mjs'), FILE);

const gradcheck = (...args: readonly string[]): Promise<Outcome> => commanded(folder, ...args);

let ran: Promise<{ readonly outcome: Outcome; readonly report: Report; readonly page: string }> | undefined;
/** One run of the law, for all tests of this file. */
const run = () =>
  (ran ??= (async () => {
    const reporters = ['--reporter', 'terminal', '--reporter', 'json=own.json', '--reporter', 'html=own.html'];
    const outcome = await gradcheck('run', 'own.gradcheck.mjs', '--property', 'jensen', '--no-memory', ...reporters);
    const report = fromJson(readFileSync(join(folder, 'own.json'), 'utf8'));
    return { outcome, report, page: readFileSync(join(folder, 'own.html'), 'utf8') };
  })());

const resultOf = async (name: string) => (await run()).report.results.find(({ subject }) => subject === name)!;

test('a law of the user runs, holds where the gradient is right and fails where it is wrong', async () => {
  expect((await run()).outcome.status).toBe(1);
  expect((await resultOf('right')).verdict).toBe('pass');
  expect(await resultOf('wrong')).toMatchObject({ property: 'jensen', law: 'f(y) ≥ f(x) + ⟨∇f(x), y − x⟩', verdict: 'fail' });
});

test('its failure is located', async () => {
  const { wrong, simplest } = await resultOf('wrong');
  const y = (simplest!.sample.x as readonly number[])[1]!;
  expect(wrong).toEqual([{ index: 1, label: 'y', claimed: 9 * y, observed: expect.closeTo(6 * y, 8), error: expect.any(Number) }]);
});

test('its failure is explained', async () => {
  expect((await resultOf('wrong')).diagnosis).toEqual([
    { kind: 'factor', text: expect.stringMatching(/^a constant factor: claimed \/ measured = 1\.5 .*in ∂f\/∂y at \d+ points$/) },
  ]);
  expect((await run()).outcome.stdout).toContain('looks like  a constant factor: claimed / measured = 1.5');
});

test('its failure is drawn', async () => {
  const { evidence } = await resultOf('wrong');
  expect(Object.keys(evidence!)).toEqual(expect.arrayContaining(['steps', 'jacobian', 'explorer']));
  const { page } = await run();
  expect(page).toContain('jensen');
  expect(page).toMatch(/<svg[^>]*class="plot/);
});

test('the report knows what it is about', async () => {
  expect((await run()).report.provenance.laws).toEqual({
    jensen: { about: ['gradient'], order: 1, tells: 'consequence', against: 'values' },
  });
});

test('it is listed, and replayed', async () => {
  expect((await gradcheck('list', 'own.gradcheck.mjs')).stdout).toContain('jensen');
  const { path } = await resultOf('wrong');
  const again = ['run', 'own.gradcheck.mjs', '--subject', 'wrong', '--property', 'jensen', '--no-memory', '--path', path!];
  expect((await gradcheck(...again)).status).toBe(1);
});

test('a name that one of our laws has is refused, and a file of laws alone has nothing to check', async () => {
  writeFileSync(join(folder, 'taken.gradcheck.mjs'), FILE.replace("name: 'jensen'", "name: 'convex'"));
  expect((await gradcheck('run', 'taken.gradcheck.mjs')).stderr).toContain('the name "convex" is already taken by a law of gradcheck');
  writeFileSync(join(folder, 'alone.gradcheck.mjs'), FILE.slice(0, FILE.indexOf('const bowl')));
  expect(await gradcheck('run', 'alone.gradcheck.mjs')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('these files hold laws, but no subject'),
  });
});

test('where a name of laws is imported from gradcheck, the message tells where it is', async () => {
  writeFileSync(join(folder, 'former.gradcheck.mjs'), FILE.replace('gradcheck/authoring', 'gradcheck'));
  expect(await gradcheck('run', 'former.gradcheck.mjs')).toMatchObject({
    status: 2,
    stderr: 'gradcheck: former.gradcheck.mjs: cannot be loaded: property is exported by gradcheck/authoring\n',
  });
});
