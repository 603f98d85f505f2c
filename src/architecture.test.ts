import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FLOORS } from '../bench/floors.ts';
import { sourceOf } from '../bench/source.ts';
import { properties } from '../properties/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const WRITTEN_LIKE_A_USER: readonly string[] = ['properties', 'readings', 'fixtures'];
const LONGEST = 300;
const LONGEST_FUNCTION = 60;
const MOST_PARAMETERS = 4;
/** Files and folders at the top of `src/`. */
const ROOMS = 24;

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

/** The circles that a walk through the graph in depth meets, each as a path that ends where it begins. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node);
    if (start >= 0) found.push([...path.slice(start), node].join(' → '));
    if (start >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}

test('the imports are found', () => {
  expect(imports('src/report/run.ts')).toContain('src/check/check.ts');
  expect(imports('src/cli/main.ts')).toEqual(['src/report/version.ts', 'src/cli/pool/forked.ts', 'src/cli/start.ts']);
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

test('no imports go round in a circle, those of types included', () => {
  expect(circles(new Map(sources.map((file) => [file, imports(file)])))).toEqual([]);
});

test('a circle of imports is found', () => {
  const found = circles(new Map(Object.entries({ a: ['b', 'd'], b: ['c'], c: ['a'], d: ['e'], e: [], f: ['f'] })));
  expect(found).toEqual(['a → b → c → a', 'f → f']);
});

test(`the top of src/ has at most ${ROOMS} rooms`, () => {
  expect(readdirSync(join(root, 'src')).length).toBeLessThanOrEqual(ROOMS);
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

const sizes = sources.flatMap((file) =>
  sourceOf(file, readFileSync(join(root, file), 'utf8')).functions.map((found) => ({ ...found, where: `${file}: ${found.name}` })),
);

test(`no function is longer than ${LONGEST_FUNCTION} lines`, () => {
  expect(sizes.filter(({ lines }) => lines > LONGEST_FUNCTION).map(({ where }) => where)).toEqual([]);
});

test(`no parameter list is longer than ${MOST_PARAMETERS}`, () => {
  expect(sizes.filter(({ parameters }) => parameters > MOST_PARAMETERS).map(({ where }) => where)).toEqual([]);
});

/** Laws that are called after a trait: their name is a key of subjects. */
const TRAITS = [
  'homogeneous',
  'convex',
  'monotone',
  'even',
  'odd',
  'periodic',
  'invariant',
  'equivariant',
  'clipping',
  'linearity',
  'overshoot',
  'adjoint',
];

test('no file of src names a law: a law says itself what it is about', () => {
  const names = properties.map(({ name }) => name);
  expect(names.filter((name) => !name.includes('-'))).toEqual(expect.arrayContaining(['convex', 'even']));
  const named = sources
    .filter((file) => file.startsWith('src/'))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return names.filter((name) => !TRAITS.includes(name) && new RegExp(`\\b${name}\\b`).test(text)).map((name) => `${file}: ${name}`);
    });
  expect(named).toEqual([]);
});
