import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commanded } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const env = { PATH: process.env.PATH, HOME: process.env.HOME };
const gradcheck = (cwd: string, ...args: readonly string[]) =>
  spawnSync('node', [join(root, 'dist/cli.cjs'), ...args], { cwd, encoding: 'utf8', env });

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = temporaryFolder('init');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1))
    .sort();

test('in an empty folder, init writes files that run, and says what to do next', () => {
  const cwd = folder();
  expect(gradcheck(cwd, 'init')).toMatchObject({
    status: 0,
    stderr: '',
    stdout: `wrote:
  example.gradcheck.mjs             a function and a layer, with their derivatives
  gradcheck.config.mjs              what gradcheck run checks, and where its reports go
  .github/workflows/gradcheck.yml   the same in GitHub Actions

1. npm install --save-dev PATH-OR-URL-OF-GRADCHECK   (package.json does not name it yet)
2. npx gradcheck run   checks the examples; change a sign in one, and run it again
3. put your own functions and layers into files named *.gradcheck.mjs, anywhere in the project
4. add reports/ and .gradcheck/ to .gitignore
`,
  });
  expect(filesIn(cwd)).toEqual(['.github/workflows/gradcheck.yml', 'example.gradcheck.mjs', 'gradcheck.config.mjs']);
  const right = gradcheck(cwd, 'run');
  expect({ status: right.status, stderr: right.stderr }).toEqual({ status: 0, stderr: '' });
  expect(right.stdout).toContain('0 wrong · 2 right · 0 inconclusive');

  const { jobs } = parse(readFileSync(join(cwd, '.github/workflows/gradcheck.yml'), 'utf8'));
  const [step] = (jobs.gradients.steps as readonly { readonly run?: string }[]).flatMap(({ run }) =>
    run?.includes('gradcheck') ? [run] : [],
  );
  const npx = `npx() { shift; node '${join(root, 'dist/cli.cjs')}' "$@"; }`;
  expect(spawnSync('bash', ['--norc', '-ec', `${npx}; ${step}`], { cwd, encoding: 'utf8', env })).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(cwd, 'reports/junit.xml'), 'utf8')).toContain('<testcase name="example: matches-differences"');

  const file = join(cwd, 'example.gradcheck.mjs');
  writeFileSync(file, readFileSync(file, 'utf8').replace('x ** 2 + Math.cos(y)', 'x ** 2 - Math.cos(y)'));
  const wrong = gradcheck(cwd, 'run');
  expect(wrong.status).toBe(1);
  expect(wrong.stdout).toContain('✗ example   ∂f/∂y is wrong');
});

test('what is there is left as it is', async () => {
  const own = { 'gradcheck.config.json': '{}', 'example.gradcheck.mjs': '// mine' };
  const cwd = folder(own);
  const { stdout } = await commanded(cwd, 'init');
  for (const [name, text] of Object.entries(own)) expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
  expect(existsSync(join(cwd, 'gradcheck.config.mjs'))).toBe(false);
  expect(stdout).toMatch(
    /^wrote:\n {2}\.github\/workflows\/gradcheck\.yml .*\nleft as it is:\n {2}example\.gradcheck\.mjs .*\n {2}gradcheck\.config\.json .*\n/,
  );
  const before = filesIn(cwd);
  const again = await commanded(cwd, 'init');
  expect(again.stdout).not.toContain('wrote');
  expect(filesIn(cwd)).toEqual(before);
});

const manifest = (more: Readonly<Record<string, string>>) => JSON.stringify({ devDependencies: { gradcheck: '^0.1.0', ...more } });

test('TypeScript, vitest and TensorFlow.js are seen: the test and the subjects that are written pass', () => {
  const cwd = folder({ 'package.json': manifest({ typescript: '^5', vitest: '^4', '@tensorflow/tfjs': '^4' }), 'package-lock.json': '{}' });
  mkdirSync(join(cwd, 'node_modules'));
  for (const [name, place] of Object.entries({
    gradcheck: '.',
    vitest: 'node_modules/vitest',
    '@tensorflow': 'examples/tfjs/node_modules/@tensorflow',
  }))
    symlinkSync(join(root, place), join(cwd, 'node_modules', name));
  expect(gradcheck(cwd, 'init').stdout).toContain('1. npx gradcheck run');
  expect(filesIn(cwd)).toEqual(
    expect.arrayContaining(['example.gradcheck.ts', 'example.gradient.test.ts', 'gradcheck.config.ts', 'tfjs.gradcheck.ts']),
  );
  expect(gradcheck(cwd, 'run').stdout).toContain('0 wrong · 3 right · 0 inconclusive');
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run'], { cwd, encoding: 'utf8', env });
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  expect(stripVTControlCharacters(stdout)).toContain('Tests  2 passed (2)');
});

const jest = (cwd: string, ...flags: readonly string[]) =>
  spawnSync('node', [...flags, join(root, 'node_modules/jest/bin/jest.js'), '--rootDir', cwd], { cwd, encoding: 'utf8', env });

test.each([
  { kind: 'CommonJS', type: 'commonjs', subjects: 'example.gradcheck.js', flags: [], step: '*.gradcheck.js, anywhere' },
  {
    kind: 'modules of ECMAScript',
    type: 'module',
    subjects: 'example.gradcheck.mjs',
    flags: ['--experimental-vm-modules', '--no-warnings'],
    step: 'in jest: NODE_OPTIONS=--experimental-vm-modules npx jest',
  },
])(
  'jest is seen, in a project of $kind: the test that is written passes, and fails where a sign is wrong',
  ({ type, subjects, flags, step }) => {
    const cwd = folder({ 'package.json': JSON.stringify({ type, devDependencies: { gradcheck: '^0.1.0', jest: '^30' } }) });
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(root, join(cwd, 'node_modules/gradcheck'));
    const { stdout } = gradcheck(cwd, 'init');
    expect(stdout).toContain('example.gradient.test.js');
    expect(stdout).toContain(step);
    expect(filesIn(cwd)).toEqual(expect.arrayContaining([subjects, 'example.gradient.test.js', 'gradcheck.config.mjs']));
    expect(gradcheck(cwd, 'run').stdout).toContain('0 wrong · 2 right · 0 inconclusive');
    const right = jest(cwd, ...flags);
    expect(right.stderr).toContain('Tests:       2 passed, 2 total');
    expect(right.status).toBe(0);
    writeFileSync(join(cwd, subjects), readFileSync(join(cwd, subjects), 'utf8').replace('x ** 2 + Math.cos(y)', 'x ** 2 - Math.cos(y)'));
    const wrong = jest(cwd, ...flags);
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('Tests:       1 failed, 1 passed, 2 total');
  },
);

test('jest that reads TypeScript gets a test in it, and one that does not gets none', async () => {
  const written = async (packages: Readonly<Record<string, string>>, type: string) => {
    const cwd = folder({
      'package.json': JSON.stringify({ type, devDependencies: { gradcheck: '^0.1.0', typescript: '^5', ...packages } }),
    });
    const { stdout } = await commanded(cwd, 'init');
    const file = join(cwd, 'example.gradient.test.ts');
    return { test: existsSync(file) ? readFileSync(file, 'utf8') : undefined, stdout };
  };
  const typed = await written({ jest: '^30', 'ts-jest': '^29' }, 'commonjs');
  expect(typed.test).toMatch(
    /^import \{ gradientTest \} from 'gradcheck\/jest';\nimport \{ example, scale \} from '\.\/example\.gradcheck';\n/,
  );
  expect((await written({ jest: '^30', '@swc/jest': '^0.2' }, 'module')).test).toContain("from './example.gradcheck.js';");
  const unread = await written({ jest: '^30' }, 'commonjs');
  expect(unread.test).toBeUndefined();
  expect(unread.stdout).toContain("in jest: require('gradcheck/jest'), then expect(subject).toHaveCorrectGradient()");
  expect((await written({ jest: '^30', 'ts-jest': '^29', vitest: '^4' }, 'commonjs')).test).toContain("from 'gradcheck/vitest'");
});

test('the workflow installs by the lock file of the project, and has every step that a platform needs', async () => {
  const stepsOf = async (lock: string, ...args: readonly string[]) => {
    const cwd = folder({ 'package.json': manifest({}), [lock]: '' });
    await commanded(cwd, 'init', ...args);
    const gitlab = join(cwd, '.gitlab-ci.yml');
    if (existsSync(gitlab)) return parse(readFileSync(gitlab, 'utf8')).gradcheck.script as readonly string[];
    const { jobs } = parse(readFileSync(join(cwd, '.github/workflows/gradcheck.yml'), 'utf8'));
    return (jobs.gradients.steps as readonly { readonly run?: string; readonly uses?: string }[]).map(({ run, uses }) => run ?? uses);
  };
  const check = 'npx gradcheck run --reporter terminal';
  expect(await stepsOf('package-lock.json')).toEqual([
    'actions/checkout@v4',
    'actions/setup-node@v4',
    'npm ci',
    `${check} --reporter github --reporter junit=reports/junit.xml`,
    'actions/upload-artifact@v4',
  ]);
  expect((await stepsOf('pnpm-lock.yaml')).slice(2, 4)).toEqual(['corepack enable', 'pnpm install --frozen-lockfile']);
  expect(await stepsOf('other.txt', '--ci', 'gitlab')).toEqual(['npm install', `${check} --reporter junit=reports/junit.xml`]);
});

test('a repository on GitLab gets the workflow of GitLab, and files of Python a hint', async () => {
  const cwd = folder({ 'net.py': '' });
  spawnSync('git', ['init', '-q'], { cwd });
  spawnSync('git', ['remote', 'add', 'origin', 'git@gitlab.example.org:a/b.git'], { cwd });
  const { stdout } = await commanded(cwd, 'init');
  expect(existsSync(join(cwd, '.gitlab-ci.yml'))).toBe(true);
  expect(stdout).toContain('Python: the package in clients/python of gradcheck checks NumPy, PyTorch and JAX by the same laws');
});

test('a platform without a workflow is refused', async () => {
  expect((await commanded(folder(), 'init', '--ci', 'githab')).stderr).toBe(
    'gradcheck: --ci takes github or gitlab, not "githab" (did you mean github?)\n',
  );
});
