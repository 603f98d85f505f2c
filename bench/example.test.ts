import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromJson } from '../src/index.ts';
import { example, folder } from './example.ts';

const kept = (name: string): string => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');

/** The first line in which two texts differ; a page's lines are long. */
function difference(made: string, golden: string): string | undefined {
  const [a, b] = [made.split('\n'), golden.split('\n')];
  const line = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find((i) => a[i] !== b[i]);
  if (line === undefined) return undefined;
  const at = [...(a[line] ?? '')].findIndex((mark, i) => mark !== [...(b[line] ?? '')][i]);
  const around = (text: string | undefined) => text?.slice(Math.max(0, at - 60), at + 60);
  return `line ${line + 1}: ${around(a[line])} is no longer ${around(b[line])}; npm run example writes the sample anew`;
}

test('the sample report is what the code writes', async () => {
  const { json, page } = await example();
  expect(difference(json, kept('report.json'))).toBeUndefined();
  expect(difference(page, kept('index.html'))).toBeUndefined();
});

test('it shows every way in which a subject can stand', () => {
  const { results } = fromJson(kept('report.json'));
  const seen = new Set(results.map(({ verdict, expected }) => (expected === undefined ? verdict : 'known')));
  expect([...seen].sort()).toEqual(['fail', 'inconclusive', 'known', 'pass']);
});
