import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { flawed } from '../fixtures/index.ts';
import { root } from './corpus.ts';
import { kept, shown } from './simplest.ts';

/** Every so many fixtures are held to the golden file. */
const EVERY = 12;

const golden = readFileSync(`${root}/docs/simplest.md`, 'utf8').split('\n');

test('the golden file shows every planted mistake', () => {
  for (const { name } of flawed) expect(golden.some((line) => line.startsWith(`- ${name}, `))).toBe(true);
});

test.each(flawed.filter((_, k) => k % EVERY === 0).map((subject) => [subject.name, subject] as const))(
  '%s: the simplest sample is the one of the golden file, and as stark as it was',
  (_, subject) => {
    const seen = shown(subject);
    expect(golden).toContain(`- ${seen.line}`);
    expect(kept(seen)).toBe(true);
  },
);

test('a gap that was simplified away is told', () => {
  expect(kept({ line: '', bars: [999, 1e6] })).toBe(false);
  expect(kept({ line: '', bars: [1000, 1e6] })).toBe(true);
  expect(kept({ line: '', bars: [5, 5] })).toBe(true);
});
