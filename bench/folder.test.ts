import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './corpus.ts';
import { temporaryFolder } from './folder.ts';

let before: string | undefined;
const lasting = temporaryFolder('lasting');

test('a folder is there while its test runs', () => {
  before = temporaryFolder('brief');
  writeFileSync(join(before, 'a.txt'), '');
  expect(existsSync(before)).toBe(true);
});

test('and is gone when it has ended; that of a file stays', () => {
  expect(existsSync(before!)).toBe(false);
  expect(existsSync(lasting)).toBe(true);
});

test('no test makes a temporary folder in another way, which might stay', () => {
  const tests = ['src', 'bench', 'packaging', 'properties', 'readings', 'fixtures'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
  );
  const own = new RegExp(['mkd', 'temp'].join(''));
  expect(tests.length).toBeGreaterThan(150);
  expect(tests.filter((file) => own.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});
