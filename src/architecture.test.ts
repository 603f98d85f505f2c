import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The floors of the house, in the order of the data flow, each with what lives there: a file imports only from its own floor and from those above it. */
const FLOORS = [
  ['src/math', 'vectors, matrices, estimates (value ± error), random numbers, domains, precisions'],
  ['src/subject', 'what is checked, and the evaluator that counts its calls and reports its faults'],
  ['src/formulas', 'a small computer algebra: read, evaluate, differentiate, print'],
  ['src/adapters', 'other notions of a subject: formula, JSON file, layer, tfjs'],
  ['src/measure', 'f, x, v ↦ slope ± error, what a line looks like, and what nearby points say'],
  ['src/law', 'what a law is, what it quantifies over, how it is judged, and tools that laws share'],
  ['src/search', 'where to look next: literals in the source, special points, the hunt along lines'],
  ['src/explain', 'what is wrong: simplify, locate, compare, region, pattern, diagnoses'],
  ['src/check', 'subject × laws → results: the loop over samples, excuses, replay paths'],
  ['src/mutation', 'what a pass is worth: mutants and their score'],
  ['src/explorer', 'the contour and surface explorer, which knows functions and not results'],
  ['src/report', 'results of a run, their schema, evidence for pictures, history, memory, the run itself'],
  ['src/reporters', 'a report → terminal, JSON, HTML, JUnit, SARIF, Markdown, GitHub'],
  ['src/authoring', 'what authors of laws and subjects import'],
  ['properties', 'one law a file'],
  ['readings', 'one reading a file'],
  ['fixtures', 'sound, flawed and ailing subjects'],
  ['src/testing', 'assertions for test runners'],
  ['src/index', 'the entry of the package'],
  ['src/cli', 'the commands, one a file'],
  ['examples', 'what users copy'],
  ['bench', 'what we measure'],
] as const;

const WRITTEN_LIKE_A_USER: readonly string[] = ['properties', 'readings', 'fixtures'];
const LONGEST = 300;

const files = [...new Set(FLOORS.map(([floor]) => floor.split('/')[0]!))]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.split(sep).join('/')}`),
  )
  .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
const sources = files.filter((name) => !name.endsWith('.test.ts'));

const floorOf = (file: string): number => FLOORS.findIndex(([floor]) => file === `${floor}.ts` || file.startsWith(`${floor}/`));

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
  expect(imports('src/report/run.ts')).toContain('src/check/check.ts');
  expect(imports('src/cli/main.ts')).toEqual(['src/report/version.ts', 'src/cli/start.ts']);
});

test('every source file stands on a floor', () => {
  expect(sources.filter((file) => floorOf(file) < 0)).toEqual([]);
});

test('a file imports only from its own floor and those above it', () => {
  const upward = sources.flatMap((file) =>
    imports(file)
      .filter((target) => target.endsWith('.ts') && floorOf(target) > floorOf(file))
      .map((target) => `${file} → ${target}`),
  );
  expect(upward).toEqual([]);
});

test('properties and fixtures are written with src/authoring.ts alone, as a user would', () => {
  const privileged = sources.flatMap((file) => {
    const folder = WRITTEN_LIKE_A_USER.find((name) => file.startsWith(`${name}/`));
    if (folder === undefined) return [];
    return imports(file)
      .filter((target) => target !== 'src/authoring.ts' && !target.startsWith(`${folder}/`))
      .map((target) => `${file} → ${target}`);
  });
  expect(privileged).toEqual([]);
});

test('the core imports no engine but mathjs, and only the formulas import that', () => {
  const named = sources
    .filter((file) => file.startsWith('src/') && !/^src\/(adapters|formulas)\//.test(file))
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
