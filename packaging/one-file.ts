/**
 * Makes one file of the command, out of `dist`, for packages of other languages to carry with them: `node --import jiti/register packaging/one-file.ts FOLDER` writes `cli.cjs` and
 * `licences.txt`. It needs nothing but Node. Its modules are wrapped in functions that run when they are first required, so that it starts as fast as `dist` does. In the place of jiti,
 * which is as large as half of all else, stands Node's own import: modules that import this package are for the package of npm.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { parseSync } from 'oxc-parser';
import { rollup } from 'rollup';
import manifest from '../package.json' with { type: 'json' };
import { licencesOf } from './licences.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** What stands in the place of jiti. */
const IMPORTER = `exports.createJiti = () => ({ import: (file) => import(require('node:url').pathToFileURL(file).href) });`;

/** What it is: a worker, where another process of it has started it as one, or the command. */
const ENTRY = `require(process.send && process.argv[2] === 'worker' ? './worker.cjs' : './cli.cjs');`;

/** How a module of `dist` asks for another, or for a dependency. */
const REQUIRED = /\b(?:require|import)\('([\w./-]+)'\)/g;
/** How it asks for a dependency that is a module of ECMAScript. */
const IMPORTED = /\bimport\(('[\w-]+')\)/g;

/** Modules in the format of CommonJS, by the names under which they are required. */
type Modules = Readonly<Record<string, string>>;

/** Dependencies as modules, and the files that they are made of. */
async function dependencies(names: readonly string[]): Promise<{ readonly modules: Modules; readonly files: readonly string[] }> {
  const build = await rollup({
    input: [...names],
    external: [/^node:/],
    plugins: [nodeResolve({ preferBuiltins: true }), (commonjs as unknown as typeof commonjs.default)()],
    onwarn() {},
  });
  const { output } = await build.generate({ format: 'cjs', interop: 'auto', exports: 'named', chunkFileNames: '[name].js' });
  await build.close();
  const chunks = output.flatMap((part) => (part.type === 'chunk' ? [part] : []));
  const nameOf = (chunk: (typeof chunks)[number]): string =>
    chunk.isEntry ? names.find((name) => chunk.facadeModuleId!.includes(`/node_modules/${name}/`))! : `./${chunk.fileName}`;
  return {
    modules: Object.fromEntries(chunks.map((chunk) => [nameOf(chunk), chunk.code])),
    files: chunks.flatMap(({ moduleIds }) => moduleIds),
  };
}

/** The modules of `dist` to which the command and its workers lead, and the dependencies that they ask for. */
function ownModules(): { readonly modules: Modules; readonly asked: readonly string[] } {
  const modules: Record<string, string> = {};
  const asked = new Set<string>();
  const enter = (name: string): void => {
    if (modules[name] !== undefined) return;
    const text = readFileSync(join(dist, name), 'utf8').replace(/^#!.*/, '');
    modules[name] = text.replace(IMPORTED, 'Promise.resolve().then(() => require($1))');
    for (const [, other] of text.matchAll(REQUIRED)) {
      if (other!.startsWith('./') && existsSync(join(dist, other!))) enter(other!);
      else if (other! in manifest.dependencies && other !== 'jiti') asked.add(other!);
    }
  };
  for (const name of ['./cli.cjs', './worker.cjs']) enter(name);
  return { modules, asked: [...asked] };
}

/** Code without its comments, which are a quarter of it. */
function bare(name: string, code: string): string {
  const { comments, errors } = parseSync(name, code, { sourceType: 'script' });
  if (errors[0]) throw new Error(`${name}: ${errors[0].message}`);
  let [text, at] = ['', 0];
  for (const { start, end, value } of comments) {
    const before = code.slice(at, start);
    const isAlone = /\n[ \t]*$/.test(before) && code[end] === '\n';
    text += isAlone ? before.replace(/\n[ \t]*$/, '') : before + (value.includes('\n') ? '\n' : ' ');
    at = end;
  }
  return text + code.slice(at);
}

/** Modules as the text of one file, which begins with ENTRY. */
const linked = (modules: Modules): string => `#!/usr/bin/env node
'use strict';
const modules = {
${Object.entries(modules)
  .map(([name, code]) => `${JSON.stringify(name)}(module, exports, require) {\n${code}\n}`)
  .join(',\n')}
};
const loaded = Object.create(null);
const outer = require;
function inner(name) {
  if (!Object.hasOwn(modules, name)) return outer(name);
  if (loaded[name]) return loaded[name].exports;
  const module = (loaded[name] = { exports: {} });
  modules[name](module, module.exports, inner);
  return module.exports;
}
((require) => {
${ENTRY}
})(inner);
`;

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(join(dist, 'cli.cjs'))) {
  process.stderr.write('usage, after npm run build: node --import jiti/register packaging/one-file.ts FOLDER\n');
  process.exit(2);
}
const { modules, asked } = ownModules();
const foreign = await dependencies(asked);
mkdirSync(folder, { recursive: true });
const whole = linked({ ...modules, ...foreign.modules, jiti: IMPORTER });
writeFileSync(join(folder, 'cli.cjs'), bare('cli.cjs', whole), { mode: 0o755 });
const own = [join(dist, '../LICENSE'), join(dist, 'licences.txt')].map((file) => readFileSync(file, 'utf8'));
writeFileSync(join(folder, 'licences.txt'), [...own, licencesOf(foreign.files)].join('\n'));
