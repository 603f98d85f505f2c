/** The package as its users get it: packed, installed into an empty project, and used there as a module of either kind, from jest and as a command. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../bench/folder.ts';
import { explorerScript, linked } from '../src/explorer/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The file of a tool of this repository. */
const tool = (name: string): string => join(root, 'node_modules/.bin', name);
const folder = temporaryFolder('package');
const project = join(folder, 'project');

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}
let packed: Packed;

/** Runs a program in a folder, with nothing of npm's and vitest's settings around it. */
function run(cwd: string, program: string, ...args: readonly string[]): Pick<SpawnSyncReturns<string>, 'status' | 'stdout' | 'stderr'> {
  const { PATH, HOME } = process.env;
  return spawnSync(program, args, { cwd, encoding: 'utf8', env: { PATH, HOME, NO_COLOR: '1' } });
}

/** What a program prints, which has to end well. */
function output(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = run(cwd, program, ...args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ends with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

beforeAll(() => {
  [packed] = JSON.parse(output(root, 'npm', 'pack', '--ignore-scripts', '--json', '--pack-destination', folder)) as [Packed];
  cpSync(join(root, 'packaging/project'), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  output(project, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, packed.filename), 'fast-check');
  output(project, process.execPath, tool('tsc'), '--project', '.');
});

test('the package is code, declarations, licences and README, in few files', () => {
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => !path.startsWith('dist/'))).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(paths).toContain('dist/licences.txt');
  expect(paths.filter((path) => /bench|examples|packaging|\.map$|\.test\./.test(path))).toEqual([]);
  expect(paths.length).toBeLessThan(280);
  expect(packed.size).toBeLessThan(850_000);
});

/** What a compiled module of the project has seen. */
const seen = (module: string): unknown =>
  JSON.parse(output(project, process.execPath, '--eval', `import('${module}').then(({ seen }) => console.log(JSON.stringify(seen)))`));

test('a strict project of TypeScript, with every declaration checked, runs what it imports', () => {
  expect(seen('./out/imported.mjs')).toEqual({
    law: 'doubling: pass',
    failures: 0,
    slope: 12,
    formulas: ['square'],
    sound: true,
    discard: 'function',
  });
});

test('so does one that is compiled to CommonJS', () => {
  expect(seen('./out/required.cjs')).toEqual({ law: 'silent: inconclusive', laws: true, flawed: true, stack: 'function' });
});

test('the command checks a file of the project, and its page has the programs that their source makes', () => {
  const command = join(project, 'node_modules/.bin/gradcheck');
  const text = output(
    project,
    command,
    'run',
    'products.gradcheck.mts',
    '--runs',
    '20',
    '--reporter',
    'terminal',
    '--reporter',
    'html=page.html',
  );
  expect(text).toContain('2 right');
  const page = readFileSync(join(project, 'page.html'), 'utf8');
  expect(page).toContain(`<script>${explorerScript()}</script>`);
  expect(page).toContain(`<script>${linked(new URL('../src/reporters/html/client/start.ts', import.meta.url))}</script>`);
});

test('vitest gets a matcher, tests with a time limit of their own, and subjects from fast-check', () => {
  symlinkSync(join(root, 'node_modules/vitest'), join(project, 'node_modules/vitest'));
  const { status, stdout, stderr } = run(project, tool('vitest'), 'run', 'vitest');
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  expect(stripVTControlCharacters(stdout)).toContain('Tests  3 passed (3)');
});

test('jest imports the package under CommonJS, and gets the same', () => {
  const { status, stderr } = run(project, process.execPath, tool('jest'), '--rootDir', project, 'gradients.test.cjs');
  expect(stderr).toContain('Tests:       8 passed, 8 total');
  expect(status).toBe(0);
});

test('there is one copy of the package, however it is imported', () => {
  const program = `
    const names = ['gradcheck', 'gradcheck/authoring', 'gradcheck/properties', 'gradcheck/fixtures', 'gradcheck/jest'];
    Promise.all(names.map((name) => import(name))).then((modules) =>
      console.log(JSON.stringify(modules.map((module, i) => {
        const required = require(names[i]);
        const [imported, here] = [Object.keys(module), Object.keys(required)];
        return imported.length > 0 && imported.length === here.length && imported.every((name) => module[name] === required[name]);
      }))),
    );`;
  expect(JSON.parse(output(project, process.execPath, '--eval', program))).toEqual([true, true, true, true, true]);
});

test('where the compiler is absent, prepare does nothing and says nothing', () => {
  const bare = join(folder, 'bare');
  mkdirSync(bare);
  for (const file of ['package.json', 'packaging/prepare.mjs']) cpSync(join(root, file), join(bare, file));
  expect(run(bare, 'npm', 'run', 'prepare', '--silent')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(readdirSync(bare)).toEqual(['package.json', 'packaging']);
});

test('a folder that is installed as a link installs what it needs by its lock file, and is built', () => {
  const clone = join(folder, 'clone');
  const user = join(folder, 'user');
  // Packages of nothing stand for what making the package needs, and a file for the package.
  const needed = ['typescript', 'rollup', 'jiti', 'mathjs', 'yargs', 'zod'];
  for (const name of needed) {
    mkdirSync(join(clone, 'needed', name), { recursive: true });
    writeFileSync(join(clone, 'needed', name, 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
  }
  mkdirSync(join(clone, 'packaging'));
  cpSync(join(root, 'packaging/prepare.mjs'), join(clone, 'packaging/prepare.mjs'));
  const manifest = {
    name: 'linked',
    version: '1.0.0',
    scripts: { build: `node -e "fs.writeFileSync('built', '')"`, prepare: 'node packaging/prepare.mjs' },
    devDependencies: Object.fromEntries(needed.map((name) => [name, `file:needed/${name}`])),
  };
  writeFileSync(join(clone, 'package.json'), JSON.stringify(manifest));
  output(clone, 'npm', 'install', '--package-lock-only', '--offline', '--ignore-scripts');
  expect(existsSync(join(clone, 'node_modules'))).toBe(false);
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{ "private": true }\n');
  output(user, 'npm', 'install', '--save-dev', '--offline', '--no-audit', '--no-fund', '../clone');
  expect([existsSync(join(clone, 'node_modules/rollup')), existsSync(join(clone, 'built'))]).toEqual([true, true]);
});
