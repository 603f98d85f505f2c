import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The parts of the project in the order of the data flow: a file imports only from its own part and from earlier ones. */
const LAYERS = [
  'src/version',
  'src/vector',
  'src/estimate',
  'src/matrix',
  'src/random',
  'src/domain',
  'src/subject',
  'src/precision',
  'src/observed',
  'src/batch',
  'src/pullback',
  'src/stack',
  'src/rule',
  'src/update',
  'src/bias',
  'src/stochastic',
  'src/operator',
  'src/kind',
  'src/differences',
  'src/adapters',
  'src/verdict',
  'src/sample',
  'src/nearby',
  'src/projection',
  'src/instrument',
  'src/property',
  'src/gauge',
  'src/calculus',
  'src/remainder',
  'src/symbolic',
  'src/symmetry',
  'src/simplify',
  'src/suspects',
  'src/locate',
  'src/comparison',
  'src/region',
  'src/pattern',
  'src/diagnoses',
  'src/explanation',
  'src/examine',
  'src/warnings',
  'src/exhibit',
  'src/harvest',
  'src/landmarks',
  'src/hunt',
  'src/recollection',
  'src/check',
  'src/memory',
  'src/mutants',
  'src/mutation',
  'src/report',
  'src/changes',
  'src/explorer',
  'src/evidence',
  'src/provenance',
  'src/run',
  'src/reporters',
  'src/index',
  'properties',
  'readings',
  'fixtures',
  'src/testing',
  'src/gradcheck',
  'src/cli',
  'examples',
  'bench',
] as const;

const WRITTEN_LIKE_A_USER: readonly string[] = ['properties', 'readings', 'fixtures'];
const LONGEST = 300;

const files = [...new Set(LAYERS.map((layer) => layer.split('/')[0]!))]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.split(sep).join('/')}`),
  )
  .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
const sources = files.filter((name) => !name.endsWith('.test.ts'));

const layerOf = (file: string): number => LAYERS.findIndex((layer) => file === `${layer}.ts` || file.startsWith(`${layer}/`));

/** Own files that a file imports, statically, for types or when needed. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*'(\.{1,2}\/[^']+)'/g)].map(([, target]) =>
    relative(root, resolve(root, dirname(file), target!))
      .split(sep)
      .join('/'),
  );
}

test('the imports are found', () => {
  expect(imports('src/run.ts')).toContain('src/check.ts');
  expect(imports('src/cli/main.ts')).toEqual(['src/version.ts', 'src/cli/start.ts']);
});

test('every source file belongs to a layer', () => {
  expect(sources.filter((file) => layerOf(file) < 0)).toEqual([]);
});

test('a file imports only from earlier layers', () => {
  const upward = sources.flatMap((file) =>
    imports(file)
      .filter((target) => target.endsWith('.ts') && layerOf(target) > layerOf(file))
      .map((target) => `${file} → ${target}`),
  );
  expect(upward).toEqual([]);
});

test('properties and fixtures are written with src/index.ts alone, as a user would', () => {
  const privileged = sources.flatMap((file) => {
    const folder = WRITTEN_LIKE_A_USER.find((name) => file.startsWith(`${name}/`));
    if (folder === undefined) return [];
    return imports(file)
      .filter((target) => target !== 'src/index.ts' && !target.startsWith(`${folder}/`))
      .map((target) => `${file} → ${target}`);
  });
  expect(privileged).toEqual([]);
});

test('the core imports no engine but mathjs, and only the formulas import that', () => {
  const named = sources
    .filter((file) => file.startsWith('src/') && !file.startsWith('src/adapters/'))
    .filter((file) => /from '(mathjs|@tensorflow|@jax-js|js-pytorch|nerdamer)/.test(readFileSync(join(root, file), 'utf8')));
  expect(named).toEqual([]);
});

test('a file is a noun and no drawer', () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|misc|common|types)(\.test)?(\.ts|\/)/.test(file))).toEqual([]);
});

test(`no source file is longer than ${LONGEST} lines`, () => {
  const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length - 1;
  expect(sources.filter((file) => lines(file) > LONGEST)).toEqual([]);
});
