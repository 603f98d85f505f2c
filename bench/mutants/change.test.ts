import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../corpus.ts';
import { changesOf } from './change.ts';
import { neighbours } from './neighbours.ts';
import { survivors } from './survivors.ts';

const titles = (source: string) => changesOf('x.ts', source).map(({ title }) => title);

test('terms are dropped, operations exchanged, comparisons moved and turned', () => {
  expect(titles('const f = (a: number, b: number) => a + 2 * b;')).toEqual([
    'f: a + 2 * b → a - 2 * b',
    'f: a + 2 * b → a',
    'f: a + 2 * b → 2 * b',
    'f: 2 * b → 2 / b',
  ]);
  expect(titles('const f = (a: number) => a < 1;')).toEqual(['f: a < 1 → a <= 1', 'f: a < 1 → a >= 1']);
  expect(titles("const f = (a: string) => 'a' + a;")).toEqual([]);
});

test('conditions, signs, arguments and methods', () => {
  expect(titles('const f = (a: boolean, b: boolean) => !a && b;')).toEqual(['f: !a && b → !a', 'f: !a && b → b', 'f: !a → a']);
  expect(titles('const f = (a: boolean) => (a ? x : -y);')).toEqual(['f: a ? x : -y → x', 'f: a ? x : -y → -y', 'f: -y → y']);
  expect(titles('const f = () => Math.max(x, y);')).toEqual([
    'f: Math.max(x, y) → Math.min(x, y)',
    'f: Math.max(x, y) → Math.max(y)',
    'f: Math.max(x, y) → Math.max(x)',
  ]);
  expect(titles('const f = () => Math.abs(all.filter(g).some(h));')).toEqual([
    'f: Math.abs(all.filter(g).some(h)) → all.filter(g).some(h)',
    'f: all.filter(g).some(h) → all.filter(g).every(h)',
    'f: all.filter(g) → all',
  ]);
});

test('guards, statements and constants that are returned', () => {
  expect(titles('function f(a: number) {\n  if (a) return 0;\n  a += 1;\n  return true;\n}')).toEqual([
    'f: if (a) return 0; → nothing',
    'f: return 0; → return 1;',
    'f: a += 1; → nothing',
    'f: a += 1 → a -= 1',
    'f: true → false',
  ]);
  expect(titles('function f(a: number) {\n  if (a) b = a;\n  else g();\n}')).toEqual([
    'f: if (a) b = a; else g(); → b = a;',
    'f: if (a) b = a; else g(); → g();',
    'f: b = a; → nothing',
    'f: g(); → nothing',
  ]);
});

test('numbers that decide are made eight times larger and smaller, whole ones to whole ones', () => {
  expect(titles('const LIMIT = 2 ** -8;')).toEqual(['LIMIT: 2 ** -8 → (2 ** -8) * 8', 'LIMIT: 2 ** -8 → (2 ** -8) / 8']);
  expect(titles('const LEVELS = { first: 20, all: 1 };')).toEqual(['LEVELS.first: 20 → 160', 'LEVELS.first: 20 → 3', 'LEVELS.all: 1 → 8']);
  expect(titles('const ALL: number = Array.from({ length: 3 }, (_, k) => k + 1);')).toEqual([
    'ALL.length: 3 → 24',
    'ALL.length: 3 → 1',
    'ALL: k + 1 → k - 1',
    'ALL: k + 1 → k',
    'ALL: k + 1 → 1',
  ]);
  expect(titles('type A = 1 | 2;\nconst f = (n: 1 | 2) => 3;')).toEqual([]);
});

test('changes that read the same are numbered, and each says where it is', () => {
  const source = 'const f = (a: number) => [-a,\n  -a];';
  const changes = changesOf('x.ts', source);
  expect(changes.map(({ title, line }) => [title, line])).toEqual([
    ['f: -a → a', 1],
    ['f: -a → a (2)', 2],
  ]);
  const { start, end, text } = changes[1]!;
  expect(source.slice(0, start) + text + source.slice(end)).toBe('const f = (a: number) => [-a,\n  (a)];');
});

test('neighbours are the tests beside a file that lead to it, its own first', () => {
  const of = (file: string) => neighbours(join(root, file)).map((test) => relative(root, test));
  const stair = of('src/measure/differences/stair.ts');
  expect(stair[0]).toBe('src/measure/differences/stair.test.ts');
  expect(stair).toContain('src/measure/differences/index.test.ts');
  expect(stair).not.toContain('src/measure/differences/line.test.ts');
  const [own, ...others] = of('src/law/verdict.ts');
  expect(own).toBe('src/law/verdict.test.ts');
  expect(others).toContain('src/law/judgement.test.ts');
  expect(others).not.toContain('src/check/hard-cases.test.ts');
});

test('each change that is listed as a survivor is one of the source of today', () => {
  const unknown = survivors.flatMap(({ titles: listed }) =>
    Object.entries(listed).flatMap(([file, some]) => {
      const existing = new Set(changesOf(file, readFileSync(join(root, file), 'utf8')).map(({ title }) => title));
      return some.filter((title) => !existing.has(title)).map((title) => `${file}: ${title}`);
    }),
  );
  expect(unknown).toEqual([]);
});
