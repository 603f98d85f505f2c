import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commanded, commandedWith, type Environment } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { fromJson, type Report } from '../report/report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = join(root, 'dist/cli.cjs');
const env = { PATH: process.env.PATH, HOME: process.env.HOME };

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const spawnedIn = (cwd: string, ...args: readonly string[]) =>
  spawnSync('node', [binary, ...args], { cwd, encoding: 'utf8', env, timeout: 60_000 });
const gradcheck = (...args: readonly string[]) => commanded(folder(), ...args);
const reportIn = (cwd: string, file = 'reports/gradcheck.json'): Report => fromJson(readFileSync(join(cwd, file), 'utf8'));

const right = `import { subject } from 'gradcheck';
export const square = subject({ name: 'square', domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [2 * x] });
`;
const wrong = `import { subject } from 'gradcheck';

export default subject({
  name: 'tripled',
  domain: [[-2, 2], [-1, 1]],
  f: ([x, y]) => x * x + y,
  gradient: ([x, y]) => [3 * x, 1],
});
`;
const formulas = JSON.stringify({ subjects: [{ name: 'from json', variables: { x: [-2, 2] }, f: 'x^3', gradient: ['3*x^2'] }] });

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const flag of ['--version', '-v'])
    expect(spawnedIn(folder(), flag)).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('for the version nothing is loaded but what tells it', () => {
  const { stderr } = spawnSync('node', ['--version'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const loaded = spawnSync('node', [binary, '--version'], { encoding: 'utf8', env: { ...env, NODE_DEBUG: 'esm,module' } }).stderr;
  expect(loaded).not.toMatch(/yargs|zod|fast-check|mathjs|jiti/);
});

test('a right formula passes', async () => {
  const { status, stdout, stderr } = await gradcheck(
    'check',
    'x^2 + 3*x*y + y^2',
    '--gradient',
    '2*x + 3*y',
    '--gradient',
    '3*x + 2*y',
    '--runs',
    '10',
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('0 wrong · 1 right · 0 inconclusive');
});

test('a wrong formula fails, and its replay line shows the same', async () => {
  const formula = ['x^2 + 3*x*y + y^2', '--gradient', '3*x + 3*y', '--gradient', '3*x + 2*y'];
  const first = await gradcheck('check', ...formula, '--at', 'x=1,y=2');
  expect(first.status).toBe(1);
  expect(first.stdout).toMatch(/✗ ∂f\/∂x +claimed 9 +measured 8 ± /);
  const again = await gradcheck(...words(/replay +(.*)/.exec(first.stdout)![1]!));
  const shown = (text: string): string => /∂f\/∂x is wrong\n(?: .*\n)*? {4}measured.*/.exec(text)![0];
  expect(again.status).toBe(1);
  expect(shown(again.stdout)).toBe(shown(first.stdout));
});

test('a formula is decided exactly, over the domain and at a point', async () => {
  const fast = ['--runs', '20', '--property', 'matches-symbolic'];
  const tiny = await gradcheck('check', 'x^2', '--gradient', '2*x + 1e-25', '--at', 'x=1', ...fast);
  expect(tiny.status).toBe(1);
  expect(tiny.stdout).toMatch(/✗ ∂f\/∂x +claimed 2 +measured 2 ± \S+, exact 2: in exact arithmetic it differs by 5\.0e-26 of its size\n/);
  expect(tiny.stdout).toMatch(/because +in exact arithmetic the claim is not the derivative: they differ by /);
  const cancelling = ['(1-cos(x))/x^2', '--gradient', 'sin(x)/x^2-2*(1-cos(x))/x^3', '--domain', 'x=1e-9:1e-2', '--at', 'x=1e-6'];
  const right = await gradcheck('check', ...cancelling, ...fast);
  expect(right.status).toBe(0);
  expect(right.stdout).toMatch(/\? ∂f\/∂x .*, exact -8\.33333333333e-8[^:]*: in exact arithmetic it is right: the gap is rounding\n/);
  expect(right.stdout).toMatch(/exactly +gradient identical to the derivative \(identity test at \d+ random points, 40 digits\)\n/);
  expect(right.stdout).toMatch(/ gradient loses all digits in doubles at x = \S+: condition number \d\.\de\d+\n/);
});

/** The arguments of `gradcheck` in a command line, as a shell reads it. */
function words(line: string): readonly string[] {
  const printed = spawnSync('bash', ['--norc', '-c', `gradcheck() { printf '%s\\0' "$@"; }; ${line}`], { encoding: 'utf8' }).stdout;
  return printed.split('\0').slice(0, -1);
}

/** Runs a command line in a shell, where `gradcheck` is this binary. */
const replayed = (cwd: string, line: string) =>
  spawnSync('bash', ['--norc', '-c', `gradcheck() { node '${binary}' "$@"; }; ${line}`], { cwd, encoding: 'utf8', env, timeout: 60_000 });

test('formulas that begin with a minus', async () => {
  expect((await gradcheck('check', '-x^2', '--gradient', '-2*x', '--runs', '5')).status).toBe(0);
  expect((await gradcheck('check', '-x^2', '--gradient', '-x', '--runs', '5')).status).toBe(1);
});

test('subjects of TypeScript, JavaScript and JSON, in folders, by name, by default and in lists', async () => {
  const cwd = folder({
    'a.gradcheck.ts': right,
    'deep/b.gradcheck.mjs': right.replaceAll('square', 'module'),
    'deep/er/c.gradcheck.js': right
      .replaceAll('square', 'script')
      .replace('export const script = ', 'export default [')
      .replace('});', '})];'),
    'd.gradcheck.json': formulas,
    'node_modules/x/e.gradcheck.ts': 'throw 1',
    'ordinary.ts': 'throw 1',
  });
  const { status, stdout, stderr } = await commanded(cwd, 'run', '.', '--runs', '5');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/report in reports\/gradcheck\.json\n$/);
  const places = new Map(reportIn(cwd).results.map(({ subject, source }) => [subject, source]));
  expect(Object.fromEntries(places)).toEqual({
    square: { file: 'a.gradcheck.ts', line: 2 },
    'from json': { file: 'd.gradcheck.json', line: 1 },
    module: { file: 'deep/b.gradcheck.mjs', line: 2 },
    script: { file: 'deep/er/c.gradcheck.js', line: 2 },
  });
});

test('a wrong subject: exit 1, with place, component, both values and a replay line that shows the same counterexample', async () => {
  const cwd = folder({ 'my subjects/a.gradcheck.ts': wrong });
  const { status, stdout } = spawnedIn(cwd, 'run', 'my subjects', '--runs', '20', '--seed', '7');
  expect(status).toBe(1);
  expect(stdout).toContain('✗ tripled   ∂f/∂x is wrong');
  expect(stdout).toContain('my subjects/a.gradcheck.ts:4\n');
  const failures = reportIn(cwd).results.filter(({ verdict }) => verdict === 'fail');
  expect(failures.map(({ property }) => property)).toContain('matches-differences');
  const inShell = (line: string) => replayed(cwd, line);
  const inProcess = (line: string) => commanded(cwd, ...words(line));
  for (const [failure, run] of [[failures[0]!, inShell] as const, [failures.at(-1)!, inProcess] as const]) {
    expect((await run(`${failure.replay} --reporter json=again.json`)).status).toBe(1);
    const [again] = reportIn(cwd, 'again.json').results;
    expect({ property: again!.property, simplest: again!.simplest, wrong: again!.wrong }).toEqual({
      property: failure.property,
      simplest: failure.simplest,
      wrong: failure.wrong,
    });
  }
});

test('a replay line, as a shell reads it, finds its subject whatever that is called', async () => {
  const names = ['*', 'a*b?\\', 'it\'s $(id) `x` "', '--help', 'line\nend \u001b[2J \u202e', 'é 😀 [a-z]'];
  const text = `import { subject } from 'gradcheck';
export default ${JSON.stringify(names)}.map((name) => subject({ name, domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [x] }));`;
  const cwd = folder({ "it's.gradcheck.ts": text });
  const { status, stdout } = await commanded(cwd, 'run', "it's.gradcheck.ts", '--runs', '5', '--property', 'matches-differences');
  expect(status).toBe(1);
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  const { results } = reportIn(cwd);
  expect(results.map(({ subject }) => subject)).toEqual(names);
  for (const { subject, replay } of results) {
    await commanded(cwd, ...words(replay!), '--reporter', 'json=again.json');
    expect(reportIn(cwd, 'again.json').results.map((result) => result.subject)).toEqual([subject]);
  }
});

test('the same seed gives the same report apart from its date, another seed another', async () => {
  const cwd = folder({ 'a.gradcheck.ts': right, 'b.gradcheck.ts': wrong });
  const report = async (file: string, seed: string): Promise<Report> => {
    await commanded(cwd, 'run', '.', '--runs', '5', '--seed', seed, '--reporter', `json=${file}`);
    return reportIn(cwd, file);
  };
  const [one, two, other] = [await report('1.json', '5'), await report('2.json', '5'), await report('3.json', '6')];
  expect(two.results).toEqual(one.results);
  expect(two.summary).toEqual(one.summary);
  expect(other.results).not.toEqual(one.results);
});

test('what is broken is named, and the others are still checked', async () => {
  const broken = `import { subject } from 'gradcheck';
const define = (name, gradient, f = (x) => x[0] * x[0]) => subject({ name, domain: [[-2, 2]], f, gradient });
const buffer = [0];
export default [
  define('throws', () => { throw new Error('out of order'); }),
  define('length', () => [1, 2]),
  define('mutates', (x) => { const g = [2 * x[0]]; x[0] = 7; return g; }),
  define('reuses', (x) => { buffer[0] = 2 * x[0]; return buffer; }),
  define('not-a-number', () => [Number.NaN]),
  define('right', (x) => [2 * x[0]]),
];`;
  const cwd = folder({ 'a.gradcheck.mjs': broken });
  expect((await commanded(cwd, 'run', '.', '--runs', '10')).status).toBe(1);
  const { results } = reportIn(cwd);
  const faults = (name: string) =>
    new Set(results.filter(({ subject, verdict }) => subject === name && verdict === 'fail').map(({ fault }) => fault));
  expect(faults('throws')).toContain('throws');
  expect(faults('length')).toContain('wrong-length');
  expect(faults('mutates')).toContain('mutates-input');
  expect(faults('reuses')).toContain('reuses-buffer');
  expect(faults('not-a-number')).toContain('not-finite');
  expect(faults('right')).toEqual(new Set());
  expect(results.filter(({ subject, verdict }) => subject === 'right' && verdict === 'pass').length).toBeGreaterThan(5);
});

test('a known failure does not make the run red; once it is mended it does', async () => {
  const laws = ['matches-differences'];
  const expecting = (text: string): string =>
    text.replace('domain:', `expect: { fail: ${JSON.stringify(laws)}, because: 'ticket 7' }, domain:`);
  const cwd = folder({ 'known.gradcheck.ts': expecting(wrong), 'mended.gradcheck.ts': expecting(right) });
  const known = await commanded(cwd, 'run', 'known.gradcheck.ts', '--property', ...laws);
  expect(known.status).toBe(0);
  expect(known.stdout).toContain('known       matches-differences: ticket 7');
  const mended = await commanded(cwd, 'run', 'mended.gradcheck.ts', '--property', ...laws);
  expect(mended.status).toBe(1);
  expect(mended.stdout).toContain('expected to fail (ticket 7) but passes: remove the expectation');
});

test('without files, the configuration says what is checked and how; flags go before it', async () => {
  const cwd = folder({
    'gradcheck.config.ts':
      "export default { include: ['losses/**/*.gradcheck.ts'], seed: 9, runs: 4, reporters: ['terminal', 'json=out/r.json'] };",
    'losses/deep/a.gradcheck.ts': right,
    'other/b.gradcheck.ts': wrong,
  });
  expect((await commanded(cwd, 'run')).status).toBe(0);
  expect(reportIn(cwd, 'out/r.json')).toMatchObject({
    seed: 9,
    results: expect.arrayContaining([expect.objectContaining({ subject: 'square', runs: 4 })]),
  });
  expect((await commanded(cwd, 'run', '--seed', '3')).status).toBe(0);
  expect(reportIn(cwd, 'out/r.json').seed).toBe(3);
});

test('without files and configuration, the built-in functions are checked', async () => {
  const cwd = folder();
  const { status, stdout } = await commanded(cwd, 'run', '--runs', '2', '--subject', 'booth', 'beale');
  expect(status).toBe(0);
  expect(stdout).toContain('0 wrong · 2 right');
});

test('a report for standard output is alone there', () => {
  const cwd = folder({ 'a.gradcheck.ts': right });
  const { stdout, stderr } = spawnedIn(cwd, 'run', '.', '--runs', '2', '--reporter', 'json');
  expect(fromJson(stdout).summary.fail).toBe(0);
  expect(stderr).toMatch(/^\d+\.\d s\n$/);
});

test('colours follow FORCE_COLOR and NO_COLOR', async () => {
  const cwd = folder({ 'a.gradcheck.ts': right });
  const out = async (environment: Environment) => (await commandedWith(environment, cwd, 'run', '.', '--runs', '2')).stdout;
  expect(await out({ FORCE_COLOR: '1' })).toContain('\u001b[32m✓');
  expect(await out({})).not.toContain('\u001b');
  expect(await out({ NO_COLOR: '1' })).not.toContain('\u001b');
});

const bare: Readonly<Record<string, string>> = {
  'a.gradcheck.ts': right,
  'throws.gradcheck.ts': "throw new Error('at import\\nsecond line');",
  'syntax.gradcheck.ts': 'export default subject({',
  'empty.gradcheck.ts': 'export const x = 1;',
  'twin.gradcheck.ts': right,
  'invalid.gradcheck.ts': "export default { kind: 'function', name: 'half', domain: [[0, 1]] };",
  'unknown.gradcheck.json': '{ "subjects": [{ "name": "f", "variables": { "x": [0, 1] }, "f": "x", "gradeint": ["1"] }] }',
  'text.gradcheck.json': '{',
  'expects.gradcheck.ts': right.replace('domain:', "expect: { fail: ['matches-diferences'], because: 'x' }, domain:"),
  'idle.gradcheck.ts':
    "import { subject } from 'gradcheck'; export default subject({ name: 'hv', domain: [[0, 1]], outputs: 2, f: ([x]) => [x, x], jacobian: ([x]) => [[1], [1]] });",
  'unclaimed.gradcheck.ts':
    "import { subject } from 'gradcheck'; export default subject({ name: 'f', domain: [[0, 1]], f: ([x]) => x } as never);",
  'alien.gradcheck.ts': "export default { kind: 'alien', name: 'green', domain: [[0, 1]], f: () => 0 };",
  'throwing.gradcheck.ts': "export default { get name() { throw new Error('no name today'); }, domain: [[0, 1]], f: () => 0 };",
  'vain.gradcheck.ts': right.replace('domain:', "expect: { fail: ['jacobian-matches-differences'], because: 'x' }, domain:"),
  'update.gradcheck.ts':
    "import { update } from 'gradcheck'; export default update({ name: 'descent', init: () => 0, step: (theta, g) => ({ theta: theta.map((t, i) => t - 0.1 * g[i]), state: 0 }), rule: { name: 'sgd', rate: 0.1 } });",
  'folder/nothing.ts': '',
  file: '',
};

test.each([
  [['run', 'missing'], /^missing: no such file or folder$/],
  [['run', 'folder'], /^folder: no file named /],
  [['run', 'file'], /^file: not a subject file/],
  [['run', 'throws.gradcheck.ts'], /^throws\.gradcheck\.ts: cannot be loaded: at import$/],
  [['run', 'syntax.gradcheck.ts'], /^syntax\.gradcheck\.ts: cannot be loaded: /],
  [['run', 'empty.gradcheck.ts'], /^empty\.gradcheck\.ts: no subject here/],
  [['run', 'invalid.gradcheck.ts'], /^invalid\.gradcheck\.ts: subject "half": f: must be a function$/],
  [['run', 'unknown.gradcheck.json'], /unknown\.gradcheck\.json.*gradeint.*gradient/],
  [['run', 'text.gradcheck.json'], /text\.gradcheck\.json/],
  [
    ['run', 'expects.gradcheck.ts'],
    /subject "square": expect\.fail: "matches-diferences" is no property \(did you mean matches-differences\?\)$/,
  ],
  [['run', 'idle.gradcheck.ts', '--property', 'matches-differences'], /^none of the chosen properties applies to a chosen subject$/],
  [['run', 'unclaimed.gradcheck.ts'], /subject "f": nothing to check: it claims no derivative \(gradient, jacobian, vjp, jvp, …\)$/],
  [['run', 'alien.gradcheck.ts'], /^alien\.gradcheck\.ts: subject "green": kind: "alien" is no kind of subject$/],
  [['run', 'throwing.gradcheck.ts'], /^throwing\.gradcheck\.ts: an export cannot be read: no name today$/],
  [['run', 'vain.gradcheck.ts'], /subject "square": expect\.fail: "jacobian-matches-differences" does not apply to it$/],
  [['run', 'a.gradcheck.ts', '--no-memory=yes'], /^--no-memory takes no value: it is given or not, and not --no-memory=yes$/],
  [['run', 'a.gradcheck.ts', '--reporter', 'blob'], /^a blob goes to a file: --reporter blob=FILE$/],
  [['run', 'a.gradcheck.ts', '--shard', '3/2'], /^--shard: a shard is I\/N, two whole numbers with 1 ≤ I ≤ N ≤ 100000, not 3\/2$/],
  [['run', 'a.gradcheck.ts', '--timeout', '0'], /^--timeout takes a number of seconds above 0 and up to 2000000, not "0"$/],
  [['run', 'a.gradcheck.ts', '--path', 'here'], /^--path takes what a replay line says, not "here"$/],
  [['mutate'], /^which subjects\? gradcheck mutate FILE…, or --subject NAME for built-in functions$/],
  [['mutate', 'update.gradcheck.ts'], /^no function or layer among the chosen subjects: mistakes are planted into those only$/],
  [['check', 'x^2', '--gradient', '2*x', '--path', '0'], /^--path needs exactly one --property$/],
  [
    ['check', 'x^2', '--gradient', '2*x', '--property', 'jacobian-matches-differences'],
    /^none of the chosen properties applies to a formula with a gradient$/,
  ],
  [['run', 'a.gradcheck.ts', '--subject', 'sqare'], /^--subject "sqare": no subject has such a name \(did you mean square\?\)$/],
  [['run', 'a.gradcheck.ts', '--property', 'matches'], /^--property "matches": there is no such property/],
  [['run', 'a.gradcheck.ts', '--path', '0'], /^--path needs exactly one subject and one property/],
  [['run', 'a.gradcheck.ts', '--seed', '1.5'], /^--seed takes a whole number/],
  [['run', 'a.gradcheck.ts', '--runs', '0'], /^--runs takes a whole number from 1/],
  [['run', 'a.gradcheck.ts', '--budget', '-1'], /^--budget takes a whole number from 1/],
  [['run', 'a.gradcheck.ts', '--reporter', 'jsn'], /^unknown reporter "jsn" \(did you mean json\?\)$/],
  [['run', 'a.gradcheck.ts', '--reporter', 'json=file/x.json'], /^file\/x\.json: cannot be written \(E/],
  [['run', 'a.gradcheck.ts', '--reporter', 'json', '--reporter', 'terminal'], /^two reporters for standard output/],
  [['run', 'a.gradcheck.ts', '--speed'], /^run has no flag --speed \(did you mean --seed\?\)$/],
  [['check', 'x^^2', '--gradient', '2*x'], /^the formula: /],
  [['check', 'x^2', '--gradient', '2*x', '--gradient', '1'], /^"x\^2" has 1 variable \(x\) but 2 --gradients given/],
  [['check', 'x^2', '--gradient', '2*z'], /unknown variable z/],
  [['check', '3xy', '--gradient', '3*y', '--gradient', '3*x'], /xy is one variable; a product is written 3\*x\*y$/],
  [['selftest', '--runs', 'many'], /^--runs takes a whole number/],
  [['nonsense'], /^unknown command "nonsense"/],
  [[], /^no command given/],
])('%j: exit 2 and one line', async (args, message) => {
  const { status, stdout, stderr } = await commanded(folder(bare), ...args);
  expect({ status, stdout, lines: stderr.split('\n').length }).toEqual({ status: 2, stdout: '', lines: 2 });
  expect(stderr.trimEnd()).toMatch(/^gradcheck: /);
  expect(stderr.trimEnd().slice('gradcheck: '.length)).toMatch(message);
});

test('a memory that cannot be read, or set aside where it is damaged, is told', async () => {
  const cwd = folder({ 'a.gradcheck.ts': right, 'folder/memory.json': '[]', 'folder/memory.json.damaged/file': '' });
  const said = async (memory: string) => (await commanded(cwd, 'run', 'a.gradcheck.ts', '--runs', '2', '--memory', memory)).stderr;
  expect(await said('folder')).toContain('gradcheck: folder: the memory of failures cannot be read (EISDIR)\n');
  expect(await said('folder/memory.json')).toMatch(/^gradcheck: folder\/memory\.json is damaged, and cannot be set aside \(E\w+\)\n/);
});

test('what nobody has foreseen is an internal error, in one line', () => {
  const cwd = folder({
    'a.gradcheck.ts': right,
    'breaks.cjs': 'process.hrtime = performance.now = () => { throw new Error("no clock"); };',
  });
  const { status, stderr } = spawnSync('node', [binary, 'run', 'a.gradcheck.ts'], {
    cwd,
    encoding: 'utf8',
    env: { ...env, NODE_OPTIONS: '--require ./breaks.cjs' },
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'gradcheck: internal error: no clock (GRADCHECK_DEBUG=1 shows where)\n',
  });
});

test.each([
  [
    'both.config',
    { 'gradcheck.config.json': '{}', 'gradcheck.config.ts': 'export default {}' },
    /^gradcheck: both gradcheck\.config\.ts and gradcheck\.config\.json are here; remove one\n$/,
  ],
  [
    'an unknown key',
    { 'gradcheck.config.json': '{ "inclde": ["."] }' },
    /^gradcheck: gradcheck\.config\.json: unknown key "inclde" \(did you mean include\?\)/,
  ],
  [
    'a wrong seed',
    { 'gradcheck.config.json': '{ "seed": 1.5 }' },
    /^gradcheck: gradcheck\.config\.json: seed: must be a whole number of 32 bits or 'random'\n$/,
  ],
  [
    'a wrong memory',
    { 'gradcheck.config.json': '{ "memory": true }' },
    /^gradcheck: gradcheck\.config\.json: memory: must be the name of a file, or false\n$/,
  ],
  ['a wrong value', { 'gradcheck.config.json': '{ "runs": "many" }' }, /^gradcheck: gradcheck\.config\.json: runs: /],
  [
    'no default export',
    { 'gradcheck.config.mjs': 'export const a = 1' },
    /^gradcheck: gradcheck\.config\.mjs: export the configuration as default/,
  ],
  [
    'no match',
    { 'gradcheck.config.json': '{ "include": ["x/**"] }' },
    /^gradcheck: gradcheck\.config\.json: include: x\/\*\*: no subject file matches/,
  ],
])('a configuration with %s: exit 2', async (_, files, message) => {
  const { status, stderr } = await commanded(folder(files), 'run');
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});

test('a subject file cannot end the process and look like success', () => {
  const exits = spawnedIn(folder({ 'a.gradcheck.mjs': 'process.exit(0)' }), 'run', '.');
  const waits = spawnedIn(folder({ 'a.gradcheck.mjs': 'await new Promise(() => {})' }), 'run', '.', '--timeout', '1');
  expect([exits, waits].map(({ status, stderr }) => [status, stderr])).toEqual([
    [2, 'gradcheck: a.gradcheck.mjs: cannot be loaded: it ended the process with status 0 (process.exit?)\n'],
    [2, 'gradcheck: a.gradcheck.mjs: cannot be loaded: it did not come to an end within 1 s\n'],
  ]);
  for (const content of ['process.exit(0)', 'await new Promise(() => {})']) {
    const { status, stderr } = spawnedIn(folder({ 'a.gradcheck.mjs': content }), 'run', '.', '--workers', '0');
    expect(status).toBe(2);
    expect(stderr).toContain('the process ended before the report was written');
  }
});

test('a reader that goes away changes neither the status nor the report', async () => {
  const cwd = folder({ 'a.gradcheck.ts': wrong });
  const child = spawn('node', [binary, 'run', '.', '--runs', '10'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  const status = await new Promise((done) => child.on('close', done));
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(reportIn(cwd).summary.fail).toBeGreaterThan(0);
});

test('interrupted: the report of what is done is written, exit 130', async () => {
  const many = `import { subject } from 'gradcheck';
let told = false;
const f = (i, x) => {
  if (i === 3 && !told) process.stderr.write('three are done');
  told ||= i === 3;
  return x * x;
};
export default Array.from({ length: 5000 }, (_, i) => subject({ name: 's' + i, domain: [[-2, 2]], f: ([x]) => f(i, x), gradient: ([x]) => [2 * x] }));`;
  const cwd = folder({ 'a.gradcheck.mjs': many });
  const child = spawn('node', [binary, 'run', '.'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.once('data', () => child.kill('SIGINT'));
  const status = await new Promise((done) => child.on('close', done));
  expect(status).toBe(130);
  expect(stdout).toMatch(/\ninterrupted after \d+\.\d s · report in reports\/gradcheck\.json\n$/);
  const { length } = reportIn(cwd).results;
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(5000);
});

test('the list names subjects, claims and laws', async () => {
  const cwd = folder({ 'a.gradcheck.ts': right });
  const { status, stdout } = await commanded(cwd, 'list', 'a.gradcheck.ts');
  expect(status).toBe(0);
  expect(stdout).toMatch(/square +ℝ → ℝ +gradient +\d+ laws\n {4}matches-differences, directional-derivative, \S.*\n/);
  expect(stdout).toMatch(/matches-differences +⟨/);
  const { subjects } = JSON.parse((await commanded(cwd, 'list', 'a.gradcheck.ts', '--json')).stdout);
  expect(subjects).toMatchObject([
    { name: 'square', inputs: 1, outputs: 1, claims: ['gradient'], source: { file: 'a.gradcheck.ts', line: 2 } },
  ]);
});

const stack = `import { layer, stack } from 'gradcheck';

const dense = (name, wrong = 1) =>
  layer({
    name,
    inputs: { x: [2], w: [2, 2] },
    forward: ({ x, w }) => [w[0] * x[0] + w[1] * x[1], w[2] * x[0] + w[3] * x[1]],
    backward: ({ x, w }, [a, b]) => ({ x: [a * w[0] + b * w[2], a * w[1] + b * w[3]], w: [a * x[0], a * x[1], b * x[0], wrong * b * x[1]] }),
  });
const relu = layer({
  name: 'relu',
  inputs: { x: [2] },
  forward: ({ x }) => x.map((xi) => Math.max(xi - 1000, 0)),
  backward: ({ x }, dy) => ({ x: dy.map((d, i) => (x[i] > 1000 ? d : 0)) }),
});
export const wrong = stack({ name: 'wrong', layers: [dense('first'), dense('second', 2)] });
export const dead = stack({ name: 'dead', layers: [dense('first'), relu, dense('second')] });
`;

test('a stack: the wrong layer is named, and a reading warns', async () => {
  const cwd = folder({ 'net.gradcheck.ts': stack });
  const { status, stdout } = await commanded(cwd, 'run', '.', '--runs', '20', '--reporter', 'terminal', '--reporter', 'json=r.json');
  expect(status).toBe(1);
  expect(stdout).toContain('✗ wrong   layer 2 second: w[1,1] is wrong');
  expect(stdout).toContain('✓ dead');
  expect(stdout).toContain('warning     gradient-flow: dead, exactly 0 at every sample: layer 2 relu: x[0], layer 2 relu: x[1]');
  const flow = reportIn(cwd, 'r.json').results.find((result) => result.subject === 'dead' && result.property === 'gradient-flow')!;
  expect(flow).toMatchObject({ verdict: 'pass', runs: 40, evidence: { reading: { growth: 0 } } });
});

const RELU = `
export const relu = { kind: 'function', name: 'relu', domain: [[-3, 1]], f: ([x]) => Math.max(0, x), gradient: ([x]) => [x > 0 ? 1 : 0] };
export const flat = { kind: 'function', name: 'flat', domain: [[-3, 1]], f: () => 7, gradient: () => [0] };
`;
const DIAGONAL = `
export const diagonal = { kind: 'function', name: 'diagonal', domain: { dimension: 2, low: -1, high: 1 }, where: ([x, y]) => x === y,
  f: ([x, y]) => x * y, gradient: ([x, y]) => [y, x] };
`;

test('laws that have nothing to say leave nothing open, a domain without room fails', async () => {
  const cwd = folder({ 'relu.gradcheck.mjs': RELU, 'diagonal.gradcheck.mjs': DIAGONAL });
  const strictly = ['--strict', '--no-memory', '--reporter', 'terminal'];
  const right = await commanded(cwd, 'run', 'relu.gradcheck.mjs', ...strictly);
  expect(right.status).toBe(0);
  expect(right.stdout).toContain('    silent      descent-decreases: nothing to say: the gradient is 0 at all 100 points\n');
  expect(right.stdout).toContain('0 wrong · 2 right · 0 inconclusive');
  const one = await commanded(cwd, 'run', 'relu.gradcheck.mjs', '--subject', 'flat', '--property', 'descent-decreases', ...strictly);
  expect(one.status).toBe(1);
  expect(one.stdout).toContain('    undecided   descent-decreases: nothing was checked: the gradient is 0 at all 100 points\n');
  const zero = await commanded(cwd, 'run', 'diagonal.gradcheck.mjs', '--no-memory', '--reporter', 'terminal');
  expect(zero.status).toBe(1);
  expect(zero.stdout).toContain('✗ diagonal   nothing was checked: no room to vary');
});

test('the help of mutate says what --strict means there', async () => {
  const { stdout } = await commanded(folder(), 'mutate', '--help');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('(mutate: where a planted mistake survives within the error bars)');
});

test('--strict-readings: a warning makes the run fail, and the replay line says so', async () => {
  const cwd = folder({ 'net.gradcheck.ts': stack });
  const { status, stdout } = await commanded(
    cwd,
    'run',
    'net.gradcheck.ts',
    '--subject',
    'dead',
    '--runs',
    '10',
    '--strict-readings',
    '--reporter',
    'terminal',
  );
  expect(status).toBe(1);
  expect(stdout).toContain('✗ dead   dead, exactly 0 at every sample: layer 2 relu: x[0], layer 2 relu: x[1]');
  const replay = /replay +gradcheck (.*)/.exec(stdout)![1]!.split(' ');
  expect(replay).toContain('--strict-readings');
  expect((await commanded(cwd, ...replay, '--reporter', 'terminal')).status).toBe(1);
  const configured = folder({
    'net.gradcheck.ts': stack,
    'gradcheck.config.json': '{ "include": ["net.gradcheck.ts"], "strictReadings": true }',
  });
  expect((await commanded(configured, 'run', '--subject', 'dead', '--runs', '10', '--reporter', 'terminal')).status).toBe(1);
});

test('layers that do not fit, and stacks that are none', async () => {
  const bad = stack.replace('inputs: { x: [2] }', 'inputs: { x: [3] }');
  const cwd = folder({ 'net.gradcheck.ts': bad, 'none.gradcheck.ts': `export default { kind: 'stack', name: 'n', layers: [] };` });
  const { status, stdout } = await commanded(cwd, 'run', 'net.gradcheck.ts', '--subject', 'dead', '--reporter', 'terminal');
  expect(status).toBe(1);
  expect(stdout).toContain('layer 2 relu takes 3 numbers, but layer 1 first gives 2');
  expect(await commanded(cwd, 'run', 'none.gradcheck.ts')).toMatchObject({
    status: 2,
    stderr: 'gradcheck: none.gradcheck.ts: stack "n": layers: at least one layer\n',
  });
});

test('readings are listed', async () => {
  const { stdout } = await commanded(folder({ 'net.gradcheck.ts': stack }), 'list', 'net.gradcheck.ts');
  expect(stdout).toMatch(/wrong +ℝ¹⁰ → ℝ² +stack, vjp +\d+ laws/);
  expect(stdout).toMatch(/\d+ readings\n +gradient-flow +‖/);
});
