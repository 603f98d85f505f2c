/**
 * Makes `dist` of what tsc has written into it: the code as CommonJS, which every Node and jest can load, with a module of ECMAScript in front of
 * each entry, so that there is one copy of the package however it is imported; the programs of the pages; the declarations in use.
 */
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import manifest from '../package.json' with { type: 'json' };
import { linked } from '../src/explorer/index.ts';
import { licencesOf } from './licences.ts';

/** What can be imported from the package, and where it is written. */
const ENTRIES = {
  index: 'src/index.ts',
  authoring: 'src/authoring.ts',
  properties: 'properties/index.ts',
  fixtures: 'fixtures/index.ts',
  jest: 'src/testing/jest.ts',
} as const;
/** An entry that only modules of ECMAScript can import, since vitest is one; and what it shares with the others. */
const VITEST = 'src/testing/vitest.ts';
const SHARED = { runner: 'src/testing/runner.ts' };
const COMMAND = { cli: 'src/cli/main.ts', worker: 'src/cli/pool/worker.ts' };
/** The programs of the pages: the name under which the code asks for them, and where they begin. */
const PROGRAMS = { explorer: 'src/explorer/client/start.ts', report: 'src/reporters/html/client/start.ts' };

/** Rollup's own `import.meta.url` asks for a document, which tests have in jsdom. */
const URL_OF_FILE = "require('node:url').pathToFileURL(__filename).href";

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const types = join(dist, 'types');

/** What tsc has made of a source file. */
const compiled = (source: string, extension = '.js'): string => join(types, source.replace(/\.ts$/, extension));

/** Whether the code gets source maps, by which the lines are counted that other processes run. */
const sourceMaps = process.argv.includes('--source-maps');

/** What tsc has made of a source file, with the map that tsc has written beside it. */
const mapped = (file: string): { readonly code: string; readonly map: string } | null =>
  file.startsWith(types) ? { code: readFileSync(file, 'utf8'), map: readFileSync(`${file}.map`, 'utf8') } : null;

/** Dependencies that are built in, and required for their types alone: of modules of ECMAScript only what is used is kept. With the parser, a check of one formula takes two thirds of the time. */
const BUILT_IN: readonly string[] = ['zod'];
/** What stands in the place of src/formulas/parser.ts: mathjs' parser alone. */
const PARSER = `import { create, parseDependencies } from 'mathjs/number';
export const parser = () => create(parseDependencies).parse;`;

/** What stands in the place of src/explorer/program.ts: the programs, linked. */
const programs = (): string => `const PROGRAMS = ${JSON.stringify(linkedPrograms())};\nexport const program = (name) => PROGRAMS[name];`;

const linkedPrograms = (): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(PROGRAMS).map(([name, source]) => [name, linked(new URL(`../${source}`, import.meta.url))]));

/** Modules that the build replaces, by their source. The version is that of this very build, wherever its files are carried. */
const REPLACED: Readonly<Record<string, () => string>> = {
  [compiled('src/formulas/parser.ts')]: () => PARSER,
  [compiled('src/explorer/program.ts')]: programs,
  [compiled('src/report/version.ts')]: () => `export const version = ${JSON.stringify(manifest.version)};`,
};

const isForeign = (file: string): boolean => file.includes('/node_modules/');

// The search reads the numbers that stand in the text of a subject's functions. Rollup leaves this text as it is, but for names that are taken.
async function bundle(): Promise<void> {
  const build = await rollup({
    input: Object.fromEntries(Object.entries({ ...ENTRIES, ...SHARED, ...COMMAND }).map(([name, source]) => [name, compiled(source)])),
    external: [/^node:/, ...Object.keys(manifest.dependencies).filter((name) => !BUILT_IN.includes(name))],
    plugins: [
      { name: 'replaced', load: (file) => REPLACED[file]?.() ?? null },
      { name: 'module-url', resolveImportMeta: (name) => (name === 'url' ? URL_OF_FILE : null), ...(sourceMaps && { load: mapped }) },
      nodeResolve(),
      (commonjs as unknown as typeof commonjs.default)({ include: /node_modules/ }),
    ],
    treeshake: { moduleSideEffects: (file) => !isForeign(file) },
    onwarn(warning, warn) {
      if (![warning.id, ...(warning.ids ?? [])].some((file) => file !== undefined && isForeign(file))) warn(warning);
    },
  });
  const { output } = await build.write({
    dir: dist,
    format: 'cjs',
    interop: 'auto',
    externalLiveBindings: false,
    sourcemap: sourceMaps,
    entryFileNames: '[name].cjs',
    // All in one folder: the code looks for the programs of the pages beside itself.
    chunkFileNames: '[name].cjs',
  });
  const kept = output
    .flatMap((part) => ('modules' in part ? Object.entries(part.modules) : []))
    .filter(([, { renderedLength }]) => renderedLength > 0);
  writeFileSync(join(dist, 'licences.txt'), licencesOf(kept.map(([file]) => file)));
  await build.close();
  chmodSync(join(dist, 'cli.cjs'), 0o755);
}

/** A module of ECMAScript that hands on what an entry exports, by name. */
function face(entry: string): void {
  const names = Object.keys(createRequire(import.meta.url)(join(dist, `${entry}.cjs`)) as object);
  writeFileSync(join(dist, `${entry}.js`), `export { ${names.join(', ')} } from './${entry}.cjs';\n`);
}

/** The entry for vitest: its module as tsc has made it, upon the code that all entries share. */
function vitestEntry(): void {
  const code = readFileSync(compiled(VITEST), 'utf8').replace(/\n\/\/# sourceMappingURL.*/, '');
  if (!code.includes("'./runner.js'")) throw new Error(`${VITEST} imports no ./runner.ts`);
  writeFileSync(join(dist, 'vitest.js'), code.replaceAll("'./runner.js'", "'./runner.cjs'"));
}

/**
 * Leaves those declarations of what tsc has written that an entry leads to, and copies them for CommonJS: the types of fast-check differ by the kind of module, and
 * a law may be written with the author's own import of it.
 */
function declare(): void {
  const used = new Set<string>();
  const enter = (file: string): void => {
    if (used.has(file)) return;
    used.add(file);
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport\()\s*['"](\.[^'"]+)\.ts['"]/g))
      enter(resolve(dirname(file), `${target}.d.ts`));
  };
  for (const source of [...Object.values(ENTRIES), VITEST]) enter(compiled(source, '.d.ts'));
  for (const item of readdirSync(types, { recursive: true, withFileTypes: true })) {
    const file = join(item.parentPath, item.name);
    if (item.isFile() && !used.has(file)) rmSync(file);
  }
  cpSync(types, join(dist, 'commonjs'), { recursive: true });
  writeFileSync(join(dist, 'commonjs', 'package.json'), '{ "type": "commonjs" }\n');
}

await bundle();
for (const entry of Object.keys(ENTRIES)) face(entry);
vitestEntry();
declare();
