import { expect, test } from 'vitest';
import { keysOf, keyTables, undocumented } from './keys.ts';

test('every key of functions, layers and the configuration has one row in the reference, and no row is of another', () => {
  expect(undocumented()).toEqual([]);
});

test('a key without a row is told, a row without its key, and a key with two', () => {
  const table = {
    head: ['key', 'meaning'],
    rows: [
      ['`a`, `b(x)`', 'one'],
      ['`c`', 'another'],
      ['`c`', 'again'],
    ],
  };
  expect(keysOf(table)).toEqual(['a', 'b', 'c', 'c']);
  expect(undocumented([{ keys: ['a', 'c', 'd'], in: [table], only: [table] }])).toEqual(['d has no row', 'b is no key', 'c has two rows']);
});

test('each key of the configuration names its flag', () => {
  for (const [key, , flag] of keyTables.configuration.rows) expect(`${key} ${flag}`).toMatch(/ `?(--|the arguments)/);
});
