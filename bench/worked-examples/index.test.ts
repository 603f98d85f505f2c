import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../corpus.ts';
import { workedExamples } from './index.ts';

const page = readFileSync(join(root, 'docs/method.md'), 'utf8').replaceAll('\r\n', '\n');
const held = new Map(
  [...page.matchAll(/<!-- generated: (example: [^>]+?) -->\n([\s\S]*?)<!-- end -->/g)].map(([, name, text]) => [name!, text!]),
);

test('the method page holds every worked example, and no other', () => {
  expect([...held.keys()]).toEqual(Object.keys(workedExamples));
});

test.each(Object.entries(workedExamples))('%s is on the method page as the code computes it now', (name, example) => {
  expect(held.get(name), 'npm run readme writes it anew').toBe(`\n${example()}\n\n`);
});
