import { expect, test } from 'vitest';
import { documents, generated, read } from '../document.ts';
import { workedExamples } from './index.ts';

const held = new Map(documents.flatMap((document) => [...generated(read(document))].filter(([name]) => name.startsWith('example: '))));

test('the pages of the method hold every worked example, and no other', () => {
  expect([...held.keys()].sort()).toEqual(Object.keys(workedExamples).sort());
});

test.each(Object.entries(workedExamples))('%s is on its page as the code computes it now', (name, example) => {
  expect(held.get(name), 'npm run documents writes it anew').toBe(`\n${example()}\n\n`);
});
